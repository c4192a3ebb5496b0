//! Dates that nothing on the page says are dates: for pages of which no other reader tells one. Each way is weaker than
//! the one before, and the first that finds one ends the search.
//!
//! Caught: a line that is nothing but a date; one at the headline that says little else (“Bonn, 11.10.2021”, “Press
//! release of 20 January 2022”, “Saved by ibby on 24 July 2017”); the day in small print within the headline; a first
//! paragraph that begins with one, as press releases do; a line anywhere that says it is when the page was published or
//! changed; the day at the beginning of the title.
//! Left alone: dates in sentences, in lists of other articles, in comments, and years and months without a day.

use super::other_days::is_in_card;
use super::{Candidate, Place, Value};
use crate::dates::{date_in, dates_in, is_dateline, labelled_date, labels_change, names_other_day};
use crate::names::parse_byline;
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};

/// A line that is only a date, with a word before it and the reading time after it, in characters.
const LONGEST_DATE: usize = 60;

/// A line that says of a date what it is, in characters.
const LONGEST_LABELLED: usize = 140;

/// Words that a line at the headline may hold besides the date.
const FEW_WORDS: usize = 6;

/// Characters of the first paragraph among which its place and day stand.
const OPENING: usize = 90;

/// Segments before and after the headline among which a date is looked for.
const AROUND: usize = 12;

/// Signs in a line that say that it is about something else.
const OTHER_SIGNS: [char; 6] = ['©', '€', '$', '£', '%', '+'];

/// Whether a line says that its day is that of something else.
fn is_of_something_else(text: &str) -> bool {
    text.contains(OTHER_SIGNS) || text.to_lowercase().split(|c: char| !c.is_alphabetic()).any(names_other_day)
}

/// What any of these weighs: less than whatever says that it is a date.
const WEIGHT: f32 = 0.2;

/// Where dates are those of others.
const ELSEWHERE: Purpose = Purpose::COMMENTS
    .or(Purpose::RELATED)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::COOKIE)
    .or(Purpose::SIDEBAR);

/// Looks for a date; `inside` are the segments of the article's container, `titles` what may be its title.
pub(crate) fn read(
    page: &Page,
    all: &[Segment],
    inside: &[Segment],
    place: &Place,
    titles: &[String],
    language: Option<&str>,
) -> Option<Candidate> {
    alone(page, all, place, language)
        .or_else(|| at_headline(page, all, place, language))
        .or_else(|| opening(page, inside, language))
        .or_else(|| labelled(page, all, place, language))
        .or_else(|| titles.iter().find_map(|title| in_title(title, language)))
}

fn candidate(found: &crate::dates::FoundDate, path: Option<String>) -> Candidate {
    Candidate { field: found.field(), value: Value::Date(found.date), reader: "lines", weight: WEIGHT, path }
}

/// The first line of the page that is nothing but a date.
fn alone(page: &Page, all: &[Segment], place: &Place, language: Option<&str>) -> Option<Candidate> {
    let own: Vec<usize> = place.headline.into_iter().chain([place.prose]).collect();
    let elsewhere = ELSEWHERE.without(Purpose::SIDEBAR).or(Purpose::FOOTER);
    let is_line = |s: &Segment| (6..=LONGEST_DATE).contains(&s.width) && !s.around.has(elsewhere);
    all.iter().enumerate().filter(|(_, segment)| is_line(segment)).find_map(|(index, segment)| {
        let signed = || parse_byline(&segment.text, language).filter(|people| !people.is_empty());
        let mut found = is_dateline(&segment.text, language)
            .or_else(|| signed().and_then(|_| date_in(&segment.text, language)))?;
        found.modified |= is_labelled_change(all, index);
        (!is_in_card(page, segment.rows.start, &own))
            .then(|| candidate(&found, Some(page.path(segment.rows.start))))
    })
}

/// Whether the line before a date says that it is that of a change.
pub(super) fn is_labelled_change(all: &[Segment], index: usize) -> bool {
    index.checked_sub(1).and_then(|above| all.get(above)).is_some_and(|above| labels_change(&above.text))
}

/// A short line at the headline that holds one day and says little else, and the day within the headline.
fn at_headline(page: &Page, all: &[Segment], place: &Place, language: Option<&str>) -> Option<Candidate> {
    let headline = place.headline?;
    let at = all.iter().position(|segment| place.is_headline(segment))?;
    let small = super::heading_parts::beside(page, headline).and_then(|text| date_in(&text, language));
    if let Some(found) = small.filter(|found| found.date.day().is_some()) {
        return Some(candidate(&found, Some(page.path(headline))));
    }
    let elsewhere = ELSEWHERE.without(place.around);
    let own = [headline, place.prose];
    let is_line = |segment: &&Segment| {
        (6..=LONGEST_LABELLED).contains(&segment.width)
            && !segment.around.has(elsewhere)
            && !matches!(segment.kind, SegmentKind::Heading(_) | SegmentKind::Caption)
            && segment.linked < 0.9
            && segment.rows.start <= place.second.max(headline)
    };
    let after = all.iter().skip(at + 1).take(AROUND).filter(is_line);
    let before = all.iter().take(at).rev().take(AROUND / 2).filter(is_line);
    after.chain(before).find_map(|segment| {
        let dates = dates_in(&segment.text, language);
        let only = dates.first().filter(|found| dates.len() == 1 && found.date.day().is_some())?;
        if is_of_something_else(&segment.text) || is_in_card(page, segment.rows.start, &own) {
            return None;
        }
        let few = date_in(&segment.text, language).is_some_and(|found| {
            found.other_words <= FEW_WORDS && !(segment.ends_sentence() && found.other_words > 3)
        });
        few.then(|| candidate(only, Some(page.path(segment.rows.start))))
    })
}

/// The place and day with which the first paragraph begins: “BERN, 21 November 2022 – The…”, “(21 November 2022) The…”.
fn opening(page: &Page, inside: &[Segment], language: Option<&str>) -> Option<Candidate> {
    let first = inside.iter().find(|s| s.prose() > 0.0 && s.width > LONGEST_DATE)?;
    let head: String = first.text.chars().take(OPENING).collect();
    let end =
        [" – ", " — ", " - ", " -- ", ") ", "): ", ": "].iter().filter_map(|sign| head.find(sign)).min()?;
    let head = head.get(..end)?;
    let found = date_in(head, language)
        .filter(|found| found.date.day().is_some() && found.other_words <= FEW_WORDS)?;
    Some(candidate(&found, Some(page.path(first.rows.start))))
}

/// A line anywhere, the foot of the page too, that says that it is when the page was published or changed.
fn labelled(page: &Page, all: &[Segment], place: &Place, language: Option<&str>) -> Option<Candidate> {
    let own: Vec<usize> = place.headline.into_iter().chain([place.prose]).collect();
    all.iter()
        .filter(|s| (10..=LONGEST_LABELLED).contains(&s.width) && !s.around.has(ELSEWHERE) && s.linked < 0.8)
        .find_map(|segment| {
            let found = labelled_date(&segment.text, language).filter(|found| found.date.day().is_some())?;
            (!is_in_card(page, segment.rows.start, &own))
                .then(|| candidate(&found, Some(page.path(segment.rows.start))))
        })
}

/// The day with which a title begins or ends.
fn in_title(title: &str, language: Option<&str>) -> Option<Candidate> {
    let parts: Vec<&str> = title.split(['|', '–', '—']).map(str::trim).collect();
    let found = parts.iter().find_map(|part| {
        date_in(part, language).filter(|found| found.other_words == 0 && found.date.day().is_some())
    });
    found.map(|found| candidate(&found, None))
}
