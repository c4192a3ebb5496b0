//! Bylines: lines that say who wrote the article.
//!
//! Caught: “By: Ada Lovelace”, “By: /” without a name, “Von Anna Müller”, before or after the prose.
//! Left alone: sentences that begin with By.

use super::{Lift, Proposals, Rule, View};
use crate::dates::date_in;
use crate::evidence::Evidence;
use crate::names::parse_byline;
use crate::purpose::Purpose;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("byline", "says who wrote the article");

/// Reading as a byline, outside the prose.
const ENOUGH: f32 = 1.0;

/// No byline is longer, in characters.
const LONGEST: usize = 200;

/// A byline over a biography at the end has no more words.
const SIGNATURE: usize = 7;

/// Where a byline is that of another article or of a comment: it goes, and nobody is named by it.
const OTHERS: Purpose = Purpose::RELATED.or(Purpose::COMMENTS).or(Purpose::CAROUSEL).or(Purpose::TESTIMONIAL);

/// Proposes bylines.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (index, segment) in view.segments.iter().enumerate() {
        // “Written by Ann Poe” above a biography of several sentences, which read like prose.
        let signs_off = view.is_near_end(index) && segment.words() <= SIGNATURE;
        let outside = view.is_before_body(index) || view.is_after_body(index) || signs_off;
        if segment.width > LONGEST || segment.text.is_empty() || !outside {
            continue;
        }
        let Some(people) = parse_byline(&segment.text, view.language) else { continue };
        let evidence = Evidence::default()
            .sign("reads as a byline", true, 0.8)
            .sign("stands before the prose", view.is_before_body(index), 0.4)
            .sign("stands after the prose", view.is_after_body(index) || signs_off, 0.2)
            .sign("its names say that it is one", segment.around.has(Purpose::AUTHOR), 0.4);
        if segment.around.has(OTHERS) {
            proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, vec![Lift::People(Vec::new())]);
            continue;
        }
        let mut lifts = vec![Lift::People(people)];
        // The date that a byline carries: “Posted by Freya Lund on 12 August 2020”.
        lifts.extend(date_in(&segment.text, view.language).map(|found| {
            if found.modified { Lift::Modified(found.date) } else { Lift::Published(found.date) }
        }));
        proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, lifts);
    }
}
