//! Lines that a reader sees between the headline and the article's text, outside the element that holds the text: bylines
//! and datelines that no class names tell.

use offprint_model::{Field, Person};

use super::{Candidate, Value};
use crate::dates::{date_in, is_dateline};
use crate::names::{key, looks_like_name, parse_byline, post_of};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};
use crate::tag::Tag;

/// Lines before the text that are looked at; more, and they belong to something else.
const MOST_LINES: usize = 30;
/// Lines above the headline in which a date is looked for; further up stand the site's own lines.
const ABOVE_HEADLINE: usize = 5;
/// No byline or dateline is longer, in characters.
const LONGEST: usize = 160;

/// Lines after the headline in which a name may stand by itself.
const NEAR: usize = 6;

/// A line that is a name, or a name and a post, with a picture of its bearer on the page: names of sections read like
/// names of people, but nobody takes their portrait.
fn pictured(page: &Page, segment: &Segment) -> Option<Vec<Person>> {
    let mut clauses = segment.text.split(['|', '•', '·', '\n']).map(str::trim);
    let name = clauses.next()?;
    if !looks_like_name(name) {
        return None;
    }
    let post = clauses.next().and_then(post_of);
    let wanted = key(name);
    let portrait = (0..page.len()).any(|row| {
        matches!(page.tag(row), Tag::Img | Tag::AmpImg)
            && page.attribute(row, "alt").is_some_and(|alt| alt.len() < 100 && key(alt).contains(&wanted))
    });
    (portrait || post.is_some()).then(|| {
        let (post, affiliation) = post.unzip();
        vec![Person { post, affiliation: affiliation.flatten(), ..Person::named(name) }]
    })
}

/// A dek is a sentence or two, in characters.
const DEK: std::ops::RangeInclusive<usize> = 40..=400;

/// Whether the line under the headline is its dek: a sentence, no link, no byline or date, no caption.
fn is_dek(under: &Segment, language: Option<&str>) -> bool {
    under.kind == SegmentKind::Paragraph
        && DEK.contains(&under.width)
        && under.linked < 0.2
        && under.ends_sentence()
        && !under.around.has(NO_DEK)
        && parse_byline(&under.text, language).is_none()
        && is_dateline(&under.text, language).is_none()
}

/// Where a sentence under the headline is something else.
const NO_DEK: Purpose = Purpose::COOKIE
    .or(Purpose::NEWSLETTER)
    .or(Purpose::NAVIGATION)
    .or(Purpose::COMMENTS)
    .or(Purpose::SHARE)
    .or(Purpose::AUTHOR)
    .or(Purpose::CREDIT)
    .or(Purpose::SIDEBAR);

/// Reads the lines from the headline, the nearest heading above the text, down to the text.
pub(crate) fn read(page: &Page, before: &[Segment], language: Option<&str>) -> Vec<Candidate> {
    let from = before.len().saturating_sub(MOST_LINES);
    let near = before.get(from..).unwrap_or_default();
    let rank =
        |wanted: u8| near.iter().rposition(|s| matches!(s.kind, SegmentKind::Heading(r) if r == wanted));
    let Some(headline) = rank(1).or_else(|| rank(2)) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(under) = near.get(headline + 1).filter(|under| is_dek(under, language)) {
        found.push(Candidate {
            field: Field::Dek,
            value: Value::Text(super::tidy(&under.text)),
            reader: "lines",
            weight: 0.5,
            path: Some(page.path(under.rows.start)),
        });
    }
    for (index, segment) in near.iter().enumerate().skip(headline.saturating_sub(ABOVE_HEADLINE)) {
        if segment.width > LONGEST || index == headline {
            continue;
        }
        let candidate = |field: Field, value: Value, weight: f32| Candidate {
            field,
            value,
            reader: "lines",
            weight,
            path: Some(page.path(segment.rows.start)),
        };
        if index < headline {
            // A masthead may show the day on which the page was saved: such a date counts only where there is no other.
            if let Some(date) = is_dateline(&segment.text, language) {
                let said =
                    near.get(index.wrapping_sub(1)).is_some_and(|s| s.width < 30 && s.text.ends_with(':'));
                found.push(candidate(Field::Published, Value::Date(date.date), if said { 0.4 } else { 0.3 }));
            }
            continue;
        }
        let people = parse_byline(&segment.text, language);
        let date = if people.is_some() {
            date_in(&segment.text, language)
        } else {
            is_dateline(&segment.text, language)
        };
        let people = people.or_else(|| (index <= headline + NEAR).then(|| pictured(page, segment)).flatten());
        for person in people.into_iter().flatten() {
            found.push(candidate(Field::Authors, Value::Person(person), 0.45));
        }
        if let Some(date) = date {
            let field = if date.modified { Field::Modified } else { Field::Published };
            found.push(candidate(field, Value::Date(date.date), 0.5));
        }
    }
    found
}

/// The first line of the page that is nothing but a date, for pages of which no other reader tells one.
pub(crate) fn any_date(page: &Page, all: &[Segment], language: Option<&str>) -> Option<Candidate> {
    let elsewhere = Purpose::COMMENTS
        .or(Purpose::RELATED)
        .or(Purpose::FOOTER)
        .or(Purpose::CAROUSEL)
        .or(Purpose::NAVIGATION)
        .or(Purpose::COOKIE);
    all.iter().filter(|s| (6..=LONGEST_DATE).contains(&s.width) && !s.around.has(elsewhere)).find_map(
        |segment| {
            let found = is_dateline(&segment.text, language)?;
            let field = if found.modified { Field::Modified } else { Field::Published };
            let value = Value::Date(found.date);
            Some(Candidate {
                field,
                value,
                reader: "lines",
                weight: 0.2,
                path: Some(page.path(segment.rows.start)),
            })
        },
    )
}

/// A line that is only a date, with a word before it and the reading time after it, in characters.
const LONGEST_DATE: usize = 60;
