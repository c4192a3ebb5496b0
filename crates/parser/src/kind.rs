//! Whether an input is a page in HTML or the text of one.

use offprint_model::InputKind;

/// How much of an input is looked at, in characters.
const LOOKED_AT: usize = 65_536;

/// How many tags make a page of a text that does not begin with one. An article about HTML quotes a tag or two.
const TAGS_OF_A_PAGE: usize = 4;

/// Tags by which HTML is known.
const TAGS: [&str; 14] = [
    "<p>", "<p ", "</p>", "<div", "</div>", "<br", "<span", "</a>", "<h1", "<h2", "<body", "<table", "<li",
    "<article",
];

/// Tells by content, never by name.
pub(crate) fn kind_of(text: &str) -> InputKind {
    let text = text.trim_start();
    let begins = [
        "<!doctype",
        "<frameset",
        "<html",
        "<?xml",
        "<!--",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<article",
        "<div",
        "<p>",
        "<section",
        "<main",
    ];
    let opens = |tag: &&str| text.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    if begins.iter().any(opens) {
        return InputKind::Html;
    }
    let head: String = text.chars().take(LOOKED_AT).collect::<String>().to_ascii_lowercase();
    let tags: usize = TAGS.iter().map(|tag| head.matches(tag).count()).sum();
    if tags >= TAGS_OF_A_PAGE { InputKind::Html } else { InputKind::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_pages_from_text() {
        assert_eq!(kind_of("\n<!DOCTYPE html><title>x</title>"), InputKind::Html);
        assert_eq!(kind_of("saved by x\n<div><p>One</p><p>Two</p></div>"), InputKind::Html);
        assert_eq!(kind_of("A title\n\nIn HTML a paragraph is written <p>."), InputKind::Text);
    }
}
