//! What is wrong with a text that is no CSS selector, and what to write instead: the library that reads selectors speaks of
//! tokens, and asks to be told.

use super::SelectorError;

/// The pseudo-classes that are read (Selectors Level 4, as far as they say something of a saved page).
const KNOWN: [&str; 17] = [
    "not",
    "is",
    "where",
    "has",
    "nth-child",
    "nth-last-child",
    "nth-of-type",
    "nth-last-of-type",
    "first-child",
    "last-child",
    "only-child",
    "first-of-type",
    "last-of-type",
    "only-of-type",
    "root",
    "empty",
    "scope",
];

/// Says what is wrong with a text.
pub(super) fn explain(text: &str) -> SelectorError {
    let no = |cause: String, hint: &str| SelectorError { cause, hint: hint.to_owned() };
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return no("it says nothing".to_owned(), "write a selector: div.story");
    }
    if trimmed.starts_with('/') {
        let hint = "write CSS: div.story > p; expressions of XPath go into a site config";
        return no("it looks like XPath".to_owned(), hint);
    }
    if let Some((open, close)) = unclosed(trimmed) {
        return no(format!("“{open}” is not closed"), &format!("write “{close}” where it ends"));
    }
    for (colons, name) in pseudo(trimmed) {
        let of_name = |cause: &str| format!("“{colons}{name}” {cause}");
        match (colons, name.as_str()) {
            (_, "attr") => {
                let hint = "write element::attr(name), once and at the end: time::attr(datetime)";
                return no(of_name("does not stand at the end with a name in brackets"), hint);
            }
            (_, "text") => {
                let hint = "leave it out: the text of the element is what is taken";
                return no(of_name("is not known"), hint);
            }
            ("::", _) => {
                let hint =
                    "leave it out: name the element itself, or an attribute with ::attr(name) at the end";
                return no(of_name("names a part of an element"), hint);
            }
            (_, "contains" | "has-text" | "matches") => {
                let hint = "CSS cannot ask for text: name a class, an id or an attribute, or use //p[contains(., 'x')] in a \
                            site config";
                return no(of_name("is not known"), hint);
            }
            (_, "") => {
                return no("a colon stands without a name".to_owned(), "leave it out, or write :not(.a)");
            }
            (_, other) if !KNOWN.contains(&other) => {
                return no(
                    of_name("is not known"),
                    &format!("leave it out; there are :{}", KNOWN.join(", :")),
                );
            }
            _ => {}
        }
    }
    let ends = |sign: char| trimmed.starts_with(sign) || trimmed.ends_with(sign);
    if let Some(sign) = [',', '>', '+', '~'].into_iter().find(|sign| ends(*sign)) {
        let hint = "write an element on both sides of it: div > p";
        return no(format!("an element is missing beside “{sign}”"), hint);
    }
    let mut before = ' ';
    for c in trimmed.chars() {
        if matches!(before, '.' | '#') && !(c.is_alphanumeric() || matches!(c, '-' | '_' | '\\')) {
            return no(format!("no name follows “{before}”"), "write a class as .story, an id as #story");
        }
        if matches!(before, '.' | '#') && c.is_ascii_digit() {
            let hint = "write it as an attribute: [class~=\"2col\"], [id=\"2\"]";
            return no("a name may not begin with a digit".to_owned(), hint);
        }
        before = c;
    }
    no("it cannot be read".to_owned(), "write it like div.story > p, #main, [data-part=\"body\"]")
}

/// The first bracket or quotation mark that is not closed, and what closes it.
pub(super) fn unclosed(text: &str) -> Option<(char, char)> {
    let mut open: Vec<(char, char)> = Vec::new();
    for c in bare(text) {
        match c {
            '(' => open.push((c, ')')),
            '[' => open.push((c, ']')),
            '"' | '\'' => return Some((c, c)),
            ')' | ']' if open.last().is_some_and(|(_, close)| *close == c) => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied()
}

/// The characters of a text but for strings that are closed and what is escaped.
fn bare(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            let mut after = rest.get(c.len_utf8()..)?;
            // What is escaped stands for itself.
            if c == '\\' {
                after = after.chars().next().and_then(|next| after.get(next.len_utf8()..)).unwrap_or(after);
            }
            let closed = matches!(c, '"' | '\'').then(|| after.find(c)).flatten();
            match closed {
                Some(end) => rest = after.get(end + 1..)?,
                None => {
                    rest = after;
                    return Some(c);
                }
            }
        }
    })
}

/// The names that stand behind colons, with the colons; what stands in brackets of attributes is none.
fn pseudo(text: &str) -> Vec<(&'static str, String)> {
    let chars: Vec<char> = bare(text).collect();
    let mut found = Vec::new();
    let (mut in_attribute, mut at) = (0usize, 0);
    while let Some(c) = chars.get(at) {
        at += 1;
        match c {
            '[' => in_attribute += 1,
            ']' => in_attribute = in_attribute.saturating_sub(1),
            ':' if in_attribute == 0 => {
                let colons = if chars.get(at) == Some(&':') { "::" } else { ":" };
                at += colons.len() - 1;
                let rest = chars.get(at..).unwrap_or_default();
                let name: String =
                    rest.iter().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
                found.push((colons, name.to_lowercase()));
            }
            _ => {}
        }
    }
    found
}
