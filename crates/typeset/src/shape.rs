//! Shaping: rich text becomes atoms, the smallest pieces that a line break leaves whole.
//!
//! A paragraph is cut where the look, the face, the script (UAX #24) or the level of direction (UAX #9) changes
//! ([`crate::itemise`]); each stretch is shaped by harfrust, with its surroundings as context. Words in the embedded
//! faces are shaped once and remembered ([`crate::shaper`]). Lines are made by choosing atoms.

use std::ops::Range;

use offprint_model::Direction;
use unicode_script::UnicodeScript;
use unicode_segmentation::UnicodeSegmentation;

use crate::faces::{BOX, FaceSet, invisible};
use crate::full_width::close_up;
use crate::itemise::{Item, itemise, levels};
use crate::page::FaceIndex;
use crate::rich_text::RichText;
use crate::shaper::{Manner, Shaper, Units};

/// The smallest piece that a line break leaves whole: the glyphs of one cluster. Paragraphs have as many as letters,
/// so it is small: where text and glyphs end, the next atom says.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom {
    /// Byte of the paragraph's text with which it begins.
    pub(crate) text: u32,
    /// Where its glyphs begin in [`Shaped::glyphs`].
    pub(crate) glyphs: u32,
    /// Index in [`Shaped::stretches`].
    pub(crate) stretch: u32,
    pub(crate) width: f32,
    pub(crate) kind: AtomKind,
}

/// What an atom is to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Letters and signs.
    Word,
    /// An ideograph, or what is set as such; lines may stretch after it where they may break.
    Ideograph,
    /// A letter of a script that sets no spaces between words, and lines may break after it.
    Unspaced,
    /// White space: stretches and shrinks, vanishes at a line's end.
    Space,
    /// A line ends after it.
    Newline,
    /// Shows nothing.
    Invisible,
}

/// What the atoms of a stretch share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Index of the span.
    pub(crate) span: usize,
    pub(crate) face: FaceIndex,
    /// Embedding level: odd for right to left.
    pub(crate) level: u8,
}

/// A glyph of an atom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ShapedGlyph {
    pub(crate) id: u16,
    pub(crate) advance: f32,
    pub(crate) x_offset: f32,
    pub(crate) y_offset: f32,
}

/// A shaped paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shaped {
    /// In the order of the text, of which they leave nothing out.
    pub(crate) atoms: Vec<Atom>,
    pub(crate) glyphs: Vec<ShapedGlyph>,
    pub(crate) stretches: Vec<Stretch>,
    /// Level of the paragraph: 1 where it runs from right to left.
    pub(crate) level: u8,
    /// Bytes of the text.
    length: usize,
}

impl Shaped {
    /// Byte of the text with which an atom begins; its length for the one after the last.
    pub(crate) fn start(&self, index: usize) -> usize {
        self.atoms.get(index).map_or(self.length, |atom| atom.text as usize)
    }

    /// Bytes of the text that an atom shows.
    pub(crate) fn text(&self, index: usize) -> Range<usize> {
        self.start(index)..self.start(index + 1)
    }

    /// Glyphs of an atom.
    pub(crate) fn glyphs_of(&self, index: usize) -> &[ShapedGlyph] {
        let at = |index: usize| self.atoms.get(index).map_or(self.glyphs.len(), |atom| atom.glyphs as usize);
        self.glyphs.get(at(index)..at(index + 1)).unwrap_or_default()
    }

    /// What an atom shares with its neighbours.
    pub(crate) fn stretch(&self, index: usize) -> Option<&Stretch> {
        self.stretches.get(self.atoms.get(index)?.stretch as usize)
    }

    fn push(&mut self, text: usize, width: f32, kind: AtomKind) {
        self.atoms.push(Atom {
            text: short(text),
            glyphs: short(self.glyphs.len()),
            stretch: short(self.stretches.len().saturating_sub(1)),
            width,
            kind,
        });
    }
}

/// Paragraphs are set in windows that are much shorter than four gigabytes.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Shapes a paragraph. `base` is the direction of the surroundings, for paragraphs that do not say their own.
pub(crate) fn shape(
    rich: &RichText,
    faces: &mut FaceSet<'_>,
    shaper: &mut Shaper,
    base: Direction,
) -> Shaped {
    let direction = rich.direction.unwrap_or(base);
    let (level, levels) = levels(&rich.text, direction);
    let mut shaped = Shaped { level, length: rich.text.len(), ..Shaped::default() };
    shaped.atoms.reserve(rich.text.len());
    shaped.glyphs.reserve(rich.text.len());
    itemise(rich, level, levels.as_deref(), faces, shaper, &mut |item, faces, shaper| {
        shape_item(rich, item, faces, shaper, &mut shaped);
    });
    close_up(rich, &mut shaped);
    shaped
}

fn shape_item(rich: &RichText, item: &Item, faces: &FaceSet<'_>, shaper: &mut Shaper, shaped: &mut Shaped) {
    let Some(text) = rich.text.get(item.text.clone()) else { return };
    let Some(span) = rich.spans.get(item.span) else { return };
    let Some(loaded) = faces.get(item.face) else { return };
    let stretch = Stretch { span: item.span, face: item.face, level: item.level };
    if shaped.stretches.last() != Some(&stretch) {
        shaped.stretches.push(stretch);
    }
    let start = item.text.start;
    if let Some(picture) = span.picture {
        shaped.push(start, picture.width, AtomKind::Word);
        return;
    }
    if text.chars().all(invisible) {
        for (index, c) in text.char_indices() {
            let kind = if c == '\n' { AtomKind::Newline } else { AtomKind::Invisible };
            shaped.push(start + index, 0.0, kind);
        }
        return;
    }
    let scale = span.look.size / loaded.units;
    let manner =
        Manner { face: item.face, backwards: item.level % 2 == 1, script: item.script, look: &span.look };
    if item.missing {
        // One box for each cluster that no face can show.
        let boxes = text.grapheme_indices(true).map(|(index, _)| (BOX, index));
        let units = shaper.shape(loaded, &manner, boxes, text.len(), "", "");
        append(units, text, start, scale, shaped);
        return;
    }
    if shaper.remembers(loaded, &manner) {
        // Spaces have no part in kerning or ligatures of the embedded faces; a test says so.
        let mut at = start;
        for piece in pieces(text) {
            let units = shaper.word(loaded, &manner, piece);
            append(units, piece, at, scale, shaped);
            at += piece.len();
        }
        return;
    }
    let before = rich.text.get(..start).unwrap_or_default();
    let after = rich.text.get(item.text.end..).unwrap_or_default();
    let units = shaper.shape(loaded, &manner, manner.letters(text), text.len(), before, after);
    append(units, text, start, scale, shaped);
}

/// Words, and the spaces between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = if rest.starts_with(' ') { 1 } else { rest.find(' ').unwrap_or(rest.len()) };
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

fn append(units: &Units, text: &str, start: usize, scale: f32, shaped: &mut Shaped) {
    // Characters that the shaper dropped at the front belong to the first cluster.
    let mut from = 0;
    let ends = units.clusters.iter().skip(1).map(|cluster| cluster.start as usize).chain([text.len()]);
    let mut first = 0;
    for (cluster, end) in units.clusters.iter().zip(ends) {
        let end = end.max(from);
        let piece = text.get(from..end).unwrap_or_default();
        let last = first + cluster.glyphs as usize;
        let glyphs = units.glyphs.get(first..last).unwrap_or_default();
        let width = glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * scale;
        shaped.push(start + from, width, kind_of(piece));
        shaped.glyphs.extend(glyphs.iter().map(|glyph| ShapedGlyph {
            id: glyph.id,
            advance: glyph.advance * scale,
            x_offset: glyph.x_offset * scale,
            y_offset: glyph.y_offset * scale,
        }));
        first = last;
        from = end;
    }
    if units.clusters.is_empty() {
        // Nothing came back: the text is accounted for all the same.
        shaped.push(start, 0.0, AtomKind::Invisible);
    }
}

fn kind_of(cluster: &str) -> AtomKind {
    use unicode_script::Script as S;
    let first = cluster.chars().next().unwrap_or(' ');
    if first.is_ascii() {
        let space = matches!(first, ' ' | '\t' | '\u{b}' | '\u{c}' | '\r');
        return if space { AtomKind::Space } else { AtomKind::Word };
    }
    // The narrow space and the space of a figure's width are as wide as they are. U+00A0 stretches as spaces do.
    if matches!(first, '\u{202f}' | '\u{2007}') {
        AtomKind::Word
    } else if first.is_whitespace() {
        AtomKind::Space
    } else if matches!(first, '\u{2010}'..='\u{203a}') {
        AtomKind::Word
    } else if matches!(first, '\u{3000}'..='\u{303f}' | '\u{30fb}' | '\u{30fc}' | '\u{ff00}'..='\u{ffef}') {
        AtomKind::Ideograph
    } else {
        match first.script() {
            S::Han | S::Hiragana | S::Katakana | S::Hangul | S::Bopomofo => AtomKind::Ideograph,
            S::Thai | S::Lao | S::Khmer | S::Myanmar => AtomKind::Unspaced,
            _ => AtomKind::Word,
        }
    }
}
