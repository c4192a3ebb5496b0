//! The words of some blocks as plain text. Recursion is safe here: [`crate::MAX_BLOCK_DEPTH`] bounds it.

use crate::{Block, List, Table, plain_text};

/// The words of some blocks as plain text, one line a heading, paragraph, list item, table row, caption, verse
/// or code line; no markers and no decoration. Cells of a row stand a tab apart.
pub fn block_text(blocks: &[Block]) -> String {
    let mut writer = Writer { marks: false, depth: 0, out: String::new() };
    writer.blocks(blocks);
    writer.out
}

/// [`block_text`] with the marks by which a reader tells lists and tables in plain text: each item of a list with `- ` (two
/// spaces before it for each list around), rows of tables as `| cell | cell |`. Numbered lists have no numbers, which
/// are no words of the article.
pub fn marked_text(blocks: &[Block]) -> String {
    let mut writer = Writer { marks: true, depth: 0, out: String::new() };
    writer.blocks(blocks);
    writer.out
}

struct Writer {
    marks: bool,
    /// Lists around.
    depth: usize,
    out: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        if !line.trim().is_empty() {
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            self.out.push_str(line.trim_end());
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(heading) => self.line(&plain_text(&heading.content)),
                Block::Paragraph(paragraph) => self.line(&plain_text(&paragraph.content)),
                Block::List(list) => self.list(list),
                Block::DefinitionList(list) => {
                    for item in &list.items {
                        item.terms.iter().for_each(|term| self.line(&plain_text(term)));
                        item.descriptions.iter().for_each(|inner| self.blocks(inner));
                    }
                }
                Block::Quotation(quotation) => {
                    self.blocks(&quotation.blocks);
                    self.line(&plain_text(&quotation.source));
                }
                Block::Figure(figure) => {
                    self.blocks(&figure.blocks);
                    self.line(&plain_text(&figure.caption));
                    self.line(&plain_text(&figure.credit));
                }
                Block::Table(table) => self.table(table),
                Block::Code(code) => self.line(&code.text),
                Block::Aside(aside) => self.blocks(&aside.blocks),
                Block::Verse(verse) => {
                    for line in verse.stanzas.iter().flat_map(|stanza| &stanza.lines) {
                        self.line(&plain_text(&line.content));
                    }
                }
                Block::Embed(embed) => self.line(&plain_text(&embed.caption)),
                Block::Math(math) => self.line(&math.text),
                Block::Rule => {}
            }
        }
    }

    fn list(&mut self, list: &List) {
        for item in &list.items {
            let start = self.out.len();
            self.depth += 1;
            self.blocks(&item.blocks);
            self.depth -= 1;
            let text_start = start + usize::from(start > 0);
            if self.marks && self.out.len() > text_start {
                self.out.insert_str(text_start, &format!("{}- ", "  ".repeat(self.depth)));
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.line(&plain_text(&table.caption));
        for row in &table.rows {
            let cells: Vec<String> =
                row.cells.iter().map(|cell| block_text(&cell.blocks).replace('\n', " ")).collect();
            if self.marks && cells.iter().any(|cell| !cell.is_empty()) {
                self.line(&format!("| {} |", cells.join(" | ")));
            } else {
                self.line(&cells.join("\t"));
            }
        }
    }
}
