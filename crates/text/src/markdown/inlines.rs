//! Inlines as Markdown.

use offprint_model::{Inline, is_safe_url};

use super::escape::{code_span, destination, escape};

/// What the inlines of a place may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// In a cell of a table: one line, `|` escaped.
    pub(crate) table: bool,
    /// In a heading: one line.
    pub(crate) heading: bool,
    /// Put before the identifiers of notes.
    pub(crate) prefix: &'a str,
    /// Identifiers of the notes that there are.
    pub(crate) notes: &'a [&'a str],
}

/// Inlines in one string; line breaks in it are breaks of the text.
pub(crate) fn inlines(content: &[Inline], place: Place<'_>) -> String {
    let mut out = String::new();
    push(content, place, false, None, &mut out);
    out
}

/// `after` is the character that follows the content; none for the end of the line.
fn push(content: &[Inline], place: Place<'_>, in_link: bool, after: Option<char>, out: &mut String) {
    for (index, inline) in content.iter().enumerate() {
        let after = match content.get(index + 1) {
            None => after,
            Some(Inline::Text { text }) => text.chars().next(),
            Some(Inline::LineBreak) => Some('\\'),
            Some(Inline::Emphasis { .. } | Inline::Strong { .. } | Inline::Strikethrough { .. }) => Some('*'),
            Some(_) => Some('<'),
        };
        match inline {
            Inline::Text { text } => push_text(text, place, out),
            Inline::LineBreak => out.push_str(if place.table {
                "<br>"
            } else if place.heading {
                " "
            } else {
                "\\\n"
            }),
            Inline::Code { text } => {
                // Backticks that touch would be one fence.
                if out.ends_with('`') {
                    out.push_str("<!-- -->");
                }
                out.push_str(&code_span(text, place.table));
            }
            Inline::Emphasis { content } => marked(("*", "em"), content, place, in_link, after, out),
            Inline::Strong { content } => marked(("**", "strong"), content, place, in_link, after, out),
            Inline::Strikethrough { content } => marked(("~~", "del"), content, place, in_link, after, out),
            Inline::Subscript { content } => tagged("sub", content, place, in_link, out),
            Inline::Superscript { content } => tagged("sup", content, place, in_link, out),
            Inline::SmallCaps { content } | Inline::Span { content, .. } => {
                push(content, place, in_link, after, out);
            }
            Inline::Quotation { content } => {
                out.push('“');
                push(content, place, in_link, Some('”'), out);
                out.push('”');
            }
            Inline::Ruby { base, annotation } => {
                push(base, place, in_link, Some('('), out);
                if !annotation.is_empty() {
                    push_text(&format!("({annotation})"), place, out);
                }
            }
            Inline::Math(math) => match math.tex.as_deref().filter(|tex| !tex.contains(['$', '\n', '`'])) {
                Some(tex) => out.push_str(&format!("${}$", tex.trim())),
                None => push_text(&math.text, place, out),
            },
            Inline::NoteReference { note, label } => {
                if place.notes.contains(&note.as_str()) {
                    out.push_str(&format!("[^{}{note}]", place.prefix));
                } else {
                    push_text(label, place, out);
                }
            }
            Inline::Image(image) => {
                let alt = escape(image.alt.as_deref().unwrap_or_default(), place.table);
                match image.url.as_deref().filter(|url| is_safe_url(url)) {
                    Some(url) => {
                        out.push_str(&format!("![{}]({})", alt.replace('\n', " "), destination(url)))
                    }
                    None if alt.is_empty() => {}
                    None => out.push_str(&format!("\\[{}\\]", alt.replace('\n', " "))),
                }
            }
            Inline::Link { url, title, content } => {
                let outside = !in_link && is_safe_url(url) && !url.starts_with('#');
                let mut words = String::new();
                push(content, place, outside || in_link, Some(']'), &mut words);
                if !outside || words.trim().is_empty() {
                    out.push_str(&words);
                    continue;
                }
                // Space at the edges of a link stands outside it.
                let inner = words.trim();
                let lead = words.get(..words.len() - words.trim_start().len()).unwrap_or_default();
                let tail = words.get(words.trim_end().len()..).unwrap_or_default();
                let title = title.as_deref().map(|t| {
                    format!(" \"{}\"", escape(t, place.table).replace('"', "\\\"").replace('\n', " "))
                });
                // `!` before a bracket would make it a picture.
                if lead.is_empty() && out.ends_with('!') {
                    out.pop();
                    out.push_str("\\!");
                }
                out.push_str(&format!(
                    "{lead}[{inner}]({}{}){tail}",
                    destination(url),
                    title.unwrap_or_default()
                ));
            }
        }
    }
}

fn push_text(text: &str, place: Place<'_>, out: &mut String) {
    out.push_str(&escape(&text.replace('\n', " "), place.table));
}

/// Content between marks. Where CommonMark's rules of flanking (§6.2) would not see the marks, or would see them
/// otherwise than meant, HTML says it.
fn marked(
    (mark, tag): (&str, &str),
    content: &[Inline],
    place: Place<'_>,
    in_link: bool,
    after: Option<char>,
    out: &mut String,
) {
    let mut words = String::new();
    push(content, place, in_link, Some('*'), &mut words);
    let inner = words.trim();
    if inner.is_empty() {
        out.push_str(&words);
        return;
    }
    let lead = words.get(..words.len() - words.trim_start().len()).unwrap_or_default();
    let tail = words.get(words.trim_end().len()..).unwrap_or_default();
    out.push_str(lead);
    let before = out.chars().last();
    let after = tail.chars().next().or(after);
    let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c == '\\');
    // `*` and `~` outside would join the marks; within, they would be nested marks.
    let apart = |c: Option<char>| c.is_none_or(|c| !matches!(c, '*' | '~'));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = apart(before) && (letter(inner.chars().next()) || free(before));
    let closes = apart(after) && (letter(inner.chars().last()) || free(after));
    let inside = !inner.starts_with(['*', '~']) && !inner.ends_with(['*', '~']) && !inner.ends_with('\\');
    if opens && closes && inside {
        out.push_str(&format!("{mark}{inner}{mark}"));
    } else {
        out.push_str(&format!("<{tag}>{inner}</{tag}>"));
    }
    out.push_str(tail);
}

fn tagged(tag: &str, content: &[Inline], place: Place<'_>, in_link: bool, out: &mut String) {
    out.push_str(&format!("<{tag}>"));
    push(content, place, in_link, Some('<'), out);
    out.push_str(&format!("</{tag}>"));
}
