//! Bylines whose word stands after the name, as in Korea, China, India: “김철수 기자”, “王小明 报道”, “अनिता शर्मा द्वारा”.
//!
//! Read: a line of one or a few names, the word, and at most an address for letters. Left alone: whatever says more.

use offprint_model::Person;

use super::words::WORDS;
use super::{looks_like_name, split_people};
use crate::wide::is_wide;

/// No such line is longer, in characters.
const LONGEST: usize = 60;

/// No name in a script without spaces is longer, in characters: “최아름다운”, “司马相如”, “長谷川千代子”.
const LONGEST_WIDE: usize = 6;

/// Fewest characters of a name in a script without spaces.
const SHORTEST_WIDE: usize = 2;

/// The people whom such a line names.
pub(super) fn named_before_role(text: &str) -> Option<Vec<Person>> {
    if text.is_ascii() || text.chars().count() > LONGEST {
        return None;
    }
    // “김철수 기자 kim@example.org”
    let text = match text.trim().rsplit_once(char::is_whitespace) {
        Some((line, address)) if address.contains('@') => line.trim_end_matches(['=', ' ']),
        _ => text.trim(),
    };
    let names = before_role(text)?;
    let people = split_people(names);
    let whole: usize = people.iter().map(|person| letters(&person.name)).sum();
    let good = |person: &Person| {
        looks_like_name(&person.name)
            && (!person.name.chars().any(is_wide)
                || (SHORTEST_WIDE..=LONGEST_WIDE).contains(&letters(&person.name)))
            && !WORDS.posts.contains(person.name.as_str())
    };
    // Nothing but names: separators are one or two characters each.
    (!people.is_empty() && people.iter().all(good) && whole + 2 * people.len() >= letters(names))
        .then_some(people)
}

/// What stands before the word, where a space parts them.
fn before_role(text: &str) -> Option<&str> {
    WORDS.after.iter().find_map(|word| {
        let names = text.strip_suffix(word)?;
        names.ends_with(char::is_whitespace).then(|| names.trim())
    })
}

/// Names without the word after them: “王小明 报道”.
pub(super) fn without_role(names: &str) -> &str {
    if names.is_ascii() {
        return names;
    }
    before_role(names.trim()).filter(|rest| !rest.is_empty()).unwrap_or(names)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
