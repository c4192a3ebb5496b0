//! Bylines: lines that say who wrote the article.
//!
//! Caught: “By: Ada Lovelace”, “By: /” without a name, “Von Anna Müller”, before or after the prose; where nothing else
//! tells an author, a name set apart as the line after the last paragraph.
//! Left alone: sentences that begin with By; a name at the end of an article whose author is known; captions, whose
//! credit is the picture's.

use offprint_model::Person;

use super::{Lift, Proposals, Rule, View};
use crate::dates::date_in;
use crate::evidence::Evidence;
use crate::names::{looks_like_name, parse_byline};
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};
use crate::tag::Tag;

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
        if segment.width > LONGEST || segment.text.is_empty() || !outside || view.is_of_figure(segment) {
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
        lifts.extend(date_in(&segment.text, view.language).as_ref().map(Lift::of_date));
        proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, lifts);
    }
    if view.people.is_empty() {
        signature(view, proposals);
    }
}

/// No name by itself is longer, in characters.
const LONGEST_NAME: usize = 40;

/// Proposes the name that is the line after the last paragraph.
fn signature(view: &View<'_>, proposals: &mut Proposals) {
    let index = view.body.end;
    let Some(segment) = view.segment(index) else { return };
    let name = segment.text.trim().trim_matches(['—', '–', '-', '(', ')', ' ']);
    let is_line = segment.kind == SegmentKind::Paragraph
        && segment.width <= LONGEST_NAME
        && segment.linked < 0.5
        && !segment.around.has(OTHERS.or(Purpose::TAGS).or(Purpose::CREDIT).or(Purpose::SHARE));
    if !is_line || !looks_like_name(name) {
        return;
    }
    let is_quoted = index
        .checked_sub(1)
        .and_then(|above| view.segment(above))
        .is_some_and(|above| above.kind == SegmentKind::Quotation || above.around.has(Purpose::VERSE));
    let evidence = Evidence::default()
        .sign("is a name after the last paragraph, of an article without a known author", true, 0.6)
        .sign("is set apart from the text", is_set_apart(view, segment), 0.5)
        .against("stands under a quotation", is_quoted, 1.0);
    let people = vec![Lift::People(vec![Person::named(name)])];
    proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, people);
}

/// Whether a line is set apart: all of it bold or in italics, or at the other side of the column. A dash before it is
/// a motto's as often.
fn is_set_apart(view: &View<'_>, segment: &Segment) -> bool {
    let page = view.page;
    let marked = segment.rows.clone().chain(page.ancestors(segment.rows.start).take(2)).any(|row| {
        matches!(page.tag(row), Tag::Strong | Tag::B | Tag::Em | Tag::I)
            && page.row(row).chars * 10 >= segment.text.chars().count() * 9
    });
    let aside = std::iter::once(segment.block).chain(page.ancestors(segment.block).take(1)).any(|row| {
        let says = |name: &str, words: &[&str]| {
            page.attribute(row, name)
                .is_some_and(|value| words.iter().any(|word| value.to_ascii_lowercase().contains(word)))
        };
        says("align", &["right", "left"])
            || says("style", &["text-align"])
            || says("class", &["right", "signature", "sign-off", "signoff"])
    });
    marked || aside
}
