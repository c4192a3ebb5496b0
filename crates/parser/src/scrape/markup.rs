//! What little markup a text scrape has: links in brackets as Markdown writes them, addresses in angle brackets, and
//! the numbers of `lynx -dump`.

use std::fmt::Write as _;

/// Attribute of a number that stands for a link in a list of addresses.
pub(crate) const MARK_ATTRIBUTE: &str = "data-link-number";

/// Signs of the longest address that is looked for, which is what programs agree upon; a text of beginnings alone would be
/// looked through for each of them.
const LONGEST_ADDRESS: usize = 2_083;

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
            if let Some((digits, left)) = bracketed(rest)
                && digits.parse::<usize>().is_ok_and(|number| (1..=numbers).contains(&number))
            {
                return Some((format!("<span {MARK_ATTRIBUTE}>[{digits}]</span>"), left));
            }
            let (words, address, left) = link(rest)?;
            Some((format!("<a href=\"{}\">{}</a>", escape(address), escape(words)), left))
        }
        '<' => {
            let (address, left) = address(rest.strip_prefix('<')?, &["http://", "https://"], '>')?;
            let address = escape(address);
            Some((format!("<a href=\"{address}\">{address}</a>"), left))
        }
        _ => None,
    }
}

/// `[words](address)` at the beginning of a text, and what follows it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (words, rest) = bracketed(text)?;
    let starts = ["http://", "https://", "mailto:", "#", "/", "./"];
    let (address, left) = address(rest.strip_prefix('(')?, &starts, ')')?;
    Some((words, address, left))
}

/// What stands in brackets that hold none, and what follows them. Looking ends at the next bracket of either kind, so that
/// a text of nothing else is looked through once.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let (words, rest) = inner.split_at_checked(inner.find(['[', ']'])?)?;
    Some((words, rest.strip_prefix(']')?))
}

/// An address that begins in one of these ways and ends before a sign, and what follows that. It holds neither white space
/// nor angles (RFC 3986 §2).
fn address<'a>(text: &'a str, starts: &[&str], end: char) -> Option<(&'a str, &'a str)> {
    if !starts.iter().any(|start| text.starts_with(start)) {
        return None;
    }
    let mut signs = text.char_indices().take(LONGEST_ADDRESS);
    let (at, found) = signs.find(|(_, c)| *c == end || matches!(c, '<' | '>') || c.is_whitespace())?;
    let (address, rest) = text.split_at_checked(at)?;
    Some((address, rest.strip_prefix(end).filter(|_| found == end)?))
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
        assert_eq!(
            line("[a [b](/c d) [e](/f) <https://g h>", 0),
            "[a [b](/c d) <a href=\"/f\">e</a> &lt;https://g h&gt;"
        );
    }

    /// Found in a trial: three million of the first took longer than five minutes.
    #[test]
    fn beginnings_alone_are_looked_through_once() {
        for piece in ["<", "[", "![", "[](", "<https://"] {
            let text = piece.repeat(3_000_000 / piece.len());
            assert_eq!(line(&text, 0).replace("&lt;", "<"), text);
        }
    }
}
