//! Finds the container that holds the article.
//!
//! Prose is summed up from the segments to every element around them. From the body downwards, the way goes into a
//! child as long as that child holds nearly all the prose of its parent; where the prose spreads over several
//! children, it stops, and cleaning deals with what else stands there. Elements that say they hold the article
//! (`articleBody`, `entry-content`, `<article>`) are a short cut where they hold most of the prose. So a part of the
//! article is lost only where less than [`STAY`] of it stands apart.

use crate::lexicon::{Topic, look_up};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind, Segments};
use crate::tag::Tag;

/// Share of the prose that a child must hold to be gone into. A first choice, not yet measured against others: lower
/// loses paragraphs that stand apart, higher stops at wrappers that hold furniture.
const STAY: f32 = 0.93;

/// Share of the prose that an element must hold for its own word that it is the article to be taken.
const SAYS_SO: f32 = 0.5;

/// Weight of prose in places that are seldom the article.
const DOUBTFUL: f32 = 0.15;

/// What was selected.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Selection {
    /// Row of the container.
    pub container: usize,
    /// Row of the element that holds nearly all of its prose: the container, or one within it.
    pub core: usize,
    /// Share of the page's prose that the container holds, from 0 to 1.
    pub share: f32,
    /// Prose in the container, in characters.
    pub prose: f32,
}

/// Finds the container within `body`; nothing where there is no prose at all.
pub(crate) fn select(page: &Page, segments: &Segments, body: usize) -> Option<Selection> {
    let mut prose = vec![0.0f32; page.len()];
    let mut total = 0.0;
    let mut before = 0.0;
    let mut discussion_to = 0;
    for segment in &segments.all {
        if before >= ARTICLE && announces_comments(segment) {
            discussion_to = discussion_to.max(end_of_section(page, segment));
        }
        let in_discussion = segment.rows.start < discussion_to;
        let doubt = if in_discussion { DOUBTFUL } else { 1.0 };
        let value = segment.prose() * weight(page, segment).min(doubt);
        before += value;
        total += value;
        if let Some(own) = prose.get_mut(segment.block) {
            *own += value;
        }
    }
    if total <= 0.0 {
        return None;
    }
    for index in (1..page.len()).rev() {
        let value = prose.get(index).copied().unwrap_or(0.0);
        if let Some(parent) = prose.get_mut(page.row(index).parent) {
            *parent += value;
        }
    }
    let of = |row: usize| prose.get(row).copied().unwrap_or(0.0);
    let mut at = said(page, body, &of).unwrap_or(body);
    loop {
        let whole = of(at);
        let Some(child) = page.children(at).find(|child| of(*child) >= whole * STAY) else { break };
        // The innermost block that can hold several paragraphs is the container.
        if !segments.holds_block(child) || is_leaf_like(page.tag(child)) {
            break;
        }
        at = child;
    }
    let core = at;
    at = with_parts_beside(page, segments, body, at);
    Some(Selection { container: at, core, share: of(at) / total, prose: of(at) })
}

/// Prose before a heading over comments, in characters, from which it is an article that they follow: some 150 words.
const ARTICLE: f32 = 900.0;

/// No heading over comments is longer, in characters.
const LONGEST_HEADING: usize = 60;

/// Whether a heading says no more than that comments follow: readers may have written more than the author.
fn announces_comments(segment: &Segment) -> bool {
    matches!(segment.kind, SegmentKind::Heading(_))
        && segment.width <= LONGEST_HEADING
        && look_up(&segment.text).is(Topic::Comments)
}

/// The row after the element that a heading stands over: the nearest around it that holds more than the heading.
fn end_of_section(page: &Page, heading: &Segment) -> usize {
    page.ancestors(heading.block)
        .find(|up| page.row(*up).end > heading.rows.end && page.row(*up).chars > heading.text.chars().count())
        .map_or(heading.rows.end, |up| page.row(up).end)
}

/// How far up parts of the article beside the container are looked for.
const CLIMB: usize = 4;

/// Segments that may stand beside the container in the element that takes its place: more, and it is the page.
const MOST_BESIDE: usize = 8;

/// Width from which a sentence beside the container is a paragraph of the article: some 25 words.
const PARAGRAPH: usize = 140;

/// Takes the nearest element further up in which most of what stands beside the container reads as the article's
/// own: an introduction above the box with the text, a last paragraph under it.
fn with_parts_beside(page: &Page, segments: &Segments, body: usize, container: usize) -> usize {
    let mut best = container;
    for up in page.ancestors(container).take(CLIMB) {
        if up <= body || matches!(page.tag(up), Tag::Body | Tag::Html) {
            break;
        }
        let (own, outer) = (page.subtree(container), page.subtree(up));
        let first = segments.all.partition_point(|s| s.rows.start < outer.start);
        let (mut count, mut all, mut prose) = (0usize, 0usize, 0usize);
        for segment in segments.all.get(first..).unwrap_or_default() {
            if segment.rows.start >= outer.end {
                break;
            }
            if own.contains(&segment.rows.start) || segment.width == 0 {
                continue;
            }
            count += 1;
            all += segment.width;
            let is_paragraph = segment.width >= PARAGRAPH
                && segment.linked < 0.3
                && segment.ends_sentence()
                && !segment.around.has(NOT_BESIDE)
                && weight(page, segment) >= 1.0;
            if is_paragraph {
                prose += segment.width;
            }
        }
        if count > MOST_BESIDE {
            break;
        }
        if prose * 2 > all {
            best = up;
        }
    }
    best
}

/// Sentences beside the container that are not the article's.
const NOT_BESIDE: Purpose = Purpose::AUTHOR
    .or(Purpose::DEK)
    .or(Purpose::META)
    .or(Purpose::PROMO)
    .or(Purpose::SHARE)
    .or(Purpose::CAROUSEL)
    .or(Purpose::HIDDEN);

const fn is_leaf_like(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::P
            | Tag::Ul
            | Tag::Ol
            | Tag::Dl
            | Tag::Blockquote
            | Tag::Table
            | Tag::Figure
            | Tag::Li
            | Tag::Pre
    ) && !matches!(tag, Tag::Table)
}

/// How far prose counts, by where it stands.
fn weight(page: &Page, segment: &Segment) -> f32 {
    const SELDOM: Purpose = Purpose::COMMENTS
        .or(Purpose::RELATED)
        .or(Purpose::SIDEBAR)
        .or(Purpose::FOOTER)
        .or(Purpose::COOKIE)
        .or(Purpose::OVERLAY)
        .or(Purpose::NAVIGATION)
        .or(Purpose::NEWSLETTER)
        .or(Purpose::DONATION)
        .or(Purpose::PAYWALL)
        .or(Purpose::AD);
    let in_furniture = page.ancestors(segment.block).chain([segment.block]).any(|row| {
        matches!(page.tag(row), Tag::Nav | Tag::Footer | Tag::Aside | Tag::Dialog | Tag::Form)
            && !(page.tag(row) == Tag::Form && page.row(row).chars * 2 > page.row(0).chars)
    });
    if in_furniture || segment.around.has(SELDOM) { DOUBTFUL } else { 1.0 }
}

/// The element that says it is the article and holds most of the prose: the innermost of those that hold as much as
/// any, `articleBody` and its like before `<article>` and `<main>`.
fn said(page: &Page, body: usize, prose: &dyn Fn(usize) -> f32) -> Option<usize> {
    let total = prose(body);
    let best = |test: &dyn Fn(usize) -> bool| {
        let most = page.subtree(body).filter(|row| test(*row)).map(prose).fold(0.0, f32::max);
        if most < total * SAYS_SO || most <= 0.0 {
            return None;
        }
        page.subtree(body).filter(|row| test(*row) && prose(*row) >= most * STAY).last()
    };
    best(&|row| page.row(row).purpose.has(Purpose::BODY) && page.tag(row) != Tag::Body)
        .or_else(|| best(&|row| page.tag(row) == Tag::Article))
        .or_else(|| best(&|row| page.tag(row) == Tag::Main || page.attribute(row, "role") == Some("main")))
}
