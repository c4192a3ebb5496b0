//! What a record holds: its answer's head read, its encodings undone, and whether it is a page.

use super::digest;
use super::head::Head;
use super::scanner::Scanner;
use crate::readers::chunked::{Dechunked, dechunk};
use crate::readers::content_coding::{Decoded, decode};
use crate::readers::fields::{content_type, head_length};
use crate::readers::http::HttpHead;
use crate::readers::page_type::{self, PREFIX, PageType};
use crate::{ArchiveError, Content, Limits, NotAPage, RecordType};

/// What is wanted of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A page, and what is none told so without being read.
    Page,
    /// The bytes, whatever they are.
    Anything,
}

/// What a record holds.
#[derive(Debug)]
pub(super) struct Payload {
    pub(super) content: Content,
    pub(super) media_type: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) status: Option<u16>,
    pub(super) remarks: Vec<String>,
}

/// What the head of an answer, or that of the record, says of the body.
pub(super) struct Body {
    pub(super) media_type: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) status: Option<u16>,
    /// Bytes of the block before it.
    before: usize,
    /// Bytes that it is said to have.
    said: Option<u64>,
    chunked: bool,
    encodings: Vec<String>,
    /// Whether a head was awaited and is not there.
    headless: bool,
}

impl Body {
    /// Looks at the beginning of the block, which stays there.
    pub(super) fn look(scanner: &mut Scanner, head: &Head, limits: &Limits) -> Result<Self, ArchiveError> {
        let (media_type, charset) = head.get("Content-Type").map(content_type).unwrap_or_default();
        let answer = matches!(head.record_type(), RecordType::Response | RecordType::Revisit);
        let mut body = Self {
            media_type,
            charset,
            status: None,
            before: 0,
            said: None,
            chunked: false,
            encodings: Vec::new(),
            headless: false,
        };
        if !answer || !scanner.peek(8).to_ascii_uppercase().starts_with(b"HTTP/") {
            let http = matches!(body.media_type.as_deref(), None | Some("application/http"));
            body.headless = answer && http && scanner.left() > 0;
            if answer && http {
                body.media_type = None;
                body.charset = None;
            }
            return Ok(body);
        }
        let (before, http) = final_head(scanner, limits)?;
        (body.media_type, body.charset) = http.content_type();
        body.status = Some(http.status);
        body.before = before + http.length;
        body.said = http.content_length();
        body.chunked = http.is_chunked();
        body.encodings = http.encodings();
        Ok(body)
    }
}

/// The head of the answer and the bytes before it: those of interim answers (`100 Continue`; RFC 9110, §15.2), which some crawlers
/// store with it.
fn final_head(scanner: &mut Scanner, limits: &Limits) -> Result<(usize, HttpHead), ArchiveError> {
    let malformed = |what: &str| ArchiveError::Malformed { format: "HTTP head", what: what.to_owned() };
    let mut before = 0;
    let mut wanted = 4096;
    loop {
        let bytes = scanner.peek(wanted);
        let ends = bytes.len() < wanted;
        let bytes = bytes.get(before..).unwrap_or_default();
        let length = head_length(bytes);
        let found = before + length.unwrap_or(bytes.len());
        if found >= limits.max_header_bytes {
            return Err(ArchiveError::OverLimit {
                what: "bytes in the head of its answer",
                found: found as u64,
                limit: limits.max_header_bytes as u64,
                option: "max_header_bytes",
            });
        }
        if length.is_none() && !ends {
            wanted *= 2;
            continue;
        }
        let http = HttpHead::parse(bytes).ok_or_else(|| malformed("the answer has no status"))?;
        let more = bytes.get(http.length..).unwrap_or_default();
        if !(100..200).contains(&http.status) || more.is_empty() && ends {
            return Ok((before, http));
        }
        // Enough to tell whether another head follows.
        if more.len() < 5 && !ends {
            wanted *= 2;
            continue;
        }
        if !more.starts_with(b"HTTP/") {
            return Ok((before, http));
        }
        before += http.length;
    }
}

/// Reads what the record at hand holds, as far as that is wanted.
///
/// # Errors
/// Over a limit, or in an encoding that cannot be undone.
pub(super) fn read(
    scanner: &mut Scanner,
    head: &Head,
    wanted: Wanted,
    limits: &Limits,
) -> Result<Payload, ArchiveError> {
    let record_type = head.record_type();
    let uri = head.uri("WARC-Target-URI");
    let about = match record_type {
        RecordType::Response | RecordType::Revisit | RecordType::Conversion => false,
        // Programs keep their own logs in records of their own scheme.
        RecordType::Resource => uri.is_some_and(|uri| uri.starts_with("metadata:")),
        _ => true,
    };
    if about {
        let (media_type, charset) = head.get("Content-Type").map(content_type).unwrap_or_default();
        let content = Content::NotAPage(NotAPage::Type);
        return Ok(Payload { content, media_type, charset, status: None, remarks: Vec::new() });
    }
    let body = Body::look(scanner, head, limits)?;
    let mut payload = Payload {
        content: Content::NotAPage(NotAPage::Empty),
        media_type: body.media_type.clone(),
        charset: body.charset.clone(),
        status: body.status,
        remarks: Vec::new(),
    };
    let page_type = match wanted {
        Wanted::Page => page_type::by_name(body.media_type.as_deref(), uri),
        Wanted::Anything => PageType::Page,
    };
    // A revisit's own head may say that nothing was sent (304); what counts is the original's.
    if record_type == RecordType::Revisit {
        payload.content = Content::NotAPage(match page_type {
            PageType::No(why) => why,
            _ => NotAPage::OriginalElsewhere,
        });
        return Ok(payload);
    }
    if let Some(status) = body.status.filter(|status| !(200..300).contains(status)) {
        payload.content = Content::NotAPage(NotAPage::Status(status));
        return Ok(payload);
    }
    if let PageType::No(why) = page_type {
        payload.content = Content::NotAPage(why);
        return Ok(payload);
    }
    let unknown = page_type == PageType::Unknown;
    payload.content = match block(scanner, head, &body, unknown, limits, &mut payload.remarks)? {
        Ok(bytes) if bytes.is_empty() => Content::NotAPage(NotAPage::Empty),
        Ok(bytes) => {
            let binary = wanted == Wanted::Page
                && body.media_type.as_deref() == Some("text/plain")
                && !page_type::is_text(&bytes);
            if binary {
                Content::NotAPage(NotAPage::MediaType("application/octet-stream".to_owned()))
            } else {
                Content::Page(bytes)
            }
        }
        Err(why) => Content::NotAPage(why),
    };
    if matches!(payload.content, Content::Page(_)) {
        remark(head, &body, &mut payload.remarks);
    }
    Ok(payload)
}

/// Reads the block and undoes its encodings; the reason where its bytes, asked because nothing else told, are no page.
fn block(
    scanner: &mut Scanner,
    head: &Head,
    body: &Body,
    unknown: bool,
    limits: &Limits,
    remarks: &mut Vec<String>,
) -> Result<Result<Vec<u8>, NotAPage>, ArchiveError> {
    let over = |found| ArchiveError::OverLimit {
        what: "bytes",
        found,
        limit: limits.max_bytes as u64,
        option: "max_bytes",
    };
    let mut bytes = Vec::new();
    if unknown {
        scanner.take(&mut bytes, body.before.saturating_add(4 * PREFIX));
        let start = bytes.get(body.before..).unwrap_or_default().to_vec();
        if start.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let start = undo(start, body, limits.max_bytes, &mut Vec::new())?;
        if let Err(why) = page_type::by_bytes(&start, body.media_type.as_deref()) {
            return Ok(Err(why));
        }
    }
    // Chunks have lines of their own, so that what is stored may be somewhat larger than the page.
    let most = if body.chunked { limits.max_bytes.saturating_mul(2) } else { limits.max_bytes };
    let most = most.saturating_add(body.before);
    if scanner.left().saturating_add(bytes.len() as u64) > most as u64 {
        return Err(over(scanner.left() + bytes.len() as u64));
    }
    scanner.take(&mut bytes, most);
    if scanner.left() > 0 {
        // The member broke; that is told when the record is passed.
        return Ok(Ok(Vec::new()));
    }
    let segment = head.get("WARC-Segment-Number").is_some();
    let check = head.get("WARC-Block-Digest").filter(|_| head.get("WARC-Truncated").is_none());
    if let Some(written) = check
        && digest::matches(written, &bytes) == Some(false)
    {
        remarks.push("its block is not as its digest says; it may have been altered".to_owned());
    }
    bytes.drain(..body.before.min(bytes.len()));
    // Where its encodings are undone already it has more.
    if let Some(said) = body.said.filter(|said| !body.chunked && (bytes.len() as u64) < *said) {
        remarks.push(format!("its body has {} bytes of the {said} that the server spoke of", bytes.len()));
    }
    let digest = head.get("WARC-Payload-Digest").filter(|_| !segment && head.get("WARC-Truncated").is_none());
    // The standard means the body without transfer encodings; programs also take it as sent, or wholly decoded.
    let mut wrong = digest.is_some_and(|written| digest::matches(written, &bytes) == Some(false));
    if wrong
        && body.chunked
        && let Dechunked::Whole(joined) | Dechunked::Broken(joined) = dechunk(&bytes)
    {
        wrong = digest.is_some_and(|written| digest::matches(written, &joined) == Some(false));
    }
    let decoded = undo(bytes, body, limits.max_bytes, remarks)?;
    if wrong && digest.is_some_and(|written| digest::matches(written, &decoded) == Some(false)) {
        remarks.push("its body is not as its digest says; it may have been altered".to_owned());
    }
    if decoded.len() > limits.max_bytes {
        return Err(over(decoded.len() as u64));
    }
    Ok(Ok(decoded))
}

/// Undoes transfer and content encodings.
fn undo(
    bytes: Vec<u8>,
    body: &Body,
    limit: usize,
    remarks: &mut Vec<String>,
) -> Result<Vec<u8>, ArchiveError> {
    let joined = if body.chunked {
        match dechunk(&bytes) {
            Dechunked::Whole(joined) => joined,
            Dechunked::Broken(joined) => {
                remarks.push(format!("its chunks break off after {} bytes, which were kept", joined.len()));
                joined
            }
            Dechunked::Absent => bytes,
        }
    } else {
        bytes
    };
    let Decoded { body, remarks: more } = decode(joined, &body.encodings, limit)?;
    remarks.extend(more);
    Ok(body)
}

/// What a careful user should know of a page.
fn remark(head: &Head, body: &Body, remarks: &mut Vec<String>) {
    if body.status == Some(206) {
        remarks.push("the server sent a part of it only (HTTP status 206)".to_owned());
    }
    if body.headless {
        remarks.push("the answer is stored without its head".to_owned());
    }
    if let Some(why) = head.get("WARC-Truncated") {
        let why: String = why.chars().filter(|sign| !sign.is_control()).take(40).collect();
        remarks.push(format!("the crawler cut it off (WARC-Truncated: {why})"));
    }
    if head.get("WARC-Segment-Number").is_some() && head.record_type() != RecordType::Continuation {
        remarks.push("it goes on in another record, which is not joined to it".to_owned());
    }
}
