//! The parts of a message (RFC 2045, RFC 2046). A library reads heads and undoes encodings; the parts are taken apart here, so
//! that no message, however its parts stand in one another, can exhaust the stack.

use std::ops::Range;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::{ArchiveError, Limits};

/// A part that has no parts itself.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Where its head begins.
    pub(crate) start: usize,
    body: Range<usize>,
    encoding: Encoding,
    /// `text/html`, in small letters.
    pub(crate) media_type: String,
    pub(crate) charset: Option<String>,
    /// Content-Location (RFC 2557 §4).
    pub(crate) location: Option<String>,
    /// Content-ID without its brackets.
    pub(crate) id: Option<String>,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Base64,
    QuotedPrintable,
    None,
}

/// A message, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) parts: Vec<Part>,
    /// The Content-ID that the head says the page has.
    pub(crate) root: Option<String>,
    /// Where the page was saved from: `Snapshot-Content-Location` of Chromium, or Content-Location.
    pub(crate) url: Option<String>,
    pub(crate) subject: Option<String>,
    /// Seconds since 1970.
    pub(crate) date: Option<i64>,
    /// Whether the line that ends its parts is missing.
    pub(crate) is_cut_off: bool,
}

/// What is to be taken apart, with the count of those it stands in.
struct Piece {
    range: Range<usize>,
    depth: usize,
}

/// Takes a message apart.
pub(crate) fn parts(message: &[u8], limits: &Limits) -> Result<Parts, ArchiveError> {
    let mut found = Parts::default();
    let mut rest = vec![Piece { range: 0..message.len(), depth: 0 }];
    while let Some(Piece { range, depth }) = rest.pop() {
        let bytes = message.get(range.clone()).unwrap_or_default();
        let (head, body) = split(bytes);
        if head > limits.max_header_bytes {
            return Err(crate::readers::reading::over(limits.max_header_bytes, "max_header_bytes"));
        }
        let head = bytes.get(..head).unwrap_or_default();
        let parsed = MessageParser::default().parse_headers(head);
        if depth == 0
            && let Some(parsed) = &parsed
        {
            found.describe(parsed);
        }
        let body = range.start + body..range.end;
        let boundary = parsed.as_ref().and_then(boundary);
        match boundary {
            Some(boundary) if depth < limits.max_nesting => {
                let (inner, is_ended) = within(message, body, boundary.as_bytes());
                found.is_cut_off |= !is_ended;
                let count = inner.len().saturating_add(rest.len()).saturating_add(found.parts.len());
                if count > limits.max_entries {
                    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
                    let (found, limit) = (number(count), number(limits.max_entries));
                    return Err(ArchiveError::OverLimit {
                        what: "parts",
                        found,
                        limit,
                        option: "max_entries",
                    });
                }
                let inner = inner.into_iter().rev();
                rest.extend(inner.map(|range| Piece { range, depth: depth + 1 }));
            }
            _ => found.parts.push(Part::of(range.start, body, parsed.as_ref())),
        }
    }
    Ok(found)
}

impl Parts {
    fn describe(&mut self, head: &Message<'_>) {
        let snapshot = head.header_raw("Snapshot-Content-Location").map(unfolded);
        self.url =
            snapshot.or_else(|| head.content_location().map(str::to_owned)).filter(|url| !url.is_empty());
        self.subject = head.subject().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        self.date = head.date().map(|date| date.to_timestamp());
        let start = head.content_type().and_then(|kind| kind.attribute("start"));
        self.root = start.map(|id| id.trim().trim_start_matches('<').trim_end_matches('>').to_owned());
    }

    /// The number of the part that is the page (RFC 2387 §3.2): the one that the head names, or the first that can be.
    pub(crate) fn page(&self) -> Option<usize> {
        let named = |part: &Part| part.id.is_some() && part.id == self.root && part.is_text();
        let is_html = |part: &Part| matches!(part.media_type.as_str(), "text/html" | "application/xhtml+xml");
        let find = |wanted: &dyn Fn(&Part) -> bool| self.parts.iter().position(wanted);
        find(&named).or_else(|| find(&is_html)).or_else(|| find(&|part| part.media_type == "text/plain"))
    }
}

impl Part {
    fn of(start: usize, body: Range<usize>, head: Option<&Message<'_>>) -> Self {
        let kind = head.and_then(|head| head.content_type());
        let media_type = kind.map_or_else(
            || "text/plain".to_owned(),
            |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase(),
        );
        let encoding = head.and_then(|head| head.content_transfer_encoding()).map(str::to_ascii_lowercase);
        let text = |text: Option<&str>| text.map(unfolded).filter(|text| !text.is_empty());
        Self {
            start,
            body,
            encoding: match encoding.as_deref().map(str::trim) {
                Some("base64") => Encoding::Base64,
                Some("quoted-printable") => Encoding::QuotedPrintable,
                _ => Encoding::None,
            },
            media_type,
            charset: text(kind.and_then(|kind| kind.attribute("charset"))),
            location: text(head.and_then(|head| head.content_location())),
            id: text(head.and_then(|head| head.content_id())),
        }
    }

    fn is_text(&self) -> bool {
        self.media_type.starts_with("text/") || self.media_type == "application/xhtml+xml"
    }

    /// Its bytes, the encoding undone; none where that is impossible.
    pub(crate) fn bytes(&self, message: &[u8]) -> Option<Vec<u8>> {
        let body = message.get(self.body.clone())?;
        match self.encoding {
            Encoding::Base64 => base64_decode(body),
            Encoding::QuotedPrintable => {
                quoted_printable_decode(body).or_else(|| Some(loosely_decoded(body)))
            }
            Encoding::None => Some(body.to_vec()),
        }
    }

    /// Bytes of its body as stored.
    pub(crate) fn length(&self) -> usize {
        self.body.len()
    }
}

/// Quoted-printable where not every `=` is one of the encoding: the others stay (RFC 2045 §6.7 leaves it to the reader).
fn loosely_decoded(body: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| {
        byte.and_then(|byte| char::from(*byte).to_digit(16)).and_then(|d| u8::try_from(d).ok())
    };
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, digit(after.first()), digit(after.get(1))) {
            (b'=', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                rest = after.get(2..).unwrap_or_default();
            }
            (b'=', ..) if after.starts_with(b"\r\n") => rest = after.get(2..).unwrap_or_default(),
            (b'=', ..) if after.starts_with(b"\n") => rest = after.get(1..).unwrap_or_default(),
            _ => out.push(*first),
        }
    }
    out
}

/// A value that was written over several lines (RFC 5322 §2.2.3). Addresses have no space in them.
fn unfolded(text: &str) -> String {
    text.split(['\r', '\n']).map(str::trim).collect()
}

fn boundary(head: &Message<'_>) -> Option<String> {
    let kind = head.content_type()?;
    let multipart = kind.ctype().eq_ignore_ascii_case("multipart");
    kind.attribute("boundary").filter(|text| multipart && !text.is_empty()).map(str::to_owned)
}

/// Where the head of a message ends, with the empty line behind it, and where its body begins.
fn split(bytes: &[u8]) -> (usize, usize) {
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += line.len();
        if line.trim_ascii().is_empty() {
            return (at, at);
        }
    }
    (at, at)
}

/// The parts between the lines of a boundary (RFC 2046 §5.1.1). A last line that is missing is forgiven; whether it is
/// there is told.
fn within(message: &[u8], body: Range<usize>, boundary: &[u8]) -> (Vec<Range<usize>>, bool) {
    let mut parts = Vec::new();
    let mut begun = None;
    let mut at = body.start;
    for line in message.get(body.clone()).unwrap_or_default().split_inclusive(|byte| *byte == b'\n') {
        let after =
            line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary)).map(<[u8]>::trim_ascii_end);
        if let Some(after) = after.filter(|after| after.is_empty() || *after == b"--") {
            if let Some(start) = begun.take() {
                parts.push(start..at);
            }
            if after == b"--" {
                return (parts, true);
            }
            begun = Some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(begun.filter(|start| *start < at).map(|start| start..at));
    (parts, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_encoding_stays() {
        assert_eq!(loosely_decoded(b"a=3Db=C3=A9 =\r\nc=\nd=zz=4"), "a=b\u{e9} cd=zz=4".as_bytes());
    }

    #[test]
    fn too_many_parts_are_an_error() {
        let mut message = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n".to_vec();
        message.extend(b"--b\n\ntext\n".repeat(20));
        let error = parts(&message, &Limits { max_entries: 10, ..Limits::default() }).expect_err("too many");
        assert!(error.to_string().contains("max_entries"), "{error}");
        assert_eq!(parts(&message, &Limits::default()).expect("not too many").parts.len(), 20);
    }
}
