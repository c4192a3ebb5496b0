//! Other boxes that say they are not the article: side columns, footers, windows over the page, lines of facts.
//!
//! Left alone: buttons that unfold an answer; asides that hold prose and nothing that speaks against it (fact boxes belong to the article).

use std::ops::Range;

use super::{Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::purpose::Purpose;
use crate::segments::within;
use crate::tag::Tag;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("page-furniture", "belongs to the page, not to the article");

/// Names and one sign more.
const ENOUGH: f32 = 1.4;

/// Proposes boxes of furniture.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    let purposes = Purpose::SIDEBAR.or(Purpose::FOOTER).or(Purpose::OVERLAY).or(Purpose::META);
    for (row, range) in view.boxes(purposes, 0.1) {
        let prose = range.clone().filter(|index| view.is_prose(*index)).count();
        let purpose = view.page.row(row).purpose;
        let linked = view.linked(range.clone());
        let outside = view.is_before_body(range.start) || view.is_after_body(range.start);
        let evidence = Evidence::default()
            .sign(
                "its names say that it is a side column or footer",
                purpose.has(Purpose::SIDEBAR.or(Purpose::FOOTER)),
                0.9,
            )
            .sign("its names say that it is a window over the page", purpose.has(Purpose::OVERLAY), 1.2)
            .sign("its names say that it holds facts about the article", purpose.has(Purpose::META), 0.9)
            .sign("is made of links", linked > 0.5, 0.6)
            .sign("stands outside the prose", outside, 0.5)
            .sign("holds no prose", prose == 0 && view.width(range.clone()) < 200, 0.4)
            .against("holds prose", prose > 0 && linked < 0.3, 0.8)
            .against(
                "is long, in the middle of the article",
                !outside && view.width(range.clone()) > 300,
                1.0,
            );
        proposals.remove(range, RULE, &evidence, ENOUGH);
    }
    for row in view.page.subtree(view.container).skip(1) {
        let tag = view.page.tag(row);
        if !matches!(tag, Tag::Footer | Tag::Form | Tag::Button | Tag::Aside) {
            continue;
        }
        let rows = view.page.subtree(row);
        let Range { start: first, end: last } = within(view.segments, &rows);
        let linked = view.linked(first..last);
        let prose = (first..last).filter(|index| view.is_prose(*index)).count();
        let evidence = Evidence::default()
            .sign("is a footer", tag == Tag::Footer, 1.0)
            .sign("is a form", tag == Tag::Form, 1.2)
            .sign("is a button", tag == Tag::Button, 1.6)
            .against("opens what stands under it", tag == Tag::Button && opens(view, row), 1.6)
            .sign("is set aside", tag == Tag::Aside, 0.7)
            .sign("is made of links", linked > 0.4, 0.6)
            .sign("stands after the article", view.is_after_body(first), 0.5)
            .sign("holds no prose", prose == 0, 0.3)
            .against("holds prose", prose > 0 && linked < 0.3, 0.5)
            .against("holds much of the prose", view.prose_in(first..last) > view.prose * 0.08, 3.0);
        proposals.remove(first..last, RULE, &evidence, ENOUGH);
    }
}

/// Whether a button is the title of what it folds and unfolds: a question of a list, a section's heading.
fn opens(view: &View<'_>, row: usize) -> bool {
    let page = view.page;
    let words = page.visible_text(page.subtree(row)).split_whitespace().count();
    let folds =
        page.attribute(row, "aria-expanded").is_some() || page.attribute(row, "aria-controls").is_some();
    let heads = page
        .closest(row, view.container, |at| {
            matches!(page.tag(at), Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6)
        })
        .is_some()
        || page
            .subtree(row)
            .any(|at| matches!(page.tag(at), Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6));
    words >= 3 && (folds || heads)
}
