//! A foreword from the text that its editors wrote.

use offprint_model::{
    Article, Block, Code, Heading, Inline, InputKind, LanguageTag, List, ListItem, Paragraph, Provenance,
    Quotation, is_safe_url, is_xml_char,
};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

/// How deep blocks and inlines may nest; what stands deeper joins what is around it.
const DEPTH: usize = 6;

/// A foreword in Markdown (CommonMark), of which plain text with empty lines between its paragraphs is a part. A heading of the
/// first rank at its beginning is its title; `title` is that of one without. HTML in it stays text, pictures become their words.
pub fn foreword(markdown: &str, title: &str, language: Option<&LanguageTag>) -> Article {
    let clean: String = markdown.chars().filter(|c| is_xml_char(*c)).collect();
    let mut builder = Builder::default();
    for event in Parser::new(&clean) {
        builder.take(event);
    }
    let mut body = builder.finish();
    let mut article = Article::default();
    article.metadata.language = language.cloned();
    article.metadata.title = Some(title.to_owned());
    if let Some(Block::Heading(heading)) =
        body.first().filter(|block| matches!(block, Block::Heading(h) if h.level == 1))
    {
        article.metadata.title = Some(offprint_model::plain_text(&heading.content));
        body.remove(0);
    }
    repair_ranks(&mut body);
    article.body = body;
    article.confidence = 1.0;
    article.provenance = Provenance {
        sha256: offprint_model::sha256_hex(markdown.as_bytes()),
        encoding: "UTF-8".to_owned(),
        kind: InputKind::Text,
        generator: concat!("offprint ", env!("CARGO_PKG_VERSION")).to_owned(),
        ..Provenance::default()
    };
    article
}

/// The first heading gets rank 1, and none stands more than one rank below the one before it.
fn repair_ranks(body: &mut [Block]) {
    let mut last = 0;
    for block in body {
        if let Block::Heading(heading) = block {
            heading.level = heading.level.min(last + 1);
            last = heading.level;
        }
    }
}

/// Something that is open.
enum Frame {
    Blocks(BlockKind, Vec<Block>),
    Inlines(InlineKind, Vec<Inline>),
}

enum BlockKind {
    Quotation,
    List(Option<u64>, Vec<ListItem>),
    Item,
}

enum InlineKind {
    Paragraph,
    Heading(u8),
    Emphasis,
    Strong,
    Link(String),
    Alt,
}

#[derive(Default)]
struct Builder {
    body: Vec<Block>,
    frames: Vec<Frame>,
    code: Option<(Option<String>, String)>,
    /// Starts that were not taken because they stand too deep.
    skipped: usize,
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code { text: text.to_string() }),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::LineBreak),
            Event::Rule => self.block(Block::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if self.frames.len() >= DEPTH * 2 {
            self.skipped += 1;
            return;
        }
        let frame = match tag {
            Tag::Paragraph => Frame::Inlines(InlineKind::Paragraph, Vec::new()),
            Tag::Heading { level, .. } => Frame::Inlines(InlineKind::Heading(rank(level)), Vec::new()),
            Tag::Emphasis => Frame::Inlines(InlineKind::Emphasis, Vec::new()),
            Tag::Strong => Frame::Inlines(InlineKind::Strong, Vec::new()),
            Tag::Link { dest_url, .. } => Frame::Inlines(InlineKind::Link(dest_url.to_string()), Vec::new()),
            Tag::Image { .. } => Frame::Inlines(InlineKind::Alt, Vec::new()),
            Tag::BlockQuote(_) => Frame::Blocks(BlockKind::Quotation, Vec::new()),
            Tag::List(start) => Frame::Blocks(BlockKind::List(start, Vec::new()), Vec::new()),
            Tag::Item => Frame::Blocks(BlockKind::Item, Vec::new()),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(word) if !word.is_empty() => Some(word.to_string()),
                    _ => None,
                };
                self.code = Some((language, String::new()));
                return;
            }
            Tag::HtmlBlock => Frame::Inlines(InlineKind::Paragraph, Vec::new()),
            _ => {
                self.skipped += 1;
                return;
            }
        };
        self.frames.push(frame);
    }

    fn end(&mut self, tag: TagEnd) {
        if let (TagEnd::CodeBlock, Some((language, text))) = (tag, self.code.take()) {
            let text = text.trim_end_matches('\n').to_owned();
            self.block(Block::Code(Code { language, text, ..Code::default() }));
            return;
        }
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        self.close();
    }

    fn close(&mut self) {
        match self.frames.pop() {
            None => {}
            Some(Frame::Inlines(kind, content)) => self.close_inlines(kind, content),
            Some(Frame::Blocks(kind, blocks)) => match kind {
                BlockKind::Quotation if !blocks.is_empty() => {
                    self.block(Block::Quotation(Quotation { blocks, ..Quotation::default() }));
                }
                BlockKind::List(start, items) if !items.is_empty() => {
                    let (ordered, start) =
                        (start.is_some(), start.and_then(|start| i32::try_from(start).ok()));
                    self.block(Block::List(List {
                        ordered,
                        start: start.filter(|start| *start != 1),
                        items,
                        ..List::default()
                    }));
                }
                BlockKind::Item if !blocks.is_empty() => {
                    if let Some(Frame::Blocks(BlockKind::List(_, items), _)) = self.frames.last_mut() {
                        items.push(ListItem { blocks });
                    } else {
                        blocks.into_iter().for_each(|block| self.block(block));
                    }
                }
                _ => {}
            },
        }
    }

    fn close_inlines(&mut self, kind: InlineKind, content: Vec<Inline>) {
        if offprint_model::plain_text(&content).trim().is_empty() {
            return;
        }
        match kind {
            InlineKind::Paragraph => {
                self.block(Block::Paragraph(Paragraph { content: trimmed(content), ..Paragraph::default() }));
            }
            InlineKind::Heading(level) => self.block(Block::Heading(Heading {
                level,
                content: trimmed(content),
                attributes: offprint_model::Attributes::default(),
            })),
            InlineKind::Emphasis => self.inline(Inline::Emphasis { content }),
            InlineKind::Strong => self.inline(Inline::Strong { content }),
            InlineKind::Link(url) if is_safe_url(&url) && !url.starts_with('#') => {
                self.inline(Inline::Link { url, title: None, content });
            }
            InlineKind::Link(_) | InlineKind::Alt => {
                content.into_iter().for_each(|inline| self.inline(inline))
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
            return;
        }
        let mut line = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                c if c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}') => {
                    if !line.ends_with(' ') {
                        line.push(' ');
                    }
                }
                c => line.push(c),
            }
        }
        if !line.is_empty() {
            self.inline(Inline::text(line));
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(Frame::Inlines(_, content)) = self.frames.last_mut() {
            match (content.last_mut(), &inline) {
                (Some(Inline::Text { text }), Inline::Text { text: more }) => {
                    let more = if text.ends_with(' ') { more.trim_start_matches(' ') } else { more };
                    text.push_str(more);
                }
                _ => content.push(inline),
            }
            return;
        }
        // Items of tight lists hold text without a paragraph.
        let blocks = self.blocks();
        match blocks.last_mut() {
            Some(Block::Paragraph(paragraph)) => match (paragraph.content.last_mut(), &inline) {
                (Some(Inline::Text { text }), Inline::Text { text: more }) => text.push_str(more),
                _ => paragraph.content.push(inline),
            },
            _ => blocks.push(Block::Paragraph(Paragraph { content: vec![inline], ..Paragraph::default() })),
        }
    }

    fn block(&mut self, block: Block) {
        self.blocks().push(block);
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        self.frames
            .iter_mut()
            .rev()
            .find_map(|frame| match frame {
                Frame::Blocks(_, blocks) => Some(blocks),
                Frame::Inlines(..) => None,
            })
            .unwrap_or(&mut self.body)
    }

    fn finish(mut self) -> Vec<Block> {
        while !self.frames.is_empty() {
            self.close();
        }
        self.body
    }
}

/// Without white space at either end.
fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { text }) = content.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text { text }) = content.last_mut() {
        *text = text.trim_end().to_owned();
    }
    content.retain(|inline| !matches!(inline, Inline::Text { text } if text.is_empty()));
    content
}

const fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
