//! Pages that would keep their parser busy for hours, told before they are parsed.
//!
//! The parser of HTML compares each attribute of a tag with those before it, looks through the open elements at most start
//! tags, and opens elements that mark text (`b`, `font`) again in each paragraph until they are closed. A few megabytes of
//! `<div>` come to more than 10¹² steps. What that would come to is added up here in one pass over the text, without a tree:
//! more than a page of any size that people write, and the page is refused. Deep pages of few tags, many attributes, and what
//! stands in scripts and style sheets are left alone.

use std::collections::BTreeMap;

use crate::ParseError;
use crate::counted::Counted;

/// Steps of the parser, a second or two. A page of two million tags, each in thirty others, comes to 60 million.
const MOST_STEPS: u64 = 500_000_000;
/// Elements that marks come to when they are opened again. `Options::max_nodes` allows a fourth of it by default.
const MOST_MARKS: u64 = 8_000_000;

/// Elements without content, and those that the next of their kind or the end of what is around them closes (HTML, §13.1.2.4).
const CLOSE_THEMSELVES: [u64; 36] = keys([
    "area", "base", "basefont", "bgsound", "body", "br", "caption", "col", "colgroup", "dd", "dt", "embed",
    "frame", "head", "hr", "html", "img", "input", "keygen", "li", "link", "meta", "optgroup", "option", "p",
    "param", "rp", "rt", "source", "tbody", "td", "tfoot", "thead", "tr", "track", "wbr",
]);
/// Elements that are opened again (HTML, §13.2.4.3).
const MARKS: [u64; 14] =
    keys(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]);

/// Of marks that are the same, so many at most are opened again (HTML, §13.2.4.3, “Noah's Ark”).
const SAME_MARKS: u64 = 3;

const DRAWINGS: [u64; 2] = keys(["svg", "math"]);
const STYLE: u64 = key("style");
const RAW: [u64; 2] = [key("script"), STYLE];
/// Ends of the names of attributes whose values are addresses: `src`, `srcset`, `data-src`, `href`, `poster`.
const ADDRESSES: [&str; 4] = ["src", "srcset", "href", "poster"];

/// Names as numbers, which compare in a step; those above have eight letters at most.
const fn keys<const N: usize>(names: [&str; N]) -> [u64; N] {
    let mut out = [0; N];
    let (mut rest, mut places): (&[&str], &mut [u64]) = (&names, &mut out);
    while let (Some((name, names)), Some((place, after))) = (rest.split_first(), places.split_first_mut()) {
        *place = key(name);
        (rest, places) = (names, after);
    }
    out
}

/// A name in small letters as a number: its letters where it has eight at most, else mixed (FNV-1a). Two long names may come
/// to one number, which makes an estimate a little worse.
const fn key(name: &str) -> u64 {
    let is_short = name.len() <= 8;
    let mut bytes = name.as_bytes();
    let mut out = 0_u64;
    while let Some((byte, rest)) = bytes.split_first() {
        let byte = byte.to_ascii_lowercase() as u64;
        out = if is_short { out << 8 | byte } else { (out ^ byte).wrapping_mul(0x0100_0000_01b3) };
        bytes = rest;
    }
    out
}

/// The marks that are open: what their tags say, by name.
#[derive(Default)]
struct Marks<'a> {
    open: BTreeMap<u64, Vec<&'a str>>,
    counts: BTreeMap<(u64, &'a str), u64>,
    /// How many are opened again in each paragraph.
    again: u64,
}

impl<'a> Marks<'a> {
    fn open(&mut self, name: u64, attributes: &'a str) {
        let count = self.counts.entry((name, attributes)).or_default();
        *count += 1;
        self.again += u64::from(*count <= SAME_MARKS);
        self.open.entry(name).or_default().push(attributes);
    }

    fn close(&mut self, name: u64) {
        let Some(attributes) = self.open.get_mut(&name).and_then(Vec::pop) else { return };
        if let Some(count) = self.counts.get_mut(&(name, attributes)) {
            self.again -= u64::from(*count <= SAME_MARKS);
            *count -= 1;
        }
    }
}

/// Refuses a page that is made to exhaust its readers. Counts what others are made of.
pub(crate) fn check(text: &str) -> Result<Counted, ParseError> {
    let mut counted = Counted { bytes: text.len(), ..Counted::default() };
    let mut open: BTreeMap<u64, u64> = BTreeMap::new();
    let mut marks = Marks::default();
    let (mut depth, mut steps, mut marked) = (0_u64, 0_u64, 0_u64);
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        // Tags, comments and what is taken for one; other signs are text.
        counted.tags +=
            usize::from(after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
        let (ends, after) = after.strip_prefix('/').map_or((false, after), |after| (true, after));
        rest = after;
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end =
            after.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(after.len());
        let (written, after) = after.split_at(end);
        let name = key(written);
        let tag = Tag::of(after);
        let (attributes, behind) = after.split_at_checked(tag.length).unwrap_or((after, ""));
        rest = behind;
        let is_mark = MARKS.contains(&name);
        if ends {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
                if is_mark {
                    marks.close(name);
                }
            }
            continue;
        }
        counted.attributes =
            counted.attributes.saturating_add(usize::try_from(tag.attributes).unwrap_or(usize::MAX));
        counted.values += tag.values;
        counted.embedded += embedded(attributes);
        steps = steps.saturating_add(depth).saturating_add(tag.attributes.saturating_mul(tag.attributes) / 2);
        marked = marked.saturating_add(marks.again);
        if steps > MOST_STEPS || marked > MOST_MARKS {
            return Err(ParseError::Exhausting);
        }
        if RAW.contains(&name) {
            let raw = rest;
            rest = after_raw_text(rest, written);
            let length = raw.len().saturating_sub(rest.len());
            let inside = raw.as_bytes().get(..length).unwrap_or_default();
            if name == STYLE {
                counted.embedded += length;
            } else {
                counted.values += inside.iter().filter(|byte| is_before_value(**byte)).count();
            }
            continue;
        }
        let is_drawn = tag.closes && DRAWINGS.iter().any(|name| open.get(name).is_some_and(|n| *n > 0));
        if !is_drawn && !CLOSE_THEMSELVES.contains(&name) {
            match open.get_mut(&name) {
                Some(count) => *count += 1,
                None => drop(open.insert(name, 1)),
            }
            depth += 1;
            if is_mark {
                marks.open(name, attributes);
            }
        }
    }
    counted.tags = counted.tags.saturating_add(usize::try_from(marked).unwrap_or(usize::MAX));
    Ok(counted)
}

/// Whether a value may begin behind a sign of JSON.
const fn is_before_value(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b',')
}

/// Bytes of `data:` addresses among the attributes of a tag. Other attributes may hold text, whatever it begins with.
fn embedded(attributes: &str) -> usize {
    let (mut sum, mut rest) = (0, attributes);
    while let Some((before, after)) = rest.split_once("data:") {
        rest = after;
        let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
        let name = before.strip_suffix(['"', '\'']).unwrap_or(before).strip_suffix('=');
        let is_address = name.is_some_and(|name| {
            let ends = |end: &&str| {
                let at = name.len().checked_sub(end.len());
                at.and_then(|at| name.get(at..)).is_some_and(|found| found.eq_ignore_ascii_case(end))
            };
            ADDRESSES.iter().any(ends)
        });
        if is_address {
            let end = match quote {
                Some(quote) => after.find(quote),
                None => after.find(|c: char| c.is_ascii_whitespace() || c == '>'),
            };
            let (address, after) = after.split_at(end.unwrap_or(after.len()));
            sum += address.len();
            rest = after;
        }
    }
    sum
}

/// What follows the text of a script or a style sheet.
fn after_raw_text<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return after;
        }
        rest = after;
    }
    ""
}

/// What stands behind a tag's name.
struct Tag {
    /// Bytes to the end of the tag.
    length: usize,
    attributes: u64,
    /// Signs before values of data in it.
    values: usize,
    /// Whether it ends in a slash.
    closes: bool,
}

impl Tag {
    fn of(text: &str) -> Self {
        let mut tag = Self { length: text.len(), attributes: 0, values: 0, closes: false };
        let (mut quote, mut between, mut before) = (None, true, b' ');
        for (at, byte) in text.bytes().enumerate() {
            tag.values += usize::from(is_before_value(byte));
            match (quote, byte) {
                (Some(mark), _) => {
                    if byte == mark {
                        (quote, between) = (None, true);
                    }
                }
                (None, b'>') => {
                    tag.length = at + 1;
                    tag.closes = before == b'/';
                    break;
                }
                // Only a value can be quoted.
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0xc) => between = true,
                (None, _) => {
                    tag.attributes += u64::from(between);
                    between = false;
                }
            }
            // White space may stand between the sign and the value.
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::{Tag, check};
    use crate::ParseError;

    #[test]
    fn what_exhausts_is_refused() {
        let attributes: String = (0..100_000).map(|n| format!(" a{n}")).collect();
        let marks: String = (0..3_000).map(|n| format!("<b a{n}>")).collect();
        for page in [
            "<div>".repeat(200_000),
            "<DIV/>".repeat(200_000),
            format!("<p{attributes}>words</p>"),
            format!("{marks}{}", "<p>words".repeat(3_000)),
        ] {
            assert_eq!(check(&page), Err(ParseError::Exhausting));
        }
    }

    #[test]
    fn large_pages_are_not() {
        let script = format!("<script>{}</script>", "'<div>' + ".repeat(200_000));
        let drawing = format!("<svg>{}</svg>", "<path d='M0 0'/>".repeat(200_000));
        for page in [
            "<div><p>words<br><b>words</b></div>".repeat(200_000),
            "<div>".repeat(2_000) + &"</div>".repeat(2_000),
            "<ul><li>words<li>words</ul>".repeat(200_000),
            "<font size=2>words<p>".repeat(20_000),
            "a < b and 3 <4 words ".repeat(200_000),
            script,
            drawing,
        ] {
            assert!(check(&page).is_ok());
        }
    }

    #[test]
    fn only_addresses_hold_what_is_never_text() {
        for (attributes, bytes) in [
            (" alt=x src=\"data:image/png;base64,AAAA\">", 21),
            (" srcset='data:,AA 1x, data:,BB 2x' href=data:,CC>", 22),
            (" SRC=data:,A/B= alt=x>", 5),
            (" alt=\"data:,AAAA\" content='data:,BBBB'>", 0),
            (" data-state='{\"src\":\"data:,AAAA\"}'>", 0),
            (" src=a.png title=\"src = data:,AAAA\">", 0),
        ] {
            assert_eq!(super::embedded(attributes), bytes, "{attributes}");
        }
    }

    #[test]
    fn tags_end_where_they_end() {
        let tag = |text: &str| {
            let tag = Tag::of(text);
            (tag.length, tag.attributes, tag.closes)
        };
        assert_eq!(tag(">a"), (1, 0, false));
        assert_eq!(tag(" a='>' b=\"x\"c='>'/>d"), (19, 3, true));
        assert_eq!(tag(" it's>"), (6, 1, false));
        assert_eq!(tag("/a/b"), (4, 2, false));
    }
}
