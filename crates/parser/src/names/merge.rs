//! The same person named several times becomes one.

use super::words::WORDS;
use offprint_model::Person;
use unicode_normalization::UnicodeNormalization as _;

/// Each person once, in the order of first mention, with what every mention tells.
pub(crate) fn merge(people: Vec<Person>) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    for person in people {
        if key(&person.name).is_empty() {
            continue;
        }
        match out.iter_mut().find(|known| same_person(&known.name, &person.name)) {
            Some(known) => {
                if key(&person.name).len() > key(&known.name).len() {
                    known.name = person.name;
                }
                known.post = known.post.take().or(person.post);
                known.affiliation = known.affiliation.take().or(person.affiliation);
                known.biography = known.biography.take().or(person.biography);
                known.url = known.url.take().or(person.url);
            }
            None => out.push(person),
        }
    }
    out
}

/// A name without case, accents, points and spaces.
pub(crate) fn key(name: &str) -> String {
    if name.is_ascii() {
        return name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    letters(name).collect()
}

/// The characters of a text's [`key`], one after the other.
fn letters(name: &str) -> impl Iterator<Item = char> {
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// The [`key`] of a text, if it is no longer than `most` bytes.
pub(crate) fn short_key(text: &str, most: usize) -> Option<String> {
    if text.is_ascii() {
        return Some(key(text)).filter(|key| key.len() <= most);
    }
    let mut key = String::new();
    for letter in letters(text) {
        key.push(letter);
        if key.len() > most {
            return None;
        }
    }
    Some(key)
}

/// Whether a text has this [`key`]: mostly the first letter tells that it has not.
pub(crate) fn has_key(text: &str, key: &str) -> bool {
    if text.is_ascii() {
        let own = text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase());
        return own.eq(key.bytes());
    }
    letters(text).eq(key.chars())
}

/// Whether two names are one person's: the same letters, or one with the family name as an initial, or without it.
pub(crate) fn same_person(one: &str, other: &str) -> bool {
    let (a, b) = (key(one), key(other));
    if a == b {
        return !a.is_empty();
    }
    let (short, long) = if a.len() < b.len() { (one, other) } else { (other, one) };
    let words = |name: &str| -> Vec<String> {
        let all = name.split_whitespace().map(key).filter(|word| !word.is_empty());
        all.skip_while(|word| WORDS.honorifics.contains(word)).collect()
    };
    let (short, long) = (words(short), words(long));
    if !short.is_empty() && short == long {
        return true;
    }
    // “Scott P.” is Scott Pletcher; of one word alone it is not said whose it is.
    let (Some((last, given)), Some((family, rest))) = (short.split_last(), long.split_last()) else {
        return false;
    };
    !given.is_empty() && given == rest && last.chars().count() == 1 && family.starts_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_what_is_missing() {
        let again = Person { post: Some("Editor".into()), ..Person::named("JOSÉ Díaz") };
        let merged = merge(vec![Person::named("Jose Diaz"), again]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].post.as_deref(), Some("Editor"));
        let merged = merge(vec![Person::named("Jose D."), Person::named("Jose Diaz")]);
        assert_eq!(merged.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Jose Diaz"]);
        assert!(!same_person("Ann Poe", "Ann Roe") && !same_person("Ann", "Ann Poe"));
    }
}
