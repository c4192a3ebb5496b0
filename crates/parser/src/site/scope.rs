//! What of a page is the body: what is included, less what is excluded.
//!
//! Left out is what a user names, whatever it holds; but not the element that holds what the same user includes. What
//! stands beside included elements, within the element around them all, becomes a removal like what stands outside it.

use offprint_model::{Place, Removal, RemovalKind};

use super::selector::{Lookup, Selector};
use crate::page::Page;
use crate::tag::Tag;

/// The rule of what stands beside included elements.
pub(super) const BESIDE: &str = "outside-article";

/// What selectors leave of a page.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Row of the element that is the body, where any is included.
    pub container: Option<usize>,
    /// Rows whose subtrees are left out.
    pub gone: Vec<usize>,
    /// The removals that account for them.
    pub removals: Vec<Removal>,
}

/// What the selectors of a page match.
#[derive(Debug, Default)]
pub(super) struct Matches {
    /// Rows that are the body; outermost and in order.
    pub include: Vec<usize>,
    /// Whether a site config says so.
    pub by_config: bool,
    /// Rows that are left out, each with the selector; outermost and in order.
    pub exclude: Vec<(usize, String)>,
}

/// Finds what selectors match; pushes warnings of those that match nothing.
pub(super) fn matches(
    page: &Page,
    body: usize,
    include: &[Vec<Selector>],
    exclude: &[Selector],
    warnings: &mut Vec<String>,
) -> Matches {
    let looked = Lookup::new(page);
    let rows_of = |selector: &Selector, warnings: &mut Vec<String>| {
        selector.rows(&looked).unwrap_or_else(|_| {
            warnings.push(super::values::too_much_work(selector));
            Vec::new()
        })
    };
    let (mut included, mut by_config) = (Vec::new(), false);
    for list in include {
        let found: Vec<Vec<usize>> = list
            .iter()
            .map(|selector| {
                rows_of(selector, warnings).into_iter().filter(|row| holds_any(page, *row)).collect()
            })
            .collect();
        if found.iter().all(Vec::is_empty) {
            continue;
        }
        for (selector, _) in list.iter().zip(&found).filter(|(_, rows)| rows.is_empty()) {
            warnings.push(format!("{selector} of include matches nothing on the page"));
        }
        // The page around its body is its body; what stands beside that is never shown.
        let in_body = |row: usize| if page.is_within(body, row) { body } else { row };
        included =
            found.into_iter().flatten().map(in_body).filter(|row| page.is_within(*row, body)).collect();
        included.sort_unstable();
        included.dedup();
        by_config = list.iter().all(Selector::is_config);
        break;
    }
    if included.is_empty() && !include.is_empty() {
        let all: Vec<String> = include.iter().flatten().map(Selector::to_string).collect();
        warnings.push(format!(
            "nothing on the page matches {}, so the body was found without site rules",
            all.join(", ")
        ));
    }
    let mut excluded: Vec<(usize, String)> = Vec::new();
    for selector in exclude {
        let rows = rows_of(selector, warnings);
        // A site config lists what may stand on any page of the site; a user's own file is about what they see.
        if rows.is_empty() && !selector.is_config() {
            warnings.push(format!("{selector} of exclude matches nothing on the page"));
        }
        excluded.extend(rows.into_iter().map(|row| (row, selector.to_string())));
    }
    // Stable: of several selectors for one element the first is named.
    excluded.sort_by_key(|(row, _)| *row);
    let mut end = 0;
    excluded.retain(|(row, _)| {
        let outermost = *row >= end;
        if outermost {
            end = page.row(*row).end;
        }
        outermost
    });
    Matches { include: outermost(page, included), by_config, exclude: excluded }
}

/// Whether an element holds words or a picture, seen or not: one that a script is to fill is none of the article.
fn holds_any(page: &Page, row: usize) -> bool {
    let mut at = row;
    while at < page.row(row).end {
        let tag = page.tag(at);
        if tag.is_never_shown() && tag != Tag::Noscript {
            at = page.row(at).end.max(at + 1);
            continue;
        }
        let is_picture = matches!(tag, Tag::Img | Tag::AmpImg | Tag::Svg | Tag::Video | Tag::Audio);
        if is_picture || tag == Tag::Text && !page.text(at).trim().is_empty() {
            return true;
        }
        at += 1;
    }
    false
}

fn outermost(page: &Page, rows: Vec<usize>) -> Vec<usize> {
    let mut end = 0;
    let mut out = rows;
    out.retain(|row| {
        let is = *row >= end;
        if is {
            end = page.row(*row).end;
        }
        is
    });
    out
}

/// Hides in a page what is not to be the body; what stands beside the included elements only where it is not `kept`.
pub(super) fn apply(page: &mut Page, found: Matches, kept: bool, warnings: &mut Vec<String>) -> Scope {
    let mut scope = Scope::default();
    for (row, selector) in found.exclude {
        let holds_body = found.include.iter().any(|included| page.is_within(*included, row));
        let is_page = matches!(page.tag(row), Tag::Html | Tag::Body) || row == 0;
        if holds_body || is_page {
            warnings.push(format!("{selector} would leave out the whole body and was passed over"));
            continue;
        }
        scope.leave_out(page, row, "site-exclude", &selector, RemovalKind::Furniture);
    }
    if let Some(container) = common(page, &found.include) {
        let beside = if kept { Vec::new() } else { apart(page, container, &found.include) };
        for row in beside {
            let why = "stands beside what the site rules include";
            scope.leave_out(page, row, BESIDE, why, RemovalKind::Outside);
        }
        scope.container = Some(container);
    }
    scope
}

impl Scope {
    fn leave_out(&mut self, page: &mut Page, row: usize, rule: &str, reason: &str, kind: RemovalKind) {
        let text = page.visible_text(page.subtree(row));
        if !text.is_empty() {
            self.removals.push(Removal {
                rule: rule.to_owned(),
                reason: reason.to_owned(),
                confidence: 1.0,
                text,
                place: Place { order: u32::try_from(row).unwrap_or(u32::MAX), path: page.path(row) },
                kind,
            });
        }
        page.hide(row);
        self.gone.push(row);
    }
}

/// The innermost element around some rows, in order, whose children are blocks of text.
pub(crate) fn common(page: &Page, rows: &[usize]) -> Option<usize> {
    let (first, last) = (*rows.first()?, *rows.last()?);
    let holds = |at: usize| page.is_within(first, at) && page.is_within(last, at);
    let is_box = |at: usize| {
        let tag = page.tag(at);
        let known = matches!(
            tag,
            Tag::Div
                | Tag::Section
                | Tag::Article
                | Tag::Main
                | Tag::Body
                | Tag::Td
                | Tag::Center
                | Tag::Form
                | Tag::Aside
                | Tag::Header
                | Tag::Footer
                | Tag::Html
                | Tag::Noscript
        );
        known || tag == Tag::Other
    };
    std::iter::once(first).chain(page.ancestors(first)).find(|at| holds(*at) && is_box(*at))
}

/// The outermost rows within a container that neither are nor hold any of some rows, which are given in order.
pub(crate) fn apart(page: &Page, container: usize, rows: &[usize]) -> Vec<usize> {
    let end = page.row(container).end;
    let (mut apart, mut at, mut next) = (Vec::new(), container, 0);
    while at < end {
        while rows.get(next).is_some_and(|row| *row < at) {
            next += 1;
        }
        match rows.get(next) {
            Some(row) if *row == at => at = page.row(at).end.max(at + 1),
            Some(row) if page.is_within(*row, at) => at += 1,
            _ => {
                apart.push(at);
                at = page.row(at).end.max(at + 1);
            }
        }
    }
    apart
}
