//! What is a page: by the media type that was given, the address and the first bytes.

use crate::NotAPage;

/// Bytes that are looked at.
pub(crate) const PREFIX: usize = 4096;

/// What is told by the media type and address alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PageType {
    /// A page or text.
    Page,
    /// None.
    No(NotAPage),
    /// The bytes must tell.
    Unknown,
}

/// Tells by the media type, in small letters, and the address.
pub(crate) fn by_name(media_type: Option<&str>, uri: Option<&str>) -> PageType {
    let Some(name) = media_type else { return PageType::Unknown };
    match name {
        "text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml" => PageType::Page,
        "text/plain" if is_text_for_programs(uri) => PageType::No(NotAPage::MediaType(name.to_owned())),
        "text/plain" => PageType::Page,
        "text/xml" | "application/xml" => PageType::Unknown,
        "unknown/unknown"
        | "application/unknown"
        | "application/octet-stream"
        | "content/unknown"
        | "text/unknown" => PageType::Unknown,
        "text" | "html" | "text/htm" | "text/x-html" | "application/html" | "text/*" | "*/*" => {
            PageType::Unknown
        }
        _ if !name.contains('/') => PageType::Unknown,
        _ => PageType::No(NotAPage::MediaType(name.to_owned())),
    }
}

/// Tells by the first bytes, decoded, where [`by_name`] could not.
pub(crate) fn by_bytes(prefix: &[u8], media_type: Option<&str>) -> Result<(), NotAPage> {
    let unknown = || NotAPage::MediaType(media_type.unwrap_or("unknown").to_owned());
    let text = ascii(prefix);
    let text = text.trim_ascii_start();
    let xml = text.starts_with(b"<?xml") || media_type.is_some_and(|name| name.ends_with("xml"));
    if xml {
        let lower = text.to_ascii_lowercase();
        let has = |what: &[u8]| memchr::memmem::find(&lower, what).is_some();
        let xhtml = has(b"<html") || has(b"<!doctype html");
        return if xhtml { Ok(()) } else { Err(unknown()) };
    }
    if is_html(text) { Ok(()) } else { Err(unknown()) }
}

/// Whether bytes that were said to be text are: they have no zero, or begin as UTF-16 does.
pub(crate) fn is_text(prefix: &[u8]) -> bool {
    matches!(prefix, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) || !prefix.get(..512).unwrap_or(prefix).contains(&0)
}

/// The bytes without a byte order mark, and those of UTF-16 as ASCII.
fn ascii(prefix: &[u8]) -> Vec<u8> {
    let prefix = prefix.get(..PREFIX).unwrap_or(prefix);
    match prefix {
        [0xEF, 0xBB, 0xBF, rest @ ..] => rest.to_vec(),
        [0xFF, 0xFE, rest @ ..] | [0xFE, 0xFF, rest @ ..] => {
            rest.iter().copied().filter(|&byte| byte != 0).collect()
        }
        _ => prefix.to_vec(),
    }
}

/// The tags that the MIME Sniffing Standard (§7.1) knows HTML by.
fn is_html(text: &[u8]) -> bool {
    const TAGS: [&[u8]; 18] = [
        b"!doctype html",
        b"html",
        b"head",
        b"script",
        b"iframe",
        b"h1",
        b"div",
        b"font",
        b"table",
        b"a",
        b"style",
        b"title",
        b"b",
        b"body",
        b"br",
        b"p",
        b"meta",
        b"article",
    ];
    let Some(tag) = text.strip_prefix(b"<") else { return false };
    if let Some(comment) = tag.strip_prefix(b"!--") {
        // What stands behind comments tells as well; a comment alone is the standard's sign of HTML.
        return !comment.is_empty();
    }
    TAGS.iter().any(|name| {
        let same = tag.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
        same && matches!(tag.get(name.len()), Some(b' ' | b'>' | b'\t' | b'\r' | b'\n' | 0x0C))
    })
}

/// Files that are served as text but are for programs.
fn is_text_for_programs(uri: Option<&str>) -> bool {
    let Some(uri) = uri else { return false };
    let path = uri.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    path.ends_with("/robots.txt")
        || path.ends_with("/ads.txt")
        || [".js", ".mjs", ".css", ".json", ".map", ".svg", ".csv"]
            .iter()
            .any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_they_can() {
        let page = |name, uri| by_name(Some(name), Some(uri)) == PageType::Page;
        assert!(page("text/html", "http://a.example/x.png"));
        assert!(page("text/plain", "http://a.example/essay.txt"));
        assert!(!page("text/plain", "http://a.example/robots.txt"));
        assert!(!page("text/plain", "http://a.example/a.JS?v=1"));
        assert_eq!(
            by_name(Some("image/png"), None),
            PageType::No(NotAPage::MediaType("image/png".to_owned()))
        );
        assert_eq!(by_name(None, None), PageType::Unknown);
    }

    #[test]
    fn bytes_tell_the_rest() {
        assert!(by_bytes(b"\xEF\xBB\xBF \n<!DOCTYPE html>", None).is_ok());
        assert!(by_bytes(b"\xFF\xFE<\0h\0t\0m\0l\0>\0", None).is_ok());
        assert!(
            by_bytes(b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Some("text/xml"))
                .is_ok()
        );
        assert!(by_bytes(b"<?xml version='1.0'?><rss>", Some("text/xml")).is_err());
        assert!(by_bytes(b"<abbr>", None).is_err());
        assert!(by_bytes(b"\x89PNG", None).is_err());
    }
}
