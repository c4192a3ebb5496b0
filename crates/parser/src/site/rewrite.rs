//! Replacements in the text of a page before it is read as HTML: `find_string` and `replace_string` of site configs.
//!
//! Words that a replacement takes out are accounted for like any others.

use std::borrow::Cow;

use offprint_model::{Place, Removal, RemovalKind};

use super::Replacement;
use super::selector::shortened;

/// The text with everything replaced, the removals that account for it, and what could not be done.
pub(super) fn rewrite<'a>(
    text: &'a str,
    replacements: &[Replacement],
    max_bytes: usize,
) -> (Cow<'a, str>, Vec<Removal>, Vec<String>) {
    let (mut text, mut removals, mut warnings) = (Cow::Borrowed(text), Vec::new(), Vec::new());
    for one in replacements {
        let times = if one.find.is_empty() { 0 } else { text.matches(&one.find).count() };
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
                reason: format!("find_string “{}” ({})", shortened(&one.find), one.file),
                confidence: 1.0,
                text: vec![words; times].join("\n"),
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
    fn a_page_is_not_grown_beyond_the_limit() {
        let (text, _, warnings) = rewrite("aaaa", &[one("a", &"b".repeat(100))], 300);
        assert_eq!(text, "aaaa");
        assert_eq!(warnings.len(), 1);
    }
}
