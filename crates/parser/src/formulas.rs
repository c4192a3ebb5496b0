//! Where a page holds a formula and a drawing of it: KaTeX, MathJax 2 and 3.
//!
//! Caught: what KaTeX and MathJax draw with elements and letters, where the formula stands beside it as MathML or TeX.
//! Left alone: a drawing with nothing beside it, which is all that the page has of the formula.

use crate::page::Page;
use crate::tag::Tag;

/// Classes of the elements in which MathJax 2 shows a formula before its script.
const MATHJAX_2: [&str; 8] = [
    "MathJax",
    "MathJax_Display",
    "MathJax_Preview",
    "MathJax_SVG",
    "MathJax_SVG_Display",
    "MathJax_CHTML",
    "MJXc-display",
    "mjx-chtml",
];

/// Elements that MathJax 2 puts before the script of a formula: preview, drawing and what wraps it.
const MOST_BEFORE: usize = 3;

/// Whether a page holds any formula.
pub(crate) fn are_on(page: &Page) -> bool {
    (0..page.len()).any(|row| page.tag(row) == Tag::Math || is_script(page, row))
}

/// Whether a row is the script by which MathJax 2 knows a formula: its TeX.
pub(crate) fn is_script(page: &Page, row: usize) -> bool {
    page.tag(row) == Tag::Script
        && page.attribute(row, "type").is_some_and(|kind| {
            let kind = kind.split(';').next().unwrap_or_default().trim();
            kind.eq_ignore_ascii_case("math/tex")
        })
}

/// Whether the formula of such a script stands by itself.
pub(crate) fn is_display_script(page: &Page, row: usize) -> bool {
    let kind = page.attribute(row, "type").unwrap_or_default();
    let bare: String = kind.to_ascii_lowercase().split_whitespace().collect();
    is_script(page, row) && bare.contains(";mode=display")
}

/// Whether a row has one of some classes.
fn has_class(page: &Page, row: usize, classes: &[&str]) -> bool {
    let names = page.attribute(row, "class").unwrap_or_default();
    names.split_ascii_whitespace().any(|name| classes.contains(&name))
}

/// The formula within a row.
pub(crate) fn within(page: &Page, row: usize) -> Option<usize> {
    page.subtree(row).find(|at| page.tag(*at) == Tag::Math)
}

/// Whether a row draws a formula that the page also holds as one.
pub(crate) fn is_drawing(page: &Page, row: usize) -> bool {
    if !matches!(page.tag(row), Tag::Span | Tag::Div) {
        return false;
    }
    let parent = page.row(row).parent;
    if has_class(page, row, &["katex-html"]) {
        return has_class(page, parent, &["katex"]) && within(page, parent).is_some();
    }
    let name = page.name(row);
    if name.starts_with("mjx-") && page.name(parent) == "mjx-container" {
        return within(page, row).is_none() && within(page, parent).is_some();
    }
    has_class(page, row, &MATHJAX_2) && script_of(page, row).is_some()
}

/// The script of the formula that MathJax 2 has drawn at a row: before it stand only other drawings of its.
fn script_of(page: &Page, row: usize) -> Option<usize> {
    for next in page.after(row).filter(|next| !is_blank(page, *next)).take(MOST_BEFORE) {
        if is_script(page, next) {
            return Some(next);
        }
        if !has_class(page, next, &MATHJAX_2) {
            return None;
        }
    }
    None
}

/// The MathML that MathJax 2 has put into its drawing of a script's formula.
pub(crate) fn of_script(page: &Page, script: usize) -> Option<usize> {
    let parent = page.row(script).parent;
    let before: Vec<usize> =
        page.children(parent).take_while(|at| *at < script).filter(|at| !is_blank(page, *at)).collect();
    let drawn = before.iter().rev().take(MOST_BEFORE).take_while(|at| has_class(page, **at, &MATHJAX_2));
    drawn.filter_map(|at| within(page, *at)).next()
}

fn is_blank(page: &Page, row: usize) -> bool {
    page.tag(row) == Tag::Text && page.text(row).trim().is_empty()
}
