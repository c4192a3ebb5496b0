//! Paragraphs: rich text to pieces, one a line.

use offprint_model::Inline;

use crate::breaks::breaks;
use crate::line::{Align, Frame};
use crate::lines::{balanced, justified, ragged};
use crate::page::{Area, Item, NodeIndex, Shape};
use crate::rich_text::{Look, RichText};
use crate::setter::{Piece, Setter};
use crate::shape::shape;

/// How a paragraph is set in its column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measure {
    /// Left edge of the column.
    pub(crate) x: f32,
    /// Width of the column.
    pub(crate) width: f32,
    /// By how much the first line is moved in.
    pub(crate) indent: f32,
    pub(crate) leading: f32,
    pub(crate) align: Align,
}

impl Setter<'_> {
    /// The lines of some inlines.
    pub(crate) fn paragraph(
        &mut self,
        content: &[Inline],
        look: &Look,
        node: NodeIndex,
        measure: Measure,
    ) -> Vec<Piece> {
        let rich = self.rich(content, look, node);
        self.rich_paragraph(&rich, measure)
    }

    /// The lines of plain text.
    pub(crate) fn plain(&mut self, text: &str, look: &Look, node: NodeIndex, measure: Measure) -> Vec<Piece> {
        let mut rich = RichText::default();
        rich.push(text, look, node, None);
        self.rich_paragraph(&rich, measure)
    }

    /// The lines of rich text. No page ends after the first line or before the last (orphans and widows).
    pub(crate) fn rich_paragraph(&mut self, rich: &RichText, measure: Measure) -> Vec<Piece> {
        if rich.text.is_empty() || (rich.is_blank() && rich.spans.iter().all(|s| s.picture.is_none())) {
            return Vec::new();
        }
        let shaped = shape(rich, &mut self.faces, self.direction);
        let even = measure.align == Align::Justified;
        let breaks = breaks(rich, &shaped, even, measure.width);
        let hyphen = self.hyphen_width(rich);
        let break_lines = match measure.align {
            Align::Justified => justified,
            Align::Balanced => balanced,
            Align::Start | Align::Right | Align::End | Align::Centre => ragged,
        };
        let chosen = break_lines(&shaped, &breaks, measure.width, measure.indent, hyphen);
        let count = chosen.len();
        let size = rich.spans.first().map_or(self.style.size, |span| span.look.size);
        let mut pieces = Vec::with_capacity(count);
        for (index, choice) in chosen.iter().enumerate() {
            let indent = if index == 0 { measure.indent } else { 0.0 };
            let frame = Frame { measure: measure.width, indent, align: measure.align };
            let line = self.line(rich, &shaped, choice, frame);
            // The baseline stands where the leading puts it; a tall picture makes room for itself.
            let ascent = (measure.leading + size * 0.62) / 2.0;
            let more = (line.tallest - ascent).max(0.0);
            let mut piece = Piece {
                height: measure.leading + more,
                keep: count > 1 && (index == 0 || index + 2 == count),
                ..Piece::default()
            };
            for link in &line.links {
                piece.places.extend(self.links.get(link.1).and_then(|l| l.key.clone()));
            }
            piece.items = line.items;
            piece.links = line.links;
            piece.shift(measure.x, ascent + more);
            pieces.push(piece);
        }
        pieces
    }

    /// Width that rich text takes on one line, and that of its longest word.
    pub(crate) fn widths(&mut self, rich: &RichText) -> (f32, f32) {
        let shaped = shape(rich, &mut self.faces, self.direction);
        let breaks = breaks(rich, &shaped, false, f32::INFINITY);
        let (mut line, mut word, mut widest, mut longest) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
        for (atom, after) in shaped.atoms.iter().zip(&breaks) {
            line += atom.width;
            if atom.kind != crate::shape::AtomKind::Space {
                word += atom.width;
            }
            widest = widest.max(line);
            longest = longest.max(word);
            match after {
                crate::breaks::Break::Always => (line, word) = (0.0, 0.0),
                crate::breaks::Break::Yes => word = 0.0,
                _ => {}
            }
        }
        (widest, longest)
    }
}

impl Piece {
    /// Moves everything in it.
    pub(crate) fn shift(&mut self, x: f32, y: f32) {
        self.items.iter_mut().for_each(|item| shift_item(item, x, y));
        for (area, _) in &mut self.links {
            area.x += x;
            area.y += y;
        }
    }
}

/// Moves an item.
pub(crate) fn shift_item(item: &mut Item, x: f32, y: f32) {
    let move_area = |area: &mut Area| {
        area.x += x;
        area.y += y;
    };
    match &mut item.shape {
        Shape::Glyphs(run) => {
            run.x += x;
            run.y += y;
        }
        Shape::Picture { area, .. } | Shape::Fill { area, .. } => move_area(area),
    }
}
