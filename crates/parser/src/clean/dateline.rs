//! Datelines: lines that say when the article was published or changed, and how long it takes to read.
//!
//! Caught: “15 July, 2014”, “Published 3 May 2020 · 5 min read”, before or after the prose.
//! Left alone: a date within a sentence; the place and date that open a report.

use super::{Lift, Proposals, Rule, View};
use crate::dates::is_dateline;
use crate::evidence::Evidence;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("dateline", "says when the article was published or changed");

/// Being nothing but a date, outside the prose.
const ENOUGH: f32 = 1.0;

/// Proposes datelines.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (index, segment) in view.segments.iter().enumerate() {
        let outside = view.is_before_body(index) || view.is_after_body(index);
        if segment.width > 120 || segment.text.is_empty() || !outside {
            continue;
        }
        let Some(found) = is_dateline(&segment.text, view.language) else { continue };
        let evidence = Evidence::default()
            .sign("is nothing but a date", true, 0.8)
            .sign("stands before the prose", view.is_before_body(index), 0.4)
            .sign("stands after the prose", view.is_after_body(index), 0.2);
        let lift = if found.modified { Lift::Modified(found.date) } else { Lift::Published(found.date) };
        proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, vec![lift]);
    }
}
