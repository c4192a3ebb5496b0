//! Text scrapes: lines of text to the same page that HTML becomes, so that there is one way from here on.
//!
//! Each paragraph remembers the number of its line. What stands above the title and below the text on the page that was
//! copied becomes the page's header and footer; what the lines between are (byline, section title) is found later, as
//! for any page.

mod lines;
mod markup;
mod parts;

use std::fmt::Write as _;
use std::ops::Range;

pub(crate) use self::markup::MARK_ATTRIBUTE;

/// Attribute that holds the number of the line, from 1.
pub(crate) const LINE_ATTRIBUTE: &str = "data-line";

/// Turns a text into the HTML of a page with a paragraph for each line or, where the text is hard-wrapped, for each
/// run of lines.
pub(crate) fn to_html(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let paragraphs = lines::paragraphs(&text);
    let (head, fields) = parts::mail_head(&paragraphs);
    let foot = if head > 0 { parts::mail_foot(&paragraphs) } else { None };
    let addresses = parts::addresses(&paragraphs);
    let end = foot.or(addresses.map(|(start, _)| start)).unwrap_or(paragraphs.len());
    let numbers = addresses.map_or(0, |(_, count)| count);
    let parts = parts::parts(&paragraphs, head, end);
    let mut page =
        PageWriter { paragraphs: &paragraphs, numbers, html: String::with_capacity(text.len() * 9 / 8) };
    page.html.push_str("<!DOCTYPE html><html><head>");
    let title = parts.title.and_then(|title| paragraphs.get(title)).map_or("", |p| p.text.as_str());
    page.fields(&fields, title);
    page.html.push_str("</head><body>");
    page.part("header", 0..parts.article.start, None);
    page.part("article", parts.article.clone(), parts.title);
    page.part("footer", parts.article.end..paragraphs.len(), None);
    page.html.push_str("</body></html>");
    page.html
}

struct PageWriter<'a> {
    paragraphs: &'a [lines::Paragraph],
    numbers: usize,
    html: String,
}

impl PageWriter<'_> {
    /// What the header lines of an e-mail say, as a page would say it.
    fn fields(&mut self, fields: &[(String, &str)], title: &str) {
        for (name, value) in fields {
            // Writing to a String cannot fail.
            let _ = match name.as_str() {
                "date" => write!(self.html, "<meta name=\"date\" content=\"{}\">", markup::escape(value)),
                "from" => {
                    let name = value.split('<').next().unwrap_or_default().trim().trim_matches('"');
                    let named = name.contains(' ') && !name.contains('@');
                    let name = if named { markup::escape(name) } else { String::new() };
                    write!(self.html, "<meta name=\"author\" content=\"{name}\">")
                }
                "subject" => {
                    // A subject often says the list and number first, and the title in its own case.
                    let after = value.rsplit_once(": ").map_or(*value, |(_, after)| after);
                    let same = after.to_lowercase() == title.to_lowercase();
                    let subject = markup::escape(if same { after } else { value });
                    write!(
                        self.html,
                        "<meta property=\"og:title\" content=\"{subject}\"><title>{subject}</title>"
                    )
                }
                _ => Ok(()),
            };
        }
    }

    fn part(&mut self, element: &str, range: Range<usize>, title: Option<usize>) {
        if range.is_empty() && element != "article" {
            return;
        }
        let _ = write!(self.html, "<{element}>");
        let mut in_list = false;
        for at in range {
            let Some(paragraph) = self.paragraphs.get(at) else { break };
            if paragraph.is_item != in_list {
                self.html.push_str(if in_list { "</ul>" } else { "<ul>" });
                in_list = paragraph.is_item;
            }
            let (rank, words) = heading(&paragraph.text);
            let name = match rank {
                _ if paragraph.is_item => "li",
                _ if title == Some(at) => "h1",
                // Rank 1 is the title's.
                Some(1) => "h2",
                Some(2) => "h2",
                Some(3) => "h3",
                Some(_) => "h4",
                None => "p",
            };
            let words = if paragraph.is_item { &paragraph.text } else { words };
            let line = markup::line(words, self.numbers);
            let _ = write!(self.html, "<{name} {LINE_ATTRIBUTE}=\"{}\">{line}</{name}>", paragraph.line);
        }
        self.html.push_str(if in_list { "</ul>" } else { "" });
        let _ = write!(self.html, "</{element}>");
    }
}

/// The rank of a heading as Markdown writes it, and its words; a line of stress as a whole is its words.
fn heading(text: &str) -> (Option<usize>, &str) {
    let bare = text.trim_start_matches('#');
    let rank = text.len() - bare.len();
    if (1..=6).contains(&rank) && bare.starts_with(' ') {
        return (Some(rank), bare.trim_matches([' ', '#']));
    }
    let inner = text.strip_prefix('*').and_then(|text| text.strip_suffix('*'));
    match inner.filter(|inner| !inner.contains('*') && !inner.is_empty() && !inner.starts_with(' ')) {
        Some(inner) => (None, inner),
        None => (None, text),
    }
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
    fn bare_carriage_returns_end_lines() {
        assert_eq!(to_html("Title\r\rOne.\rTwo.\r\n").matches("<p ").count(), 3);
    }

    #[test]
    fn a_menu_above_the_title_is_no_part_of_the_article() {
        let prose =
            "The vane on the corn exchange has pointed south since the war, and nobody in the town minds it.";
        let html = to_html(&format!(
            "Skip to content\nHome\nLetters\nThe vane that was always right\nBy Clement Rush\n{prose}\n\
             {prose}\nPrint\nA barn with two dates\n"
        ));
        let (head, rest) = html.split_once("<article>").unwrap();
        assert!(head.contains("Letters") && rest.starts_with("<h1 data-line=\"4\">The vane"), "{html}");
        assert!(rest.split_once("</article>").unwrap().1.contains("A barn"), "{html}");
    }

    #[test]
    fn makes_lists_of_bullets() {
        assert!(
            to_html("* a\n* b\nc")
                .contains("<ul><li data-line=\"1\">a</li><li data-line=\"2\">b</li></ul><p")
        );
    }
}
