//! Navigation remains: what moves about the site or the page, and still stands in the container.
//!
//! Caught: breadcrumbs, “Skip to content”, “Back to top”, previous and next, pagers, contents made of links.
//! Left alone: prose with such words; sections called so.

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::purpose::Purpose;
use crate::segments::{SegmentKind, within};
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("navigation-remains", "moves about the site or the page");

/// A box or element that says it is one, or two signs.
const ENOUGH: f32 = 1.3;

/// Proposes navigation.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    for (row, range) in view.boxes(Purpose::NAVIGATION.or(Purpose::CONTENTS), 0.1) {
        let prose = range.clone().filter(|index| view.is_prose(*index)).count();
        let linked = view.linked(range.clone());
        let evidence = Evidence::default()
            .sign("its names say that it is navigation", true, 0.9)
            .sign("is made of links", linked > 0.5, 0.8)
            .sign("is a navigation element", view.page.tag(row) == Tag::Nav, 0.6)
            .sign("is short", view.width(range.clone()) < 60 && linked > 0.3, 0.3)
            .against("holds prose", prose > 0, 1.5);
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for row in view.page.subtree(view.container).skip(1) {
        if view.page.tag(row) != Tag::Nav {
            continue;
        }
        let range = within(view.segments, &view.page.subtree(row));
        let evidence = Evidence::default().sign("is a navigation element", true, 1.5).against(
            "holds much of the prose",
            view.prose_in(range.clone()) > view.prose * 0.2,
            2.0,
        );
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    let menu = view.menu_lines();
    let evidence =
        Evidence::default().sign("are short lines above the title, with words of navigation", menu > 0, 1.5);
    proposals.remove(0..menu, RULE, &evidence, ENOUGH);
    for (index, segment) in view.segments.iter().enumerate() {
        let hits = view.hits(index);
        if segment.width > 60
            || matches!(segment.kind, SegmentKind::Table | SegmentKind::Code)
            || segment.text.is_empty()
        {
            continue;
        }
        let outside = view.is_before_body(index) || view.is_after_body(index);
        let whole = hits.is(Topic::Navigation) || hits.coverage(Topic::Navigation) > 0.85;
        let in_page = segment.linked > 0.9
            && view.links(index..index + 1).iter().all(|address| address.starts_with('#'));
        let evidence = Evidence::default()
            .sign("is a word of navigation", whole, 0.7)
            .sign("is a link", segment.linked > 0.8, 0.5)
            .sign("heads links to places on the page", whole && heads_links(view, index), 0.9)
            .sign("leads to a place on the page", in_page && whole, 0.4)
            .sign("stands outside the prose", outside, 0.4)
            .sign("is a trail of section names", is_trail(&segment.text) && view.is_before_body(index), 1.4)
            .sign("is a button", in_button(view, segment.rows.start), 0.9)
            .sign(
                "is only punctuation or digits",
                !segment.text.chars().any(char::is_alphabetic) && outside && segment.width < 12,
                0.6,
            )
            .against(
                "heads a section",
                matches!(segment.kind, SegmentKind::Heading(_))
                    && !view.is_scrape()
                    && !in_page
                    && !heads_links(view, index),
                1.0,
            );
        proposals.remove(index..index + 1, RULE, &evidence, ENOUGH);
    }
}

/// Whether links to places on the page follow, as after “Table of contents”.
fn heads_links(view: &View<'_>, index: usize) -> bool {
    let next = index + 1..index + 2;
    view.segment(index + 1).is_some_and(|segment| segment.linked > 0.9)
        && view.links(next).iter().all(|address| address.contains('#'))
}

/// “Local news > Roads”: names of a few words parted by arrows.
fn is_trail(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['>', '›', '»', '→']).map(str::trim).collect();
    parts.len() >= 2
        && parts.iter().filter(|part| !part.is_empty()).count() >= 2
        && parts.iter().all(|part| part.split_whitespace().count() <= 4 && !part.ends_with(['.', '?', '!']))
}

fn in_button(view: &View<'_>, row: usize) -> bool {
    view.page
        .closest(row, view.container, |at| {
            view.page.tag(at) == Tag::Button || view.page.attribute(at, "role") == Some("button")
        })
        .is_some_and(|at| view.page.row(at).chars < 60 && view.page.attribute(at, "aria-expanded").is_none())
}
