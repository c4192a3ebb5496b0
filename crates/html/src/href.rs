//! Addresses that a link may lead to.

use std::borrow::Cow;

use offprint_model::is_safe_url;
use url::Url;

/// The address as a link may carry it: one that [`is_safe_url`] allows and that every reader can parse. A
/// DOI gets its resolver's address, since no browser knows the scheme. `None` for one that must not be a
/// link; what it shows is then plain text. Links to `#id` are not addresses in this sense.
pub fn href(url: &str) -> Option<Cow<'_, str>> {
    if url.starts_with('#') || !is_safe_url(url) || !url.chars().all(offprint_model::is_xml_char) {
        return None;
    }
    let (scheme, rest) = url.split_once(':')?;
    if scheme.eq_ignore_ascii_case("doi") {
        let address = format!("https://doi.org/{}", rest.trim_start_matches('/'));
        return Url::parse(&address).is_ok().then_some(Cow::Owned(address));
    }
    let parsed = Url::parse(url).ok()?;
    if !matches!(parsed.scheme(), "http" | "https" | "ftp") {
        return Some(Cow::Borrowed(url));
    }
    // The URL parser mends `https:/host` and lets `a..b` pass; not every reader does.
    let host = parsed.host_str().filter(|host| !host.is_empty())?;
    // Nor `https:///path`, whose first name it takes for the host.
    let authority = rest.strip_prefix("//").filter(|rest| !rest.starts_with(['/', '\\']));
    if authority.is_none() || host.trim_end_matches('.').split('.').any(str::is_empty) {
        return None;
    }
    Some(encoded(url, rest))
}

/// The address with what RFC 3986 allows nowhere behind the host percent-encoded: a `%` that encodes
/// nothing, square brackets, and every `#` but the first.
fn encoded<'a>(url: &'a str, rest: &str) -> Cow<'a, str> {
    let authority = rest.trim_start_matches('/').find(['/', '?', '#']);
    let behind = authority.map_or(0, |at| rest.trim_start_matches('/').len() - at);
    let (head, tail) = url.split_at_checked(url.len() - behind).unwrap_or((url, ""));
    let mut out = String::with_capacity(tail.len());
    let mut fragment = false;
    for (index, c) in tail.char_indices() {
        let encodes = || {
            let hex = tail.as_bytes().get(index + 1..index + 3);
            hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
        };
        match c {
            '%' if !encodes() => out.push_str("%25"),
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            '#' if fragment => out.push_str("%23"),
            _ => {
                fragment |= c == '#';
                out.push(c);
            }
        }
    }
    if out == tail { Cow::Borrowed(url) } else { Cow::Owned(format!("{head}{out}")) }
}

/// As [`href`], for places that need the address of a page on the web.
pub(crate) fn web_address(url: &str) -> Option<Cow<'_, str>> {
    href(url).filter(|url| url.starts_with("http://") || url.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_run_nothing() {
        for bad in [
            "https:///paths/17",
            "https://\\paths/17",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "#here",
            "https:/example.org",
            "https://",
            "https://exa<mple.org/",
            "/relative",
            "https://a..b/",
        ] {
            assert_eq!(href(bad), None, "{bad}");
        }
        assert_eq!(href("doi:10.1000/182").as_deref(), Some("https://doi.org/10.1000/182"));
        assert_eq!(href("https://example.org/ä?q=1&r=2").as_deref(), Some("https://example.org/ä?q=1&r=2"));
        assert_eq!(href("http://[::1]/%zz[1]#a#b%41").as_deref(), Some("http://[::1]/%25zz%5B1%5D#a%23b%41"));
        assert_eq!(href("https://example.org").as_deref(), Some("https://example.org"));
        assert_eq!(web_address("mailto:a@example.org"), None);
    }
}
