//! Finds the container that holds the article.
//!
//! Prose is summed up from the segments to every element around them. From the body downwards, the way goes into a
//! child as long as that child holds nearly all the prose of its parent; where the prose spreads over several
//! children, it stops, and cleaning deals with what else stands there. Elements that say they hold the article
//! (`articleBody`, `entry-content`, `<article>`) are a short cut where they hold most of the prose. So a part of the
//! article is lost only where less than [`STAY`] of it stands apart.

use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, Segments};
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
    /// Share of the page's prose that the container holds, from 0 to 1.
    pub share: f32,
    /// Prose in the container, in characters.
    pub prose: f32,
}

/// Finds the container within `body`; nothing where there is no prose at all.
pub(crate) fn select(page: &Page, segments: &Segments, body: usize) -> Option<Selection> {
    let mut prose = vec![0.0f32; page.len()];
    let mut total = 0.0;
    for segment in &segments.all {
        let value = segment.prose() * weight(page, segment);
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
    Some(Selection { container: at, share: of(at) / total, prose: of(at) })
}

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
