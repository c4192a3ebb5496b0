//! Advertisement: its labels, and boxes that say they hold it.
//!
//! Caught: “Advertisement”, “Article continues below”, ad slots with text in them.
//! Left alone: prose about advertising.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;
use crate::segments::SegmentKind;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("advertisement", "advertisement or its label");

/// A whole label, or a box that says it is one and holds no prose.
const ENOUGH: f32 = 1.0;

/// Proposes advertisement.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::AD, 0.1) {
        let prose = range.clone().filter(|index| view.is_prose(*index)).count();
        let labelled = range.clone().any(|index| view.hits(index).is(Topic::Advert));
        let evidence = Evidence::default()
            .sign("its names say that it is advertisement", true, 1.1)
            .sign("is labelled so", labelled, 0.6)
            .against("holds prose", prose > 0, 1.0);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if segment.width > 80 || matches!(segment.kind, SegmentKind::Table | SegmentKind::Code) {
            continue;
        }
        let heads = matches!(segment.kind, SegmentKind::Heading(_)) && view.is_prose(index + 1);
        let evidence = Evidence::default()
            .sign("is a label of advertisement", hits.is(Topic::Advert), 1.2)
            .sign("consists of such labels", hits.coverage(Topic::Advert) > 0.9, 0.6)
            .against(
                "heads a section or is an item of a list",
                heads || segment.kind == SegmentKind::ListItem && !view.is_scrape(),
                1.0,
            );
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}
