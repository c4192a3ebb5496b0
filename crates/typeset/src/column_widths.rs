//! Widths of the columns of a table: what their cells want, and what there is.

use offprint_model::{Block, Inline};

use crate::blocks::Column;
use crate::page::NodeIndex;
use crate::paragraph::Widths;
use crate::rich_text::{Look, RichText, mono};
use crate::setter::Setter;
use crate::table::Placed;

/// Space between columns.
pub(crate) const GUTTER: f32 = 10.0;
/// Margin that a wide table leaves, in points: what printers can't reach is some 12.
const LEAST_MARGIN: f32 = 28.0;

impl Setter<'_> {
    /// How far a table of a column may reach into the margins, both together: nowhere within lists, quotations and columns.
    pub(crate) fn margin_for_tables(&self, column: Column) -> f32 {
        let whole = self.style.columns <= 1 && column.x == 0.0 && column.width == self.style.measure();
        if !whole {
            return 0.0;
        }
        2.0 * (self.style.left.min(self.style.right) - LEAST_MARGIN).max(0.0)
    }

    /// What each column wants at the size of the text around the table, the space between columns left out.
    pub(crate) fn wishes(
        &mut self,
        cells: &[Placed<'_>],
        count: usize,
        head_rows: usize,
        column: Column,
    ) -> Wishes {
        let look = self.look(column.size * 1.04);
        let mut wishes = Wishes {
            lines: vec![column.size; count],
            words: vec![column.size; count],
            parts: vec![column.size; count],
        };
        for placed in cells {
            let Some(cell) = placed.cell else { continue };
            let mut look = look.clone();
            look.style.bold = cell.header.is_some() || placed.row < head_rows;
            let rich = text_of(&cell.blocks, &look, self.style.link_notes);
            let Widths { line, word, part } = self.widths(&rich);
            let span = placed.columns.max(1) as f32;
            let all = [(&mut wishes.lines, line), (&mut wishes.words, word), (&mut wishes.parts, part)];
            for (widths, width) in all {
                for wide in widths.iter_mut().skip(placed.column).take(placed.columns) {
                    *wide = wide.max(width / span);
                }
            }
        }
        wishes
    }
}

/// The text of a cell as far as its width is concerned: code is wider than other text.
fn text_of(blocks: &[Block], look: &Look, link_notes: bool) -> RichText {
    let mut code = look.clone();
    mono(&mut code);
    let mut rich = RichText::default();
    for block in blocks {
        if !rich.text.is_empty() {
            rich.push("\n", look, NodeIndex(0), None);
        }
        let mut any = false;
        offprint_model::visit_inlines(std::slice::from_ref(block), &mut |inline| match inline {
            Inline::Text { text } => {
                any = true;
                rich.push(text, look, NodeIndex(0), None);
            }
            Inline::Code { text } => {
                any = true;
                rich.push(text, &code, NodeIndex(0), None);
            }
            Inline::NoteReference { label, .. } => rich.push(label, look, NodeIndex(0), None),
            // The number of its note, which is not known yet, stands after what is in the link.
            Inline::Link { .. } if link_notes => rich.push("\u{2060}00\u{2060}", look, NodeIndex(0), None),
            _ => {}
        });
        if !any {
            rich.push(&offprint_model::block_text(std::slice::from_ref(block)), look, NodeIndex(0), None);
        }
    }
    rich
}

/// What the columns of a table want.
pub(crate) struct Wishes {
    /// The width in which no cell is broken into lines.
    lines: Vec<f32>,
    /// The width in which no word is divided.
    pub(crate) words: Vec<f32>,
    /// The width in which no syllable is.
    parts: Vec<f32>,
}

impl Wishes {
    /// What they are at another size, with the space between columns.
    pub(crate) fn at(&self, share: f32) -> Self {
        let scaled = |widths: &[f32]| widths.iter().map(|width| width * share + GUTTER).collect();
        Self { lines: scaled(&self.lines), words: scaled(&self.words), parts: scaled(&self.parts) }
    }

    pub(crate) fn wanted(&self) -> f32 {
        self.lines.iter().sum()
    }

    pub(crate) fn needed(&self) -> f32 {
        self.words.iter().sum()
    }

    /// Widths that sum to no more than `usual`, or if words would be divided, `widest`: what each column wants if that
    /// fits, else what it needs and a share of the rest. What does not even fit then is divided anywhere.
    pub(crate) fn widths(&self, usual: f32, widest: f32) -> Vec<f32> {
        if self.wanted() <= usual {
            return self.lines.clone();
        }
        let shared = |least: &[f32], most: &[f32], room: f32| -> Vec<f32> {
            let (low, high): (f32, f32) = (least.iter().sum(), most.iter().sum());
            let share = ((room - low) / (high - low).max(0.001)).min(1.0);
            least.iter().zip(most).map(|(least, most)| least + (most - least).max(0.0) * share).collect()
        };
        if self.needed() <= usual {
            return shared(&self.words, &self.lines, usual);
        }
        if self.needed() <= widest {
            return self.words.clone();
        }
        let parts: f32 = self.parts.iter().sum();
        if parts <= widest {
            return shared(&self.parts, &self.words, widest);
        }
        self.parts.iter().map(|width| width * widest / parts).collect()
    }
}
