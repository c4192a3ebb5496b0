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
use offprint_model::{
    Article, Aside, Block, Heading, Image, Inline, Paragraph, Publication, Scope, Table, TableCell, TableRow,
};
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
    assert_eq!(values(&page, "p > span[role=doc-pagebreak]#page-1", "aria-label"), ["Word"]);
    assert!(texts(&page, "[role=doc-pagebreak]") == [""] && !html.contains("epub:type"), "{html}");
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
        vertical: false,
        deadline: offprint_model::Deadline::default(),
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

#[test]
fn open_graph_data_says_what_the_article_is() {
    let mut article = common::everything("Word");
    article.metadata.language = "en-GB".parse().ok();
    article.metadata.authors[1].url = Some("https://example.org/ada".into());
    let image = |url: &str| Some(offprint_model::Image { url: Some(url.into()), ..Default::default() });
    article.metadata.lead_image = image("https://example.org/lead.png");
    let (_, single) = page(vec![article.clone()]);
    let said = |name: &str| values(&single, &format!("meta[property='{name}']"), "content");
    assert_eq!(said("og:type"), ["article"]);
    assert_eq!(said("og:title"), ["Word"]);
    assert_eq!(said("og:site_name"), ["Word"]);
    assert_eq!(said("og:description"), ["Word"]);
    assert_eq!(said("og:url"), ["https://example.org/a?b=1&c=2"]);
    assert_eq!(said("og:image"), ["https://example.org/lead.png"]);
    assert_eq!(said("og:locale"), ["en_GB"]);
    assert_eq!(said("article:published_time"), ["2014-07-15"]);
    assert_eq!(said("article:author"), ["Word", "https://example.org/ada"]);
    for bad in ["javascript:alert(1)", "data:image/png;base64,AAAA", "lead.png"] {
        article.metadata.lead_image = image(bad);
        let (_, bad_image) = page(vec![article.clone()]);
        assert!(values(&bad_image, "meta[property='og:image']", "content").is_empty(), "{bad}");
    }
    let (_, book) = page(vec![article.clone(), article]);
    assert_eq!(values(&book, "meta[property='og:type']", "content"), ["book"]);
    assert!(values(&book, "meta[property='article:author']", "content").is_empty());
}

#[test]
fn no_rank_is_skipped_however_blocks_are_nested() {
    let heading = |level: u8| {
        let content = vec![offprint_model::Inline::text(level.to_string())];
        Block::Heading(Heading { level, content, attributes: offprint_model::Attributes::default() })
    };
    let aside = |blocks: Vec<Block>| Block::Aside(Aside { blocks, ..Aside::default() });
    let inner = aside(vec![heading(1), heading(2)]);
    let mut article = common::everything("Word");
    article.notes[0].blocks.push(heading(1));
    article.body = vec![
        aside(vec![heading(1)]),
        heading(1),
        heading(2),
        aside(vec![heading(1), heading(2), heading(3), inner]),
        heading(3),
        heading(1),
        Block::paragraph("x"),
    ];
    let (html, page) = page(vec![article]);
    let levels: Vec<u8> = page
        .select(&Selector::parse("h1, h2, h3, h4, h5, h6").unwrap())
        .map(|element| element.value().name()[1..].parse().unwrap())
        .collect();
    assert_eq!(levels, [1, 2, 2, 3, 4, 5, 6, 4, 5, 4, 2, 2, 3, 2], "{html}");
}

#[test]
fn our_own_words_say_their_language() {
    let mut article = common::everything("Sana");
    article.metadata.language = "fi".parse().ok();
    article.metadata.authors[1].role = offprint_model::Role::Translator;
    article.provenance.generator = "offprint 1".into();
    let (html, page) = page(vec![article]);
    assert_eq!(texts(&page, "h2[lang=en]"), ["Notes", "About the authors"]);
    assert_eq!(texts(&page, ".post bdi[lang=en]"), ["translator"]);
    assert!(texts(&page, ".source").iter().any(|text| text.contains("Made with offprint 1")), "{html}");
    assert_eq!(texts(&page, ".source bdi[lang=en]"), ["Source", "Made with"]);
}

#[test]
fn what_only_decorates_is_marked_and_what_scrolls_is_reached() {
    let mut article = common::everything("Word");
    let image =
        offprint_model::Image { resource: Some("r1".into()), alt: Some(String::new()), ..Default::default() };
    let row = offprint_model::TableRow {
        cells: (0..6)
            .map(|_| offprint_model::TableCell { blocks: vec![Block::paragraph("x")], ..Default::default() })
            .collect(),
    };
    article.body = vec![
        Block::Figure(offprint_model::Figure { images: vec![image], ..Default::default() }),
        Block::Code(offprint_model::Code { text: "x".repeat(80), ..Default::default() }),
        Block::Code(offprint_model::Code { text: "x".into(), ..Default::default() }),
        Block::Table(offprint_model::Table { rows: vec![row], ..Default::default() }),
    ];
    let (_, page) = page(vec![article.clone()]);
    assert_eq!(values(&page, "img", "role"), ["presentation"]);
    assert_eq!(values(&page, "pre", "tabindex"), ["0"]);
    assert_eq!(values(&page, "div.table.wide", "tabindex"), ["0"]);
    let options = ChapterOptions {
        vertical: false,
        deadline: offprint_model::Deadline::default(),
        stylesheet: None,
        prefix: "",
        file: &|index| format!("{index}.xhtml"),
        limit: usize::MAX,
        pictures: &|_| Some("p.png".into()),
        links: &|_| None,
    };
    let chapter = chapter_xhtml(&article, &options);
    assert!(chapter.files.iter().all(|file| !file.xhtml.contains("tabindex")));
}

/// Found by Ace: links, headings and header cells that nothing can be read out of.
#[test]
fn links_headings_and_header_cells_are_called_something() {
    let decoration = || Inline::Image(Image { alt: Some(String::new()), ..Image::default() });
    let link =
        || Inline::Link { url: "https://example.org/".into(), title: None, content: vec![decoration()] };
    let heading = |content| Block::Heading(Heading { level: 1, content, attributes: Default::default() });
    let mut article = Article::default();
    let corner = TableCell { header: Some(Scope::Column), ..TableCell::default() };
    let named = TableCell { blocks: vec![Block::paragraph("Year")], ..corner.clone() };
    let table =
        Table { head_rows: 1, rows: vec![TableRow { cells: vec![corner, named] }], ..Table::default() };
    article.body = vec![
        Block::paragraph("Words."),
        Block::Paragraph(Paragraph { content: vec![link()], attributes: Default::default() }),
        heading(vec![decoration()]),
        heading(vec![link()]),
        Block::Table(table),
    ];
    let (html, page) = page(vec![article]);
    assert_eq!(texts(&page, ".body a"), ["[Picture]", "[Picture]"], "{html}");
    assert_eq!(texts(&page, ".body h2"), ["[Picture]"], "{html}");
    assert_eq!(texts(&page, "th"), ["Year"], "{html}");
}
