//! Articles of wallabag's JSON (its `EntriesExport`), each as a page of its own.

use serde_json::{Map, Value};

use super::{Saved, Unread, some};
use crate::readers::dates;
use crate::{ArchiveError, Content};

/// An element of the array.
pub(super) fn article(element: &[u8]) -> Result<Saved, Unread> {
    let entry = object(element)?;
    let text = |key: &str| text(&entry, key);
    let date = text("created_at").and_then(|date| dates::of_rfc3339(&date));
    let mut saved = Saved::link(text("url"), text("title"), date);
    if let Some(content) = text("content") {
        saved.content = Content::Page(page(&entry, &content).into_bytes());
        saved.media_type = Some("text/html");
    }
    Ok(saved)
}

/// An element as an object.
pub(super) fn object(element: &[u8]) -> Result<Map<String, Value>, Unread> {
    serde_json::from_slice(element).map_err(|error| {
        let error = ArchiveError::Malformed { format: "JSON", what: error.to_string() };
        Unread { error, ends: false }
    })
}

/// A text, or a number as one.
pub(super) fn text(entry: &Map<String, Value>, key: &str) -> Option<String> {
    match entry.get(key)? {
        Value::String(text) => some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A page that says of the article what the export does.
fn page(entry: &Map<String, Value>, content: &str) -> String {
    let text = |key: &str| text(entry, key).map(|text| escaped(&text));
    let mut page = String::from("<!DOCTYPE html>\n<html");
    if let Some(language) = text("language") {
        page += &format!(" lang=\"{}\"", language.replace('_', "-"));
    }
    page += "><head><meta charset=\"utf-8\">";
    let title = text("title").unwrap_or_default();
    page += &format!("<title>{title}</title>");
    if let Some(url) = text("url") {
        page +=
            &format!("<link rel=\"canonical\" href=\"{url}\"><meta property=\"og:url\" content=\"{url}\">");
    }
    let authors = entry.get("published_by").and_then(Value::as_array).into_iter().flatten();
    for author in authors.filter_map(Value::as_str).filter_map(some) {
        page += &format!("<meta name=\"author\" content=\"{}\">", escaped(&author));
    }
    if let Some(date) = text("published_at") {
        page += &format!("<meta property=\"article:published_time\" content=\"{date}\">");
    }
    if let Some(picture) = text("preview_picture") {
        page += &format!("<meta property=\"og:image\" content=\"{picture}\">");
    }
    page + &format!("</head><body><article><h1>{title}</h1>\n{content}\n</article></body></html>\n")
}

/// A text in HTML, also in an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
