//! A long chapter as several files: old devices take no file of more than some 300 kB.
//!
//! The body is cut between blocks, at a heading where one stands near enough, so that no element is broken. Links
//! to what then stands in another file get that file's name.

use std::collections::BTreeMap;

/// A page ends at a heading only if it is filled to this share; else it ends between two other blocks.
const FILLED: f64 = 0.4;

/// A place in the markup of a body where it may be cut: before a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Offset in bytes.
    pub at: usize,
    /// Rank of the heading that stands there; none where another block does.
    pub heading: Option<u8>,
}

/// Cuts a body into pieces of at most `limit` bytes, or of one block where that is longer.
pub(crate) fn pieces<'a>(body: &'a str, cuts: &[Cut], limit: usize) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while body.len() - start > limit {
        let reach = |cut: &&Cut| cut.at > start && cut.at - start <= limit;
        let within: Vec<&Cut> = cuts.iter().filter(reach).collect();
        let filled = |cut: &&&Cut| (cut.at - start) as f64 >= limit as f64 * FILLED;
        let ranks = within.iter().filter(filled).filter_map(|cut| cut.heading);
        let best = ranks
            .min()
            .and_then(|rank| within.iter().rev().filter(filled).find(|cut| cut.heading == Some(rank)));
        let last = within.last().copied().or_else(|| cuts.iter().find(|cut| cut.at > start));
        let Some(cut) = best.copied().or(last) else { break };
        let Some(piece) = body.get(start..cut.at) else { break };
        pieces.push(piece);
        start = cut.at;
    }
    pieces.extend(body.get(start..).filter(|rest| !rest.is_empty() || pieces.is_empty()));
    pieces
}

/// The identifiers in some markup of ours.
pub(crate) fn ids(markup: &str) -> impl Iterator<Item = &str> {
    tags(markup).filter_map(|tag| {
        let (_, value) = tag.split_once(" id=\"")?;
        value.split_once('"').map(|(id, _)| id)
    })
}

/// The start tags in some markup of ours, in which neither text nor the value of an attribute holds `<` or `>`.
fn tags(markup: &str) -> impl Iterator<Item = &str> {
    markup.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
}

/// Markup as this crate writes it, with other addresses for its links: `target` gets each `href` as it stands, and gives the one
/// to write in its place.
pub fn relink(markup: &str, target: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(markup.len() + markup.len() / 32);
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push('<');
        let Some((tag, after)) = tag.split_once('>') else {
            rest = tag;
            break;
        };
        match tag.split_once(" href=\"").and_then(|(head, tail)| Some((head, tail.split_once('"')?))) {
            Some((head, (address, tail))) => {
                let new = target(address);
                out.push_str(head);
                out.push_str(" href=\"");
                out.push_str(new.as_deref().unwrap_or(address));
                out.push('"');
                out.push_str(tail);
            }
            None => out.push_str(tag),
        }
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Gives links within a chapter (`#id`) the names of the files that their targets stand in.
pub(crate) fn relinked(
    markup: &str,
    own: usize,
    places: &BTreeMap<String, usize>,
    files: &[String],
) -> String {
    relink(markup, &|address| {
        let id = address.strip_prefix('#')?;
        let page = *places.get(id)?;
        (page != own).then(|| Some(format!("{}#{id}", files.get(page)?))).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(at: usize, heading: Option<u8>) -> Cut {
        Cut { at, heading }
    }

    #[test]
    fn a_body_is_cut_at_the_best_heading_in_reach() {
        let body = "0123456789";
        assert_eq!(pieces(body, &[cut(0, None), cut(5, Some(1))], 10), [body]);
        assert_eq!(pieces(body, &[cut(0, None), cut(4, Some(1)), cut(6, Some(2))], 8), ["0123", "456789"]);
        // A heading too near the beginning is passed over.
        assert_eq!(pieces(body, &[cut(1, Some(1)), cut(6, Some(2)), cut(7, None)], 8), ["012345", "6789"]);
        assert_eq!(pieces(body, &[cut(1, Some(1)), cut(7, None)], 8), ["0123456", "789"]);
        // A block that is too long stays whole.
        assert_eq!(pieces(body, &[cut(0, None), cut(9, None)], 4), ["012345678", "9"]);
        assert_eq!(pieces(body, &[], 4), [body]);
        assert_eq!(pieces("", &[], 4), [""]);
    }

    #[test]
    fn links_are_those_of_tags_alone() {
        let markup = "<p id=\"a\">href=\"#b\" <a class=\"x\" href=\"#b\" id=\"c\">#b</a> <a href=\"https://example.org/#b\">x</a></p>";
        assert_eq!(ids(markup).collect::<Vec<_>>(), ["a", "c"]);
        let places = BTreeMap::from([("b".to_owned(), 1)]);
        let files = ["1.xhtml".to_owned(), "2.xhtml".to_owned()];
        assert_eq!(
            relinked(markup, 0, &places, &files),
            markup.replace("<a class=\"x\" href=\"#b\"", "<a class=\"x\" href=\"2.xhtml#b\"")
        );
        assert_eq!(relinked(markup, 1, &places, &files), markup);
        assert_eq!(relink("a < b", &|_| None), "a < b");
    }
}
