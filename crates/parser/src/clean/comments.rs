//! Comments: what readers wrote under the article, and the form for it.
//!
//! Caught: boxes that say they hold comments; at the end, “12 comments”, “Leave a reply” and what follows.
//! Left alone: a page that is nothing but a thread; an article about comments; a quoted comment.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;
use crate::segments::SegmentKind;
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("comments", "readers' comments or the form for them");

/// A box that says it is one, or two signs.
const ENOUGH: f32 = 1.5;

/// Share of the container's prose that comments may hold: where they are nearly all of it, the page is a thread.
const MOST: f32 = 0.85;

/// Prose before the comments, in characters, from which it is an article that they follow: some 150 words.
const ARTICLE: f32 = 900.0;

/// Proposes comments.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let threads = view.boxes(Purpose::COMMENTS, 1.0).into_iter().map(|(_, range)| range).filter(|range| {
        view.prose_in(range.clone()) > view.prose * MOST && follows_article(view, range.start)
    });
    let boxes = view.boxes(Purpose::COMMENTS, MOST).into_iter().map(|(_, range)| (range, false));
    for (range, follows) in threads.map(|range| (range, true)).chain(boxes) {
        let announced = range.clone().any(|index| view.hits(index).has(Topic::Comments));
        let before = view.prose_in(0..range.start);
        let evidence = Evidence::default()
            .sign("its names say that it holds comments", true, 1.0)
            .sign("speaks of comments", announced, 0.6)
            .sign("stands after the article", before > view.prose * 0.3 || before > ARTICLE || follows, 0.6)
            .sign("is short", view.width(range.clone()) < 120, 0.5)
            .against("is quoted between paragraphs of the article", is_quoted(view, &range), 1.2);
        if follows {
            proposals.remove_thread(range, RULE, &evidence, ENOUGH);
        } else {
            proposals.remove(range, RULE, &evidence, ENOUGH);
        }
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if !hits.has(Topic::Comments) || segment.width > 200 {
            continue;
        }
        let before = view.prose_in(0..index);
        let heading = matches!(segment.kind, SegmentKind::Heading(_));
        // Comments may be longer than the article; then more than their heading must say what they are.
        let thread = heading && hits.is(Topic::Comments) && before > ARTICLE && is_thread(view, index + 1);
        if before < view.prose * 0.3 && !thread {
            continue;
        }
        let heads = hits.is(Topic::Comments)
            || hits.starts_with(Topic::Comments) && segment.words() <= 8
            || hits.count(Topic::Comments) > 1;
        let tail = view.prose_in(index..view.segments.len()) < view.prose * 0.35;
        let evidence = Evidence::default()
            .sign("announces comments", heads, 0.8)
            .sign("stands near the end", tail && view.is_near_end(index), 0.5)
            .sign("is followed by names and days", thread, 0.6)
            .sign("is a heading", heading || view.is_scrape(), 0.4)
            .against(
                "is a sentence of the article",
                segment.words() > 12 && segment.ends_sentence() && hits.count(Topic::Comments) < 2,
                1.0,
            );
        let whole = (heading || view.is_scrape()) && evidence.weight() >= ENOUGH;
        // A heading takes everything after it down to the next of its rank: comments are mostly the last thing on a page.
        let range = if whole { index..end_of_section(view, index) } else { index..index + 1 };
        if whole && thread {
            proposals.remove_thread(range, RULE, &evidence, ENOUGH);
        } else {
            proposals.remove(range, RULE, &evidence, ENOUGH);
        }
    }
}

/// Prose of a short article, in characters: some fifty words.
const SHORT_ARTICLE: f32 = 300.0;

/// Whether an `<article>` ends before a segment and holds some prose: a short article, of which many spoke.
fn follows_article(view: &View<'_>, index: usize) -> bool {
    let page = view.page;
    let Some(start) = view.segment(index).map(|segment| segment.rows.start) else { return false };
    let rows = page.subtree(view.container);
    let article = rows.filter(|row| page.tag(*row) == Tag::Article && page.row(*row).end <= start).last();
    article.is_some_and(|row| {
        let within = crate::segments::within(view.segments, &page.subtree(row));
        view.prose_in(within) >= SHORT_ARTICLE
    })
}

/// The segment after the section of a heading: the next heading of its rank or a higher one that speaks of no comments
/// and has prose under it.
fn end_of_section(view: &View<'_>, index: usize) -> usize {
    let rank = |at: usize| match view.segment(at).map(|segment| segment.kind) {
        Some(SegmentKind::Heading(rank)) => Some(rank),
        _ => None,
    };
    let end = view.segments.len();
    let Some(own) = rank(index) else { return end };
    (index + 1..end)
        .find(|at| {
            let further = || (at + 1..end).take_while(|next| rank(*next).is_none());
            rank(*at).is_some_and(|other| other <= own)
                && !view.hits(*at).has(Topic::Comments)
                && crate::dates::date_in(view.text(*at), view.language).is_none()
                && !crate::names::looks_like_name(view.text(*at))
                && further().any(|next| view.is_prose(next))
                && further().all(|next| !is_name_and_day(view, next))
        })
        .unwrap_or(end)
}

/// Whether a line names who wrote a comment, and when.
fn is_name_and_day(view: &View<'_>, index: usize) -> bool {
    view.segment(index).is_some_and(|segment| {
        segment.width <= NAME_AND_DAY && crate::dates::date_in(&segment.text, view.language).is_some()
    })
}

/// Short lines with a day among those after a heading that make a thread of comments.
const DATED_LINES: usize = 3;

/// Width of a line that names who wrote a comment, and when.
const NAME_AND_DAY: usize = 80;

/// Whether what follows are comments: short lines with days, with text between them.
fn is_thread(view: &View<'_>, from: usize) -> bool {
    let dated = (from..view.segments.len()).filter(|index| is_name_and_day(view, *index));
    dated.take(DATED_LINES).count() == DATED_LINES
}

/// Whether a box is one quotation with prose before and after it: what an article quotes of its readers.
fn is_quoted(view: &View<'_>, range: &std::ops::Range<usize>) -> bool {
    let quotation = |index| view.segment(index).is_some_and(|s| s.kind == SegmentKind::Quotation);
    let before = range.start.checked_sub(1).is_some_and(|index| view.is_prose(index));
    range.len() <= 2
        && range.clone().all(quotation)
        && before
        && (range.end..range.end + 2).any(|index| view.is_prose(index))
}
