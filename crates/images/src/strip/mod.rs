//! Metadata taken out of pictures, without touching what they show.
//!
//! Each kind keeps a list of the parts that show something; what is not in it goes, known or not: where a photograph was
//! taken, by whom and with what, thumbnails of what was cut away, other pictures behind the end. Colour profiles stay.

mod gif;
mod jpeg;
mod png;
mod webp;

use std::borrow::Cow;

use crate::Kind;

/// A picture without its metadata.
#[derive(Debug, Default)]
pub(crate) struct Stripped {
    pub data: Vec<u8>,
    /// Whether the file ended where it should.
    pub whole: bool,
    /// How it is to be turned, as Exif numbers it; 1 for not at all. For a JPEG, the new file still says so.
    pub orientation: u8,
    /// Whether it moves.
    pub moves: bool,
    /// Whether its colours are inks (CMYK), which screens show wrongly or not at all.
    pub inks: bool,
    /// Whether what it shows is kept only nearly, as photographs are.
    pub lossy: bool,
}

/// Takes the metadata out; none where the file shows nothing or is of another kind than the four.
pub(crate) fn strip(kind: Kind, data: &[u8]) -> Option<Stripped> {
    match kind {
        Kind::Jpeg => jpeg::strip(data),
        Kind::Png => png::strip(data),
        Kind::Gif => gif::strip(data),
        Kind::Webp => webp::strip(data),
        _ => None,
    }
}

/// A JPEG, PNG, GIF or WebP without its metadata. A JPEG that says how it is to be turned still does, and says nothing
/// else. What is damaged or of another kind is given back as it is.
pub fn without_metadata(data: &[u8]) -> Cow<'_, [u8]> {
    match Kind::of(data).and_then(|kind| strip(kind, data)) {
        Some(stripped) if stripped.data != data => Cow::Owned(stripped.data),
        _ => Cow::Borrowed(data),
    }
}

/// What the parts of a JPEG, PNG, GIF or WebP say of it; nothing is decoded for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileTraits {
    /// Whether the file ends where it should.
    pub whole: bool,
    /// Whether it keeps what it shows only nearly, as photographs are kept.
    pub lossy: bool,
    /// Whether its colours are inks (CMYK).
    pub inks: bool,
}

/// What the parts of a file say of it; none where it shows nothing or is of another kind than the four.
pub fn file_traits(data: &[u8]) -> Option<FileTraits> {
    let Stripped { whole, lossy, inks, .. } = strip(Kind::of(data)?, data)?;
    Some(FileTraits { whole, lossy, inks })
}

/// The orientation in an Exif block, which is a TIFF file of its own.
fn exif_orientation(tiff: &[u8]) -> u8 {
    image::metadata::Orientation::from_exif_chunk(tiff).map_or(1, image::metadata::Orientation::to_exif)
}
