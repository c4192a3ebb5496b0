//! Share rows: buttons to share, print, save, like.
//!
//! Caught: “Share · Tweet · E-mail · Print” as a row, list or single words, with or without counts.
//! Left alone: a sentence about sharing; a section called “Share” with prose under it; a list of networks among the
//! paragraphs of an article, of which nothing is a link or a button, and the heading above it.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;
use crate::segments::SegmentKind;
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("share-row", "buttons to share or print the article");

/// Two signs, or one and the place outside the body. A first choice, not yet measured against others.
const ENOUGH: f32 = 1.5;

/// No button is longer, in characters.
const LONGEST: usize = 90;

/// Proposes rows of buttons.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::SHARE, 0.1) {
        let prose = range.clone().any(|index| view.is_prose(index));
        let words = range.clone().map(|index| view.hits(index).coverage(Topic::Share)).fold(0.0, f32::max);
        let evidence = Evidence::default()
            .sign("its names say that it is for sharing", true, 1.5)
            .sign("holds the words of share buttons", words > 0.4, 0.5)
            .against("holds prose", prose, 1.5);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if segment.width > LONGEST || matches!(segment.kind, SegmentKind::Table | SegmentKind::Code) {
            continue;
        }
        let neighbour = |other: Option<usize>| {
            other.is_some_and(|other| {
                view.hits(other).coverage(Topic::Share) > 0.7 && !view.text(other).is_empty()
            })
        };
        let evidence = Evidence::default()
            .sign("is the word of a share button", hits.is(Topic::Share), 1.0)
            .sign(
                "consists of the words of share buttons",
                hits.coverage(Topic::Share) > 0.7 && hits.count(Topic::Share) > 1,
                1.0,
            )
            .sign(
                "stands beside share buttons",
                neighbour(index.checked_sub(1)) || neighbour(Some(index + 1)),
                0.6,
            )
            .sign("stands outside the prose", view.is_before_body(index) || view.is_after_body(index), 0.5)
            .sign("is a link", segment.linked > 0.9, 0.3)
            .against(
                "heads a section",
                matches!(segment.kind, SegmentKind::Heading(_)) && view.is_prose(index + 1),
                1.5,
            )
            .against("is a list of the text, or heads one", is_of_list(view, index), 2.0)
            .against("is too rare a word among share buttons", hits.coverage(Topic::Share) < 0.7, 3.0);
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}

/// Whether a line is one of a list among the paragraphs that holds nothing to press, or the heading of such a list.
fn is_of_list(view: &View<'_>, index: usize) -> bool {
    let item = |at: usize| {
        view.segment(at).is_some_and(|segment| {
            let pressed = |row: usize| {
                matches!(view.page.tag(row), Tag::A | Tag::Button | Tag::Input)
                    || view.page.attribute(row, "onclick").is_some()
                    || view.page.attribute(row, "role") == Some("button")
            };
            segment.kind == SegmentKind::ListItem
                && !segment.around.has(Purpose::SHARE)
                && !segment.rows.clone().chain(view.page.ancestors(segment.rows.start).take(3)).any(pressed)
        })
    };
    let heads = view
        .segment(index)
        .is_some_and(|s| matches!(s.kind, SegmentKind::Heading(_) | SegmentKind::Paragraph));
    !view.is_scrape() && view.body.contains(&index) && (item(index) || heads && item(index + 1))
}
