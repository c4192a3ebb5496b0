//! Decoding within bounds.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};

use crate::{ImageError, Kind};

/// Bytes that a pixel takes while it is decoded: four of red, green, blue, and how opaque it is.
const BYTES_A_PIXEL: u64 = 4;
/// Bytes beside the pixels: tables, rows, frames.
const BESIDE: u64 = 16 << 20;

/// A picture's pixels.
pub(crate) struct Pixels {
    pub image: DynamicImage,
    /// Its colour profile, where it is one of screens.
    pub profile: Option<Vec<u8>>,
}

fn format(kind: Kind) -> Option<ImageFormat> {
    Some(match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Gif => ImageFormat::Gif,
        Kind::Webp => ImageFormat::WebP,
        Kind::Bmp => ImageFormat::Bmp,
        Kind::Tiff => ImageFormat::Tiff,
        Kind::Ico => ImageFormat::Ico,
        Kind::Svg | Kind::Avif | Kind::Heif | Kind::JpegXl => return None,
    })
}

fn reader(kind: Kind, data: &[u8], max_pixels: u64) -> Result<ImageReader<Cursor<&[u8]>>, ImageError> {
    let format = format(kind).ok_or(ImageError::OtherKind(kind.name()))?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(max_pixels.saturating_mul(BYTES_A_PIXEL).saturating_add(BESIDE));
    let mut reader = ImageReader::with_format(Cursor::new(data), format);
    reader.limits(limits);
    Ok(reader)
}

/// Width and height from the head of a file, both more than nothing and together within the limit.
pub(crate) fn size(kind: Kind, data: &[u8], max_pixels: u64) -> Result<(u32, u32), ImageError> {
    let (width, height) = reader(kind, data, max_pixels)?.into_dimensions().map_err(error)?;
    if width == 0 || height == 0 {
        return Err(ImageError::Broken);
    }
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(ImageError::TooLarge);
    }
    Ok((width, height))
}

/// The pixels of a picture whose size is within the limit; of one that moves, its first picture.
pub(crate) fn decode(kind: Kind, data: &[u8], max_pixels: u64) -> Result<Pixels, ImageError> {
    size(kind, data, max_pixels)?;
    let mut decoder = reader(kind, data, max_pixels)?.into_decoder().map_err(error)?;
    let profile = decoder.icc_profile().ok().flatten();
    let image = DynamicImage::from_decoder(decoder).map_err(error)?;
    Ok(Pixels { image: of_eight_bits(image), profile: profile.filter(|profile| is_of_screens(profile)) })
}

/// Whether a colour profile is one of red, green and blue or of greys (ICC.1, §7.2.6): one of inks says nothing of the
/// colours that decoding gives.
fn is_of_screens(profile: &[u8]) -> bool {
    matches!(profile.get(16..20), Some(b"RGB " | b"GRAY"))
}

/// Readers show eight bits a colour; without the fourth channel where all is opaque.
fn of_eight_bits(image: DynamicImage) -> DynamicImage {
    let has_alpha = image.color().has_alpha();
    let has_color = image.color().has_color();
    match (has_color, has_alpha) {
        (false, false) => DynamicImage::ImageLuma8(image.into_luma8()),
        (true, false) => DynamicImage::ImageRgb8(image.into_rgb8()),
        (_, true) => {
            let rgba = image.into_rgba8();
            if rgba.pixels().all(|pixel| pixel.0.last() == Some(&u8::MAX)) {
                DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(rgba).into_rgb8())
            } else {
                DynamicImage::ImageRgba8(rgba)
            }
        }
    }
}

fn error(error: image::ImageError) -> ImageError {
    match error {
        image::ImageError::Limits(_) => ImageError::TooLarge,
        _ => ImageError::Broken,
    }
}

/// Turns a picture as Exif says.
pub(crate) fn turn(image: &mut DynamicImage, orientation: u8) {
    if let Some(orientation) = Orientation::from_exif(orientation) {
        image.apply_orientation(orientation);
    }
}
