//! What every document promises, and a checker for it.

use std::collections::BTreeSet;
use std::fmt;

use crate::{
    Article, Block, Inline, MAX_BLOCK_DEPTH, MAX_INLINE_DEPTH, Publication, SCHEMA_VERSION, Table,
    is_identifier, is_relative_address, is_safe_url, is_xml_char,
};

/// A broken promise: what and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where: `articles[0].body[3].items[1]…`.
    pub place: String,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Everything in which a publication breaks the promises of the model; empty for a good one.
pub fn check(publication: &Publication) -> Vec<Violation> {
    let mut found = Vec::new();
    if publication.schema_version != SCHEMA_VERSION {
        found.push(Violation {
            place: "schema_version".into(),
            what: format!("{} is not {SCHEMA_VERSION}", publication.schema_version),
        });
    }
    for (index, article) in publication.articles.iter().enumerate() {
        Checker::new(article, &mut found).article(&format!("articles[{index}]"));
    }
    if let Some(cover) = publication.cover.as_ref().filter(|_| publication.cover_resource().is_none()) {
        found.push(Violation { place: "cover".into(), what: format!("no resource “{cover}”") });
    }
    let mut last = None;
    for (index, part) in publication.parts.iter().enumerate() {
        let place = format!("parts[{index}]");
        if part.title.trim().is_empty() {
            found.push(Violation { place: place.clone(), what: "has no title".into() });
        }
        if part.first >= publication.articles.len() || last.is_some_and(|last| part.first <= last) {
            let what = format!("begins with article {}, out of order or of no article", part.first);
            found.push(Violation { place, what });
        }
        last = Some(part.first);
    }
    found
}

/// As [`check`], for one article.
pub fn check_article(article: &Article) -> Vec<Violation> {
    let mut found = Vec::new();
    Checker::new(article, &mut found).article("article");
    found
}

struct Checker<'a> {
    article: &'a Article,
    notes: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
    ids: BTreeSet<&'a str>,
    targets: Vec<(String, &'a str)>,
    level: u8,
    found: &'a mut Vec<Violation>,
}

impl<'a> Checker<'a> {
    fn new(article: &'a Article, found: &'a mut Vec<Violation>) -> Self {
        Self {
            article,
            notes: article.notes.iter().map(|note| note.id.as_str()).collect(),
            resources: article.resources.iter().map(|resource| resource.id.as_str()).collect(),
            ids: BTreeSet::new(),
            targets: Vec::new(),
            level: 0,
            found,
        }
    }

    fn say(&mut self, place: &str, what: impl Into<String>) {
        self.found.push(Violation { place: place.to_owned(), what: what.into() });
    }

    fn article(&mut self, place: &str) {
        let article = self.article;
        if !(0.0..=1.0).contains(&article.confidence) {
            self.say(place, "confidence outside 0 to 1");
        }
        let sha = &article.provenance.sha256;
        if sha.len() != 64 || !sha.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            self.say(place, "provenance.sha256 is not 64 lower-case hexadecimal digits");
        }
        if self.notes.len() != article.notes.len() {
            self.say(place, "two notes share an id");
        }
        if self.resources.len() != article.resources.len() {
            self.say(place, "two resources share an id");
        }
        for (name, value) in [("title", &article.metadata.title), ("dek", &article.metadata.dek)] {
            if let Some(value) = value {
                self.line(&format!("{place}.metadata.{name}"), value);
            }
        }
        if let Some(url) = &article.metadata.url
            && !(is_safe_url(url) && url.starts_with("http"))
        {
            self.say(place, format!("metadata.url “{url}” is not an absolute http address"));
        }
        for person in &article.metadata.authors {
            self.line(&format!("{place}.metadata.authors"), &person.name);
        }
        for (index, removal) in article.removals.iter().enumerate() {
            if !(0.0..=1.0).contains(&removal.confidence)
                || removal.rule.is_empty()
                || removal.reason.is_empty()
            {
                self.say(
                    &format!("{place}.removals[{index}]"),
                    "no rule, no reason or a confidence outside 0 to 1",
                );
            }
        }
        self.blocks(&format!("{place}.body"), &article.body, 1);
        for (index, note) in article.notes.iter().enumerate() {
            let place = format!("{place}.notes[{index}]");
            self.identifier(&place, &note.id);
            self.level = 0;
            self.blocks(&place, &note.blocks, 1);
        }
        for (place, target) in std::mem::take(&mut self.targets) {
            if !self.ids.contains(target) {
                self.say(&place, format!("a link leads to “#{target}”, which is nowhere"));
            }
        }
    }

    fn line(&mut self, place: &str, text: &str) {
        if text.trim().is_empty() || text.trim() != text || text.contains('\n') {
            self.say(place, "empty, not trimmed or of several lines");
        }
        self.text(place, text);
    }

    fn text(&mut self, place: &str, text: &str) {
        if let Some(c) = text.chars().find(|c| !is_xml_char(*c)) {
            self.say(place, format!("character U+{:04X} may not stand in a document", c as u32));
        }
    }

    fn identifier(&mut self, place: &str, id: &'a str) {
        if !is_identifier(id) {
            self.say(place, format!("“{id}” is not an identifier"));
        }
        if !self.ids.insert(id) {
            self.say(place, format!("identifier “{id}” stands twice"));
        }
    }

    fn blocks(&mut self, place: &str, blocks: &'a [Block], depth: usize) {
        if depth > MAX_BLOCK_DEPTH {
            self.say(place, "blocks stand deeper than MAX_BLOCK_DEPTH");
            return;
        }
        for (index, block) in blocks.iter().enumerate() {
            self.block(&format!("{place}[{index}]"), block, depth);
        }
    }

    fn filled(&mut self, place: &str, empty: bool) {
        if empty {
            self.say(place, "empty");
        }
    }

    fn block(&mut self, place: &str, block: &'a Block, depth: usize) {
        if let Some(id) = block.attributes().and_then(|attributes| attributes.id.as_deref()) {
            self.identifier(place, id);
        }
        match block {
            Block::Heading(heading) => {
                if !(1..=6).contains(&heading.level) {
                    self.say(place, format!("heading of rank {}", heading.level));
                } else if depth == 1 {
                    if heading.level > self.level + 1 {
                        self.say(place, format!("rank {} after rank {}", heading.level, self.level));
                    }
                    self.level = heading.level;
                }
                self.run(place, &heading.content);
            }
            Block::Paragraph(paragraph) => self.run(place, &paragraph.content),
            Block::List(list) => {
                self.filled(place, list.items.is_empty());
                for (index, item) in list.items.iter().enumerate() {
                    self.blocks(&format!("{place}.items[{index}]"), &item.blocks, depth + 1);
                }
            }
            Block::DefinitionList(list) => {
                self.filled(place, list.items.is_empty());
                for (index, item) in list.items.iter().enumerate() {
                    let place = format!("{place}.items[{index}]");
                    item.terms.iter().for_each(|term| self.run(&place, term));
                    item.descriptions.iter().for_each(|inner| self.blocks(&place, inner, depth + 1));
                }
            }
            Block::Quotation(quotation) => {
                self.filled(place, quotation.blocks.is_empty());
                self.blocks(&format!("{place}.blocks"), &quotation.blocks, depth + 1);
                self.inlines(place, &quotation.source, 1);
            }
            Block::Figure(figure) => {
                self.filled(place, figure.images.is_empty() && figure.blocks.is_empty());
                figure.images.iter().for_each(|image| self.image(place, image));
                self.blocks(&format!("{place}.blocks"), &figure.blocks, depth + 1);
                self.inlines(place, &figure.caption, 1);
                self.inlines(place, &figure.credit, 1);
            }
            Block::Table(table) => self.table(place, table, depth),
            Block::Code(code) => {
                self.filled(place, code.text.is_empty());
                self.text(place, &code.text);
            }
            Block::Aside(aside) => {
                self.filled(place, aside.blocks.is_empty());
                self.blocks(&format!("{place}.blocks"), &aside.blocks, depth + 1);
            }
            Block::Verse(verse) => {
                self.filled(place, verse.stanzas.iter().all(|stanza| stanza.lines.is_empty()));
                for line in verse.stanzas.iter().flat_map(|stanza| &stanza.lines) {
                    self.run(place, &line.content);
                }
            }
            Block::Embed(embed) => {
                self.url(place, &embed.url);
                embed.thumbnail.iter().for_each(|image| self.image(place, image));
                self.inlines(place, &embed.caption, 1);
            }
            Block::Math(math) => self.filled(place, math.text.is_empty()),
            Block::Rule => {}
        }
    }

    fn table(&mut self, place: &str, table: &'a Table, depth: usize) {
        self.filled(place, table.columns() == 0);
        if table.head_rows > table.rows.len() {
            self.say(place, "more head rows than rows");
        }
        self.inlines(place, &table.caption, 1);
        for (index, row) in table.rows.iter().enumerate() {
            for cell in &row.cells {
                if cell.colspan == 0
                    || cell.rowspan == 0
                    || index + usize::from(cell.rowspan) > table.rows.len()
                {
                    self.say(place, "a span of 0, or one that reaches beyond the table");
                }
                self.blocks(&format!("{place}.rows[{index}]"), &cell.blocks, depth + 1);
            }
        }
    }

    /// Inlines that must show something.
    fn run(&mut self, place: &str, content: &'a [Inline]) {
        self.filled(place, content.is_empty());
        self.inlines(place, content, 1);
    }

    fn inlines(&mut self, place: &str, content: &'a [Inline], depth: usize) {
        if depth > MAX_INLINE_DEPTH {
            self.say(place, "inlines stand deeper than MAX_INLINE_DEPTH");
            return;
        }
        for inline in content {
            match inline {
                Inline::Text { text } | Inline::Code { text } => {
                    self.filled(place, text.is_empty());
                    self.text(place, text);
                }
                Inline::Link { url, .. } => self.url(place, url),
                Inline::PageBreak { label } => self.line(&format!("{place}.label"), label),
                Inline::Image(image) => self.image(place, image),
                Inline::NoteReference { note, .. } if !self.notes.contains(note.as_str()) => {
                    self.say(place, format!("no note “{note}”"));
                }
                _ => {}
            }
            if let Some(inner) = inline.content() {
                self.inlines(place, inner, depth + 1);
            }
        }
    }

    fn url(&mut self, place: &str, url: &'a str) {
        if !is_safe_url(url) {
            self.say(place, format!("“{url}” is not an address that a document may carry"));
        } else if let Some(id) = url.strip_prefix('#') {
            self.targets.push((place.to_owned(), id));
        }
    }

    fn image(&mut self, place: &str, image: &'a crate::Image) {
        match (&image.resource, &image.url) {
            (Some(id), _) if !self.resources.contains(id.as_str()) => {
                self.say(place, format!("no resource “{id}”"))
            }
            (None, None) if image.alt.as_deref() == Some("") => {
                self.say(place, "a picture of decoration with neither resource nor address");
            }
            _ => {}
        }
        if let Some(url) = image.url.as_deref().filter(|url| !is_relative_address(url)) {
            self.url(place, url);
        }
    }
}
