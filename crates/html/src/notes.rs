//! References to notes, and the notes.

use offprint_model::{Block, Note, Paragraph};

use crate::writer::{Within, Writer};

impl Writer<'_> {
    /// A reference: a link to the note where there is one and no other link stands around it.
    pub(crate) fn note_reference(&mut self, note: &str, label: &str) {
        let target = self.ids.link(note).filter(|_| self.article.notes.iter().any(|known| known.id == note));
        let label = if label.trim().is_empty() { "*" } else { label };
        let raised = !self.within.superscript;
        if raised {
            self.markup.start("sup");
        }
        match target.filter(|_| !self.within.link) {
            Some(target) => {
                let id = self.ids.generate("reference");
                self.references.entry(note.to_owned()).or_default().push(id.clone());
                let tag = self.markup.tag("a").with("href", &target).with("id", &id).with("class", "noteref");
                let tag = tag.kind("noteref").with("role", "doc-noteref");
                self.markup.element(tag, "a", label);
            }
            None => self.markup.text(label),
        }
        if raised {
            self.markup.close("sup");
        }
    }

    /// The notes, each with links back to where it is referred to.
    pub(crate) fn notes(&mut self) {
        let article = self.article;
        if article.notes.is_empty() {
            return;
        }
        let title = self.ids.generate("notes");
        let tag = self.markup.tag("section").with("class", "notes").kind("footnotes");
        let tag = tag.with("role", "doc-endnotes").with("aria-labelledby", &title);
        self.markup.open(tag);
        self.markup.line();
        let tag = self.markup.tag("h2").with("id", &title).language(self.language_of_labels());
        self.markup.element(tag, "h2", self.labels.notes);
        self.markup.line();
        let within = Within { nested: true, ..Within::default() };
        (self.rank, self.deepest) = (1, 2);
        self.inside(within, |writer| article.notes.iter().for_each(|note| writer.note(note)));
        self.markup.close("section");
        self.markup.line();
        let section = crate::Section { level: 1, title: self.labels.notes.to_owned(), id: title };
        self.sections.push(section);
    }

    fn note(&mut self, note: &Note) {
        let id = self.ids.write(Some(&note.id));
        let back = self.references.get(&note.id).cloned().unwrap_or_default();
        // Readers show an `aside` of this type as a pop-up.
        let tag = self.markup.tag("aside").maybe("id", id.as_deref()).with("class", "note");
        let tag = tag.kind("footnote").with("role", "doc-footnote");
        self.markup.open(tag);
        self.markup.line();
        let rest = match note.blocks.split_first() {
            Some((Block::Paragraph(Paragraph { content, attributes }), rest)) => {
                let tag = self.tag_of("p", attributes);
                self.markup.open(tag);
                self.label(&note.label);
                self.inlines(content);
                if rest.is_empty() {
                    self.back_links(&back);
                }
                self.markup.close("p");
                self.markup.line();
                if rest.is_empty() {
                    self.markup.close("aside");
                    self.markup.line();
                    return;
                }
                rest
            }
            _ => {
                self.markup.start("p");
                self.label(&note.label);
                self.markup.close("p");
                self.markup.line();
                &note.blocks
            }
        };
        self.blocks(rest);
        if !back.is_empty() {
            self.markup.start("p");
            self.back_links(&back);
            self.markup.close("p");
            self.markup.line();
        }
        self.markup.close("aside");
        self.markup.line();
    }

    fn label(&mut self, label: &str) {
        let tag = self.markup.tag("span").with("class", "label");
        // A bare number gets the point that numbers of notes have; `*` and `†` stand as they are.
        let point = label.chars().all(char::is_alphanumeric) && !label.is_empty();
        self.markup.element(tag, "span", &format!("{label}{}", if point { "." } else { "" }));
        self.markup.text(" ");
    }

    fn back_links(&mut self, targets: &[String]) {
        for target in targets {
            self.markup.text(" ");
            let tag = self.markup.tag("a").with("href", &format!("#{target}")).with("class", "back");
            let tag = tag.kind("backlink").with("role", "doc-backlink").with("aria-label", self.labels.back);
            // U+FE0E keeps the arrow from being drawn as a coloured picture.
            self.markup.element(tag, "a", "↩\u{fe0e}");
        }
    }
}
