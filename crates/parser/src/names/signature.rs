//! Names that do not read like one, where the page itself says that they are an author's: handles (“mixmasterfred”),
//! given names alone (“Kiersten”), desks and teams (“The Garden Team”), “Laura / Garden House”.

use offprint_model::{Person, PersonKind};

use super::opening::after_words;
use super::person::{is_desk, is_group, tidy_name};
use super::split_people;
use super::words::WORDS;

/// A signature has no more words.
const MOST_WORDS: usize = 5;
/// A signature has no more characters.
const LONGEST: usize = 40;

/// A short text in an element that says it holds the author.
pub(crate) fn signature(text: &str) -> Option<Person> {
    let text = after_words(text).map_or(text, |(rest, ..)| rest);
    let text =
        text.trim().trim_start_matches('@').trim_matches([',', ':', '|', '•', '·', '-', '–', '—', ' ']);
    let words: Vec<String> = text.split_whitespace().map(|word| word.to_lowercase()).collect();
    let length = text.chars().count();
    if words.len() > MOST_WORDS
        || !(2..=LONGEST).contains(&length)
        || !text.chars().any(char::is_alphabetic)
        || text.ends_with(['.', '!', '?', '…'])
        || text.contains(['@', '?', '!', ';', ':', '…', '>', '<'])
        || text.contains("//")
    {
        return None;
    }
    // “Share”, “View profile”, “Editor”, “3 min read”, “Health”: words of the page, posts, facts.
    let of_page = |word: &String| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        WORDS.not_names.contains(bare) || !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit())
    };
    let names_nobody =
        words.iter().enumerate().any(|(at, word)| of_page(word) && !(at == 0 && word == "the"))
            || words.iter().all(|word| WORDS.posts.contains(word) || WORDS.fields.contains(word))
            || words.last().is_some_and(|word| WORDS.posts.contains(word)) && !is_desk(text);
    if names_nobody || crate::dates::date_in(text, None).is_some() {
        return None;
    }
    let kind = if is_group(text) || words.first().is_some_and(|w| w == "the") {
        PersonKind::Group
    } else {
        PersonKind::Person
    };
    Some(Person { kind, ..Person::named(text) })
}

/// The people whom a field of data names.
pub(crate) fn given(text: &str) -> Vec<Person> {
    let text = text.trim();
    let named = split_people(text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text));
    if !named.is_empty() {
        return named;
    }
    let plain =
        !text.contains([',', '@', ';', '<', '{', '[']) && !text.contains("//") && !text.starts_with("www.");
    if plain && text.chars().any(char::is_alphabetic) && text.chars().count() <= LONGEST {
        return vec![Person::named(tidy_name(text))];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_signatures() {
        for text in
            ["mixmasterfred", "Kiersten", "The Garden Team", "Laura / Garden House", "crazy pete", "h.szabo"]
        {
            assert_eq!(signature(text).map(|p| p.name).as_deref(), Some(text));
        }
        assert_eq!(signature("by ibby").map(|p| p.name).as_deref(), Some("ibby"));
        assert_eq!(signature("The Garden Team").unwrap().kind, PersonKind::Group);
    }

    #[test]
    fn leaves_words_of_the_page_alone() {
        for text in
            ["View profile", "Editor", "Read more", "3 min read", "July 2014", "Follow", "By", "How it works"]
        {
            assert_eq!(signature(text), None, "{text}");
        }
    }

    #[test]
    fn takes_data_at_its_word() {
        let names = |text: &str| given(text).into_iter().map(|p| p.name).collect::<Vec<_>>();
        assert_eq!(names("annette poe"), ["annette poe"]);
        assert_eq!(names("sara.r.poe"), ["sara.r.poe"]);
        assert_eq!(names("By Ann Poe and John Roe"), ["Ann Poe", "John Roe"]);
        assert!(names("https://example.org/ann").is_empty());
    }
}
