//! Long chapters in several files, and books of several articles with parts and links between them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod container;
mod epubcheck;

use std::collections::BTreeMap;
use std::io::Cursor;

use container::{bytes, files};
use offprint_epub::{EpubOptions, write_seekable};
use offprint_model::{
    Article, Attributes, Block, Heading, Inline, Matter, Note, Paragraph, Part, Publication, Resource, Series,
};

fn link(url: &str) -> Inline {
    Inline::Link { url: url.into(), title: None, content: vec![Inline::text("see")] }
}

fn heading(level: u8, id: &str) -> Block {
    Block::Heading(Heading {
        level,
        content: vec![Inline::text(format!("Section {id}"))],
        attributes: Attributes { id: Some(id.into()), ..Attributes::default() },
    })
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content, ..Paragraph::default() })
}

/// An article whose body takes some 700 kB: twelve sections, each with a link to the next and a note.
fn long(url: &str) -> Article {
    let mut article = Article::default();
    article.metadata.title = Some("A long <one>".into());
    article.metadata.url = Some(url.into());
    for section in 0..12 {
        article.body.push(heading(1, &format!("s{section}")));
        for n in 0..30 {
            article
                .body
                .push(Block::paragraph(format!("{section} {n} & href=\"#c1-s3\" {}", "word ".repeat(400))));
        }
        let note = format!("n{section}");
        article.body.push(paragraph(vec![
            link(&format!("#s{}", (section + 1) % 12)),
            Inline::NoteReference { note: note.clone(), label: (section + 1).to_string() },
        ]));
        article.notes.push(Note {
            id: note,
            label: (section + 1).to_string(),
            blocks: vec![Block::paragraph("As told.")],
        });
    }
    article
}

fn short(title: &str, url: &str, content: Vec<Inline>) -> Article {
    let mut article = Article::default();
    article.metadata.title = Some(title.into());
    article.metadata.url = Some(url.into());
    article.body = vec![paragraph(content)];
    article
}

fn book() -> Publication {
    let mut foreword = short("Before", "https://example.org/before", vec![Inline::text("To the reader.")]);
    foreword.matter = Matter::Foreword;
    let first = short(
        "First",
        "https://www.example.org/first/",
        vec![
            link("http://example.org/long?utm_source=mail#s11"),
            link("https://example.org/long#nowhere"),
            link("https://example.org/elsewhere"),
        ],
    );
    let mut last = short("Last", "https://example.org/last", vec![link("https://example.org/first")]);
    last.metadata.language = "ar".parse().ok();
    let mut book = Publication::of_many(vec![foreword, first, long("https://example.org/long"), last]);
    book.metadata.title = Some("All of it".into());
    book.parts =
        vec![Part { title: "Past & present".into(), first: 1 }, Part { title: "Future".into(), first: 3 }];
    book.series = Some(Series { title: "Readers".into(), position: Some("2.1".into()) });
    let mut png = Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(6, 9).write_to(&mut png, image::ImageFormat::Png).unwrap();
    book.resources.push(Resource {
        id: "cover".into(),
        media_type: offprint_model::MediaType::Png,
        url: None,
        width: 6,
        height: 9,
        data: png.into_inner(),
    });
    book.cover = Some("cover".into());
    book
}

/// Every link within the book leads to an identifier that is there.
fn assert_links_arrive(files: &BTreeMap<String, String>) -> usize {
    let mut count = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let tags = text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag);
        for tag in tags.filter(|tag| tag.starts_with("a ")) {
            let (address, _) = tag.split_once("href=\"").unwrap().1.split_once('"').unwrap();
            if address.contains(':') {
                continue;
            }
            count += 1;
            let (file, id) = address.split_once('#').unwrap_or((address, ""));
            let target = files.get(if file.is_empty() { name.as_str() } else { file });
            let target = target.unwrap_or_else(|| panic!("{name}: {address}"));
            assert!(id.is_empty() || target.contains(&format!(" id=\"{id}\"")), "{name}: {address}");
        }
    }
    count
}

#[test]
fn a_long_chapter_is_parted_and_its_links_arrive() {
    let files = files(&bytes(&Publication::of(long("https://example.org/long"))));
    let chapters: Vec<&String> = files.keys().filter(|name| name.starts_with("chapter-")).collect();
    assert_eq!(
        chapters,
        ["chapter-001-2.xhtml", "chapter-001-3.xhtml", "chapter-001-4.xhtml", "chapter-001.xhtml"]
    );
    for name in chapters {
        assert!(files[name].len() < 260_000, "{name} has {} bytes", files[name].len());
        assert!(files[name].contains("<title>A long &lt;one&gt;</title>"));
    }
    for name in ["chapter-001-2.xhtml", "chapter-001-3.xhtml"] {
        assert!(files[name].contains("<div class=\"body\">\n<h2 id="), "{name} begins with a heading");
    }
    assert!(
        files["chapter-001-4.xhtml"].contains("epub:type=\"footnotes\""),
        "the notes have a file of their own"
    );
    let all: String = files.values().map(String::as_str).collect();
    assert_eq!(all.matches("href=\"#c1-s3\" word").count(), 360, "text that looks like a link is text");
    assert!(assert_links_arrive(&files) >= 12 * 3);
    assert!(files["nav.xhtml"].contains("<a href=\"chapter-001-3.xhtml#c1-s11\">Section s11</a>"));
    let short = Publication::of(short("x", "https://example.org/x", vec![Inline::text("x")]));
    assert!(!self::files(&bytes(&short)).contains_key("chapter-001-2.xhtml"));
}

#[test]
fn a_book_of_parts_and_links_between_its_articles() {
    let bytes = bytes(&book());
    let files = files(&bytes);
    assert_links_arrive(&files);
    let first = &files["chapter-002.xhtml"];
    assert!(first.contains("<a href=\"chapter-003-3.xhtml#c3-s11\">"), "{first}");
    assert!(
        first.contains("<a href=\"chapter-003.xhtml\">"),
        "an identifier that is not there leads to the beginning"
    );
    assert!(first.contains("<a href=\"https://example.org/elsewhere\">"));
    assert!(files["chapter-004.xhtml"].contains("<a href=\"chapter-002.xhtml\">"));
    assert!(files["chapter-001.xhtml"].contains("epub:type=\"foreword\" role=\"doc-foreword\""));
    let navigation = &files["nav.xhtml"];
    let at = |text: &str| navigation.find(text).unwrap_or_else(|| panic!("{text} is not in {navigation}"));
    assert!(at("chapter-001.xhtml\">Before</a></li>") < at("part-01.xhtml\">Past &amp; present</a>\n<ol>"));
    assert!(at("chapter-003.xhtml\">A long") < at("part-02.xhtml\">Future</a>\n<ol>"));
    assert!(navigation.contains("epub:type=\"foreword\" href=\"chapter-001.xhtml\""));
    assert!(navigation.contains("epub:type=\"bodymatter\" href=\"chapter-002.xhtml\""));
    let package = &files["content.opf"];
    assert!(package.contains("<meta property=\"belongs-to-collection\" id=\"series\">Readers</meta>"));
    assert!(package.contains("property=\"group-position\">2.1</meta>"));
    assert!(package.contains("properties=\"cover-image\""));

    let mut straight = Cursor::new(Vec::new());
    write_seekable(&book(), &EpubOptions::default(), &mut straight).unwrap();
    assert_eq!(bytes, straight.into_inner());
}

#[test]
fn epubcheck_finds_nothing() {
    epubcheck::finds_nothing([
        ("book", bytes(&book())),
        ("long", bytes(&Publication::of(long("https://example.org/long")))),
    ]);
}
