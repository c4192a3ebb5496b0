//! Inlines.

use offprint_model::{Direction, Image, Inline, LanguageTag, Math, is_relative_address};

use crate::Syntax;
use crate::mathml::checked;
use crate::writer::{Within, Writer};

/// Whether some inlines show nothing at all.
pub(crate) fn is_blank(content: &[Inline]) -> bool {
    content.iter().all(|inline| match inline {
        Inline::Text { text } | Inline::Code { text } => text.trim().is_empty(),
        Inline::LineBreak => true,
        Inline::Image(_) | Inline::NoteReference { .. } | Inline::Math(_) | Inline::PageBreak { .. } => false,
        Inline::Ruby { base, annotation } => is_blank(base) && annotation.trim().is_empty(),
        other => other.content().is_none_or(is_blank),
    })
}

/// Whether some inlines hold anything that can be read out. A link always does: it is called something.
pub(crate) fn says_something(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Image(image) => image.alt.as_deref().is_none_or(|alt| !alt.trim().is_empty()),
        Inline::Link { .. } => true,
        other => match other.content() {
            Some(inner) => says_something(inner),
            None => !is_blank(std::slice::from_ref(other)),
        },
    })
}

impl Writer<'_> {
    pub(crate) fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text } => self.running_text(text),
            Inline::Code { text } => {
                let tag = self.markup.tag("code");
                self.markup.element(tag, "code", text);
            }
            Inline::LineBreak => {
                let tag = self.markup.tag("br");
                self.markup.void(tag);
            }
            Inline::Emphasis { content } => self.wrapped("em", content),
            Inline::Strong { content } => self.wrapped("strong", content),
            Inline::Subscript { content } => self.wrapped("sub", content),
            Inline::Strikethrough { content } => self.wrapped("s", content),
            Inline::Quotation { content } => self.wrapped("q", content),
            Inline::Superscript { content } => {
                let within = Within { superscript: true, ..self.within };
                self.inside(within, |writer| writer.wrapped("sup", content));
            }
            Inline::SmallCaps { content } => {
                let tag = self.markup.tag("span").with("class", "small-caps");
                self.markup.open(tag);
                self.inlines(content);
                self.markup.close("span");
            }
            Inline::Span { language, direction, content } => {
                self.span(language.as_ref(), *direction, content);
            }
            Inline::Link { url, title, content } => self.link(url, title.as_deref(), content),
            Inline::Image(image) => self.image(image),
            Inline::NoteReference { note, label } => self.note_reference(note, label),
            Inline::Ruby { base, annotation } => self.ruby(base, annotation),
            Inline::Math(math) => self.formula(math, false),
            Inline::PageBreak { label } => self.page_break(label),
        }
    }

    /// Where a page of the printed edition begins (DPUB-ARIA 1.1, `doc-pagebreak`): a place without words, whose name
    /// only those hear who ask for it.
    fn page_break(&mut self, label: &str) {
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        if label.is_empty() {
            return;
        }
        let id = self.ids.generate("page");
        let tag = self.markup.tag("span").kind("pagebreak").with("role", "doc-pagebreak").with("id", &id);
        let tag = tag.with("aria-label", &label);
        self.markup.element(tag, "span", "");
        self.page_breaks.push(crate::PageBreak { label, id });
    }

    fn wrapped(&mut self, name: &str, content: &[Inline]) {
        self.markup.start(name);
        self.inlines(content);
        self.markup.close(name);
    }

    /// Text of another direction is isolated, so that it can't reorder what stands around it.
    fn span(&mut self, language: Option<&LanguageTag>, direction: Option<Direction>, content: &[Inline]) {
        let direction = direction.or_else(|| language.map(LanguageTag::direction));
        let name = if direction.is_some() { "bdi" } else { "span" };
        let tag = self.markup.tag(name).language(language).direction(direction);
        self.markup.open(tag);
        self.inlines(content);
        self.markup.close(name);
    }

    /// A link, or only what it shows where the address may not stand or a link stands around it already.
    fn link(&mut self, url: &str, title: Option<&str>, content: &[Inline]) {
        let target = match url.strip_prefix('#') {
            Some(id) => self.ids.link(id),
            None => (self.links)(url).or_else(|| self.href(url).map(std::borrow::Cow::into_owned)),
        };
        let Some(target) = target.filter(|_| !self.within.link) else {
            self.inlines(content);
            return;
        };
        let tag = self.markup.tag("a").with("href", &target).maybe("title", title);
        self.markup.open(tag);
        if is_blank(content) {
            self.markup.text(title.unwrap_or(url));
        } else {
            let within = Within { link: true, wordless_link: !says_something(content), ..self.within };
            self.inside(within, |writer| writer.inlines(content));
        }
        self.markup.close("a");
    }

    fn ruby(&mut self, base: &[Inline], annotation: &str) {
        if self.within.ruby || annotation.trim().is_empty() {
            self.inlines(base);
            return;
        }
        self.markup.start("ruby");
        let within = Within { ruby: true, ..self.within };
        self.inside(within, |writer| writer.inlines(base));
        // Parentheses are for browsers that can't set ruby; EPUB discourages them, as its readers can.
        let bare = self.markup.syntax() == Syntax::Xhtml;
        for (name, text) in [("rp", "("), ("rt", annotation), ("rp", ")")] {
            if name == "rt" || !bare {
                let tag = self.markup.tag(name);
                self.markup.element(tag, name, text);
            }
        }
        self.markup.close("ruby");
    }

    /// A formula as MathML where it is known to be good, else as text.
    pub(crate) fn formula(&mut self, math: &Math, display: bool) {
        let alternative = if math.text.is_empty() { math.tex.as_deref().unwrap_or("") } else { &math.text };
        let syntax = self.markup.syntax();
        match math.mathml.as_deref().and_then(|source| checked(source, alternative, display, syntax)) {
            Some(markup) => self.markup.raw(&markup),
            None => {
                let tag = self.markup.tag("span").with("class", "math");
                self.markup.element(tag, "span", alternative);
            }
        }
    }

    /// A picture of the article's own, or its words and a link to where the page has it. Nothing is ever
    /// fetched.
    pub(crate) fn image(&mut self, image: &Image) {
        let article = self.article;
        let resource = image
            .resource
            .as_ref()
            .and_then(|id| article.resources.iter().find(|resource| &resource.id == id));
        let shown = resource.and_then(|resource| (self.pictures)(resource).map(|source| (resource, source)));
        let Some((resource, source)) = shown else {
            self.missing_image(image);
            return;
        };
        let size = match (image.width, image.height) {
            // Sizes of the file itself: it may have to be turned before it is shown.
            (Some(width), Some(height)) if (width, height) != (resource.width, resource.height) => {
                (width, height)
            }
            _ => resource.shown_size(),
        };
        let mut tag = self.markup.tag("img").with("src", &source);
        let alt = self.alternative(image);
        tag = tag.with("alt", alt);
        if alt.is_empty() {
            tag = tag.with("role", "presentation");
        }
        if size.0 > 0 && size.1 > 0 {
            tag = tag.with("width", &size.0.to_string()).with("height", &size.1.to_string());
        }
        self.markup.void(tag);
    }

    /// What stands for a picture where it is not seen. One that only decorates has no words, unless it is all that a link
    /// shows: then it is what the link is called (WCAG 2.2, technique H30).
    fn alternative<'i>(&self, image: &'i Image) -> &'i str {
        match image.alt.as_deref() {
            Some(words) if !words.trim().is_empty() || !self.within.wordless_link => words,
            _ => self.labels.picture,
        }
    }

    fn missing_image(&mut self, image: &Image) {
        // A picture that only decorates is no loss.
        let words = self.alternative(image);
        if words.is_empty() {
            return;
        }
        let address = image.url.as_deref().and_then(|url| self.href(url)).filter(|_| !self.within.link);
        let tag = self.markup.tag("span").with("class", "missing-picture");
        self.markup.open(tag);
        self.markup.text("[");
        match address {
            Some(address) => {
                let tag = self.markup.tag("a").with("href", &address);
                self.markup.element(tag, "a", words);
            }
            None => self.markup.text(words),
        }
        // What is relative to a page that is not known leads nowhere, but names the picture.
        if let Some(address) = image.url.as_deref().filter(|url| is_relative_address(url)) {
            self.markup.text(" (");
            self.markup.text(address);
            self.markup.text(")");
        }
        self.markup.text("]");
        self.markup.close("span");
    }
}
