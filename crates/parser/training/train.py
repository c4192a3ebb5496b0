#!/usr/bin/env python3
"""Trains the scorer of segments on pages with known truth and writes its table of trees.

    cargo build --release -p offprint-parser --example samples
    pip install lightgbm numpy
    python3 crates/parser/training/train.py CORPUS --snippets TRAFILATURA/tests --samples target/release/examples/samples

CORPUS is a folder of sets; a set holds NAME.html.gz pages and truth.jsonl, a JSON object a line with `name`, `kind`
(only `article` is used), `url` and `text`. What is printed, and put into the head of the table: word F1, the share of
the truth's words that are kept, the share of the words kept that are the truth's, and the share of pages with a word F1
of 0.98 or more, for the passes alone and with the scorer, under cross-validation that leaves whole sites out.

With --snippets, segments are learned from also that hold snippets of which people said that they are the article's or
not, on pages of other kinds and languages: TRAFILATURA is a checkout of its repository, whose tests/evaldata.json has an
object for each page with `file`, `with` and `without`. Printed of them: the shares of both kinds that are decided rightly.

A segment's label is the share of its words that stand in the truth, in order where it is short. Each page weighs the
same. Pages on which the passes reach less than BAD are not learned from: their truth holds a part of what a reader
would call the article, or the page holds none of it.
"""
import argparse, bisect, gzip, hashlib, json, re, subprocess, sys, tempfile, unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlparse

import lightgbm
import numpy as np

FOLDS = 5
TREES = 120
BAD = 0.7
# What a segment of known snippets weighs; all segments of a page of known text weigh some 100 together. Of 1, 3 and 8, 3
# gave most on both kinds of pages.
SNIPPET_WEIGHT = 3.0
# Bars of crates/parser/src/scorer/mod.rs, as probabilities.
TAKEN_UNDER, CAPTION_TAKEN_UNDER, KEPT_FROM = 0.3, 0.12, 0.7
CAPTION = [3, 4]  # kinds of a quotation and a caption
SETTINGS = dict(objective="cross_entropy", num_leaves=16, learning_rate=0.1, min_data_in_leaf=150,
                feature_fraction=0.4, bagging_fraction=0.7, bagging_freq=1, lambda_l2=3.0, max_bin=63,
                verbose=-1, num_threads=2, seed=1, deterministic=True, force_row_wise=True)
# Of segments far from the container with hardly a word or nothing but links, one in four is learned from.
EASY_KEPT = 0.25
LONG = 8  # words from which a segment is found by its shingles
SHINGLE = 4
WORD = re.compile(r"\w+", re.UNICODE)
UNJUDGED = {5, 6, 7, 8, 9}  # kinds that the scorer leaves alone: table, code, picture, embed, rule


def words(text):
    return WORD.findall(unicodedata.normalize("NFC", text or "").lower())


def word_f1(found, true):
    if not found or not true:
        return float(found == true)
    return 2 * sum((Counter(found) & Counter(true)).values()) / (len(found) + len(true))


def truths(corpus):
    for path in sorted(Path(corpus).rglob("truth.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            truth = json.loads(line) if line.strip() else {}
            if truth.get("text") and truth.get("kind") == "article":
                yield truth, path.parent / f"{truth['name']}.html.gz"


def samples(binary, pages):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (_, packed) in enumerate(pages):
            path = Path(folder) / f"{number}.html"
            path.write_bytes(gzip.decompress(packed.read_bytes()))
            paths.append(str(path))
        return samples_of(binary, paths)


def samples_of(binary, paths):
    done = subprocess.run([binary, *paths], stdout=subprocess.PIPE, check=True)
    lines = [json.loads(line) for line in done.stdout.decode("utf-8").split("\n") if line.strip()]
    return lines[0]["names"], [line.get("segments", []) for line in lines[1:]]


def labels(segments, truth):
    """For each list of words, the share that stands in the truth; None for no words."""
    places, shingles = defaultdict(list), defaultdict(list)
    for at, word in enumerate(truth):
        places[word].append(at)
    for at in range(len(truth) - SHINGLE + 1):
        shingles[tuple(truth[at:at + SHINGLE])].append(at)
    share, span = [None] * len(segments), [None] * len(segments)
    seen = Counter()
    for number, own in enumerate(segments):
        if len(own) < LONG:
            continue
        parts = [tuple(own[at:at + SHINGLE]) for at in range(len(own) - SHINGLE + 1)]
        share[number] = sum(part in shingles for part in parts) / len(parts)
        if share[number] <= 0.5:
            continue
        starts = Counter(at - offset for offset, part in enumerate(parts) for at in shingles.get(part, ())[:5])
        start = max(0, starts.most_common(1)[0][0])
        span[number] = (start, min(len(truth), start + len(own)))
        # A second copy is the article's only where the truth has one.
        times = sum(truth[at:at + len(own)] == own for at in shingles.get(parts[0], ()))
        seen[span[number]] += 1
        if seen[span[number]] > max(1, times):
            share[number], span[number] = 0.0, None
    anchors = [number for number in range(len(segments)) if span[number]]
    used = [False] * len(truth)
    for number, own in enumerate(segments):
        if len(own) >= LONG or not own:
            continue
        # A short one counts where it stands between the long ones around it.
        after = bisect.bisect_left(anchors, number)
        low = span[anchors[after - 1]][1] - 2 if after else 0
        high = span[anchors[after]][0] + 2 if after < len(anchors) else len(truth)
        if not after and anchors:
            low = max(0, high - 400)
        if after == len(anchors) and anchors:
            high = min(high, low + 400)
        if high < low:
            low, high = high - 60, low + 60
        share[number] = 0.0
        for at in places.get(own[0], ()):
            end = at + len(own)
            if low <= at and end <= high and truth[at:end] == own and not any(used[at:end]):
                share[number] = 1.0
                used[at:end] = [True] * len(own)
                break
    return share


def fold_of(truth):
    return fold_of_site(urlparse(truth.get("url") or "").netloc or truth["name"])


def fold_of_site(site):
    return int(hashlib.sha1(site.encode()).hexdigest(), 16) % 10 % FOLDS


class Snippets:
    """Segments that hold snippets of known kind."""

    def __init__(self, folder, binary):
        pages = []
        for url, page in sorted(json.loads((Path(folder) / "evaldata.json").read_text(encoding="utf-8")).items()):
            places = (Path(folder) / sub / page["file"] for sub in ("eval", "cache"))
            path = next((place for place in places if place.exists()), None)
            if path:
                pages.append((urlparse(url).netloc, page, str(path)))
        letters = lambda text: re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").lower())
        rows, label, kept, fold = [], [], [], []
        _, segments = samples_of(binary, [path for _, _, path in pages])
        for (site, page, _), own in zip(pages, segments):
            good = [one for one in map(letters, page["with"]) if len(one) > 5]
            bad = [one for one in map(letters, page["without"]) if len(one) > 3]
            for one in own:
                text = letters(one["text"])
                is_good = any(snippet in text for snippet in good)
                # A short snippet says something of a segment only where it is most of it.
                is_bad = any(snippet in text and (len(snippet) > 12 or len(snippet) * 2 > len(text)) for snippet in bad)
                if text and is_good != is_bad:
                    rows.append(one["figures"])
                    label.append(float(is_good))
                    kept.append(one["kept"])
                    fold.append(fold_of_site(site))
        self.rows, self.label = np.array(rows, np.float32), np.array(label)
        self.kept, self.fold = np.array(kept), np.array(fold)

    def report(self, what, kept):
        good = self.label == 1
        line = (f"{what}, snippets: the article's {kept[good].mean():.4f}, others' {1 - kept[~good].mean():.4f}, "
                f"all {(kept == good).mean():.4f}")
        print(line, flush=True)
        return [line]


def decided(names, rows, kept, scores):
    """What is kept, by the rules of crates/parser/src/scorer/mod.rs."""
    column = {name: at for at, name in enumerate(names)}
    kind = rows[:, column["kind"]]
    bar = np.where(np.isin(kind, CAPTION), CAPTION_TAKEN_UNDER, TAKEN_UNDER)
    lifted = rows[:, column["a rule lifts it"]] > 0
    scored = np.where(kept, scores >= bar, (scores >= KEPT_FROM) & ~lifted)
    return np.where(np.isin(kind, list(UNJUDGED)), kept, scored)


class Data:
    def __init__(self, corpus, binary):
        pages = list(truths(corpus))
        self.names, self.segments = samples(binary, pages)
        self.truth = [words(truth["text"]) for truth, _ in pages]
        self.sets = [packed.parent.name for _, packed in pages]
        self.words = [[words(one["text"]) for one in page] for page in self.segments]
        rows, label, weight, fold, page, kept = [], [], [], [], [], []
        for number, (truth, _) in enumerate(pages):
            total = max(50, len(self.truth[number]))
            for one, own, share in zip(self.segments[number], self.words[number],
                                       labels(self.words[number], self.truth[number])):
                rows.append(one["figures"])
                label.append(np.nan if share is None else share)
                weight.append(100 * min(1.0, (len(own) + 2) / total))
                fold.append(fold_of(truth))
                page.append(number)
                kept.append(one["kept"])
        self.rows, self.label = np.array(rows, np.float32), np.array(label)
        self.weight, self.fold = np.array(weight), np.array(fold)
        self.page, self.kept = np.array(page), np.array(kept)
        self.start = np.searchsorted(self.page, np.arange(len(pages) + 1))
        alone = self.f1(self.kept)
        column = {name: at for at, name in enumerate(self.names)}
        easy = (self.rows[:, column["levels to the container"]] >= 30) & (
            (self.rows[:, column["linked"]] > 0.9) | (self.rows[:, column["words"]] < 6))
        chosen = np.random.RandomState(1).rand(len(self.rows)) < EASY_KEPT
        self.learned = ~np.isnan(self.label) & (~easy | chosen | (self.label >= 0.5)) & ~(alone < BAD)[self.page]

    def found(self, number, kept):
        at = self.start[number]
        return [word for offset, own in enumerate(self.words[number]) if kept[at + offset] for word in own]

    def f1(self, kept):
        return np.array([word_f1(self.found(n, kept), true) for n, true in enumerate(self.truth)])

    def report(self, what, kept):
        f1, lines = self.f1(kept), []
        for name in sorted(set(self.sets)):
            of_set = [n for n, one in enumerate(self.sets) if one == name]
            recall, precision = [], []
            for n in of_set:
                found = self.found(n, kept)
                same = sum((Counter(found) & Counter(self.truth[n])).values())
                recall.append(same / max(1, len(self.truth[n])))
                precision.append(same / max(1, len(found)))
            lines.append(f"{what}, {name}: word F1 {f1[of_set].mean():.4f}, kept {np.mean(recall):.4f}, "
                         f"of it true {np.mean(precision):.4f}, pages from 0.98 {np.mean(f1[of_set] >= 0.98):.3f}")
        print("\n".join(lines), flush=True)
        return lines

    def trained(self, fold, snippets):
        """Trees learned from all folds but one."""
        which = self.learned & (self.fold != fold)
        rows, label, weight = self.rows[which], np.clip(self.label[which], 0, 1), self.weight[which]
        if snippets:
            others = snippets.fold != fold
            rows = np.concatenate([rows, snippets.rows[others]])
            label = np.concatenate([label, snippets.label[others]])
            weight = np.concatenate([weight, np.full(others.sum(), SNIPPET_WEIGHT)])
        return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, label=label, weight=weight), TREES)


def table(model, names):
    """The trees in pre-order, a node a line."""
    out = []

    def value(number):
        return f"{number:.5g}"

    for tree in model.dump_model()["tree_info"]:
        todo = [tree["tree_structure"]]
        while todo:
            node = todo.pop()
            if "leaf_value" in node and "split_feature" not in node:
                out.append(f"leaf {value(node['leaf_value'])}")
            else:
                assert node["decision_type"] == "<="
                out.append(f"split {names[node['split_feature']]} <= {node['threshold']:.9g} "
                           f"value {value(node['internal_value'])}")
                todo += [node["right_child"], node["left_child"]]
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("--samples", required=True, help="the program `samples`, an example of offprint-parser")
    parser.add_argument("--snippets", help="a folder with evaldata.json and the pages that it names")
    parser.add_argument("--out", default=str(Path(__file__).parent.parent / "model" / "segments.trees"))
    parser.add_argument("--no-check", action="store_true", help="leave out the cross-validation")
    args = parser.parse_args()
    data = Data(args.corpus, args.samples)
    snippets = Snippets(args.snippets, args.samples) if args.snippets else None
    print(f"{len(data.truth)} pages, {len(data.rows)} segments, {data.learned.sum()} learned from", flush=True)
    lines = data.report("passes alone", data.kept)
    if snippets:
        lines += snippets.report("passes alone", snippets.kept)
    if not args.no_check:
        scores = np.zeros(len(data.rows))
        others = np.zeros(len(snippets.rows) if snippets else 0)
        for fold in range(FOLDS):
            model = data.trained(fold, snippets)
            scores[data.fold == fold] = model.predict(data.rows[data.fold == fold])
            if snippets:
                others[snippets.fold == fold] = model.predict(snippets.rows[snippets.fold == fold])
        lines += data.report("with the scorer", decided(data.names, data.rows, data.kept, scores))
        if snippets:
            lines += snippets.report("with the scorer", decided(data.names, snippets.rows, snippets.kept, others))
    model = data.trained(None, snippets)
    head = ["Boosted trees over segments; how to read them: src/scorer/trees.rs. Written by training/train.py.",
            f"Learned from {len(data.truth)} pages of the development sets of WCXB, the Web Content Extraction",
            "Benchmark (Murrough Foley, 2026, CC-BY-4.0), and of Zyte's article-extraction-benchmark (2020, MIT)",
            *([f"and from {len(snippets.rows)} snippets of the evaluation of trafilatura (Adrien Barbaresi, Apache-2.0)."]
              if snippets else []),
            f"LightGBM {lightgbm.__version__}, {TREES} trees. Cross-validation in {FOLDS} folds, whole sites left out:"]
    out = [f"# {line}" for line in head + lines] + table(model, data.names)
    Path(args.out).write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"wrote {args.out}")


main()
