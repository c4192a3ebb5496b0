//! A style sheet of the user's own, which comes after ours.
//!
//! It says how text looks; it may fetch nothing, as no output may. It is read by tokens (CSS Syntax Level 3) before
//! anything is written, so that a slip is told with its line rather than found by whoever opens the book.

use cssparser::{ParseError, Parser, Token};
use thiserror::Error;

/// How deep blocks and functions may stand in each other; sheets that people write keep to five or so.
const MAX_DEPTH: usize = 32;

/// Stands behind the sheet while it is read: what swallows it was never closed.
const END: &str = "offprint-end";

/// Functions whose strings are addresses.
const ADDRESSES: [&str; 6] = ["url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"];

/// Properties that no book may set (EPUB 3.3, §6.3.1.2): the direction of text is a matter of its markup.
const OF_MARKUP: [&str; 2] = ["direction", "unicode-bidi"];

/// Rules that begin with `@` and that books know (EPUB 3.3, §6.3.1; EPUBCheck takes others for mistakes).
const AT_RULES: [&str; 7] =
    ["counter-style", "font-face", "keyframes", "-webkit-keyframes", "media", "page", "supports"];

/// A style sheet that fetches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserStyle {
    css: String,
}

/// Why a style sheet can't be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UserStyleError {
    /// It would fetch something.
    #[error(
        "line {line}: it fetches {what}, and nothing that is written may fetch; put it in as a data: address"
    )]
    Fetches {
        /// The line, from 1.
        line: u32,
        /// What it fetches.
        what: String,
    },
    /// It sets what only markup may set.
    #[error("line {line}: a book may not set {property}; the language and direction of its text do that")]
    OfMarkup {
        /// The line, from 1.
        line: u32,
        /// The property.
        property: String,
    },
    /// It is no CSS.
    #[error("line {line}: {what}")]
    Broken {
        /// The line, from 1.
        line: u32,
        /// What is wrong.
        what: &'static str,
    },
}

impl UserStyle {
    /// Reads a sheet.
    ///
    /// # Errors
    /// [`UserStyleError`] where it would fetch anything, or is cut short or garbled.
    pub fn parse(css: &str) -> Result<Self, UserStyleError> {
        let css = css.strip_prefix('\u{feff}').unwrap_or(css);
        if let Some((before, _)) = css.split_once('\0') {
            let line = u32::try_from(before.lines().count().max(1)).unwrap_or(u32::MAX);
            return Err(UserStyleError::Broken { line, what: "it holds a character that no text has (NUL)" });
        }
        let watched = format!("{css}\n.{END}{{}}");
        let mut parser = Parser::new(&watched);
        match walk(&mut parser, 0, false) {
            Ok(true) => Ok(Self { css: css.trim().to_owned() }),
            Ok(false) => Err(UserStyleError::Broken {
                line: u32::try_from(css.lines().count()).unwrap_or(u32::MAX),
                what: "a block, comment or string is not closed at the end",
            }),
            Err(error) => Err(error),
        }
    }

    /// The sheet as a file.
    pub fn as_css(&self) -> &str {
        &self.css
    }

    /// The sheet as the content of a `style` element of HTML, which it can't end: `</` within a string or comment,
    /// the only places where it can stand, is written `<\/`, which means the same.
    pub(crate) fn in_html(&self) -> String {
        self.css.replace("</", "<\\/")
    }
}

/// Reads tokens up to the end; whether [`END`] was met.
fn walk(parser: &mut Parser<'_>, depth: usize, addresses: bool) -> Result<bool, UserStyleError> {
    let mut ended = false;
    loop {
        parser.skip_whitespace();
        let line = parser.current_source_location().line + 1;
        let broken = |what| UserStyleError::Broken { line, what };
        let Ok(token) = parser.next().cloned() else { return Ok(ended) };
        let within = match &token {
            Token::UnquotedUrl(address) => {
                local(address, line)?;
                continue;
            }
            Token::QuotedString(address) if addresses => {
                local(address, line)?;
                continue;
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("import") => {
                return Err(UserStyleError::Fetches { line, what: "another sheet (@import)".into() });
            }
            Token::AtKeyword(name) if name.eq_ignore_ascii_case("charset") => {
                return Err(broken("@charset has no place here; give the sheet in UTF-8, without it"));
            }
            Token::Ident(name) => {
                let property = name.to_ascii_lowercase();
                ended |= depth == 0 && property == END;
                if OF_MARKUP.contains(&property.as_str()) && parser.try_parse(Parser::expect_colon).is_ok() {
                    return Err(UserStyleError::OfMarkup { line, property });
                }
                continue;
            }
            Token::AtKeyword(name)
                if depth == 0 && !AT_RULES.iter().any(|known| name.eq_ignore_ascii_case(known)) =>
            {
                return Err(broken(
                    "reading devices do not know this rule that begins with @; write it without",
                ));
            }
            Token::Delim('&') => {
                return Err(broken(
                    "reading devices do not know rules within rules (&); write each by itself",
                ));
            }
            Token::Delim('<') | Token::CDO | Token::CDC if depth == 0 => {
                return Err(broken("this is no CSS; give the content of the style sheet alone"));
            }
            // What another place says can't be looked into here.
            Token::Function(name)
                if addresses
                    && ["var", "env", "attr"].iter().any(|known| name.eq_ignore_ascii_case(known)) =>
            {
                return Err(UserStyleError::Fetches { line, what: format!("what {name}() says") });
            }
            Token::BadString(_) => return Err(broken("a string is not closed")),
            Token::BadUrl(_) => return Err(broken("an address is not closed or holds what it may not")),
            Token::CloseCurlyBracket | Token::CloseParenthesis | Token::CloseSquareBracket => {
                return Err(broken("a bracket is closed that was not opened"));
            }
            Token::Function(name) => {
                addresses || ADDRESSES.iter().any(|known| name.eq_ignore_ascii_case(known))
            }
            Token::CurlyBracketBlock | Token::ParenthesisBlock | Token::SquareBracketBlock => false,
            _ => continue,
        };
        if depth >= MAX_DEPTH {
            return Err(broken("brackets stand in brackets too deep"));
        }
        let mut inner = Ok(false);
        let outcome: Result<(), ParseError<()>> = parser.parse_nested_block(|nested| {
            inner = walk(nested, depth + 1, within);
            Ok(())
        });
        inner?;
        outcome.map_err(|_| broken("a block can't be read"))?;
    }
}

/// An address that fetches nothing: data, or a place in the document itself.
fn local(address: &str, line: u32) -> Result<(), UserStyleError> {
    let trimmed = address.trim();
    let is_data = trimmed.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    if is_data || trimmed.starts_with('#') {
        return Ok(());
    }
    let what = trimmed.chars().take(80).collect();
    Err(UserStyleError::Fetches { line, what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_passes() {
        for css in [
            "",
            "/* only a comment */",
            "body { font-family: \"Gentium\", serif; margin: 0 5% }",
            "@media print { p::first-letter { color: red } }\n.direction, a[href^=\"https://\"] { color: inherit }",
            "@font-face { font-family: X; src: url(data:font/woff2;base64,AAAA) format(\"woff2\") }",
            "q { quotes: \"</style>\" \"»\" } a { background: url('#a') }",
            "\u{feff}p{text-indent:1em}",
        ] {
            assert!(UserStyle::parse(css).is_ok(), "{css}: {:?}", UserStyle::parse(css));
        }
        let sly = UserStyle::parse("q { quotes: \"</style><script>\" }").unwrap();
        assert_eq!(sly.in_html(), "q { quotes: \"<\\/style><script>\" }");
    }

    #[test]
    fn what_fetches_or_is_garbled_is_told_with_its_line() {
        let line = |css: &str| match UserStyle::parse(css).unwrap_err() {
            UserStyleError::Fetches { line, .. } => ("fetches", line),
            UserStyleError::OfMarkup { line, .. } => ("of markup", line),
            UserStyleError::Broken { line, .. } => ("broken", line),
        };
        for (css, expected) in [
            ("\n@import 'a.css';", ("fetches", 2)),
            ("@IMPORT url(a.css);", ("fetches", 1)),
            ("p { background: url(https://example.org/a.png) }", ("fetches", 1)),
            ("p { background: URL( \"//example.org/a.png\" ) }", ("fetches", 1)),
            ("p { background: u\\72l(a.png) }", ("fetches", 1)),
            ("p {\n background: image-set(\"a.png\" 1x) }", ("fetches", 2)),
            ("@font-face { src: local(X), url(x.woff2) }", ("fetches", 1)),
            ("p { Direction : rtl }", ("of markup", 1)),
            ("p { color: red", ("broken", 1)),
            ("p { color: red }\n/* open", ("broken", 2)),
            ("p { color: red } }", ("broken", 1)),
            ("p { content: 'a\n'}", ("broken", 1)),
            ("@charset \"utf-8\"; p {}", ("broken", 1)),
            ("p { --u: \"http://x/\"; background: image-set(var(--u) 1x) }", ("fetches", 1)),
            ("p { background: image-set( calc(var(--u)) 1x) }", ("fetches", 1)),
            ("</style><script>alert(1)</script>", ("broken", 1)),
            ("<!-- p { color: red } -->", ("broken", 1)),
            ("p {}\n@layer a { p { color: red } }", ("broken", 2)),
            ("a { &:hover { color: blue } }", ("broken", 1)),
            ("p {}\0 a {}", ("broken", 1)),
        ] {
            assert_eq!(line(css), expected, "{css}");
        }
        assert_eq!(line(&"(".repeat(100_000)), ("broken", 1));
    }
}
