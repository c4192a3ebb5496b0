//! The picture between the headline and the element that holds the text: it belongs to the article, with its caption.
//!
//! Caught: a `<figure>` or `<picture>` below the headline (or right above it), where the text does not begin with a
//! picture of its own. Left alone: portraits of authors, logos, pictures of other articles, and a second copy of one
//! that stands in the text.

use std::ops::Range;

use crate::clean::View;
use crate::names::key;
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};
use crate::tag::Tag;

/// Segments above the headline in which it may stand.
const ABOVE: usize = 4;

/// Segments from the headline to the text; more, and they are no head of an article.
const MOST_BETWEEN: usize = 40;

/// First segments of the text among which a picture is its own lead.
const FIRST: usize = 3;

/// Elements up from a picture in which its figure may be.
const LEVELS: usize = 5;

/// Where pictures are those of others.
const ELSEWHERE: Purpose = Purpose::AUTHOR
    .or(Purpose::RELATED)
    .or(Purpose::COMMENTS)
    .or(Purpose::SIDEBAR)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::SHARE)
    .or(Purpose::AD)
    .or(Purpose::NEWSLETTER)
    .or(Purpose::COOKIE)
    .or(Purpose::OVERLAY)
    .or(Purpose::PROMO);

/// The segments of the lead picture and its caption, before the container's.
pub(super) fn find(view: &View<'_>, all: &[Segment], inside: &Range<usize>) -> Vec<usize> {
    let page = view.page;
    let is_picture = |at: &usize| all.get(*at).is_some_and(|segment| segment.kind == SegmentKind::Picture);
    let own = inside.start..inside.end.min(inside.start + FIRST);
    let titles: Vec<String> = view.titles.iter().map(|title| key(title)).collect();
    let from = inside.start.saturating_sub(MOST_BETWEEN);
    let headline = (from..inside.start).rev().find(|at| {
        all.get(*at).is_some_and(|segment| {
            segment.kind == SegmentKind::Heading(1) || titles.contains(&key(&segment.text))
        })
    });
    let Some(headline) = headline.filter(|_| !own.clone().any(|at| is_picture(&at))) else {
        return Vec::new();
    };
    let shown: Vec<&str> =
        inside.clone().filter(is_picture).filter_map(|at| address(page, all.get(at)?)).collect();
    let lead = (headline.saturating_sub(ABOVE)..inside.start).filter(is_picture).find_map(|at| {
        let segment = all.get(at)?;
        let frame = frame(page, segment)?;
        let other = segment.around.has(ELSEWHERE)
            || page
                .ancestors(segment.block)
                .any(|row| matches!(page.tag(row), Tag::Nav | Tag::Aside | Tag::Footer))
            || address(page, segment).is_some_and(|address| shown.contains(&address));
        (!other).then_some((at, page.subtree(frame)))
    });
    let Some((at, frame)) = lead else { return Vec::new() };
    let caption = |next: &usize| {
        all.get(*next).is_some_and(|segment| {
            segment.kind == SegmentKind::Caption && frame.contains(&segment.rows.start)
        })
    };
    std::iter::once(at).chain((at + 1..inside.start).take_while(caption)).collect()
}

/// The figure around a picture.
fn frame(page: &Page, segment: &Segment) -> Option<usize> {
    let up = std::iter::once(segment.rows.start).chain(page.ancestors(segment.rows.start)).take(LEVELS);
    let mut found = None;
    for row in up {
        match page.tag(row) {
            Tag::Figure => return Some(row),
            Tag::Picture => found = Some(row),
            _ => {}
        }
    }
    found
}

/// The address of a picture.
fn address<'p>(page: &'p Page, segment: &Segment) -> Option<&'p str> {
    segment
        .rows
        .clone()
        .find_map(|row| page.attribute(row, "src").or_else(|| page.attribute(row, "data-src")))
}
