//! Datelines: lines that say when the article was published or changed, and how long it takes to read.
//!
//! Caught: “15 July, 2014”, “Published 3 May 2020 · 5 min read”, before or after the prose.
//! Left alone: a date within a sentence; the place and date that open a report; days as
//! headings of sections.

use super::{Lift, Proposals, Rule, View};
use crate::dates::{is_dateline, labels_change};
use crate::evidence::Evidence;
use crate::metadata::is_in_card;
use crate::segments::SegmentKind;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("dateline", "says when the article was published or changed");

/// Being nothing but a date, outside the prose.
const ENOUGH: f32 = 1.0;

/// No dateline is longer, in characters.
const LONGEST: usize = 120;

/// Proposes datelines.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let mut dated_headings: Option<usize> = None;
    for (index, segment) in view.segments.iter().enumerate() {
        let outside = view.is_before_body(index) || view.is_after_body(index);
        if segment.width > LONGEST || segment.text.is_empty() || !outside {
            continue;
        }
        let Some(mut found) = is_dateline(&segment.text, view.language) else { continue };
        if matches!(segment.kind, SegmentKind::Heading(_))
            && *dated_headings.get_or_insert_with(|| count(view)) > 1
        {
            continue;
        }
        found.modified |= index.checked_sub(1).is_some_and(|above| labels_change(view.text(above)));
        // The day of another article goes with its card, and tells nothing of this one.
        let own = view.segment(view.body.start).map(|first| first.rows.start);
        let lifts = match is_in_card(view.page, segment.rows.start, own.as_slice()) {
            true => Vec::new(),
            false => vec![Lift::of_date(&found)],
        };
        let evidence = Evidence::default()
            .sign("is nothing but a date", true, 0.8)
            .sign("stands before the prose", view.is_before_body(index), 0.4)
            .sign("stands after the prose", view.is_after_body(index), 0.2);
        proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, lifts);
    }
}

/// How many headings are days: of several each is that of a section, in diaries and chronicles.
fn count(view: &View<'_>) -> usize {
    view.segments
        .iter()
        .filter(|segment| matches!(segment.kind, SegmentKind::Heading(_)) && segment.width <= LONGEST)
        .filter(|segment| is_dateline(&segment.text, view.language).is_some())
        .count()
}
