//! Each fixture against its truth, which is written by hand: what must be found, what must stay, what must go.

use std::path::{Path, PathBuf};

use offprint::model::{Block, WarningKind, block_text, plain_text, visit_blocks, visit_images};
use offprint::{Article, Context, Options};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    title: String,
    dek: Option<String>,
    #[serde(default)]
    authors: Option<Vec<Author>>,
    published: Option<String>,
    modified: Option<String>,
    /// Whether the page tells no day of publication.
    undated: Option<bool>,
    /// Whether the page may hold no article: a confidence under one half, and a warning.
    doubtful: Option<bool>,
    site: Option<String>,
    language: Option<String>,
    keeps: Vec<String>,
    removes: Vec<String>,
    headings: Option<Vec<String>>,
    notes: Option<usize>,
    pictures: Option<usize>,
    tables: Option<usize>,
}

#[derive(Deserialize, Debug, PartialEq)]
#[serde(deny_unknown_fields)]
struct Author {
    name: String,
    role: Option<String>,
    post: Option<String>,
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let mut truths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".truth.toml"))
        .collect();
    truths.sort();
    truths
}

fn page_of(truth: &Path) -> PathBuf {
    let stem = truth.to_string_lossy().replace(".truth.toml", "");
    let html = PathBuf::from(format!("{stem}.html"));
    if html.exists() { html } else { PathBuf::from(format!("{stem}.txt")) }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with an article, one line each.
fn faults(article: &Article, truth: &Truth) -> Vec<String> {
    let mut faults = Vec::new();
    let metadata = &article.metadata;
    let mut compare = |what: &str, found: Option<String>, wanted: Option<&String>| {
        if let Some(wanted) = wanted
            && found.as_deref() != Some(wanted)
        {
            faults.push(format!("{what}: wanted {wanted:?}, found {found:?}"));
        }
    };
    compare("title", metadata.title.clone(), Some(&truth.title));
    compare("dek", metadata.dek.clone(), truth.dek.as_ref());
    compare(
        "published",
        metadata.published.map(|date| date.date_only().to_string()),
        truth.published.as_ref(),
    );
    compare("modified", metadata.modified.map(|date| date.date_only().to_string()), truth.modified.as_ref());
    compare("site", metadata.site.clone(), truth.site.as_ref());
    compare("language", metadata.language.as_ref().map(ToString::to_string), truth.language.as_ref());
    if let Some(wanted) = &truth.authors {
        let found: Vec<Author> = metadata
            .authors
            .iter()
            .map(|p| Author {
                name: p.name.clone(),
                role: Some(p.role.as_str().to_owned()).filter(|role| role != "author"),
                post: p.post.clone(),
            })
            .collect();
        let posts = wanted.iter().any(|author| author.post.is_some());
        let same = found.len() == wanted.len()
            && found
                .iter()
                .zip(wanted)
                .all(|(a, b)| a.name == b.name && a.role == b.role && (!posts || a.post == b.post));
        if !same {
            faults.push(format!("authors: wanted {wanted:?}, found {found:?}"));
        }
    }
    if truth.undated == Some(true)
        && let Some(date) = metadata.published
    {
        faults.push(format!("published: wanted none, found {date}"));
    }
    let warned = article.warnings.iter().any(|warning| warning.kind == WarningKind::LowConfidence);
    if truth.doubtful.is_some_and(|wanted| wanted != warned || wanted != (article.confidence < 0.5)) {
        faults.push(format!("doubtful: wanted {:?}, found {}, {warned}", truth.doubtful, article.confidence));
    }
    let mut text = words(&block_text(&article.body));
    // A dek is metadata, and is not told twice.
    if let Some(dek) = &truth.dek
        && text.contains(&words(dek))
    {
        faults.push(format!("dek in the body: {dek}"));
    }
    for note in &article.notes {
        text.push(' ');
        text.push_str(&words(&block_text(&note.blocks)));
    }
    for keep in &truth.keeps {
        if !text.contains(&words(keep)) {
            faults.push(format!("lost: {keep}"));
        }
    }
    let dek = metadata.dek.clone().unwrap_or_default();
    for remove in &truth.removes {
        if text.contains(&words(remove)) || dek.contains(remove.as_str()) {
            faults.push(format!("left in: {remove}"));
        }
    }
    let (mut headings, mut tables, mut pictures) = (Vec::new(), 0, 0);
    visit_blocks(&article.body, &mut |block| match block {
        Block::Heading(heading) => headings.push(words(&plain_text(&heading.content))),
        Block::Table(_) => tables += 1,
        _ => {}
    });
    visit_images(&article.body, &mut |_| pictures += 1);
    if let Some(wanted) = &truth.headings
        && *wanted != headings
    {
        faults.push(format!("headings: wanted {wanted:?}, found {headings:?}"));
    }
    for (what, wanted, found) in [
        ("notes", truth.notes, article.notes.len()),
        ("tables", truth.tables, tables),
        ("pictures", truth.pictures, pictures),
    ] {
        if wanted.is_some_and(|wanted| wanted != found) {
            faults.push(format!("{what}: wanted {wanted:?}, found {found}"));
        }
    }
    faults
}

#[test]
fn every_fixture_comes_out_true() {
    let truths = fixtures();
    assert!(truths.len() >= 25, "only {} truths were found", truths.len());
    let mut report = String::new();
    for path in truths {
        let truth: Truth = toml::from_str(&std::fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let page = page_of(&path);
        let article =
            offprint::read(&std::fs::read(&page).unwrap(), &Context::default(), &Options::default());
        let faults = match article {
            Ok(article) => faults(&article, &truth),
            Err(error) => vec![error.to_string()],
        };
        for fault in faults {
            report.push_str(&format!("{}: {fault}\n", page.file_name().unwrap().to_string_lossy()));
        }
    }
    // What is wrong and known to be, one line each: a new fault fails, and so does one that was mended and is still listed.
    let known = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/known-faults.txt");
    if crate::accepting() {
        std::fs::write(&known, &report).unwrap();
    }
    let known = std::fs::read_to_string(known).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    let (known, found) = (lines(&known), lines(&report));
    let new: Vec<_> = found.difference(&known).collect();
    let mended: Vec<_> = known.difference(&found).collect();
    assert!(new.is_empty(), "new faults: {new:#?}");
    assert!(mended.is_empty(), "mended, take them out with `cargo xtask accept`: {mended:#?}");
}
