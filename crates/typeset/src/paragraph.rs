//! Paragraphs: rich text to pieces, one a line.

use offprint_model::Inline;

use crate::breaks::{Break, breaks};
use crate::forms::resolve;
use crate::line::{Align, Frame};
use crate::lines::{Chooser, Manner, Wish};
use crate::page::{Area, Item, NodeIndex, Shape};
use crate::rich_text::{Look, RichText};
use crate::setter::{Piece, Setter};
use crate::shape::{AtomKind, Shaped, shape};
use crate::style::Setting;

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
        let resolved = resolve(rich, &mut self.faces, &mut self.shaper);
        let rich = resolved.as_ref().unwrap_or(rich);
        let mut pieces = Vec::new();
        if rich.text.len() <= WINDOW {
            self.window(rich, measure, true, &mut pieces);
        } else {
            let mut start = 0;
            while start < rich.text.len() {
                let end = seam(&rich.text, start + WINDOW);
                let measure = Measure { indent: if start == 0 { measure.indent } else { 0.0 }, ..measure };
                start += self.window(&rich.part(start..end), measure, end == rich.text.len(), &mut pieces);
            }
        }
        let count = pieces.len();
        for (index, piece) in pieces.iter_mut().enumerate() {
            // A word that is divided over two pages is read twice (Chicago Manual of Style, 17th ed., §2.112).
            piece.keep |= count > 1 && (index == 0 || index + 2 == count);
        }
        pieces
    }

    /// Sets what a window shows of a paragraph; gives the bytes that were set. Where the paragraph goes on, the last lines
    /// are left to the next window, which knows what follows them.
    fn window(&mut self, rich: &RichText, measure: Measure, last: bool, pieces: &mut Vec<Piece>) -> usize {
        let mut shaped = shape(rich, &mut self.faces, &mut self.shaper, self.direction);
        let size = rich.spans.first().map_or(self.style.size, |span| span.look.size);
        let (manner, align) = self.manner(&shaped, measure);
        let hanging = self.style.hanging && measure.align == Align::Justified;
        let wish = Wish {
            manner,
            measure: measure.width,
            indent: measure.indent,
            size,
            hyphenate: self.style.hyphenate && self.style.setting == Setting::Justified,
            hanging,
        };
        let mut chooser =
            Chooser { faces: &mut self.faces, shaper: &mut self.shaper, hyphenator: &mut self.hyphenator };
        let mut chosen = chooser.lines(rich, &mut shaped, wish);
        if !last && chosen.len() > UNDECIDED {
            chosen.truncate(chosen.len() - UNDECIDED);
        }
        for (index, choice) in chosen.iter().enumerate() {
            let indent = if index == 0 { measure.indent } else { 0.0 };
            let frame = Frame { measure: measure.width, indent, align, hanging };
            let line = self.line(rich, &shaped, choice, frame);
            // The baseline stands where the leading puts it; a tall picture makes room for itself.
            let ascent = (measure.leading + size * 0.62) / 2.0;
            let more = (line.tallest - ascent).max(0.0);
            let mut piece = Piece { height: measure.leading + more, keep: choice.hyphen, ..Piece::default() };
            for link in &line.links {
                piece.places.extend(self.links.get(link.1).and_then(|l| l.key.clone()));
            }
            piece.items = line.items;
            piece.links = line.links;
            piece.shift(measure.x, ascent + more);
            pieces.push(piece);
        }
        chosen.last().map_or(rich.text.len(), |choice| shaped.start(choice.atoms.end))
    }

    /// What the lines of a paragraph are to be. Even lines want room: of few letters a line, the spaces among them take
    /// all that is to be made up for.
    fn manner(&self, shaped: &Shaped, measure: Measure) -> (Manner, Align) {
        match measure.align {
            Align::Balanced => (Manner::Balanced, Align::Balanced),
            Align::Justified if self.style.setting == Setting::Justified => {
                let mut letters = 0.0f32;
                let mut width = 0.0f32;
                for atom in &shaped.atoms {
                    // An ideograph says as much as two letters, and lines of them have many places to give way.
                    letters += if atom.kind == AtomKind::Ideograph { 2.0 } else { 1.0 };
                    width += atom.width;
                }
                let narrow = measure.width * letters < FEWEST_LETTERS * width;
                if narrow { (Manner::Ragged, Align::Start) } else { (Manner::Even, Align::Justified) }
            }
            Align::Justified => (Manner::Ragged, Align::Start),
            align => (Manner::Ragged, align),
        }
    }

    /// How wide rich text is.
    pub(crate) fn widths(&mut self, rich: &RichText) -> Widths {
        let resolved = resolve(rich, &mut self.faces, &mut self.shaper);
        let rich = resolved.as_ref().unwrap_or(rich);
        let mut shaped = shape(rich, &mut self.faces, &mut self.shaper, self.direction);
        let mut breaks = breaks(rich, &mut shaped);
        let (line, word) = widest(&shaped, &breaks, 0.0);
        self.hyphenator.hyphenate(rich, &shaped, &mut breaks);
        let hyphen = rich.spans.first().map_or(0.0, |span| span.look.size * HYPHEN);
        let (_, part) = widest(&shaped, &breaks, hyphen);
        Widths { line, word, part }
    }
}

/// How wide rich text is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Widths {
    /// On one line.
    pub(crate) line: f32,
    /// Its longest word.
    pub(crate) word: f32,
    /// The longest part of a word that may be divided.
    pub(crate) part: f32,
}

/// The longest stretch between line breaks of the text, and between places where a line may end, with a hyphen if it takes one.
fn widest(shaped: &Shaped, breaks: &[Break], hyphen: f32) -> (f32, f32) {
    let (mut line, mut word, mut widest, mut longest) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    for (atom, after) in shaped.atoms.iter().zip(breaks) {
        line += atom.width;
        if atom.kind != AtomKind::Space {
            word += atom.width;
        }
        widest = widest.max(line);
        longest = longest.max(if *after == Break::Hyphen { word + hyphen } else { word });
        match after {
            Break::Always => (line, word) = (0.0, 0.0),
            Break::Yes | Break::Hyphen => word = 0.0,
            _ => {}
        }
    }
    (widest, longest)
}

/// Bytes of a paragraph that are set at once: memory and the choice of lines are bounded by it. No paragraph that
/// anyone wrote is as long.
const WINDOW: usize = 1 << 18;
/// Lines at the end of a window that are chosen again with what follows.
const UNDECIDED: usize = 8;
/// Width of a hyphen in ems, where it need not be known better.
const HYPHEN: f32 = 0.34;
/// Letters a line that even lines want at least; below, spaces are two and three times as wide as they should be.
const FEWEST_LETTERS: f32 = 34.0;

/// Where a window may end: at or before a byte, after a space if there is one near.
fn seam(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let bytes = text.as_bytes();
    let near = (at.saturating_sub(1024)..at).rev().find(|index| bytes.get(*index) == Some(&b' '));
    let mut end = near.map_or(at, |index| index + 1);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
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
