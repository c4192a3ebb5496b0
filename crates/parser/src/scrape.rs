//! Text scrapes: lines of text to the same page that HTML becomes, so that there is one way from here on.
//!
//! Each line is a paragraph that remembers its number. What the lines are (title, byline, section title, list item)
//! is found later, as for any page.

use std::fmt::Write as _;

/// Attribute that holds the number of the line, from 1.
pub(crate) const LINE_ATTRIBUTE: &str = "data-line";

/// Lines that hang together are hard-wrapped when most of them have about one length; shorter ones end a paragraph.
/// 55 to 100 columns is what mail and text editors wrap at.
const WRAPPED_COLUMNS: std::ops::RangeInclusive<usize> = 55..=100;

/// Turns a text into the HTML of a page with a paragraph for each line or, where the text is hard-wrapped, for each
/// run of lines.
pub(crate) fn to_html(text: &str) -> String {
    let wrapped = is_hard_wrapped(text);
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    html.push_str("<!DOCTYPE html><html><body><article>");
    let mut list = ListState::None;
    let mut run: Vec<&str> = Vec::new();
    let mut run_start = 0;
    let flush = |run: &mut Vec<&str>, start: usize, list: &mut ListState, html: &mut String| {
        if run.is_empty() {
            return;
        }
        let joined = run.join(" ");
        run.clear();
        let (marker, words) = split_marker(&joined);
        if *list != marker {
            html.push_str(list.close());
            html.push_str(marker.open());
            *list = marker;
        }
        let element = if marker == ListState::None { "p" } else { "li" };
        // Writing to a String cannot fail.
        let _ = write!(html, "<{element} {LINE_ATTRIBUTE}=\"{start}\">{}</{element}>", escape(words));
    };
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let starts_item = split_marker(line).0 != ListState::None;
        if line.is_empty() || !wrapped || starts_item {
            flush(&mut run, run_start, &mut list, &mut html);
        }
        if line.is_empty() {
            continue;
        }
        if run.is_empty() {
            run_start = index + 1;
        }
        run.push(line);
    }
    flush(&mut run, run_start, &mut list, &mut html);
    html.push_str(list.close());
    html.push_str("</article></body></html>");
    html
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListState {
    None,
    Bulleted,
}

impl ListState {
    const fn open(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Bulleted => "<ul>",
        }
    }

    const fn close(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Bulleted => "</ul>",
        }
    }
}

/// A list item's marker and the words after it. Only bullets are taken for markers: a number may belong to a section
/// title or begin a sentence, and would be lost.
fn split_marker(line: &str) -> (ListState, &str) {
    for bullet in ["• ", "‣ ", "◦ ", "▪ ", "* ", "- ", "– "] {
        if let Some(words) = line.strip_prefix(bullet) {
            return (ListState::Bulleted, words.trim_start());
        }
    }
    (ListState::None, line)
}

fn is_hard_wrapped(text: &str) -> bool {
    let (mut joined, mut fitting) = (0usize, 0usize);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        // Only a line that runs on into the next one tells anything.
        if line.trim().is_empty() || lines.peek().is_none_or(|next| next.trim().is_empty()) {
            continue;
        }
        joined += 1;
        fitting += usize::from(WRAPPED_COLUMNS.contains(&line.trim_end().chars().count()));
    }
    joined >= 6 && fitting * 4 >= joined * 3
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_each_line_with_its_number() {
        let html = to_html("Title\n\nBy: /\n15 July, 2014\n1 < 2 & so on\n");
        assert!(html.contains(
            "<p data-line=\"1\">Title</p><p data-line=\"3\">By: /</p><p data-line=\"4\">15 July, 2014</p>"
        ));
        assert!(html.contains("1 &lt; 2 &amp; so on"));
    }

    #[test]
    fn joins_lines_that_were_wrapped() {
        let line = "word ".repeat(14);
        let text = format!("{line}\n{line}\n{line}\n{line}\n{line}\n{line}\n{line}\nend.\n\nNext.\n");
        let html = to_html(&text);
        assert_eq!(html.matches("<p ").count(), 2);
    }

    #[test]
    fn makes_lists_of_bullets() {
        assert!(
            to_html("* a\n* b\nc")
                .contains("<ul><li data-line=\"1\">a</li><li data-line=\"2\">b</li></ul><p")
        );
    }
}
