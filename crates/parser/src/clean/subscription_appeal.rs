//! Subscription appeals: the site asks its reader to subscribe or to log in.
//!
//! Caught: “To continue reading, subscribe now. Already a subscriber? Log in.”
//! Left alone: an article about subscriptions.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("subscription-appeal", "asks the reader to subscribe or to log in");

/// As for newsletters.
const ENOUGH: f32 = 1.8;

/// No such request is longer, in characters.
const LONGEST: usize = 400;

/// Proposes subscription appeals.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::PAYWALL, 0.08) {
        let asks: usize = range.clone().map(|index| view.hits(index).count(Topic::Subscription)).sum();
        let evidence = Evidence::default()
            .sign("its names say that it asks to subscribe", true, 1.0)
            .sign("asks to subscribe or to log in", asks > 0, 1.0)
            .sign("is short", view.width(range.clone()) < LONGEST, 0.3);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if !hits.has(Topic::Subscription) || segment.width > LONGEST {
            continue;
        }
        let evidence = Evidence::default()
            .sign("asks to subscribe or to log in", true, 0.8)
            .sign("says so twice", hits.count(Topic::Subscription) > 1, 0.8)
            .sign("consists of such words", hits.coverage(Topic::Subscription) > 0.6, 0.7)
            .sign("speaks to the reader", hits.has(Topic::You), 0.3)
            .sign("stands outside the prose", view.is_before_body(index) || view.is_after_body(index), 0.5)
            .sign("is a link or button", segment.linked > 0.6, 0.4)
            .against("tells what somebody said", view.is_reported(index), 1.0)
            .against("is long", segment.words() > 50, 0.6);
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}
