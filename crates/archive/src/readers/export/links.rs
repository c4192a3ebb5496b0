//! Links in a page: `ril_export.html` of Pocket, the HTML of Instapaper, bookmarks of browsers.

use super::{Saved, some};
use crate::readers::dates;
use crate::readers::kind::position;

/// The links of a page, in their order.
pub(super) struct Links {
    page: Vec<u8>,
    at: usize,
}

impl Links {
    pub(super) fn new(page: Vec<u8>) -> Self {
        Self { page, at: 0 }
    }
}

impl Iterator for Links {
    type Item = Saved;

    fn next(&mut self) -> Option<Saved> {
        loop {
            let rest = self.page.get(self.at..)?;
            let start = rest.iter().position(|byte| *byte == b'<')?;
            let tag = rest.get(start + 1..)?;
            self.at += start + 1;
            if !matches!(tag, [b'a' | b'A', space, ..] if space.is_ascii_whitespace()) {
                continue;
            }
            let (attributes, length) = attributes(tag.get(1..)?);
            let text = tag.get(1 + length..).unwrap_or_default();
            let end = text.iter().position(|byte| *byte == b'<').unwrap_or(text.len());
            self.at += 1 + length + end;
            let title = unescaped(text.get(..end).unwrap_or_default());
            let value =
                |name: &str| attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
            let Some(url) = value("href").and_then(some) else { continue };
            let date = value("time_added").or_else(|| value("add_date")).and_then(dates::of_seconds);
            return Some(Saved::link(Some(url), some(&title), date));
        }
    }
}

/// The attributes of a tag, and how many bytes it has with its end.
fn attributes(tag: &[u8]) -> (Vec<(String, String)>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    let skip = |at: usize, over: &dyn Fn(u8) -> bool| {
        at + tag.get(at..).unwrap_or_default().iter().take_while(|byte| over(**byte)).count()
    };
    let text = |from: usize, to: usize| unescaped(tag.get(from..to).unwrap_or_default());
    loop {
        at = skip(at, &|byte| byte.is_ascii_whitespace() || byte == b'/');
        match tag.get(at) {
            None => return (found, at),
            Some(b'>') => return (found, at + 1),
            Some(_) => {}
        }
        let name = at;
        // What begins with `=` is a name too; each turn goes on by a byte at least.
        at = skip(at + 1, &|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'>' | b'/'));
        let key = text(name, at).to_ascii_lowercase();
        at = skip(at, &|byte| byte.is_ascii_whitespace());
        if tag.get(at) != Some(&b'=') {
            found.push((key, String::new()));
            continue;
        }
        at = skip(at + 1, &|byte| byte.is_ascii_whitespace());
        let value = match tag.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let start = at + 1;
                let end = skip(start, &|byte| byte != *quote);
                at = end + 1;
                text(start, end)
            }
            _ => {
                let start = at;
                at = skip(at, &|byte| !byte.is_ascii_whitespace() && byte != b'>');
                text(start, at)
            }
        };
        found.push((key, value));
    }
}

/// A text with the references undone that these services write.
fn unescaped(text: &[u8]) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.iter().position(|byte| *byte == b'&') {
        let (before, after) = rest.split_at(start);
        out.extend_from_slice(before);
        let short = after.get(..12).unwrap_or(after);
        let name = position(short, b";").and_then(|end| after.get(1..end));
        match name
            .and_then(|name| std::str::from_utf8(name).ok())
            .and_then(|name| Some((character(name)?, name.len())))
        {
            Some((character, length)) => {
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                rest = after.get(length + 2..).unwrap_or_default();
            }
            None => {
                out.push(b'&');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    out.extend_from_slice(rest);
    String::from_utf8_lossy(&out).into_owned()
}

fn character(name: &str) -> Option<char> {
    let number = |text: &str, base| u32::from_str_radix(text, base).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
            Some(hex) => number(hex, 16),
            None => number(name.strip_prefix('#')?, 10),
        },
    }
}
