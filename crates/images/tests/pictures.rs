//! Pictures made in the test, through both front doors.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "tests")]

use std::borrow::Cow;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use offprint_images::{Album, ImageError, ImageLimits, Prepared, take_in, without_metadata};
use offprint_model::{Deadline, MediaType, Publication, Resource};
use proptest::prelude::*;

/// A picture with something to see in it: left red, right blue, with noise that does not shrink.
fn photo(width: u32, height: u32) -> DynamicImage {
    let mut seed = 7_u32;
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = seed.to_be_bytes()[0] / 4;
        if x < width / 2 { Rgb([190 + noise, noise, noise]) } else { Rgb([noise, noise, 190 + noise]) }
    }))
}

fn bytes(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn resource(data: Vec<u8>) -> Resource {
    Resource { id: "r1".into(), media_type: MediaType::Gif, url: None, width: 1, height: 1, data }
}

fn contains(data: &[u8], part: &[u8]) -> bool {
    data.windows(part.len()).any(|window| window == part)
}

const SECRET: &[u8] = b"48.2082N 16.3738E";

/// An Exif block with an orientation and a place.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff.extend(SECRET);
    tiff
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend(u16::try_from(content.len() + 2).unwrap().to_be_bytes());
    out.extend(content);
    out
}

/// A camera's JPEG: with Exif, XMP, IPTC, a comment, and a second picture behind the end.
fn camera(orientation: u8) -> Vec<u8> {
    let plain = bytes(&photo(40, 20), ImageFormat::Jpeg);
    let mut data = plain[..2].to_vec();
    data.extend(segment(0xe1, &[b"Exif\0\0".to_vec(), exif(orientation)].concat()));
    data.extend(segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0".as_slice(), SECRET].concat()));
    data.extend(segment(0xed, &[b"Photoshop 3.0\0".as_slice(), SECRET].concat()));
    data.extend(segment(0xe2, &[b"MPF\0".as_slice(), SECRET].concat()));
    data.extend(segment(0xfe, SECRET));
    data.extend(&plain[2..]);
    data.extend(SECRET);
    data
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = u32::try_from(content.len()).unwrap().to_be_bytes().to_vec();
    out.extend(name);
    out.extend(content);
    // CRC-32 (PNG, annex D), bit by bit.
    let crc =
        name.iter().chain(content).fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 }
            })
        });
    out.extend((!crc).to_be_bytes());
    out
}

/// [`offprint_images::prepare`] of a resource that goes.
fn prepare(resource: &Resource, limits: &ImageLimits) -> Result<Prepared<'static>, ImageError> {
    offprint_images::prepare(resource, limits)
        .map(|prepared| Prepared { data: Cow::Owned(prepared.data.into_owned()), ..prepared })
}

#[test]
fn nothing_is_left_of_where_a_photograph_was_taken() {
    let data = camera(1);
    assert!(contains(&data, SECRET));
    let clean = without_metadata(&data);
    assert!(!contains(&clean, SECRET) && !contains(&clean, b"Exif"));
    // What is shown is the same to the last bit.
    assert_eq!(image::load_from_memory(&clean).unwrap(), image::load_from_memory(&data).unwrap());
    assert_eq!(clean.as_ref(), bytes(&photo(40, 20), ImageFormat::Jpeg));

    let png = bytes(&photo(4, 3), ImageFormat::Png);
    let mut told = png[..33].to_vec();
    for name in [b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME", b"prVt"] {
        told.extend(chunk(name, SECRET));
    }
    told.extend(&png[33..]);
    told.extend(SECRET);
    assert!(image::load_from_memory(&told).is_ok());
    assert_eq!(without_metadata(&told).as_ref(), png);

    let gif = bytes(&photo(4, 3), ImageFormat::Gif);
    let head = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let looping = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00";
    let mut told = gif[..head].to_vec();
    told.extend(looping);
    told.extend([b"\x21\xfe\x11".as_slice(), SECRET, b"\0"].concat());
    told.extend([b"\x21\xff\x0bXMP DataXMP\x11".as_slice(), SECRET, b"\0"].concat());
    told.extend(&gif[head..]);
    told.extend(SECRET);
    let clean = without_metadata(&told);
    assert!(!contains(&clean, SECRET) && contains(&clean, looping));
    assert_eq!(image::load_from_memory(&clean).unwrap(), image::load_from_memory(&gif).unwrap());

    let webp = bytes(&photo(4, 3), ImageFormat::WebP);
    let part = |name: &[u8; 4], content: &[u8]| {
        let mut out = name.to_vec();
        out.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
        out.extend(content);
        out.extend(vec![0; content.len() % 2]);
        out
    };
    let mut told = b"RIFF\0\0\0\0WEBP".to_vec();
    told.extend(part(b"VP8X", &[0b1100, 0, 0, 0, 3, 0, 0, 2, 0, 0]));
    told.extend(&webp[12..]);
    told.extend(part(b"EXIF", &exif(1)));
    told.extend(part(b"XMP ", SECRET));
    let size = u32::try_from(told.len() - 8).unwrap().to_le_bytes();
    told[4..8].copy_from_slice(&size);
    assert!(contains(&told, SECRET));
    let clean = without_metadata(&told);
    assert!(!contains(&clean, SECRET));
    assert_eq!(clean[20], 0, "the head still tells of metadata");
    assert_eq!(image::load_from_memory(&clean).unwrap(), photo(4, 3));
}

#[test]
fn a_camera_s_orientation_outlives_its_metadata_and_is_applied() {
    let taken = take_in(&camera(6), 1_000_000).unwrap();
    assert!(!contains(&taken.data, SECRET));
    assert_eq!((taken.width, taken.height), (40, 20));
    let model = Resource { media_type: taken.media_type, ..resource(taken.data) };
    assert_eq!(model.orientation(), 6);
    let prepared = prepare(&model, &ImageLimits::default()).unwrap();
    assert_eq!((prepared.width, prepared.height), (20, 40));
    assert!(!contains(&prepared.data, b"Exif"));
    let shown = image::load_from_memory(&prepared.data).unwrap().to_rgb8();
    let [top, bottom] = [shown.get_pixel(10, 4).0, shown.get_pixel(10, 36).0];
    assert!(top[0] > top[2] && bottom[2] > bottom[0], "{top:?} {bottom:?}");
}

#[test]
fn what_readers_show_passes_untouched() {
    for (format, media_type) in [
        (ImageFormat::Jpeg, MediaType::Jpeg),
        (ImageFormat::Png, MediaType::Png),
        (ImageFormat::Gif, MediaType::Gif),
    ] {
        let data = bytes(&photo(30, 20), format);
        // The resource says that it is a GIF of one pixel: the bytes know better.
        let prepared = prepare(&resource(data.clone()), &ImageLimits::default()).unwrap();
        assert_eq!((prepared.media_type, prepared.width, prepared.height), (media_type, 30, 20));
        assert_eq!((prepared.data == data, prepared.decoded), (true, 0), "{format:?}");
    }
}

#[test]
fn rare_kinds_become_png_and_webp_what_it_is_like() {
    for format in [ImageFormat::Bmp, ImageFormat::Tiff, ImageFormat::Ico] {
        // An icon has four channels.
        let picture =
            if format == ImageFormat::Ico { photo(30, 20).to_rgba8().into() } else { photo(30, 20) };
        let taken = take_in(&bytes(&picture, format), 1_000_000).unwrap();
        assert_eq!((taken.media_type, taken.width, taken.height), (MediaType::Png, 30, 20), "{format:?}");
        assert_eq!(image::load_from_memory(&taken.data).unwrap().to_rgb8(), photo(30, 20).to_rgb8());
    }
    let webp = bytes(&photo(30, 20), ImageFormat::WebP);
    assert_eq!(take_in(&webp, 1_000_000).unwrap().media_type, MediaType::Webp);
    let prepared = prepare(&resource(webp.clone()), &ImageLimits::default()).unwrap();
    assert_eq!(prepared.media_type, MediaType::Png, "it was lossless");
    assert_eq!(image::load_from_memory(&prepared.data).unwrap(), photo(30, 20));
    let browsers = ImageLimits { webp: true, ..ImageLimits::default() };
    assert_eq!(prepare(&resource(webp.clone()), &browsers).unwrap().data, webp);
    // A photograph in WebP is one in JPEG: 8 × 8 of one grey, VP8.
    let lossy = [
        0x52, 0x49, 0x46, 0x46, 0x24, 0, 0, 0, 0x57, 0x45, 0x42, 0x50, 0x56, 0x50, 0x38, 0x20, 0x18, 0, 0, 0,
        0x30, 0x01, 0, 0x9d, 0x01, 0x2a, 0x08, 0, 0x08, 0, 0x02, 0xc0, 0x4c, 0x25, 0xa4, 0, 0x03, 0x70, 0,
        0xfe, 0xc3, 0xe0, 0, 0,
    ];
    let prepared = prepare(&resource(lossy.to_vec()), &ImageLimits::default()).unwrap();
    assert_eq!(prepared.media_type, MediaType::Jpeg);
}

#[test]
fn what_is_too_large_is_scaled_to_side_and_bytes() {
    let limits = ImageLimits { max_side: 300, max_bytes: 20_000, ..ImageLimits::default() };
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let data = bytes(&photo(600, 200), format);
        let prepared = prepare(&resource(data.clone()), &limits).unwrap();
        assert!(prepared.data.len() <= 20_000, "{format:?}: {} bytes", prepared.data.len());
        assert!(prepared.width <= 300 && prepared.width > 100, "{format:?}: {}", prepared.width);
        let shown = image::load_from_memory(&prepared.data).unwrap();
        assert_eq!((shown.width(), shown.height()), (prepared.width, prepared.height));
        let shares = f64::from(shown.width()) / f64::from(shown.height());
        assert!((shares - 3.0).abs() < 0.1, "{format:?}: {shares}");
        assert_eq!(prepared, prepare(&resource(data), &limits).unwrap());
    }
    // With alpha it stays PNG, however small it has to become.
    let mut clear = photo(300, 300).to_rgba8();
    clear.get_pixel_mut(0, 0).0[3] = 0;
    let data = bytes(&DynamicImage::ImageRgba8(clear), ImageFormat::Png);
    let prepared = prepare(&resource(data), &limits).unwrap();
    assert!(prepared.media_type == MediaType::Png && prepared.data.len() <= 20_000);
    let none = ImageLimits { max_bytes: 10, ..limits };
    let data = bytes(&photo(60, 60), ImageFormat::Jpeg);
    assert_eq!(prepare(&resource(data), &none), Err(ImageError::TooLarge));
}

#[test]
fn the_bytes_that_come_out_are_the_same_on_every_machine() {
    use sha2::{Digest as _, Sha256};
    let limits = ImageLimits { max_side: 100, ..ImageLimits::default() };
    let digest = |format| {
        let made = prepare(&resource(bytes(&photo(400, 300), format)), &limits).unwrap();
        Sha256::digest(&made.data).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    assert_eq!(
        [digest(ImageFormat::Jpeg), digest(ImageFormat::Png)],
        ["ba5e3c3b92c00f5a", "6a13d30e130b1799"]
    );
}

#[test]
fn bombs_are_known_by_their_heads() {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0]));
    png.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]));
    png.extend(chunk(b"IEND", &[]));
    assert_eq!(prepare(&resource(png.clone()), &ImageLimits::default()), Err(ImageError::TooLarge));
    assert_eq!(take_in(&png, 64_000_000), Err(ImageError::TooLarge));
    let bmp = [
        b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".as_slice(),
        &[0x60, 0xea, 0, 0, 0x60, 0xea, 0, 0, 1, 0, 24, 0],
    ]
    .concat();
    let bmp = [bmp, vec![0; 40]].concat();
    assert_eq!(take_in(&bmp, 64_000_000), Err(ImageError::TooLarge));
    // Thousands of pictures of 2,000 × 2,000 in one GIF: only the first is ever decoded.
    let mut gif = b"GIF89a\xd0\x07\xd0\x07\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    for _ in 0..20_000 {
        gif.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0");
    }
    gif.push(0x3b);
    let begun = std::time::Instant::now();
    let moving = prepare(&resource(gif.clone()), &ImageLimits::default()).unwrap();
    assert!(moving.moves && !moving.stilled);
    let small = ImageLimits { max_side: 100, ..ImageLimits::default() };
    let still = prepare(&resource(gif), &small);
    assert!(still.is_ok_and(|still| still.stilled && still.media_type == MediaType::Png));
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn broken_pictures_are_refused_and_cut_off_ones_shown_as_far_as_they_go() {
    let jpeg = bytes(&photo(200, 200), ImageFormat::Jpeg);
    let prepared = prepare(&resource(jpeg[..jpeg.len() / 2].to_vec()), &ImageLimits::default()).unwrap();
    assert!(prepared.data.ends_with(&[0xff, 0xd9]));
    assert!(image::load_from_memory(&prepared.data).is_ok());
    let png = bytes(&photo(200, 200), ImageFormat::Png);
    for data in [&png[..png.len() / 2], &jpeg[..30], &png[..20], b"GIF89a", b"<svg>", b"\xff\xd8\xff\xd9"] {
        let found = prepare(&resource(data.to_vec()), &ImageLimits::default());
        assert_eq!(found, Err(ImageError::Broken), "{:?}", data.get(..4));
    }
    let avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1";
    assert_eq!(take_in(avif, 1_000), Err(ImageError::OtherKind("AVIF")));
    assert_eq!(take_in(b"no picture", 1_000), Err(ImageError::UnknownKind));
}

#[test]
fn an_album_prepares_once_and_tells_what_was_lost_once() {
    let publication = Publication::of_many(Vec::new());
    let mut album = Album::new(&publication, ImageLimits::default(), Deadline::default());
    let broken = resource(b"no picture".to_vec());
    let good = resource(bytes(&photo(3, 3), ImageFormat::Png));
    for _ in 0..3 {
        assert!(album.get(&broken).is_none());
        assert!(album.get(&good).is_some());
    }
    let account = album.into_account();
    assert_eq!(account.lost.len(), 1);
    let words = "1 picture is shown by its words: 1 of a kind that is not embedded";
    assert_eq!(account.in_words().as_deref(), Some(words));
}

/// A picture of each kind, to be damaged.
fn samples() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::Gif,
        ImageFormat::WebP,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
        ImageFormat::Ico,
    ]
    .into_iter()
    .map(|format| bytes(&photo(12, 9), format))
    .collect();
    all.push(camera(6));
    all.push(
        b"<svg xmlns='http://www.w3.org/2000/svg'><style>.a{fill:url(#b)}</style><g id='b' class='a'><use href='#c'/>\
          <image href='data:image/png;base64,iVBORw0KGgo='/></g></svg>"
            .to_vec(),
    );
    all
}

fn never_panics(data: &[u8]) {
    let limits = ImageLimits { max_side: 8, max_bytes: 400, max_pixels: 10_000, webp: false };
    let _ = take_in(data, limits.max_pixels);
    if let Ok(prepared) = prepare(&resource(data.to_vec()), &limits) {
        assert!(prepared.data.len() <= limits.max_bytes || prepared.media_type == MediaType::Svg);
    }
    assert_eq!(without_metadata(&without_metadata(data)), without_metadata(data));
}

proptest! {
    #[test]
    fn any_bytes(data in proptest::collection::vec(any::<u8>(), 0..400)) {
        never_panics(&data);
    }

    #[test]
    fn any_damage(which in 0_usize..9, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), end in any::<prop::sample::Index>(), cut in any::<bool>()) {
        let mut data = samples().swap_remove(which);
        for (at, value) in changes {
            let at = at.index(data.len());
            data[at] = value;
        }
        if cut {
            data.truncate(end.index(data.len()));
        }
        never_panics(&data);
    }
}
