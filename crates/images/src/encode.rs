//! Writing pictures anew, and making them smaller until they fit.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as PngFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageEncoder as _};
use offprint_model::MediaType;

use crate::decode::Pixels;
use crate::{ImageError, ImageLimits};

/// Qualities of a JPEG, of 100, in the order in which they are tried: more than the first shows no difference to the eye,
/// less than the last shows blocks.
const QUALITIES: [u8; 4] = [90, 80, 70, 60];
/// A picture that still has too many bytes is made so much smaller to a side, and no smaller than that at once.
const SMALLER: (f64, f64) = (0.85, 0.25);
/// A side below which nothing can be made out: no smaller is tried.
const SMALLEST: u32 = 32;

/// Pixels as a file within the limits.
#[derive(Debug)]
pub(crate) struct Encoded {
    pub media_type: MediaType,
    pub data: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// Writes a picture within the limits: as JPEG where `lossy` and opaque, or where it is opaque and too large as PNG.
pub(crate) fn encode(mut pixels: Pixels, lossy: bool, limits: &ImageLimits) -> Result<Encoded, ImageError> {
    let opaque = !pixels.image.color().has_alpha();
    let mut as_jpeg = lossy && opaque;
    let side = limits.max_side.max(1);
    if pixels.image.width().max(pixels.image.height()) > side {
        pixels.image = scaled(&pixels.image, side);
    }
    loop {
        let (width, height) = (pixels.image.width(), pixels.image.height());
        let mut least = usize::MAX;
        if !as_jpeg {
            let data = png(&pixels)?;
            if data.len() <= limits.max_bytes {
                return Ok(Encoded { media_type: MediaType::Png, data, width, height });
            }
            least = data.len();
            as_jpeg = opaque;
        }
        if as_jpeg {
            for quality in QUALITIES {
                let data = jpeg(&pixels, quality)?;
                if data.len() <= limits.max_bytes {
                    return Ok(Encoded { media_type: MediaType::Jpeg, data, width, height });
                }
                least = data.len();
            }
        }
        let longest = width.max(height);
        if longest <= SMALLEST {
            return Err(ImageError::TooLarge);
        }
        // Bytes grow with the square of a side.
        #[allow(clippy::cast_precision_loss, reason = "a rough share")]
        let share = (limits.max_bytes as f64 / least as f64).sqrt().clamp(SMALLER.1, SMALLER.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the side")]
        let side = (f64::from(longest) * share) as u32;
        pixels.image = scaled(&pixels.image, side.max(SMALLEST));
    }
}

/// The longest side as long as that. Catmull-Rom needs no sines, whose last digits differ between machines.
fn scaled(image: &DynamicImage, side: u32) -> DynamicImage {
    image.resize(side, side, FilterType::CatmullRom)
}

fn jpeg(pixels: &Pixels, quality: u8) -> Result<Vec<u8>, ImageError> {
    let mut out = Cursor::new(Vec::new());
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    if let Some(profile) = &pixels.profile {
        // One that a JPEG cannot hold is left out.
        let _ = encoder.set_icc_profile(profile.clone());
    }
    pixels.image.write_with_encoder(encoder).map_err(|_| ImageError::Broken)?;
    Ok(out.into_inner())
}

fn png(pixels: &Pixels) -> Result<Vec<u8>, ImageError> {
    let mut out = Cursor::new(Vec::new());
    let mut encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Default, PngFilter::Adaptive);
    if let Some(profile) = &pixels.profile {
        let _ = encoder.set_icc_profile(profile.clone());
    }
    pixels.image.write_with_encoder(encoder).map_err(|_| ImageError::Broken)?;
    Ok(out.into_inner())
}

/// Pixels as PNG, as large as they are.
pub(crate) fn lossless(pixels: &Pixels) -> Result<Encoded, ImageError> {
    let (width, height) = (pixels.image.width(), pixels.image.height());
    Ok(Encoded { media_type: MediaType::Png, data: png(pixels)?, width, height })
}
