//! Pictures that stand behind a placeholder, as style sheets show them.
//!
//! Programs that save a page in one file (SingleFile, for one) put a picture that stands in it several times into a style
//! sheet, as a custom property (CSS Custom Properties 1), and show it behind an empty `img`: `background-image: var(--x)`.
//! Only pictures in the page itself are read, and only for an `img` that has none of its own.

use std::collections::BTreeMap;

use super::picture::is_data;
use crate::page::Page;
use crate::tag::Tag;

/// The pictures of a page's style sheets, by custom property.
pub(super) type Properties = BTreeMap<String, String>;

/// All pictures that the style sheets of a page hold under a name.
pub(super) fn properties(page: &Page) -> Properties {
    let mut found = Properties::new();
    for row in (0..page.len()).filter(|row| page.tag(*row) == Tag::Style) {
        let sheet = page.raw_text(row);
        let mut rest = sheet.as_str();
        while let Some((before, after)) = rest.split_once("url(") {
            rest = after;
            let declared = before.trim_end().strip_suffix(':').map(str::trim_end);
            let name = declared.and_then(|before| before.rsplit([';', '{', '}']).next()).map(str::trim);
            if let Some(name) = name.filter(|name| name.starts_with("--"))
                && let Some(address) = address(after)
            {
                rest = after.get(address.len()..).unwrap_or_default();
                found.entry(name.to_owned()).or_insert_with(|| address.to_owned());
            }
        }
    }
    found
}

/// The `data:` address at the beginning of what `url(` holds.
fn address(inner: &str) -> Option<&str> {
    let inner = inner.trim_start();
    let quoted = inner.strip_prefix(['"', '\'']).zip(inner.chars().next());
    let address = match quoted {
        Some((inner, quote)) => inner.split(quote).next(),
        None => inner.split(')').next(),
    };
    address.map(str::trim).filter(|address| is_data(address))
}

/// The picture behind an element, by its style.
pub(super) fn picture<'a>(style: &'a str, properties: impl FnOnce() -> &'a Properties) -> Option<&'a str> {
    let (_, value) = style.split_once("background-image:").or_else(|| style.split_once("background:"))?;
    let value = value.trim_start();
    if let Some(inner) = value.strip_prefix("var(") {
        let name = inner.split([')', ',']).next()?.trim();
        return properties().get(name).map(String::as_str);
    }
    address(value.strip_prefix("url(")?)
}

/// Whether a style shows a picture behind its element.
pub(super) fn is_shown_behind(style: &str) -> bool {
    style.contains("background")
}
