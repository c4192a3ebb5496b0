//! The headline within a heading that holds more: a kicker before it, the day, the place in small print.
//!
//! Caught: `<h1><span class="kicker">Climate</span> Drilling until it is hot</h1>`, `<h1><small>Tunisia</small><br>Great
//! tasks</h1>`, a `<time>` in the heading, a part that says that it is the headline, and a short first part of any make
//! where what the page tells machines is the rest.
//! Left alone: headings of one piece, parts of which the rest would be hardly a word, emphasis, headings that are all of
//! them what the page tells machines.

use std::ops::Range;

use crate::names::key;
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;
use crate::wide::is_wide;

/// A headline has two words, or this many letters.
const FEWEST_LETTERS: usize = 8;

/// What joins a kicker to the headline where one is read out with the other.
const JOINTS: [char; 12] = [':', '-', '–', '—', '|', '/', '·', '•', ',', '+', '›', '»'];

/// The headline that a heading holds, where it holds something else besides.
pub(super) fn headline(page: &Page, heading: usize, titles: &[String]) -> Option<String> {
    let rows = page.subtree(heading);
    said(page, rows.clone()).or_else(|| rest(page, rows.clone())).or_else(|| told(page, rows, titles))
}

/// A kicker has no more words.
const KICKER_WORDS: usize = 5;

/// What follows a short first part, where a title that machines are told is that, perhaps with the site's name after it.
fn told(page: &Page, rows: Range<usize>, titles: &[String]) -> Option<String> {
    let first = page.children(rows.start).find(|row| page.row(*row).chars > 0)?;
    let kicker = text(page, page.subtree(first));
    let own = text(page, page.row(first).end..rows.end);
    let words = kicker.split_whitespace().count();
    if !(1..=KICKER_WORDS).contains(&words)
        || kicker.chars().count() >= own.chars().count()
        || !is_enough(&own)
        || own.starts_with(char::is_lowercase)
    {
        return None;
    }
    let own_key = key(&own);
    // What machines are told with the part is a headline with it.
    let whole = key(&text(page, rows));
    if titles.iter().any(|title| key(title).contains(&whole)) {
        return None;
    }
    let is_it = |title: &String| {
        key(title) == own_key
            || super::choose::parts_of_title(title).iter().any(|(head, _)| key(head) == own_key)
    };
    titles.iter().any(is_it).then_some(own)
}

/// The one part that says that it is the headline, after others.
fn said(page: &Page, rows: Range<usize>) -> Option<String> {
    let mut parts = rows.clone().skip(1).filter(|row| is_headline(page, *row));
    let part = parts.next().filter(|_| parts.next().is_none())?;
    // What stands after it belongs to it: a part of a headline set in another colour.
    let before = text(page, rows.start + 1..part);
    let after = text(page, page.row(part).end..rows.end);
    let own = text(page, page.subtree(part));
    (!before.is_empty() && after.is_empty() && is_enough(&own)).then_some(own)
}

/// What is left without kickers and dates.
fn rest(page: &Page, rows: Range<usize>) -> Option<String> {
    let mut own = String::new();
    let mut row = rows.start + 1;
    let mut cut = false;
    while row < rows.end {
        let end = page.row(row).end.max(row + 1);
        if is_beside(page, row) {
            cut = true;
            row = end;
            continue;
        }
        if page.tag(row) == Tag::Text {
            own.push_str(&text(page, row..row + 1));
            own.push(' ');
        }
        row += 1;
    }
    let own = super::tidy(own.trim().trim_start_matches(JOINTS).trim_end_matches([':', '|', '·', '•']));
    (cut && is_enough(&own)).then_some(own)
}

/// What a heading holds besides the headline.
pub(super) fn beside(page: &Page, heading: usize) -> Option<String> {
    page.subtree(heading)
        .skip(1)
        .find(|row| is_beside(page, *row) && page.row(*row).chars > 0)
        .map(|row| super::tidy(&page.visible_text(page.subtree(row))))
}

fn text(page: &Page, rows: Range<usize>) -> String {
    super::tidy(&page.visible_text(rows)).trim_matches(JOINTS).trim().to_owned()
}

fn is_enough(text: &str) -> bool {
    text.split_whitespace().count() > 1
        || text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>() >= FEWEST_LETTERS
}

/// Whether a part of a heading is no word of the headline.
fn is_beside(page: &Page, row: usize) -> bool {
    let this = page.row(row);
    match this.tag {
        Tag::Text => false,
        Tag::Small | Tag::Time => true,
        _ => this.purpose.has(Purpose::KICKER) && !is_headline(page, row),
    }
}

/// Whether a part of a heading says that it is the headline: `itemprop="headline"`, `class="article-heading__title"`.
fn is_headline(page: &Page, row: usize) -> bool {
    if page.tag(row) == Tag::Text || page.row(row).purpose.has(Purpose::KICKER.or(Purpose::DEK)) {
        return false;
    }
    let prop = page.attribute(row, "itemprop") == Some("headline");
    prop || page.attribute(row, "class").is_some_and(|names| {
        names.split_whitespace().any(|name| {
            let last = name.rsplit(['_', '-']).next().unwrap_or(name).to_lowercase();
            last == "headline" || last == "title"
        })
    })
}
