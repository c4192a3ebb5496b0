//! Days that elements hold and that are not the article's: of births and events told in a sentence, of other articles on
//! cards.
//!
//! Said to be another's: a day within a line of prose, where no word before it speaks of publishing or changing; a day in
//! a card, which is an element with a linked heading and without the article's own text.
//! Left alone: lines about the article, whatever else they say.

use crate::dates::labelled_date;
use crate::names::looks_like_name;
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// A sentence or two of some 25 words are surely the article's text, not a line about it.
const SURE_PROSE_WIDTH: usize = 140;

/// Characters before a day in which a word says what day it is.
const SAID_BEFORE: usize = 60;

/// Rows that are looked at on each side of a day.
const MOST_ROWS: usize = 60;

/// A card holds a headline and a line or two, in characters.
const LONGEST_CARD: usize = 400;

/// The headline of a card is not shorter, in characters.
const SHORTEST_HEADLINE: usize = 12;

/// Elements up from a day in which its card may be.
const LEVELS: usize = 8;

/// Whether a day stands within a line of prose that does not say that it is when the page was published or changed.
pub(super) fn is_in_prose(page: &Page, row: usize, day: &str, language: Option<&str>) -> bool {
    let before = line_before(page, row);
    // “<span class=date>31 October 2023.</span> The…”: the day with which a report opens.
    if before.is_empty() && page.row(row).purpose.has(Purpose::DATE) {
        return false;
    }
    let width = before.chars().count() + page.row(row).chars + width_after(page, row);
    if width < SURE_PROSE_WIDTH {
        return false;
    }
    let skipped = before.chars().count().saturating_sub(SAID_BEFORE);
    let near: String = before.chars().skip(skipped).collect();
    // What an earlier sentence says is of something else.
    let near = near.rsplit(['.', '!', '?', '。']).next().unwrap_or(&near);
    labelled_date(&format!("{near} {day}"), language).is_none()
}

/// Whether an element ends a line where it stands.
const fn parts_lines(tag: Tag) -> bool {
    matches!(tag, Tag::Br) || !tag.is_inline()
}

/// The text before a row in its line.
fn line_before(page: &Page, row: usize) -> String {
    let block = page.ancestors(row).find(|at| parts_lines(page.tag(*at))).unwrap_or(0);
    let mut parts: Vec<&str> = Vec::new();
    for at in (block + 1..row).rev().take(MOST_ROWS) {
        // A block that has ended before the row is another line.
        if parts_lines(page.tag(at)) {
            break;
        }
        if page.tag(at) == Tag::Text && page.row(at).visible {
            parts.push(page.text(at));
        }
    }
    parts.reverse();
    let mut out = String::new();
    parts.iter().for_each(|part| crate::page::push_collapsed(part, &mut out));
    out
}

/// Characters after a row in its line.
fn width_after(page: &Page, row: usize) -> usize {
    let block = page.ancestors(row).find(|at| parts_lines(page.tag(*at))).unwrap_or(0);
    (page.row(row).end..page.row(block).end)
        .take(MOST_ROWS)
        .take_while(|at| !parts_lines(page.tag(*at)))
        .filter(|at| page.tag(*at) == Tag::Text && page.row(*at).visible)
        .map(|at| page.row(at).chars)
        .sum()
}

/// Whether a row stands in a card of another article; `own` are rows of this article, its headline and its text.
pub(crate) fn is_in_card(page: &Page, row: usize, own: &[usize]) -> bool {
    page.ancestors(row)
        .take(LEVELS)
        .take_while(|at| {
            page.row(*at).chars <= LONGEST_CARD && !own.iter().any(|known| page.is_within(*known, *at))
        })
        .any(|at| {
            page.subtree(at).any(|inner| {
                // The headline of a page may link to the page itself, a name to its bearer's.
                page.tag(inner).heading_rank().is_some_and(|rank| rank > 1)
                    && page.row(inner).chars >= SHORTEST_HEADLINE
                    && page.row(inner).link_chars * 10 > page.row(inner).chars * 8
                    && !page.row(inner).purpose.has(Purpose::AUTHOR)
                    && !page
                        .ancestors(inner)
                        .take(LEVELS)
                        .any(|up| up > at && page.row(up).purpose.has(Purpose::AUTHOR))
                    && !looks_like_name(&page.visible_text(page.subtree(inner)))
            })
        })
}
