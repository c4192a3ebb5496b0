//! Walking through a document. Recursion is safe here: [`crate::MAX_BLOCK_DEPTH`] and
//! [`crate::MAX_INLINE_DEPTH`] bound it.

use crate::{Block, Image, Inline};

/// Calls `see` with every block, in reading order, each before those within it.
pub fn visit_blocks<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        see(block);
        match block {
            Block::List(list) => list.items.iter().for_each(|item| visit_blocks(&item.blocks, see)),
            Block::DefinitionList(list) => {
                list.items
                    .iter()
                    .flat_map(|item| &item.descriptions)
                    .for_each(|inner| visit_blocks(inner, see));
            }
            Block::Quotation(quotation) => visit_blocks(&quotation.blocks, see),
            Block::Figure(figure) => visit_blocks(&figure.blocks, see),
            Block::Aside(aside) => visit_blocks(&aside.blocks, see),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| visit_blocks(&cell.blocks, see));
            }
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code(_)
            | Block::Verse(_)
            | Block::Rule
            | Block::Embed(_)
            | Block::Math(_) => {}
        }
    }
}

/// Calls `see` with every inline of some blocks, in reading order, each before those within it.
pub fn visit_inlines<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Inline)) {
    fn inlines<'a>(content: &'a [Inline], see: &mut dyn FnMut(&'a Inline)) {
        for inline in content {
            see(inline);
            if let Some(inner) = inline.content() {
                inlines(inner, see);
            }
        }
    }
    visit_blocks(blocks, &mut |block| match block {
        Block::Heading(heading) => inlines(&heading.content, see),
        Block::Paragraph(paragraph) => inlines(&paragraph.content, see),
        Block::DefinitionList(list) => {
            list.items.iter().flat_map(|item| &item.terms).for_each(|term| inlines(term, see));
        }
        Block::Quotation(quotation) => inlines(&quotation.source, see),
        Block::Figure(figure) => {
            inlines(&figure.caption, see);
            inlines(&figure.credit, see);
        }
        Block::Table(table) => inlines(&table.caption, see),
        Block::Verse(verse) => {
            verse.stanzas.iter().flat_map(|s| &s.lines).for_each(|line| inlines(&line.content, see));
        }
        Block::Embed(embed) => inlines(&embed.caption, see),
        Block::List(_) | Block::Code(_) | Block::Aside(_) | Block::Rule | Block::Math(_) => {}
    });
}

/// Calls `see` with every picture of some blocks, in reading order.
pub fn visit_images<'a>(blocks: &'a [Block], see: &mut dyn FnMut(&'a Image)) {
    visit_blocks(blocks, &mut |block| match block {
        Block::Figure(figure) => figure.images.iter().for_each(&mut *see),
        Block::Embed(embed) => embed.thumbnail.iter().for_each(&mut *see),
        _ => {}
    });
    visit_inlines(blocks, &mut |inline| {
        if let Inline::Image(image) = inline {
            see(image);
        }
    });
}
