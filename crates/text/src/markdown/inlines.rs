//! Inlines as Markdown.

use std::borrow::Cow;

use offprint_model::{Inline, is_identifier, is_relative_address, is_safe_url};

use super::edges::{hoisted, split};
use super::escape::{clean_code, code_span, destination, escape};
use super::formula::formula;

/// What the inlines of a place may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// In a cell of a table: one line, `|` escaped.
    pub(crate) table: bool,
    /// In a heading: one line.
    pub(crate) heading: bool,
    /// In an HTML element, where further marks are elements too: `*` beside a tag is read in many ways.
    pub(crate) html: bool,
    /// In marks of Markdown: others within need space around them.
    pub(crate) nested: bool,
    /// Put before the identifiers of notes.
    pub(crate) prefix: &'a str,
    /// Identifiers of the notes that there are.
    pub(crate) notes: &'a [&'a str],
}

/// Inlines in one string; line breaks in it are breaks of the text. None stands at its beginning or end.
pub(crate) fn inlines(content: &[Inline], place: Place<'_>) -> String {
    let (_, content, _) = split(hoisted(content));
    let mut out = String::new();
    push(&content, place, false, None, &mut out);
    out
}

/// The first character that an inline writes, as far as the marks before it mind.
fn first_character(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text { text } => text.chars().next(),
        Inline::LineBreak => Some('\n'),
        Inline::Emphasis { .. } | Inline::Strong { .. } | Inline::Strikethrough { .. } => Some('*'),
        _ => Some('<'),
    }
}

/// `after` is the character that follows the content; none for the end of the line.
fn push(content: &[Inline], place: Place<'_>, in_link: bool, after: Option<char>, out: &mut String) {
    for (index, inline) in content.iter().enumerate() {
        let after = content.iter().skip(index + 1).find_map(first_character).or(after);
        match inline {
            Inline::Text { text } => push_text(text, place, out),
            Inline::LineBreak => out.push_str(if place.table {
                "<br>"
            } else if place.heading {
                " "
            } else {
                "\\\n"
            }),
            Inline::Code { text } => push_code(text, place, out),
            Inline::Emphasis { content } => marked(("*", "em"), content, place, in_link, after, out),
            Inline::Strong { content } => marked(("**", "strong"), content, place, in_link, after, out),
            Inline::Strikethrough { content } => marked(("~~", "del"), content, place, in_link, after, out),
            Inline::Subscript { content } => tagged("sub", content, place, in_link, out),
            Inline::Superscript { content } => tagged("sup", content, place, in_link, out),
            // Resolved by `hoisted`; written plainly were one to come through.
            Inline::SmallCaps { content } | Inline::Span { content, .. } | Inline::Quotation { content } => {
                push(content, place, in_link, after, out);
            }
            Inline::Ruby { base, .. } => push(base, place, in_link, after, out),
            // Taken out by `hoisted`; Markdown has no word for it.
            Inline::PageBreak { .. } => {}
            Inline::Math(math) => {
                let tex = math.tex.as_deref().unwrap_or_default();
                match formula(tex).filter(|tex| !tex.contains(['\n', '|'])) {
                    Some(tex) => out.push_str(&format!("${tex}$")),
                    None if math.text.is_empty() => push_code(tex, place, out),
                    None => push_text(&math.text, place, out),
                }
            }
            Inline::NoteReference { note, label } => {
                match place.notes.iter().position(|known| known == note) {
                    Some(index) => {
                        no_picture(out);
                        out.push_str(&format!("[^{}{}]", place.prefix, note_name(note, index)));
                    }
                    None => push_text(label, place, out),
                }
            }
            Inline::Image(image) => {
                let alt = escape(image.alt.as_deref().unwrap_or_default(), place.table).replace('\n', " ");
                match image.url.as_deref().filter(|url| is_safe_url(url) || is_relative_address(url)) {
                    Some(url) => out.push_str(&format!("![{alt}]({})", destination(url, place.table))),
                    None if alt.is_empty() => {}
                    None => out.push_str(&format!("\\[{alt}\\]")),
                }
            }
            Inline::Link { url, title, content } => {
                let outside = !in_link && is_safe_url(url) && !url.starts_with('#');
                if !outside {
                    push(content, place, in_link, after, out);
                    continue;
                }
                no_picture(out);
                // Right after a note's reference its brackets would be read as the label of that.
                if out.ends_with(']') && !out.ends_with("\\]") {
                    out.push_str("<!-- -->");
                }
                out.push('[');
                let mut words = String::new();
                push(content, place, true, Some(']'), &mut words);
                // A bracket that a caret follows would be a note.
                if words.starts_with('^') {
                    out.push('\\');
                }
                out.push_str(&words);
                out.push_str("](");
                out.push_str(&destination(url, place.table));
                if let Some(title) = title {
                    let title = escape(title, place.table).replace('"', "\\\"").replace('\n', " ");
                    out.push_str(&format!(" \"{title}\""));
                }
                out.push(')');
            }
        }
    }
}

/// What a note is called, at its reference and where it stands: its identifier, or its number where that is none.
pub(crate) fn note_name(id: &str, index: usize) -> Cow<'_, str> {
    if is_identifier(id) { Cow::Borrowed(id) } else { Cow::Owned(format!("note-{}", index + 1)) }
}

/// `!` before a bracket would make a picture of what it opens.
fn no_picture(out: &mut String) {
    if out.ends_with('!') {
        out.pop();
        out.push_str("\\!");
    }
}

/// Code between backticks; where others stand before it, or a table's cell would end in it, HTML says it.
fn push_code(text: &str, place: Place<'_>, out: &mut String) {
    let text = &clean_code(text);
    if text.is_empty() {
        return;
    }
    if out.ends_with('`') || (place.table && text.contains("\\|")) {
        let text = escape(&text.replace('\n', " "), false).replace('|', "&#124;");
        out.push_str(&format!("<code>{text}</code>"));
    } else {
        out.push_str(&code_span(text, place.table));
    }
}

fn push_text(text: &str, place: Place<'_>, out: &mut String) {
    // After a bracket it would be a link's address, or make a note's definition of its reference.
    if out.ends_with(']') && text.starts_with([':', '(']) {
        out.push('\\');
    }
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
    let mut inner = String::new();
    push(content, Place { nested: true, ..place }, in_link, Some('*'), &mut inner);
    let before = out.chars().last();
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let sign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation() || "“”‘’„«»‹›—–…¿¡".contains(c));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    // `*` and `~` outside would join the marks; within, they would be nested marks.
    let apart = |c: Option<char>| c.is_none_or(|c| !matches!(c, '*' | '~'));
    let flanks = |outer: Option<char>, inner: Option<char>| {
        if place.nested {
            return space(outer) && letter(inner);
        }
        apart(outer) && (letter(inner) || (sign(inner) && (space(outer) || sign(outer))))
    };
    let inside = !inner.starts_with(['*', '~']) && !inner.ends_with(['*', '~']);
    if !place.html && inside && flanks(before, inner.chars().next()) && flanks(after, inner.chars().last()) {
        out.push_str(&format!("{mark}{inner}{mark}"));
    } else {
        tagged(tag, content, place, in_link, out);
    }
}

fn tagged(tag: &str, content: &[Inline], place: Place<'_>, in_link: bool, out: &mut String) {
    out.push_str(&format!("<{tag}>"));
    push(content, Place { html: true, ..place }, in_link, Some('<'), out);
    out.push_str(&format!("</{tag}>"));
}
