//! Whether some words are a name, and several names apart.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use offprint_model::{Person, PersonKind};

use super::places::is_place;
use super::words::WORDS;
use crate::wide::is_wide;

/// A name has no more words.
const MOST_WORDS: usize = 6;

/// Whether a short text reads as the name of a person.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let text = text.trim().trim_end_matches([',', ':']);
    // “Ann (Roe) Poe”: a second name in brackets.
    if let Some((before, (inner, after))) =
        text.split_once(" (").and_then(|(b, rest)| Some((b, rest.split_once(") ")?)))
        && inner.split_whitespace().count() == 1
    {
        return looks_like_name(&format!("{before} {inner} {after}"));
    }
    if text.is_empty()
        || text.chars().count() > 60
        || text.contains(['@', '/', '|', '?', '!', ':', ';', '(', '“', '"'])
    {
        return false;
    }
    if text.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    if let Some((name, rest)) = text.split_once(',') {
        let addition = |part: &str| {
            let bare: String =
                part.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            let letters = bare.chars().count();
            let capitals =
                (2..=6).contains(&letters) && part.chars().filter(|c| c.is_uppercase()).count() >= 2;
            WORDS.suffixes.contains(&bare) || WORDS.degrees.contains(&bare) || capitals
        };
        let given = rest.split_whitespace().count() == 1 && name.split_whitespace().count() == 1;
        return given && looks_like_name(&format!("{rest} {name}"))
            || looks_like_name(name) && rest.split(',').all(|part| addition(part.trim()));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if text.chars().any(is_wide) {
        return words.len() <= 2
            && (2..=12).contains(&text.chars().count())
            && !is_group(text)
            && !words.iter().any(|word| WORDS.not_names.contains(word));
    }
    if !(2..=MOST_WORDS).contains(&words.len())
        || text.ends_with('.') && words.last().is_some_and(|w| w.chars().count() > 3)
    {
        return false;
    }
    let elided = |word: &str| ["d'", "d’", "l'", "l’", "o'"].iter().any(|p| word.starts_with(p));
    let capital = |word: &&&str| {
        word.chars().next().is_some_and(|c| !c.is_lowercase() && c.is_alphabetic()) || elided(word)
    };
    let known = |word: &&str| {
        WORDS.not_names.contains(&word.to_lowercase()) && !WORDS.particles.contains(&word.to_lowercase())
    };
    let capitals = words.iter().filter(capital).count();
    let rest_are_particles =
        words.iter().filter(|w| !capital(w)).all(|w| WORDS.particles.contains(&w.to_lowercase()));
    capitals >= 2
        && rest_are_particles
        && !words.iter().any(known)
        && !is_group(text)
        && words.iter().all(|w| w.chars().any(char::is_alphabetic))
}

/// Whether a line may hold a name: it has two words with a capital letter (or an apostrophe, “d’arc”), or letters of a
/// script without spaces. Asked before the line is taken apart, for most lines have none.
pub(crate) fn may_hold_name(text: &str) -> bool {
    let capital =
        |word: &&str| word.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() || matches!(c, '\'' | '’'));
    text.split_whitespace().filter(capital).take(2).count() == 2 || text.chars().any(is_wide)
}

/// Whether a name is a group's.
pub(super) fn is_group(text: &str) -> bool {
    let lower = text.to_lowercase();
    WORDS.agencies.contains(lower.trim())
        || lower.split(|c: char| !c.is_alphanumeric() && c != '\'').any(|word| WORDS.staff.contains(word))
}

/// Whether a group's name shows that it made the article: “The Garden Team”, not “Garden Ltd”.
pub(crate) fn is_desk(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.desks.contains(word))
        || lower.chars().any(is_wide) && WORDS.desks.iter().any(|desk| lower.ends_with(desk))
}

/// The people (or groups) that a text names, joined by commas and words for “and”.
pub(crate) fn split_people(text: &str) -> Vec<Person> {
    let parts = text.split([',', ';']).count();
    if parts == 1 && text.contains(" and ") && is_group(text) && !text.split(" and ").any(looks_like_name) {
        return vec![Person { kind: PersonKind::Group, ..Person::named(text.trim()) }];
    }
    // “Ann Poe in Festivals & Events”: the section has an “and” of its own.
    let text = match text.rsplit_once(" in ").or_else(|| text.rsplit_once(" In ")) {
        Some((names, section))
            if section.contains('&') && !section.contains(',') && looks_like_name(names) =>
        {
            names
        }
        _ => text,
    };
    if is_firm(text) {
        return vec![Person { kind: PersonKind::Group, ..Person::named(text.trim()) }];
    }
    let separators = [';', '|', '•', '·', '⋅', '∙', '、', '・'];
    let mut joined = if text.contains(separators) { text.replace(separators, ",") } else { text.to_owned() };
    // “Trial Attorney at Poe & Roe”: the employer's.
    if joined.contains('&') {
        joined = joined
            .split(',')
            .map(|part| {
                if super::post_of(part).is_some() && part.contains(" at ") {
                    part.to_owned()
                } else {
                    part.replace('&', " and ")
                }
            })
            .collect::<Vec<_>>()
            .join(",");
    }
    // Nearly no text has one of them.
    let lower = joined.to_lowercase();
    let has_and = lower.split(' ').any(|word| AND_WORDS.contains(word));
    for and in WORDS.and.iter().filter(|_| has_and) {
        if and.chars().count() > 1 {
            joined = replace_word(&joined, and, ",");
        } else if matches!(*and, "y" | "e" | "i" | "и" | "і" | "й" | "و") {
            joined = joined.replace(&format!(" {and} "), ",");
        }
    }
    let mut people: Vec<Person> = Vec::new();
    for part in joined.split(',') {
        let part = part.trim().trim_matches(['.', ':', '-', '–', '—', '/', ' ', '(', ')', '*']).trim();
        if part.is_empty() {
            continue;
        }
        // “Ann Poe, Germany”; and a word before a country is a town: “Frankfurt, Germany”.
        if is_place(part) {
            let town = |person: &Person| person.kind == PersonKind::Person && !person.name.contains(' ');
            if people.last().is_some_and(town) {
                people.pop();
            }
            continue;
        }
        let bare: String = part.chars().filter(|c| *c != '.').collect::<String>().to_lowercase();
        // After a name, two to five capitals are a degree or an order, known or not: “Dylan Bailey, RD, FAND”.
        let letters = part.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = part.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '®' | '™'))
            && (2..=6).contains(&letters);
        if WORDS.degrees.contains(&bare)
            || capitals && people.last().is_some_and(|p| looks_like_name(&p.name))
        {
            continue;
        }
        if WORDS.suffixes.contains(&bare) {
            if let Some(person) = people.last_mut() {
                person.name = format!("{}, {part}", person.name);
            }
            continue;
        }
        let (part, post) = without_post(without_remark(part));
        let name = tidy_name(without_place(part));
        let opens_post = !people.is_empty() && super::reads_as_post(&name);
        if looks_like_name(&name)
            && !super::reads_as_post(&name)
            && (people.is_empty() || !ends_in_post(&name))
        {
            // “Ann Poe, Director, Gardens of Saltmere”: with no “and” before it, what follows a post is the employer.
            let employer = people.len() == 1
                && people.first().is_some_and(|person| person.post.is_some())
                && !text.contains(';')
                && ands_in(text) == 0;
            match people.last_mut().filter(|_| employer) {
                Some(person) => person.affiliation = Some(name),
                None => {
                    let (post, affiliation) = post.and_then(super::post_of).unzip();
                    people.push(Person { post, affiliation: affiliation.flatten(), ..Person::named(name) });
                }
            }
        } else if is_group(&name)
            && name.split_whitespace().count() <= 8
            && !is_kind_of_writer(&name, &people)
        {
            people.push(Person { kind: PersonKind::Group, ..Person::named(name) });
        } else if let (Some(person), Some((post, affiliation))) = (people.last_mut(), super::post_of(part)) {
            person.post.get_or_insert(post);
            if person.affiliation.is_none() {
                person.affiliation = affiliation;
            }
        } else if !opens_post
            && part.split_whitespace().count() == 1
            && people.iter().all(|person| person.name.split_whitespace().count() == 1)
            && !WORDS.posts.contains(&bare)
            && part.chars().next().is_some_and(char::is_uppercase)
            && part.chars().count() > 2
        {
            people.push(Person::named(name));
        }
    }
    people
}

/// The first words of all that stands between two names.
static AND_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| WORDS.and.iter().filter_map(|and| and.split(' ').next()).collect());

/// How many words for “and” stand in a text.
fn ands_in(text: &str) -> usize {
    text.split_whitespace().filter(|word| *word == "&" || WORDS.and.contains(&word.to_lowercase())).count()
}

/// Whether an “&” is part of a firm's name: “Gardens Tax & Accounting”, “Poe & Poe”.
fn is_firm(text: &str) -> bool {
    let Some((before, after)) = text.split_once(" & ") else { return false };
    let one = |part: &str| part.split_whitespace().count() == 1;
    !text.contains([',', ';', '|', '.']) && one(after) && (looks_like_name(before) || before == after)
}

/// “Tom Reed (now)”, “Ann Poe (text)” without what the brackets behind a name say in small letters. Brackets that end the
/// part have lost their last one.
fn without_remark(part: &str) -> &str {
    match part.split_once(" (") {
        Some((name, remark))
            if !remark.contains(['(', ')'])
                && remark.chars().all(|c| c.is_lowercase() || c == ' ')
                && looks_like_name(name) =>
        {
            name
        }
        _ => part,
    }
}

/// “Guest Columnists”, “Staff writers” after names: what they are, no group beside them.
fn is_kind_of_writer(text: &str, before: &[Person]) -> bool {
    before.iter().any(|person| person.kind == PersonKind::Person)
        && text.split_whitespace().map(str::to_lowercase).all(|word| {
            let one = word.strip_suffix('s').unwrap_or(&word);
            WORDS.posts.contains(one) || WORDS.post_openers.contains(&word) || WORDS.staff.contains(&word)
        })
        && !text.contains("The ")
}

/// “Tom A. Sellers Staff writers” without the post that follows the name with no comma.
fn without_post(text: &str) -> (&str, Option<&str>) {
    let mut starts = text.match_indices(' ').map(|(at, _)| at).skip(1);
    let cut = starts.find(|at| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let opens =
            rest.split(' ').next().is_some_and(|word| WORDS.post_openers.contains(&word.to_lowercase()));
        opens && super::reads_as_post(rest) && text.get(..*at).is_some_and(looks_like_name)
    });
    match cut {
        Some(at) => (text.get(..at).unwrap_or(text), text.get(at + 1..)),
        None => (text, None),
    }
}

fn replace_word(text: &str, word: &str, with: &str) -> String {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = 0;
    for (at, found) in lower.match_indices(&format!(" {word} ")) {
        if at < rest {
            continue;
        }
        out.push_str(text.get(rest..at).unwrap_or_default());
        out.push_str(with);
        out.push(' ');
        rest = at + found.len();
    }
    out.push_str(text.get(rest..).unwrap_or_default());
    out
}

/// “Roads Correspondent” after a name: a post with capital letters, no second person.
fn ends_in_post(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(|word| WORDS.posts.contains(&word.to_lowercase()))
}

/// “Gwen Lacey in Saltmere” without the place from which she reports, or the section for which.
fn without_place(text: &str) -> &str {
    let Some((name, place)) = text.split_once(" in ").or_else(|| text.split_once(" In ")) else {
        return text;
    };
    let is_place = place.split_whitespace().count() <= 3
        && place.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    if is_place && looks_like_name(name) { name } else { text }
}

/// A name without titles and degrees, in usual case.
pub(super) fn tidy_name(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let degree = |word: &&str| {
        let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        WORDS.degrees.contains(&bare) && word.chars().filter(|c| c.is_uppercase()).count() >= 2
    };
    let last = words.iter().rposition(|word| !degree(word)).map_or(words.len(), |at| at + 1);
    let kept = words.get(..last.max(1)).unwrap_or(&words);
    let shouted = kept.iter().all(|w| w.chars().all(|c| !c.is_lowercase()))
        && kept.iter().any(|w| w.chars().count() > 3)
        && kept.len() > 1;
    kept.iter()
        .map(|word| if shouted { title_case(word) } else { (*word).to_owned() })
        .collect::<Vec<_>>()
        .join(" ")
}

fn title_case(word: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for c in word.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_names() {
        for name in [
            "Navid Hassibi",
            "Ludwig van Beethoven",
            "Jean-Luc d’Arc",
            "J. R. Hartley",
            "Anna Müller",
            "Иван Петров",
            "山田太郎",
        ] {
            assert!(looks_like_name(name), "{name}");
        }
        for text in [
            "Read More",
            "The Story",
            "all politics is local",
            "Impact on negotiations",
            "Associated Press",
            "Share",
            "July 2014",
        ] {
            assert!(!looks_like_name(text), "{text}");
        }
    }

    #[test]
    fn tells_people_apart() {
        let names = |text: &str| split_people(text).into_iter().map(|p| p.name).collect::<Vec<_>>();
        assert_eq!(names("Jane Doe and John Roe"), ["Jane Doe", "John Roe"]);
        assert_eq!(names("Jane Doe, PhD, John Roe & Ann Poe"), ["Jane Doe", "John Roe", "Ann Poe"]);
        assert_eq!(names("JANE DOE"), ["Jane Doe"]);
        assert_eq!(names("Anna Müller und Jan Kurz"), ["Anna Müller", "Jan Kurz"]);
        assert_eq!(names("Anna Muster, Germany"), ["Anna Muster"]);
        assert_eq!(names("Anna Muster, United Kingdom"), ["Anna Muster"]);
        assert_eq!(names("Anna Muster, Frankfurt, Deutschland"), ["Anna Muster"]);
        assert_eq!(names("Anna Muster, Jan Kurz, New York"), ["Anna Muster", "Jan Kurz"]);
        assert!(names("Frankfurt, Germany").is_empty());
        assert!(names("Germany").is_empty());
    }
}
