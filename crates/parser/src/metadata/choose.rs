//! Of several candidates for a value, the one to take.

use offprint_model::{Field, Metadata, Origin, PartialDate, Person, PersonKind};

use super::{Candidate, Value};
use crate::names::merge;

/// What another source's agreement adds to a candidate's weight.
const AGREEMENT: f32 = 0.12;

/// How much less a source of people may weigh and still be heard: a visible byline beside data that names the site.
const NEAR: f32 = 0.05;

/// Names that no author has.
const NOBODY: [&str; 12] = [
    "admin",
    "administrator",
    "editor",
    "author",
    "webmaster",
    "user",
    "guest",
    "root",
    "anonymous",
    "wpengine",
    "unknown",
    "website",
];

/// Chooses, and tells of each candidate whether it won.
pub(crate) fn choose(candidates: &[Candidate]) -> (Metadata, Vec<Origin>) {
    let mut metadata = Metadata::default();
    let mut chosen: Vec<usize> = Vec::new();
    let text = |field: Field, chosen: &mut Vec<usize>| -> Option<String> {
        let best = best(candidates, field)?;
        chosen.push(best);
        candidates.get(best).map(|candidate| candidate.value.text())
    };
    metadata.site = text(Field::Site, &mut chosen);
    metadata.title = title(candidates, metadata.site.as_deref(), &mut chosen);
    metadata.dek = text(Field::Dek, &mut chosen);
    metadata.description = text(Field::Description, &mut chosen);
    metadata.section = text(Field::Section, &mut chosen);
    metadata.licence = text(Field::Licence, &mut chosen);
    metadata.url = text(Field::Url, &mut chosen).filter(|url| offprint_model::is_safe_url(url));
    metadata.language =
        candidates_of(candidates, Field::Language).into_iter().find_map(|(index, candidate)| {
            let tag = candidate.value.text().parse().ok()?;
            chosen.push(index);
            Some(tag)
        });
    metadata.published = date(candidates, Field::Published, &mut chosen);
    metadata.modified = date(candidates, Field::Modified, &mut chosen);
    for (index, candidate) in candidates_of(candidates, Field::Tags) {
        let tag = candidate.value.text();
        if !metadata.tags.iter().any(|known| known.eq_ignore_ascii_case(&tag)) && tag.chars().count() <= 60 {
            chosen.push(index);
            metadata.tags.push(tag);
        }
    }
    metadata.authors = people(candidates, metadata.site.as_deref(), &mut chosen);
    let origins = candidates
        .iter()
        .enumerate()
        .map(|(index, candidate)| Origin {
            field: candidate.field,
            value: candidate.value.text(),
            reader: candidate.reader.to_owned(),
            path: candidate.path.clone(),
            chosen: chosen.contains(&index),
        })
        .collect();
    (metadata, origins)
}

/// The candidates of a field, the likeliest first.
fn candidates_of(candidates: &[Candidate], field: Field) -> Vec<(usize, &Candidate)> {
    let mut of_field: Vec<(usize, &Candidate)> =
        candidates.iter().enumerate().filter(|(_, candidate)| candidate.field == field).collect();
    of_field.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
    of_field
}

fn best(candidates: &[Candidate], field: Field) -> Option<usize> {
    candidates_of(candidates, field).first().map(|(index, _)| *index)
}

/// The title without the site's name, the one that most sources agree on.
fn title(candidates: &[Candidate], site: Option<&str>, chosen: &mut Vec<usize>) -> Option<String> {
    let of_field = candidates_of(candidates, Field::Title);
    let key = |text: &str| crate::names::key(text);
    let all: Vec<String> = of_field.iter().map(|(_, candidate)| candidate.value.text()).collect();
    let bare: Vec<String> = all.iter().map(|text| without_site(text, site, &all)).collect();
    let mut winner: Option<(f32, usize)> = None;
    for (at, (_, candidate)) in of_field.iter().enumerate() {
        let Some(text) = bare.get(at) else { continue };
        let agreeing =
            bare.iter().enumerate().filter(|(other, o)| *other != at && key(o) == key(text)).count();
        let cut = text.ends_with("...") || text.ends_with('…');
        let is_site = site.is_some_and(|site| key(site) == key(text));
        let score = candidate.weight + AGREEMENT * agreeing as f32
            - if cut { 0.5 } else { 0.0 }
            - if is_site { 0.6 } else { 0.0 };
        if winner.is_none_or(|(best, _)| score > best + f32::EPSILON) {
            winner = Some((score, at));
        }
    }
    let (_, at) = winner?;
    chosen.extend(of_field.get(at).map(|(index, _)| *index));
    bare.get(at).map(|text| without_tail(text).to_owned())
}

/// A headline has no pipe in it: what follows one is a section, a series or words for search engines.
fn without_tail(text: &str) -> &str {
    match text.split_once(" | ") {
        Some((head, _)) if head.split_whitespace().count() >= 3 => head.trim_end(),
        _ => text,
    }
}

/// “Title | Site” without the site: where the last or first part is its name, or another source has the rest alone.
fn without_site(text: &str, site: Option<&str>, all: &[String]) -> String {
    let key = |text: &str| crate::names::key(text);
    for separator in [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", ": "] {
        let ends = [text.rsplit_once(separator), text.split_once(separator).map(|(head, rest)| (rest, head))];
        for (rest, part) in ends.into_iter().flatten() {
            let part_key = key(part);
            let is_site = site.is_some_and(|site| {
                let site = key(site);
                !part_key.is_empty()
                    && (site == part_key
                        || part_key.len() > 4 && site.contains(&part_key)
                        || site.len() > 4 && part_key.contains(&site) && part_key.len() < site.len() + 12)
            });
            let alone =
                separator != ": " && all.iter().any(|other| key(other) == key(rest) && !key(rest).is_empty());
            if !rest.trim().is_empty() && (is_site && (separator != ": " || text.starts_with(part)) || alone)
            {
                return without_site(rest.trim(), site, &[]);
            }
        }
    }
    text.to_owned()
}

fn date(candidates: &[Candidate], field: Field, chosen: &mut Vec<usize>) -> Option<PartialDate> {
    let of_field = candidates_of(candidates, field);
    let day = |candidate: &Candidate| match candidate.value {
        Value::Date(date) => Some(date),
        _ => None,
    };
    let mut winner: Option<(f32, usize, PartialDate)> = None;
    for (index, candidate) in &of_field {
        let Some(date) = day(candidate) else { continue };
        let agreeing = of_field
            .iter()
            .filter(|(other, o)| {
                other != index
                    && o.reader != candidate.reader
                    && day(o).is_some_and(|d| d.date_only() == date.date_only())
            })
            .count();
        let score = candidate.weight + AGREEMENT * agreeing as f32;
        if winner.is_none_or(|(best, _, _)| score > best + f32::EPSILON) {
            winner = Some((score, *index, date));
        }
    }
    let (_, index, date) = winner?;
    chosen.push(index);
    Some(date)
}

fn people(candidates: &[Candidate], site: Option<&str>, chosen: &mut Vec<usize>) -> Vec<Person> {
    let plain: Vec<Option<Person>> = candidates
        .iter()
        .map(|candidate| match &candidate.value {
            Value::Person(person) => crate::names::tidied(person),
            _ => None,
        })
        .collect();
    let good: Vec<(usize, &Candidate, &Person)> = candidates_of(candidates, Field::Authors)
        .into_iter()
        .filter_map(|(index, candidate)| match plain.get(index) {
            Some(Some(person))
                if is_somebody(person, site) && !is_site_in_parts(candidates, candidate, site) =>
            {
                Some((index, candidate, person))
            }
            _ => None,
        })
        .collect();
    // A person is likelier than a group, which is often the site under another name.
    let value = |candidate: &Candidate, person: &Person| {
        candidate.weight - if person.kind == PersonKind::Group { 0.5 } else { 0.0 }
    };
    let Some(top) = good.iter().map(|(_, candidate, person)| value(candidate, person)).max_by(f32::total_cmp)
    else {
        return site_as_author(candidates, site, chosen);
    };
    let mut taken: Vec<Person> = Vec::new();
    let mut told: Vec<Person> = Vec::new();
    let mut ordered = good.clone();
    ordered.sort_by_key(|(index, ..)| *index);
    for (index, candidate, person) in ordered {
        if value(candidate, person) + NEAR >= top {
            chosen.push(index);
            taken.push(person.clone());
        } else {
            told.push(person.clone());
        }
    }
    let names: Vec<String> = taken.iter().map(|person| crate::names::key(&person.name)).collect();
    taken.extend(told.into_iter().filter(|person| names.contains(&crate::names::key(&person.name))));
    merge(taken)
}

/// Whether what one source names is the site's own name taken apart at its “and”: “Warp & Weft Quarterly”.
fn is_site_in_parts(candidates: &[Candidate], one: &Candidate, site: Option<&str>) -> bool {
    let Some(site) = site else { return false };
    let site = crate::names::key(&site.replace(" and ", " "));
    let parts: Vec<String> = candidates
        .iter()
        .filter(|c| c.field == Field::Authors && c.reader == one.reader && c.path == one.path)
        .map(|c| crate::names::key(&c.value.text()))
        .collect();
    parts.len() > 1 && parts.concat() == site
}

/// The site itself as the author, where the page's data say so and name nobody else: a person's own site, or a firm's.
fn site_as_author(candidates: &[Candidate], site: Option<&str>, chosen: &mut Vec<usize>) -> Vec<Person> {
    let Some(site) = site else { return Vec::new() };
    for (index, candidate) in candidates_of(candidates, Field::Authors) {
        let Value::Person(person) = &candidate.value else { continue };
        if is_site_in_parts(candidates, candidate, Some(site)) {
            chosen.push(index);
            return vec![Person { kind: PersonKind::Group, ..Person::named(site) }];
        }
        let said = matches!(candidate.reader, "json-ld" | "meta-tags");
        if said && is_somebody(person, None) && crate::names::key(&person.name) == crate::names::key(site) {
            chosen.push(index);
            let mut person = person.clone();
            if !crate::names::looks_like_name(&person.name) {
                person.kind = PersonKind::Group;
            }
            return vec![person];
        }
    }
    Vec::new()
}

fn is_somebody(person: &Person, site: Option<&str>) -> bool {
    let key = crate::names::key(&person.name);
    let is_site = site.is_some_and(|site| crate::names::key(site) == key);
    !key.is_empty() && !is_site && !NOBODY.contains(&key.as_str()) && !person.name.contains(['@', '/', '<'])
}
