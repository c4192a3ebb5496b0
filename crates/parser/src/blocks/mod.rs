//! What is left after cleaning becomes blocks and inlines.
//!
//! The rows of the container are walked in order; rows that were removed are passed over. Wrappers vanish, and
//! nesting beyond what the model carries is flattened with its text kept.

mod behind;
mod drawing;
mod formula;
mod headings;
mod inlines;
mod notes;
mod page_breaks;
mod picture;
mod table;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use offprint_model::{
    Aside, Attributes, Block, Code, DefinitionItem, DefinitionList, Direction, Embed, EmbedKind, Figure,
    Inline, LanguageTag, List, ListItem, MAX_BLOCK_DEPTH, Note, Paragraph, Quotation, Stanza, Verse,
    VerseLine,
};

pub(crate) use self::drawing::account as drawings;
pub(crate) use self::inlines::{clean_text, tidy};
use self::notes::Notes;
pub(crate) use self::notes::{drop_dead_links, each_block, each_run};
pub(crate) use self::picture::{RELATIVE, is_data};
use crate::address::Resolver;
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segments, is_data_table, is_embed};
use crate::tag::Tag;

/// The body of an article and its notes.
pub(crate) struct Body {
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The notes that the blocks refer to.
    pub notes: Vec<Note>,
    /// Addresses of pictures as the page writes them, by what they became.
    pub written: BTreeMap<String, String>,
    /// Drawings that became pictures, with the words that were too many for them.
    pub drawn: BTreeMap<usize, String>,
}

/// Turns what is left of a container into blocks. `gone` says of each row whether it was removed.
pub(crate) fn blocks(
    page: &Page,
    segments: &Segments,
    container: usize,
    gone: &[bool],
    resolver: &Resolver,
    language: Option<&LanguageTag>,
) -> Body {
    let ids: BTreeMap<String, String> = page
        .targets(page.subtree(container))
        .into_keys()
        .filter_map(|id| notes::identifier(id).map(|clean| (id.to_owned(), clean)))
        .collect();
    let mut converter = Converter {
        page,
        segments,
        gone,
        resolver,
        language: language.cloned(),
        ids,
        wanted: BTreeSet::new(),
        written: BTreeMap::new(),
        drawn: BTreeMap::new(),
        notes: Notes::find(page, container, gone, resolver, &BTreeSet::new()),
        waiting: Vec::new(),
        set_aside: None,
        revealed: 0..0,
        behind: OnceCell::new(),
    };
    let mut blocks = converter.children(container, 1);
    converter.settle_page_breaks(&mut blocks);
    let mut notes = converter.finish_notes();
    converter.waiting.clear();
    let unused = converter.notes.unused(page);
    if !unused.is_empty() {
        // What nothing in the article leads to stays where it stands: a reference within a listing of code is none. Once
        // is enough: with more text there are but more references.
        converter.notes = Notes::find(page, container, gone, resolver, &unused);
        (converter.wanted, converter.written, converter.drawn) = Default::default();
        blocks = converter.children(container, 1);
        converter.settle_page_breaks(&mut blocks);
        notes = converter.finish_notes();
    }
    headings::infer(&mut blocks, page.kind);
    headings::rank(&mut blocks);
    notes.iter_mut().for_each(|note| headings::rank(&mut note.blocks));
    let mut converted = Body { blocks, notes, written: converter.written, drawn: converter.drawn };
    notes::settle_targets(&mut converted, &converter.wanted);
    converted
}

pub(super) struct Converter<'a> {
    page: &'a Page,
    segments: &'a Segments,
    gone: &'a [bool],
    resolver: &'a Resolver,
    language: Option<LanguageTag>,
    /// The page's identifiers and what they become.
    ids: BTreeMap<String, String>,
    /// Identifiers that a link leads to.
    wanted: BTreeSet<String>,
    /// Addresses of pictures as the page writes them, by what they became.
    written: BTreeMap<String, String>,
    /// Drawings that became pictures, with the words that were too many for them.
    drawn: BTreeMap<usize, String>,
    notes: Notes,
    /// Page breaks that wait for the text that follows them.
    waiting: Vec<Inline>,
    /// A row that is left out for now: it is taken by itself.
    set_aside: Option<usize>,
    /// Rows of a note that the page hides until its reference asks for it.
    revealed: Range<usize>,
    /// The pictures of the page's style sheets, read when one is first asked for.
    behind: OnceCell<behind::Properties>,
}

impl Converter<'_> {
    fn is_gone(&self, row: usize) -> bool {
        self.gone.get(row).copied().unwrap_or(false) || self.notes.is_note(row) || self.set_aside == Some(row)
    }

    /// Whether a row is seen, or would be where its note is shown.
    fn shows(&self, row: usize) -> bool {
        self.page.row(row).visible || self.revealed.contains(&row) && !self.page.tag(row).is_never_shown()
    }

    /// The blocks of what stands within a row.
    fn children(&mut self, row: usize, depth: usize) -> Vec<Block> {
        let page = self.page;
        let mut out = Vec::new();
        let mut run: Vec<Inline> = Vec::new();
        let mut breaks = 0;
        let children: Vec<usize> = page.children(row).collect();
        for child in children {
            if page.deadline.is_over() {
                break;
            }
            if self.is_gone(child) {
                continue;
            }
            let tag = page.tag(child);
            if tag == Tag::Br {
                breaks += 1;
                if breaks >= 2 {
                    self.end_run(&mut run, &mut out, row);
                } else {
                    run.push(Inline::LineBreak);
                }
                continue;
            }
            let blank = tag == Tag::Text && page.text(child).trim().is_empty();
            if !blank {
                breaks = 0;
            }
            if let Some(formula) = self.display_formula(child) {
                self.end_run(&mut run, &mut out, row);
                out.push(Block::Math(formula));
                continue;
            }
            if tag.is_inline() && !self.segments.holds_block(child) {
                run.extend(self.raw_inlines(child..page.row(child).end, 1));
                continue;
            }
            run.extend(self.page_break(child));
            if !self.shows(child) && !is_embed(tag) || tag == Tag::Hr && self.page_break(child).is_some() {
                continue;
            }
            self.end_run(&mut run, &mut out, row);
            self.block(child, depth, &mut out);
        }
        self.end_run(&mut run, &mut out, row);
        out
    }

    /// Makes a paragraph, or figures where there are only pictures, of the inlines gathered so far.
    fn end_run(&mut self, run: &mut Vec<Inline>, out: &mut Vec<Block>, row: usize) {
        let content = tidy(std::mem::take(run));
        if content.iter().all(page_breaks::is_page_break) {
            self.waiting.extend(content);
            return;
        }
        let only_pictures = content.iter().all(|inline| match inline {
            Inline::Image(_) | Inline::LineBreak | Inline::PageBreak { .. } => true,
            Inline::Text { text } => text.trim().is_empty(),
            Inline::Link { content, .. } => content.iter().all(|inner| matches!(inner, Inline::Image(_))),
            _ => false,
        });
        if only_pictures {
            self.waiting.extend(content.iter().filter(|inline| page_breaks::is_page_break(inline)).cloned());
            let images: Vec<_> = content
                .into_iter()
                .flat_map(|inline| match inline {
                    Inline::Link { content, .. } => content,
                    other => vec![other],
                })
                .filter_map(|inline| if let Inline::Image(image) = inline { Some(image) } else { None })
                .collect();
            if !images.is_empty() {
                out.push(Block::Figure(Figure { images, ..Figure::default() }));
            }
            return;
        }
        let content = self.with_waiting(content);
        out.push(Block::Paragraph(Paragraph { content, attributes: self.attributes(row) }));
    }

    /// Identifier, language and direction of the block at a row.
    fn attributes(&self, row: usize) -> Attributes {
        let id = self.page.attribute(row, "id").and_then(|id| self.ids.get(id)).cloned();
        let language = self
            .page
            .attribute(row, "lang")
            .and_then(|lang| lang.parse::<LanguageTag>().ok())
            .filter(|lang| Some(lang) != self.language.as_ref());
        let usual = self.language.as_ref().map(LanguageTag::direction).unwrap_or_default();
        let direction = match self.page.attribute(row, "dir").map(str::to_ascii_lowercase).as_deref() {
            Some("rtl") => Some(Direction::Rtl),
            Some("ltr") => Some(Direction::Ltr),
            _ => None,
        }
        .filter(|direction| *direction != usual);
        Attributes { id, language, direction }
    }

    fn block(&mut self, row: usize, depth: usize, out: &mut Vec<Block>) {
        let page = self.page;
        let tag = page.tag(row);
        let names = page.row(row).purpose;
        if depth >= MAX_BLOCK_DEPTH {
            // Deeper than the model carries: the words in a paragraph.
            let content = self.inlines(page.subtree(row));
            if !content.is_empty() {
                out.push(Block::Paragraph(Paragraph { content, attributes: Attributes::default() }));
            }
            return;
        }
        if let Some(level) = tag.heading_rank() {
            self.heading(row, level, depth, out);
            return;
        }
        match tag {
            Tag::P if names.has(Purpose::VERSE) => self.verse(row, out),
            Tag::Ul | Tag::Ol | Tag::Menu => self.list(row, tag == Tag::Ol, depth, out),
            Tag::Dl => self.definition_list(row, depth, out),
            Tag::Blockquote => self.quotation(row, depth, out),
            Tag::Pre => self.code(row, out),
            Tag::Figure => self.figure(row, depth, out),
            Tag::Table if is_data_table(page, row) => self.table(row, depth, out),
            Tag::Hr => {
                if !matches!(out.last(), None | Some(Block::Rule)) {
                    out.push(Block::Rule);
                }
            }
            Tag::Aside => {
                let blocks = self.children(row, depth + 1);
                if !blocks.is_empty() {
                    out.push(Block::Aside(Aside { blocks, attributes: self.attributes(row) }));
                }
            }
            tag if is_embed(tag) => out.extend(self.embed(row, tag)),
            _ if names.has(Purpose::VERSE) && !self.segments.holds_block(row) => self.verse(row, out),
            _ => {
                let id = self.attributes(row).id;
                let mut inner = self.children(row, depth);
                // A link to a wrapper leads to the first block within.
                if let (Some(id), Some(first)) = (id, inner.first_mut())
                    && let Some(attributes) = first.attributes_mut()
                    && attributes.id.is_none()
                {
                    attributes.id = Some(id);
                }
                out.append(&mut inner);
            }
        }
    }

    fn heading(&mut self, row: usize, level: u8, depth: usize, out: &mut Vec<Block>) {
        if self.segments.holds_block(row) && self.page.row(row).chars > 300 {
            // Whole articles were marked up as a heading.
            let mut inner = self.children(row, depth);
            out.append(&mut inner);
            return;
        }
        let mut content = self.inlines(row + 1..self.page.row(row).end);
        content.retain(|inline| !matches!(inline, Inline::Image(_)));
        let content = tidy(content);
        if !content.is_empty() {
            let attributes = self.attributes(row);
            out.push(Block::Heading(offprint_model::Heading { level, content, attributes }));
        }
    }

    fn list(&mut self, row: usize, ordered: bool, depth: usize, out: &mut Vec<Block>) {
        let page = self.page;
        let mut items = Vec::new();
        let children: Vec<usize> = page.children(row).filter(|child| !self.is_gone(*child)).collect();
        for child in children {
            let blocks = if page.tag(child) == Tag::Li {
                self.children(child, depth + 1)
            } else if page.tag(child) == Tag::Text {
                let content = self.inlines(child..page.row(child).end);
                if content.is_empty() {
                    Vec::new()
                } else {
                    vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })]
                }
            } else {
                let mut blocks = Vec::new();
                self.keep_page_break(child);
                if self.shows(child) {
                    self.block(child, depth + 1, &mut blocks);
                }
                blocks
            };
            // A list within a list but outside its items belongs to the item before it.
            match (blocks.first(), items.last_mut()) {
                (None, _) => {}
                (Some(Block::List(_)), Some(ListItem { blocks: before })) if page.tag(child) != Tag::Li => {
                    before.extend(blocks);
                }
                _ => items.push(ListItem { blocks }),
            }
        }
        if items.is_empty() {
            return;
        }
        let start = page
            .attribute(row, "start")
            .and_then(|start| start.trim().parse().ok())
            .filter(|n| ordered && *n != 1);
        out.push(Block::List(List { ordered, start, items, attributes: self.attributes(row) }));
    }

    fn definition_list(&mut self, row: usize, depth: usize, out: &mut Vec<Block>) {
        let page = self.page;
        let mut items: Vec<DefinitionItem> = Vec::new();
        let mut rows: Vec<usize> = Vec::new();
        for child in page.children(row) {
            // Groups may be wrapped in a div (HTML §4.4.9).
            if page.tag(child) == Tag::Div { rows.extend(page.children(child)) } else { rows.push(child) }
        }
        for child in rows {
            if self.is_gone(child) {
                continue;
            }
            self.keep_page_break(child);
            if !self.shows(child) {
                continue;
            }
            if page.tag(child) == Tag::Dt {
                // A term is one line, whatever stands in it.
                let term = self.inlines(child + 1..page.row(child).end);
                if term.is_empty() {
                    continue;
                }
                match items.last_mut().filter(|item| item.descriptions.is_empty()) {
                    Some(item) => item.terms.push(term),
                    None => items.push(DefinitionItem { terms: vec![term], descriptions: Vec::new() }),
                }
            } else if page.tag(child) != Tag::Text {
                let blocks = self.children(child, depth + 1);
                if blocks.is_empty() {
                    continue;
                }
                match items.last_mut() {
                    Some(item) => item.descriptions.push(blocks),
                    None => items.push(DefinitionItem { terms: Vec::new(), descriptions: vec![blocks] }),
                }
            }
        }
        if !items.is_empty() {
            out.push(Block::DefinitionList(DefinitionList { items, attributes: self.attributes(row) }));
        }
    }

    fn quotation(&mut self, row: usize, depth: usize, out: &mut Vec<Block>) {
        let mut blocks = self.children(row, depth + 1);
        let url = self.page.attribute(row, "cite").and_then(|cite| self.resolver.resolve(cite));
        // A last line that begins with a dash names the source.
        let mut source = Vec::new();
        if blocks.len() > 1
            && let Some(Block::Paragraph(last)) = blocks.last()
        {
            let text = offprint_model::plain_text(&last.content);
            if text.starts_with(['—', '–', '―']) && text.chars().count() < 160 {
                source = last.content.clone();
                blocks.pop();
                let words = source.iter_mut().find(|inline| !page_breaks::is_page_break(inline));
                if let Some(Inline::Text { text }) = words {
                    *text = text.trim_start_matches(['—', '–', '―', ' ', '\u{a0}']).to_owned();
                }
                source.retain(|inline| !matches!(inline, Inline::Text { text } if text.is_empty()));
            }
        }
        if !blocks.is_empty() {
            out.push(Block::Quotation(Quotation { blocks, source, url, attributes: self.attributes(row) }));
        }
    }

    fn code(&mut self, row: usize, out: &mut Vec<Block>) {
        let page = self.page;
        let mut text = String::new();
        for index in page.subtree(row) {
            if self.is_gone(index) {
                continue;
            }
            // Code holds text alone.
            self.keep_page_break(index);
            if !self.shows(index) {
                continue;
            }
            match page.tag(index) {
                Tag::Text => text.extend(
                    page.text(index).chars().filter(|c| *c != '\r' && offprint_model::is_xml_char(*c)),
                ),
                Tag::Br => text.push('\n'),
                // Highlighters set each line in a block of its own.
                Tag::Div | Tag::Tr | Tag::P | Tag::Li if !text.is_empty() && !text.ends_with('\n') => {
                    text.push('\n')
                }
                _ => {}
            }
        }
        let text = text.trim_matches('\n').trim_end().to_owned();
        if text.trim().is_empty() {
            return;
        }
        let is_verse = page.closest(row, row, |at| page.row(at).purpose.has(Purpose::VERSE)).is_some();
        if is_verse {
            out.push(verse_of(&text));
            return;
        }
        let language = page.subtree(row).filter(|index| page.tag(*index) != Tag::Text).find_map(|index| {
            page.attribute(index, "class").and_then(|class| {
                class
                    .split_whitespace()
                    .find_map(|c| c.strip_prefix("language-").or_else(|| c.strip_prefix("lang-")))
            })
        });
        out.push(Block::Code(Code {
            text,
            language: language
                .map(str::to_ascii_lowercase)
                .filter(|l| l.chars().all(|c| c.is_ascii_alphanumeric() || "+-#._".contains(c))),
            attributes: self.attributes(row),
        }));
    }

    fn verse(&mut self, row: usize, out: &mut Vec<Block>) {
        let content = self.raw_inlines(row + 1..self.page.row(row).end, 1);
        let mut stanzas = Vec::new();
        let mut lines = Vec::new();
        for piece in content.split(|inline| matches!(inline, Inline::LineBreak)) {
            let line = tidy(piece.to_vec());
            let is_mark = !line.is_empty() && line.iter().all(page_breaks::is_page_break);
            let line = self.with_waiting(line);
            if is_mark {
                continue;
            }
            if !line.is_empty() {
                lines.push(VerseLine { indent: 0, content: line });
            } else if !lines.is_empty() {
                stanzas.push(Stanza { lines: std::mem::take(&mut lines) });
            }
        }
        if !lines.is_empty() {
            stanzas.push(Stanza { lines });
        }
        match (stanzas.is_empty(), out.last_mut()) {
            (true, _) => {}
            (false, Some(Block::Verse(verse))) => verse.stanzas.append(&mut stanzas),
            (false, _) => out.push(Block::Verse(Verse { stanzas, attributes: self.attributes(row) })),
        }
    }

    fn embed(&mut self, row: usize, tag: Tag) -> Option<Block> {
        let page = self.page;
        let address = ["src", "data-src", "data-lazy-src", "data-litespeed-src"]
            .iter()
            .filter_map(|name| page.attribute(row, name))
            .chain(
                page.children(row)
                    .filter(|c| page.tag(*c) == Tag::Source)
                    .filter_map(|c| page.attribute(c, "src")),
            )
            .find(|address| !address.trim().is_empty() && !address.starts_with("about:"));
        let address = match (address, page.attribute(row, "data-videoid")) {
            (Some(address), _) => address.to_owned(),
            (None, Some(id)) if tag == Tag::AmpYoutube => format!("https://www.youtube.com/watch?v={id}"),
            _ => return None,
        };
        let url = self.resolver.resolve(&address)?;
        let provider = url::Url::parse(&url).ok()?.host_str()?.trim_start_matches("www.").to_owned();
        let film = ["youtube", "vimeo", "dailymotion", "player", "video", "wistia", "brightcove"];
        let kind = match tag {
            Tag::Audio => EmbedKind::Audio,
            Tag::Video | Tag::AmpVideo | Tag::AmpYoutube => EmbedKind::Video,
            Tag::AmpTwitter => EmbedKind::Post,
            _ if film.iter().any(|name| url.contains(name)) => EmbedKind::Video,
            _ if ["soundcloud", "spotify", "podcast", "audio"].iter().any(|name| url.contains(name)) => {
                EmbedKind::Audio
            }
            _ => EmbedKind::Frame,
        };
        let title = page
            .attribute(row, "title")
            .map(|t| inlines::clean_text(t).trim().to_owned())
            .filter(|t| !t.is_empty());
        Some(Block::Embed(Embed {
            kind,
            url,
            title,
            provider: Some(provider),
            thumbnail: None,
            caption: Vec::new(),
            attributes: Attributes::default(),
        }))
    }
}

/// Preformatted verse: an empty line parts stanzas, two spaces set a line in by an em.
fn verse_of(text: &str) -> Block {
    let mut stanzas = Vec::new();
    let mut lines: Vec<VerseLine> = Vec::new();
    for line in text.lines() {
        let words = line.trim();
        if words.is_empty() {
            if !lines.is_empty() {
                stanzas.push(Stanza { lines: std::mem::take(&mut lines) });
            }
            continue;
        }
        let spaces = line.len() - line.trim_start().len();
        lines.push(VerseLine {
            indent: u8::try_from(spaces / 2).unwrap_or(8).min(8),
            content: vec![Inline::text(words)],
        });
    }
    if !lines.is_empty() {
        stanzas.push(Stanza { lines });
    }
    Block::Verse(Verse { stanzas, attributes: Attributes::default() })
}
