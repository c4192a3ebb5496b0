//! Cookie walls: requests for consent.
//!
//! Caught: “We use cookies… Accept all”, as a box or as paragraphs.
//! Left alone: an article about cookies or consent.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("cookie-wall", "asks for consent to cookies");

/// A box that says it is one, or three signs.
const ENOUGH: f32 = 1.8;

/// Proposes cookie walls.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::COOKIE, 0.2) {
        let says = range.clone().any(|index| view.hits(index).has(Topic::Cookie));
        let evidence = Evidence::default()
            .sign("its names say that it asks for consent", true, 1.2)
            .sign("speaks of cookies", says, 0.8)
            .sign("is short", view.width(range.clone()) < 200, 0.3);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if !hits.has(Topic::Cookie) || segment.width > 900 {
            continue;
        }
        let evidence = Evidence::default()
            .sign("speaks of consent to cookies", true, 0.6)
            .sign("says so twice", hits.count(Topic::Cookie) > 1, 0.8)
            .sign("the site speaks to its reader", hits.has(Topic::We) && hits.has(Topic::You), 0.5)
            .sign("consists of such words", hits.coverage(Topic::Cookie) > 0.6, 0.9)
            .sign("stands outside the prose", view.is_before_body(index) || view.is_after_body(index), 0.5)
            .against("tells what somebody said", view.is_reported(index), 1.0);
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}
