//! Dates that a reader sees: in the lines of the head, in `<time>` and in elements whose names say that they are dates.

use offprint_model::{Field, PartialDate};

use super::Found;
use super::head::{Head, is_elsewhere};
use crate::dates::{dates_in, parse_machine, says_update};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// No line with the article's date is longer, in characters, or has more words besides the date and the byline.
const LONGEST: usize = 160;
const MOST_OTHER_WORDS: usize = 9;

/// Dates in elements outside the head that are looked at: further down there are teasers.
const MOST_OUTSIDE: usize = 3;

/// A date in the head is what the page itself tells its readers; it outweighs data.
const IN_HEAD: f32 = 1.15;

pub(super) fn read(page: &Page, head: &Head, language: Option<&str>, found: &mut Found<'_>) {
    let mut labelled_update = false;
    for line in &head.lines {
        if line.text.chars().count() > LONGEST {
            labelled_update = false;
            continue;
        }
        for date in dates_in(&line.text, language) {
            if date.other_words > MOST_OTHER_WORDS {
                break;
            }
            let field = if date.modified || labelled_update { Field::Modified } else { Field::Published };
            let pure = if date.other_words == 0 { IN_HEAD } else { IN_HEAD - 0.01 * date.other_words as f32 };
            let exact = exact(page, line.row, date.date);
            found.date_of(field, exact, pure, Some(page.path(line.row)));
        }
        // “Last updated”, and the date in the line below.
        labelled_update = says_update(&line.text);
    }
    let mut outside = 0;
    for row in 0..page.len() {
        let this = page.row(row);
        if this.tag == Tag::Text || !this.visible || this.chars > LONGEST {
            continue;
        }
        let property = page.attribute(row, "itemprop").or_else(|| page.attribute(row, "property")).unwrap_or_default();
        let named = this.tag == Tag::Time
            || this.purpose.has(Purpose::DATE)
            || property.contains("datePublished")
            || property.contains("dateModified");
        if !named || outside >= MOST_OUTSIDE || is_elsewhere(page, row) {
            continue;
        }
        let in_head = head.rows.contains(&row);
        let linked = page.ancestors(row).any(|at| page.tag(at) == Tag::A);
        // Above the head there are other articles' dates; so there are in teasers, which are links.
        if !in_head && (linked || head.headline.is_some_and(|(headline, _)| row < headline)) {
            continue;
        }
        let text = page.visible_text(page.subtree(row));
        let machine = ["datetime", "content", "title"]
            .iter()
            .filter_map(|name| page.attribute(row, name))
            .find_map(parse_machine);
        let seen = dates_in(&text, language).into_iter().next();
        let modified = property.contains("dateModified") || seen.as_ref().is_some_and(|d| d.modified) || says_update(&text);
        let field = if modified { Field::Modified } else { Field::Published };
        // A reader's day may differ from the machine's by the time zone: the reader's counts.
        let date = match (machine, seen.map(|d| d.date)) {
            (Some(machine), Some(seen)) if machine.date_only() == seen => Some(machine),
            (_, Some(seen)) => Some(seen),
            (machine, None) => machine,
        };
        let Some(date) = date else { continue };
        if !in_head {
            outside += 1;
        }
        let weight = if in_head { IN_HEAD - 0.1 } else { 0.62 - 0.15 * outside as f32 };
        found.date_of(field, date, weight, Some(page.path(row)));
    }
}

/// The date with its time of day, where a `<time>` around the line has it for the same day.
fn exact(page: &Page, row: usize, date: PartialDate) -> PartialDate {
    page.ancestors(row)
        .take(3)
        .filter(|at| page.tag(*at) == Tag::Time)
        .find_map(|at| page.attribute(at, "datetime").and_then(parse_machine))
        .filter(|machine| machine.date_only() == date)
        .unwrap_or(date)
}
