//! What a document says, block by block and letter by letter: once from the model, once from Markdown read back.

use std::collections::BTreeMap;

use offprint_model::{Article, Block, Inline};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Stressed.
pub const EM: u8 = 1;
/// Strong.
pub const STRONG: u8 = 2;
/// Struck out.
pub const DEL: u8 = 4;
/// Below the line.
pub const SUB: u8 = 8;
/// Above the line.
pub const SUP: u8 = 16;
/// Within a link.
pub const LINK: u8 = 32;
/// Code.
pub const CODE: u8 = 64;

/// A leaf: the path of kinds down to it, and its letters with their marks. Space has no marks.
pub type Leaf = (String, Vec<(char, u8)>);

#[derive(Default)]
struct Outline {
    path: Vec<String>,
    leaves: Vec<Leaf>,
}

impl Outline {
    fn leaf(&mut self, kind: &str, letters: Vec<(char, u8)>) {
        let mut letters: Vec<(char, u8)> = letters
            .into_iter()
            .map(|(c, marks)| if c.is_whitespace() { (c, 0) } else { (c, marks) })
            .collect();
        while letters.last().is_some_and(|(c, _)| c.is_whitespace()) {
            letters.pop();
        }
        let lead = letters.iter().take_while(|(c, _)| c.is_whitespace()).count();
        letters.drain(..lead);
        let mut path = self.path.join("/");
        if !path.is_empty() {
            path.push('/');
        }
        self.leaves.push((path + kind, letters));
    }

    fn within(&mut self, kind: &str, write: impl FnOnce(&mut Self)) {
        self.path.push(kind.to_owned());
        write(self);
        self.path.pop();
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(h) => self.leaf(&format!("h{}", (h.level + 1).min(6)), letters(&h.content, 0)),
            Block::Paragraph(p) => self.leaf("p", letters(&p.content, 0)),
            Block::List(list) => {
                let kind = if list.ordered { format!("ol{}", list.start.unwrap_or(1)) } else { "ul".into() };
                self.within(&kind, |o| {
                    for item in &list.items {
                        o.within("li", |o| o.blocks(&item.blocks));
                    }
                });
            }
            Block::Quotation(q) => self.within("quote", |o| {
                o.blocks(&q.blocks);
                if !q.source.is_empty() {
                    let mut source = vec![Inline::text("— ")];
                    source.extend(q.source.iter().cloned());
                    o.leaf("p", letters(&source, 0));
                }
            }),
            Block::Aside(a) => self.within("quote", |o| o.blocks(&a.blocks)),
            Block::Code(code) => {
                let kind = format!("code {}", code.language.as_deref().unwrap_or_default());
                self.path.push(kind);
                let path = self.path.join("/");
                self.path.pop();
                self.leaves.push((path, code.text.chars().map(|c| (c, 0)).collect()));
            }
            Block::Verse(verse) => {
                for stanza in &verse.stanzas {
                    let mut all = Vec::new();
                    for line in &stanza.lines {
                        all.extend((0..line.indent).map(|_| ('\u{2003}', 0)));
                        all.extend(letters(&line.content, 0));
                        all.push(('\n', 0));
                    }
                    self.leaf("p", all);
                }
            }
            Block::Rule => self.leaf("rule", Vec::new()),
            Block::Table(table) => {
                if !table.caption.is_empty() {
                    self.leaf("p", letters(&table.caption, STRONG));
                }
                // Tables here have no spans; those have tests of their own.
                let mut rows: Vec<Vec<Vec<(char, u8)>>> = Vec::new();
                if table.head_rows == 0 {
                    rows.push(vec![Vec::new(); table.columns()]);
                }
                for row in &table.rows {
                    rows.push(row.cells.iter().map(|cell| cell_letters(&cell.blocks)).collect());
                }
                self.within("table", |o| {
                    for mut row in rows {
                        row.resize(table.columns(), Vec::new());
                        row.into_iter().for_each(|cell| o.leaf("cell", cell));
                    }
                });
            }
            Block::Figure(figure) => {
                for image in &figure.images {
                    self.leaf("p", letters(&[Inline::Image(image.clone())], 0));
                }
                self.blocks(&figure.blocks);
                if !figure.caption.is_empty() {
                    self.leaf("p", letters(&figure.caption, EM));
                }
                if !figure.credit.is_empty() {
                    self.leaf("p", letters(&figure.credit, 0));
                }
            }
            Block::DefinitionList(list) => {
                for item in &list.items {
                    item.terms.iter().for_each(|term| self.leaf("p", letters(term, STRONG)));
                    item.descriptions.iter().for_each(|d| self.within("quote", |o| o.blocks(d)));
                }
            }
            Block::Embed(_) | Block::Math(_) => unreachable!("these have tests of their own"),
        }
    }
}

fn cell_letters(blocks: &[Block]) -> Vec<(char, u8)> {
    let mut all = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            all.push(('\n', 0));
        }
        match block {
            Block::Paragraph(p) => all.extend(letters(&p.content, 0)),
            Block::List(list) => {
                for (index, item) in list.items.iter().enumerate() {
                    if index > 0 {
                        all.push(('\n', 0));
                    }
                    all.extend(cell_letters(&item.blocks));
                }
            }
            _ => unreachable!("not in these tables"),
        }
    }
    all
}

/// The letters of some inlines with their marks. A note reference is `{id}`, a picture its words in `⟦⟧`.
fn letters(content: &[Inline], marks: u8) -> Vec<(char, u8)> {
    let mut out = Vec::new();
    for inline in content {
        let plain = |text: &str, marks: u8| text.chars().map(|c| (c, marks)).collect::<Vec<_>>();
        match inline {
            Inline::Text { text } => out.extend(plain(text, marks)),
            Inline::Code { text } => out.extend(plain(text, marks | CODE)),
            Inline::LineBreak => out.push(('\n', 0)),
            Inline::PageBreak { .. } => {}
            Inline::Emphasis { content } => out.extend(letters(content, marks | EM)),
            Inline::Strong { content } => out.extend(letters(content, marks | STRONG)),
            Inline::Strikethrough { content } => out.extend(letters(content, marks | DEL)),
            Inline::Subscript { content } => out.extend(letters(content, marks | SUB)),
            Inline::Superscript { content } => out.extend(letters(content, marks | SUP)),
            Inline::Link { content, .. } => out.extend(letters(content, marks | LINK)),
            Inline::SmallCaps { content } | Inline::Span { content, .. } => {
                out.extend(letters(content, marks))
            }
            Inline::Quotation { content } => {
                out.push(('“', marks));
                out.extend(letters(content, marks));
                out.push(('”', marks));
            }
            Inline::Ruby { base, annotation } => {
                out.extend(letters(base, marks));
                out.extend(plain(&format!("({annotation})"), marks));
            }
            Inline::NoteReference { note, .. } => out.extend(plain(&format!("{{{note}}}"), 0)),
            Inline::Image(image) => {
                out.extend(plain(&format!("⟦{}⟧", image.alt.as_deref().unwrap_or_default()), 0));
            }
            Inline::Math(_) => unreachable!("formulae have tests of their own"),
        }
    }
    out
}

/// The outline of an article's body and notes.
pub fn of_article(article: &Article) -> Vec<Leaf> {
    let mut outline = Outline::default();
    outline.blocks(&article.body);
    for note in &article.notes {
        outline.within(&format!("note {}", note.id), |o| o.blocks(&note.blocks));
    }
    outline.leaves
}

/// The outline of Markdown, and the addresses of its links and pictures.
pub fn of_markdown(markdown: &str) -> (Vec<Leaf>, Vec<String>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut outline = Outline::default();
    let mut text: Vec<(char, u8)> = Vec::new();
    let mut open: BTreeMap<u8, usize> = BTreeMap::new();
    let mut images = 0_usize;
    let mut code = false;
    let mut addresses = Vec::new();
    let turn = |open: &mut BTreeMap<u8, usize>, mark: u8, on: bool| {
        let depth = open.entry(mark).or_default();
        *depth = if on { *depth + 1 } else { depth.saturating_sub(1) };
    };
    for event in Parser::new_ext(markdown, options) {
        let marks = open.iter().filter(|(_, depth)| **depth > 0).fold(0, |all, (mark, _)| all | mark);
        // Text of a tight item stands in no paragraph.
        let loose = |outline: &mut Outline, text: &mut Vec<(char, u8)>| {
            if !text.is_empty() {
                outline.leaf("p", std::mem::take(text));
            }
        };
        match event {
            Event::Start(tag) => match tag {
                Tag::Paragraph | Tag::Heading { .. } | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                    loose(&mut outline, &mut text);
                }
                Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
                Tag::Emphasis => turn(&mut open, EM, true),
                Tag::Strong => turn(&mut open, STRONG, true),
                Tag::Strikethrough => turn(&mut open, DEL, true),
                Tag::Link { dest_url, .. } => {
                    turn(&mut open, LINK, true);
                    addresses.push(dest_url.to_string());
                }
                Tag::Image { dest_url, .. } => {
                    images += 1;
                    addresses.push(dest_url.to_string());
                    text.push(('⟦', 0));
                }
                container => {
                    loose(&mut outline, &mut text);
                    outline.path.push(match container {
                        Tag::BlockQuote(_) => "quote".into(),
                        Tag::List(None) => "ul".into(),
                        Tag::List(Some(start)) => format!("ol{start}"),
                        Tag::Item => "li".into(),
                        Tag::Table(_) => "table".into(),
                        Tag::FootnoteDefinition(id) => format!("note {id}"),
                        Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                            code = true;
                            format!("code {language}")
                        }
                        other => format!("{other:?}"),
                    });
                }
            },
            Event::End(tag) => match tag {
                TagEnd::Paragraph => outline.leaf("p", std::mem::take(&mut text)),
                TagEnd::Heading(level) => {
                    let rank = match level {
                        HeadingLevel::H1 => 1,
                        HeadingLevel::H2 => 2,
                        HeadingLevel::H3 => 3,
                        HeadingLevel::H4 => 4,
                        HeadingLevel::H5 => 5,
                        HeadingLevel::H6 => 6,
                    };
                    outline.leaf(&format!("h{rank}"), std::mem::take(&mut text));
                }
                TagEnd::TableCell => outline.leaf("cell", std::mem::take(&mut text)),
                TagEnd::TableHead | TagEnd::TableRow | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
                TagEnd::Emphasis => turn(&mut open, EM, false),
                TagEnd::Strong => turn(&mut open, STRONG, false),
                TagEnd::Strikethrough => turn(&mut open, DEL, false),
                TagEnd::Link => turn(&mut open, LINK, false),
                TagEnd::Image => {
                    images -= 1;
                    text.push(('⟧', 0));
                }
                TagEnd::CodeBlock => {
                    code = false;
                    let mut letters = std::mem::take(&mut text);
                    letters.pop();
                    outline.leaves.push((outline.path.join("/"), letters));
                    outline.path.pop();
                }
                _ => {
                    loose(&mut outline, &mut text);
                    outline.path.pop();
                }
            },
            Event::Text(words) => {
                let marks = if images > 0 || code { 0 } else { marks };
                text.extend(words.chars().map(|c| (c, marks)));
            }
            Event::Code(words) => text.extend(words.chars().map(|c| (c, marks | CODE))),
            Event::SoftBreak => text.push((' ', 0)),
            Event::HardBreak => text.push(('\n', 0)),
            Event::Rule => outline.leaf("rule", Vec::new()),
            Event::FootnoteReference(id) => text.extend(format!("{{{id}}}").chars().map(|c| (c, 0))),
            Event::InlineHtml(tag) => {
                let name = tag.trim_matches(['<', '>', '/']);
                let mark = match name {
                    "em" => EM,
                    "strong" => STRONG,
                    "del" => DEL,
                    "sub" => SUB,
                    "sup" => SUP,
                    "code" => CODE,
                    "br" => {
                        text.push(('\n', 0));
                        continue;
                    }
                    // It parts two things in brackets.
                    "!-- --" => continue,
                    _ => {
                        text.extend(tag.chars().map(|c| (c, 0)));
                        continue;
                    }
                };
                turn(&mut open, mark, !tag.starts_with("</"));
            }
            Event::Html(html) => {
                // The comment that keeps lists apart says nothing; any other is lost text.
                if html.trim() != "<!-- -->" {
                    outline.leaf("html", html.chars().map(|c| (c, 0)).collect());
                }
            }
            other => outline.leaf("other", format!("{other:?}").chars().map(|c| (c, 0)).collect()),
        }
    }
    (outline.leaves, addresses)
}
