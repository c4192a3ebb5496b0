//! Making a line: placing chosen atoms from left to right (UAX #9, rule L2), stretched to the measure.

use std::ops::Range;

use unicode_bidi::{BidiInfo, Level};

use crate::breakpoints::{shrink, stretch};
use crate::hanging::Edges;
use crate::lines::{Choice, trimmed};
use crate::page::{Area, FaceIndex, Glyph, GlyphRun, Item, Shape};
use crate::rich_text::RichText;
use crate::setter::Setter;
use crate::shape::{AtomKind, Shaped, Stretch};
use crate::shaper::Hyphen;

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
    pub(crate) hanging: bool,
}

/// How many times over the spaces of a line may be stretched as far as they like to be: three times as wide as they are.
/// Past that the line stays short, which looks less bad than holes in it.
const MOST_STRETCH: f32 = 4.0;

impl Setter<'_> {
    pub(crate) fn line(&mut self, rich: &RichText, shaped: &Shaped, choice: &Choice, frame: Frame) -> Line {
        let seen = trimmed(shaped, &choice.atoms);
        let atoms = shaped.atoms.get(seen.clone()).unwrap_or_default();
        let hyphen = if choice.hyphen { self.hyphen_after(rich, shaped, seen.end) } else { None };
        let edges = Edges { rich, shaped, hanging: frame.hanging };
        let hyphen_advance = hyphen.as_ref().map_or(0.0, |(_, advance, _)| *advance);
        let natural: f32 = atoms.iter().map(|a| a.width).sum::<f32>() + hyphen_advance;
        let over_start = edges.start(seen.start);
        let over_end = match seen.end.checked_sub(1) {
            _ if atoms.is_empty() => 0.0,
            _ if hyphen.is_some() => edges.hyphen(hyphen_advance),
            Some(last) => edges.end(last),
            None => 0.0,
        };
        let slack = frame.measure - frame.indent - natural + over_start + over_end;
        let give = if slack < 0.0 { shrink } else { stretch };
        // The last atom has nothing after it to be moved.
        let total: f32 = atoms.iter().rev().skip(1).map(|a| give(a.kind, a.width)).sum();
        let wanted = frame.align == Align::Justified && (!choice.ends || slack < 0.0) && total > 0.0;
        let stretched = wanted && slack <= total * MOST_STRETCH;
        let ratio = if stretched { (slack / total).max(-1.0) } else { 0.0 };
        let left_over = if stretched { 0.0 } else { slack.max(0.0) };
        let rtl = shaped.level % 2 == 1;
        let x = match (frame.align, rtl) {
            (Align::Centre, _) => left_over / 2.0 + frame.indent,
            (Align::Right, _) | (Align::End, false) => left_over,
            (Align::End, true) => 0.0,
            (_, true) => left_over - over_end,
            (_, false) => frame.indent - over_start,
        };
        let extra = |index: usize, kind: AtomKind, width: f32| {
            if index + 1 == seen.end { 0.0 } else { give(kind, width) * ratio }
        };
        // From left to right: where each atom stands.
        let mut places = vec![0.0; seen.len()];
        let mut pen = x + if rtl { hyphen_advance } else { 0.0 };
        let mut place = |index: usize| {
            let (Some(atom), Some(slot)) = (shaped.atoms.get(index), places.get_mut(index - seen.start))
            else {
                return;
            };
            *slot = pen;
            pen += atom.width + extra(index, atom.kind, atom.width);
        };
        match visual_order(shaped, &seen) {
            None => seen.clone().for_each(&mut place),
            Some(order) => order.into_iter().for_each(&mut place),
        }
        // In the order of the text: what stands on the line.
        let mut line = Line::default();
        let mut writer = Writer { rich, shaped, line: &mut line, end: choice.atoms.end, run: None };
        for index in seen.clone() {
            let Some(atom) = shaped.atoms.get(index) else { continue };
            let at = places.get(index - seen.start).copied().unwrap_or(0.0);
            writer.atom(self, index, at, extra(index, atom.kind, atom.width));
        }
        match hyphen {
            Some((hyphen, advance, at)) => writer.hyphen(hyphen, advance, at, if rtl { x } else { pen }),
            None => {
                // The space that the break swallowed stays as a glyph beyond the margin, so that the text can be had
                // back (UAX #9, rule L1: it takes the paragraph's own direction).
                let mut at = if rtl { x } else { pen };
                for index in seen.end..choice.atoms.end {
                    let Some(atom) = shaped.atoms.get(index).filter(|a| a.kind == AtomKind::Space) else {
                        continue;
                    };
                    at -= if rtl { atom.width } else { 0.0 };
                    writer.atom(self, index, at, 0.0);
                    at += if rtl { 0.0 } else { atom.width };
                }
            }
        }
        writer.flush();
        line
    }

    /// The hyphen at a line's end, its advance, and the atom before it, in whose look it is set.
    fn hyphen_after(&mut self, rich: &RichText, shaped: &Shaped, end: usize) -> Option<(Hyphen, f32, usize)> {
        let before = end.checked_sub(1)?;
        let look = &rich.spans.get(shaped.stretch(before)?.span)?.look;
        let hyphen = self.shaper.hyphen(&mut self.faces, look)?;
        Some((hyphen, hyphen.advance * look.size, before))
    }
}

/// The atoms of a line from left to right, where that is not the order of the text.
fn visual_order(shaped: &Shaped, range: &Range<usize>) -> Option<Vec<usize>> {
    if shaped.stretches.iter().all(|stretch| stretch.level == 0) {
        return None;
    }
    let level = |index| shaped.stretch(index).and_then(|s| Level::new(s.level).ok()).unwrap_or(Level::ltr());
    let levels: Vec<Level> = range.clone().map(level).collect();
    Some(BidiInfo::reorder_visual(&levels).into_iter().map(|index| index + range.start).collect())
}

/// Gathers atoms of one stretch into runs.
struct Writer<'a> {
    rich: &'a RichText,
    shaped: &'a Shaped,
    line: &'a mut Line,
    /// The atom after the line's last.
    end: usize,
    run: Option<Open>,
}

struct Open {
    stretch: Stretch,
    face: FaceIndex,
    run: GlyphRun,
    /// Where the next atom would have to stand, and the first one stood: atoms that are apart are no one run.
    right: f32,
    left: f32,
}

/// Points that atoms of one run may be apart by rounding.
const APART: f32 = 0.01;

impl Writer<'_> {
    fn atom(&mut self, setter: &mut Setter<'_>, index: usize, x: f32, extra: f32) {
        let (Some(atom), Some(stretch)) = (self.shaped.atoms.get(index), self.shaped.stretch(index)) else {
            return;
        };
        let Some(span) = self.rich.spans.get(stretch.span) else { return };
        if let Some(picture) = span.picture {
            self.flush();
            let area = Area { x, y: -picture.height, width: picture.width, height: picture.height };
            let shape = Shape::Picture { picture: picture.picture, area };
            self.line.items.push(Item { node: Some(span.node), shape });
            setter.tree.edit(span.node, |n| n.area = Some(area));
            self.line.tallest = self.line.tallest.max(picture.height);
            self.link(span.link, area);
            return;
        }
        let shaped = self.shaped;
        let glyphs = shaped.glyphs_of(index);
        if glyphs.is_empty() {
            return;
        }
        let text = self.rich.text.get(shaped.text(index)).unwrap_or_default();
        let width = atom.width + extra;
        let Some(open) = self.open(index, *stretch, stretch.face, x, width) else { return };
        let range = push_text(&mut open.run.text, text);
        let placed = glyphs.iter().map(|glyph| Glyph {
            id: glyph.id,
            advance: glyph.advance,
            x_offset: glyph.x_offset,
            y_offset: glyph.y_offset,
            text: range.clone(),
        });
        // What grows is the last glyph in the direction of the text. Runs from right to left are turned round at their end.
        let before = open.run.glyphs.len();
        if stretch.level % 2 == 1 {
            open.run.glyphs.extend(placed.rev());
            if let Some(first) = open.run.glyphs.get_mut(before) {
                first.advance += extra;
            }
        } else {
            open.run.glyphs.extend(placed);
            if let Some(last) = open.run.glyphs.last_mut() {
                last.advance += extra;
            }
        }
    }

    fn hyphen(&mut self, hyphen: Hyphen, advance: f32, before: usize, x: f32) {
        let Some(stretch) = self.shaped.stretch(before).copied() else { return };
        let Some(open) = self.open(before, stretch, hyphen.face, x, advance) else { return };
        let text = push_text(&mut open.run.text, "\u{ad}");
        let glyph = Glyph { id: hyphen.id, advance, x_offset: 0.0, y_offset: 0.0, text };
        open.run.glyphs.push(glyph);
    }

    /// The open run, to which something at a place is added; a new one where it does not belong to it.
    fn open(
        &mut self,
        index: usize,
        stretch: Stretch,
        face: FaceIndex,
        x: f32,
        width: f32,
    ) -> Option<&mut Open> {
        let backwards = stretch.level % 2 == 1;
        let fits = self.run.as_ref().is_some_and(|open| {
            let apart = if backwards { open.left - (x + width) } else { open.right - x };
            open.stretch == stretch && open.face == face && apart.abs() < APART
        });
        if !fits {
            self.flush();
            let look = &self.rich.spans.get(stretch.span)?.look;
            // Room for what is left of the stretch on the line, so that a run grows once.
            let number = self.shaped.atoms.get(index).map(|atom| atom.stretch);
            let last = self.shaped.atoms.len().min(self.end);
            let rest = self.shaped.atoms.get(index..last).unwrap_or_default();
            let room = rest.iter().take_while(|atom| Some(atom.stretch) == number).count() + 2;
            let run = GlyphRun {
                face,
                size: look.size,
                x,
                y: -look.rise,
                colour: look.colour,
                text: String::with_capacity(room),
                glyphs: Vec::with_capacity(room),
            };
            self.run = Some(Open { stretch, face, run, right: x, left: x });
        }
        let open = self.run.as_mut()?;
        if backwards {
            open.left = x;
            open.run.x = x;
        } else {
            open.right = x + width;
        }
        Some(open)
    }

    fn link(&mut self, link: Option<usize>, area: Area) {
        let Some(link) = link else { return };
        match self.line.links.last_mut() {
            Some((last, index)) if *index == link => {
                let (left, right) = (area.x.min(last.x), (area.x + area.width).max(last.x + last.width));
                let (top, bottom) = (area.y.min(last.y), (area.y + area.height).max(last.y + last.height));
                *last = Area { x: left, y: top, width: right - left, height: bottom - top };
            }
            _ => self.line.links.push((area, link)),
        }
    }

    fn flush(&mut self) {
        let Some(mut open) = self.run.take() else { return };
        if open.stretch.level % 2 == 1 {
            open.run.glyphs.reverse();
        }
        // A book has millions of glyphs: room that grew for more is given back.
        open.run.glyphs.shrink_to_fit();
        open.run.text.shrink_to_fit();
        let Some(span) = self.rich.spans.get(open.stretch.span) else { return };
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

/// Adds text; gives its bytes.
fn push_text(to: &mut String, text: &str) -> Range<u32> {
    let start = u32::try_from(to.len()).unwrap_or(u32::MAX);
    to.push_str(text);
    start..u32::try_from(to.len()).unwrap_or(u32::MAX)
}
