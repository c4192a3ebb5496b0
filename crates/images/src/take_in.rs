//! A picture that was found, as an article carries it.

use offprint_model::MediaType;

use crate::strip::strip;
use crate::{ImageError, Kind, decode, encode, sanitize_svg};

/// A picture that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What the bytes are.
    pub media_type: MediaType,
    /// Width in pixels, as the file has it; 0 where a drawing has none.
    pub width: u32,
    /// Height in pixels, as the file has it; 0 where a drawing has none.
    pub height: u32,
    /// The bytes, without metadata; of a drawing what is safe.
    pub data: Vec<u8>,
    /// Whether it shows more than a place that something is to fill later. Only told of drawings.
    pub shows: bool,
    /// How many pixels were decoded for it; 0 where its bytes passed.
    pub decoded: u64,
}

/// Takes a picture in: tells from its bytes what it is, takes its metadata out, makes a drawing safe, writes BMP, TIFF and
/// ICO as PNG. Its pixels stay as they are: a JPEG that is to be turned still says so.
///
/// # Errors
/// [`ImageError`] for what is no picture, damaged, of a kind that nothing here reads, or of more pixels than that.
pub fn take_in(data: &[u8], max_pixels: u64) -> Result<Taken, ImageError> {
    let kind = Kind::of(data).ok_or(ImageError::UnknownKind)?;
    if kind == Kind::Svg {
        let drawing = sanitize_svg(data)?;
        return Ok(Taken {
            media_type: MediaType::Svg,
            width: drawing.width,
            height: drawing.height,
            data: drawing.data,
            shows: drawing.shows,
            decoded: 0,
        });
    }
    let (media_type, data, size, decoded) = match kind.media_type() {
        Some(media_type) => {
            let stripped = strip(kind, data).ok_or(ImageError::Broken)?;
            let size = decode::size(kind, &stripped.data, max_pixels)?;
            if stripped.orientation != 1 && media_type != MediaType::Jpeg {
                let mut pixels = decode::decode(kind, &stripped.data, max_pixels)?;
                decode::turn(&mut pixels.image, stripped.orientation);
                let decoded = u64::from(size.0) * u64::from(size.1);
                let turned = encode::lossless(&pixels)?;
                (turned.media_type, turned.data, (turned.width, turned.height), decoded)
            } else {
                (media_type, stripped.data, size, 0)
            }
        }
        None => {
            let pixels = decode::decode(kind, data, max_pixels)?;
            let written = encode::lossless(&pixels)?;
            let size = (written.width, written.height);
            (written.media_type, written.data, size, u64::from(size.0) * u64::from(size.1))
        }
    };
    Ok(Taken { media_type, width: size.0, height: size.1, data, shows: true, decoded })
}
