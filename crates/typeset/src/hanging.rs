//! Hanging punctuation: how far a character may stand over the edge of the text, so that the edge looks even.
//!
//! The shares are those of microtype's default set (R. Schlicht, The microtype package, §4.1), which follow Hàn Thế Thành,
//! “Micro-typographic extensions to the TeX typesetting system” (2000), §4.2. Of full-width punctuation
//! ([`crate::full_width`]) the blank half is set outside.

use offprint_fonts::Family;

use crate::full_width::blanks;
use crate::rich_text::RichText;
use crate::shape::Shaped;

/// Shares of a character's advance by which it may hang over the start of a line and over its end.
fn shares(c: char) -> (f32, f32) {
    match c {
        '.' => (0.0, 0.7),
        ',' => (0.0, 0.5),
        '-' | '\u{2010}' | '\u{2011}' => (0.0, 0.5),
        ':' => (0.0, 0.5),
        ';' => (0.0, 0.3),
        '!' | '?' => (0.0, 0.1),
        '‘' | '’' | '‚' => (0.3, 0.4),
        '“' | '”' | '„' | '"' | '\'' => (0.3, 0.3),
        '«' | '»' | '‹' | '›' => (0.2, 0.2),
        '\u{2013}' => (0.2, 0.2),
        '\u{2014}' => (0.15, 0.15),
        '(' | '[' => (0.1, 0.0),
        ')' | ']' => (0.0, 0.2),
        '*' => (0.2, 0.2),
        '/' => (0.1, 0.2),
        '،' | '۔' | '؛' => (0.0, 0.5),
        'A' | 'T' | 'V' | 'W' | 'X' | 'Y' | 'v' | 'w' | 'x' | 'y' => (0.05, 0.05),
        'F' | 'K' | 'L' | 'k' | 'r' => (0.0, 0.05),
        'J' => (0.05, 0.0),
        't' => (0.0, 0.07),
        _ => (0.0, 0.0),
    }
}

/// Share of its advance by which the hyphen of a divided word hangs.
const HYPHEN: f32 = 0.5;

/// What hangs over the edges of a paragraph's lines.
#[derive(Clone, Copy)]
pub(crate) struct Edges<'a> {
    pub(crate) rich: &'a RichText,
    pub(crate) shaped: &'a Shaped,
    /// Nothing hangs otherwise.
    pub(crate) hanging: bool,
}

impl Edges<'_> {
    /// How far an atom hangs over the start of a line and over its end, in points.
    fn of(&self, index: usize) -> (f32, f32) {
        let none = (0.0, 0.0);
        if !self.hanging {
            return none;
        }
        let (Some(atom), Some(stretch)) = (self.shaped.atoms.get(index), self.shaped.stretch(index)) else {
            return none;
        };
        let Some(span) = self.rich.spans.get(stretch.span) else { return none };
        // What runs against the paragraph's direction does not stand with its end at the line's end.
        if span.look.family == Family::Mono || stretch.level % 2 != self.shaped.level % 2 {
            return none;
        }
        let text = self.rich.text.get(self.shaped.text(index)).unwrap_or_default();
        let Some(c) = text.chars().next() else { return none };
        let (start, end) = blanks(self.rich, self.shaped, index).unwrap_or_else(|| shares(c));
        (start * atom.width, end * atom.width)
    }

    /// How far an atom hangs over the start of a line that begins with it.
    pub(crate) fn start(&self, index: usize) -> f32 {
        self.of(index).0
    }

    /// How far an atom hangs over the end of a line that ends with it.
    pub(crate) fn end(&self, index: usize) -> f32 {
        self.of(index).1
    }

    /// How far the hyphen of a divided word hangs, given its advance.
    pub(crate) fn hyphen(&self, advance: f32) -> f32 {
        if self.hanging { advance * HYPHEN } else { 0.0 }
    }
}
