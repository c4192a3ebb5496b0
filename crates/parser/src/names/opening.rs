//! The words with which a byline opens: “By”, “Photographs by”, “取材・文＝”, “Translated from the German by”.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use offprint_model::Role;

use super::words::WORDS;
use crate::wide::is_wide;

/// Signs that part the words of a byline from the names.
const COLONS: [char; 8] = [':', '：', '/', '|', '／', '｜', '＝', '='];

/// Words between those that tell of a translation and the “by” before the name: “from the Brazilian Portuguese by”.
const MOST_BETWEEN: usize = 5;

/// Fewest letters of a name after a point in mid-line, which stands in titles of sections too: “文・山田太郎”, “写真・動画”.
const FEWEST_AFTER_POINT: usize = 3;

/// What follows the words of a byline, the role they name, and whether a colon stands between.
pub(super) fn after_words(text: &str) -> Option<(&str, Role, bool)> {
    let first = text.chars().next()?.to_lowercase().next()?;
    let (length, role) = longest(text, first)?;
    if let Some(rest) = text.get(length..).and_then(after_translation).filter(|_| role == Role::Translator) {
        return Some((rest, role, false));
    }
    let (rest, role, several) = joined(text, length, role);
    let trimmed = rest.trim_start();
    let wide = text.chars().next().is_some_and(is_wide);
    let colon = trimmed.starts_with(COLONS) && (wide || !trimmed.starts_with(['=', '＝']));
    let pointed = wide && rest.strip_prefix('・').map(before_pointed).is_some_and(is_wide_name);
    let ends_word =
        rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(COLONS) || pointed;
    // “From”, “text”, “author”, “editors”: words that begin sentences need a colon.
    let phrase = text.get(..text.len() - rest.len())?.to_lowercase();
    let short_by = phrase.ends_with(" by")
        || WORDS.no_colon.contains(&phrase)
        || matches!(
            phrase.as_str(),
            "by" | "von" | "par" | "por" | "di" | "door" | "av" | "de" | "da" | "от" | "بقلم" | "מאת"
        );
    // “记者王小明”: in scripts without spaces nothing parts the word from the name, and nothing else may follow.
    let glued =
        wide && WORDS.no_colon.contains(&phrase) && is_wide_name(super::role_after::without_role(rest));
    (ends_word && (short_by || colon || pointed || several || phrase.contains([' ', '・'])) || glued)
        .then_some((rest, role, colon))
}

/// The longest words that open a byline at the beginning of a text, and their role.
fn longest(text: &str, first: char) -> Option<(usize, Role)> {
    let mut best: Option<(usize, Role)> = None;
    for (phrase, role) in OPENERS.get(&first)? {
        let Some(length) = prefix_length(text, phrase) else { continue };
        if best.is_none_or(|(known, _)| length > known) {
            best = Some((length, *role));
        }
    }
    best
}

/// Several words for what one person did, joined by a point or a stroke: “取材・文・写真”. Who also wrote, wrote.
fn joined(text: &str, length: usize, role: Role) -> (&str, Role, bool) {
    let (mut end, mut role, mut several) = (length, role, false);
    while let Some(rest) = text.get(end..)
        && let Some(next) = rest.strip_prefix(['・', '／', '/', '＆', '&', '+', '＋', '·'])
        && let Some(first) = next.chars().next().filter(|c| is_wide(*c))
        && let Some((more, other)) = longest(next, first)
    {
        end += rest.len() - next.len() + more;
        several = true;
        if other == Role::Author {
            role = other;
        }
    }
    (text.get(end..).unwrap_or_default(), role, several)
}

/// What stands before a space behind which another word and its point open: “佐藤健一 写真・田中美咲”.
fn before_pointed(text: &str) -> &str {
    let opens = |at: &usize| {
        let next = text.get(*at..).unwrap_or_default().trim_start();
        next.chars()
            .next()
            .filter(|first| is_wide(*first))
            .and_then(|first| longest(next, first))
            .is_some_and(|(length, _)| next.get(length..).is_some_and(|rest| rest.starts_with('・')))
    };
    let mut spaces = text.match_indices(char::is_whitespace).map(|(at, _)| at);
    spaces.find(opens).and_then(|at| text.get(..at)).unwrap_or(text)
}

/// Whether a text is the name of one person in a script without spaces.
fn is_wide_name(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() >= FEWEST_AFTER_POINT
        && text.chars().all(|c| is_wide(c) || matches!(c, ' ' | '\u{3000}'))
        && text.chars().count() <= 6
        && super::looks_like_name(text)
        && longest(text, text.chars().next().unwrap_or(' ')).is_none()
}

/// What follows “… from the German by”: after words for a translation, its language and the word for “by”, or a colon.
fn after_translation(rest: &str) -> Option<&str> {
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let mut end = 0;
    for word in rest.split_inclusive(char::is_whitespace).take(MOST_BETWEEN + 2) {
        end += word.len();
        let bare = word.trim();
        let by = BY.contains(&bare.trim_end_matches([':', '：']).to_lowercase().as_str());
        if by || bare.ends_with(':') {
            return rest.get(end..).filter(|names| !names.trim().is_empty());
        }
    }
    None
}

/// The word before the name of whoever translated.
const BY: [&str; 9] = ["by", "von", "par", "por", "da", "door", "av", "di", "przez"];

/// The words of bylines by their first letter: every word of a line may be asked whether it opens one.
static OPENERS: LazyLock<BTreeMap<char, Vec<(&str, Role)>>> = LazyLock::new(|| {
    let authors = WORDS.by.iter().map(|phrase| (*phrase, Role::Author));
    let helpers = WORDS.roles.iter().copied();
    let mut openers: BTreeMap<char, Vec<(&str, Role)>> = BTreeMap::new();
    for (phrase, role) in authors.chain(helpers) {
        if let Some(first) = phrase.chars().next() {
            openers.entry(first).or_default().push((phrase, role));
        }
    }
    openers
});

/// Whether a label is a word of bylines and nothing else: “Written by”, “Author:”.
pub(crate) fn is_by(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '：']).trim_end().to_lowercase();
    WORDS.by.contains(&text.as_str())
}

/// Whether a text is nothing but the words with which a byline opens: “文・写真”.
pub(super) fn is_opening(text: &str) -> bool {
    let text = text.trim();
    let Some(first) = text.chars().next() else { return false };
    longest(text, first).is_some_and(|(length, role)| joined(text, length, role).0.is_empty())
}

/// The role that the words right before a name give: “… • 5 min read Fact-checked by:”.
pub(crate) fn role_before(text: &str) -> Option<Role> {
    let text = text.trim_end().trim_end_matches([':', '：']).trim_end().to_lowercase();
    let ends_in =
        |phrase: &str| text.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric));
    // “Translated from the German by”
    let words: Vec<&str> = text.split_whitespace().collect();
    let by = words.last().is_some_and(|word| BY.contains(word));
    let translated = by
        && (2..=MOST_BETWEEN + 2).any(|back| {
            let tail =
                words.len().checked_sub(back).and_then(|at| words.get(at..)).map(|tail| tail.join(" "));
            tail.is_some_and(|tail| {
                let first = tail.chars().next().unwrap_or(' ');
                longest(&tail, first).is_some_and(|(length, role)| {
                    role == Role::Translator && tail.get(length..).is_some_and(|rest| rest.starts_with(' '))
                })
            })
        });
    if translated {
        return Some(Role::Translator);
    }
    // The longest first: “photographs by” before “by”.
    let role =
        WORDS.roles.iter().find(|(phrase, _)| phrase.contains(' ') && ends_in(phrase)).map(|(_, role)| *role);
    role.or_else(|| WORDS.by.iter().any(|phrase| ends_in(phrase)).then_some(Role::Author))
}

/// Bytes of `text` that say `phrase`, whatever the case.
fn prefix_length(text: &str, phrase: &str) -> Option<usize> {
    let mut letters = phrase.chars();
    let mut length = 0;
    let mut wanted = letters.next();
    for c in text.chars() {
        let Some(letter) = wanted else { return Some(length) };
        if c.to_lowercase().next() != Some(letter) {
            return None;
        }
        length += c.len_utf8();
        wanted = letters.next();
    }
    wanted.is_none().then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_role_before_a_name() {
        assert_eq!(role_before("5 min read Fact-checked by:"), Some(Role::Reviewer));
        assert_eq!(role_before("Translated from the German by"), Some(Role::Translator));
        assert_eq!(role_before("Aus dem Englischen von"), Some(Role::Translator));
        assert_eq!(role_before("Stand by"), Some(Role::Author));
        assert_eq!(role_before("nearby"), None);
    }
}
