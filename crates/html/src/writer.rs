//! What the writers of blocks, inlines, header, notes and footer share.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use offprint_model::{Article, Attributes, Deadline, Labels, LanguageTag, Resource};

use crate::Syntax;
use crate::ids::Ids;
use crate::markup::{Markup, Tag};
use crate::pages::Cut;

/// How the pictures of an article are addressed: `None` for one that can't be shown.
pub(crate) type Pictures<'a> = dyn Fn(&Resource) -> Option<String> + 'a;

/// Where a link to a web address leads within the publication: the address of that place as seen from the article; `None`
/// for one that leads elsewhere.
pub(crate) type Links<'a> = dyn Fn(&str) -> Option<String> + 'a;

static ENGLISH: LazyLock<Option<LanguageTag>> = LazyLock::new(|| "en".parse().ok());

/// Writes one article.
pub(crate) struct Writer<'a> {
    pub markup: Markup,
    pub article: &'a Article,
    pub labels: Labels,
    pub ids: Ids,
    pub pictures: &'a Pictures<'a>,
    pub links: &'a Links<'a>,
    /// For each note, the identifiers of the references to it that have been written.
    pub references: BTreeMap<String, Vec<String>>,
    /// The titles of the article's sections.
    pub sections: Vec<crate::Section>,
    /// Where pages of the printed edition begin, as far as written.
    pub page_breaks: Vec<crate::PageBreak>,
    /// Where the body may be cut.
    pub cuts: Vec<Cut>,
    /// Rank of the section that is being written: headings within blocks and notes stand below it.
    pub rank: u8,
    /// Level of the heading before: the next goes down by one at most.
    pub deepest: u8,
    /// What stands around what is written; it decides which elements may.
    pub within: Within,
    /// Whether lines run from top to bottom.
    pub vertical: bool,
    /// When writing is given up.
    pub deadline: Deadline,
}

/// What stands around what is written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Within {
    pub link: bool,
    /// A link that shows pictures without words alone.
    pub wordless_link: bool,
    pub superscript: bool,
    pub ruby: bool,
    /// A header cell, which may hold neither headings nor sections.
    pub header_cell: bool,
    /// A block, note or biography: headings there are no sections of the article.
    pub nested: bool,
}

impl<'a> Writer<'a> {
    pub fn new(
        syntax: Syntax,
        article: &'a Article,
        prefix: &str,
        pictures: &'a Pictures<'a>,
        links: &'a Links<'a>,
    ) -> Self {
        Self {
            markup: Markup::new(syntax),
            article,
            labels: Labels::of(article.metadata.language.as_ref()),
            ids: Ids::new(article, prefix),
            pictures,
            links,
            references: BTreeMap::new(),
            sections: Vec::new(),
            page_breaks: Vec::new(),
            cuts: Vec::new(),
            rank: 0,
            deepest: 1,
            within: Within::default(),
            vertical: false,
            deadline: Deadline::default(),
        }
    }

    /// A start tag with identifier, language and direction.
    pub fn tag_of(&mut self, name: &str, attributes: &Attributes) -> Tag {
        let id = self.ids.write(attributes.id.as_deref());
        self.markup.tag(name).maybe("id", id.as_deref()).speech(attributes)
    }

    /// The language of our own words, where it is not the article's.
    pub fn language_of_labels(&self) -> Option<&'static LanguageTag> {
        ENGLISH.as_ref().filter(|_| self.labels.are_borrowed())
    }

    /// A word of our own in a line of the article's.
    pub fn word(&mut self, word: &str) {
        if self.labels.are_borrowed() { self.english(word) } else { self.markup.text(word) }
    }

    /// A word of English, marked as such where the article is in another language.
    pub fn english(&mut self, word: &str) {
        let language = self.article.metadata.language.as_ref();
        match ENGLISH.as_ref().filter(|_| language.is_some_and(|language| language.primary() != "en")) {
            Some(english) => {
                let tag = self.markup.tag("bdi").language(Some(english)).direction(Some(english.direction()));
                self.markup.element(tag, "bdi", word);
            }
            None => self.markup.text(word),
        }
    }

    /// The address as a link may carry it here. EPUBCheck does not know the scheme `geo`, nor do readers.
    pub fn href<'u>(&self, url: &'u str) -> Option<Cow<'u, str>> {
        let is_book = self.markup.syntax() == Syntax::Xhtml;
        crate::href(url).filter(|address| !(is_book && address.to_ascii_lowercase().starts_with("geo:")))
    }

    /// What was written since the last time.
    pub fn take(&mut self) -> String {
        let syntax = self.markup.syntax();
        std::mem::replace(&mut self.markup, Markup::new(syntax)).finish()
    }

    /// Writes something with other surroundings, then restores them.
    pub fn inside(&mut self, within: Within, write: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.within, within);
        write(self);
        self.within = before;
    }
}
