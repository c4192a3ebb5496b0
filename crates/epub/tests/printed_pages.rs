//! The pages of a printed edition: marks in the text, the page list, what the metadata say of them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod container;
mod epubcheck;

use std::collections::BTreeMap;

use container::{bytes, files};
use offprint_model::{Article, Block, Heading, Inline, Note, Paragraph, Publication};

fn page(label: &str) -> Inline {
    Inline::PageBreak { label: label.into() }
}

/// An article whose pages are called so, each with a paragraph of 10 kB; the last begins within a note.
fn paged(labels: &[&str], url: Option<&str>) -> Article {
    let mut article = Article::default();
    article.metadata.title = Some("Tides & boats".into());
    article.metadata.url = url.map(Into::into);
    let (last, labels) = labels.split_last().unwrap();
    for (index, label) in labels.iter().enumerate() {
        if index % 5 == 0 {
            let content = vec![page(label), Inline::text(format!("Section {index}"))];
            article.body.push(Block::Heading(Heading { level: 1, content, attributes: Default::default() }));
            article.body.push(Block::paragraph("word ".repeat(2000)));
        } else {
            let content = vec![Inline::text("word "), page(label), Inline::text("word ".repeat(2000))];
            article.body.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
        }
    }
    let reference = Inline::NoteReference { note: "n1".into(), label: "1".into() };
    let content = vec![Inline::text("See"), reference];
    article.body.push(Block::Paragraph(Paragraph { content, ..Paragraph::default() }));
    let content = vec![Inline::text("As "), page(last), Inline::text("told.")];
    let blocks = vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })];
    article.notes = vec![Note { id: "n1".into(), label: "1".into(), blocks }];
    article
}

fn long() -> Publication {
    let numbers: Vec<String> = (1..=60).map(|n| n.to_string()).collect();
    let mut labels = vec!["xi", "<Plate> & \"3\""];
    labels.extend(numbers.iter().map(String::as_str));
    Publication::of(paged(&labels, Some("https://example.org/tides")))
}

fn two() -> Publication {
    let last = paged(&["1", "2"], None);
    Publication::of_many(vec![paged(&["1", "2"], Some("https://example.org/a")), last])
}

/// What stands between two texts, for each place where both do.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    text.split(before).skip(1).map(|rest| rest.split_once(after).unwrap().0).collect()
}

#[test]
fn the_page_list_leads_to_each_page_in_whatever_file_it_begins() {
    let files = files(&bytes(&long()));
    let navigation = &files["nav.xhtml"];
    let list = between(navigation, "epub:type=\"page-list\" role=\"doc-pagelist\"", "</nav>")[0];
    let links = between(list, "<a href=\"", "</a>");
    assert_eq!(links.len(), 62);
    let mut in_files: BTreeMap<&str, usize> = BTreeMap::new();
    for link in &links {
        let (address, label) = link.split_once("\">").unwrap();
        let (file, id) = address.split_once('#').unwrap();
        *in_files.entry(file).or_default() += 1;
        let label = label.replace('"', "&quot;");
        let mark = format!(
            "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"{id}\" aria-label=\"{label}\"></span>"
        );
        assert!(files[file].contains(&mark), "{mark} is not in {file}");
    }
    assert!(in_files.len() >= 3, "the chapter is parted: {in_files:?}");
    assert!(links[1].ends_with(">&lt;Plate&gt; &amp; \"3\""), "{}", links[1]);
    assert!(!navigation.contains("Section 0xi") && navigation.contains(">Section 0</a>"), "{navigation}");

    let ncx = &files["toc.ncx"];
    assert!(ncx.contains("name=\"dtb:totalPageCount\" content=\"62\""), "{ncx}");
    assert!(ncx.contains("name=\"dtb:maxPageNumber\" content=\"60\""), "{ncx}");
    let targets = between(ncx, "<pageTarget ", "</pageTarget>");
    assert_eq!(targets.len(), 62);
    for (target, link) in targets.iter().zip(&links) {
        let (address, _) = link.split_once("\">").unwrap();
        assert!(target.contains(&format!("<content src=\"{address}\"/>")), "{target}");
    }
    assert!(targets[0].contains(" type=\"front\">") && targets[1].contains(" type=\"special\">"));
    assert!(targets[2].contains(" type=\"normal\" value=\"1\">"), "{}", targets[2]);

    let package = &files["content.opf"];
    assert!(package.contains("<meta property=\"pageBreakSource\">https://example.org/tides</meta>"));
    for feature in ["pageBreakMarkers", "pageNavigation"] {
        assert!(package.contains(&format!("schema:accessibilityFeature\">{feature}</meta>")), "{package}");
    }
}

#[test]
fn pages_of_two_editions_are_in_no_list() {
    let files = files(&bytes(&two()));
    assert!(!files["nav.xhtml"].contains("page-list") && !files["toc.ncx"].contains("pageList"));
    assert!(files["toc.ncx"].contains("dtb:totalPageCount\" content=\"0\""));
    assert!(files["chapter-002.xhtml"].contains("role=\"doc-pagebreak\" id=\"c2-page-2\" aria-label=\"2\""));
    let package = &files["content.opf"];
    assert_eq!(
        between(package, "<meta property=\"pageBreakSource\">", "<"),
        ["https://example.org/a", "Tides &amp; boats"]
    );
    assert!(package.contains("pageBreakMarkers") && !package.contains("pageNavigation"), "{package}");
}

#[test]
fn a_book_without_marks_says_nothing_of_pages() {
    let article = Article { body: vec![Block::paragraph("Words.")], ..Article::default() };
    let all: String = files(&bytes(&Publication::of(article))).into_values().collect();
    for word in ["page-list", "pageList", "pageBreak", "pageNavigation", "pagebreak"] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn epubcheck_finds_nothing() {
    epubcheck::finds_nothing([("long", bytes(&long())), ("two editions", bytes(&two()))]);
}
