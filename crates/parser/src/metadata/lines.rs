//! Lines that a reader sees between the headline and the article's text, outside the element that holds the text: bylines
//! and datelines that no class names tell.

use offprint_model::{Field, InputKind, PartialDate, Person, PersonKind};

use super::other_days::is_in_card;
use super::place::{Place, Zone, is_caption};
use super::{Candidate, Value};
use crate::dates::{date_in, is_dateline, relative};
use crate::names::{is_desk, key, looks_like_name, may_hold_name, parse_byline, post_of};
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
    let mut clauses = segment.text.split(['|', '•', '·', '⋅', '∙', '\n']).map(str::trim);
    let name = clauses.next()?;
    if !looks_like_name(name) {
        return None;
    }
    let post = clauses.next().and_then(post_of);
    let portrait = portrayed(page, name);
    (portrait || post.is_some()).then(|| {
        let (post, affiliation) = post.unzip();
        vec![Person { post, affiliation: affiliation.flatten(), ..Person::named(name) }]
    })
}

/// Whether a picture on the page says that it shows somebody.
fn portrayed(page: &Page, name: &str) -> bool {
    let wanted = key(name);
    (0..page.len()).any(|row| {
        matches!(page.tag(row), Tag::Img | Tag::AmpImg)
            && page.attribute(row, "alt").is_some_and(|alt| alt.len() < 100 && key(alt).contains(&wanted))
    })
}

/// A byline between headline and text: what the reader sees outweighs what the data tell.
const BYLINE: f32 = 0.84;

/// A name beside a date, or with a portrait.
const BARE_NAME: f32 = 0.56;

/// Reads the lines from the headline down to the text, and some above it. `head` ends where the text itself begins.
pub(crate) fn read(page: &Page, head: &[Segment], place: &Place, language: Option<&str>) -> Vec<Candidate> {
    let mut found = Vec::new();
    let at_headline = |segment: &Segment| place.is_headline(segment);
    let known = head.iter().rposition(at_headline).map(|at| at.saturating_sub(ABOVE_HEADLINE));
    let from = known.unwrap_or_else(|| head.len().saturating_sub(MOST_LINES));
    let near = head.get(from..(from + MOST_LINES).min(head.len())).unwrap_or_default();
    let rank =
        |wanted: u8| near.iter().rposition(|s| matches!(s.kind, SegmentKind::Heading(r) if r == wanted));
    let headline = near.iter().position(at_headline).or_else(|| rank(1)).or_else(|| rank(2));
    let Some(headline) = headline else { return found };
    let others = OTHERS.without(place.around);
    let mut seen: Option<usize> = None;
    let mut bare = false;
    let mut awaited = false;
    for (index, segment) in near.iter().enumerate().skip(headline.saturating_sub(ABOVE_HEADLINE)) {
        let caption =
            matches!(segment.kind, SegmentKind::Caption | SegmentKind::Picture) || is_caption(page, segment);
        if segment.width > LONGEST || index == headline || caption || segment.around.has(others) {
            continue;
        }
        let candidate = |field: Field, value: Value, weight: f32| Candidate {
            field,
            value,
            reader: "lines",
            weight,
            path: Some(page.path(segment.rows.start)),
        };
        let people = parse_byline(&segment.text, language);
        let about = segment.around.has(ABOUT) && segment.width <= LONGEST_DATE && index > headline;
        let date = if people.is_some() || about {
            date_in(&segment.text, language)
        } else {
            is_dateline(&segment.text, language)
        };
        let own = [place.headline.unwrap_or(place.prose), place.prose];
        if let Some(mut date) =
            date.filter(|_| index > headline || !is_in_card(page, segment.rows.start, &own))
        {
            date.modified |= super::weak_dates::is_labelled_change(near, index);
            let field = date.field();
            // A masthead may show the day on which the page was saved: such a date counts only where there is no other.
            let said = near.get(index.wrapping_sub(1)).is_some_and(|s| s.width < 30 && s.text.ends_with(':'));
            let weight = match (index < headline, said) {
                (false, _) => 0.5,
                (true, true) => 0.4,
                (true, false) => 0.3,
            };
            found.push(candidate(field, Value::Date(date.date), weight));
        }
        // Names of several lines far apart are of several articles.
        let together = seen.is_none_or(|last| index <= last + NEAR);
        // “By” or “Author(s)” in a line of its own: the names stand below it.
        let announced = std::mem::replace(&mut awaited, people.as_ref().is_some_and(Vec::is_empty));
        let people = people.filter(|people| !people.is_empty() && together);
        let people = people.or_else(|| {
            let named = announced.then(|| named_alone(&segment.text)).flatten();
            // Of handles and teams there is one, of names there may be more.
            awaited |= named.iter().flatten().any(|person| looks_like_name(&person.name));
            named
        });
        if people.is_some() {
            seen = Some(index);
        }
        for person in people.iter().flatten() {
            let weight = if index < headline { BARE_NAME } else { BYLINE };
            found.push(candidate(Field::Authors, Value::Person(person.clone()), weight));
        }
        if people.is_none() && !bare && index <= headline + NEAR {
            let named = pictured(page, segment)
                .filter(|_| index > headline)
                .or_else(|| beside_date(near, index, language))
                .or_else(|| (index > headline).then(|| with_degrees(segment)).flatten())
                .or_else(|| (index > headline).then(|| handle(segment)).flatten());
            bare = named.is_some();
            for person in named.into_iter().flatten() {
                found.push(candidate(Field::Authors, Value::Person(person), BARE_NAME));
            }
        }
    }
    found
}

/// Where a short line is about the article, and a date in it is its own, whatever else it says.
const ABOUT: Purpose = Purpose::AUTHOR.or(Purpose::DATE).or(Purpose::META);

/// Where lines about articles are about others.
const OTHERS: Purpose = Purpose::RELATED
    .or(Purpose::COMMENTS)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::COOKIE)
    .or(Purpose::TESTIMONIAL);

/// The name that a line is, or the handle or team.
fn named_alone(text: &str) -> Option<Vec<Person>> {
    if text.chars().count() > 60 {
        return None;
    }
    let named: Vec<Person> =
        crate::names::split_people(text).into_iter().filter(|person| person.post.is_none()).collect();
    let good = |p: &Person| looks_like_name(&p.name) || p.kind == PersonKind::Group && is_desk(&p.name);
    if !named.is_empty() && named.iter().all(good) {
        return Some(named);
    }
    crate::names::signature(text).map(|one| vec![one])
}

/// A line of nothing but names with degrees: “Ann Poe, DVM, DACVB; John Roe, BA”.
fn with_degrees(segment: &Segment) -> Option<Vec<Person>> {
    let parts: Vec<&str> =
        segment.text.split([',', ';', '&']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let degrees = parts.iter().filter(|part| is_degree(part)).count();
    let names = parts.iter().filter(|part| looks_like_name(part)).count();
    let heading = matches!(segment.kind, SegmentKind::Heading(1 | 2));
    (degrees > 0
        && names > 0
        && degrees + names == parts.len()
        && !heading
        && looks_like_name(parts.first()?))
    .then(|| parts.iter().filter(|part| looks_like_name(part)).map(|name| Person::named(*name)).collect())
}

/// Two to six capitals, perhaps with points and a field in brackets: “DACVB”, “M.D.”, “VTS (Behavior)”.
fn is_degree(part: &str) -> bool {
    let bare = part.split_once(" (").map_or(part, |(bare, _)| bare);
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    (2..=6).contains(&letters)
        && bare.split_whitespace().count() == 1
        && bare.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// “by ibby” in a line of its own under the headline.
fn handle(segment: &Segment) -> Option<Vec<Person>> {
    let paragraph = matches!(segment.kind, SegmentKind::Paragraph | SegmentKind::ListItem);
    let text = segment.text.strip_prefix("by ").or_else(|| segment.text.strip_prefix("By "))?;
    let one = paragraph && text.split_whitespace().count() == 1;
    one.then(|| crate::names::signature(text)).flatten().map(|person| vec![person])
}

/// A date and what a dash parts from it: “11.12.2019 - Ann Poe”.
fn dated_dash(fact: &str) -> Vec<&str> {
    let parts = [" - ", " – ", " — "].iter().find_map(|dash| fact.split_once(dash));
    match parts {
        Some((date, rest)) if is_dateline(date, None).is_some() => vec![date, rest],
        Some((rest, date)) if is_dateline(date, None).is_some() => vec![rest, date],
        _ => vec![fact],
    }
}

/// A name by itself next to a date, in one line or in two: “26 December 2025 • Ann Poe in Gardens”.
fn beside_date(near: &[Segment], index: usize, language: Option<&str>) -> Option<Vec<Person>> {
    let segment = near.get(index)?;
    let dated = |at: usize| near.get(at).is_some_and(|s| is_dateline(&s.text, language).is_some());
    let facts: Vec<&str> = segment
        .text
        .split(['|', '•', '·', '⋅', '∙', '\n'])
        .flat_map(dated_dash)
        .map(str::trim)
        .filter(|fact| !fact.is_empty())
        .collect();
    let here = facts.len() > 1 && facts.iter().any(|fact| is_dateline(fact, language).is_some());
    let beside = facts.len() == 1 && (dated(index + 1) || dated(index.wrapping_sub(1)));
    if !here && !beside {
        return None;
    }
    facts.iter().take(4).find_map(|fact| {
        let name = fact.split_once(" on behalf of ").map_or(*fact, |(name, _)| name);
        let name = name.split_once(" in ").map_or(name, |(name, _)| name).trim();
        (looks_like_name(name) && !matches!(segment.kind, SegmentKind::Heading(1 | 2)))
            .then(|| vec![Person::named(name)])
    })
}

/// After the text: a name in a line of its own with a portrait of its bearer on the page, and below it a sentence about
/// them: “Ann Poe is head of gardens at…”.
pub(crate) fn at_foot(page: &Page, all: &[Segment], place: &Place) -> Vec<Candidate> {
    let first = all.partition_point(|segment| segment.rows.start < place.end.saturating_sub(1));
    let mut found = Vec::new();
    for (index, segment) in all.iter().enumerate().skip(first.saturating_sub(3)).take(MOST_LINES) {
        if segment.width > LONGEST_NAME || segment.around.has(OTHERS) || !may_hold_name(&segment.text) {
            continue;
        }
        let Some(person) = crate::names::split_people(&segment.text).into_iter().next() else { continue };
        let Some(family) = person.name.split_whitespace().next_back() else { continue };
        if !looks_like_name(&person.name) || !portrayed(page, &person.name) {
            continue;
        }
        let told = all.iter().skip(index + 1).take(3).any(|below| {
            below.width > 60
                && below.ends_sentence()
                && (below.text.starts_with(&person.name)
                    || below.text.split(|c: char| !c.is_alphanumeric()).take(12).any(|word| word == family))
        });
        if told {
            found.push(Candidate {
                field: Field::Authors,
                value: Value::Person(person),
                reader: "lines",
                weight: 0.52,
                path: Some(page.path(segment.rows.start)),
            });
        }
    }
    found
}

/// A name with its degrees is no longer, in characters.
const LONGEST_NAME: usize = 70;

/// The first line at the headline that tells its day by how far it lies back: “3 days ago”.
pub(crate) fn relative_date(
    page: &Page,
    all: &[Segment],
    place: &Place,
    captured: PartialDate,
) -> Option<Candidate> {
    let at_headline = |segment: &&Segment| {
        segment.width <= LONGEST_DATE
            && !matches!(segment.kind, SegmentKind::Heading(_))
            && (page.kind == InputKind::Text || place.zone(segment.rows.start) == Zone::Head)
            && !segment.around.has(OTHERS.without(place.around))
    };
    all.iter().filter(at_headline).find_map(|segment| {
        let facts = segment.text.split(['|', '•', '·', '⋅', '∙', '\n']);
        let date = facts.map(str::trim).find_map(|fact| relative(fact, captured))?;
        Some(Candidate {
            field: Field::Published,
            value: Value::Date(date),
            reader: "lines",
            weight: 0.2,
            path: Some(page.path(segment.rows.start)),
        })
    })
}

/// A line that is only a date, with a word before it and the reading time after it, in characters.
const LONGEST_DATE: usize = 60;
