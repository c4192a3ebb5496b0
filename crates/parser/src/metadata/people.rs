//! Of the people whom several sources name, those who made the article.
//!
//! A source is what one reader found of one weight: a byline, an item of data. The best source is taken whole, with what the
//! others tell of the same people. What the reader sees at the headline outweighs data; a source that names a person
//! outweighs one that names a group, which is often the site under another name.

use offprint_model::{Field, Person, PersonKind, Role};

use super::choose::{candidates_of, is_data};
use super::{Candidate, Value};
use crate::names::{is_desk, is_of_date, key, looks_like_name, merge, names_nobody, same_person, tidied};

/// What a source gains where one of the other kind, seen or data, names the same people.
const AGREEMENT: f32 = 0.12;

/// Candidates of one reader whose weights differ by no more are of one source.
const ONE_SOURCE: f32 = 0.02;

/// What data lose that name only groups, and bylines that do.
const ONLY_GROUPS: (f32, f32) = (0.5, 0.3);

/// What data lose that name only desks of those who write: “Editorial Team”.
const ONLY_DESKS: f32 = 0.1;

/// What a source loses that names nobody who wrote, only those who helped.
const ONLY_HELPERS: f32 = 0.4;

/// No article has more authors; what names more is a list of something else.
const MOST: usize = 100;

/// From this weight on, a source is a byline at the headline.
const BYLINE: f32 = 0.8;

/// From this weight on, elements at the headline are links to the pages of those who wrote.
const LINKS: f32 = 0.58;

/// What data lose that name only somebody of one word, which is a firm or a handle as often as a given name.
const ONE_WORD: f32 = 0.2;

/// The people of one reader and weight.
struct Source<'a> {
    reader: &'static str,
    weight: f32,
    people: Vec<(usize, &'a Person)>,
}

impl Source<'_> {
    fn names(&self, person: &Person) -> bool {
        self.people.iter().any(|(_, other)| same_person(&other.name, &person.name))
    }

    fn holds(&self, other: &Self) -> bool {
        other.people.iter().all(|(_, person)| self.names(person))
    }

    fn is_seen(&self) -> bool {
        !is_data(self.reader)
    }

    /// Whether a pass took its lines from the text.
    fn is_lifted(&self) -> bool {
        crate::clean::takes_people(self.reader)
    }
}

/// Chooses the people; pushes the candidates that won.
pub(super) fn people(candidates: &[Candidate], site: Option<&str>, chosen: &mut Vec<usize>) -> Vec<Person> {
    let plain: Vec<Option<Person>> = candidates
        .iter()
        .map(|candidate| match &candidate.value {
            Value::Person(person)
                if is_somebody(person, site) && !is_site_in_parts(candidates, candidate, site) =>
            {
                // A month is left of a date that the page shows; data may name a Jan or an April.
                tidied(person).filter(|person| {
                    is_somebody(person, site) && (is_data(candidate.reader) || !is_of_date(&person.name))
                })
            }
            _ => None,
        })
        .collect();
    let plain = without_what_follows(candidates, plain);
    let mut sources: Vec<Source<'_>> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate().filter(|(_, c)| c.field == Field::Authors) {
        let Some(Some(person)) = plain.get(index) else { continue };
        let same = |source: &&mut Source<'_>| {
            source.reader == candidate.reader && (source.weight - candidate.weight).abs() <= ONE_SOURCE
        };
        match sources.iter_mut().find(same) {
            Some(source) if source.people.len() >= MOST => {}
            Some(source) => source.people.push((index, person)),
            None => sources.push(Source {
                reader: candidate.reader,
                weight: candidate.weight,
                people: vec![(index, person)],
            }),
        }
    }
    let Some(best) = best(&sources) else {
        let site = site_as_author(candidates, site, chosen);
        return if site.is_empty() { somebody_unnamed(candidates, chosen) } else { site };
    };
    let mut taken: Vec<Person> = Vec::new();
    for (index, person) in &best.people {
        chosen.push(*index);
        taken.push((*person).clone());
    }
    for source in sources.iter().filter(|source| !std::ptr::eq(*source, best)) {
        for (index, person) in &source.people {
            // Who helped is told by the byline, whatever the data say of who wrote; and by a line that has left the
            // text for it, wherever it stood.
            let helped = match person.role {
                Role::Author => false,
                Role::Reviewer => source.is_seen() && source.weight >= BYLINE,
                _ => source.is_seen() && source.weight >= BYLINE || source.is_lifted() && may_help(person),
            };
            if best.names(person) || helped {
                chosen.push(*index);
                taken.push((*person).clone());
            }
        }
    }
    let mut people = merge(taken);
    // Who wrote before who helped, wherever they stand on the page.
    people.sort_by_key(|person| person.role != Role::Author);
    people
}

/// Names that run on into what stands behind them without a space or comma (“Ann PoeMay 3”, “Ann Poe Global Gardens”), cut
/// where data or an element of their own give the name alone.
fn without_what_follows(candidates: &[Candidate], mut people: Vec<Option<Person>>) -> Vec<Option<Person>> {
    let alone: Vec<String> = candidates
        .iter()
        .zip(&people)
        .filter(|(candidate, _)| is_data(candidate.reader) || candidate.reader == "markup")
        .filter_map(|(_, person)| person.as_ref().map(|person| person.name.clone()))
        .take(MOST)
        .collect();
    let mut cut: Option<(&str, Option<&str>)> = None;
    for (candidate, slot) in candidates.iter().zip(&mut people) {
        let Some(person) = slot.as_mut().filter(|_| !is_data(candidate.reader)) else { continue };
        // What follows such a name in its line is not named either: “Ann PoeIn Gardens, Orchards”.
        if cut == Some((candidate.reader, candidate.path.as_deref())) {
            *slot = None;
            continue;
        }
        let shorter = alone.iter().find(|name| {
            person.name.strip_prefix(name.as_str()).is_some_and(|rest| {
                let rest_is_new = rest.starts_with(|c: char| c.is_uppercase() || c == ' ');
                rest_is_new
                    && rest.chars().count() > 2
                    && (rest.starts_with(char::is_uppercase) || name.contains(' '))
            })
        });
        if let Some(name) = shorter {
            person.name.clone_from(name);
            cut = Some((candidate.reader, candidate.path.as_deref()));
        }
    }
    people
}

fn best<'a, 'b>(sources: &'b [Source<'a>]) -> Option<&'b Source<'a>> {
    let value = |source: &Source<'_>| {
        let groups = source.people.iter().all(|(_, person)| person.kind == PersonKind::Group);
        let helpers = source.people.iter().all(|(_, person)| person.role != Role::Author);
        let one_word = source.people.iter().all(|(_, person)| person.name.split_whitespace().count() == 1);
        let desks = source.people.iter().all(|(_, person)| is_desk(&person.name));
        let (by_data, by_byline) = ONLY_GROUPS;
        let agreed = sources.iter().any(|other| {
            other.is_seen() != source.is_seen() && source.people.iter().any(|(_, person)| other.names(person))
        });
        source.weight + if agreed { AGREEMENT } else { 0.0 }
            - if !groups {
                0.0
            } else if source.is_seen() {
                by_byline
            } else if desks {
                ONLY_DESKS
            } else {
                by_data
            }
            - if helpers { ONLY_HELPERS } else { 0.0 }
            - if one_word && !source.is_seen() { ONE_WORD } else { 0.0 }
    };
    let mut best: Option<(f32, &Source<'_>)> = None;
    for source in sources {
        let own = value(source);
        if best.is_none_or(|(known, _)| own > known + f32::EPSILON) {
            best = Some((own, source));
        }
    }
    let (_, best) = best?;
    // Of two readings of a byline the one that finds more: “By <a>Ann Poe</a> and John Roe”.
    let fuller = sources.iter().find(|source| {
        source.is_seen()
            && source.weight >= if source.reader == "markup" { LINKS } else { BYLINE }
            && source.people.len() > best.people.len()
            && source.people.iter().all(|(_, person)| person.kind == PersonKind::Person)
            && source.holds(best)
            && !best.holds(source)
    });
    Some(fuller.unwrap_or(best))
}

/// Whether what one source names is the site's own name taken apart at its “and”: “Warp & Weft Quarterly”.
fn is_site_in_parts(candidates: &[Candidate], one: &Candidate, site: Option<&str>) -> bool {
    let Some(site) = site else { return false };
    let site = key(&site.replace(" and ", " "));
    let own = key(&one.value.text());
    if own.is_empty() || !site.starts_with(&own) && !site.ends_with(&own) {
        return false;
    }
    let parts: Vec<String> = candidates
        .iter()
        .filter(|c| c.field == Field::Authors && c.reader == one.reader && c.path == one.path)
        .map(|c| key(&c.value.text()))
        .collect();
    parts.len() > 1 && parts.concat() == site
}

/// The site itself as the author, where the page says so and names nobody else: a person's own site, or a firm's.
fn site_as_author(candidates: &[Candidate], site: Option<&str>, chosen: &mut Vec<usize>) -> Vec<Person> {
    let Some(site) = site else { return Vec::new() };
    for (index, candidate) in candidates_of(candidates, Field::Authors) {
        let Value::Person(person) = &candidate.value else { continue };
        if is_site_in_parts(candidates, candidate, Some(site)) {
            chosen.push(index);
            return vec![Person { kind: PersonKind::Group, ..Person::named(site) }];
        }
        if is_somebody(person, None) && key(&person.name) == key(site) {
            chosen.push(index);
            let mut person = person.clone();
            if !looks_like_name(&person.name) {
                person.kind = PersonKind::Group;
            }
            return vec![person];
        }
    }
    Vec::new()
}

/// Somebody whom data call by a post: “Staff Clinician”.
fn somebody_unnamed(candidates: &[Candidate], chosen: &mut Vec<usize>) -> Vec<Person> {
    for (index, candidate) in candidates_of(candidates, Field::Authors) {
        let Value::Person(person) = &candidate.value else { continue };
        if is_data(candidate.reader)
            && is_somebody(person, None)
            && person.name.split_whitespace().count() > 1
        {
            chosen.push(index);
            return vec![Person { kind: PersonKind::Group, ..person.clone() }];
        }
    }
    Vec::new()
}

/// Whether somebody may have helped: pictures are credited to firms and stores (“Photo: Volkswagen”), and those are the
/// picture's.
fn may_help(person: &Person) -> bool {
    let of_pictures = matches!(person.role, Role::Photographer | Role::Illustrator);
    !of_pictures
        || person.kind == PersonKind::Person
            && looks_like_name(&person.name)
            && !person.name.starts_with("The ")
}

fn is_somebody(person: &Person, site: Option<&str>) -> bool {
    let name = key(&person.name);
    let is_site = site.is_some_and(|site| key(site) == name);
    !name.is_empty() && !is_site && !names_nobody(&person.name) && !person.name.contains(['@', '<'])
}
