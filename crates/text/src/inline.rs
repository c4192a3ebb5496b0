//! Inlines as plain text, with links gathered for the list at the end.

use offprint_model::Inline;

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
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::LineBreak => out.push('\n'),
            Inline::Math(math) => out.push_str(&math.text),
            Inline::Image(image) => {
                if let Some(alt) = image.alt.as_deref().filter(|alt| !alt.is_empty()) {
                    out.push('[');
                    out.push_str(alt);
                    out.push(']');
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
                let shown = offprint_model::plain_text(content);
                if style == LinkStyle::Notes && !url.starts_with('#') && shown.trim() != url {
                    out.push_str(&format!("{{{}}}", links.number(url)));
                }
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Strikethrough { content }
            | Inline::SmallCaps { content }
            | Inline::Span { content, .. } => push(content, style, links, out),
        }
    }
}
