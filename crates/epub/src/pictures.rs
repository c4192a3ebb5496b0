//! Pictures as a book carries them.

use std::collections::BTreeMap;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{ImageFormat, ImageReader, Limits};
use offprint_html::is_safe_svg;
use offprint_model::{MediaType, Resource};
use sha2::{Digest as _, Sha256};

/// Pixels to a side beyond which a picture is not decoded.
const MAX_SIDE: u32 = 16_384;
/// Bytes that decoding may take.
const MAX_DECODED: u64 = 256 << 20;

/// Quality of a JPEG that is written anew, of 100: more shows no difference to the eye.
const QUALITY: u8 = 90;

/// A picture's file.
pub(crate) struct Picture {
    /// Name beside the package document: `pictures/0123456789abcdef.png`.
    pub file: String,
    pub media_type: MediaType,
    pub data: Vec<u8>,
}

/// The pictures that are used, each once however often it stands in the book.
#[derive(Default)]
pub(crate) struct Pictures {
    by_digest: BTreeMap<String, Option<Picture>>,
}

impl Pictures {
    /// Takes a picture in and gives its file name; nothing for one that readers could not show.
    pub fn address(&mut self, resource: &Resource) -> Option<String> {
        let digest: String =
            Sha256::digest(&resource.data).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let picture = self.by_digest.entry(digest.clone()).or_insert_with(|| {
            let (media_type, data) = readable(&resource.data, resource.orientation())?;
            let file = format!("pictures/{digest}.{}", media_type.extension());
            Some(Picture { file, media_type, data })
        });
        picture.as_ref().map(|picture| picture.file.clone())
    }

    /// All of them, by name.
    pub fn into_files(self) -> Vec<Picture> {
        self.by_digest.into_values().flatten().collect()
    }
}

/// The picture's kind, found from its bytes, and bytes that every reader can show. WebP is written anew as
/// PNG, which devices from before EPUB 3.3 can show; a camera's picture that is to be turned is turned, because many
/// devices do not do it themselves.
fn readable(data: &[u8], orientation: u8) -> Option<(MediaType, Vec<u8>)> {
    let (format, media_type) = match image::guess_format(data) {
        Ok(ImageFormat::Jpeg) => (ImageFormat::Jpeg, MediaType::Jpeg),
        Ok(ImageFormat::Png) => (ImageFormat::Png, MediaType::Png),
        Ok(ImageFormat::Gif) => (ImageFormat::Gif, MediaType::Gif),
        Ok(ImageFormat::WebP) => (ImageFormat::WebP, MediaType::Png),
        _ => return is_safe_svg(data).then(|| (MediaType::Svg, data.to_vec())),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    let mut reader = ImageReader::with_format(Cursor::new(data), format);
    reader.limits(limits);
    let turn = Orientation::from_exif(orientation).filter(|turn| *turn != Orientation::NoTransforms);
    if format != ImageFormat::WebP && turn.is_none() {
        // What has no readable head is no picture.
        let (width, height) = reader.into_dimensions().ok()?;
        return (width > 0 && height > 0).then(|| (media_type, data.to_vec()));
    }
    let mut picture = reader.decode().ok()?;
    let mut out = Cursor::new(Vec::new());
    match turn {
        Some(turn) => {
            picture.apply_orientation(turn);
            picture.write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY)).ok()?;
        }
        None => picture.write_to(&mut out, ImageFormat::Png).ok()?,
    }
    Some((media_type, out.into_inner()))
}
