//! Addresses of links and pictures made absolute and safe.

use std::fmt::Write as _;

use offprint_model::is_safe_url;
use url::Url;

/// Longest address that is kept, in bytes; browsers take some 2 MB, servers 8 kB.
const LONGEST: usize = 16_384;

/// Resolves addresses against a page's own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolver {
    base: Option<Url>,
}

impl Resolver {
    /// A resolver for a page at `url`, with the page's `<base href>` where it has one.
    pub(crate) fn new(url: Option<&str>, base_href: Option<&str>) -> Self {
        let page = url.and_then(|url| Url::parse(url.trim()).ok()).filter(|url| !url.cannot_be_a_base());
        let base = match (page, base_href) {
            (Some(page), Some(href)) => Some(page.join(href.trim()).unwrap_or(page)),
            (None, Some(href)) => Url::parse(href.trim()).ok().filter(|url| url.scheme().starts_with("http")),
            (page, None) => page,
        };
        Self { base }
    }

    /// The absolute address, or none where it has none that a document may carry.
    pub(crate) fn resolve(&self, address: &str) -> Option<String> {
        let address = address.trim();
        if address.is_empty() || address.len() > LONGEST || address.starts_with('#') {
            return None;
        }
        let url = match (Url::parse(address), &self.base) {
            (Ok(url), _) => url,
            (Err(_), Some(base)) => base.join(address).ok()?,
            (Err(_), None) => match address.strip_prefix("//") {
                Some(rest) => Url::parse(&format!("https://{rest}")).ok()?,
                None => return None,
            },
        };
        let safe = encoded(url.as_str());
        is_safe_url(&safe).then_some(safe)
    }

    /// Whether an address is the page's own, so that its fragment is a place in the article.
    pub(crate) fn own_fragment<'a>(&self, address: &'a str) -> Option<&'a str> {
        let (before, fragment) = address.trim().split_once('#')?;
        let own = before.is_empty()
            || self.base.as_ref().is_some_and(|base| {
                base.join(before).is_ok_and(|url| {
                    url.host() == base.host() && url.path() == base.path() && url.query() == base.query()
                })
            });
        (own && !fragment.is_empty()).then_some(fragment)
    }
}

/// An address with what XML, CSS or Markdown would trip over percent-encoded; the URL standard leaves some of it.
pub(crate) fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut buffer = [0; 4];
    for c in address.chars() {
        if c.is_whitespace()
            || c.is_control()
            || matches!(c, '|' | '^' | '`' | '{' | '}' | '\\' | '"' | '<' | '>')
        {
            for byte in c.encode_utf8(&mut buffer).bytes() {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_addresses_absolute_and_safe() {
        let resolver = Resolver::new(Some("https://example.org/a/b.html"), None);
        assert_eq!(resolver.resolve("../c d.png").as_deref(), Some("https://example.org/c%20d.png"));
        assert_eq!(resolver.resolve("//cdn.example/x").as_deref(), Some("https://cdn.example/x"));
        assert_eq!(resolver.resolve("javascript:alert(1)"), None);
        assert_eq!(resolver.resolve("data:text/html,x"), None);
        assert_eq!(resolver.own_fragment("b.html#fn1"), Some("fn1"));
        assert_eq!(Resolver::default().resolve("x.html"), None);
    }
}
