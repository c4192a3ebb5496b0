//! Nothing vanishes: every visible text outside the body becomes a removal, with its rule and place.

use std::ops::Range;

use offprint_model::{Place, Removal, RemovalKind};

use crate::clean::{Proposal, Rule};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::Segment;
use crate::tag::Tag;

/// Rules of what stands outside the container that no pass has; `rule_of` also names some of the passes'.
pub(crate) const RULES: [Rule; 5] = [
    Rule::new("outside-article", "stands outside the element that holds the article's text"),
    Rule::new("navigation", "is a navigation element outside the article"),
    Rule::new("header", "is a header outside the article's text"),
    Rule::new("footer", "is a footer outside the article"),
    Rule::new("side-column", "is set aside, outside the article"),
];

/// What stands outside the container, a removal for each outermost element that the container is not in.
pub(crate) fn outside(page: &Page, body: usize, container: usize) -> Vec<Removal> {
    let chain: Vec<usize> = std::iter::once(container)
        .chain(page.ancestors(container))
        .take_while(|row| *row != body)
        .chain([body])
        .collect();
    let mut removals = Vec::new();
    for row in chain.iter().skip(1).rev() {
        for child in page.children(*row).filter(|child| !chain.contains(child)) {
            let text = page.visible_text(page.subtree(child));
            if text.is_empty() {
                continue;
            }
            let (rule, reason) = rule_of(page, child);
            removals.push(Removal {
                rule: rule.to_owned(),
                reason: reason.to_owned(),
                confidence: 0.9,
                text,
                place: place(page, child),
                kind: RemovalKind::Outside,
            });
        }
    }
    removals
}

fn rule_of(page: &Page, row: usize) -> (&'static str, &'static str) {
    let purpose = page.row(row).purpose;
    match page.tag(row) {
        Tag::Nav => ("navigation", "a navigation element outside the article"),
        Tag::Footer => ("footer", "a footer outside the article"),
        Tag::Header => ("header", "a header outside the article's text"),
        Tag::Aside => ("side-column", "set aside, outside the article"),
        _ if purpose.has(Purpose::COMMENTS) => {
            ("comments", "says that it holds comments, outside the article")
        }
        _ if purpose.has(Purpose::COOKIE) => {
            ("cookie-wall", "says that it asks for consent, outside the article")
        }
        _ if purpose.has(Purpose::RELATED) => {
            ("related-links", "says that it leads elsewhere, outside the article")
        }
        _ => ("outside-article", "stands outside the element that holds the article's text"),
    }
}

/// What the passes removed from the container.
pub(crate) fn removed(page: &Page, segments: &[Segment], proposals: &[Proposal]) -> Vec<Removal> {
    proposals
        .iter()
        .filter_map(|proposal| {
            let range = segments.get(proposal.segments.clone())?;
            let text = range
                .iter()
                .map(|s| s.text.as_str())
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join("\n");
            let first = range.first()?;
            (!text.is_empty()).then(|| Removal {
                rule: proposal.rule.name.to_owned(),
                reason: format!("{}: {}", proposal.rule.what, proposal.reason),
                confidence: proposal.confidence,
                text,
                place: place(page, anchor(page, first)),
                kind: proposal.kind,
            })
        })
        .collect()
}

/// The row by which a segment is named: its block where it is all of it.
fn anchor(page: &Page, segment: &Segment) -> usize {
    let rows: Range<usize> = page.subtree(segment.block);
    if segment.rows.start <= rows.start + 1 { segment.block } else { segment.rows.start }
}

/// Where a row stands, as removals say it.
pub(crate) fn place(page: &Page, row: usize) -> Place {
    Place { order: u32::try_from(row).unwrap_or(u32::MAX), path: page.path(row) }
}
