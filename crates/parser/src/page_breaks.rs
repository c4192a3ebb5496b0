//! Marks of where a page of a printed edition begins.
//!
//! Caught: `role="doc-pagebreak"` (DPUB-ARIA 1.1) and `epub:type="pagebreak"` (EPUB 3 Structural Semantics), whose label is
//! a title, an `aria-label` or the number that is shown; and the `pagenum` of transcriptions of printed books, where it
//! states the number in `data-page-number`, or shows the number by which its own identifier ends (`Page_12`). Left alone:
//! other `pagenum`s and all that link, which lead through the parts of an article, and words within a mark that are not
//! its number: where a mark was written as an empty element of XML, HTML lets it go on over the text that follows.

use crate::page::Page;
use crate::tag::Tag;

/// Longest label of a page, in characters; longer titles speak of something else.
const LONGEST_LABEL: usize = 40;

/// Longest number in Roman figures: `mdcclxxxviii` has twelve letters.
const LONGEST_ROMAN: usize = 12;

/// Words that stand before the number of a page, in lower case.
const PAGE_WORDS: [&str; 9] = ["p", "pg", "page", "pag", "página", "pagina", "s", "seite", "стр"];

/// The class of a page's number in transcriptions.
const CLASS: &str = "pagenum";

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageMark {
    /// What the edition calls the page.
    pub label: String,
    /// Whether all that the element shows is that label.
    pub shows_label: bool,
}

/// The mark that a row is.
pub(crate) fn mark(page: &Page, row: usize) -> Option<PageMark> {
    if page.tag(row) == Tag::Text {
        return None;
    }
    let says = |name: &str, value: &str| {
        page.attribute(row, name)
            .is_some_and(|all| all.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(value)))
    };
    let stated = if says("role", "doc-pagebreak") || says("epub:type", "pagebreak") {
        ["title", "aria-label"].iter().filter_map(|name| page.attribute(row, name)).find_map(label)
    } else if says("class", CLASS) && page.row(row).link_chars == 0 {
        let stated = page.attribute(row, "data-page-number").and_then(label);
        stated
            .or_else(|| number(&page.raw_text(row)).filter(|number| ends_identifier(page, row, number)))?
            .into()
    } else {
        return None;
    };
    let text = page.raw_text(row);
    let shown = number(&text);
    match stated {
        Some(label) => {
            let shows_label = shown.as_ref().is_some_and(|shown| *shown == label) || line(&text) == label;
            // A transcription's number is no element around other words.
            (shows_label || !says("class", CLASS) || line(&text).is_empty())
                .then_some(PageMark { label, shows_label })
        }
        None => shown.map(|label| PageMark { label, shows_label: true }),
    }
}

/// A label as a page states it, without the word for a page before its number.
fn label(stated: &str) -> Option<String> {
    let text = line(stated);
    let fits = !text.is_empty() && text.chars().count() <= LONGEST_LABEL;
    fits.then(|| number(&text).unwrap_or(text))
}

/// A text in one line, without what is not to be seen.
fn line(text: &str) -> String {
    crate::blocks::clean_text(text).trim().to_owned()
}

/// The number of a page where a text is nothing else: `12`, `[12]`, `[Pg 12]`, `p. xii`.
fn number(text: &str) -> Option<String> {
    let bracket = |c: char| {
        matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '.' | ':' | '-' | '–' | '—' | ' ' | '\u{a0}')
    };
    let text = line(text);
    let bare = text.trim_matches(bracket);
    let figures = match bare.rsplit_once([' ', '\u{a0}', '.']) {
        Some((word, figures)) => {
            let word = word.trim_matches(bracket).to_lowercase();
            PAGE_WORDS.contains(&word.as_str()).then_some(figures)?
        }
        None => bare,
    };
    let arabic = !figures.is_empty() && figures.chars().all(char::is_numeric);
    let roman = |letters: [char; 7]| !figures.is_empty() && figures.chars().all(|c| letters.contains(&c));
    let is_number = arabic && figures.chars().count() <= LONGEST_ROMAN
        || figures.len() <= LONGEST_ROMAN
            && (roman(['i', 'v', 'x', 'l', 'c', 'd', 'm']) || roman(['I', 'V', 'X', 'L', 'C', 'D', 'M']));
    is_number.then(|| figures.to_owned())
}

/// Whether an identifier of an element, or of one within it, ends in a number: `Page_12`.
fn ends_identifier(page: &Page, row: usize, number: &str) -> bool {
    page.subtree(row).filter(|at| page.tag(*at) != Tag::Text).any(|at| {
        ["id", "name"].iter().filter_map(|name| page.attribute(at, name)).any(|id| {
            let rest = id.strip_suffix(number).map(|rest| rest.trim_end_matches(['_', '-', '.']));
            rest.is_some_and(|rest| PAGE_WORDS.contains(&rest.to_lowercase().as_str()))
        })
    })
}

#[cfg(test)]
mod tests {
    use offprint_model::{Article, Block, Inline, InputKind, block_text, visit_inlines};

    use super::*;
    use crate::{Context, Options, parse};

    fn marks(html: &str) -> Vec<(String, bool)> {
        let page = Page::parse(html, InputKind::Html, &Options::default()).unwrap();
        let marks = (0..page.len()).filter_map(|row| mark(&page, row));
        marks.map(|mark| (mark.label, mark.shows_label)).collect()
    }

    fn one(html: &str) -> Option<(String, bool)> {
        let mut all = marks(html);
        assert!(all.len() < 2, "{all:?}");
        all.pop()
    }

    #[test]
    fn labels_are_titles_names_or_numbers_shown() {
        let label = |text: &str, shown| Some((text.to_owned(), shown));
        assert_eq!(one("<p>a <span role=doc-pagebreak id=p12 aria-label=12></span>b"), label("12", false));
        assert_eq!(one("<span epub:type='pagebreak' title='Page xii.'></span>"), label("xii", false));
        assert_eq!(one("<div role=doc-pagebreak title='12'>[Pg 12]</div>"), label("12", true));
        assert_eq!(one("<hr role='separator doc-pagebreak' aria-label='Plate 3'>"), label("Plate 3", false));
        assert_eq!(one("<span role=doc-pagebreak>p. 7</span>"), label("7", true));
        assert_eq!(one("<span role=doc-pagebreak></span>"), None);
        assert_eq!(one("<span role=doc-pagebreak>the end</span>"), None);
        assert_eq!(one("<span class='pagenum ws' data-page-number=ix>&#8203;</span>"), label("ix", false));
        assert_eq!(one("<span class=pagenum><a id=Page_12>[12]</a></span>"), label("12", true));
        assert_eq!(one("<span class=pagenum id=Page_13>[12]</span>"), None);
        assert_eq!(one("<span class=pagenum id=p2><a href='?p=2'>2</a></span>"), None);
        assert_eq!(one("<span class=pagenum>2</span><div class=page data-page-number=2></div>"), None);
        assert_eq!(one("<div class=pagenum data-page-number=2>A page of text.</div>"), None);
    }

    const PROSE: &str = "The boats went out before light, and the harbour master wrote down each of them, as he had \
                         done for thirty years, with the time and the name of whoever stood at the helm.";

    fn read(html: &str, options: &Options) -> Article {
        let page = format!(
            "<html><head><title>The harbour book</title></head><body><article><h1>The harbour book</h1>{}</article>",
            html.replace("PROSE", PROSE)
        );
        let article = parse(page.as_bytes(), &Context::default(), options).unwrap();
        assert_eq!(offprint_model::check_article(&article), []);
        article
    }

    /// The text with page breaks as `|12|`, a line a paragraph or heading.
    fn marked(article: &Article) -> String {
        let mut lines = Vec::new();
        for block in &article.body {
            let mut line = String::new();
            visit_inlines(std::slice::from_ref(block), &mut |inline| match inline {
                Inline::Text { text } => line.push_str(text),
                Inline::PageBreak { label } => line.push_str(&format!("|{label}|")),
                _ => {}
            });
            lines.push(line.replace(PROSE, "PROSE"));
        }
        lines.join("\n")
    }

    #[test]
    fn marks_stand_where_their_pages_begin_and_are_no_text() {
        let html = "<p>PROSE <span class=pagenum id=page_2>[2]</span> PROSE</p>\
                    <div role=doc-pagebreak id=p3>3</div><h2>Tides</h2><p>PROSE</p>\
                    <hr role=doc-pagebreak aria-label=4><ul><li>Ebb.</li><span role=doc-pagebreak>5</span>\
                    <li>Flood.</li></ul><p><span epub:type=pagebreak title=6>6</span></p><p>PROSE\
                    <br><span role=doc-pagebreak aria-label='7'/>on the sea</p><pre>tide\n\
                    <span role=doc-pagebreak>8</span>low</pre><p>PROSE</p><p role=doc-pagebreak>9</p>";
        let article = read(html, &Options::default());
        assert_eq!(
            marked(&article),
            "PROSE |2|PROSE\n|3|Tides\nPROSE\n|4|Ebb.|5|Flood.\n|6|PROSE|7|on the sea\n\n|8|PROSE|9|"
        );
        assert!(article.body.iter().all(|block| !matches!(block, Block::Rule)));
        let taken: Vec<(&str, &str)> =
            article.removals.iter().map(|r| (r.rule.as_str(), r.text.as_str())).collect();
        let numbers = ["[2]", "3", "5", "6", "8", "9"].map(|text| ("page-break", text));
        assert_eq!(taken.iter().filter(|r| r.0 == "page-break").copied().collect::<Vec<_>>(), numbers);
        let text = block_text(&article.body);
        assert!(!text.contains(|c: char| c.is_numeric()), "{text}");
    }

    #[test]
    fn numbers_that_are_kept_stay_in_the_text() {
        let options = Options { keep: vec!["page-break".into()], ..Options::default() };
        let article = read("<p>PROSE</p><p>PROSE <span role=doc-pagebreak>[2]</span> PROSE</p>", &options);
        assert_eq!(marked(&article), "PROSE\nPROSE |2|[2] PROSE");
        assert!(article.removals.iter().all(|removal| removal.rule != "page-break"));
    }

    #[test]
    fn a_mark_around_a_picture_leaves_it_a_figure() {
        let html = "<p>PROSE</p><p>PROSE</p><p><span role=doc-pagebreak aria-label=2></span>\
                    <img src='https://a.example/boat.jpg' alt='A boat' width=600 height=400></p><p>PROSE</p>";
        let article = read(html, &Options::default());
        assert!(matches!(article.body.get(2), Some(Block::Figure(_))), "{:?}", article.body);
        assert_eq!(marked(&article), "PROSE\nPROSE\n\n|2|PROSE");
    }
}
