//! Making a line: placing chosen atoms from left to right (UAX #9, rule L2), stretched to the measure.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::lines::{Choice, shrink, stretch, trimmed};
use crate::page::{Area, Glyph, GlyphRun, Item, Shape};
use crate::rich_text::RichText;
use crate::setter::Setter;
use crate::shape::{Atom, AtomKind, Shaped};

/// Where a line's text stands in its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Even at both sides; the last line where the paragraph starts.
    Justified,
    /// Where the paragraph starts: left, or right for text that runs from right to left.
    Start,
    /// As [`Align::Start`], in lines of nearly one length: titles, of which one word alone in a last line looks lost.
    Balanced,
    /// At the right, whatever the direction: figures of a column.
    Right,
    /// Where the paragraph's lines end: right, or left for text that runs from right to left.
    End,
    /// In the middle.
    Centre,
}

/// A line, its baseline at y = 0 and its left edge at x = 0.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line {
    pub(crate) items: Vec<Item>,
    /// Areas of links, with their indexes among the setter's.
    pub(crate) links: Vec<(Area, usize)>,
    /// Height of pictures in it, above the baseline.
    pub(crate) tallest: f32,
}

/// Width and place of a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) measure: f32,
    pub(crate) indent: f32,
    pub(crate) align: Align,
}

impl Setter<'_> {
    pub(crate) fn line(&mut self, rich: &RichText, shaped: &Shaped, choice: &Choice, frame: Frame) -> Line {
        let seen = trimmed(shaped, &choice.atoms);
        let atoms = shaped.atoms.get(seen.clone()).unwrap_or_default();
        let hyphen = if choice.hyphen { self.hyphen_atom(rich, shaped, seen.end) } else { None };
        let natural: f32 =
            atoms.iter().map(|a| a.width).sum::<f32>() + hyphen.as_ref().map_or(0.0, |(g, _)| g.advance);
        let slack = frame.measure - frame.indent - natural;
        let mut line = Line::default();
        let give = if slack < 0.0 { shrink } else { stretch };
        // The last atom has nothing after it to be moved.
        let total: f32 = atoms.iter().rev().skip(1).map(|a| give(a.kind, a.width)).sum();
        let stretched = frame.align == Align::Justified && (!choice.ends || slack < 0.0) && total > 0.0;
        let mut ratio = if stretched { slack / total } else { 0.0 };
        if slack < 0.0 {
            ratio = ratio.max(-1.0);
        }
        let left_over = if stretched { 0.0 } else { slack.max(0.0) };
        let rtl = shaped.level % 2 == 1;
        let mut x = match (frame.align, rtl) {
            (Align::Centre, _) => left_over / 2.0 + frame.indent,
            (Align::Right, _) | (Align::End, false) => left_over,
            (Align::End, true) => 0.0,
            (_, true) => left_over,
            (_, false) => frame.indent,
        };
        // The space that the break swallowed stays as a glyph beyond the margin, so that the text can be had back.
        let tail = seen.end..choice.atoms.end;
        let order = visual_order(shaped, &seen);
        let mut pen = Pen { rich, shaped, line: &mut line, run: None };
        let hyphen_first = rtl && hyphen.is_some();
        if hyphen_first && let Some((glyph, atom)) = &hyphen {
            pen.hyphen(glyph, atom, &mut x);
        }
        for index in order {
            let Some(atom) = shaped.atoms.get(index) else { continue };
            let last = index + 1 == seen.end;
            let extra = if last { 0.0 } else { give(atom.kind, atom.width) * ratio };
            pen.atom(self, atom, &mut x, extra);
        }
        if !hyphen_first && let Some((glyph, atom)) = &hyphen {
            pen.hyphen(glyph, atom, &mut x);
        }
        if !rtl && hyphen.is_none() {
            for index in tail {
                if let Some(atom) = shaped.atoms.get(index).filter(|a| a.kind == AtomKind::Space) {
                    pen.atom(self, atom, &mut x, 0.0);
                }
            }
        }
        pen.flush();
        line
    }

    /// The hyphen at a line's end, in the face of the atom before it.
    fn hyphen_atom(&mut self, rich: &RichText, shaped: &Shaped, end: usize) -> Option<(Glyph, Atom)> {
        let atom = shaped.atoms.get(end.checked_sub(1)?)?.clone();
        let look = &rich.spans.get(atom.span)?.look;
        let choice = self.faces.choose('-', look.family, look.style);
        let loaded = self.faces.get(choice.face)?;
        let glyph = loaded.font.charmap().map_unicode('-')?;
        let font = harfrust::ShaperFont::new(&loaded.font);
        let advance = font.glyph_h_advance(glyph) as f32 * look.size / loaded.units;
        let glyph = Glyph {
            id: u16::try_from(glyph.to_u32()).ok()?,
            advance,
            x_offset: 0.0,
            y_offset: 0.0,
            text: 0..0,
        };
        Some((glyph, Atom { face: choice.face, ..atom }))
    }

    /// Width of a hyphen in the first look of a paragraph.
    pub(crate) fn hyphen_width(&self, rich: &RichText) -> f32 {
        rich.spans.first().map_or(0.0, |span| span.look.size * 0.34)
    }
}

/// The atoms of a line from left to right.
fn visual_order(shaped: &Shaped, range: &Range<usize>) -> Vec<usize> {
    let atoms = shaped.atoms.get(range.clone()).unwrap_or_default();
    if atoms.iter().all(|atom| atom.level == 0) {
        return range.clone().collect();
    }
    let levels: Vec<Level> = atoms.iter().map(|a| Level::new(a.level).unwrap_or(Level::ltr())).collect();
    BidiInfo::reorder_visual(&levels).into_iter().map(|index| index + range.start).collect()
}

/// Gathers atoms of one span, face and level into runs.
struct Pen<'a> {
    rich: &'a RichText,
    shaped: &'a Shaped,
    line: &'a mut Line,
    run: Option<Open>,
}

struct Open {
    span: usize,
    level: u8,
    run: GlyphRun,
    /// Atoms in the order in which they are drawn: bytes of the text and number of glyphs.
    parts: Vec<(String, usize)>,
}

impl Pen<'_> {
    fn atom(&mut self, setter: &mut Setter<'_>, atom: &Atom, x: &mut f32, extra: f32) {
        let Some(span) = self.rich.spans.get(atom.span) else { return };
        if let Some(picture) = span.picture {
            self.flush();
            let area = Area { x: *x, y: -picture.height, width: picture.width, height: picture.height };
            let shape = Shape::Picture { picture: picture.picture, area };
            self.line.items.push(Item { node: Some(span.node), shape });
            setter.tree.edit(span.node, |n| n.area = Some(area));
            self.line.tallest = self.line.tallest.max(picture.height);
            self.link(span.link, area);
            *x += atom.width + extra;
            return;
        }
        let text = self.rich.text.get(atom.text.clone()).unwrap_or_default();
        let glyphs = self.shaped.glyphs.get(atom.glyphs.clone()).unwrap_or_default();
        if glyphs.is_empty() {
            *x += atom.width + extra;
            return;
        }
        self.open(atom, *x);
        if let Some(open) = &mut self.run {
            open.parts.push((text.to_owned(), glyphs.len()));
            open.run.glyphs.extend_from_slice(glyphs);
            if let Some(last) = open.run.glyphs.last_mut() {
                last.advance += extra;
            }
        }
        *x += atom.width + extra;
    }

    fn hyphen(&mut self, glyph: &Glyph, atom: &Atom, x: &mut f32) {
        self.open(atom, *x);
        if let Some(open) = &mut self.run {
            open.parts.push(("\u{ad}".to_owned(), 1));
            open.run.glyphs.push(glyph.clone());
        }
        *x += glyph.advance;
    }

    /// Sees to it that a run of the atom's kind is open.
    fn open(&mut self, atom: &Atom, x: f32) {
        let fits = self
            .run
            .as_ref()
            .is_some_and(|o| o.span == atom.span && o.level == atom.level && o.run.face == atom.face);
        if fits {
            return;
        }
        self.flush();
        let Some(look) = self.rich.spans.get(atom.span).map(|s| &s.look) else { return };
        self.run = Some(Open {
            span: atom.span,
            level: atom.level,
            run: GlyphRun {
                face: atom.face,
                size: look.size,
                x,
                y: -look.rise,
                colour: look.colour,
                text: String::new(),
                glyphs: Vec::new(),
            },
            parts: Vec::new(),
        });
    }

    fn link(&mut self, link: Option<usize>, area: Area) {
        let Some(link) = link else { return };
        match self.line.links.last_mut() {
            Some((last, index)) if *index == link => {
                let right = (area.x + area.width).max(last.x + last.width);
                let (top, bottom) = (area.y.min(last.y), (area.y + area.height).max(last.y + last.height));
                *last = Area { x: last.x, y: top, width: right - last.x, height: bottom - top };
            }
            _ => self.line.links.push((area, link)),
        }
    }

    fn flush(&mut self) {
        let Some(mut open) = self.run.take() else { return };
        // The run's text is in logical order whatever the direction in which it is drawn.
        let mut offsets = vec![0..0; open.parts.len()];
        let mut logical: Vec<usize> = (0..open.parts.len()).collect();
        if open.level % 2 == 1 {
            logical.reverse();
        }
        for index in logical {
            let Some((text, _)) = open.parts.get(index) else { continue };
            let start = u32::try_from(open.run.text.len()).unwrap_or(u32::MAX);
            open.run.text.push_str(text);
            let end = u32::try_from(open.run.text.len()).unwrap_or(u32::MAX);
            if let Some(offset) = offsets.get_mut(index) {
                *offset = start..end;
            }
        }
        let mut glyphs = open.run.glyphs.iter_mut();
        for ((_, count), offset) in open.parts.iter().zip(&offsets) {
            glyphs.by_ref().take(*count).for_each(|glyph| glyph.text = offset.clone());
        }
        let Some(span) = self.rich.spans.get(open.span) else { return };
        let width: f32 = open.run.glyphs.iter().map(|g| g.advance).sum();
        let size = open.run.size;
        let area = Area { x: open.run.x, y: open.run.y - size * 0.78, width, height: size };
        self.link(span.link, area);
        if span.look.strike {
            let area = Area { x: area.x, y: open.run.y - size * 0.24, width, height: size * 0.05 };
            self.line.items.push(Item { node: None, shape: Shape::Fill { area, colour: span.look.colour } });
        }
        self.line.items.push(Item { node: Some(span.node), shape: Shape::Glyphs(open.run) });
    }
}
