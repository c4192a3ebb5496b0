//! A page as pixels.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};
use offprint_typeset::{Area, Colour, GlyphRun, Page, Shape, Typeset};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};

use crate::CoverError;

/// A drawn page.
pub(crate) struct Picture {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) png: Vec<u8>,
}

/// Draws the first page, so many pixels to a point.
pub(crate) fn draw(set: &Typeset, scale: f32) -> Result<Picture, CoverError> {
    let page = set.pages.first().ok_or(CoverError::Draw("there is no page"))?;
    let (width, height) = ((page.width * scale).round() as u32, (page.height * scale).round() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(CoverError::Draw("no memory for its pixels"))?;
    for shape in page.items.iter().map(|item| &item.shape) {
        match shape {
            Shape::Fill { area, colour } => fill(&mut pixels, *area, *colour, scale),
            Shape::Glyphs(run) => glyphs(&mut pixels, set, page, run, scale),
            Shape::Picture { .. } => {}
        }
    }
    let rgb: Vec<u8> = pixels.pixels().iter().flat_map(|p| [p.red(), p.green(), p.blue()]).collect();
    let mut out = Cursor::new(Vec::new());
    PngEncoder::new_with_quality(&mut out, CompressionType::Best, FilterType::Adaptive).write_image(
        &rgb,
        width,
        height,
        ExtendedColorType::Rgb8,
    )?;
    Ok(Picture { width, height, png: out.into_inner() })
}

fn paint(colour: Colour) -> Paint<'static> {
    let part = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(part(colour.red), part(colour.green), part(colour.blue), 255);
    paint
}

fn fill(pixels: &mut Pixmap, area: Area, colour: Colour, scale: f32) {
    if let Some(rect) =
        Rect::from_xywh(area.x * scale, area.y * scale, area.width * scale, area.height * scale)
    {
        pixels.fill_rect(rect, &paint(colour), Transform::identity(), None);
    }
}

fn glyphs(pixels: &mut Pixmap, set: &Typeset, page: &Page, run: &GlyphRun, scale: f32) {
    let Some(face) = set.faces.get(usize::from(run.face.0)) else { return };
    let Ok(font) = FontRef::from_index(face.data.as_ref(), face.index) else { return };
    let outlines = font.outline_glyphs();
    let paint = paint(run.colour);
    let mut x = run.x;
    for glyph in &run.glyphs {
        if let Some(outline) = outlines.get(GlyphId::from(glyph.id)) {
            let mut pen = Pen {
                path: PathBuilder::new(),
                x: (x + glyph.x_offset) * scale,
                y: (run.y - glyph.y_offset) * scale,
            };
            let settings = DrawSettings::unhinted(Size::new(run.size * scale), LocationRef::default());
            if outline.draw(settings, &mut pen).is_ok()
                && let Some(path) = pen.finish()
                && x < page.width
            {
                pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None);
            }
        }
        x += glyph.advance;
    }
}

/// Takes an outline, whose y grows upwards, to its place on the page.
struct Pen {
    path: PathBuilder,
    x: f32,
    y: f32,
}

impl Pen {
    fn finish(self) -> Option<Path> {
        self.path.finish()
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, self.y - y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, self.y - y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx, self.y - cy, self.x + x, self.y - y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.path.cubic_to(self.x + ax, self.y - ay, self.x + bx, self.y - by, self.x + x, self.y - y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
