//! Furniture within lines: what stands in a heading or sentence and is no word of it.
//!
//! Caught: permanent links (`¶`, `#`) in headings and terms, links that edit a section (`[edit]`), and words for
//! screen readers within a longer line, the numbers by which a text scrape names its links, and the numbers at marks of
//! printed pages, which become page breaks, and drawings of formulas. Left alone: a mark that is the whole line, a `§` in a sentence, a hidden text
//! that names its language (`sr` is Serbian too), and lines for screen readers, which are cleaning's.
//!
//! It goes before anything else looks at the page, so that titles and headings are read without it.

use offprint_model::{Place, Removal, RemovalKind};

use crate::clean::Rule;
use crate::formulas;
use crate::page::Page;
use crate::page_breaks::mark;
use crate::purpose::Purpose;
use crate::scrape::MARK_ATTRIBUTE;
use crate::tag::Tag;

/// What permanent links show.
const MARKS: [&str; 7] = ["¶", "#", "§", "⁋", "🔗", "⚓", "∞"];

/// Classes of permanent links, as the usual generators of pages write them.
const CLASSES: [&str; 5] = ["headerlink", "header-link", "permalink", "anchor", "heading-anchor"];

/// Longest words of an edit link with its brackets, in characters.
const LONGEST_EDIT: usize = 40;

/// Longest text for screen readers within a line, in characters, as for lines of them.
const LONGEST_HIDDEN: usize = 200;

/// A line of less, in characters, may be a byline or date whose hidden words say what it is.
const SHORT_LINE: usize = 80;

/// The rules; words for screen readers have that of their pass.
pub(crate) const RULES: [Rule; 5] = [
    Rule::new("permalink", "is the mark of a permanent link"),
    Rule::new("edit-link", "is a link in brackets that edits the section"),
    Rule::new("link-number", "is the number of a link in a list of addresses"),
    Rule::new("formula-drawing", "draws a formula that the page also holds as one"),
    Rule::new("page-break", "is the number of a page of the printed edition, where that begins"),
];

/// Hides the furniture within lines of a page; the removals that account for it.
pub(crate) fn hide(page: &mut Page) -> Vec<Removal> {
    hide_but(page, &[])
}

/// The same for all rules but some.
pub(crate) fn hide_but(page: &mut Page, keep: &[String]) -> Vec<Removal> {
    let has_formulas = formulas::are_on(page);
    let mut found: Vec<(usize, &str, &str)> = Vec::new();
    let mut row = 0;
    while row < page.len() {
        let at = page.row(row);
        let rule = if at.tag == Tag::Text || !at.visible || at.chars == 0 {
            None
        } else if has_formulas && formulas::is_drawing(page, row) {
            Some(("formula-drawing", "draws a formula that the page also holds as one"))
        } else {
            rule_of(page, row)
        };
        match rule.filter(|(name, _)| !keep.iter().any(|kept| kept == name)) {
            Some((rule, reason)) => {
                found.push((row, rule, reason));
                row = at.end;
            }
            None => row += 1,
        }
    }
    let removals = found.iter().map(|(row, rule, reason)| Removal {
        rule: (*rule).to_owned(),
        reason: (*reason).to_owned(),
        confidence: 0.9,
        text: page.visible_text(page.subtree(*row)),
        place: Place { order: u32::try_from(*row).unwrap_or(u32::MAX), path: page.path(*row) },
        kind: RemovalKind::Furniture,
    });
    let removals = removals.collect();
    for (row, _, _) in found {
        page.hide(row);
    }
    removals
}

fn rule_of(page: &Page, row: usize) -> Option<(&'static str, &'static str)> {
    let at = page.row(row);
    if mark(page, row).is_some_and(|mark| mark.shows_label) {
        return Some(("page-break", "the number of a page of the printed edition, where that begins"));
    }
    if !at.tag.is_inline() {
        return None;
    }
    if page.attribute(row, MARK_ATTRIBUTE).is_some() {
        return Some(("link-number", "the number of a link in a list of addresses"));
    }
    let block = page.ancestors(row).find(|above| !page.tag(*above).is_inline())?;
    // What is all of its line is a line's matter.
    if page.row(block).chars <= at.chars {
        return None;
    }
    let (chars, tag) = (at.chars, page.tag(block));
    let in_heading = tag.heading_rank().is_some();
    if at.tag == Tag::A
        && chars <= 2
        && (in_heading || matches!(tag, Tag::Dt | Tag::Figcaption | Tag::Caption))
    {
        let names = page.attribute(row, "class").unwrap_or_default();
        let named = names.split_whitespace().any(|name| CLASSES.contains(&name));
        let leads_here = page.attribute(row, "href").is_some_and(|href| href.contains('#'));
        let text = page.visible_text(page.subtree(row));
        if MARKS.contains(&text.trim_end_matches('\u{fe0e}')) && (leads_here || named) {
            return Some(("permalink", "the mark of a permanent link"));
        }
    }
    if in_heading && chars <= LONGEST_EDIT && edits(page, row) {
        return Some(("edit-link", "a link in brackets that edits the section"));
    }
    let hidden = at.purpose.has(Purpose::HIDDEN) && page.attribute(row, "lang").is_none();
    let in_link = at.link_chars == chars;
    let of_line = in_heading
        || matches!(tag, Tag::P | Tag::Li | Tag::Td | Tag::Dd | Tag::Figcaption | Tag::Caption)
            && (in_link || page.row(block).chars >= SHORT_LINE);
    if hidden && of_line && chars <= LONGEST_HIDDEN {
        return Some(("screen-reader-only", "words for screen readers within a line"));
    }
    None
}

/// Whether an element shows nothing but links in brackets, one of which edits.
fn edits(page: &Page, row: usize) -> bool {
    let text = page.visible_text(page.subtree(row));
    let edits = |at: usize| {
        page.tag(at) == Tag::A && page.attribute(at, "href").is_some_and(|href| href.contains("action=edit"))
    };
    text.starts_with(['[', '［'])
        && text.ends_with([']', '］'])
        && page.row(row).link_chars > 0
        && page.subtree(row).any(edits)
}

#[cfg(test)]
mod tests {
    use offprint_model::InputKind;

    use super::*;
    use crate::Options;

    fn left(html: &str) -> (String, Vec<String>) {
        let mut page = Page::parse(html, InputKind::Html, &Options::default()).unwrap();
        let removals = hide(&mut page);
        (page.visible_text(0..page.len()), removals.into_iter().map(|removal| removal.text).collect())
    }

    #[test]
    fn takes_marks_of_permanent_links_out_of_headings() {
        let (text, gone) =
            left("<h2 id=a>Files<a class=headerlink href='#a'>¶</a></h2><p>See <a href='#n'>§</a> 4.");
        assert_eq!((text.as_str(), gone), ("Files See § 4.", vec!["¶".to_owned()]));
    }

    #[test]
    fn takes_edit_links_out_of_headings() {
        let edit = "<span>[</span><a href='/w?action=edit&amp;section=1'>bearbeiten</a><span>]</span>";
        let (text, gone) =
            left(&format!("<h2><span>Geschichte</span><span>{edit}</span></h2><h2>On [sic]</h2>"));
        assert_eq!((text.as_str(), gone), ("Geschichte On [sic]", vec!["[bearbeiten]".to_owned()]));
    }

    #[test]
    fn takes_words_for_screen_readers_out_of_lines_but_no_language() {
        let (text, gone) = left(
            "<p>Fill in <a href='/f'>the form<span class=sr-only> (new tab)</span></a> or \
             <span class=sr lang=sr>Sedi, ne žuri</span>.</p><p><span class=sr-only>By</span> A. Poe</p>",
        );
        assert_eq!(text, "Fill in the form or Sedi, ne žuri. By A. Poe");
        assert_eq!(gone, ["(new tab)"]);
    }
}
