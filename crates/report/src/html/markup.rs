//! Text within markup that is HTML and XML at once.

use std::fmt::{self, Display, Write as _};

/// A text as it stands between tags or in a value: what means something there is escaped, and characters that XML has not
/// (NUL, control characters) are `�`.
pub(crate) struct Escaped<T>(pub T);

impl<T: Display> Display for Escaped<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(Escaper(f), "{}", self.0)
    }
}

struct Escaper<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for Escaper<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '&' => self.0.write_str("&amp;")?,
                '<' => self.0.write_str("&lt;")?,
                '>' => self.0.write_str("&gt;")?,
                '"' => self.0.write_str("&quot;")?,
                '\'' => self.0.write_str("&#39;")?,
                '\n' | '\t' => self.0.write_char(c)?,
                c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                    self.0.write_char('\u{FFFD}')?
                }
                c => self.0.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// A text of a page, in its own direction, so that it turns nothing beside it.
pub(crate) fn foreign(text: &str) -> String {
    format!("<bdi>{}</bdi>", Escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_is_markup() {
        let escaped = Escaped("<script>\"a\" & 'b'\0\u{1b}\u{fffe}").to_string();
        assert_eq!(escaped, "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;���");
    }
}
