//! Decoding within bounds.

use std::io::Cursor;

use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, ImageReader, Limits};
use offprint_images::{ImageError, Kind};

/// Bytes that a decoder may take for a pixel (sixteen bits of red, green, blue and how opaque it is).
const BYTES_A_PIXEL: u64 = 8;
/// Bytes beside the pixels: tables, rows, frames.
const BESIDE: u64 = 16 << 20;

fn reader(kind: Kind, data: &[u8], max_pixels: u64) -> Result<ImageReader<Cursor<&[u8]>>, ImageError> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Gif => ImageFormat::Gif,
        Kind::Webp => ImageFormat::WebP,
        _ => return Err(ImageError::OtherKind(kind.name())),
    };
    let mut reader = ImageReader::with_format(Cursor::new(data), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(max_pixels.saturating_mul(BYTES_A_PIXEL).saturating_add(BESIDE));
    reader.limits(limits);
    Ok(reader)
}

fn error(error: image::ImageError) -> ImageError {
    match error {
        image::ImageError::Limits(_) => ImageError::TooLarge,
        _ => ImageError::Broken,
    }
}

/// Width and height from the head of a file, both more than nothing and together within the limit.
pub(super) fn size(kind: Kind, data: &[u8], max_pixels: u64) -> Result<(u32, u32), ImageError> {
    let (width, height) = reader(kind, data, max_pixels)?.into_dimensions().map_err(error)?;
    if width == 0 || height == 0 {
        return Err(ImageError::Broken);
    }
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(ImageError::TooLarge);
    }
    Ok((width, height))
}

/// The colour profile of a picture.
pub(super) fn profile(kind: Kind, data: &[u8], max_pixels: u64) -> Option<Vec<u8>> {
    reader(kind, data, max_pixels).ok()?.into_decoder().ok()?.icc_profile().ok().flatten()
}

/// A decoded picture of eight bits a colour.
pub(super) struct Decoded {
    pub(super) image: DynamicImage,
    /// Whether the data broke off or were damaged: the rest is white.
    pub(super) damaged: bool,
}

/// The pixels of a picture as its file has them, not turned; of one that moves, its first picture.
pub(super) fn decode(kind: Kind, data: &[u8], max_pixels: u64) -> Result<Decoded, ImageError> {
    let (width, height) = size(kind, data, max_pixels)?;
    let decoder = reader(kind, data, max_pixels)?.into_decoder().map_err(error)?;
    let color = decoder.color_type();
    let length = usize::try_from(decoder.total_bytes()).map_err(|_| ImageError::TooLarge)?;
    let mut bytes = vec![u8::MAX; length];
    let damaged = decoder.read_image(&mut bytes).is_err();
    let image = match color {
        image::ColorType::L8 => ImageBuffer::from_raw(width, height, bytes).map(DynamicImage::ImageLuma8),
        image::ColorType::La8 => ImageBuffer::from_raw(width, height, bytes).map(DynamicImage::ImageLumaA8),
        image::ColorType::Rgb8 => ImageBuffer::from_raw(width, height, bytes).map(DynamicImage::ImageRgb8),
        image::ColorType::Rgba8 => ImageBuffer::from_raw(width, height, bytes).map(DynamicImage::ImageRgba8),
        _ if damaged => None,
        _ => {
            drop(bytes);
            let decoder = reader(kind, data, max_pixels)?.into_decoder().map_err(error)?;
            Some(of_eight_bits(DynamicImage::from_decoder(decoder).map_err(error)?))
        }
    };
    image.map(|image| Decoded { image, damaged }).ok_or(ImageError::Broken)
}

fn of_eight_bits(image: DynamicImage) -> DynamicImage {
    let color = image.color();
    match (color.has_color(), color.has_alpha()) {
        (false, false) => DynamicImage::ImageLuma8(image.into_luma8()),
        (false, true) => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        (true, false) => DynamicImage::ImageRgb8(image.into_rgb8()),
        (true, true) => DynamicImage::ImageRgba8(image.into_rgba8()),
    }
}
