//! The dek: the line or short paragraph between the headline and the byline or prose.
//!
//! Caught: what its class calls so; what the page gives as its description and stands before the prose; in a text
//! scrape the sentence between headline and byline or date.
//! Left alone: the first paragraph of the article.

use std::cell::OnceCell;

use offprint_model::{Field, RemovalKind};

use super::{Lift, Proposal, Proposals, Rule, View};
use crate::dates::is_dateline;
use crate::evidence::Evidence;
use crate::names::{key, parse_byline};
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};

/// What it is called.
pub(super) const RULE: Rule = Rule::new("dek-line", "is the line under the headline");

/// One sign that is enough, or two.
const ENOUGH: f32 = 1.0;

/// A dek has no more characters.
const LONGEST: usize = 400;

/// What a class calls intro or lead is the article's first paragraph where it is longer, in characters: a dek of three
/// lines is some 200.
const LONGEST_CALLED: usize = 200;

/// The last line before `end` that is a byline or a date; 0 where there is none.
fn last_facts_before(view: &View<'_>, end: usize) -> usize {
    let is_facts = |at: &usize| {
        let text = view.text(*at);
        is_dateline(text, view.language).is_some() || parse_byline(text, view.language).is_some()
    };
    (0..end).rev().find(is_facts).unwrap_or(0)
}

/// Proposes the dek.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let end = view.body.start.saturating_add(1).min(view.segments.len());
    let mut opened = false;
    let last_facts: OnceCell<usize> = OnceCell::new();
    for index in 0..end {
        let Some(segment) = view.segment(index) else { continue };
        // After a paragraph of the article nothing is its dek, whatever an element around both is called.
        if opened {
            return;
        }
        opened = view.is_prose(index) && segment.width >= LONGEST_CALLED && segment.linked < 0.5;
        if segment.width > LONGEST || segment.words() < 4 || segment.linked > 0.5 {
            continue;
        }
        let is_text = matches!(segment.kind, SegmentKind::Paragraph | SegmentKind::Heading(2..=6));
        let called = segment.around.has(Purpose::DEK)
            && segment.width < LONGEST_CALLED
            && index < view.body.start.max(4);
        let described = view.deks.iter().any(|dek| super::title_repeat::same_words(dek, &segment.text));
        // Nothing speaks for most lines: whether they are bylines need not be known.
        let scrape = view.is_scrape() && index == 1 && index < view.body.start;
        let said = is_text && (called || described);
        if !said && !scrape {
            continue;
        }
        let facts_follow = *last_facts.get_or_init(|| last_facts_before(view, end)) > index;
        let in_scrape = scrape && facts_follow && segment.words() >= 6;
        let evidence = Evidence::default()
            .sign("its names say that it is the dek", called && is_text, 1.0)
            .sign(
                "says what the page gives as its description, before the byline or date",
                described && facts_follow && is_text,
                1.0,
            )
            .sign("stands between the headline and the byline or date of a text scrape", in_scrape, 1.0)
            .against("is a byline or date", parse_byline(&segment.text, view.language).is_some(), 2.0);
        if evidence.weight() >= ENOUGH {
            proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, vec![Lift::Dek(segment.text.clone())]);
            return;
        }
    }
}

/// Proposes a line that the page's markup calls its dek and that a reader of metadata found, wherever it stands down to
/// the first paragraph of the text: it is not told twice.
pub(crate) fn told(all: &[Segment], until: usize, dek: &str) -> Option<Proposal> {
    let own = key(dek);
    let at = all
        .iter()
        .take(until)
        .position(|segment| segment.width < LONGEST_CALLED && key(&segment.text) == own)?;
    Some(Proposal {
        segments: at..at + 1,
        rule: RULE,
        reason: "its names say that it is the dek".to_owned(),
        confidence: TOLD,
        kind: RemovalKind::Lifted(Field::Dek),
        lifts: vec![Lift::Dek(dek.to_owned())],
        counts: true,
    })
}

/// How sure that is.
const TOLD: f32 = 0.7;
