//! Paths: filled and drawn with colours, gradients and patterns.

use lopdf::{Dictionary, Object};
use resvg::usvg::{Fill, FillRule, Paint, PaintOrder, Path, Pattern, Stroke, Transform};

use super::content::Content;
use super::form::{Builder, TooMuch};
use super::paint::{Ink, ink, operators, reals};
use super::parts::Part;
use super::path::{line, matrix, scale, segments};

/// Shortest side of a pattern's cell in units of the form, of which the longest side of the drawing has a thousand.
const SMALLEST_TILE: f32 = 2.0;

impl Builder {
    pub(super) fn path(
        &mut self,
        path: &Path,
        transform: Transform,
        opacity: f32,
        content: &mut Content,
    ) -> Result<(), TooMuch> {
        if !path.is_visible() {
            return Ok(());
        }
        match (path.fill(), path.stroke()) {
            (Some(fill), Some(stroke)) if path.paint_order() == PaintOrder::StrokeAndFill => {
                self.stroke(path, stroke, transform, opacity, content)?;
                self.fill(path, fill, transform, opacity, content)
            }
            (fill, stroke) => {
                if let Some(fill) = fill {
                    self.fill(path, fill, transform, opacity, content)?;
                }
                if let Some(stroke) = stroke {
                    self.stroke(path, stroke, transform, opacity, content)?;
                }
                Ok(())
            }
        }
    }

    pub(super) fn fill(
        &mut self,
        path: &Path,
        fill: &Fill,
        transform: Transform,
        opacity: f32,
        content: &mut Content,
    ) -> Result<(), TooMuch> {
        if !has_area(path) {
            return Ok(());
        }
        let ink = self.ink(fill.paint(), transform)?;
        let masked = self.begin(ink, fill.opacity().get() * opacity, false, content)?;
        self.count(segments(path.data(), transform, content))?;
        content.write(if fill.rule() == FillRule::EvenOdd { "f*\n" } else { "f\n" });
        if masked {
            content.restore();
        }
        Ok(())
    }

    pub(super) fn stroke(
        &mut self,
        path: &Path,
        stroke: &Stroke,
        transform: Transform,
        opacity: f32,
        content: &mut Content,
    ) -> Result<(), TooMuch> {
        // A line that has no width in one direction is not seen.
        if transform.invert().is_none() {
            return Ok(());
        }
        let ink = self.ink(stroke.paint(), transform)?;
        let masked = self.begin(ink, stroke.opacity().get() * opacity, true, content)?;
        if let Some(scale) = scale(transform) {
            content.line(&line(stroke, scale));
            self.count(segments(path.data(), transform, content))?;
            content.write("S\n");
        } else {
            // The pen is wider one way than the other. Its path is enlarged, so that its figures say enough.
            let Transform { sx, ky, kx, sy, .. } = transform;
            let scale = (sx * sy - kx * ky).abs().sqrt();
            content.save();
            matrix(transform.pre_scale(1.0 / scale, 1.0 / scale), content);
            content.line(&line(stroke, scale));
            self.count(segments(path.data(), Transform::from_scale(scale, scale), content))?;
            content.write("S\n");
            content.restore();
        }
        if masked {
            content.restore();
        }
        Ok(())
    }

    /// The cell of a pattern as it is repeated where `transform` moves it.
    fn tile(&mut self, pattern: &Pattern, transform: Transform) -> Result<Object, TooMuch> {
        if self.in_tile {
            return Err(TooMuch);
        }
        let rect = pattern.rect();
        let at = transform.pre_concat(pattern.transform()).pre_translate(rect.x(), rect.y());
        let Transform { sx, ky, kx, sy, .. } = at;
        let key = (std::ptr::from_ref(pattern).addr(), [sx, ky, kx, sy, at.tx, at.ty].map(f32::to_bits));
        if let Some(known) = self.tiles.get(&key) {
            return Ok(known.clone());
        }
        // In units that are as large as those of the form, so that figures say enough.
        let scale = (sx * sy - kx * ky).abs().sqrt();
        let (width, height) = (rect.width() * scale, rect.height() * scale);
        // Cells that are not seen are many.
        if at.invert().is_none() || width.min(height) < SMALLEST_TILE {
            return Err(TooMuch);
        }
        self.in_tile = true;
        let cell = self.group(pattern.root(), Transform::from_scale(scale, scale), 1);
        self.in_tile = false;
        let Transform { sx, ky, kx, sy, tx, ty } = at.pre_scale(1.0 / scale, 1.0 / scale);
        let tile = cell?.into_tile((width, height), reals([sx, ky, kx, sy, tx, ty]));
        let tile = self.add(Part::Object(Object::Stream(tile)));
        self.tiles.insert(key, tile.clone());
        Ok(tile)
    }

    fn ink(&mut self, paint: &Paint, transform: Transform) -> Result<Ink, TooMuch> {
        match paint {
            Paint::Pattern(pattern) => Ok(Ink::Tile(self.tile(pattern, transform)?)),
            paint => ink(paint, transform, self.grey),
        }
    }

    /// Chooses what is painted with; whether a state was saved for it.
    pub(super) fn begin(
        &mut self,
        ink: Ink,
        opacity: f32,
        stroke: bool,
        content: &mut Content,
    ) -> Result<bool, TooMuch> {
        match ink {
            Ink::Colour(colour) => {
                self.opacity(opacity, content);
                content.colour(&operators(colour, stroke, self.grey), stroke);
                Ok(false)
            }
            Ink::Tile(tile) => {
                self.opacity(opacity, content);
                choose(tile, stroke, content);
                Ok(false)
            }
            Ink::Gradient { pattern, opacity: own, mask } => {
                let masked = mask.is_some();
                if let Some(mask) = mask {
                    let form = self.shade(mask);
                    content.save();
                    self.mask("Luminosity", form, content)?;
                }
                self.opacity(opacity * own, content);
                choose(Object::Dictionary(pattern), stroke, content);
                Ok(masked)
            }
        }
    }

    pub(super) fn opacity(&mut self, opacity: f32, content: &mut Content) {
        self.translucent |= opacity < 1.0;
        content.opacity(opacity, opacity);
    }

    /// A form full of a gradient.
    pub(super) fn shade(&mut self, pattern: Dictionary) -> Object {
        let mut content = Content::default();
        let name = content.pattern(Object::Dictionary(pattern));
        content.write(&format!("/Pattern cs /{name} scn 0 0 "));
        content.numbers(&[self.size.0, self.size.1]);
        content.write("re f\n");
        self.add(Part::Object(Object::Stream(content.into_form(self.size, Some("DeviceGray")))))
    }
}

/// Paints what follows with a pattern.
fn choose(pattern: Object, stroke: bool, content: &mut Content) {
    let name = content.pattern(pattern);
    let (space, choose) = if stroke { ("CS", "SCN") } else { ("cs", "scn") };
    content.colour(&format!("/Pattern {space} /{name} {choose}\n"), stroke);
}

/// Whether a path holds something: PDF fills a line as the thinnest line there is (ISO 32000-1 §8.5.3.3), SVG not at all.
fn has_area(path: &Path) -> bool {
    let bounds = path.data().bounds();
    bounds.width() > 0.0 && bounds.height() > 0.0 && path.data().points().len() > 2
}
