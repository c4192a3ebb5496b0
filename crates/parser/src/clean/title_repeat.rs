//! The headline where it stands in the container: lifted, for it is metadata.
//!
//! Caught: a heading or line before the prose that says what the page's title says; in a text scrape the first line.
//! Left alone: section titles, also ones that share words with the headline.

use super::{Lift, Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::segments::SegmentKind;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("title-line", "is the headline");

/// The same words, or the first line of a text scrape.
const ENOUGH: f32 = 1.0;

/// A headline has no more words.
const MOST_WORDS: usize = 40;

/// Proposes headlines.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let menu = view.menu_lines();
    let before = view.body.start.max(menu + 1).min(view.segments.len());
    for index in 0..before {
        let Some(segment) = view.segment(index) else { continue };
        if segment.words() > MOST_WORDS || segment.text.is_empty() {
            continue;
        }
        let rank = match segment.kind {
            SegmentKind::Heading(rank) => Some(rank),
            _ => None,
        };
        let same = view.titles.iter().any(|title| same_words(title, &segment.text));
        let first_line = view.is_scrape()
            && index >= menu
            && (menu..index).all(|i| view.hits(i).coverage(crate::lexicon::Topic::Navigation) > 0.5)
            && !segment.text.ends_with(['.', ':', ';'])
            && view.segments.len() > 1;
        let evidence = Evidence::default()
            .sign("says what the page's title says", same, 1.2)
            .sign("is the heading of rank 1 before the prose", rank == Some(1), 1.0)
            .sign("is the first line of a text scrape", first_line, 1.2);
        proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, vec![Lift::Title(segment.text.clone())]);
        if evidence.weight() >= ENOUGH && view.is_scrape() {
            break;
        }
    }
}

/// Whether two texts are of the same words, whatever the case and punctuation.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty() && a == b
}
