//! Links from a report to outputs.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but what a part of a path can have (RFC 3986, §3.3, unreserved).
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A relative reference to an output; `folder` is the way from the report to the outputs.
pub(crate) fn link(folder: &str, path: &str) -> String {
    let is_absolute = folder.starts_with('/');
    let parts = folder.split('/').chain(path.split('/')).filter(|part| !part.is_empty() && *part != ".");
    let joined: Vec<String> = parts.map(|part| utf8_percent_encode(part, PART).to_string()).collect();
    format!("{}{}", if is_absolute { "/" } else { "" }, joined.join("/"))
}

#[cfg(test)]
mod tests {
    use super::link;

    #[test]
    fn links_lead_to_files_and_nowhere_else() {
        assert_eq!(link("", "a/b c.epub"), "a/b%20c.epub");
        assert_eq!(link("../out/", "ä?#.txt"), "../out/%C3%A4%3F%23.txt");
        assert_eq!(link("./x", "javascript:alert(1)"), "x/javascript%3Aalert%281%29");
        assert_eq!(link("/srv/out", "a.txt"), "/srv/out/a.txt");
    }
}
