//! Pull quotes: a sentence of the article shown once more beside it, larger, to catch the eye. In a book it reads as a
//! mistake of the binder: the same words twice on one page.
//!
//! Caught: an aside, a figure without a picture, an element that says it is a pull quote, whose words all stand in one
//! paragraph of the text, whatever quotation marks, capitals and ellipses it adds; a plain quotation that repeats a
//! paragraph before it; with it, who said it, where the text names them too.
//! Left alone: a quotation that stands before the text that comes back to it, or that a line announces; words that are not
//! wholly in one paragraph; a few words only; boxes that hold anything else.

use std::ops::Range;

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::names::key;
use crate::purpose::Purpose;
use crate::segments::{SegmentKind, within};
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("pull-quote", "repeats a sentence of the text beside it");

/// All its words in one paragraph.
const ENOUGH: f32 = 1.0;

/// A pull quote is no longer, in characters.
const LONGEST: usize = 420;

/// Fewer letters stand in a text twice by chance.
const FEWEST_LETTERS: usize = 24;

/// Fewer letters on one side of an ellipsis do.
const FEWEST_OF_PART: usize = 12;

/// A line that says who is quoted is no longer, in characters.
const LONGEST_SOURCE: usize = 80;

/// More boxes are not compared with the text: each is with all of it.
const MOST: usize = 60;

/// Proposes pull quotes.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let boxes = boxes(view);
    if boxes.is_empty() {
        return;
    }
    let in_box = |index: usize| boxes.iter().any(|(_, range)| range.contains(&index));
    let text: Vec<(usize, String)> = (0..view.segments.len())
        .filter(|index| {
            view.segment(*index)
                .is_some_and(|s| matches!(s.kind, SegmentKind::Paragraph | SegmentKind::ListItem))
                && !in_box(*index)
                && view.linked(*index..*index + 1) < 0.5
        })
        .map(|index| (index, key(view.text(index))))
        .collect();
    for (row, range) in &boxes {
        let says_so = view
            .page
            .subtree(*row)
            .chain(view.page.ancestors(*row).take(2))
            .any(|at| at > view.container && view.page.row(at).purpose.has(Purpose::PULL_QUOTE));
        let plain = !says_so && view.page.tag(*row) == Tag::Blockquote;
        let Some(at) = repeated(view, range.clone(), &text) else { continue };
        let evidence = Evidence::default()
            .sign("all its words stand in a paragraph of the text", true, 1.2)
            .sign("its names say that it is one", says_so, 0.4)
            .against("the text comes back to it", plain && at > range.start, 1.0)
            .against("is announced", plain && is_announced(view, range.start), 1.0);
        // Nothing is lost that the text does not say: it does not count against the limit, and nobody gives it back.
        proposals.remove_thread(range.clone(), RULE, &evidence, ENOUGH);
    }
}

/// The outermost elements that may be pull quotes, with their segments.
fn boxes(view: &View<'_>) -> Vec<(usize, Range<usize>)> {
    let page = view.page;
    let mut found = Vec::new();
    let mut row = view.container + 1;
    let end = page.row(view.container).end;
    while row < end && found.len() < MOST {
        let this = page.row(row);
        let may_be = matches!(this.tag, Tag::Aside | Tag::Blockquote | Tag::Figure)
            || this.tag != Tag::Text && this.purpose.has(Purpose::PULL_QUOTE);
        if may_be && this.visible && (FEWEST_LETTERS..=LONGEST).contains(&this.chars) {
            let pictured =
                page.subtree(row).any(|at| matches!(page.tag(at), Tag::Img | Tag::AmpImg | Tag::Video));
            let range = within(view.segments, &page.subtree(row));
            if !pictured && !range.is_empty() {
                found.push((row, range));
                row = this.end.max(row + 1);
                continue;
            }
        }
        row += 1;
    }
    found
}

/// The paragraph that holds all words of a box, but for those who said them.
fn repeated(view: &View<'_>, range: Range<usize>, text: &[(usize, String)]) -> Option<usize> {
    let longest = range.clone().max_by_key(|index| view.text(*index).len())?;
    let parts = parts(view.text(longest));
    let letters: usize = parts.iter().map(|part| part.chars().count()).sum();
    if letters < FEWEST_LETTERS
        || parts.len() > 1 && parts.iter().any(|part| part.chars().count() < FEWEST_OF_PART)
    {
        return None;
    }
    let (at, paragraph) = text.iter().find(|(_, paragraph)| holds(paragraph, &parts))?;
    let told = |index: usize| {
        let line = view.text(index);
        let words = parts_of_name(line);
        holds(paragraph, &self::parts(line))
            || line.chars().count() <= LONGEST_SOURCE
                && !words.is_empty()
                && words.iter().all(|word| text.iter().any(|(_, known)| known.contains(word)))
    };
    range.filter(|index| *index != longest && !view.text(*index).trim().is_empty()).all(told).then_some(*at)
}

/// What stands between ellipses, as keys.
fn parts(text: &str) -> Vec<String> {
    let plain = text.replace("...", "…");
    plain.split('…').map(key).filter(|part| !part.is_empty()).collect()
}

/// The words of a line that says who is quoted, as keys.
fn parts_of_name(line: &str) -> Vec<String> {
    line.split_whitespace().map(key).filter(|word| word.chars().count() > 1).collect()
}

/// Whether a paragraph holds all parts, one after the other.
fn holds(paragraph: &str, parts: &[String]) -> bool {
    let mut rest = paragraph;
    !parts.is_empty()
        && parts.iter().all(|part| match rest.split_once(part.as_str()) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
}

/// Whether the line before says that something is quoted: “The letter says:”.
fn is_announced(view: &View<'_>, first: usize) -> bool {
    first.checked_sub(1).is_some_and(|above| view.text(above).trim_end().ends_with([':', '：']))
}
