//! What little markup a text scrape has: links in brackets as Markdown writes them, addresses in angle brackets, and
//! the numbers of `lynx -dump`.

use std::fmt::Write as _;

/// Attribute of a number that stands for a link in a list of addresses.
pub(crate) const MARK_ATTRIBUTE: &str = "data-link-number";

/// The HTML of a line. `numbers` is how many addresses the list has to which numbers in brackets lead.
pub(super) fn line(text: &str, numbers: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if let Some((html, left)) = special(rest, c, numbers) {
            out.push_str(&html);
            rest = left;
        } else {
            push_escaped(c, &mut out);
            rest = after;
        }
    }
    out
}

fn special(rest: &str, c: char, numbers: usize) -> Option<(String, &str)> {
    match c {
        '!' => {
            let (alt, address, left) = link(rest.strip_prefix('!')?)?;
            Some((format!("<img src=\"{}\" alt=\"{}\">", escape(address), escape(alt)), left))
        }
        '[' => {
            let number = rest.strip_prefix('[').and_then(|inner| inner.split_once(']'));
            if let Some((digits, left)) = number
                && digits.parse::<usize>().is_ok_and(|number| (1..=numbers).contains(&number))
            {
                return Some((format!("<span {MARK_ATTRIBUTE}>[{digits}]</span>"), left));
            }
            let (words, address, left) = link(rest)?;
            Some((format!("<a href=\"{}\">{}</a>", escape(address), escape(words)), left))
        }
        '<' => {
            let (address, left) = rest.strip_prefix('<')?.split_once('>')?;
            let web = address.starts_with("http://") || address.starts_with("https://");
            let plain = web && !address.contains(char::is_whitespace);
            let address = escape(address);
            plain.then(|| (format!("<a href=\"{address}\">{address}</a>"), left))
        }
        _ => None,
    }
}

/// `[words](address)` at the beginning of a text, and what follows it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, left) = rest.split_once(')')?;
    let leads =
        ["http://", "https://", "mailto:", "#", "/", "./"].iter().any(|start| address.starts_with(start));
    (leads && !words.contains(['[', ']']) && !address.contains(char::is_whitespace))
        .then_some((words, address, left))
}

/// Text as HTML, also within an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_escaped(c, &mut out));
    out
}

fn push_escaped(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        // Writing to a String cannot fail.
        c => {
            let _ = out.write_char(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_links() {
        assert_eq!(
            line("see [the vane](https://a.example/?a&b), sic", 0),
            "see <a href=\"https://a.example/?a&amp;b\">the vane</a>, sic"
        );
        assert_eq!(
            line("at <https://a.example> & [1] [x] (y)", 0),
            "at <a href=\"https://a.example\">https://a.example</a> &amp; [1] [x] (y)"
        );
        assert_eq!(line("[2]Home [3]", 2), "<span data-link-number>[2]</span>Home [3]");
    }
}
