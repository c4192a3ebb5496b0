//! Texts for screen readers only: “opens in a new window”, repeated labels. No reader sees them on the page.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::purpose::Purpose;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("screen-reader-only", "is not shown on the page");

/// Its class alone is enough: it is how such texts are hidden.
const ENOUGH: f32 = 1.0;

/// Proposes texts that are hidden from sight.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (row, range) in view.boxes(Purpose::HIDDEN, 0.02) {
        let evidence = Evidence::default()
            .sign("its names say that it is for screen readers", true, 1.2)
            // `class="sr" lang="sr"` is Serbian.
            .against("names its language", view.page.attribute(row, "lang").is_some(), 1.0)
            .against("is long", view.width(range.clone()) > 200, 1.0);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
}
