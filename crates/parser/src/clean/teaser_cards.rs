//! Rows of teaser cards: elements of one make, one after the other, each a picture or heading that links to another page.
//!
//! Caught: three or more such cards after the article or between its paragraphs, with the heading above them; wherever
//! they stand, three or more lines in a row that link elsewhere and are cut off: “Ferry sold The council has…”.
//! Left alone: products, recipes and books that an article describes, each with prose of its own; a list of sources.

use std::ops::Range;

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::page::Page;
use crate::segments::{SegmentKind, within};
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("teaser-cards", "a row of teasers of other pages");

/// A row of cards after the article, or one between its paragraphs that is announced or made of links.
const ENOUGH: f32 = 1.5;

/// Fewer cards may be two parts of the article.
const FEWEST: usize = 3;

/// A card holds a headline and a line or two, in characters.
const LONGEST_CARD: usize = 320;

/// Text of a teaser beside its headline, in characters; an article that lists things says more of each.
const LONGEST_TEASER: usize = 110;

/// Share of the container's prose before the row from which it stands after the article.
const AFTER: f32 = 0.85;

/// Proposes rows of cards.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let page = view.page;
    let mut row = view.container;
    let end = page.row(view.container).end;
    while row < end {
        let Some((count, cards)) = cards(page, row) else {
            row += 1;
            continue;
        };
        let Range { start: first, end: last } = within(view.segments, &cards);
        let headed = heading_above(view, first);
        let before = view.prose_in(0..first);
        let after = view.prose_in(last..view.segments.len());
        let inside = view.prose_in(first..last);
        let unlinked = (view.width(first..last) as f32 * (1.0 - view.linked(first..last))) as usize;
        let described = unlinked / count;
        let evidence = Evidence::default()
            .sign("are elements of one make, each with a headline that links elsewhere", true, 0.9)
            .sign("stands after the article", before >= (before + after) * AFTER, 0.7)
            .sign("is made of links", view.linked(first..last) > 0.6, 0.4)
            .sign(
                "is announced as other articles",
                headed < first && view.hits(headed).starts_with(Topic::Related),
                0.7,
            )
            .against("describes each at length", described > LONGEST_TEASER, 0.6)
            .against("holds much of the prose", inside > view.prose * 0.25, 1.5)
            .against("stands before the prose", first < view.body.start, 0.6);
        // A heading above goes with the cards that it heads, where nothing else stands under it.
        proposals.remove(headed..last, RULE, &evidence, ENOUGH);
        row = cards.end;
    }
    cut_off(view, proposals);
}

/// A line that is cut off is no longer, in characters; no shorter one has a headline and the beginning of a text.
const CUT_OFF: Range<usize> = 60..600;

/// Proposes runs of lines that link elsewhere and are cut off.
fn cut_off(view: &View<'_>, proposals: &mut Proposals) {
    let is_cut = |index: usize| {
        view.segment(index).is_some_and(|segment| {
            matches!(segment.kind, SegmentKind::ListItem | SegmentKind::Paragraph)
                && CUT_OFF.contains(&segment.width)
                // An ellipsis in mid-sentence is the article's own.
                && is_cut_off(&segment.text)
                && segment.linked > 0.1
                && view.links(index..index + 1).iter().any(|address| !address.starts_with('#'))
        })
    };
    let mut index = 0;
    while index < view.segments.len() {
        let end = (index..view.segments.len()).find(|at| !is_cut(*at)).unwrap_or(view.segments.len());
        if end >= index + FEWEST {
            let evidence = Evidence::default()
                .sign("are lines one after the other that link elsewhere", true, 0.7)
                .sign("are cut off in mid-sentence", true, 0.9);
            proposals.remove(index..end, RULE, &evidence, ENOUGH);
        }
        index = end.max(index + 1);
    }
}

/// Whether a text ends in mid-sentence: “… has said that […] »”.
fn is_cut_off(text: &str) -> bool {
    let text = text.trim_end_matches([']', ')', ' ', '»', '›', '→']);
    text.ends_with('…') || text.ends_with("...")
}

/// Tag and first class: what elements of one make share.
type Make<'a> = (Tag, Option<&'a str>);

/// How many cards there are among an element's children, and the rows from the first to the last.
fn cards(page: &Page, parent: usize) -> Option<(usize, Range<usize>)> {
    if page.tag(parent) == Tag::Text || page.row(parent).link_chars < 30 {
        return None;
    }
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut run: Option<(usize, Range<usize>, Make<'_>)> = None;
    for child in page.children(parent) {
        if page.tag(child) == Tag::Text && page.text(child).trim().is_empty() || !page.row(child).visible {
            continue;
        }
        let make =
            (page.tag(child), page.attribute(child, "class").and_then(|c| c.split_whitespace().next()));
        run = match (run.take(), is_card(page, child)) {
            (Some((count, rows, known)), true) if known == make => {
                Some((count + 1, rows.start..page.row(child).end, known))
            }
            (_, true) => Some((1, child..page.row(child).end, make)),
            (_, false) => None,
        };
        if let Some((count, rows, _)) = &run
            && *count >= FEWEST
            && best.as_ref().is_none_or(|(most, _)| count > most)
        {
            best = Some((*count, rows.clone()));
        }
    }
    best
}

/// Whether an element is a card: short, and its headline or its picture links to another page.
fn is_card(page: &Page, row: usize) -> bool {
    let this = page.row(row);
    if !matches!(this.tag, Tag::Div | Tag::Article | Tag::Li | Tag::Section | Tag::A | Tag::Td | Tag::Figure)
        || !(8..=LONGEST_CARD).contains(&this.chars)
    {
        return false;
    }
    let elsewhere = |at: usize| {
        page.tag(at) == Tag::A
            && page
                .attribute(at, "href")
                .is_some_and(|address| !address.starts_with('#') && address.len() > 1)
    };
    let in_link = |at: usize| elsewhere(at) || page.ancestors(at).take_while(|up| *up >= row).any(elsewhere);
    let (mut heading, mut picture, mut links) = (false, false, 0usize);
    for at in page.subtree(row) {
        match page.tag(at) {
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => {
                let linked = page.row(at).link_chars * 10 > page.row(at).chars * 8;
                heading |= page.row(at).chars > 0 && (linked || in_link(at));
            }
            Tag::Img | Tag::AmpImg => picture |= in_link(at),
            Tag::A if elsewhere(at) => links += 1,
            _ => {}
        }
    }
    links > 0 && (heading || picture && this.link_chars * 2 > this.chars)
}

/// Index of the heading directly above the cards; `first` where there is none.
fn heading_above(view: &View<'_>, first: usize) -> usize {
    let Some(above) = first.checked_sub(1) else { return first };
    let is_heading = view.segment(above).is_some_and(|segment| {
        matches!(segment.kind, SegmentKind::Heading(_)) || segment.words() <= 6 && !segment.ends_sentence()
    });
    if is_heading && above >= view.body.start { above } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_is_cut_off() {
        for text in
            ["The council has…", "The council has [...]", "The council has […] »", "The council has ..."]
        {
            assert!(is_cut_off(text), "{text}");
        }
        for text in ["It was rebuilt … and its keeper left.", "It was rebuilt.", "It was … rebuilt »"] {
            assert!(!is_cut_off(text), "{text}");
        }
    }
}
