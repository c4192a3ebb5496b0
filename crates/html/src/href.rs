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
    let hierarchical = matches!(parsed.scheme(), "http" | "https" | "ftp");
    // The URL parser mends `https:/host` and `https:host`; not every reader does.
    if hierarchical && (!rest.starts_with("//") || parsed.host_str().is_none_or(str::is_empty)) {
        return None;
    }
    Some(Cow::Borrowed(url))
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
        ] {
            assert_eq!(href(bad), None, "{bad}");
        }
        assert_eq!(href("doi:10.1000/182").as_deref(), Some("https://doi.org/10.1000/182"));
        assert_eq!(href("https://example.org/ä?q=1&r=2").as_deref(), Some("https://example.org/ä?q=1&r=2"));
        assert_eq!(web_address("mailto:a@example.org"), None);
    }
}
