//! Dates in elements that say they hold one: `<time>`, `itemprop`, class names.
//!
//! A date at the headline is what the reader sees. The words before it, in its own element or the ones around it, tell
//! whether it is that of publication or of a change. Dates of teasers, comments and events, and those in sentences of the
//! text, are left alone.

use offprint_model::Field;

use super::Found;
use super::other_days::{is_in_card, is_in_prose};
use super::place::{Place, Zone};
use crate::dates::{date_in, dates_in, labels_change, parse_machine};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// No date is longer, with the words around it, in characters.
const LONGEST: usize = 100;

/// An element of so short a text has no more rows.
const MOST_ROWS: usize = 200;

/// A page of many dates is a list of articles: more are not looked at.
const MOST: usize = 3;

/// At the headline: it outweighs what the page's data tell machines.
const AT_HEADLINE: f32 = 0.93;

/// After the text.
const AT_FOOT: f32 = 0.5;

/// Elsewhere: tells where nothing else does.
const TOLD: f32 = 0.3;

/// Where dates are those of others.
const ELSEWHERE: Purpose = Purpose::RELATED
    .or(Purpose::COMMENTS)
    .or(Purpose::SIDEBAR)
    .or(Purpose::FOOTER)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::CREDIT)
    .or(Purpose::TESTIMONIAL);

pub(super) fn read(page: &Page, place: &Place, language: Option<&str>, found: &mut Found<'_>) {
    let mut counts = [0usize; 3];
    let own: Vec<usize> = place.headline.into_iter().chain([place.prose]).collect();
    for row in 0..page.len() {
        let this = page.row(row);
        let short = this.chars > 0 && this.chars <= LONGEST && this.end <= row + MOST_ROWS;
        if !this.visible || !short {
            continue;
        }
        let property = page.attribute(row, "itemprop").unwrap_or_default();
        let names_date = this.tag == Tag::Time
            || this.tag != Tag::Text && this.purpose.has(Purpose::DATE)
            || property.contains("datePublished")
            || property.contains("dateModified");
        if !names_date {
            continue;
        }
        let zone = place.zone(row);
        let Some(count) = counts.get_mut(zone as usize).filter(|count| **count < MOST) else { continue };
        if place.is_elsewhere(page, row, ELSEWHERE) {
            continue;
        }
        let text = page.visible_text(page.subtree(row));
        let machine = ["datetime", "content", "title"]
            .iter()
            .filter_map(|name| page.attribute(row, name))
            .find_map(|value| parse_machine(value, language));
        let under_headline = zone == Zone::Head && place.headline.is_some_and(|headline| row > headline);
        if !property.contains("date") && is_in_prose(page, row, &text, language)
            || !under_headline && is_in_card(page, row, &own)
        {
            continue;
        }
        let rank = 0.1 * *count as f32;
        let weight = match zone {
            Zone::Head if place.headline.is_some_and(|headline| row < headline) => 0.55,
            Zone::Head => AT_HEADLINE,
            Zone::Foot => AT_FOOT,
            Zone::Elsewhere => TOLD,
        } - rank;
        let path = || Some(page.path(row));
        let several = dates_in(&text, language);
        if let Some(date) = machine.or_else(|| several.first().map(|one| one.date)) {
            let modified = if property.contains("dateModified") {
                true
            } else if property.contains("datePublished") {
                false
            } else {
                is_change(page, row, date.date_only(), language)
            };
            let field = if modified { Field::Modified } else { Field::Published };
            found.dated(field, date, weight, path());
            *count += 1;
        }
        for other in several.iter().skip(1).take(2) {
            found.dated(other.field(), other.date, weight - 0.1, path());
        }
    }
}

/// Whether the words before a date say that it is the date of a change: “Last updated: <time>…</time>”.
fn is_change(page: &Page, row: usize, day: offprint_model::PartialDate, language: Option<&str>) -> bool {
    for at in std::iter::once(row).chain(page.ancestors(row).take(3)) {
        let this = page.row(at);
        if this.chars > LONGEST || this.end > at + MOST_ROWS || this.tag == Tag::Body {
            break;
        }
        let text = page.visible_text(page.subtree(at));
        let said = dates_in(&text, language)
            .into_iter()
            .find(|found| found.date.date_only() == day)
            .or_else(|| date_in(&text, language));
        if said.is_some_and(|found| found.modified) {
            return true;
        }
    }
    // “<dt>Last reviewed</dt><dd>…”: a line of its own before it.
    line_above(page, row).is_some_and(labels_change)
}

/// Rows above a date in which its label may stand.
const LABEL_ROWS: usize = 8;

/// The last text before a row.
fn line_above(page: &Page, row: usize) -> Option<&str> {
    (row.saturating_sub(LABEL_ROWS)..row)
        .rev()
        .filter(|at| page.tag(*at) == Tag::Text && page.row(*at).visible)
        .map(|at| page.text(at).trim())
        .find(|text| !text.is_empty())
}
