//! The content of a page: operators, and which marked content belongs to which node of the structure.

use std::collections::BTreeMap;

use offprint_typeset::{Area, Colour, FaceIndex, GlyphRun, Item, NodeIndex, Page, Shape, Structure};
use printpdf::{
    Codepoint, Color, CurTransMat, DictItem, Greyscale, Op, PaintMode, PdfFontHandle, Pt, Rect, Rgb,
    TextItem, TextMatrix, WindingOrder, XObjectId, XObjectTransform,
};

use crate::embedding::{Embedded, SOFT_HYPHEN};
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

/// The operators of a page.
pub(crate) fn operators(page: &Page, index: usize, given: &Given<'_>, marks: &mut Marks) -> Vec<Op> {
    let mut ops = Vec::new();
    let mut nodes: Vec<NodeIndex> = Vec::new();
    let mut rest = page.items.as_slice();
    while let Some(first) = rest.first() {
        // Items of one node that follow one another are marked as one.
        let count = rest.iter().take_while(|item| item.node == first.node).count();
        let (together, after) = rest.split_at(count);
        rest = after;
        match first.node {
            Some(node) => {
                let number = i64::try_from(nodes.len()).unwrap_or(i64::MAX);
                nodes.push(node);
                marks.of_node.entry(node.0).or_default().push(Marked {
                    page: index,
                    number,
                    order: marks.count,
                });
                marks.count += 1;
                let role = given.structure.nodes.get(node.0 as usize).map_or("P", |n| name(n.role));
                let map = BTreeMap::from([("MCID".to_owned(), DictItem::Int(number))]);
                let properties = DictItem::Dict { map };
                ops.push(Op::BeginMarkedContentWithProperties { tag: role.to_owned(), properties });
            }
            None => {
                let map = BTreeMap::from([("Type".to_owned(), DictItem::Name(b"Layout".to_vec()))]);
                let properties = DictItem::Dict { map };
                ops.push(Op::BeginMarkedContentWithProperties { tag: "Artifact".to_owned(), properties });
            }
        }
        items(together, page.height, given, &mut ops);
        ops.push(Op::EndMarkedContent);
    }
    marks.of_page.push(nodes);
    ops
}

/// Name of a picture among the resources of the document.
pub(crate) fn picture_name(index: usize) -> XObjectId {
    XObjectId(format!("Im{index}"))
}

fn items(items: &[Item], height: f32, given: &Given<'_>, ops: &mut Vec<Op>) {
    let mut in_text = false;
    let mut font: Option<(FaceIndex, u32)> = None;
    let mut fill: Option<Colour> = None;
    for item in items {
        let text = matches!(item.shape, Shape::Glyphs(_));
        if text != in_text {
            ops.push(if text { Op::StartTextSection } else { Op::EndTextSection });
            in_text = text;
            font = None;
        }
        match &item.shape {
            Shape::Glyphs(run) => {
                set_fill(run.colour, given.grey, &mut fill, ops);
                let Some(face) = given.faces.get(&run.face) else { continue };
                if font != Some((run.face, run.size.to_bits())) {
                    font = Some((run.face, run.size.to_bits()));
                    let handle = PdfFontHandle::External(face.font.clone());
                    ops.push(Op::SetFont { font: handle, size: Pt(run.size) });
                }
                show(run, height, face, ops);
            }
            Shape::Fill { area, colour } => {
                set_fill(*colour, given.grey, &mut fill, ops);
                ops.push(Op::DrawRectangle { rectangle: rectangle(area, height) });
            }
            Shape::Picture { picture, area } => {
                ops.push(Op::SaveGraphicsState);
                let turn = given.turns.get(*picture).copied().unwrap_or(1);
                let matrix = placement(area, height, turn);
                ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
                let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
                ops.push(Op::UseXobject { id: picture_name(*picture), transform });
                ops.push(Op::RestoreGraphicsState);
            }
        }
    }
    if in_text {
        ops.push(Op::EndTextSection);
    }
}

/// Each stretch of marked content says its colour itself: it may follow any other.
fn set_fill(colour: Colour, grey: bool, fill: &mut Option<Colour>, ops: &mut Vec<Op>) {
    if *fill != Some(colour) {
        *fill = Some(colour);
        let col = if grey {
            Color::Greyscale(Greyscale { percent: crate::colour::grey(colour), icc_profile: None })
        } else {
            Color::Rgb(Rgb { r: colour.red, g: colour.green, b: colour.blue, icc_profile: None })
        };
        ops.push(Op::SetFillColor { col });
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

fn rectangle(area: &Area, height: f32) -> Rect {
    Rect {
        x: Pt(area.x),
        y: Pt(height - area.y - area.height),
        width: Pt(area.width),
        height: Pt(area.height),
        mode: Some(PaintMode::Fill),
        winding_order: Some(WindingOrder::NonZero),
    }
}

/// Shows a run. A cluster whose glyphs mean something else than ToUnicode says of them is wrapped in a `Span` with
/// its text as `ActualText` (ISO 32000-1 §14.9.4).
fn show(run: &GlyphRun, height: f32, face: &Embedded, ops: &mut Vec<Op>) {
    let at =
        |x: f32, y: f32| Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, x, height - y]) };
    ops.push(at(run.x, run.y));
    let em = 1000.0 / run.size.max(0.1);
    let mut x = run.x;
    let mut pending: Vec<Codepoint> = Vec::new();
    let mut rest = run.glyphs.as_slice();
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|glyph| glyph.text == first.text).count();
        let (cluster, after) = rest.split_at(count);
        rest = after;
        let text = run.text.get(first.text.start as usize..first.text.end as usize).unwrap_or(" ");
        let plain = count == 1
            && face.meaning(first.id) == text
            && text != SOFT_HYPHEN
            && !text.chars().any(is_private);
        if !plain {
            flush(&mut pending, ops);
            let mut data = vec![0xfe, 0xff];
            text.encode_utf16().for_each(|unit| data.extend(unit.to_be_bytes()));
            let map = BTreeMap::from([("ActualText".to_owned(), DictItem::String { data, literal: false })]);
            let properties = DictItem::Dict { map };
            ops.push(Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties });
        }
        for glyph in cluster {
            let raised = glyph.y_offset.abs() > 0.01;
            if raised {
                flush(&mut pending, ops);
                ops.push(at(x + glyph.x_offset, run.y - glyph.y_offset));
            } else if glyph.x_offset.abs() > 0.01 {
                flush(&mut pending, ops);
                ops.push(at(x + glyph.x_offset, run.y));
            }
            let moved = raised || glyph.x_offset.abs() > 0.01;
            // What the pen must go back by after the glyph, in thousandths of an em.
            let back = face.width(glyph.id) - glyph.advance * em;
            let back = if moved || back.abs() < 0.05 { 0.0 } else { (back * 100.0).round() / 100.0 };
            pending.push(Codepoint::with_cid(face.number(glyph.id), back, face.meaning(glyph.id).to_owned()));
            x += glyph.advance;
            if moved {
                flush(&mut pending, ops);
                ops.push(at(x, run.y));
            }
        }
        if !plain {
            flush(&mut pending, ops);
            ops.push(Op::EndMarkedContent);
        }
    }
    flush(&mut pending, ops);
}

/// Private use: what it means only its font knows, so PDF/A wants it said beside (ISO 19005-2 §6.2.11.7.3).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

fn flush(pending: &mut Vec<Codepoint>, ops: &mut Vec<Op>) {
    if !pending.is_empty() {
        ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(std::mem::take(pending))] });
    }
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
