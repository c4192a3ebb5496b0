//! What the page shows as its title and dek: headings, `<title>`, elements that say they are the dek.

use offprint_model::Field;

use super::{Found, Place};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// Weight of the page's only heading of rank 1: what readers see outweighs what `<title>` and the cards of social
/// networks say to search engines, even where these agree with one another.
const ONLY_HEADING: f32 = 1.2;

/// Weight of the one among several that stands right above the text.
const ONE_OF_SEVERAL: f32 = 0.9;

/// Weight of one within or below the text.
const BELOW: f32 = 0.5;

/// Weight of one that is a paragraph.
const PARAGRAPH: f32 = 0.3;

/// Weight of a heading's whole text, where the headline is a part of it: it is known by it, not called so.
const WHOLE: f32 = 0.05;

/// More headings of rank 1 are not looked at.
const MOST_HEADINGS: usize = 12;

/// Where a line under a headline is that of others.
pub(super) const ELSEWHERE: Purpose = Purpose::RELATED
    .or(Purpose::COMMENTS)
    .or(Purpose::SIDEBAR)
    .or(Purpose::FOOTER)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::CREDIT);

pub(super) fn read(page: &Page, place: &Place, found: &mut Found<'_>) {
    let headings: Vec<usize> = (0..page.len())
        .filter(|row| page.tag(*row) == Tag::H1 && page.row(*row).visible && page.row(*row).chars > 0)
        .take(MOST_HEADINGS)
        .collect();
    let home = |row: usize| {
        page.row(row).link_chars * 10 > page.row(row).chars * 8
            && page.subtree(row).chain(page.ancestors(row).take(2)).any(|at| {
                page.tag(at) == Tag::A
                    && page.attribute(at, "href").is_some_and(super::headline::is_front_page)
            })
    };
    let titles = stated_titles(page);
    // The one right above the text; one within the text is a section's.
    let above = |row: &usize| *row <= place.second;
    let headline = place.headline.filter(|row| page.tag(*row) == Tag::H1);
    let headline = headline.or_else(|| headings.iter().copied().find(above)).or(headings.first().copied());
    for row in headings.iter().copied() {
        let text = page.visible_text(page.subtree(row));
        if home(row) {
            found.text(Field::Site, &text, 0.5, Some(page.path(row)));
            found.text(Field::Title, &text, 0.1, Some(page.path(row)));
        } else if headline == Some(row) {
            let weight = match (above(&row), headings.len()) {
                (false, _) => BELOW,
                _ if is_paragraph(&text) => PARAGRAPH,
                (true, 1) => ONLY_HEADING,
                (true, _) => ONE_OF_SEVERAL,
            };
            if let Some(other) = super::site_heading::headline(page, place, row) {
                found.text(
                    Field::Title,
                    &page.visible_text(page.subtree(other)),
                    weight,
                    Some(page.path(other)),
                );
                found.text(Field::Site, &text, 0.5, Some(page.path(row)));
                found.text(Field::Title, &text, WHOLE, Some(page.path(row)));
            } else if let Some(own) = super::heading_parts::headline(page, row, &titles) {
                found.text(Field::Title, &own, weight, Some(page.path(row)));
                found.text(Field::Title, &text, WHOLE, Some(page.path(row)));
            } else {
                found.text(Field::Title, &text, weight, Some(page.path(row)));
            }
        }
    }
    if let Some(row) = (0..page.len()).find(|row| page.tag(*row) == Tag::Title) {
        let text: String = page.raw_text(row);
        found.text(Field::Title, &text, 0.4, Some(page.path(row)));
    }
    dek(page, headline, found);
}

/// No headline is longer, in characters, that is of several sentences.
const LONGEST_OF_SENTENCES: usize = 160;

/// Whether a heading is a paragraph: what a page says of itself to search engines.
fn is_paragraph(text: &str) -> bool {
    let sentences = text.matches(['.', '?', '!']).count();
    sentences > 1 && text.chars().count() > LONGEST_OF_SENTENCES
}

/// The titles that the page tells machines.
fn stated_titles(page: &Page) -> Vec<String> {
    (0..page.len())
        .filter_map(|row| match page.tag(row) {
            Tag::Title => Some(page.raw_text(row)),
            Tag::Meta if matches!(page.attribute(row, "property"), Some("og:title")) => {
                page.attribute(row, "content").map(str::to_owned)
            }
            _ => None,
        })
        .map(|title| super::tidy(&title))
        .filter(|title| !title.is_empty())
        .take(MOST_HEADINGS)
        .collect()
}

/// How many rows after the headline a dek may stand.
const NEAR_HEADLINE: usize = 40;

/// A dek is a sentence or two.
const DEK_CHARS: std::ops::RangeInclusive<usize> = 30..=400;

/// The element after the headline that says it is the dek.
fn dek(page: &Page, headline: Option<usize>, found: &mut Found<'_>) {
    let Some(headline) = headline else { return };
    let after = page.row(headline).end;
    let row = (after..(after + NEAR_HEADLINE).min(page.len())).find(|row| {
        let this = page.row(*row);
        this.purpose.has(Purpose::DEK)
            && !this.purpose.has(ELSEWHERE)
            && this.visible
            && DEK_CHARS.contains(&this.chars)
            && this.link_chars * 2 < this.chars
    });
    if let Some(row) = row {
        found.text(Field::Dek, &page.visible_text(page.subtree(row)), 0.7, Some(page.path(row)));
    }
}
