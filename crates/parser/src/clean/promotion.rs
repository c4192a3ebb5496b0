//! Promotion: the site offers its own goods and services in a box.
//!
//! Caught: links that say “Learn more” or “See price at …” and stand by themselves; boxes that say they are a call to action, a banner, a download of an app, and hold little prose.
//! Left alone: what an article itself recommends.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;
use crate::segments::SegmentKind;
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("promotion", "offers the site's own goods or services");

/// A box that says so, and one sign more.
const ENOUGH: f32 = 1.4;

/// Proposes promotion.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::PROMO, 0.06) {
        let prose = range.clone().filter(|index| view.is_prose(*index)).count();
        let button = range.clone().any(|index| {
            view.segment(index).is_some_and(|s| s.linked > 0.9 && s.words() <= 6 && s.width > 0)
        });
        let data = range.clone().any(|index| {
            view.segment(index).is_some_and(|s| matches!(s.kind, SegmentKind::Table | SegmentKind::Code))
        });
        let outside = view.is_before_body(range.start) || view.is_after_body(range.start);
        let evidence = Evidence::default()
            .sign("its names say that it promotes something", true, 0.8)
            .sign("has a button", button, 0.7)
            .sign("stands outside the prose", outside, 0.4)
            .sign("is short", view.width(range.clone()) < 300, 0.3)
            .against("holds prose", prose > 2, 0.8)
            .against("holds a table or code", data, 1.0);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    // Buttons: a link dressed as a button is an offer, not a reference.
    for (index, segment) in view.segments.iter().enumerate() {
        if segment.linked < 0.95 || segment.words() > 6 || segment.text.is_empty() {
            continue;
        }
        let dressed = view
            .page
            .closest(segment.rows.start, view.container, |row| {
                view.page.tag(row) == Tag::Button
                    || view.page.attribute(row, "class").is_some_and(|class| {
                        class.split_whitespace().any(|c| {
                            let c = c.to_ascii_lowercase();
                            matches!(
                                c.as_str(),
                                "btn"
                                    | "button"
                                    | "wp-block-button"
                                    | "wp-block-button__link"
                                    | "cta"
                                    | "w-button"
                                    | "elementor-button"
                            ) || c.starts_with("btn-")
                                || c.starts_with("button-")
                                || c.ends_with("-btn")
                                || c.ends_with("-button")
                        })
                    })
            })
            .is_some_and(|row| view.page.row(row).chars <= 60);
        let hits = view.hits(index);
        let evidence = Evidence::default()
            .sign("is a link dressed as a button", dressed, 1.5)
            .sign("says what buttons say, and is a link", hits.is(Topic::Offer), 1.5)
            .sign(
                "begins as buttons do, and is a link",
                hits.starts_with(Topic::Offer) && !segment.ends_sentence(),
                1.4,
            )
            .against("is a heading", matches!(segment.kind, SegmentKind::Heading(_)), 1.0)
            .against("is an item of a list", segment.kind == SegmentKind::ListItem && !dressed, 0.5);
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}
