//! Blocks: each kind to pieces of the column.

use offprint_model::{Block, Embed, EmbedKind, Heading, Inline, List, Math, Quotation, Verse};

use crate::line::Align;
use crate::page::{Colour, NodeIndex, Numbering, Role};
use crate::paragraph::Measure;
use crate::rich_text::{Look, RichText};
use crate::setter::{Destination, Ground, Piece, Setter};

/// A column within the text area, and how text is set in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) x: f32,
    pub(crate) width: f32,
    pub(crate) size: f32,
    pub(crate) leading: f32,
    /// Paragraphs are set apart by space, not by an indent.
    pub(crate) apart: bool,
    pub(crate) align: Align,
}

impl Column {
    pub(crate) fn measure(&self, indent: f32) -> Measure {
        Measure { x: self.x, width: self.width, indent, leading: self.leading, align: self.align }
    }

    /// The column moved in at the left.
    fn inset(self, left: f32) -> Self {
        // Never so narrow that a word could not stand in it.
        let left = left.min((self.width - self.size * 6.0).max(0.0));
        Self { x: self.x + left, width: self.width - left, ..self }
    }

    /// The column at a size that many points smaller, its leading in proportion.
    pub(crate) fn smaller(self, share: f32) -> Self {
        Self { size: self.size * share, leading: self.leading * share, ..self }
    }
}

/// Width of the narrowest quotation, in its sizes, and size of the smallest, in parts of the text's.
const NARROWEST_QUOTATION: f32 = 12.0;
const SMALLEST_QUOTATION: f32 = 0.86;
/// Sizes of headings by rank in the article, in parts of the text's size.
const HEADING_SIZES: [f32; 5] = [1.3, 1.12, 1.0, 1.0, 1.0];

impl Setter<'_> {
    /// The pieces of some blocks in a column.
    pub(crate) fn blocks(&mut self, blocks: &[Block], parent: NodeIndex, column: Column) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut after_text = false;
        // Headings of an article begin its sections, each within that of the next higher rank.
        let sectioned = self.tree.role(parent) == Some(Role::Article);
        let mut sections: Vec<(u8, NodeIndex)> = Vec::new();
        let whole = parent;
        for block in blocks {
            if self.deadline.is_over() {
                break;
            }
            if let Block::Heading(heading) = block
                && sectioned
            {
                while sections.last().is_some_and(|(rank, _)| *rank >= heading.level) {
                    sections.pop();
                }
                let above = sections.last().map_or(whole, |(_, node)| *node);
                sections.push((heading.level, self.tree.add(above, Role::Section)));
            }
            let parent = sections.last().map_or(whole, |(_, node)| *node);
            let plain = matches!(block, Block::Paragraph(_));
            let mut pieces = match block {
                Block::Paragraph(paragraph) => {
                    let node = self.tree.add(parent, Role::Paragraph);
                    self.language_of(node, block);
                    let look = self.look(column.size);
                    let indent = if after_text && !column.apart { column.size * 1.4 } else { 0.0 };
                    let mut rich = self.rich(&paragraph.content, &look, node);
                    rich.direction = paragraph.attributes.direction;
                    let mut lines = self.rich_paragraph(&rich, column.measure(indent));
                    let running = !column.apart && column.leading == self.style.leading;
                    for line in lines.iter_mut().filter(|line| line.height == column.leading) {
                        line.grid = running;
                    }
                    // One line in bold is the title of what follows, whatever the page calls it.
                    if let [line] = lines.as_mut_slice() {
                        line.keep = is_bold(&paragraph.content);
                    }
                    lines
                }
                Block::Heading(heading) => self.heading(heading, parent, column),
                Block::List(list) => self.list(list, parent, column),
                Block::DefinitionList(list) => self.definitions(list, parent, column),
                Block::Quotation(quotation) => self.quotation(quotation, parent, column),
                Block::Figure(figure) => {
                    let mut pieces = self.figure(figure, parent, column);
                    if !column.apart {
                        self.floats += 1;
                        pieces.iter_mut().for_each(|piece| piece.float = Some(self.floats));
                    }
                    pieces
                }
                Block::Table(table) => self.table(table, parent, column),
                Block::Code(code) => self.code(code, parent, column),
                Block::Aside(aside) => {
                    let node = self.tree.add(parent, Role::Division);
                    let inner =
                        Column { apart: true, align: Align::Start, width: column.width - 12.0, ..column };
                    let mut pieces = self.blocks(&aside.blocks, node, inner.smaller(0.92).inset(12.0));
                    // The ground has room of its own.
                    if let Some(first) = pieces.first_mut() {
                        first.gap = 0.0;
                    }
                    ground(&mut pieces, column.x, column.width, self.style.colours.ground);
                    pieces
                }
                Block::Verse(verse) => self.verse(verse, parent, column),
                Block::Rule => self.ornament(column),
                Block::Embed(embed) => self.embed(embed, parent, column),
                Block::Math(math) => self.display_math(math, parent, column),
            };
            if let Some(first) = pieces.first_mut() {
                if let Some(id) = block.attributes().and_then(|a| a.id.as_deref()) {
                    first.places.push(self.anchor(id));
                }
                let gap = if plain && after_text && !column.apart {
                    0.0
                } else {
                    let nested = column.apart && matches!(block, Block::List(_));
                    let small = column.apart && column.size < self.style.size;
                    column.leading
                        * if nested {
                            0.2
                        } else if small {
                            0.35
                        } else {
                            0.55
                        }
                };
                first.gap = first.gap.max(if out.is_empty() { 0.0 } else { gap });
                if let Some(last) = out.last()
                    && last.entry.is_some()
                {
                    first.gap = first.gap.min(column.leading * 0.3);
                }
                // Of the space below one block and that above the next, the larger counts.
                if let Some(last) = out.last()
                    && last.is_space()
                {
                    first.gap = (first.gap - last.gap).max(0.0);
                }
                // A figure may be moved, so what follows it is a paragraph among others.
                if first.float.is_none() {
                    after_text = plain;
                }
            }
            out.extend(pieces);
        }
        out
    }

    /// Notes the language that a block says it is in.
    fn language_of(&mut self, node: NodeIndex, block: &Block) {
        if let Some(language) = block.attributes().and_then(|a| a.language.as_ref()) {
            self.tree.edit(node, |n| n.language = Some(language.to_string()));
        }
    }

    fn heading(&mut self, heading: &Heading, parent: NodeIndex, column: Column) -> Vec<Piece> {
        // Ranks go down one at a time (ISO 14289-1 §7.4.2), whatever the page skipped.
        let rank = heading.level.saturating_add(1).clamp(2, 6).min(self.last_rank + 1);
        self.last_rank = rank;
        let node = self.tree.add(parent, Role::Heading(rank));
        let share = HEADING_SIZES.get(usize::from(rank) - 2).copied().unwrap_or(1.0);
        let mut look = self.look(column.size * share);
        look.style.bold = rank < 5;
        look.style.italic = rank >= 5;
        let leading = (column.leading * share).round();
        let measure = Measure { leading, align: Align::Balanced, ..column.measure(0.0) };
        let mut pieces = self.paragraph(&heading.content, &look, node, measure);
        pieces.iter_mut().for_each(|piece| piece.keep = true);
        if let Some(first) = pieces.first_mut() {
            first.gap = column.leading * if rank == 2 { 1.35 } else { 0.58 };
            first.entry = Some((rank, offprint_model::plain_text(&heading.content).trim().to_owned()));
        }
        pieces
    }

    fn list(&mut self, list: &List, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let node = self.tree.add(parent, Role::List);
        let numbering = if list.ordered { Numbering::Decimal } else { Numbering::Disc };
        self.tree.edit(node, |n| n.numbering = Some(numbering));
        let first = i64::from(list.start.unwrap_or(1));
        let last = first + i64::try_from(list.items.len()).unwrap_or(0) - 1;
        let digits = first.to_string().len().max(last.to_string().len());
        let room = if list.ordered { column.size * (0.9 + 0.5 * digits as f32) } else { column.size * 1.3 };
        let mut inner = column.inset(room);
        inner.apart = true;
        let mut out: Vec<Piece> = Vec::new();
        for (number, item) in (first..).zip(&list.items) {
            let node = self.tree.add(node, Role::ListItem);
            let label = self.tree.add(node, Role::Label);
            let body = self.tree.add(node, Role::ListBody);
            let mark = if list.ordered { format!("{number}.") } else { "•".to_owned() };
            let look = self.look(column.size);
            // In right-to-left text the mark stands at the right, where the line begins.
            let rtl = self.direction == offprint_model::Direction::Rtl;
            let (x, text_column) = if rtl {
                (column.x + column.width - room, Column { x: column.x, ..inner })
            } else {
                (column.x, inner)
            };
            let measure = Measure { x, width: room, align: Align::Start, ..column.measure(0.0) };
            let marks = self.plain(&mark, &look, label, measure);
            let mut pieces = self.blocks(&item.blocks, body, text_column);
            if let Some(mark) = marks.into_iter().next() {
                begin_with(&mut pieces, mark);
            }
            if let Some(piece) = pieces.first_mut() {
                piece.gap = if out.is_empty() { 0.0 } else { column.leading * 0.2 };
            }
            out.extend(pieces);
        }
        out
    }

    fn definitions(
        &mut self,
        list: &offprint_model::DefinitionList,
        parent: NodeIndex,
        column: Column,
    ) -> Vec<Piece> {
        let node = self.tree.add(parent, Role::List);
        let mut look = self.look(column.size);
        look.style.bold = true;
        let mut out: Vec<Piece> = Vec::new();
        for item in &list.items {
            let node = self.tree.add(node, Role::ListItem);
            let label = self.tree.add(node, Role::Label);
            let measure = Measure { align: Align::Start, ..column.measure(0.0) };
            let mut pieces: Vec<Piece> = Vec::new();
            for term in &item.terms {
                pieces.extend(self.paragraph(term, &look, label, measure));
            }
            pieces.iter_mut().for_each(|piece| piece.keep = true);
            let body = self.tree.add(node, Role::ListBody);
            for description in &item.descriptions {
                pieces.extend(self.blocks(description, body, column.inset(column.size * 1.6)));
            }
            if let Some(first) = pieces.first_mut() {
                first.gap = if out.is_empty() { 0.0 } else { column.leading * 0.3 };
            }
            out.extend(pieces);
        }
        if let Some(last) = out.last_mut() {
            last.keep = false;
        }
        out
    }

    fn quotation(&mut self, quotation: &Quotation, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let node = self.tree.add(parent, Role::BlockQuote);
        // Quotations in quotations come to an end of smaller letters and narrower lines.
        let inset =
            (column.size * 1.8).min(((column.width - column.size * NARROWEST_QUOTATION) / 2.0).max(0.0));
        let smaller =
            if column.size > self.style.size * SMALLEST_QUOTATION { column.smaller(0.95) } else { column };
        let inner = Column { width: column.width - inset, ..smaller };
        let mut pieces = self.blocks(&quotation.blocks, node, inner.inset(inset));
        if !quotation.source.is_empty() {
            if let Some(last) = pieces.last_mut() {
                last.keep = true;
            }
            let mut source = vec![Inline::text("— ")];
            source.extend(quotation.source.iter().cloned());
            let caption = self.tree.add(node, Role::Paragraph);
            let look = self.look(inner.size);
            let measure = Measure { align: Align::Start, ..inner.inset(inset).measure(0.0) };
            pieces.extend(self.paragraph(&source, &look, caption, measure));
        }
        space_after(&mut pieces, column.leading * 0.4);
        pieces
    }

    fn verse(&mut self, verse: &Verse, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let node = self.tree.add(parent, Role::Division);
        let look = self.look(column.size);
        let mut out: Vec<Piece> = Vec::new();
        for stanza in &verse.stanzas {
            let node = self.tree.add(node, Role::Paragraph);
            for (index, line) in stanza.lines.iter().enumerate() {
                let inset = column.size * (1.8 + 1.4 * f32::from(line.indent.min(12)));
                let inner = column.inset(inset);
                let measure = Measure { align: Align::Start, ..inner.measure(0.0) };
                let mut pieces = self.paragraph(&line.content, &look, node, measure);
                pieces.iter_mut().for_each(|piece| piece.keep = index + 1 < stanza.lines.len());
                if let Some(first) = pieces.first_mut()
                    && index == 0
                    && !out.is_empty()
                {
                    first.gap = column.leading * 0.7;
                }
                out.extend(pieces);
            }
        }
        out
    }

    /// A rule between parts: three asterisks in the middle, an artifact.
    fn ornament(&mut self, column: Column) -> Vec<Piece> {
        let look = self.look(column.size);
        let measure = Measure { align: Align::Centre, ..column.measure(0.0) };
        let mut pieces = self.plain("*\u{2003}*\u{2003}*", &look, NodeIndex::default(), measure);
        for piece in &mut pieces {
            piece.items.iter_mut().for_each(|item| item.node = None);
            piece.gap = column.leading * 0.4;
        }
        pieces
    }

    fn embed(&mut self, embed: &Embed, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let kind = match embed.kind {
            EmbedKind::Video => self.labels.video,
            EmbedKind::Audio => self.labels.audio,
            EmbedKind::Post | EmbedKind::Frame => self.labels.source,
        };
        let division = self.tree.add(parent, Role::Division);
        let mut pieces = Vec::new();
        if let Some(thumbnail) = &embed.thumbnail {
            pieces.extend(self.picture_piece(thumbnail, division, column));
        }
        let node = self.tree.add(division, Role::Paragraph);
        let look = self.look(column.size * 0.9);
        let mut rich = RichText::default();
        rich.push(&format!("{kind}: "), &look, node, None);
        let title = embed.title.as_deref().or(embed.provider.as_deref()).unwrap_or(&embed.url);
        if offprint_model::is_safe_url(&embed.url) && !title.trim().is_empty() {
            let inner = self.tree.add(node, Role::Link);
            let index = self.add_link(Destination::Url(embed.url.clone()), inner, title, None);
            let look = Look { colour: self.style.colours.link, ..look.clone() };
            rich.push(title, &look, inner, Some(index));
            if let Some((key, label)) = self.link_note(&embed.url, title) {
                let look = self.look(column.size * 0.9);
                self.refer(&key, &label, &look, node, None, &mut rich);
            }
        } else {
            rich.push(title, &look, node, None);
        }
        let measure = Measure { align: Align::Start, leading: column.leading * 0.9, ..column.measure(0.0) };
        pieces.extend(self.rich_paragraph(&rich, measure));
        if !embed.caption.is_empty() {
            let caption = self.tree.add(division, Role::Caption);
            pieces.extend(self.paragraph(&embed.caption, &look, caption, measure));
        }
        pieces
    }

    fn display_math(&mut self, math: &Math, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let paragraph = self.tree.add(parent, Role::Paragraph);
        let node = self.tree.add(paragraph, Role::Formula);
        self.tree.edit(node, |n| n.alt = Some(math.text.clone()));
        let mut look = self.look(column.size);
        look.style.italic = true;
        let measure = Measure { align: Align::Centre, ..column.measure(0.0) };
        self.plain(&math.text, &look, node, measure)
    }
}

/// Sets a mark, such as the number of an item, on the first line of what it marks; it is read first.
pub(crate) fn begin_with(pieces: &mut Vec<Piece>, mark: Piece) {
    match pieces.first_mut() {
        Some(piece) => {
            let mut items = mark.items;
            items.append(&mut piece.items);
            piece.items = items;
            piece.links.extend(mark.links);
        }
        None => pieces.push(mark),
    }
}

/// Whether all that is to be seen of some inlines is bold.
fn is_bold(content: &[Inline]) -> bool {
    let mut bold = false;
    for inline in content {
        match inline {
            Inline::Strong { .. } => bold = true,
            Inline::Text { text } if text.trim().is_empty() => {}
            Inline::LineBreak | Inline::PageBreak { .. } => {}
            Inline::Emphasis { content } | Inline::Link { content, .. } | Inline::Span { content, .. }
                if is_bold(content) =>
            {
                bold = true;
            }
            _ => return false,
        }
    }
    bold
}

/// Puts a ground behind pieces, with a little room above and below.
pub(crate) fn ground(pieces: &mut Vec<Piece>, x: f32, width: f32, colour: Colour) {
    const PAD: f32 = 5.0;
    if pieces.is_empty() {
        return;
    }
    let pad = || Piece { height: PAD, keep: true, ..Piece::default() };
    pieces.insert(0, pad());
    if let Some(last) = pieces.last_mut() {
        last.keep = true;
    }
    pieces.push(Piece { keep: false, ..pad() });
    for (index, piece) in pieces.iter_mut().enumerate() {
        piece.grounds.insert(0, Ground { x, width, colour, joined: index > 0 });
    }
}

/// Sees to space after pieces, by an empty one: the next piece's own gap knows nothing of this.
fn space_after(pieces: &mut Vec<Piece>, height: f32) {
    if !pieces.is_empty() {
        pieces.push(Piece { height: 0.0, gap: height, ..Piece::default() });
    }
}
