//! A typographic cover for a book, as a picture.
//!
//! [`cover`] sets title, people, site and date on a page and gives it as a PNG. The same publication and fonts give the same
//! bytes.
#![warn(missing_docs)]

mod picture;
mod raster;
mod text;

use offprint_fonts::Fonts;
use offprint_model::{MediaType, Publication, Resource, resource_id};
use thiserror::Error;

pub use picture::picture_cover;

/// Pixels to a point: 1600 × 2400 pixels, which shops ask of a cover and the screens of readers do not exceed by much.
const SCALE: f32 = 10.0 / 3.0;

/// Why there is no cover.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CoverError {
    /// The picture could not be made.
    #[error("cannot draw the cover: {0}")]
    Draw(&'static str),
    /// The picture could not be written as PNG.
    #[error("cannot write the cover as PNG: {0}")]
    Encode(#[from] image::ImageError),
}

/// A cover of 1600 × 2400 pixels with the publication's title, subtitle, people, site and date. Characters that no face of
/// `fonts` has are shown as boxes.
///
/// # Errors
/// [`CoverError`] where memory for the picture can't be had.
pub fn cover(publication: &Publication, fonts: &Fonts) -> Result<Resource, CoverError> {
    let page = offprint_typeset::cover(&text::of(publication), fonts);
    let picture = raster::draw(&page, SCALE)?;
    Ok(Resource {
        id: resource_id(&picture.png),
        media_type: MediaType::Png,
        url: None,
        width: picture.width,
        height: picture.height,
        data: picture.png,
    })
}
