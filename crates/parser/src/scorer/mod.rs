//! The learned scorer: how likely each segment of a page is the article's.
//!
//! The passes of cleaning know kinds of furniture by name. The scorer knows none; it looks at some hundred figures of a
//! segment (how much of it is links, what stands around it, how many of its make there are, what the passes say) and
//! has learned from pages with known truth how they go together: `training/train.py` writes the table of trees, with
//! its figures under cross-validation in the head. It may take what no pass knows, give back what a pass took by
//! mistake, and take in parts of the article that stand outside the container; it decides only where it is sure.
//! Text scrapes have no markup to look at and are left to the passes.

mod features;
mod lead_picture;
mod signs;
mod trees;
mod whole_lists;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use offprint_model::RemovalKind;

use self::features::{NAMES, Scene, of_segment};
use self::trees::Trees;
use crate::Options;
use crate::clean::{Proposal, Rule, View};
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind, within};
use crate::tag::Tag;

/// What the scorer takes by itself.
pub(crate) const RULE: Rule = Rule::new("scored-furniture", "looks like furniture by its place and make");

/// What stands around parts of the article that the scorer took in from outside the container.
const OUTSIDE: Rule = Rule::new("outside-article", "stands outside the article's text");

/// Logarithm of the odds under which a segment is taken: 0.3 to be the article's. Read from the head of the table of
/// trees: a lower bar leaves more in, a higher one begins to lose sentences.
const TAKEN_UNDER: f64 = -0.8473;

/// The same for captions: 0.12. Truths of the pages that it learned from leave many of them out; readers miss them.
const CAPTION_TAKEN_UNDER: f64 = -1.9924;

/// Logarithm of the odds from which a segment is given back or taken in: 0.7 to be the article's.
const KEPT_FROM: f64 = 0.8473;

/// Share of the prose left by the passes that the scorer must leave; a page of which it would take more is unlike those
/// it knows.
const LEAST_LEFT: f32 = 0.5;

/// Figures that are named as the reason of a removal.
const NAMED: usize = 4;

static TREES: LazyLock<Option<Trees>> = LazyLock::new(Trees::learned);

/// The container and what is taken from it, once the scorer has looked at the page.
pub(crate) struct Scored {
    /// Row of the container, which holds everything that is kept.
    pub container: usize,
    /// What is taken, by segments of the page, in page order.
    pub proposals: Vec<Proposal>,
}

/// What the scorer is to judge of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judges {
    /// The whole page.
    All,
    /// The container, from which something may be taken but to which nothing is added.
    Inside,
    /// Nothing, as on text scrapes: only the passes' word counts.
    Nothing,
}

/// Looks at all segments of a page. `inside` are those of the container; `proposals` count from the page's first.
pub(crate) fn look(
    view: &View<'_>,
    all: &[Segment],
    inside: Range<usize>,
    proposals: &[Proposal],
    options: &Options,
    judges: Judges,
) -> Scored {
    let is_kept_rule = |name: &str| options.keeps(name);
    let untouched = Scored {
        container: view.container,
        proposals: proposals.iter().filter(|proposal| !is_kept_rule(proposal.rule.name)).cloned().collect(),
    };
    let Some(trees) = TREES.as_ref().filter(|_| judges != Judges::Nothing && !view.is_scrape()) else {
        return untouched;
    };
    let scene = Scene::new(view, all, inside.clone(), proposals);
    let taken = scene.taken();
    let pass = |at: usize| scene.rule(at);
    let pointed_at = pointed_at(view, all, &inside, &|at| pass(at).is_none());
    let mut kept: Vec<bool> = (0..all.len())
        .map(|at| {
            if view.page.deadline.is_over() {
                return false;
            }
            let reaches = |bar: f64| trees.reaches(&of_segment(&scene, at), bar);
            let by_passes = inside.contains(&at) && pass(at).is_none();
            match (pass(at), all.get(at)) {
                (Some(pass), _) if is_kept_rule(pass.rule.name) => true,
                (Some(pass), _)
                    if !pass.lifts.is_empty() || !pass.counts || options.drops(pass.rule.name) =>
                {
                    false
                }
                (_, Some(segment)) if !is_judged(segment) || is_note(view, segment, &pointed_at) => by_passes,
                (_, Some(segment)) if by_passes => reaches(bar(segment)) || is_kept_rule(RULE.name),
                (_, Some(segment)) if !inside.contains(&at) => {
                    judges == Judges::All && may_be_taken_in(segment) && reaches(KEPT_FROM)
                }
                _ => reaches(KEPT_FROM),
            }
        })
        .collect();
    let prose = |kept: &dyn Fn(usize) -> bool| -> f32 {
        all.iter().enumerate().filter(|(at, _)| kept(*at)).map(|(_, segment)| segment.prose()).sum()
    };
    let before = prose(&|at| inside.contains(&at) && pass(at).is_none());
    let too_much = prose(&|at| kept.get(at).copied().unwrap_or(false)) < before * LEAST_LEFT;
    let baseless = judges == Judges::Inside && before <= 0.0;
    if (too_much || baseless) && !options.drops(RULE.name) {
        return untouched;
    }
    if !options.drops(RULE.name) {
        whole_lists::give_back(view, all, &inside, &|at| pass(at).is_none(), &mut kept);
    }
    pictures(view, all, &inside, taken, &mut kept);
    if judges == Judges::All {
        for at in lead_picture::find(view, all, &inside) {
            let is_caption = all.get(at).is_some_and(|segment| segment.kind == SegmentKind::Caption);
            if let Some(slot) = kept.get_mut(at) {
                *slot |= !is_caption || trees.reaches(&of_segment(&scene, at), TAKEN_UNDER);
            }
        }
    }
    let (container, wider) = container(view, all, &inside, &kept);
    // Figures of the few that go are taken again: those of all together would be most of the memory of a page.
    let score = |at: usize| trees.score(&of_segment(&scene, at));
    let reason = |at: usize| reason(trees, &of_segment(&scene, at));
    let mut proposals = proposals_of(&wider, &kept, taken, proposals, &inside, &score, &reason);
    proposals.retain(|proposal| proposal.rule != OUTSIDE || !options.names_kept(OUTSIDE.name));
    Scored { container, proposals }
}

/// Width of a line under which nothing outside the container is looked at: labels.
const SHORTEST_TAKEN_IN: usize = 12;

/// Share of a line in links over which nothing outside the container is looked at: menus.
const MOST_LINKED_TAKEN_IN: f32 = 0.8;

/// Whether a segment outside the container is worth a look; most of a page's are links and labels.
fn may_be_taken_in(segment: &Segment) -> bool {
    segment.width >= SHORTEST_TAKEN_IN && segment.linked <= MOST_LINKED_TAKEN_IN
}

/// The bar under which a segment is taken.
fn bar(segment: &Segment) -> f64 {
    // Quotations are few on the pages that it learned from, and a part of the article nearly always.
    if matches!(segment.kind, SegmentKind::Caption | SegmentKind::Quotation) {
        CAPTION_TAKEN_UNDER
    } else {
        TAKEN_UNDER
    }
}

/// Whether the scorer may decide: not what has no words, and no tables and listings, of which the pages that it learned
/// from say too little.
const fn is_judged(segment: &Segment) -> bool {
    !matches!(
        segment.kind,
        SegmentKind::Picture
            | SegmentKind::Embed
            | SegmentKind::Rule
            | SegmentKind::Table
            | SegmentKind::Code
    )
}

/// Elements up from a segment's own block in which the place that a note's mark leads to may stand.
const NOTE_LEVELS: usize = 2;

/// The places within the page that links of the article lead to.
fn pointed_at<'a>(
    view: &View<'a>,
    all: &[Segment],
    inside: &Range<usize>,
    kept: &dyn Fn(usize) -> bool,
) -> BTreeSet<&'a str> {
    let page = view.page;
    inside
        .clone()
        .filter(|at| kept(*at))
        .filter_map(|at| all.get(at))
        .flat_map(|segment| segment.rows.clone())
        .filter(|row| page.tag(*row) == Tag::A)
        .filter_map(|row| page.attribute(row, "href")?.strip_prefix('#'))
        .filter(|id| !id.is_empty())
        .collect()
}

/// Whether a segment is a note, or something else that the article itself points at: short lines at the end, as much
/// like furniture as text can be.
fn is_note(view: &View<'_>, segment: &Segment, pointed_at: &BTreeSet<&str>) -> bool {
    segment.around.has(Purpose::NOTES)
        || !pointed_at.is_empty()
            && std::iter::once(segment.block)
                .chain(view.page.ancestors(segment.block).take(NOTE_LEVELS))
                .chain(segment.rows.clone().take(NOTE_LEVELS))
                .filter_map(|row| view.page.attribute(row, "id").or_else(|| view.page.attribute(row, "name")))
                .any(|id| pointed_at.contains(id))
}

/// Pictures go with the words that they stand with: those in an element with words that are taken, and none that stay.
fn pictures(
    view: &View<'_>,
    all: &[Segment],
    inside: &Range<usize>,
    taken: &[Option<usize>],
    kept: &mut [bool],
) {
    for at in inside.clone() {
        let Some(segment) = all.get(at) else { continue };
        let mute = matches!(segment.kind, SegmentKind::Picture | SegmentKind::Embed | SegmentKind::Rule);
        if !mute || !kept.get(at).copied().unwrap_or(false) {
            continue;
        }
        // The innermost element around it that also holds words.
        let holder = view.page.ancestors(segment.block).find(|row| view.page.row(*row).chars > 0);
        let Some(holder) = holder.filter(|row| *row != view.container) else { continue };
        let rows = view.page.subtree(holder);
        let around = within(all, &rows);
        let worded = |at: &usize| all.get(*at).is_some_and(|s| s.width > 0);
        let gone = around.clone().filter(worded).count();
        let stays = around
            .filter(worded)
            .any(|at| kept.get(at).copied().unwrap_or(false) || taken.get(at).copied().flatten().is_some());
        if gone > 0
            && !stays
            && let Some(slot) = kept.get_mut(at)
        {
            *slot = false;
        }
    }
}

/// The innermost element that holds the container and everything that is kept, and its segments.
fn container(
    view: &View<'_>,
    all: &[Segment],
    inside: &Range<usize>,
    kept: &[bool],
) -> (usize, Range<usize>) {
    let outer = |at: &usize| kept.get(*at).copied().unwrap_or(false) && !inside.contains(at);
    let mut row = view.container;
    for at in (0..all.len()).filter(outer) {
        let Some(segment) = all.get(at) else { continue };
        while !view.page.is_within(segment.rows.start, row) {
            let parent = view.page.row(row).parent;
            if parent == row {
                break;
            }
            row = parent;
        }
    }
    (row, within(all, &view.page.subtree(row)))
}

/// What is taken as runs of segments of one reason: the passes' removals, the scorer's, and what stands between.
fn proposals_of(
    inside: &Range<usize>,
    kept: &[bool],
    taken: &[Option<usize>],
    passes: &[Proposal],
    container: &Range<usize>,
    score: &dyn Fn(usize) -> f64,
    reason: &dyn Fn(usize) -> String,
) -> Vec<Proposal> {
    #[derive(PartialEq, Clone, Copy)]
    enum By {
        Pass(usize),
        Scorer,
        Place,
    }
    let mut runs: Vec<(By, Range<usize>)> = Vec::new();
    for at in inside.clone() {
        if kept.get(at).copied().unwrap_or(false) {
            continue;
        }
        let by = match taken.get(at).copied().flatten() {
            Some(number) => By::Pass(number),
            None if container.contains(&at) => By::Scorer,
            None => By::Place,
        };
        match runs.last_mut() {
            Some((known, range)) if *known == by && range.end == at => range.end += 1,
            _ => runs.push((by, at..at + 1)),
        }
    }
    runs.into_iter()
        .filter_map(|(by, segments)| match by {
            By::Pass(number) => passes.get(number).map(|pass| Proposal { segments, ..pass.clone() }),
            By::Scorer => {
                let scored = segments.clone().map(|at| (at, score(at)));
                let surest = scored.min_by(|a, b| a.1.total_cmp(&b.1));
                let (at, score) = surest.unwrap_or((segments.start, 0.0));
                Some(Proposal {
                    segments,
                    rule: RULE,
                    reason: reason(at),
                    confidence: sureness(-score),
                    kind: RemovalKind::Furniture,
                    lifts: Vec::new(),
                    counts: true,
                })
            }
            By::Place => Some(Proposal {
                segments,
                rule: OUTSIDE,
                reason: "stands between or beside parts of the article".to_owned(),
                confidence: 0.9,
                kind: RemovalKind::Outside,
                lifts: Vec::new(),
                counts: true,
            }),
        })
        .collect()
}

/// A score as a confidence from 0 to 1. Not the logistic function, whose last digit differs between machines.
fn sureness(score: f64) -> f32 {
    let value = 0.5 + 0.5 * score / (1.0 + score.abs());
    (value * 1000.0).round() as f32 / 1000.0
}

/// The figures that spoke most against a segment.
fn reason(trees: &Trees, figures: &[f32]) -> String {
    let mut all: Vec<(f64, usize)> =
        trees.contributions(figures).into_iter().enumerate().map(|(figure, sum)| (sum, figure)).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let named = all.iter().take(NAMED).filter(|(sum, _)| *sum < 0.0).filter_map(|(_, figure)| {
        let value = figures.get(*figure)?;
        Some(format!("{} {}", NAMES.get(*figure)?, (value * 100.0).round() / 100.0))
    });
    named.collect::<Vec<_>>().join("; ")
}

/// What the training script reads of each segment: its figures.
pub(crate) fn rows(
    view: &View<'_>,
    all: &[Segment],
    inside: Range<usize>,
    proposals: &[Proposal],
) -> Vec<Vec<f32>> {
    let scene = Scene::new(view, all, inside, proposals);
    (0..all.len()).map(|at| of_segment(&scene, at)).collect()
}

/// Names of the figures.
pub(crate) const fn names() -> &'static [&'static str] {
    NAMES
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_figure_of_the_table_of_trees_is_known() {
        assert!(super::TREES.is_some());
    }
}
