//! How a book is set: its style sheet, columns, typefaces, the user's own style.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../html/tests/common/mod.rs"]
mod common;

mod container;
mod epubcheck;

use container::{bytes_with, entry, names};
use offprint_epub::{EpubOptions, UserStyle};
use offprint_model::{Article, Block, Publication};

const STYLE: &str = include_str!("../src/style.css");
const VERTICAL: &str = include_str!("../src/vertical.css");

fn in_language(tag: &str, words: &str) -> Article {
    let mut article = common::everything(words);
    article.metadata.language = tag.parse().ok();
    article
}

/// The rules of a sheet: selectors and declarations.
fn rules(css: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut bare = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").unwrap().1;
    }
    bare.push_str(rest);
    bare.split('}')
        .filter_map(|rule| rule.split_once('{'))
        .flat_map(|(selectors, body)| {
            let declarations: Vec<(String, String)> = body
                .split(';')
                .filter_map(|declaration| declaration.split_once(':'))
                .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
                .collect();
            selectors
                .split(',')
                .map(|selector| {
                    (selector.split_whitespace().collect::<Vec<_>>().join(" "), declarations.clone())
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_sheets_keep_to_what_old_devices_know() {
    for (selector, declarations) in rules(STYLE).into_iter().chain(rules(VERTICAL)) {
        assert!(!selector.contains('@') && !selector.contains(":root"), "{selector}");
        for (name, value) in declarations {
            let new = ["float", "position", "color", "background", "gap", "grid"];
            assert!(value == "inherit" || !new.iter().any(|new| name.starts_with(new)), "{selector}: {name}");
            for word in ["flex", "grid", "var(", "calc(", "clamp(", "url(", "#", "rgb"] {
                assert!(!value.contains(word), "{selector}: {name}: {value}");
            }
            assert!(!name.starts_with("--") && !name.contains("inline") && !name.contains("block"), "{name}");
        }
    }
}

/// A rule that names a side of lines across must be named again for columns, where that side is another.
#[test]
fn every_side_is_turned_for_columns() {
    let turned: Vec<String> = rules(VERTICAL).into_iter().map(|(selector, _)| selector).collect();
    // Within tables and code, and where every side is the same or the page itself is meant.
    let across = ["th", "td", "thead th", "caption", ".wide th", ".wide td", ".cover", ".cover p"];
    let mut count = 0;
    for (selector, declarations) in rules(STYLE) {
        let sides = declarations.iter().any(|(name, value)| {
            let box_of = ["margin", "padding"].iter().any(|kind| name.starts_with(kind));
            let one_side =
                name.starts_with("border-") && name != "border-collapse" && name != "border-bottom-width";
            (box_of && value.as_str() != "0") || one_side
        });
        if !sides || selector.contains("[dir=") || across.contains(&selector.as_str()) {
            continue;
        }
        count += 1;
        let wanted = format!(".vertical {selector}");
        assert!(turned.contains(&wanted), "{wanted} is not in vertical.css");
    }
    assert!(count > 40, "{count}");
}

#[test]
fn columns_are_for_chinese_and_japanese_alone() {
    let options = EpubOptions { vertical: true, ..EpubOptions::default() };
    let mut book = Publication::of(in_language("ja", "平成25年の夏"));
    book.articles.push(in_language("en", "Words of 25 years"));
    let bytes = bytes_with(&book, &options);
    let first = entry(&bytes, "OEBPS/chapter-001.xhtml");
    assert!(
        first.contains("class=\"vertical\"") && first.contains("<span class=\"upright\">25</span>"),
        "{first}"
    );
    let second = entry(&bytes, "OEBPS/chapter-002.xhtml");
    assert!(!second.contains("class=\"vertical\"") && !second.contains("upright"), "{second}");
    let package = entry(&bytes, "OEBPS/content.opf");
    assert!(package.contains("page-progression-direction=\"rtl\"") && package.contains("\"vertical-rl\""));
    assert!(entry(&bytes, "OEBPS/stylesheet.css").contains("writing-mode: vertical-rl"));

    let korean = bytes_with(&Publication::of(in_language("ko", "말")), &options);
    assert!(!entry(&korean, "OEBPS/content.opf").contains("page-progression-direction"));
    assert!(!entry(&korean, "OEBPS/stylesheet.css").contains("writing-mode"));
}

#[test]
fn typefaces_come_when_they_are_asked_for() {
    let book = Publication::of(common::everything("Wörter — Слова"));
    assert!(!names(&bytes_with(&book, &EpubOptions::default())).iter().any(|name| name.contains("font")));
    let options = EpubOptions { embed_fonts: true, ..EpubOptions::default() };
    let with_code = bytes_with(&book, &options);
    assert_eq!(with_code, bytes_with(&book, &options));
    assert_eq!(names(&with_code).iter().filter(|name| name.starts_with("OEBPS/fonts/")).count(), 8);
    assert!(names(&with_code).iter().any(|name| name == "META-INF/com.apple.ibooks.display-options.xml"));
    let style = entry(&with_code, "OEBPS/stylesheet.css");
    assert_eq!(style.matches("@font-face").count(), 8);
    let plain = Article { body: vec![Block::paragraph("Words.")], ..Article::default() };
    let without_code = bytes_with(&Publication::of(plain), &options);
    assert_eq!(names(&without_code).iter().filter(|name| name.starts_with("OEBPS/fonts/")).count(), 4);
    assert!(without_code.len() < 150_000, "{}", without_code.len());
}

#[test]
fn the_users_style_comes_last() {
    let style = UserStyle::parse("p { text-indent: 1em }").unwrap();
    let options = EpubOptions { style: Some(style), embed_fonts: true, ..EpubOptions::default() };
    let book = bytes_with(&Publication::of(common::everything("Word")), &options);
    assert!(entry(&book, "OEBPS/stylesheet.css").trim_end().ends_with("p { text-indent: 1em }"));
}

#[test]
fn epubcheck_finds_nothing() {
    let style = UserStyle::parse("@media print { p { margin: 0 } } h1 { font-variant: small-caps }").unwrap();
    let options =
        EpubOptions { style: Some(style), embed_fonts: true, vertical: true, ..EpubOptions::default() };
    let mut several = Publication::of(in_language("ja", "平成25年の夏"));
    several.articles.push(in_language("zh-Hant", "民國25年"));
    several.articles.push(in_language("he", "כל האנשים"));
    let books = [
        ("columns", bytes_with(&Publication::of(in_language("ja", "平成25年の夏")), &options)),
        ("columns, lines, right to left", bytes_with(&several, &options)),
        ("lines", bytes_with(&Publication::of(common::everything("Word")), &options)),
    ];
    epubcheck::finds_nothing(books);
}
