//! The head of an answer (HTTP/1.1 as RFC 9112 has it, read as leniently as browsers do).

use crate::readers::fields::{Fields, content_type, head_length};

/// The head of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HttpHead {
    /// Its status.
    pub(crate) status: u16,
    /// Its fields.
    pub(crate) fields: Fields,
    /// Bytes of the head with the empty line behind it.
    pub(crate) length: usize,
}

impl HttpHead {
    /// Reads the head at the beginning of these bytes. A head whose empty line is missing is one to the end of the bytes. `None`
    /// where there is no status line: crawlers also store answers without head.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let line = bytes.split(|&byte| byte == b'\n').next()?;
        let rest = line.strip_prefix(b"HTTP/").or_else(|| line.strip_prefix(b"http/"))?;
        let status = rest.split(|&byte| byte == b' ').skip(1).find(|part| !part.is_empty())?.trim_ascii();
        let status = std::str::from_utf8(status.get(..3)?).ok()?.parse().ok()?;
        let length = head_length(bytes).unwrap_or(bytes.len());
        let fields = Fields::parse(bytes.get(line.len() + 1..length).unwrap_or_default());
        Some(Self { status, fields, length })
    }

    /// Media type and charset; the last Content-Type counts, as in browsers.
    pub(crate) fn content_type(&self) -> (Option<String>, Option<String>) {
        let written = self.fields.all("Content-Type").rfind(|value| !value.is_empty());
        written.map(content_type).unwrap_or_default()
    }

    /// Bytes that the body is said to have, as it was sent.
    pub(crate) fn content_length(&self) -> Option<u64> {
        self.fields.get("Content-Length")?.parse().ok()
    }

    /// Whether the body is said to come in chunks.
    pub(crate) fn is_chunked(&self) -> bool {
        self.fields.all("Transfer-Encoding").any(|value| value.to_ascii_lowercase().contains("chunked"))
    }

    /// The content encodings, in the order in which they were applied; those of the transfer behind them.
    pub(crate) fn encodings(&self) -> Vec<String> {
        let content = self.fields.all("Content-Encoding");
        let all = content.chain(self.fields.all("Transfer-Encoding")).flat_map(|value| value.split(','));
        let names = all.map(|name| name.trim().to_ascii_lowercase());
        names
            .filter(|name| {
                !matches!(name.as_str(), "" | "identity" | "chunked" | "none" | "utf-8" | "binary")
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn heads_of_all_versions() {
        for (line, status) in [
            ("HTTP/1.1 200 OK", 200),
            ("HTTP/2 203", 203),
            ("HTTP/1.0  404 Not Found", 404),
            ("http/1.1 200", 200),
            ("HTTP/1.1 200OK", 200),
        ] {
            let head = HttpHead::parse(format!("{line}\nContent-Type: a/b\n\nbody").as_bytes()).unwrap();
            assert_eq!((head.status, head.length), (status, line.len() + 20), "{line}");
        }
        for line in ["<html>", "HTTP/1.1", "HTTP/1.1 2x0 no", ""] {
            assert_eq!(HttpHead::parse(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn the_last_content_type_counts_and_encodings_stack() {
        let head = HttpHead::parse(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nContent-Type: Text/Html; charset=x\r\nContent-Encoding: br, GZIP\r\ntransfer-encoding: deflate, Chunked\r\n\r\n",
        )
        .unwrap();
        assert_eq!(head.content_type(), (Some("text/html".to_owned()), Some("x".to_owned())));
        assert_eq!(head.encodings(), ["br", "gzip", "deflate"]);
        assert!(head.is_chunked());
    }
}
