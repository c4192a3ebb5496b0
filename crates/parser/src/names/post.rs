//! Posts: what somebody is, and where.

use super::words::WORDS;

/// No post has more words.
const MOST_WORDS: usize = 22;

/// A short text read as somebody's post: the post as it stands, and the organisation where it names one.
pub(crate) fn post_of(text: &str) -> Option<(String, Option<String>)> {
    let text = text.trim().trim_end_matches(['.', ',', ';']).trim_start_matches(['-', '–', '—', ',', ' ']);
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > MOST_WORDS || text.contains(['?', '!', ':']) {
        return None;
    }
    let lower = text.to_lowercase();
    let post_at = lower
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .position(|word| WORDS.posts.contains(word))?;
    // “The director said…” is a sentence: a post stands among the first words.
    if post_at > 5
        || [" is ", " was ", " has ", " says ", " said ", " are "].iter().any(|verb| lower.contains(verb))
    {
        return None;
    }
    Some((text.to_owned(), affiliation_of(text)))
}

/// Whether some words are a post and nobody's name, though they begin with capital letters: “Senior Autos Reporter”,
/// “Editor in Chief”.
pub(crate) fn reads_as_post(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let post = |word: &String| WORDS.posts.contains(word) || WORDS.posts.contains(word.trim_end_matches('s'));
    words.len() <= 8
        && (post(first)
            && words.len() > 1
            && words.iter().skip(1).any(|w| post(w) || w == "in" || w == "of" || w == "at")
            || words.iter().all(post)
            || WORDS.post_openers.contains(first) && (post(last) || words.get(1).is_some_and(post))
            || SURE_OPENERS.contains(&first.as_str()) && words.len() > 1)
}

/// Nobody is called so.
const SURE_OPENERS: [&str; 12] = [
    "staff",
    "senior",
    "guest",
    "master",
    "licensed",
    "certified",
    "registered",
    "contributing",
    "managing",
    "executive",
    "deputy",
    "freelance",
];

/// What stands after the last comma, or after the words before an employer.
fn affiliation_of(text: &str) -> Option<String> {
    let organisation = |part: &str| {
        let part = part.trim().strip_prefix("the ").unwrap_or(part.trim());
        (part.chars().next().is_some_and(char::is_uppercase) && part.chars().count() > 2)
            .then(|| part.to_owned())
    };
    if let Some((post, place)) = text.split_once(", ")
        && !post.is_empty()
        && let Some(found) = organisation(place)
    {
        return Some(found);
    }
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let found = WORDS
        .before_employer
        .iter()
        .filter_map(|word| lower.find(&format!(" {word} ")).map(|at| (at, at + word.len() + 2)))
        .min_by_key(|(at, end)| (*at, std::cmp::Reverse(*end)))?;
    let head = lower.get(..found.0).unwrap_or_default();
    // “Professor of History” names a subject, “Professor at Oxford” an employer.
    let subject = lower.get(found.0..found.1).is_some_and(|word| word.trim() == "of")
        && head.split_whitespace().next_back().is_some_and(|word| WORDS.fields.contains(word));
    if subject {
        return None;
    }
    organisation(text.get(found.1..)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_posts() {
        let affiliation = |text: &str| post_of(text).unwrap().1;
        let council = Some("Council on International Policy".to_owned());
        assert_eq!(affiliation("Founding director of the Council on International Policy"), council);
        assert_eq!(
            affiliation("Founding director and senior fellow, Council on International Policy"),
            council
        );
        assert_eq!(affiliation("Professor of History"), None);
        for text in ["Senior Autos Reporter", "Editor in Chief", "Staff writer", "Executive Digital Editor"] {
            assert!(reads_as_post(text), "{text}");
        }
        for text in ["Ann Poe", "Frank Head", "Ann Poe Writer", "Page Turner"] {
            assert!(!reads_as_post(text), "{text}");
        }
        assert_eq!(post_of("The rain fell on the river all day"), None);
        assert_eq!(post_of("The director said that nothing had been decided"), None);
    }
}
