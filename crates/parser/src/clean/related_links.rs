//! Related links: other articles, announced or not.
//!
//! Caught: “Read more: …” lines, “Related articles” with the list or cards under it, rows of teasers.
//! Left alone: a list of references or sources, links within prose, “Further reading” that the author wrote.

use std::ops::Range;

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;
use crate::segments::SegmentKind;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("related-links", "leads to other articles");

/// A box that says it is one, or two signs.
const ENOUGH: f32 = 1.5;

/// No teaser line is longer, in characters.
const LONGEST_LINE: usize = 240;

/// Proposes links to other articles.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    boxes(view, proposals);
    lines(view, proposals);
    lists(view, proposals);
}

fn boxes(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::RELATED.or(Purpose::CAROUSEL), 0.2) {
        let announced = range.clone().any(|index| view.hits(index).starts_with(Topic::Related));
        let prose = range.clone().filter(|index| view.is_prose(*index)).count();
        let linked = view.linked(range.clone());
        let evidence = Evidence::default()
            .sign("its names say that it leads elsewhere", true, 1.2)
            .sign("is announced as other articles", announced, 0.8)
            .sign("is made of links", linked > 0.4, 0.6)
            .sign("stands after the article", view.is_after_body(range.start), 0.4)
            .against("holds prose without links", prose > 1 && linked < 0.3, 1.0)
            .against("has hardly a link", linked < 0.1 && !announced, 0.8);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
}

/// Single lines: “Related: …”, “Read also …”.
fn lines(view: &View<'_>, proposals: &mut Proposals) {
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if !hits.starts_with(Topic::Related)
            || segment.width > LONGEST_LINE
            || segment.kind == SegmentKind::Table
        {
            continue;
        }
        let evidence = Evidence::default()
            .sign("begins as a pointer to other articles", true, 0.6)
            .sign("is a link", segment.linked > 0.5, 0.9)
            .sign("has a colon after the announcement", announces_with_colon(&segment.text), 0.6)
            .sign(
                "is a text scrape's line that does not end a sentence",
                view.is_scrape() && !segment.ends_sentence(),
                0.4,
            )
            .sign("is nothing else", hits.is(Topic::Related) && segment.linked > 0.9, 0.4)
            .against("is a sentence of the article", segment.linked < 0.3 && segment.ends_sentence(), 1.0)
            .against(
                "heads a section",
                matches!(segment.kind, SegmentKind::Heading(_)) && view.is_prose(index + 1),
                1.0,
            );
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}

fn announces_with_colon(text: &str) -> bool {
    text.find([':', '：', '|', '»', '→', '–', '-'])
        .is_some_and(|at| text.get(..at).is_some_and(|t| t.split_whitespace().count() <= 6))
}

/// An announcement with what follows it: a list or row of links.
fn lists(view: &View<'_>, proposals: &mut Proposals) {
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        let says = hits.is(Topic::Related) || hits.starts_with(Topic::Related) && segment.words() <= 7;
        if !says || segment.width > 80 || segment.ends_sentence() && !segment.text.ends_with(':') {
            continue;
        }
        let run = index..followers(view, index);
        if run.len() < 2 {
            // The announcement alone, at the end: what it announced was not saved.
            let evidence =
                Evidence::default().sign("announces other articles", hits.is(Topic::Related), 0.9).sign(
                    "nothing follows it",
                    view.prose_in(index + 1..view.segments.len()) < view.prose * 0.01
                        && view.is_near_end(index),
                    0.6,
                );
            proposals.remove(run, RULE, &evidence, ENOUGH);
            continue;
        }
        let evidence = Evidence::default()
            .sign("announces other articles", true, 0.6)
            .sign("says nothing else", hits.is(Topic::Related), 0.3)
            .sign("links follow it", view.linked(index + 1..run.end) > 0.6, 0.9)
            .sign("stands after the article", view.is_after_body(index), 0.4);
        proposals.remove(run, RULE, &evidence, ENOUGH);
    }
}

/// End of the run of links and short teasers after an announcement.
fn followers(view: &View<'_>, index: usize) -> usize {
    let mut end = index + 1;
    for at in index + 1..view.segments.len() {
        let Some(segment) = view.segment(at) else { break };
        let is_link = segment.linked > 0.6 || segment.kind == SegmentKind::Picture;
        if !is_link || matches!(segment.kind, SegmentKind::Table | SegmentKind::Code) {
            // A date or a line of text between two teasers.
            let teaser = segment.width < 60
                && view.segment(at + 1).is_some_and(|next| next.linked > 0.6 && next.width > 15);
            if !teaser || end != at {
                break;
            }
        } else {
            end = at + 1;
        }
        if end < at {
            break;
        }
        end = end.max(at + 1);
    }
    trim_pictures(view, index + 1..end)
}

/// Pictures at the end of the run belong to what follows.
fn trim_pictures(view: &View<'_>, range: Range<usize>) -> usize {
    let mut end = range.end;
    while end > range.start && view.segment(end - 1).is_some_and(|s| s.kind == SegmentKind::Picture) {
        end -= 1;
    }
    end
}
