//! Character references in values that machines are told: programs write them into JSON, and twice into attributes.
//!
//! Read: every reference that HTML knows, “Redacci&oacute;n”, “R&#233;daction”, also written twice (“&amp;eacute;”).
//! Left alone: an “&” that no reference follows, signs of elements.

use offprint_model::Deadline;

/// References are written at most twice.
const TIMES: usize = 2;

/// A text with its references read.
pub(super) fn read(text: String) -> String {
    let mut out = text;
    for _ in 0..TIMES {
        if !has_reference(&out) {
            break;
        }
        out = once(&out);
    }
    out
}

/// Whether a text has “&”, letters or figures, and “;”. Nearly none has.
fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        })
    })
}

/// Only what is a whole reference is handed to the parser of HTML, so that “&copy” in an address stays what it is.
fn once(text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let read = part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        match read {
            Some((character, rest)) => {
                out.push_str(&character);
                out.push_str(rest);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

/// Longest name of a reference in HTML.
const LONGEST: usize = 32;

/// What a reference stands for.
fn character(name: &str) -> Option<String> {
    let bare = name.strip_prefix('#').unwrap_or(name);
    if bare.is_empty() || name.len() > LONGEST || !bare.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    match name {
        "amp" => return Some("&".to_owned()),
        "nbsp" => return Some(" ".to_owned()),
        _ => {}
    }
    let tree = crate::page::tree(&format!("<p>&{name};</p>"), Deadline::default());
    // A document may hold no control characters, whoever writes them.
    let read: String = tree.root_element().text().flat_map(str::chars).filter(|c| !c.is_control()).collect();
    (!read.contains('&') || read.is_empty()).then_some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_reference() {
        for (written, expected) in [
            ("Redacci&oacute;n", "Redacción"),
            ("R&#233;daction", "Rédaction"),
            ("R&#xe9;daction", "Rédaction"),
            ("Caf&amp;eacute; &amp; Bar", "Café & Bar"),
            ("Poe &amp; Roe", "Poe & Roe"),
            ("a &lt;b&gt; c", "a <b> c"),
        ] {
            assert_eq!(read(written.to_owned()), expected);
        }
    }

    #[test]
    fn leaves_other_signs_alone() {
        for text in ["Poe & Roe; others", "?a=1&copy=2", "&nosuchname;", "AT&T; or not"] {
            assert_eq!(read(text.to_owned()), text);
        }
    }
}
