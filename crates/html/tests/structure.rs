//! What is written is the right elements in the right places.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeSet;

use offprint_html::{ChapterOptions, HtmlOptions, chapter_xhtml, write_html};
use offprint_model::{Article, Publication};
use scraper::{Html, Selector};

fn page(articles: Vec<Article>) -> (String, Html) {
    let mut publication = Publication::of(articles[0].clone());
    publication.articles = articles;
    let html = write_html(&publication, &HtmlOptions::default()).html;
    let parsed = Html::parse_document(&html);
    (html, parsed)
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap()).map(|element| element.text().collect()).collect()
}

fn values(page: &Html, selector: &str, name: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .filter_map(|element| element.value().attr(name).map(str::to_owned))
        .collect()
}

#[test]
fn ranks_spans_and_notes() {
    let (html, page) = page(vec![common::everything("Word")]);
    assert_eq!(texts(&page, "h1"), ["Word"]);
    assert_eq!(texts(&page, ".body > h2, .body > h3"), ["Word", "Word"]);
    assert_eq!(values(&page, "html", "lang"), ["en"]);
    assert_eq!(values(&page, "header time", "datetime"), ["2014-07-15", "2015-01"]);
    assert_eq!(texts(&page, "header time"), ["15 July 2014", "January 2015"]);
    assert_eq!(values(&page, "ol", "start"), ["3"]);
    assert!(texts(&page, "dl dt").len() == 2 && texts(&page, "dl dd").len() == 2);
    // The head has one row, so nothing spans down; the last row's spans are cut to the columns there are.
    assert_eq!(values(&page, "thead th", "rowspan"), Vec::<String>::new());
    assert_eq!(values(&page, "thead th", "scope"), ["colgroup", "col"]);
    assert_eq!(values(&page, "tbody th", "scope"), ["rowgroup"]);
    assert_eq!(values(&page, "tbody tr:last-child td", "rowspan"), Vec::<String>::new());
    assert!(texts(&page, "th h1, th h2, th h3, th aside, a a").is_empty(), "{html}");
    assert_eq!(texts(&page, "figure.quotation > figcaption cite a"), ["Word"]);
    assert_eq!(values(&page, "blockquote", "cite"), ["https://example.org/said"]);
    assert_eq!(values(&page, "pre code", "class"), ["language-Word"]);
    assert_eq!(texts(&page, "pre code"), ["a\n  Word"]);
    // The reference within a link is no link; the other is, and the note leads back to it.
    assert_eq!(values(&page, "a.noteref", "href"), ["#n1"]);
    assert_eq!(values(&page, ".note a.back", "href"), ["#reference-1"]);
    assert!(values(&page, ".body a", "href").contains(&"#one".to_owned()));
    assert!(!values(&page, ".body a", "href").contains(&"#nowhere".to_owned()));
    assert_eq!(texts(&page, "bdi[lang=ar][dir=rtl]"), ["Word"]);
    assert_eq!(texts(&page, "ul:empty, ol:empty, p:empty").len(), 0);
    assert_eq!(texts(&page, ".missing-picture a").len(), 2);
    assert_eq!(page.select(&Selector::parse("math msup").unwrap()).count(), 1);
}

#[test]
fn identifiers_are_unique_and_links_lead_somewhere() {
    let (_, page) = page(vec![common::everything("One"), common::everything("Two")]);
    let ids = values(&page, "[id]", "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for target in values(&page, "a[href^='#']", "href") {
        assert!(unique.contains(&target[1..].to_owned()), "{target}");
    }
    assert_eq!(texts(&page, "nav a"), ["One", "Two"]);
}

#[test]
fn schema_org_data_is_json() {
    let mut article = common::everything("</script>");
    article.metadata.site = Some("Site & Co".into());
    let (_, page) = page(vec![article]);
    let data: serde_json::Value = serde_json::from_str(&texts(&page, "script")[0]).unwrap();
    assert_eq!(data["@type"], "Article");
    assert_eq!(data["headline"], "</script>");
    assert_eq!(data["author"][0]["jobTitle"], "</script>");
    assert_eq!(data["publisher"]["name"], "Site & Co");
    assert_eq!(data["datePublished"], "2014-07-15");
}

#[test]
fn a_chapter_says_what_it_holds() {
    let mut article = common::everything("Word");
    article.metadata.language = "he".parse().ok();
    let options = ChapterOptions {
        stylesheet: Some("s.css"),
        prefix: "c1-",
        file: &|index| format!("{index}.xhtml"),
        limit: usize::MAX,
        pictures: &|_| Some("p/r1.png".into()),
        links: &|_| None,
    };
    let chapter = chapter_xhtml(&article, &options);
    let [file] = &chapter.files[..] else { panic!("{}", chapter.files.len()) };
    assert!(file.has_mathml);
    let sections: Vec<(u8, &str)> = chapter.sections.iter().map(|s| (s.level, s.id.as_str())).collect();
    assert_eq!(sections, [(1, "c1-one"), (2, "c1-section-1"), (1, "c1-notes-1")]);
    for part in [
        "lang=\"he\" xml:lang=\"he\" dir=\"rtl\"",
        "epub:type=\"chapter\" role=\"doc-chapter\"",
        "epub:type=\"noteref\" role=\"doc-noteref\"",
        "<img src=\"p/r1.png\" alt=\"Word\" width=\"1\" height=\"1\"/>",
        "id=\"c1-one\"",
    ] {
        assert!(file.xhtml.contains(part), "{part} is not in {}", file.xhtml);
    }
}

#[test]
fn an_article_of_nothing() {
    let (html, page) = page(vec![Article::default()]);
    assert_eq!(texts(&page, "h1"), ["Untitled"]);
    assert!(!html.contains("lang=") && !html.contains("<footer"));
}
