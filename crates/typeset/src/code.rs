//! Code: lines as they are, on a ground of their own; what is too long goes on below, marked.

use offprint_model::Code;

use crate::blocks::{Column, ground};
use crate::line::Align;
use crate::page::{Item, NodeIndex, Role};
use crate::paragraph::Measure;
use crate::rich_text::{Look, mono};
use crate::setter::{Piece, Setter};

impl Setter<'_> {
    pub(crate) fn code(&mut self, code: &Code, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let paragraph = self.tree.add(parent, Role::Paragraph);
        let node = self.tree.add(paragraph, Role::Code);
        let mut look = self.look(column.size);
        mono(&mut look);
        look.language = None;
        let inner = Column { width: column.width - 16.0, ..column };
        let measure = Measure {
            x: inner.x + 8.0,
            leading: column.leading * 0.86,
            align: Align::Start,
            ..inner.measure(0.0)
        };
        let direction = std::mem::replace(&mut self.direction, offprint_model::Direction::Ltr);
        let mut pieces = Vec::new();
        for line in code.text.trim_end().lines() {
            let line = line.replace('\t', "    ");
            let mut lines = if line.trim().is_empty() {
                Vec::new()
            } else {
                // The line feed is part of the code: without it its lines would run together when copied.
                self.plain(&format!("{line}\n"), &look, node, measure)
            };
            if lines.is_empty() {
                lines.push(Piece { height: measure.leading, ..Piece::default() });
            }
            for line in lines.iter_mut().skip(1) {
                self.mark_turned(line, &look, measure);
            }
            pieces.extend(lines);
        }
        self.direction = direction;
        ground(&mut pieces, column.x, column.width, self.style.colours.ground);
        pieces
    }

    /// Marks a line of code that goes on from the one above with an arrow in the margin of its ground, an artifact.
    fn mark_turned(&mut self, line: &mut Piece, look: &Look, measure: Measure) {
        let mut look = Look { size: look.size * 0.8, ..look.clone() };
        look.colour = self.style.colours.muted;
        let margin = Measure { x: measure.x - 8.0, width: 8.0, ..measure };
        for mark in self.plain("\u{21b3}", &look, NodeIndex::default(), margin) {
            line.items.extend(mark.items.into_iter().map(|item| Item { node: None, ..item }));
        }
    }
}
