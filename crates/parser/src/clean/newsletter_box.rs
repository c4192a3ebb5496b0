//! Newsletter boxes: the site asks for an e-mail address or to be followed.
//!
//! Caught: “Sign up for our weekly newsletter. By signing up you agree…”, as a box or as a paragraph of its own.
//! Left alone: an article about newsletters, also where it quotes what such boxes say; a newsletter's issue that greets its
//! readers.

use offprint_model::InputKind;

use super::{Proposals, Rule, View, clip};
use crate::evidence::Evidence;
use crate::lexicon::{Topic, look_up};
use crate::purpose::Purpose;
use crate::segments::{SegmentKind, within};
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule =
    Rule::new("newsletter-box", "asks the reader to subscribe to a newsletter or to follow");

/// A box that says it is one, or three independent signs.
const ENOUGH: f32 = 2.0;

/// What a quoted invitation loses: more than the signs that phrases within one another give (“subscribe to our newsletter”,
/// “our newsletter” count as two).
const QUOTED: f32 = 1.5;

/// No invitation is longer, in characters.
const LONGEST: usize = 420;

/// Proposes newsletter boxes.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::NEWSLETTER, 0.12) {
        let asks = range.clone().any(|index| view.hits(index).has(Topic::Newsletter));
        let tone = range.clone().any(|index| view.hits(index).has(Topic::NewsletterTone));
        let prose = range
            .clone()
            .filter(|index| view.is_prose(*index) && !view.hits(*index).has(Topic::NewsletterTone))
            .count();
        let evidence = Evidence::default()
            .sign("its names say that it is for a newsletter", true, 1.5)
            .sign("asks for an e-mail address or to subscribe", asks, 1.0)
            .sign("speaks of newsletters", tone, 0.5)
            .sign("is short", view.width(range.clone()) < LONGEST, 0.5)
            .against("holds prose", prose > 1, 1.5);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if !hits.has(Topic::Newsletter) || segment.width > LONGEST || segment.kind == SegmentKind::Table {
            continue;
        }
        let after = segment.rows.end;
        let has_form = (after..(after + 12).min(view.page.len())).any(|row| view.page.tag(row) == Tag::Input)
            || view.closest_form(segment.block);
        let small_box = small_box_with_button(view, segment.rows.start);
        let evidence = Evidence::default()
            .sign("asks for an e-mail address or to subscribe", true, 0.7)
            .sign("says so twice", hits.count(Topic::Newsletter) > 1, 0.7)
            .sign("speaks of newsletters", hits.count(Topic::NewsletterTone) > 1, 0.4)
            .sign("the site speaks to its reader", hits.has(Topic::We) && hits.has(Topic::You), 0.5)
            .sign("stands at a form", has_form, 0.8)
            .sign("stands in a small box with a button", small_box.is_some(), 0.9)
            .sign("is a link or button", segment.linked > 0.5, 0.5)
            .sign("is short", segment.words() <= 30, 0.3)
            .sign("stands outside the prose", view.is_before_body(index) || view.is_after_body(index), 0.6)
            .against("tells what somebody said", view.is_reported(index), 1.0)
            .against("only quotes it", small_box.is_none() && !has_form && is_quoted(&segment.text), QUOTED)
            .against(
                "leads nowhere from between paragraphs",
                leads_nowhere(view, index, has_form, small_box.is_some()),
                1.5,
            )
            .against("is long", segment.words() > 60, 0.6);
        // The box's title and button go with the invitation.
        proposals.remove(small_box.unwrap_or(index..index + 1), RULE, &evidence, ENOUGH);
    }
}

/// A paragraph of the text has so many characters at least.
const PARAGRAPH: usize = 120;

/// Whether an invitation stands as a plain paragraph between two of the text, and neither it nor what follows can be pressed or filled
/// in: “He told us to sign up for our newsletter.” In a scrape nothing can be pressed, so that this says nothing there.
fn leads_nowhere(view: &View<'_>, index: usize, has_form: bool, in_box: bool) -> bool {
    let paragraph = |at: Option<usize>| {
        at.and_then(|at| view.segment(at))
            .is_some_and(|s| s.kind == SegmentKind::Paragraph && s.width >= PARAGRAPH && s.linked < 0.5)
    };
    let plain = view.segment(index).is_some_and(|s| {
        view.page.tag(s.block) == Tag::P && s.linked == 0.0 && s.kind == SegmentKind::Paragraph
    });
    plain
        && !has_form
        && !in_box
        && view.page.kind == InputKind::Html
        && paragraph(index.checked_sub(1))
        && paragraph(Some(index + 1))
}

/// Whether all that asks stands in quotation marks within a sentence of the text.
fn is_quoted(text: &str) -> bool {
    let pairs = [('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('「', '」'), ('‘', '’'), ('"', '"')];
    pairs.iter().any(|(open, close)| {
        let Some((before, rest)) = text.split_once(*open) else { return false };
        let Some((_, after)) = rest.rsplit_once(*close) else { return false };
        let asks = |part: &str| look_up(clip(part)).has(Topic::Newsletter);
        !before.trim().is_empty() && !asks(before) && !asks(after)
    })
}

/// The segments of the outermost small box around a row that holds a button or a field.
fn small_box_with_button(view: &View<'_>, row: usize) -> Option<std::ops::Range<usize>> {
    let page = view.page;
    let found = page
        .ancestors(row)
        .take_while(|at| *at > view.container && page.row(*at).chars <= LONGEST)
        .filter(|at| {
            matches!(page.tag(*at), Tag::Div | Tag::Aside | Tag::Section | Tag::Form)
                && page.subtree(*at).any(|within| matches!(page.tag(within), Tag::Button | Tag::Input))
        })
        .last()?;
    let range = within(view.segments, &page.subtree(found));
    (!range.is_empty()).then_some(range)
}

impl View<'_> {
    /// Whether a small form stands around a row.
    fn closest_form(&self, row: usize) -> bool {
        self.page
            .closest(row, self.container, |at| self.page.tag(at) == Tag::Form)
            .is_some_and(|form| self.page.row(form).chars * 4 < self.page.row(self.container).chars)
    }
}
