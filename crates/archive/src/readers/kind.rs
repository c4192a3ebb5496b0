//! What a file is, told by its first bytes; its name decides only where the bytes leave it open.

use crate::readers::magic::{ending, media_type_of_bytes, media_type_of_name};

/// Bytes of a file that its kind is told by: a block of Zstandard (RFC 8878, §3.1.1.2.4) and what stands before it.
pub(crate) const HEAD: usize = 129 << 10;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It has no bytes.
    Empty,
    /// A page or text.
    Page,
    /// Zip (PKWARE APPNOTE).
    Zip,
    /// Tar (POSIX ustar and its kin).
    Tar,
    /// Gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstd,
    /// WARC that is not compressed.
    Warc,
    /// An index of WARCs (CDXJ).
    Cdxj,
    /// A message with parts: MHTML (RFC 2557), EML (RFC 5322).
    Message,
    /// A property list with a Safari web archive.
    Webarchive,
    /// A table of saved links or texts.
    Csv,
    /// An array of JSON with articles of wallabag.
    Wallabag,
    /// An array of JSON that tells of the pages of an Omnivore export.
    Omnivore,
    /// A page of links: exports of Pocket and Instapaper, bookmarks of browsers.
    Links,
    /// Of a media type that no page is looked for in.
    Other(&'static str),
}

/// What a file is, by its first [`HEAD`] bytes and its name.
pub(crate) fn kind_of(head: &[u8], name: &str) -> Kind {
    if head.is_empty() {
        return Kind::Empty;
    }
    if head.starts_with(b"\x1f\x8b") {
        return Kind::Gzip;
    }
    // A WARC that is compressed with a dictionary begins with a frame that holds it (0x184D2A5D).
    if head.starts_with(b"\x28\xb5\x2f\xfd") || head.starts_with(b"\x5d\x2a\x4d\x18") {
        return Kind::Zstd;
    }
    if head.starts_with(b"WARC/") {
        return Kind::Warc;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") || head.starts_with(b"PK\x07\x08PK")
    {
        return zip(head);
    }
    if head.get(257..262) == Some(b"ustar") || is_old_tar(head, name) {
        return Kind::Tar;
    }
    if head.starts_with(b"bplist00") && (ends(name, "webarchive") || contains(head, b"WebMainResource")) {
        return Kind::Webarchive;
    }
    match media_type_of_bytes(head) {
        Some(media_type) => Kind::Other(media_type),
        None => text(head, name),
    }
}

/// Books and office files are zips too, and say so in their first file.
fn zip(head: &[u8]) -> Kind {
    let first = head.get(30..).unwrap_or_default();
    if first.starts_with(b"mimetypeapplication/epub+zip") {
        return Kind::Other("application/epub+zip");
    }
    if first.starts_with(b"mimetypeapplication/vnd.oasis") {
        return Kind::Other("application/vnd.oasis.opendocument");
    }
    if first.starts_with(b"[Content_Types].xml") {
        return Kind::Other("application/vnd.openxmlformats-officedocument");
    }
    Kind::Zip
}

/// Tar as it was before POSIX has no mark: its name says it, and the checksum of its first head.
fn is_old_tar(head: &[u8], name: &str) -> bool {
    if !ends(name, "tar") {
        return false;
    }
    let Some(block) = head.get(..512) else { return false };
    let written = block.get(148..156).and_then(|field| std::str::from_utf8(field).ok());
    let written = written.map(|text| text.trim_matches(['\0', ' ']));
    let Some(written) = written.and_then(|text| u32::from_str_radix(text, 8).ok()) else { return false };
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    sum == written
}

fn text(head: &[u8], name: &str) -> Kind {
    let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if !wide && !is_text(head) {
        return Kind::Other("application/octet-stream");
    }
    // What is looked for is ASCII: of UTF-16 its half that is.
    let narrow: Vec<u8>;
    let head = if wide {
        narrow = head.iter().skip(2).copied().filter(|byte| *byte != 0).collect();
        &narrow
    } else {
        head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
    };
    if crate::readers::cdxj::is_cdxj(head) {
        return Kind::Cdxj;
    }
    let start = head.trim_ascii_start();
    let first: Vec<u8> = start.iter().take(4096).map(u8::to_ascii_lowercase).collect();
    if let Some(kind) = export(start, &first) {
        return kind;
    }
    if head.starts_with(b"From ") && ends(name, "mbox") {
        return Kind::Other("application/mbox");
    }
    if is_message(head) {
        return Kind::Message;
    }
    let page = is_html(&first);
    if matches!(
        ending(name).as_deref(),
        Some("html" | "htm" | "xhtml" | "xht" | "shtml" | "txt" | "text" | "md")
    ) {
        return Kind::Page;
    }
    if first.starts_with(b"<svg") || first.starts_with(b"<?xml") && contains(&first, b"<svg") && !page {
        return Kind::Other("image/svg+xml");
    }
    if let Some(media_type) = media_type_of_name(name) {
        // A page that a server wrote is often called by its program: `story.php`.
        let program = media_type.starts_with("application/x-httpd");
        return if page && (program || ends(name, "xml")) { Kind::Page } else { Kind::Other(media_type) };
    }
    if page {
        return Kind::Page;
    }
    if first.starts_with(b"<?xml") || first.starts_with(b"<rss") || first.starts_with(b"<feed") {
        return Kind::Other("application/xml");
    }
    if [b"{\"".as_slice(), b"[{", b"[\""].iter().any(|mark| without_space(&first).starts_with(mark)) {
        return Kind::Other("application/json");
    }
    Kind::Page
}

/// Exports of reading services and property lists, which are texts of a certain shape.
fn export(start: &[u8], first: &[u8]) -> Option<Kind> {
    if first.starts_with(b"<?xml") || first.starts_with(b"<!doctype plist") || first.starts_with(b"<plist") {
        let plist = contains(first, b"<plist");
        if plist {
            let archive = contains(start, b"WebMainResource");
            return Some(if archive { Kind::Webarchive } else { Kind::Other("application/x-plist") });
        }
    }
    let line = first.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let line: Vec<u8> = line.iter().copied().filter(|byte| !matches!(byte, b'"' | b' ')).collect();
    if line.starts_with(b"title,url,time_added") || line.starts_with(b"url,title,selection,folder") {
        return Some(Kind::Csv);
    }
    if first.starts_with(b"<!doctype netscape-bookmark-file-1")
        || contains(first, b"<title>pocket export</title>")
        || contains(first, b"<title>instapaper: export</title>")
    {
        return Some(Kind::Links);
    }
    if first.starts_with(b"[") && without_space(first).starts_with(b"[{\"") {
        let has = |key: &[u8]| contains(start, key);
        if has(b"\"slug\"") && has(b"\"savedAt\"") && has(b"\"url\"") {
            return Some(Kind::Omnivore);
        }
        if has(b"\"is_archived\"") && (has(b"\"url\"") || has(b"\"content\"")) {
            return Some(Kind::Wallabag);
        }
    }
    None
}

fn without_space(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(8).collect()
}

/// Whether a text begins as a page does (WHATWG MIME Sniffing §7.1, with what may stand before).
fn is_html(first: &[u8]) -> bool {
    const BEGINS: [&[u8]; 17] = [
        b"<!doctype html",
        b"<html",
        b"<head",
        b"<script",
        b"<iframe",
        b"<h1",
        b"<div",
        b"<font",
        b"<table",
        b"<a ",
        b"<style",
        b"<title",
        b"<body",
        b"<br",
        b"<p>",
        b"<meta",
        b"<article",
    ];
    if BEGINS.iter().any(|tag| first.starts_with(tag)) {
        return true;
    }
    let led_in = first.starts_with(b"<?xml") || first.starts_with(b"<!--") || first.starts_with(b"<!doctype");
    led_in && (contains(first, b"<html") || contains(first, b"<!doctype html"))
}

/// Whether a text begins with the head of a message (RFC 5322 §2.2) that can hold a page.
fn is_message(head: &[u8]) -> bool {
    let (mut lines, mut mime, mut letter) = (0_usize, false, 0_usize);
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        lines += 1;
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if lines == 1 {
                return false;
            }
            continue;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let name = line.get(..colon).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        match name.as_slice() {
            b"mime-version" => mime = true,
            b"content-type" => mime |= contains(&line.to_ascii_lowercase(), b"multipart/"),
            b"from" | b"date" | b"subject" | b"message-id" | b"received" | b"return-path" | b"to" => {
                letter += 1
            }
            _ => {}
        }
    }
    mime || letter >= 3
}

/// Whether bytes are of a text in an encoding whose letters and line ends are ASCII's.
fn is_text(head: &[u8]) -> bool {
    let odd =
        head.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    !head.contains(&0) && odd * 100 <= head.len()
}

pub(crate) fn contains(text: &[u8], wanted: &[u8]) -> bool {
    position(text, wanted).is_some()
}

/// Where bytes stand first in others.
pub(crate) fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len().max(1)).position(|window| window == wanted)
}

fn ends(name: &str, with: &str) -> bool {
    ending(name).as_deref() == Some(with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_bytes_and_then_by_name() {
        let cases: [(&[u8], &str, Kind); 24] = [
            (b"", "a.html", Kind::Empty),
            (b"  <!DOCTYPE html><p>a", "a.css", Kind::Other("text/css")),
            (b"  <!DOCTYPE html><p>a", "a", Kind::Page),
            (b"<!-- x --><html>", "a.asp", Kind::Page),
            (b"<?xml version='1.0'?><html xmlns='x'>", "a.xml", Kind::Page),
            (b"<?xml version='1.0'?><rss>", "a", Kind::Other("application/xml")),
            (b"<?xml version='1.0'?><svg>", "a.html.svg", Kind::Other("image/svg+xml")),
            (b"<html><p>a", "story.php", Kind::Page),
            (b"<?php echo 1;", "story.php", Kind::Other("application/x-httpd-php")),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "a", Kind::Page),
            (b"Just words.", "README", Kind::Page),
            (b"Note: words with a colon\nTo: you\n", "a.txt", Kind::Page),
            (b"a\0b", "a.txt", Kind::Other("application/octet-stream")),
            (b"{\"a\": 1}", "a", Kind::Other("application/json")),
            (b"\x89PNG\r\n\x1a\n", "a.html", Kind::Other("image/png")),
            (b"%PDF-1.4", "a.html", Kind::Other("application/pdf")),
            (b"PK\x03\x04", "a", Kind::Zip),
            (b"WARC/1.1\r\n", "a", Kind::Warc),
            (b"From: a\r\nDate: b\r\nSubject: c\r\n\r\n", "a", Kind::Message),
            (b"From a@b Mon Jan  1 10:00:00 2024\nFrom: a\n", "a.mbox", Kind::Other("application/mbox")),
            (b"\xef\xbb\xbfURL,Title,Selection,Folder,Timestamp\r\n", "a.csv", Kind::Csv),
            (b"\"title\",\"url\",\"time_added\"\n", "a.csv", Kind::Csv),
            (b"a,b\n", "a.csv", Kind::Other("text/csv")),
            (b"[ {\n \"is_archived\": 0, \"url\": \"\"", "a.json", Kind::Wallabag),
        ];
        for (bytes, name, kind) in cases {
            assert_eq!(kind_of(bytes, name), kind, "{name}: {}", String::from_utf8_lossy(bytes));
        }
    }
}
