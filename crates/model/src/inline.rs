//! Inlines: what stands within a line of text.

use serde::{Deserialize, Serialize};

use crate::{Direction, LanguageTag};

/// How deep inlines may stand in inlines; see [`crate::MAX_BLOCK_DEPTH`].
pub const MAX_INLINE_DEPTH: usize = 10;

/// What stands within a line of text. White space is collapsed: one space between words, none at either end
/// of a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Inline {
    /// Plain text; never empty, no control characters.
    Text {
        /// The text.
        text: String,
    },
    /// Stressed, most often in italics.
    Emphasis {
        /// What is stressed.
        content: Vec<Inline>,
    },
    /// Of strong importance, most often in bold.
    Strong {
        /// What is important.
        content: Vec<Inline>,
    },
    /// A piece of code, a key or a file name.
    Code {
        /// The code.
        text: String,
    },
    /// A link.
    Link {
        /// Where it leads: absolute, or `#id` within the article; one that [`crate::is_safe_url`] allows.
        url: String,
        /// What the page says of the target.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// A picture within the text.
    Image(Image),
    /// A line break that belongs to the text.
    LineBreak,
    /// Set below the line.
    Subscript {
        /// What is set so.
        content: Vec<Inline>,
    },
    /// Set above the line.
    Superscript {
        /// What is set so.
        content: Vec<Inline>,
    },
    /// Struck out.
    Strikethrough {
        /// What is struck.
        content: Vec<Inline>,
    },
    /// Set in small capitals.
    SmallCaps {
        /// What is set so.
        content: Vec<Inline>,
    },
    /// A quotation within the text; the quotation marks are not in it and are the emitter's to set.
    Quotation {
        /// What is quoted.
        content: Vec<Inline>,
    },
    /// A reference to a note.
    NoteReference {
        /// [`crate::Note::id`] of the note.
        note: String,
        /// What is shown: `1`, `*`.
        label: String,
    },
    /// Text with its reading above it (East Asian).
    Ruby {
        /// The text.
        base: Vec<Inline>,
        /// Its reading.
        annotation: String,
    },
    /// Text in another language or direction.
    Span {
        /// Its language, where it is not that around it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<LanguageTag>,
        /// Its direction, where it is not that around it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        direction: Option<Direction>,
        /// The text.
        content: Vec<Inline>,
    },
    /// A formula within the text.
    Math(Math),
    /// Where a page of a printed edition begins, as the web page marks it; nothing that is read.
    PageBreak {
        /// What the edition calls the page that begins here, in one line: `12`, `xiv`. Never empty.
        label: String,
    },
}

/// A picture, embedded or not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Image {
    /// Identifier of the embedded picture among the article's resources.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Where the page has it: absolute where the page's own address is known, else as
    /// [`crate::is_relative_address`] allows. None for one that came in a `data:` address or was drawn in the page;
    /// with no resource either, words are all that is left of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What it shows, in words; empty for a picture that only decorates, none where the page does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Width in CSS pixels as the page or the picture has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in CSS pixels as the page or the picture has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// A formula; at least one of its forms is there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Math {
    /// As TeX, without delimiters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tex: Option<String>,
    /// As a `<math>` element of presentation MathML in XML syntax, made by the parser from allowed elements
    /// only: no scripts, no event attributes, no addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mathml: Option<String>,
    /// As plain text.
    pub text: String,
}

impl Inline {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// The inlines within, if it can hold any.
    pub fn content(&self) -> Option<&[Inline]> {
        match self {
            Self::Emphasis { content }
            | Self::Strong { content }
            | Self::Link { content, .. }
            | Self::Subscript { content }
            | Self::Superscript { content }
            | Self::Strikethrough { content }
            | Self::SmallCaps { content }
            | Self::Quotation { content }
            | Self::Span { content, .. } => Some(content),
            Self::Ruby { base, .. } => Some(base),
            Self::Text { .. }
            | Self::Code { .. }
            | Self::Image(_)
            | Self::LineBreak
            | Self::NoteReference { .. }
            | Self::Math(_)
            | Self::PageBreak { .. } => None,
        }
    }

    /// As [`Inline::content`], to be changed.
    pub fn content_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Emphasis { content }
            | Self::Strong { content }
            | Self::Link { content, .. }
            | Self::Subscript { content }
            | Self::Superscript { content }
            | Self::Strikethrough { content }
            | Self::SmallCaps { content }
            | Self::Quotation { content }
            | Self::Span { content, .. } => Some(content),
            Self::Ruby { base, .. } => Some(base),
            Self::Text { .. }
            | Self::Code { .. }
            | Self::Image(_)
            | Self::LineBreak
            | Self::NoteReference { .. }
            | Self::Math(_)
            | Self::PageBreak { .. } => None,
        }
    }
}

/// The words of some inlines as plain text: a line break is `\n`, a picture, a note reference and a page break are nothing,
/// a quotation stands in “ ”, the reading of a ruby in parentheses.
pub fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    push_plain(content, &mut out);
    out
}

fn push_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::LineBreak => out.push('\n'),
            Inline::Image(_) | Inline::NoteReference { .. } | Inline::PageBreak { .. } => {}
            Inline::Math(math) => out.push_str(&math.text),
            Inline::Quotation { content } => {
                out.push('“');
                push_plain(content, out);
                out.push('”');
            }
            Inline::Ruby { base, annotation } => {
                push_plain(base, out);
                if !annotation.is_empty() {
                    out.push('(');
                    out.push_str(annotation);
                    out.push(')');
                }
            }
            Inline::Emphasis { content }
            | Inline::Strong { content }
            | Inline::Link { content, .. }
            | Inline::Subscript { content }
            | Inline::Superscript { content }
            | Inline::Strikethrough { content }
            | Inline::SmallCaps { content }
            | Inline::Span { content, .. } => push_plain(content, out),
        }
    }
}
