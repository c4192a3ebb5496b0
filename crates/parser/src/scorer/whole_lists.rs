//! Definition lists stay whole: a description that looks like furniture by itself stands with its term.
//!
//! Caught: the descriptions at the foot of a page of documentation, of which the terms stay.
//! Left alone: definition lists of which nothing stays. Other lists: builders of pages set cards and boxes in them, and giving
//! back what goes beside four fifths that stay left more of others' in than it saved.

use std::ops::Range;

use crate::clean::View;
use crate::segments::{Segment, within};
use crate::tag::Tag;

/// Gives back what was taken of lists that stay. `free` tells whether no pass takes a segment.
pub(super) fn give_back(
    view: &View<'_>,
    all: &[Segment],
    inside: &Range<usize>,
    free: &dyn Fn(usize) -> bool,
    kept: &mut [bool],
) {
    let page = view.page;
    let mut at = inside.start;
    while at < inside.end {
        let is_kept = |at: usize| kept.get(at).copied().unwrap_or(false);
        let list = all.get(at).filter(|_| !is_kept(at) && free(at)).and_then(|segment| {
            page.ancestors(segment.block)
                .chain(std::iter::once(segment.block))
                .find(|row| *row > view.container && page.tag(*row) == Tag::Dl)
        });
        let Some(list) = list else {
            at += 1;
            continue;
        };
        let items = within(all, &page.subtree(list));
        let stays = items.clone().any(is_kept);
        for item in items.clone().filter(|item| stays && inside.contains(item) && free(*item)) {
            if let Some(slot) = kept.get_mut(item) {
                *slot = true;
            }
        }
        at = items.end.max(at + 1);
    }
}
