//! The head and the tail of a text scrape: what stands above the title and below the text on the page it was copied
//! from.
//!
//! Caught: menus, skip links and share rows above a title that a byline or date follows; everything from the first
//! line of the page's own (navigation, print, related titles, rights) after the last sentence; the header lines and
//! the foot of an e-mail; the list of addresses of `lynx -dump`. Left alone: a text whose first line is its title, and
//! an ending of short lines none of which is the page's.

use std::ops::Range;

use super::lines::Paragraph;
use crate::dates;
use crate::lexicon::{Topic, look_up};
use crate::names;
use crate::segments::{PROSE_WIDTH, ends_sentence};
use crate::wide::is_wide;

/// A line of a menu has no more columns: two columns of a newspaper's page.
const MENU_WIDTH: usize = 60;

/// Words from which a line may be a title rather than a word of a menu.
const TITLE_WORDS: usize = 3;

/// The same for scripts without spaces, in characters.
const TITLE_WIDE: usize = 6;

/// Words from which a line with the end of a sentence is one.
const SENTENCE_WORDS: usize = 6;

/// Title, dek and a kicker: no more lines stand between a menu and the byline.
const MOST_TITLE_LINES: usize = 3;

/// Where the article stands among the paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// The article's paragraphs.
    pub article: Range<usize>,
    /// The title among them, where something showed which it is.
    pub title: Option<usize>,
}

/// Finds the parts. `head` is where header lines end and `end` where a list of addresses or an e-mail's foot begins.
pub(super) fn parts(paragraphs: &[Paragraph], head: usize, end: usize) -> Parts {
    let within = head.min(end)..end;
    let slice = paragraphs.get(within.clone()).unwrap_or_default();
    let prose = slice.iter().position(|p| is_prose(&p.text)).unwrap_or(0);
    let above = slice.get(..prose).unwrap_or_default();
    let title = title(above).filter(|title| {
        above
            .iter()
            .take(*title)
            .all(|p| width(&p.text) < MENU_WIDTH || p.text.contains("](") || p.text.contains("://"))
    });
    let last = slice.iter().rposition(|p| is_prose(&p.text)).unwrap_or(slice.len());
    let tail = (last + 1..slice.len()).find(|at| slice.get(*at).is_some_and(|p| is_of_the_page(&p.text)));
    let start = within.start + title.unwrap_or(0);
    Parts {
        article: start..tail.map_or(end, |tail| within.start + tail),
        // A title that stands first needs no help.
        title: title.filter(|title| *title > 0 || head > 0 || is_marked(above.first())).map(|_| start),
    }
}

fn is_marked(paragraph: Option<&Paragraph>) -> bool {
    paragraph.is_some_and(|p| p.text.starts_with("# "))
}

/// The title among the lines above the prose: one marked as a heading, or the first of the lines that read like a
/// title right above a byline or a date.
fn title(above: &[Paragraph]) -> Option<usize> {
    if let Some(marked) = above.iter().position(|p| p.text.starts_with("# ")) {
        return Some(marked);
    }
    let by = above.iter().position(|p| is_byline(&p.text));
    let anchor = by.or_else(|| above.iter().position(|p| dates::is_dateline(&p.text, None).is_some()))?;
    let run =
        above.iter().take(anchor).rev().take(MOST_TITLE_LINES).take_while(|p| reads_like_a_title(p)).count();
    (run > 0).then(|| anchor - run)
}

fn is_byline(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().trim_end_matches([':', '：']);
    names::is_by(first) && width(text) < PROSE_WIDTH
}

fn reads_like_a_title(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.as_str();
    let hits = look_up(text);
    let parts = [" - ", " | ", " · ", " / ", " > "].iter().map(|bar| text.matches(bar).count()).max();
    let long = text.split_whitespace().count() >= TITLE_WORDS
        || text.chars().filter(|c| is_wide(*c)).count() >= TITLE_WIDE;
    let of_page = hits.coverage(Topic::Navigation) > 0.5 || hits.coverage(Topic::Share) > 0.5;
    long && !paragraph.is_item
        && !of_page
        && !text.starts_with('[')
        && !text.contains("://")
        && parts.is_none_or(|parts| parts < 2)
}

fn is_prose(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let long = width(text) >= PROSE_WIDTH || words >= SENTENCE_WORDS && !is_of_the_page(text);
    long && ends_sentence(text) && !is_rights(text)
}

/// Whether a line is the page's own.
fn is_of_the_page(text: &str) -> bool {
    let hits = look_up(text);
    is_rights(text)
        || hits.is(Topic::Comments)
        || hits.starts_with(Topic::Related)
        || hits.coverage(Topic::Navigation) > 0.5
        || hits.coverage(Topic::Share) > 0.5
}

fn is_rights(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    ["©", "(c)", "copyright"].iter().any(|sign| lower.starts_with(sign)) && width(text) < 2 * PROSE_WIDTH
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// The header lines of an e-mail at the beginning of a text: how many paragraphs they are, and the fields.
pub(super) fn mail_head(paragraphs: &[Paragraph]) -> (usize, Vec<(String, &str)>) {
    let mut fields = Vec::new();
    for paragraph in paragraphs {
        let Some((name, value)) = paragraph.text.split_once(": ") else { break };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic() || c == '-') {
            break;
        }
        fields.push((name.to_ascii_lowercase(), value.trim()));
    }
    let has = |wanted: &str| fields.iter().any(|(name, _)| name == wanted);
    if has("from") && (has("subject") || has("date")) { (fields.len(), fields) } else { (0, Vec::new()) }
}

/// Where the foot of an e-mail begins: after the line of two dashes (RFC 3676 §4.3), which is near the end.
pub(super) fn mail_foot(paragraphs: &[Paragraph]) -> Option<usize> {
    let at = paragraphs.iter().rposition(|p| p.text == "--")?;
    (at * 2 >= paragraphs.len()).then_some(at)
}

/// The list of addresses at the end of `lynx -dump`: where it begins, and how many there are.
pub(super) fn addresses(paragraphs: &[Paragraph]) -> Option<(usize, usize)> {
    let at = paragraphs.iter().rposition(|p| p.text == "References" && p.indent == 0)?;
    let list = paragraphs.get(at + 1..).unwrap_or_default();
    let numbered = list.iter().enumerate().all(|(index, p)| {
        p.text.split_once(". ").is_some_and(|(number, address)| {
            number.parse() == Ok(index + 1) && !address.trim().contains(char::is_whitespace)
        })
    });
    (numbered && !list.is_empty()).then_some((at, list.len()))
}
