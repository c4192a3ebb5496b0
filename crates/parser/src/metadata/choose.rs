//! Of several candidates for a value, the one to take.

use offprint_model::{Field, Metadata, Origin, PartialDate};

use super::people::people;
use super::{Candidate, Value};
use crate::names::key;

/// What another source's agreement adds to a candidate's weight.
const AGREEMENT: f32 = 0.12;

/// A site's name has no more words.
const MOST_SITE_WORDS: usize = 7;

/// More sources that agree say no more: one program writes the title for all machines into five places.
const MOST_AGREEING: usize = 2;

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
    // What some programs give as the site's name is the title over again.
    let site = metadata.site.as_deref().filter(|site| site.split_whitespace().count() <= MOST_SITE_WORDS);
    metadata.title = title(candidates, site, &mut chosen);
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
pub(super) fn candidates_of(candidates: &[Candidate], field: Field) -> Vec<(usize, &Candidate)> {
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
    let names = names_of_site(candidates, site);
    let all: Vec<String> = of_field
        .iter()
        .map(|(_, candidate)| candidate.value.text())
        .map(|text| without_name(&text, &names).to_owned())
        .collect();
    let bare: Vec<String> = all.iter().map(|text| without_site(text, site, &all)).collect();
    let keys: Vec<String> = bare.iter().map(|text| key(text)).collect();
    let site_key = site.map(key);
    let mut winner: Option<(f32, usize)> = None;
    for (at, (_, candidate)) in of_field.iter().enumerate() {
        let (Some(text), Some(own)) = (bare.get(at), keys.get(at)) else { continue };
        let agreeing = keys.iter().enumerate().filter(|(other, o)| *other != at && *o == own).count();
        let cut = text.ends_with("...") || text.ends_with('…');
        let is_site = site_key.as_ref() == Some(own);
        let score = candidate.weight + AGREEMENT * agreeing.min(MOST_AGREEING) as f32
            - if cut { 0.5 } else { 0.0 }
            - if is_site { 0.6 } else { 0.0 };
        if winner.is_none_or(|(best, _)| score > best + f32::EPSILON) {
            winner = Some((score, at));
        }
    }
    let (_, at) = winner?;
    let at = fuller(&of_field, &bare, at).unwrap_or(at);
    chosen.extend(of_field.get(at).map(|(index, _)| *index));
    let shown =
        of_field.get(at).is_some_and(|(_, candidate)| !is_data(candidate.reader) && candidate.weight > 0.8);
    let text = bare.get(at)?;
    Some(without_tail(if shown { without_label(text, &bare) } else { text }).to_owned())
}

/// Words of a heading that may be the name of a section or kind of page rather than a headline.
const LABEL_WORDS: usize = 3;

/// Where the heading is but a word or three (“News”, “Our Services”) and sources that are not shown agree on a title
/// that says more and does not hold it, the title. One that holds it (“Snow White: a cake for parties”) was written for
/// search engines.
fn fuller(of_field: &[(usize, &Candidate)], bare: &[String], winner: usize) -> Option<usize> {
    let words = |at: usize| bare.get(at).map_or(0, |text| text.split_whitespace().count());
    let (_, shown) = of_field.get(winner)?;
    if shown.reader != "markup" || words(winner) > LABEL_WORDS {
        return None;
    }
    let told = |at: &usize| {
        *at != winner
            && words(*at) > LABEL_WORDS
            && bare.get(*at).is_some_and(|text| !text.ends_with('…') && !text.ends_with("..."))
    };
    let key = |at: usize| bare.get(at).map(|text| key(text)).unwrap_or_default();
    let own = key(winner);
    let told = |at: &usize| told(at) && !key(*at).contains(&own);
    (0..of_field.len())
        .filter(told)
        .find(|at| (0..of_field.len()).filter(told).any(|other| other != *at && key(other) == key(*at)))
}

/// A heading without what stands before the headline in it, where another source has the headline alone: a date, “Blog:”.
fn without_label<'a>(text: &'a str, all: &[String]) -> &'a str {
    let whole = key(text);
    let rest = all.iter().filter(|other| other.split_whitespace().count() >= 3).find_map(|other| {
        let own = key(other);
        if own.len() >= whole.len() || !whole.ends_with(&own) {
            return None;
        }
        text.char_indices()
            .filter(|(_, c)| c.is_whitespace())
            .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at..)?.trim_start())))
            .find(|(_, rest)| key(rest) == own)
    });
    match rest {
        Some((label, rest)) if is_label(label) => rest,
        _ => text,
    }
}

/// Whether what stands before a headline is no part of it.
fn is_label(text: &str) -> bool {
    let bare = text.trim().trim_end_matches([':', '|', '-', '–', '—']).trim().to_lowercase();
    crate::dates::is_dateline(text, None).is_some()
        || matches!(bare.as_str(), "blog" | "article" | "news" | "post")
}

/// A headline has no pipe in it: what follows one is a section, a series or words for search engines.
fn without_tail(text: &str) -> &str {
    match text.split_once(" | ") {
        Some((head, _)) if head.split_whitespace().count() >= 3 => head.trim_end(),
        _ => text,
    }
}

/// Signs that part a title from the site's name, with spaces around them.
const PARTS: [&str; 18] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " ⋆ ", " ★ ", " ~ ", " › ", " ‹ ", " / ",
    " @ ", " < ", " > ",
];

/// Signs that part them without spaces too.
const CLOSE_PARTS: [&str; 5] = ["|", "::", "•", "»", "｜"];

/// A title parted at each sign at which it may be: what stands before, and after. The last sign and the first.
pub(super) fn parts_of_title(title: &str) -> Vec<(&str, &str)> {
    PARTS
        .iter()
        .chain(&CLOSE_PARTS)
        .flat_map(|sign| [title.rsplit_once(sign), title.split_once(sign)])
        .flatten()
        .map(|(before, after)| (before.trim(), after.trim()))
        .filter(|(before, after)| !before.is_empty() && !after.is_empty())
        .collect()
}

/// A title without the site's name in whole at an end, whatever sign parts them: “New gates ⋆ The Ledger”, “New gates
/// (The Ledger)”. `names` are keys.
fn without_name<'a>(title: &'a str, names: &[String]) -> &'a str {
    let is_name = |part: &str| {
        let own = key(part);
        !own.is_empty() && names.contains(&own)
    };
    if let Some((rest, name)) = title.strip_suffix(')').and_then(|head| head.rsplit_once(" ("))
        && is_name(name)
    {
        return rest.trim();
    }
    parts_of_title(title)
        .into_iter()
        .find_map(|(before, after)| match (is_name(before), is_name(after)) {
            (false, true) => Some(before),
            (true, false) => Some(after),
            _ => None,
        })
        .unwrap_or(title)
}

/// The keys of the names that a site goes by: its name, its host, its host without the ending.
fn names_of_site(candidates: &[Candidate], site: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = site.map(key).into_iter().collect();
    for (_, candidate) in candidates_of(candidates, Field::Url).into_iter().take(2) {
        let address = candidate.value.text();
        let host =
            address.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
        let host = host.strip_prefix("www.").unwrap_or(host);
        let bare = host.rsplit_once('.').map_or(host, |(bare, _)| bare);
        names.extend([key(host), key(bare)].into_iter().filter(|name| name.len() > SHORTEST_HOST));
    }
    names
}

/// A host of fewer letters may be a word of the title.
const SHORTEST_HOST: usize = 4;

/// “Title | Site” without the site: where the last or first part is its name, or another source has the rest alone.
fn without_site(text: &str, site: Option<&str>, all: &[String]) -> String {
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
            let alone = separator != ": " && {
                let rest = key(rest);
                !rest.is_empty() && all.iter().any(|other| crate::names::has_key(other, &rest))
            };
            if !rest.trim().is_empty() && (is_site && (separator != ": " || text.starts_with(part)) || alone)
            {
                return without_site(rest.trim(), site, &[]);
            }
        }
    }
    text.to_owned()
}

/// The date that most and the best sources agree on.
fn date(candidates: &[Candidate], field: Field, chosen: &mut Vec<usize>) -> Option<PartialDate> {
    let of_field = candidates_of(candidates, field);
    let mut winner: Option<(f32, usize, PartialDate)> = None;
    for (index, candidate) in &of_field {
        let Some(date) = day_of(candidate) else { continue };
        if field == Field::Published
            && (is_change_shown(candidates, candidate, date) || is_after_change(candidates, candidate, date))
        {
            continue;
        }
        let agreeing = of_field
            .iter()
            .filter(|(other, o)| {
                other != index
                    && o.reader != candidate.reader
                    && day_of(o).is_some_and(|d| d.date_only() == date.date_only())
            })
            .count();
        // Day and month the other way round are what the data tell: the numbers were read in the wrong order.
        if !is_data(candidate.reader)
            && turned(date).is_some_and(|turned| told_by_data(candidates, field, turned))
        {
            continue;
        }
        let score = candidate.weight + AGREEMENT * agreeing.min(1) as f32
            - if date.day().is_none() { ROUGH } else { 0.0 }
            - if field == Field::Published && is_too_late(candidates, candidate, date) { ROUGH } else { 0.0 };
        if winner.is_none_or(|(best, _, _)| score > best + f32::EPSILON) {
            winner = Some((score, *index, date));
        }
    }
    let (_, index, date) = winner?;
    chosen.push(index);
    Some(date)
}

/// A date with day and month in each other's place, if there is one and it is another.
fn turned(date: PartialDate) -> Option<PartialDate> {
    let (month, day) = (date.month()?, date.day()?);
    (month != day).then(|| PartialDate::from_day(date.year(), day, month).ok()).flatten()
}

/// Whether the page's data tell a day.
fn told_by_data(candidates: &[Candidate], field: Field, wanted: PartialDate) -> bool {
    candidates
        .iter()
        .filter(|c| c.field == field && is_data(c.reader))
        .filter_map(day_of)
        .any(|day| day.date_only() == wanted)
}

/// What a date loses that has no day, or cannot be that of publication.
const ROUGH: f32 = 0.5;

/// Whether a date that the page shows is after the last change that its data tell: it is that of something else.
fn is_too_late(candidates: &[Candidate], one: &Candidate, date: PartialDate) -> bool {
    let told = |field: Field| {
        candidates
            .iter()
            .filter(move |c| c.field == field && is_data(c.reader))
            .filter_map(day_of)
            .map(PartialDate::date_only)
            .max()
    };
    let day = date.date_only();
    !is_data(one.reader)
        && told(Field::Published).is_some()
        && told(Field::Published).max(told(Field::Modified)).is_some_and(|last| day > last)
        && told(Field::Published).is_none_or(|published| published != day)
}

/// Whether a date that the page shows is later than the last change that its data tell, by more than zones of time may
/// differ: it is that of another article, or of the day on which the page was saved.
fn is_after_change(candidates: &[Candidate], one: &Candidate, date: PartialDate) -> bool {
    let last = candidates
        .iter()
        .filter(|c| matches!(c.field, Field::Published | Field::Modified) && is_data(c.reader))
        .filter_map(day_of)
        .filter(|day| day.day().is_some())
        .map(day_number)
        .max();
    let changed = candidates.iter().any(|c| c.field == Field::Modified && is_data(c.reader));
    !is_data(one.reader)
        && date.day().is_some()
        && changed
        && last.is_some_and(|last| day_number(date) > last + 1)
}

/// A number of days from one date on, by the count of Julian days (Fliegel and Van Flandern, 1968).
fn day_number(date: PartialDate) -> i32 {
    let (year, month, day) =
        (i32::from(date.year()), i32::from(date.month().unwrap_or(1)), i32::from(date.day().unwrap_or(1)));
    let shift = (month - 14) / 12;
    (1461 * (year + 4800 + shift)) / 4 + (367 * (month - 2 - 12 * shift)) / 12
        - (3 * ((year + 4900 + shift) / 100)) / 4
        + day
}

fn day_of(candidate: &Candidate) -> Option<PartialDate> {
    match candidate.value {
        Value::Date(date) => Some(date),
        _ => None,
    }
}

/// Whether a date that the page shows without saying which it is, is that of the last change: the page's data call it so,
/// and tell an earlier one of publication.
fn is_change_shown(candidates: &[Candidate], one: &Candidate, date: PartialDate) -> bool {
    if is_data(one.reader) {
        return false;
    }
    let told = |field: Field, test: &dyn Fn(PartialDate) -> bool| {
        candidates
            .iter()
            .filter(|c| c.field == field && is_data(c.reader))
            .filter_map(day_of)
            .any(|day| test(day.date_only()))
    };
    let day = date.date_only();
    told(Field::Modified, &|changed| changed == day)
        && told(Field::Published, &|published| published < day)
        && !told(Field::Published, &|published| published == day)
}

/// Whether a reader reads what the page tells machines, not readers.
pub(super) fn is_data(reader: &str) -> bool {
    matches!(reader, "json-ld" | "meta-tags" | "address")
}
