//! Pictures of pixels: made as small as they look the same, and written as image XObjects (ISO 32000-1 §8.9.5).

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use offprint_images::{ImageError, ImageLimits, Kind, file_traits, without_metadata};

use super::decode::{decode, profile, size};
use super::deflate::{Deflated, deflate, rows_of_png};
use super::profile::{Profiles, worth_carrying};
use super::samples::{Parted, Samples, Space, samples};

/// Most pixels an inch that printing shows: what Adobe's settings for the press ask of colour pictures (Distiller,
/// “Press Quality”), twice what screens of 150 lines an inch need.
pub(crate) const MOST_PPI: f32 = 300.0;
/// So many times more and a JPEG is made smaller. It is coded anew for it, which costs a little of what it shows; below,
/// its bytes pass.
const MUCH_MORE: f32 = 2.0;
/// Bytes of samples up to which compressing a PNG anew is tried though its own rows would pass: some tenths of a second.
const WORTH_TRYING: usize = 4 << 20;
/// Quality of JPEGs that are made here, of 100: more shows no difference to the eye.
const QUALITY: u8 = 90;

/// A picture of pixels, ready to be written.
pub(super) struct Made {
    object: Stream,
    mask: Option<Stream>,
    /// The profile of its colours, where these are not those of sRGB.
    profile: Option<Vec<u8>>,
    /// Whether it was without loss and no longer is.
    pub(super) lossy: bool,
    /// Whether it could be read to its end.
    pub(super) damaged: bool,
}

impl Made {
    /// Puts it into the document. Whether it is opaque stands beside.
    pub(super) fn add_to(mut self, document: &mut Document, profiles: &mut Profiles) -> (ObjectId, bool) {
        let is_opaque = self.mask.is_none();
        if let (Some(profile), Ok(space)) = (&self.profile, self.object.dict.get_mut(b"ColorSpace")) {
            profiles.put(profile, space, document);
        }
        if let Some(mask) = self.mask {
            let mask = document.add_object(mask);
            self.object.dict.set("SMask", Object::Reference(mask));
        }
        (document.add_object(self.object), is_opaque)
    }
}

/// The size in pixels at which a picture is placed whose area has so many points: the most that it needs.
pub(super) fn most_pixels(width: f32, height: f32) -> (u32, u32) {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no less than one and bounded by the page"
    )]
    let pixels = |points: f32| (points * MOST_PPI / 72.0).ceil().clamp(1.0, 100_000.0) as u32;
    (pixels(width), pixels(height))
}

/// Makes a picture ready. `most` is the size in pixels that it needs where it is placed, as its file lies.
pub(super) fn make(data: &[u8], most: (u32, u32), grey: bool, max_pixels: u64) -> Result<Made, ImageError> {
    let kind = Kind::of(data).ok_or(ImageError::UnknownKind)?;
    let mut made = pixels(kind, data, most, grey, max_pixels)?;
    if !grey {
        made.profile = profile(kind, data, max_pixels).filter(|profile| worth_carrying(profile));
    }
    Ok(made)
}

fn pixels(
    kind: Kind,
    data: &[u8],
    most: (u32, u32),
    grey: bool,
    max_pixels: u64,
) -> Result<Made, ImageError> {
    let (width, height) = size(kind, data, max_pixels)?;
    let jpeg = kind == Kind::Jpeg;
    #[allow(clippy::cast_precision_loss, reason = "a rough share")]
    let over = (width as f32 / most.0 as f32).min(height as f32 / most.1 as f32);
    if jpeg
        && over <= MUCH_MORE
        && let Some(made) = passed_through(data, grey)
    {
        return Ok(made);
    }
    let traits = file_traits(data);
    let decoded = decode(kind, data, max_pixels)?;
    let (image, damaged) = (decoded.image, decoded.damaged);
    let lossy = traits.is_some_and(|traits| traits.lossy);
    let small = if over > 1.0 { Some(scaled(&image, most.0.min(width), most.1.min(height))) } else { None };
    if jpeg {
        // What is coded anew for its size and comes out no smaller stays.
        let made = as_jpeg(small.as_ref().unwrap_or(&image), grey)?;
        let passes =
            passed_through(data, grey).filter(|passed| passed.object.content.len() <= made.content.len());
        return Ok(passes.unwrap_or(Made { object: made, mask: None, profile: None, lossy: false, damaged }));
    }
    let full = samples(&image, grey);
    let few = matches!(full.colours.space, Space::Palette(_)) || full.colours.bits < 8;
    let Some(small) = small else {
        let png = (kind == Kind::Png && !damaged).then_some(data);
        return without_loss(&image, full, png, lossy, grey, damaged);
    };
    let parted = samples(&small, grey);
    if few {
        // A drawing of few colours has many when it is scaled: the smaller of the two.
        let made = without_loss(&image, full, None, false, grey, damaged)?;
        let scaled = without_loss(&small, parted, None, false, grey, damaged)?;
        return Ok(if scaled.object.content.len() < made.object.content.len() { scaled } else { made });
    }
    drop((image, full));
    without_loss(&small, parted, None, lossy, grey, damaged)
}

/// Makes pixels ready that were drawn here.
pub(super) fn of_image(image: &DynamicImage, grey: bool) -> Result<Made, ImageError> {
    without_loss(image, samples(image, grey), None, false, grey, false)
}

/// Samples as they are, unless JPEG is the better way: for what was lossy already, and for what is opaque and larger
/// than pictures of books may be. The rule is that of `offprint_images::prepare`.
fn without_loss(
    image: &DynamicImage,
    parted: Parted,
    png: Option<&[u8]>,
    lossy: bool,
    grey: bool,
    damaged: bool,
) -> Result<Made, ImageError> {
    let many = parted.colours.bits == 8 && !matches!(parted.colours.space, Space::Palette(_));
    let photograph = many && parted.opacity.is_none();
    if photograph && lossy {
        return Ok(Made { object: as_jpeg(image, grey)?, mask: None, profile: None, lossy: false, damaged });
    }
    let passed = png.and_then(|png| rows_of_png(png, &parted.colours));
    let own =
        (passed.is_none() || parted.colours.rows.len() <= WORTH_TRYING).then(|| deflate(&parted.colours));
    let object = match (passed, own) {
        (Some((rows, space)), own) if own.as_ref().is_none_or(|own| rows.len() <= own.data.len()) => {
            stream(&parted.colours, &space, rows, true)
        }
        (_, own) => {
            let Deflated { data, filtered } = own.unwrap_or_else(|| deflate(&parted.colours));
            stream(&parted.colours, &parted.colours.space, data, filtered)
        }
    };
    if photograph && object.content.len() > ImageLimits::default().max_bytes {
        let jpeg = as_jpeg(image, grey)?;
        if jpeg.content.len() < object.content.len() / 2 {
            return Ok(Made { object: jpeg, mask: None, profile: None, lossy: true, damaged });
        }
    }
    let mask = parted.opacity.map(|opacity| {
        let deflated = deflate(&opacity);
        // A soft mask is grey and nothing else (ISO 32000-1 §11.6.5.3).
        stream(&opacity, &opacity.space, deflated.data, deflated.filtered)
    });
    Ok(Made { object, mask, profile: None, lossy: false, damaged })
}

/// A JPEG of one or three components, whose bytes PDF takes as they are. Its head is read by the decoder, which
/// refuses damaged ones; CMYK goes through decoding, and so does what is to be grey. What is to be turned is turned
/// where it is placed.
fn passed_through(data: &[u8], grey: bool) -> Option<Made> {
    let decoder = image::codecs::jpeg::JpegDecoder::new(Cursor::new(data)).ok()?;
    let (width, height) = decoder.dimensions();
    let space = match decoder.original_color_type() {
        image::ExtendedColorType::L8 => "DeviceGray",
        image::ExtendedColorType::Rgb8 if !grey => "DeviceRGB",
        _ => return None,
    };
    let inks = file_traits(data).is_none_or(|traits| traits.inks);
    if inks || !data.windows(2).any(|pair| pair == [0xff, 0xd9]) {
        return None;
    }
    // Where it was taken is nobody's business; the dictionary says what the file has to.
    let object = jpeg_stream(width, height, space, without_metadata(data).into_owned());
    Some(Made { object, mask: None, profile: None, lossy: false, damaged: false })
}

fn as_jpeg(image: &DynamicImage, grey: bool) -> Result<Stream, ImageError> {
    let mut out = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut out, QUALITY);
    let (width, height) = (image.width(), image.height());
    let space = if grey || !image.color().has_color() {
        let luma = match image {
            DynamicImage::ImageLuma8(luma) => luma.clone(),
            image => {
                let pixels = image.to_rgb8();
                let values = pixels.pixels().map(|pixel| crate::colour::grey_pixel(pixel.0)).collect();
                image::GrayImage::from_raw(width, height, values).ok_or(ImageError::Broken)?
            }
        };
        luma.write_with_encoder(encoder).map_err(|_| ImageError::Broken)?;
        "DeviceGray"
    } else {
        image.to_rgb8().write_with_encoder(encoder).map_err(|_| ImageError::Broken)?;
        "DeviceRGB"
    };
    Ok(jpeg_stream(width, height, space, out.into_inner()))
}

/// Smaller, by Catmull-Rom, which needs no sines, whose last digits differ between machines. Where it is not opaque its
/// colours count by how opaque they are, so that what is not seen does not shine through.
fn scaled(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.resize_exact(width, height, FilterType::CatmullRom);
    }
    let mut rgba = image.to_rgba8();
    for pixel in rgba.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let by = |part: u8| u8::try_from((u32::from(part) * u32::from(alpha) + 127) / 255).unwrap_or(u8::MAX);
        pixel.0 = [by(red), by(green), by(blue), alpha];
    }
    let small = DynamicImage::ImageRgba8(rgba).resize_exact(width, height, FilterType::CatmullRom);
    let mut small = small.into_rgba8();
    for pixel in small.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let whole = u32::from(alpha.max(1));
        let by = |part: u8| u8::try_from((u32::from(part) * 255 + whole / 2) / whole).unwrap_or(u8::MAX);
        pixel.0 = [by(red), by(green), by(blue), alpha];
    }
    DynamicImage::ImageRgba8(small)
}

fn dictionary_of(width: u32, height: u32, bits: u8, space: impl Into<Object>) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => space.into(),
        "BitsPerComponent" => i64::from(bits),
    }
}

fn jpeg_stream(width: u32, height: u32, space: &str, data: Vec<u8>) -> Stream {
    let mut dict = dictionary_of(width, height, 8, space);
    dict.set("Filter", "DCTDecode");
    Stream::new(dict, data)
}

fn stream(samples: &Samples, space: &Space, data: Vec<u8>, filtered: bool) -> Stream {
    let space = match space {
        Space::Grey => Object::from("DeviceGray"),
        Space::Rgb => Object::from("DeviceRGB"),
        Space::Palette(colours) => palette(colours),
    };
    let mut dict = dictionary_of(samples.width, samples.height, samples.bits, space);
    dict.set("Filter", "FlateDecode");
    if filtered {
        let colours = i64::try_from(samples.pixel()).unwrap_or(1);
        let parameters = dictionary! {
            "Predictor" => 15,
            "Colors" => colours,
            "BitsPerComponent" => i64::from(samples.bits),
            "Columns" => i64::from(samples.width),
        };
        dict.set("DecodeParms", parameters);
    }
    Stream::new(dict, data)
}

/// A palette (ISO 32000-1 §8.6.6.3), of greys where all of its colours are.
fn palette(colours: &[[u8; 3]]) -> Object {
    let last = i64::try_from(colours.len().saturating_sub(1)).unwrap_or(0);
    let grey = colours.iter().all(|[red, green, blue]| red == green && green == blue);
    let (base, table) = if grey {
        ("DeviceGray", colours.iter().map(|[red, ..]| *red).collect())
    } else {
        ("DeviceRGB", colours.concat())
    };
    let table = Object::String(table, StringFormat::Hexadecimal);
    Object::Array(vec!["Indexed".into(), base.into(), last.into(), table])
}
