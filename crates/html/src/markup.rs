//! Elements as text, in the syntax of HTML or of XML.

use offprint_model::{Attributes, Direction, LanguageTag};

use crate::escape::{push_attribute, push_text};

/// Which of HTML's two syntaxes is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// HTML, as browsers get it: `<br>`.
    Html,
    /// XML, as EPUB wants it: `<br/>`, `xml:lang`, and EPUB's own attribute `epub:type`.
    Xhtml,
}

/// A document as it grows.
#[derive(Debug)]
pub(crate) struct Markup {
    syntax: Syntax,
    out: String,
}

/// A start tag as it grows.
#[derive(Debug)]
pub(crate) struct Tag {
    syntax: Syntax,
    text: String,
}

impl Markup {
    pub fn new(syntax: Syntax) -> Self {
        Self { syntax, out: String::new() }
    }

    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Bytes written.
    pub fn len(&self) -> usize {
        self.out.len()
    }

    pub fn finish(self) -> String {
        self.out
    }

    /// A start tag, to be given attributes and then to [`Markup::open`] or [`Markup::void`].
    pub fn tag(&self, name: &str) -> Tag {
        Tag { syntax: self.syntax, text: format!("<{name}") }
    }

    pub fn open(&mut self, tag: Tag) {
        self.out.push_str(&tag.text);
        self.out.push('>');
    }

    /// An element that never has content.
    pub fn void(&mut self, tag: Tag) {
        self.out.push_str(&tag.text);
        self.out.push_str(if self.syntax == Syntax::Xhtml { "/>" } else { ">" });
    }

    pub fn start(&mut self, name: &str) {
        let tag = self.tag(name);
        self.open(tag);
    }

    pub fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    pub fn text(&mut self, text: &str) {
        push_text(text, &mut self.out);
    }

    /// A whole element that holds only text.
    pub fn element(&mut self, tag: Tag, name: &str, text: &str) {
        self.open(tag);
        self.text(text);
        self.close(name);
    }

    /// Markup made elsewhere, which must be well-formed and harmless.
    pub fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// A line break between blocks, where it means nothing.
    pub fn line(&mut self) {
        self.out.push('\n');
    }
}

impl Tag {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        push_attribute(value, &mut self.text);
        self.text.push('"');
        self
    }

    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// EPUB's structural semantics (EPUB 3.3, §4.2.3); nothing in HTML.
    pub fn kind(self, value: &str) -> Self {
        if self.syntax == Syntax::Xhtml { self.with("epub:type", value) } else { self }
    }

    /// In HTML, where what is wide scrolls, it can be reached and scrolled by keyboard (WCAG 2.2, §2.1.1); in a book it is
    /// broken instead.
    pub fn scrolls(self, wide: bool) -> Self {
        if wide && self.syntax == Syntax::Html { self.with("tabindex", "0") } else { self }
    }

    pub fn language(self, language: Option<&LanguageTag>) -> Self {
        let Some(language) = language else { return self };
        let tag = self.with("lang", crate::language_tag(language));
        if tag.syntax == Syntax::Xhtml { tag.with("xml:lang", crate::language_tag(language)) } else { tag }
    }

    pub fn direction(self, direction: Option<Direction>) -> Self {
        self.maybe("dir", direction.map(Direction::as_str))
    }

    /// Language and direction of a block. A block in a language of the other direction is set in it.
    pub fn speech(self, attributes: &Attributes) -> Self {
        let direction =
            attributes.direction.or_else(|| attributes.language.as_ref().map(LanguageTag::direction));
        self.language(attributes.language.as_ref()).direction(direction)
    }
}
