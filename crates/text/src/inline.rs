//! Inlines as plain text, with links gathered for the list at the end.

use offprint_model::{Inline, plain_text};

use crate::LinkStyle;

/// Links met so far, each address once.
#[derive(Debug, Default)]
pub(crate) struct Links {
    /// The addresses in order.
    pub addresses: Vec<String>,
}

impl Links {
    /// Number of an address, from 1.
    fn number(&mut self, address: &str) -> usize {
        match self.addresses.iter().position(|known| known == address) {
            Some(at) => at + 1,
            None => {
                self.addresses.push(address.to_owned());
                self.addresses.len()
            }
        }
    }
}

/// The words of some inlines.
pub(crate) fn words(content: &[Inline], style: LinkStyle, links: &mut Links) -> String {
    let mut out = String::new();
    push(content, style, links, &mut out);
    out
}

fn push(content: &[Inline], style: LinkStyle, links: &mut Links, out: &mut String) {
    for (index, inline) in content.iter().enumerate() {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::LineBreak => out.push('\n'),
            Inline::Math(math) => out.push_str(&math.text),
            Inline::PageBreak { .. } => {}
            Inline::Image(image) => {
                if let Some(alt) = image.alt.as_deref().filter(|alt| !alt.is_empty()) {
                    // The words of a picture are no part of the words beside it.
                    if out.ends_with(char::is_alphanumeric) {
                        out.push(' ');
                    }
                    out.push('[');
                    out.push_str(alt);
                    out.push(']');
                    let next = content.get(index + 1).map(|next| plain_text(std::slice::from_ref(next)));
                    if next.is_some_and(|next| next.starts_with(char::is_alphanumeric)) {
                        out.push(' ');
                    }
                }
            }
            Inline::NoteReference { label, .. } => {
                let bare = label.trim_matches(['[', ']', '(', ')']);
                out.push_str(&format!("[{bare}]"));
            }
            Inline::Quotation { content } => {
                out.push('“');
                push(content, style, links, out);
                out.push('”');
            }
            Inline::Ruby { base, annotation } => {
                push(base, style, links, out);
                if !annotation.is_empty() {
                    out.push_str(&format!("({annotation})"));
                }
            }
            Inline::Link { url, content, .. } => {
                push(content, style, links, out);
                let shown = plain_text(content);
                if style == LinkStyle::Notes && !url.starts_with('#') && shown.trim() != url {
                    out.push_str(&format!("{{{}}}", links.number(url)));
                }
            }
            Inline::Superscript { content } => {
                let at = out.len();
                push(content, style, links, out);
                set(out, at, superscript);
            }
            Inline::Subscript { content } => {
                let at = out.len();
                push(content, style, links, out);
                set(out, at, subscript);
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Strikethrough { content }
            | Inline::SmallCaps { content }
            | Inline::Span { content, .. } => push(content, style, links, out),
        }
    }
}

/// Raises or lowers what was written from `at` on, if there is a letter for each of its letters: 10⁶, not 106.
fn set(out: &mut String, at: usize, letter: fn(char) -> Option<char>) {
    let written = out.get(at..).unwrap_or_default();
    if let Some(set) = written.chars().map(letter).collect::<Option<String>>() {
        out.truncate(at);
        out.push_str(&set);
    }
}

/// The superscript of a letter (Unicode: Superscripts and Subscripts, Latin-1 Supplement).
fn superscript(letter: char) -> Option<char> {
    Some(match letter {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(u32::from(letter) - u32::from('4') + u32::from('⁴'))?,
        '+' => '⁺',
        '-' | '−' => '⁻',
        '=' => '⁼',
        '(' => '⁽',
        ')' => '⁾',
        'n' => 'ⁿ',
        'i' => 'ⁱ',
        _ => return None,
    })
}

/// The subscript of a letter.
fn subscript(letter: char) -> Option<char> {
    Some(match letter {
        '0'..='9' => char::from_u32(u32::from(letter) - u32::from('0') + u32::from('₀'))?,
        '+' => '₊',
        '-' | '−' => '₋',
        '=' => '₌',
        '(' => '₍',
        ')' => '₎',
        _ => return None,
    })
}
