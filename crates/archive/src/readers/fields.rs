//! The lines `Name: value` of heads: WARC (ISO 28500:2017, §4) and HTTP (RFC 9112, §5), as tolerant as browsers are.

use memchr::memchr;

/// The fields of a head, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the lines behind a first line. Lines may end in LF alone; a line that begins with white space goes on the one
    /// before; a line without a colon is passed over.
    pub(crate) fn parse(lines: &[u8]) -> Self {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines.split(|&byte| byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let folded = matches!(line.first(), Some(b' ' | b'\t'));
            if folded && let Some((_, value)) = fields.last_mut() {
                let more = String::from_utf8_lossy(line.trim_ascii());
                if !value.is_empty() && !more.is_empty() {
                    value.push(' ');
                }
                value.push_str(&more);
            } else if let Some(colon) = memchr(b':', line)
                && let Some((name, value)) = line.split_at_checked(colon)
            {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes.trim_ascii()).into_owned();
                fields.push((text(name), text(value.get(1..).unwrap_or_default())));
            }
        }
        Self(fields)
    }

    /// The first value of this name, in whatever case.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// All values of this name, in whatever case.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl DoubleEndedIterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Bytes of a head up to and with the empty line that ends it.
pub(crate) fn head_length(bytes: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match bytes.get(at + 1..)? {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// Media type in small letters without parameters, and its parameter `charset`, of a Content-Type (RFC 9110, §8.3).
pub(crate) fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media_type =
        parts.next().map(|part| part.trim().to_ascii_lowercase()).filter(|part| !part.is_empty());
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (media_type, charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_names_in_any_case_and_bare_line_feeds() {
        let fields = Fields::parse(b"content-TYPE: text/html;\r\n charset=x\nno colon\nEmpty:\n\nlate: 1\n");
        assert_eq!(fields.get("Content-Type"), Some("text/html; charset=x"));
        assert_eq!(fields.get("empty"), Some(""));
        assert_eq!(fields.get("no colon"), None);
    }

    #[test]
    fn a_head_ends_with_an_empty_line() {
        assert_eq!(head_length(b"a: 1\r\n\r\nbody"), Some(8));
        assert_eq!(head_length(b"a: 1\n\nbody"), Some(6));
        assert_eq!(head_length(b"a: 1\r\nb: 2\r\n"), None);
    }

    #[test]
    fn content_types_are_taken_apart() {
        let (media_type, charset) = content_type("Text/HTML ; Charset=\"utf-8\"");
        assert_eq!((media_type.as_deref(), charset.as_deref()), (Some("text/html"), Some("utf-8")));
        assert_eq!(content_type(""), (None, None));
    }
}
