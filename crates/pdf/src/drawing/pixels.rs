//! A drawing as pixels.

use image::{DynamicImage, RgbaImage};
use offprint_images::ImageError;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

use super::cost::cost;

/// Most pixels of a drawing.
const MOST_PIXELS: f64 = 12e6;
/// Most pixels that are gone over for one drawing: some seconds.
const MOST_WORK: f64 = 2e8;
/// Most pixels that are held at once, of four bytes.
const MOST_HELD: f64 = 128e6;
/// What could only be drawn in fewer pixels is not drawn: nothing could be made out.
const FEWEST_PIXELS: f64 = 40_000.0;

/// Pixels in which a drawing can be drawn without too much work.
///
/// # Errors
/// [`ImageError::TooLarge`] where they are too few.
pub(crate) fn room(tree: &Tree) -> Result<f64, ImageError> {
    let cost = cost(tree);
    let room = MOST_PIXELS.min(MOST_WORK / cost.passes.max(1.0)).min(MOST_HELD / (cost.held + 1.0));
    if cost.decoded > MOST_WORK || room < FEWEST_PIXELS { Err(ImageError::TooLarge) } else { Ok(room) }
}

/// Draws a drawing in so many pixels, or fewer where that would be too much work.
pub(crate) fn pixels(tree: &Tree, most: (u32, u32)) -> Result<DynamicImage, ImageError> {
    let share = (room(tree)? / (f64::from(most.0) * f64::from(most.1))).min(1.0).sqrt();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between one and the most")]
    let side = |pixels: u32| (f64::from(pixels) * share).round().max(1.0) as u32;
    let (width, height) = (side(most.0), side(most.1));
    let mut pixmap = Pixmap::new(width, height).ok_or(ImageError::TooLarge)?;
    #[allow(clippy::cast_precision_loss, reason = "sides are small")]
    let scale =
        Transform::from_scale(width as f32 / tree.size().width(), height as f32 / tree.size().height());
    resvg::render(tree, scale, &mut pixmap.as_mut());
    let pixels = pixmap.pixels().iter().flat_map(|pixel| {
        let colour = pixel.demultiply();
        [colour.red(), colour.green(), colour.blue(), colour.alpha()]
    });
    let image = RgbaImage::from_raw(width, height, pixels.collect()).ok_or(ImageError::Broken)?;
    Ok(DynamicImage::ImageRgba8(image))
}
