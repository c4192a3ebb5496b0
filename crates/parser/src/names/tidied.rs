//! A person's name as data and boxes give it, made plain: “Author Ann Poe”, “Ann Poe Senior Autos Reporter”,
//! “Ann Poe, DVM” are Ann Poe; “Contributing Writer” and “Written By” are nobody.

use offprint_model::{Person, PersonKind};

use super::words::WORDS;
use super::{looks_like_name, split_people};

/// Words that stand before a name and are no part of it.
const BEFORE: [&str; 8] =
    ["author", "writer", "written by", "by", "editor", "contributor", "reporter", "reviewed by"];

/// Words for people who write: where a name ends in one, a post begins somewhere before it. Not all posts: “Fellow”,
/// “Head” and “Page” are surnames too.
const WRITERS: [&str; 22] = [
    "writer",
    "editor",
    "reporter",
    "correspondent",
    "contributor",
    "reviewer",
    "columnist",
    "journalist",
    "photojournalist",
    "strategist",
    "specialist",
    "analyst",
    "expert",
    "producer",
    "intern",
    "redakteur",
    "redakteurin",
    "redactor",
    "redactora",
    "journaliste",
    "redacteur",
    "giornalista",
];

/// The person with a plain name, the rest of it as the post; nothing where it is no name.
pub(crate) fn tidied(person: &Person) -> Option<Person> {
    let mut person = person.clone();
    if let Some((name, _)) =
        person.name.split_once(" on behalf of ").filter(|(name, _)| looks_like_name(name))
    {
        person.name = name.trim().to_owned();
        person.kind = PersonKind::Person;
    }
    if person.kind == PersonKind::Group {
        return (!super::reads_as_post(&person.name)).then_some(person);
    }
    let lower = person.name.to_lowercase();
    if lower.ends_with(" by") || lower == "by" {
        return None;
    }
    if let Some((name, kind)) = after_glued_by(&person.name) {
        person.name = name.to_owned();
        person.kind = kind;
    }
    // “Ann Poe Thursday”: the day of a date that was cut off.
    if let Some((name, last)) = person.name.rsplit_once(' ')
        && WEEKDAYS.contains(&last)
        && looks_like_name(name)
    {
        person.name = name.to_owned();
    }
    if let Some(name) = after_by(&person.name) {
        person.name = name.to_owned();
    }
    if let Some((name, rest)) = apart(&person.name) {
        if let Some(told) = rest {
            person.affiliation.get_or_insert_with(|| told.to_owned());
        }
        person.name = name.to_owned();
    }
    for word in BEFORE {
        if let Some(rest) = lower.strip_prefix(word)
            && rest.starts_with([' ', ':'])
            && let Some(name) = person.name.get(word.len()..)
            && looks_like_name(name.trim_start_matches([' ', ':']))
        {
            person.name = name.trim_start_matches([' ', ':']).to_owned();
            break;
        }
    }
    // “King, Jr.” is all name.
    let is_suffix = |part: &str| WORDS.suffixes.contains(&part.trim().trim_end_matches('.').to_lowercase());
    if person.name.split_once(',').is_some_and(|(_, rest)| !is_suffix(rest)) {
        let parts = split_people(&person.name);
        let family_first = person.name.split(',').all(|part| part.split_whitespace().count() == 1)
            && person.name.matches(',').count() == 1;
        match parts.into_iter().next() {
            Some(first) if looks_like_name(&first.name) => {
                person.name = first.name;
                person.post = person.post.or(first.post);
                person.affiliation = person.affiliation.or(first.affiliation);
            }
            _ if family_first => {}
            _ => return None,
        }
    }
    if super::reads_as_post(&person.name) {
        return None;
    }
    let words: Vec<&str> = person.name.split_whitespace().collect();
    // “Ann Poe Senior Research Executive”: a post begins where a word opens one and no name can begin.
    let opener = words.iter().skip(2).position(|word| WORDS.post_openers.contains(&word.to_lowercase()));
    if let Some(at) = opener.map(|at| at + 2).filter(|at| at + 1 < words.len())
        && let Some(name) = words.get(..at).map(|name| name.join(" "))
        && looks_like_name(&name)
    {
        person.post.get_or_insert(words.get(at..).unwrap_or_default().join(" "));
        person.name = name;
        return Some(person);
    }
    // “Harbour Blog Contributor”, “Harbour Staff Writer”: somebody of the site, unnamed.
    if super::is_desk(&person.name)
        && !looks_like_name(&person.name)
        && !person.name.contains(',')
        && !super::reads_as_post(&person.name)
    {
        person.kind = PersonKind::Group;
        return Some(person);
    }
    let is_writer = |word: &&str| WRITERS.contains(&word.to_lowercase().as_str());
    if words.last().is_some_and(is_writer) {
        // “Ann B. Poe Senior Autos Reporter”: given name, what stands for middle names, family name; then the post.
        let middle = words.iter().skip(1).take_while(|w| w.chars().count() <= 2 || w.ends_with('.')).count();
        let name =
            words.get(..2 + middle).filter(|name| name.len() < words.len() && words.len() > 2)?.join(" ");
        if !looks_like_name(&name) || WORDS.posts.contains(&words.first()?.to_lowercase()) {
            return None;
        }
        let post = words.get(2 + middle..).unwrap_or_default().join(" ");
        person.post.get_or_insert(post);
        person.name = name;
    }
    Some(person)
}

/// Days of the week as they stand after a name. Those of other languages are family names: Freitag, Sonntag, Domingo.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Words of bylines that pages write without a space before the name, in two elements that nothing parts.
const GLUED: [&str; 8] = ["By", "by", "Por", "por", "Par", "par", "Von", "von"];

/// “ByAnn Poe”, “porRedaccion”: the name, or the desk, after the word.
fn after_glued_by(name: &str) -> Option<(&str, PersonKind)> {
    let rest = GLUED.iter().find_map(|word| name.strip_prefix(word))?;
    if !rest.starts_with(char::is_uppercase) {
        return None;
    }
    if looks_like_name(rest) {
        return Some((rest, PersonKind::Person));
    }
    super::is_desk(rest).then_some((rest, PersonKind::Group))
}

/// What follows the words of a byline in a name: “View all posts by Ann Poe”, “Erstellt von Ann Poe”.
fn after_by(name: &str) -> Option<&str> {
    let (rest, role, _) = super::opening::after_words(name)?;
    let rest = rest.trim_start_matches([' ', ':']).trim();
    (role == offprint_model::Role::Author && looks_like_name(rest)).then_some(rest)
}

/// A name and what stands after a stroke or a dash (“Ann Poe/AP”, “Ann Poe - Browser Safety team”), and without a handle
/// after it or a post of one word before it (“Ann Poe @annpoe”, “Rechtsanwältin Ann Poe”).
fn apart(name: &str) -> Option<(&str, Option<&str>)> {
    for sign in ["/", " - ", " – ", " — "] {
        if let Some((before, after)) = name.split_once(sign)
            && looks_like_name(before)
            && !looks_like_name(after)
            && !after.trim().is_empty()
        {
            return Some((before.trim(), Some(after.trim())));
        }
    }
    if let Some((before, handle)) = name.rsplit_once(' ')
        && handle.starts_with('@')
        && looks_like_name(before)
    {
        return Some((before.trim(), None));
    }
    // “김민수 기자”: in scripts without capitals the post stands after the name.
    if let Some((before, post)) = name.rsplit_once(' ')
        && name.chars().any(crate::wide::is_wide)
        && WORDS.posts.contains(post)
        && looks_like_name(before)
    {
        return Some((before.trim(), None));
    }
    let (post, rest) = name.split_once(' ')?;
    let last = post.rsplit('-').next().unwrap_or(post).to_lowercase();
    // Posts that are names in English (“Page”, “Dean”) stand among those of other languages only.
    (WORDS.posts.contains(&last) && !WRITERS_NAMES.contains(&last.as_str()) && looks_like_name(rest))
        .then_some((rest, None))
}

/// Posts that are given names too.
const WRITERS_NAMES: [&str; 6] = ["dean", "page", "major", "marshal", "judge", "chancellor"];

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        tidied(&Person::named(text)).map(|person| person.name)
    }

    #[test]
    fn leaves_the_name() {
        let ann = Some("Ann Poe".to_owned());
        for text in
            ["Author Ann Poe", "Ann Poe", "Ann Poe, DVM", "Ann Poe Senior Autos Reporter", "Ann Poe Writer"]
        {
            assert_eq!(name(text), ann, "{text}");
        }
        for text in ["ByAnn Poe", "porAnn Poe", "VonAnn Poe", "Ann Poe Thursday"] {
            assert_eq!(name(text), ann, "{text}");
        }
        assert_eq!(name("Ann B. Poe Staff Writer").as_deref(), Some("Ann B. Poe"));
        assert_eq!(name("porRedaccion").as_deref(), Some("Redaccion"));
        assert_eq!(name("porRedacción").as_deref(), Some("Redacción"));
        assert_eq!(name("Vonnegut").as_deref(), Some("Vonnegut"));
        assert_eq!(name("ByWard"), Some("ByWard".to_owned()));
        let told = tidied(&Person::named("Ann Poe Tech Reporter")).unwrap();
        assert_eq!(told.post.as_deref(), Some("Tech Reporter"));
    }

    #[test]
    fn parts_name_and_employer() {
        let told = tidied(&Person::named("Ann Poe/AP")).unwrap();
        assert_eq!((told.name.as_str(), told.affiliation.as_deref()), ("Ann Poe", Some("AP")));
        for text in ["View all posts by Ann Poe", "Zeige alle Beiträge von Ann Poe", "Ann Poe @annpoe"] {
            assert_eq!(name(text).as_deref(), Some("Ann Poe"), "{text}");
        }
        assert_eq!(name("Alexander von Humboldt").as_deref(), Some("Alexander von Humboldt"));
    }

    #[test]
    fn knows_nobody() {
        for text in
            ["Contributing Writer", "Written By", "Associate Editor, The Courier", "Food, Garden, Home"]
        {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn leaves_other_names_alone() {
        for text in [
            "Dmitri Shostakovich",
            "Martin Luther King, Jr.",
            "Poe, Ann",
            "Frank Head",
            "María del Mar Fellow",
        ] {
            assert_eq!(name(text).as_deref(), Some(text), "{text}");
        }
    }
}
