//! A cover of the user's own.

use std::io::Cursor;

use image::{ImageFormat, ImageReader};
use offprint_model::{MediaType, Resource, resource_id};

/// A picture as the cover of a book; none for what is neither JPEG nor PNG, which are what every reader and shop takes.
pub fn picture_cover(data: Vec<u8>) -> Option<Resource> {
    let (format, media_type) = match image::guess_format(&data).ok()? {
        ImageFormat::Jpeg => (ImageFormat::Jpeg, MediaType::Jpeg),
        ImageFormat::Png => (ImageFormat::Png, MediaType::Png),
        _ => return None,
    };
    let (width, height) = ImageReader::with_format(Cursor::new(&data), format).into_dimensions().ok()?;
    Some(Resource { id: resource_id(&data), media_type, url: None, width, height, data })
}
