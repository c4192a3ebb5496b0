//! The headline where the page's heading of rank 1 is the site's name.
//!
//! Caught: `<h1>The Ledger</h1><h2>Toll to end</h2>` where `og:site_name` is “The Ledger”, or `<title>` is “Toll to end –
//! The Ledger”.
//! Left alone: a heading of rank 1 that is the site's name with no other heading above the text: a page about itself.

use super::Place;
use super::choose::parts_of_title;
use crate::names::key;
use crate::page::Page;
use crate::tag::Tag;

/// The heading above the text that is the headline in place of one that is the site's name.
pub(super) fn headline(page: &Page, place: &Place, heading: usize) -> Option<usize> {
    let text = |row: usize| page.visible_text(page.subtree(row));
    let own = key(&text(heading));
    if own.is_empty() {
        return None;
    }
    // The site's name stands first.
    let others: Vec<usize> = (page.row(heading).end..=place.second.min(page.len().saturating_sub(1)))
        .filter(|row| matches!(page.tag(*row), Tag::H2 | Tag::H3))
        .filter(|row| page.row(*row).visible && page.row(*row).chars > 0)
        .take(MOST)
        .collect();
    // `<title>` tells both apart.
    let title = (0..page.len()).find(|row| page.tag(*row) == Tag::Title).map(|row| page.raw_text(row));
    for (one, other) in title.iter().flat_map(|title| parts_of_title(title)) {
        let rest = match (key(one) == own, key(other) == own) {
            (true, false) => key(other),
            (false, true) => key(one),
            _ => continue,
        };
        if let Some(row) = others.iter().copied().find(|row| key(&text(*row)) == rest) {
            return Some(row);
        }
    }
    let named = (0..page.len()).any(|row| {
        page.tag(row) == Tag::Meta
            && page.attribute(row, "property") == Some("og:site_name")
            && page.attribute(row, "content").is_some_and(|name| key(name) == own)
    });
    // The only one between it and the text.
    let mut between =
        others.iter().copied().filter(|row| !place.is_elsewhere(page, *row, super::markup::ELSEWHERE));
    let first = between.next().filter(|_| named)?;
    between.next().is_none().then_some(first)
}

/// More headings above the text are not looked at.
const MOST: usize = 24;
