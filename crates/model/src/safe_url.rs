//! What an address or a text may be so that no output can be harmed by it.

/// Schemes that a link or picture may have: nothing that a reader would run.
const SAFE_SCHEMES: [&str; 8] = ["http", "https", "mailto", "tel", "ftp", "geo", "doi", "urn"];

/// Whether an address may stand in a document: one of a few schemes that run nothing, or `#id`. White space,
/// control characters, quotation marks and angle brackets must be percent-encoded.
pub fn is_safe_url(url: &str) -> bool {
    if url.chars().any(must_be_encoded) {
        return false;
    }
    if let Some(id) = url.strip_prefix('#') {
        return !id.is_empty();
    }
    url.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty() && SAFE_SCHEMES.iter().any(|safe| safe.eq_ignore_ascii_case(scheme))
    })
}

/// Whether an address is relative to a page whose own is not known, and may be shown: `photos/harbour.jpg`. It has no
/// scheme and no host and holds nothing that must be percent-encoded; no output may fetch it.
pub fn is_relative_address(address: &str) -> bool {
    let before_path = address.split(['/', '?', '#']).next().unwrap_or(address);
    !address.is_empty()
        && !address.starts_with('#')
        && !address.starts_with("//")
        && !before_path.contains(':')
        && !address.chars().any(must_be_encoded)
}

/// Whether some text may be an identifier in a document: a letter of ASCII, then letters, digits, full stops, `_` and `-`.
pub fn is_identifier(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

fn must_be_encoded(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '\\' | '{' | '}' | '|' | '^')
}

/// Whether a character may stand in XML 1.0 (§2.2) and is no control character but tab and line feed.
pub const fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
        && (c as u32) & 0xfffe != 0xfffe
}
