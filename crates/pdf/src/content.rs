//! The content of a page: operators, and which marked content belongs to which node of the structure.

use std::collections::BTreeMap;

use offprint_typeset::{Area, Colour, FaceIndex, Glyph, GlyphRun, Item, NodeIndex, Page, Shape, Structure};

use crate::embedding::{Embedded, SOFT_HYPHEN};
use crate::meanings::said;
use crate::operators::Operators;
use crate::role::name;

/// Marked content of a node: its page, its number there, and its place in the order of the whole document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked {
    pub(crate) page: usize,
    pub(crate) number: i64,
    pub(crate) order: usize,
}

/// Marked content of the whole document.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Of each node that has some.
    pub(crate) of_node: BTreeMap<u32, Vec<Marked>>,
    /// For each page, the node of each number.
    pub(crate) of_page: Vec<Vec<NodeIndex>>,
    count: usize,
}

/// What pages refer to.
pub(crate) struct Given<'a> {
    pub(crate) structure: &'a Structure,
    pub(crate) faces: &'a BTreeMap<FaceIndex, Embedded>,
    /// How each picture is to be turned, as Exif numbers it.
    pub(crate) turns: &'a [u8],
    /// Whether colours become greys.
    pub(crate) grey: bool,
}

/// The content stream of a page.
pub(crate) fn stream(page: &Page, index: usize, given: &Given<'_>, marks: &mut Marks) -> Vec<u8> {
    let mut out = Operators::default();
    let mut nodes: Vec<NodeIndex> = Vec::new();
    // Running heads and page numbers are no part of the text (ISO 32000-1 §14.8.2.2).
    for (items, kind) in [(&page.head, "Header"), (&page.foot, "Footer")] {
        if !items.is_empty() {
            out.raw(&format!("/Artifact <</Type /Pagination /Subtype /{kind}>> BDC"));
            write(items, page.height, given, &mut out);
            out.raw("EMC");
        }
    }
    let mut rest = page.items.as_slice();
    while let Some(first) = rest.first() {
        // Items of one node that follow one another are marked as one.
        let count = rest.iter().take_while(|item| item.node == first.node).count();
        let (together, after) = rest.split_at(count);
        rest = after;
        match first.node {
            Some(node) => {
                let number = nodes.len();
                nodes.push(node);
                marks.of_node.entry(node.0).or_default().push(Marked {
                    page: index,
                    number: i64::try_from(number).unwrap_or(i64::MAX),
                    order: marks.count,
                });
                marks.count += 1;
                let role = given.structure.nodes.get(node.0 as usize).map_or("P", |n| name(n.role));
                out.begin_marked(role, number);
            }
            None => out.raw("/Artifact <</Type /Layout>> BDC"),
        }
        write(together, page.height, given, &mut out);
        out.raw("EMC");
    }
    marks.of_page.push(nodes);
    out.into_bytes()
}

/// Name of a picture among the resources of the document.
pub(crate) fn picture_name(index: usize) -> String {
    format!("Im{index}")
}

fn write(items: &[Item], height: f32, given: &Given<'_>, out: &mut Operators) {
    let mut text: Option<Text> = None;
    // Each stretch of marked content says its colour itself: it may follow any other.
    let mut fill: Option<Colour> = None;
    for item in items {
        if !matches!(item.shape, Shape::Glyphs(_)) && text.take().is_some() {
            out.raw("ET");
        }
        match &item.shape {
            Shape::Glyphs(run) => {
                let Some(face) = given.faces.get(&run.face) else { continue };
                set_fill(run.colour, given.grey, &mut fill, out);
                let text = text.get_or_insert_with(|| {
                    out.raw("BT");
                    Text::default()
                });
                text.select(run.face, run.size, face, out);
                show(run, height, face, text, out);
            }
            Shape::Fill { area, colour } => {
                set_fill(*colour, given.grey, &mut fill, out);
                out.numbers(&[area.x, height - area.y - area.height, area.width, area.height], "re f");
            }
            Shape::Picture { picture, area } => {
                let turn = given.turns.get(*picture).copied().unwrap_or(1);
                out.raw("q");
                out.numbers(&placement(area, height, turn), "cm");
                out.raw(&format!("/{} Do", picture_name(*picture)));
                out.raw("Q");
            }
        }
    }
    if text.is_some() {
        out.raw("ET");
    }
}

/// The state of a text object (ISO 32000-1 §9.4).
#[derive(Default)]
struct Text {
    font: Option<(FaceIndex, u32)>,
    /// Where the current line begins, in thousandths of a point.
    origin: (i64, i64),
}

impl Text {
    fn select(&mut self, index: FaceIndex, size: f32, face: &Embedded, out: &mut Operators) {
        if self.font != Some((index, size.to_bits())) {
            self.font = Some((index, size.to_bits()));
            out.raw(&format!("/{}", face.font.0));
            out.numbers(&[size], "Tf");
        }
    }

    /// Moves the pen to a place, counted from the bottom of the page; gives where it now is.
    fn move_to(&mut self, x: f32, y: f32, out: &mut Operators) -> f32 {
        let thousandths = |value: f32| (f64::from(value) * 1000.0).round() as i64;
        let (x, y) = (thousandths(x), thousandths(y));
        let (right, up) = (x - self.origin.0, y - self.origin.1);
        out.numbers(&[right as f32 / 1000.0, up as f32 / 1000.0], "Td");
        self.origin = (x, y);
        x as f32 / 1000.0
    }
}

fn set_fill(colour: Colour, grey: bool, fill: &mut Option<Colour>, out: &mut Operators) {
    if *fill != Some(colour) {
        *fill = Some(colour);
        let Colour { red, green, blue } = colour;
        if grey {
            out.numbers(&[crate::colour::grey(colour)], "g");
        } else if red == green && green == blue {
            out.numbers(&[red], "g");
        } else {
            out.numbers(&[red, green, blue], "rg");
        }
    }
}

/// From the unit square, which a picture fills (ISO 32000-1 §8.9.5), to its place on a page of a height, turned and
/// mirrored as Exif says.
fn placement(area: &Area, page_height: f32, orientation: u8) -> [f32; 6] {
    let (w, h) = (area.width, area.height);
    let (left, bottom) = (area.x, page_height - area.y - h);
    let (right, top) = (left + w, bottom + h);
    match orientation {
        2 => [-w, 0.0, 0.0, h, right, bottom],
        3 => [-w, 0.0, 0.0, -h, right, top],
        4 => [w, 0.0, 0.0, -h, left, top],
        5 => [0.0, -h, -w, 0.0, right, top],
        6 => [0.0, -h, w, 0.0, left, top],
        7 => [0.0, h, w, 0.0, left, bottom],
        8 => [0.0, h, -w, 0.0, right, bottom],
        _ => [w, 0.0, 0.0, h, left, bottom],
    }
}

/// By how many thousandths of the font's size the pen may be off before it is set right: 0.03 points at 15 points.
const DRIFT: f32 = 2.0;

/// Glyphs of a run that are being written.
struct Glyphs<'o> {
    out: &'o mut Operators,
    open: bool,
    /// By how many thousandths of the size the pen stands right of where it should.
    ahead: f32,
}

impl Glyphs<'_> {
    fn put(&mut self, number: u16) {
        if !self.open {
            self.out.begin_glyphs();
            self.open = true;
        }
        if self.ahead.abs() >= DRIFT {
            let back = self.ahead.round();
            self.out.back(back as i32);
            self.ahead -= back;
        }
        self.out.glyph(number);
    }

    fn close(&mut self) {
        if self.open {
            self.out.end_glyphs();
            self.open = false;
        }
    }
}

/// Shows a run. A cluster whose glyphs mean something else than ToUnicode says of them is wrapped in a `Span` with
/// its text as `ActualText` (ISO 32000-1 §14.9.4).
fn show(run: &GlyphRun, height: f32, face: &Embedded, text: &mut Text, out: &mut Operators) {
    let em = 1000.0 / run.size.max(0.1);
    let mut x = run.x;
    let at = text.move_to(run.x, height - run.y, out);
    let mut glyphs = Glyphs { out, open: false, ahead: (at - x) * em };
    for cluster in run.glyphs.chunk_by(|a, b| a.text == b.text) {
        let Some(first) = cluster.first() else { continue };
        let said = said(run, first);
        let plain = cluster.len() == 1
            && face.meaning(first.id) == said
            && said != SOFT_HYPHEN
            && !said.chars().any(is_private);
        let mut pen = x;
        let mut placed: Vec<(f32, &Glyph)> = Vec::with_capacity(cluster.len());
        for glyph in cluster {
            placed.push((pen, glyph));
            pen += glyph.advance;
        }
        // Marks are drawn after their letter, which says what the cluster means, and say nothing themselves: readers take
        // the place of the text from the glyphs in the span, and marks stand above and below the line.
        placed.sort_by_key(|(_, glyph)| is_moved(glyph));
        let letters = placed.iter().filter(|(_, glyph)| !is_moved(glyph)).count().max(1);
        if !plain {
            glyphs.close();
            glyphs.out.begin_actual(said);
        }
        for (nth, (pen, glyph)) in placed.into_iter().enumerate() {
            if nth == letters {
                glyphs.close();
                glyphs.out.raw("EMC");
                glyphs.out.begin_actual("");
            }
            let moved = is_moved(glyph) || (pen - x).abs() > 0.01;
            if moved {
                glyphs.close();
                let wanted = pen + glyph.x_offset;
                let at = text.move_to(wanted, height - run.y + glyph.y_offset, glyphs.out);
                glyphs.ahead = (at - wanted) * em;
            }
            glyphs.put(face.number(glyph.id));
            x = pen + glyph.advance;
            glyphs.ahead += face.width(glyph.id) - glyph.advance * em;
            if moved {
                glyphs.close();
                let at = text.move_to(x, height - run.y, glyphs.out);
                glyphs.ahead = (at - x) * em;
            }
        }
        if (pen - x).abs() > 0.01 {
            glyphs.close();
            x = pen;
            let at = text.move_to(x, height - run.y, glyphs.out);
            glyphs.ahead = (at - x) * em;
        }
        if !plain {
            glyphs.close();
            glyphs.out.raw("EMC");
        }
    }
    glyphs.close();
}

/// Whether a glyph stands elsewhere than where the pen is.
fn is_moved(glyph: &Glyph) -> bool {
    glyph.y_offset.abs() > 0.01 || glyph.x_offset.abs() > 0.01
}

/// Private use: what it means only its font knows, so PDF/A wants it said beside (ISO 19005-2 §6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::metadata::Orientation;

    #[test]
    fn pictures_stand_as_the_decoder_would_turn_them() {
        let raw = image::GrayImage::from_fn(2, 3, |x, y| image::Luma([u8::try_from(x + y * 2).unwrap_or(0)]));
        for exif in 1..=8 {
            let mut shown = image::DynamicImage::ImageLuma8(raw.clone());
            shown.apply_orientation(Orientation::from_exif(exif).unwrap_or(Orientation::NoTransforms));
            let shown = shown.to_luma8();
            let (width, height) = (shown.width() as f32, shown.height() as f32);
            let area = Area { x: 10.0, y: 20.0, width, height };
            let [a, b, c, d, e, f] = placement(&area, 100.0, exif);
            for (x, y, pixel) in raw.enumerate_pixels() {
                // Middle of the pixel in the unit square, whose y grows upwards.
                let (u, v) = ((x as f32 + 0.5) / 2.0, 1.0 - (y as f32 + 0.5) / 3.0);
                let (left, top) = (a * u + c * v + e - area.x, 100.0 - (b * u + d * v + f) - area.y);
                assert_eq!(shown.get_pixel(left as u32, top as u32), pixel, "orientation {exif}");
            }
        }
    }
}
