//! Pictures: JPEG goes through as it is, everything else is decoded to RGB.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;

use image::{ImageDecoder as _, ImageReader, Limits};
use offprint_images::{ImageAccount, ImageError, Kind, Lost, without_metadata};
use offprint_model::{MediaType, Publication, Resource};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

/// Pixels of the largest picture that is decoded; more than any screen or page shows, and 192 MB as RGB.
const MOST_PIXELS: u64 = 64_000_000;

/// The pictures of a publication that can be shown, ready to be written, by article and identifier.
pub(crate) struct Pictures {
    ready: BTreeMap<(usize, String), Ready>,
    /// Those that were asked for and can't be shown, by identifier.
    lost: RefCell<BTreeMap<String, Lost>>,
}

/// A picture ready to be written.
pub(crate) struct Ready {
    pub(crate) object: XObject,
    /// How it is to be turned when it is placed, as Exif numbers it.
    pub(crate) orientation: u8,
}

impl Pictures {
    /// Decodes the pictures. One that is damaged, too large or of a kind that paper can't show is left out; the
    /// text then has its alternative.
    pub(crate) fn of(publication: &Publication) -> Self {
        let mut ready = BTreeMap::new();
        for (index, article) in publication.articles.iter().enumerate() {
            for resource in &article.resources {
                if let Some(object) = object(resource) {
                    let orientation = resource.orientation();
                    ready.insert((index, resource.id.clone()), Ready { object, orientation });
                }
            }
        }
        Self { ready, lost: RefCell::default() }
    }

    /// Whether a picture can be shown. Identifiers come from the bytes, so the article does not matter.
    pub(crate) fn has(&self, resource: &Resource) -> bool {
        let has = self.ready.keys().any(|(_, id)| *id == resource.id);
        if !has {
            let (id, url) = (resource.id.clone(), resource.url.clone());
            self.lost.borrow_mut().entry(id.clone()).or_insert_with(|| Lost { id, url, why: why(resource) });
        }
        has
    }

    /// What became of those that were asked for.
    pub(crate) fn into_account(self) -> ImageAccount {
        let mut account = ImageAccount::default();
        account.lost = self.lost.into_inner().into_values().collect();
        account
    }

    /// Takes a picture out to be written.
    pub(crate) fn take(&mut self, article: usize, id: &str) -> Option<Ready> {
        self.ready.remove(&(article, id.to_owned()))
    }
}

fn object(resource: &Resource) -> Option<XObject> {
    if u64::from(resource.width) * u64::from(resource.height) > MOST_PIXELS {
        return None;
    }
    match resource.media_type {
        MediaType::Svg => None,
        MediaType::Jpeg => passed_through(resource).or_else(|| decoded(resource)),
        MediaType::Png | MediaType::Gif | MediaType::Webp => decoded(resource),
    }
}

fn stream(width: u32, height: u32, space: &str, filter: Option<&str>, content: Vec<u8>) -> XObject {
    let name = |value: &str| DictItem::Name(value.as_bytes().to_vec());
    let mut dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), DictItem::Int(i64::from(width))),
        ("Height".to_owned(), DictItem::Int(i64::from(height))),
        ("ColorSpace".to_owned(), name(space)),
        ("BitsPerComponent".to_owned(), DictItem::Int(8)),
    ]);
    if let Some(filter) = filter {
        dict.insert("Filter".to_owned(), name(filter));
    }
    let stream = ExternalStream { dict, content, compress: filter.is_none() };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// A JPEG of one or three components, whose bytes PDF takes as they are. Its header is read by the decoder, which
/// refuses damaged ones; CMYK goes through decoding. What is to be turned is turned where it is placed.
fn passed_through(resource: &Resource) -> Option<XObject> {
    let decoder = image::codecs::jpeg::JpegDecoder::new(Cursor::new(&resource.data)).ok()?;
    let (width, height) = decoder.dimensions();
    let space = match decoder.original_color_type() {
        image::ExtendedColorType::L8 => "DeviceGray",
        image::ExtendedColorType::Rgb8 => "DeviceRGB",
        _ => return None,
    };
    // Where it was taken is nobody's business; the dictionary says what the file has to.
    let data = without_metadata(&resource.data);
    let ends = data.windows(2).any(|pair| pair == [0xff, 0xd9]);
    ends.then(|| stream(width, height, space, Some("DCTDecode"), data.into_owned()))
}

/// Why a picture can't be shown.
fn why(resource: &Resource) -> ImageError {
    match Kind::of(&resource.data) {
        None => ImageError::UnknownKind,
        Some(kind @ (Kind::Jpeg | Kind::Png | Kind::Gif | Kind::Webp)) => {
            let large = u64::from(resource.width) * u64::from(resource.height) > MOST_PIXELS;
            if large && kind.media_type().is_some() { ImageError::TooLarge } else { ImageError::Broken }
        }
        Some(kind) => ImageError::OtherKind(kind.name()),
    }
}

/// Any picture as RGB, on white where it is transparent: the paper is white.
fn decoded(resource: &Resource) -> Option<XObject> {
    let mut reader = ImageReader::new(Cursor::new(&resource.data)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_PIXELS * 8);
    reader.limits(limits);
    let rgba = reader.decode().ok()?.to_rgba8();
    let (width, height) = rgba.dimensions();
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        let over = |part: u8| {
            let alpha = u32::from(alpha);
            u8::try_from((u32::from(part) * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(255)
        };
        rgb.extend([over(red), over(green), over(blue)]);
    }
    Some(stream(width, height, "DeviceRGB", None, rgb))
}
