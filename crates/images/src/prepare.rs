//! A picture as readers can show it.

use std::borrow::Cow;

use offprint_model::{MediaType, Resource};

use crate::strip::strip;
use crate::{ImageError, ImageLimits, Kind, decode, encode, sanitize_svg};

/// A picture that every reader can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared<'a> {
    /// What the bytes are.
    pub media_type: MediaType,
    /// The bytes: those of the resource itself where they pass untouched.
    pub data: Cow<'a, [u8]>,
    /// Width in pixels, upright; 0 where a drawing has none.
    pub width: u32,
    /// Height in pixels, upright; 0 where a drawing has none.
    pub height: u32,
    /// Whether it moved and no longer does.
    pub stilled: bool,
    /// Whether it moves.
    pub moves: bool,
    /// How many pixels were decoded for it; 0 where its bytes passed.
    pub decoded: u64,
}

/// Makes a picture ready: known by its bytes whatever the resource says, without metadata, upright, within the limits. Its
/// bytes pass but for the metadata where that will do; otherwise photographs are written as JPEG and all else as PNG.
///
/// # Errors
/// [`ImageError`] where it cannot be shown.
pub fn prepare<'a>(resource: &'a Resource, limits: &ImageLimits) -> Result<Prepared<'a>, ImageError> {
    let kind = Kind::of(&resource.data).ok_or(ImageError::UnknownKind)?;
    match kind {
        Kind::Svg => {
            let drawing = sanitize_svg(&resource.data)?;
            let (width, height, data) = (drawing.width, drawing.height, own_or(&resource.data, drawing.data));
            let media_type = MediaType::Svg;
            Ok(Prepared { media_type, data, width, height, stilled: false, moves: false, decoded: 0 })
        }
        _ => raster(kind, &resource.data, limits),
    }
}

/// What came out, or the bytes given in where they are the same: a book of many pictures holds each once.
fn own_or(given: &[u8], made: Vec<u8>) -> Cow<'_, [u8]> {
    if made == given { Cow::Borrowed(given) } else { Cow::Owned(made) }
}

fn raster<'a>(kind: Kind, data: &'a [u8], limits: &ImageLimits) -> Result<Prepared<'a>, ImageError> {
    let stripped = match kind.media_type() {
        Some(_) => Some(strip(kind, data).ok_or(ImageError::Broken)?),
        None => None,
    };
    let bytes = stripped.as_ref().map_or(data, |stripped| &stripped.data);
    let (width, height) = decode::size(kind, bytes, limits.max_pixels)?;
    let fits = width.max(height) <= limits.max_side && bytes.len() <= limits.max_bytes;
    let (moves, orientation, lossy) =
        stripped.as_ref().map_or((false, 1, false), |s| (s.moves, s.orientation, s.lossy));
    let shown = kind.media_type().filter(|kind| *kind != MediaType::Webp || limits.webp);
    let passes = stripped.as_ref().is_some_and(|stripped| stripped.whole && !stripped.inks)
        && fits
        && orientation == 1;
    if let Some(media_type) = shown.filter(|_| passes) {
        let data = stripped.map_or(Cow::Borrowed(data), |stripped| own_or(data, stripped.data));
        return Ok(Prepared { media_type, data, width, height, stilled: false, moves, decoded: 0 });
    }
    let mut pixels = decode::decode(kind, bytes, limits.max_pixels)?;
    decode::turn(&mut pixels.image, orientation);
    let encoded = encode::encode(pixels, lossy, limits)?;
    Ok(Prepared {
        media_type: encoded.media_type,
        data: Cow::Owned(encoded.data),
        width: encoded.width,
        height: encoded.height,
        stilled: moves,
        moves: false,
        decoded: u64::from(width) * u64::from(height),
    })
}
