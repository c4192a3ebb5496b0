//! The data that a page states for its scripts: JSON in a script (`__NEXT_DATA__` and its like), what a script assigns to
//! a name or reads from a string, attributes of components. All that look into it walk here.

use serde_json::Value as Json;

use crate::page::Page;
use crate::tag::Tag;

/// Largest data that is read, in bytes.
const LARGEST: usize = 8 << 20;

/// Shortest data, in bytes, that may hold an article.
pub(crate) const SMALLEST: usize = 300;

/// Places of a script at which data is looked for, of each kind.
const MOST_PLACES: usize = 24;

/// A text in which data stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A script's.
    Script(&'a str),
    /// An attribute's that holds JSON: `data-react-props`.
    Attribute(&'a str),
}

impl<'a> Source<'a> {
    /// As it is written.
    pub(crate) const fn text(self) -> &'a str {
        match self {
            Self::Script(text) | Self::Attribute(text) => text,
        }
    }

    /// The data that it holds, where that is large enough for an article.
    pub(crate) fn documents(self) -> Vec<Json> {
        let text = self.text();
        if !(SMALLEST..=LARGEST).contains(&text.len()) {
            return Vec::new();
        }
        match (serde_json::from_str::<Json>(text.trim()), self) {
            (Ok(json), _) => vec![json],
            (Err(_), Self::Attribute(_)) => Vec::new(),
            (Err(_), Self::Script(_)) => {
                let mut found = assigned(text);
                found.extend(read_from_strings(text));
                found
            }
        }
    }
}

/// The texts of a page in which data may stand, with their rows, in order.
pub(crate) fn sources(page: &Page) -> impl Iterator<Item = (usize, Source<'_>)> {
    (0..page.len()).flat_map(move |row| {
        let is_script = page.tag(row) == Tag::Script;
        let within = if is_script { page.subtree(row) } else { 0..0 };
        let scripts = within
            .filter(|at| page.tag(*at) == Tag::Text)
            .map(move |at| (row, Source::Script(page.text(at))));
        let attributes = page
            .attributes(row)
            .filter(move |(_, value)| !is_script && value.trim_start().starts_with(['{', '[']))
            .map(move |(_, value)| (row, Source::Attribute(value)));
        scripts.chain(attributes)
    })
}

/// Whether a string is data rather than text: JSON within JSON.
pub(crate) fn is_data(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    match (chars.next(), chars.next()) {
        (Some('{'), Some(next)) => matches!(next, '"' | '}' | '\\'),
        (Some('['), Some(next)) => matches!(next, '{' | '[' | '"' | ']' | '\\') || next.is_ascii_digit(),
        _ => false,
    }
}

/// The data that a string holds.
pub(crate) fn within(text: &str) -> Option<Json> {
    let fits = (SMALLEST..=LARGEST).contains(&text.len()) && is_data(text);
    fits.then(|| serde_json::from_str::<Json>(text.trim()).ok()).flatten()
}

/// Data that a script assigns to a name: `window.__INITIAL_STATE__ = {…}`.
fn assigned(text: &str) -> Vec<Json> {
    let mut found = Vec::new();
    let mut from = 0;
    for _ in 0..MOST_PLACES {
        let Some(at) = text.get(from..).and_then(|rest| rest.find('=')).map(|at| from + at + 1) else {
            break;
        };
        from = at;
        let Some(value) = text.get(at..).map(str::trim_start).filter(|value| value.starts_with(['{', '[']))
        else {
            continue;
        };
        let mut values = serde_json::Deserializer::from_str(value).into_iter::<Json>();
        if let Some(Ok(json)) = values.next() {
            from = (text.len() - value.len() + values.byte_offset()).max(at);
            if values.byte_offset() >= SMALLEST {
                found.push(json);
            }
        }
    }
    found
}

/// The call by which a script reads data from a string.
const PARSE: &str = "JSON.parse(";

/// Data that a script reads from a string: `JSON.parse("{\"story\":…}")`.
fn read_from_strings(text: &str) -> Vec<Json> {
    let mut found = Vec::new();
    let mut from = 0;
    for _ in 0..MOST_PLACES {
        let Some(at) = text.get(from..).and_then(|rest| rest.find(PARSE)).map(|at| from + at + PARSE.len())
        else {
            break;
        };
        from = at;
        let Some((value, length)) = text.get(at..).and_then(string_literal) else { continue };
        from += length;
        found.extend(within(&value));
    }
    found
}

/// The string that some text of a script begins with, and how many bytes it takes (ECMA-262 §12.9.4).
fn string_literal(text: &str) -> Option<(String, usize)> {
    let trimmed = text.trim_start();
    let mut chars = trimmed.char_indices();
    let (_, mark) = chars.next().filter(|(_, c)| matches!(c, '"' | '\'' | '`'))?;
    let mut units: Vec<u16> = Vec::new();
    let mut pushed = [0u16; 2];
    while let Some((at, c)) = chars.next() {
        if c == mark {
            return Some((String::from_utf16_lossy(&units), text.len() - trimmed.len() + at + 1));
        }
        let c = match c {
            '\\' => match chars.next()?.1 {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                'b' => '\u{8}',
                'f' => '\u{c}',
                'v' => '\u{b}',
                '\n' => continue,
                kind @ ('u' | 'x') => {
                    let count = if kind == 'u' { 4 } else { 2 };
                    let digits: String = chars.by_ref().take(count).map(|(_, c)| c).collect();
                    units.push(u16::from_str_radix(&digits, 16).ok()?);
                    continue;
                }
                other => other,
            },
            other => other,
        };
        units.extend_from_slice(c.encode_utf16(&mut pushed));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_scripts_are_read() {
        for (text, expected) in [
            (r#""a\"b\\n" rest"#, "a\"b\\n"),
            (r#" '{"a":"it\'s"}')"#, r#"{"a":"it's"}"#),
            (r#""\u00e9\ud83d\ude00\x41""#, "é😀A"),
        ] {
            assert_eq!(string_literal(text).map(|(value, _)| value).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "name)", "\"open", "\"\\", "\"\\u12\""] {
            assert_eq!(string_literal(text), None, "{text}");
        }
    }

    #[test]
    fn data_is_told_from_text() {
        assert!(["{\"a\":1}", " [ {\"a\":1}]", "[\"a\"]", "{}", "[1,2]"].iter().all(|text| is_data(text)));
        assert!(!["[Applause] She sat down.", "{name} left", "No."].iter().any(|text| is_data(text)));
    }
}
