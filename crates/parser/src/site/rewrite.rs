//! Replacements in the text of a page before it is read as HTML: `find_string` and `replace_string` of site configs.
//!
//! Words that a replacement takes out are accounted for like any others. Each replacement sees what those before it
//! made, as in the program that the format is of; so that hundreds of them on a large page take no minutes, the work of
//! all together is bounded.

use std::borrow::Cow;

use memchr::memmem;
use offprint_model::{Place, Removal, RemovalKind};

use super::Replacement;
use super::selector::shortened;

/// Work that all replacements in a page may ask for, in bytes written or their like: a second or two. A page of half a
/// megabyte has room for a thousand.
const WORK: usize = 1 << 30;

/// Bytes that are looked through in the time of writing one.
const LOOKING: usize = 8;

/// Bytes that are written in the time of one match.
const MATCHING: usize = 16;

/// As many times the words that a replacement took out are written down; then only how often it took them.
const MOST_WRITTEN: usize = 100;

/// The text with everything replaced, the removals that account for it, and what could not be done.
pub(super) fn rewrite<'a>(
    text: &'a str,
    replacements: &[Replacement],
    max_bytes: usize,
) -> (Cow<'a, str>, Vec<Removal>, Vec<String>) {
    within(text, replacements, max_bytes, WORK)
}

/// The same within some work.
fn within<'a>(
    text: &'a str,
    replacements: &[Replacement],
    max_bytes: usize,
    work: usize,
) -> (Cow<'a, str>, Vec<Removal>, Vec<String>) {
    let (mut text, mut removals, mut warnings) = (Cow::Borrowed(text), Vec::new(), Vec::new());
    let mut left = work;
    for (done, one) in replacements.iter().enumerate() {
        let looked = text.len() / LOOKING;
        let most = left.saturating_sub(looked) / MATCHING;
        // No more matches are counted than could be replaced.
        let found = memmem::find_iter(text.as_bytes(), &one.find).take(most.saturating_add(1));
        let times = if one.find.is_empty() { 0 } else { found.count() };
        let written = if times == 0 { 0 } else { text.len().saturating_add(times.saturating_mul(MATCHING)) };
        let Some(rest) = left.checked_sub(looked.saturating_add(written)) else {
            warnings.push(format!(
                "{} of {} replacements ({}) were given up: they ask for too much work on this page",
                replacements.len() - done,
                replacements.len(),
                one.file
            ));
            break;
        };
        left = rest;
        if times == 0 {
            continue;
        }
        let grown = one.with.len().saturating_sub(one.find.len()).saturating_mul(times);
        if text.len().saturating_add(grown) > max_bytes {
            warnings.push(format!(
                "replacing “{}” ({}) would make the page larger than {max_bytes} bytes; it was not done",
                shortened(&one.find),
                one.file
            ));
            continue;
        }
        let words = words_of(&one.find);
        if !words.is_empty() && words_of(&one.with) != words {
            removals.push(Removal {
                rule: RULE.to_owned(),
                reason: match times {
                    0..=MOST_WRITTEN => format!("find_string “{}” ({})", shortened(&one.find), one.file),
                    _ => format!("find_string “{}” ({}), {times} times", shortened(&one.find), one.file),
                },
                confidence: 1.0,
                text: vec![words; times.min(MOST_WRITTEN)].join("\n"),
                place: Place::default(),
                kind: RemovalKind::Furniture,
            });
        }
        text = Cow::Owned(text.replace(&one.find, &one.with));
    }
    (text, removals, warnings)
}

/// The rule that the removals name.
const RULE: &str = "site-replace";

/// The words of a piece of markup: what is in no tag. A piece may begin or end within one.
fn words_of(piece: &str) -> String {
    let (mut out, mut in_tag) = (String::new(), false);
    // Up to the first `>` before any `<`, it is the rest of a tag.
    let starts_in_tag = piece.find('>').is_some_and(|end| piece.find('<').is_none_or(|start| end < start));
    let is_attributes = !piece.contains(['<', '>']) && piece.contains('=');
    if is_attributes {
        return out;
    }
    in_tag |= starts_in_tag;
    for c in piece.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                out.push(' ');
            }
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(find: &str, with: &str) -> Replacement {
        Replacement { find: find.into(), with: with.into(), file: "f".into() }
    }

    #[test]
    fn words_that_go_are_accounted_for_and_markup_is_not() {
        let page = "<p>Read on. <b>Advert</b> More <noscript><img src=a></noscript>";
        let all =
            [one("<b>Advert</b>", ""), one("<noscript>", "<div>"), one("src=a", "src=b"), one("gone", "")];
        let (text, removals, warnings) = rewrite(page, &all, 1_000);
        assert_eq!(text, "<p>Read on.  More <div><img src=b></noscript>");
        assert_eq!(removals.iter().map(|r| r.text.as_str()).collect::<Vec<_>>(), ["Advert"]);
        assert!(warnings.is_empty());
    }

    #[test]
    fn hundreds_of_replacements_are_bounded() {
        let page = "a".repeat(1_000);
        let all: Vec<Replacement> = (0..300).map(|_| one("a", "b a")).collect();
        let (text, removals, warnings) = within(&page, &all, 1_000_000, 100_000);
        assert!(text.len() > page.len() && text.len() < 20_000, "{}", text.len());
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].contains(" of 300 replacements (f) were given up"), "{warnings:?}");
        assert_eq!(removals[0].text.split('\n').count(), MOST_WRITTEN);
        assert!(removals[0].reason.ends_with("(f), 1000 times"), "{}", removals[0].reason);
        // Those that match nothing cost next to nothing.
        let none: Vec<Replacement> = (0..300).map(|_| one("x", "y")).collect();
        let (_, _, warnings) = within(&page, &none, 1_000_000, 100_000);
        assert_eq!(warnings, Vec::<String>::new());
    }

    #[test]
    fn a_page_is_not_grown_beyond_the_limit() {
        let (text, _, warnings) = rewrite("aaaa", &[one("a", &"b".repeat(100))], 300);
        assert_eq!(text, "aaaa");
        assert_eq!(warnings.len(), 1);
    }
}
