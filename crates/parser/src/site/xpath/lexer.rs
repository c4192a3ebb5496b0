//! Text to tokens: section 3.7 of the recommendation.

use super::XPathError;

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name; with a prefix, the part after it.
    Name(String),
    /// A string.
    Literal(String),
    /// A number.
    Number(f64),
    /// `$name`.
    Variable(String),
    /// Anything else: `//`, `::`, `!=`, `*`.
    Sign(&'static str),
}

impl Token {
    /// As it is written, about.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            Self::Literal(text) => format!("'{text}'"),
            Self::Number(number) => number.to_string(),
            Self::Variable(name) => format!("${name}"),
            Self::Sign(sign) => (*sign).to_owned(),
        }
    }
}

/// Signs, the longer before those that they begin with.
const SIGNS: [&str; 21] = [
    "::", "//", "..", "!=", "<=", ">=", "(", ")", "[", "]", ".", "@", ",", "/", "|", "+", "-", "=", "<", ">",
    "*",
];

/// The tokens of a text, each with the number of the character at which it begins, from 1.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, XPathError> {
    let mut tokens = Vec::new();
    let (mut rest, mut at) = (text, 1);
    loop {
        let bare = rest.trim_start();
        at += rest.get(..rest.len() - bare.len()).unwrap_or_default().chars().count();
        rest = bare;
        let Some(first) = rest.chars().next() else { return Ok(tokens) };
        let after_first = rest.get(first.len_utf8()..).unwrap_or_default();
        let (token, left) = if first == '"' || first == '\'' {
            let (inside, left) = after_first.split_once(first).ok_or(XPathError::OpenString { at })?;
            (Token::Literal(inside.to_owned()), left)
        } else if first.is_ascii_digit()
            || first == '.' && after_first.starts_with(|c: char| c.is_ascii_digit())
        {
            number(rest)
        } else if first == '$' {
            let (name, left) = name(after_first);
            (Token::Variable(name.to_owned()), left)
        } else if is_name_start(first) {
            let (name, left) = prefixed_name(rest);
            (Token::Name(name.to_owned()), left)
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (Token::Sign(sign), rest.get(sign.len()..).unwrap_or_default())
        } else {
            return Err(XPathError::Unexpected { found: first.to_string(), wanted: "an expression", at });
        };
        tokens.push((token, at));
        at += rest.get(..rest.len() - left.len()).unwrap_or_default().chars().count();
        rest = left;
    }
}

fn number(text: &str) -> (Token, &str) {
    let mut dots = 0;
    let end = text
        .char_indices()
        .find(|(_, c)| {
            dots += usize::from(*c == '.');
            !c.is_ascii_digit() && (*c != '.' || dots > 1)
        })
        .map_or(text.len(), |(at, _)| at);
    let (digits, left) = text.split_at_checked(end).unwrap_or((text, ""));
    (Token::Number(digits.parse().unwrap_or(f64::NAN)), left)
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn name(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '_' | '-' | '.' | '\u{b7}'))
        .map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// A name with what stands before its colon: pages have no namespaces, and `og:title` and `svg:rect` are one name.
fn prefixed_name(text: &str) -> (&str, &str) {
    let (first, left) = name(text);
    let local = left.strip_prefix(':').filter(|rest| rest.starts_with(is_name_start));
    match local {
        Some(rest) => {
            let (second, _) = name(rest);
            text.split_at_checked(first.len() + 1 + second.len()).unwrap_or((text, ""))
        }
        None => (first, left),
    }
}
