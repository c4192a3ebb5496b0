//! Pictures in PDFs: as small as they look the same, drawings as paths.

use std::io::Cursor;

use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use lopdf::{Document, Object, Stream};
use offprint::model::{Block, Figure, Image, MediaType, Resource, resource_id};
use offprint::{Article, Format, Publication, WriteOptions, Written};

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A picture like a photograph: no two pixels beside each other are alike.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761) >> 29;
        let part = |wave: f32| ((wave.sin() * 0.5 + 0.5) * 240.0) as u8 + noise as u8;
        let (x, y) = (x as f32 / 37.0, y as f32 / 23.0);
        Rgb([part(x), part(y + x), part(x * y / 9.0)])
    })
}

fn article(pictures: Vec<(MediaType, u32, u32, Vec<u8>)>) -> Article {
    let mut article = Article::default();
    article.metadata.title = Some("Pictures".into());
    article.metadata.language = "en".parse().ok();
    for (media_type, width, height, data) in pictures {
        let id = resource_id(&data);
        let image = Image { alt: Some("A picture".into()), resource: Some(id.clone()), ..Image::default() };
        article.body.push(Block::Figure(Figure { images: vec![image], ..Figure::default() }));
        if article.resources.iter().all(|resource| resource.id != id) {
            article.resources.push(Resource { id, media_type, url: None, width, height, data });
        }
    }
    article
}

fn png(image: impl Into<DynamicImage>) -> (MediaType, u32, u32, Vec<u8>) {
    let image = image.into();
    (MediaType::Png, image.width(), image.height(), encoded(&image, ImageFormat::Png))
}

fn drawing(name: &str) -> (MediaType, u32, u32, Vec<u8>) {
    let path = format!("{}/drawings/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    let data = std::fs::read(path).unwrap();
    let size = resvg_size(&data);
    (MediaType::Svg, size.0, size.1, data)
}

/// Width and height of a drawing of the folder, which all say them.
fn resvg_size(data: &[u8]) -> (u32, u32) {
    let text = std::str::from_utf8(data).unwrap();
    let value = |name: &str| {
        let (_, rest) = text.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    };
    (value("width"), value("height"))
}

const DRAWINGS: [&str; 13] = [
    "chart",
    "clips",
    "filters",
    "gradients",
    "groups",
    "images",
    "markers",
    "masks",
    "patterns",
    "shapes",
    "spread",
    "texts",
    "transforms",
];
/// Those that have what PDF has not.
const DRAWN: [&str; 2] = ["filters", "spread"];

/// Pictures and drawings of all kinds.
pub(crate) fn of_all_kinds() -> Article {
    let photo = DynamicImage::ImageRgb8(photo(300, 200));
    let mut all = vec![
        (MediaType::Jpeg, 300, 200, encoded(&photo, ImageFormat::Jpeg)),
        png(photo.clone()),
        (MediaType::Webp, 300, 200, encoded(&photo, ImageFormat::WebP)),
        png(photo.to_luma8()),
        png(GrayImage::from_fn(90, 50, |x, y| Luma([if (x / 9 + y / 9) % 2 == 0 { 0 } else { 255 }]))),
        png(RgbImage::from_fn(90, 50, |x, y| Rgb([(x / 30 * 90) as u8, (y / 25 * 200) as u8, 7]))),
        png(RgbaImage::from_fn(90, 50, |x, y| Rgba([200, (y * 5) as u8, 30, (x * 2) as u8]))),
        (
            MediaType::Gif,
            60,
            40,
            encoded(
                &DynamicImage::ImageRgb8(RgbImage::from_fn(60, 40, |x, _| Rgb([x as u8, 0, 9]))),
                ImageFormat::Gif,
            ),
        ),
    ];
    all.extend(DRAWINGS.map(drawing));
    article(all)
}

fn write(article: &Article, options: &WriteOptions) -> (Document, Vec<u8>, Written) {
    let mut out = Vec::new();
    let written = offprint::write(&Publication::of(article.clone()), Format::Pdf, options, &mut out).unwrap();
    (Document::load_mem(&out).unwrap(), out, written)
}

/// The pictures of a document that are no soft masks, with those that are.
fn images(document: &Document) -> Vec<(Stream, Option<Stream>)> {
    let is_image = |stream: &&Stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    let all: Vec<&Stream> =
        document.objects.values().filter_map(|object| object.as_stream().ok()).filter(is_image).collect();
    let mask = |stream: &Stream| stream.dict.get(b"SMask").and_then(Object::as_reference).ok();
    let masks: Vec<_> = all.iter().filter_map(|stream| mask(stream)).collect();
    document
        .objects
        .iter()
        .filter(|(id, _)| !masks.contains(id))
        .filter_map(|(_, object)| object.as_stream().ok())
        .filter(is_image)
        .map(|stream| {
            let own = mask(stream).and_then(|id| document.get_object(id).ok()?.as_stream().ok().cloned());
            (stream.clone(), own)
        })
        .collect()
}

fn only(pictures: Vec<(MediaType, u32, u32, Vec<u8>)>) -> (Stream, Option<Stream>, Written) {
    let (document, _, written) = write(&article(pictures), &WriteOptions::default());
    let mut images = images(&document);
    assert_eq!(images.len(), 1);
    let (image, mask) = images.remove(0);
    (image, mask, written)
}

fn number(stream: &Stream, key: &str) -> i64 {
    stream.dict.get(key.as_bytes()).and_then(Object::as_i64).unwrap_or_default()
}

fn name(stream: &Stream, key: &str) -> String {
    let found = stream.dict.get(key.as_bytes()).and_then(Object::as_name).unwrap_or_default();
    String::from_utf8_lossy(found).into_owned()
}

#[test]
fn pictures_take_the_room_that_they_need() {
    // Black and white: a bit a pixel.
    let (image, mask, _) =
        only(vec![png(GrayImage::from_fn(90, 50, |x, _| Luma([if x < 9 { 0 } else { 255 }])))]);
    assert_eq!((name(&image, "ColorSpace").as_str(), number(&image, "BitsPerComponent")), ("DeviceGray", 1));
    assert!(mask.is_none());
    // Three colours: two bits.
    let colours = RgbImage::from_fn(90, 50, |x, _| Rgb([(x / 30 * 90) as u8, 0, 7]));
    let (image, ..) = only(vec![png(colours.clone())]);
    let space = image.dict.get(b"ColorSpace").and_then(Object::as_array).unwrap();
    assert_eq!(space.first().and_then(|name| name.as_name().ok()), Some(&b"Indexed"[..]));
    assert_eq!(number(&image, "BitsPerComponent"), 2);
    // How opaque it is stands beside, and only where it is not opaque.
    let clear = |alpha: u8| {
        RgbaImage::from_fn(90, 50, |x, _| Rgba([(x / 30 * 90) as u8, 0, 7, if x < 40 { alpha } else { 255 }]))
    };
    let (_, mask, _) = only(vec![png(clear(100))]);
    assert_eq!(name(&mask.unwrap(), "ColorSpace"), "DeviceGray");
    assert!(only(vec![png(clear(255))]).1.is_none());
    // The same picture twice is there once.
    only(vec![png(colours.clone()), png(colours)]);
}

#[test]
fn a_large_photograph_without_loss_becomes_a_jpeg_and_the_account_says_so() {
    let noisy = photo(1400, 1000);
    let (image, _, written) = only(vec![png(noisy.clone())]);
    assert_eq!(name(&image, "Filter"), "DCTDecode");
    assert_eq!(written.pictures.lossy, [resource_id(&encoded(&noisy.into(), ImageFormat::Png))]);
    assert!(written.lost_pictures().unwrap().contains("JPEG"));
    let (image, _, written) = only(vec![png(photo(300, 200))]);
    assert_eq!((name(&image, "Filter").as_str(), written.lost_pictures()), ("FlateDecode", None));
}

#[test]
fn no_picture_has_more_pixels_than_printing_shows() {
    // A4's text is some 5 inches wide: 1,500 pixels.
    let (image, _, _) = only(vec![png(GrayImage::from_fn(4000, 2000, |x, y| Luma([((x * y) % 251) as u8])))]);
    assert!((1200..1800).contains(&number(&image, "Width")), "{}", number(&image, "Width"));
    let jpeg = encoded(&DynamicImage::ImageRgb8(photo(2000, 1000)), ImageFormat::Jpeg);
    let (image, _, _) = only(vec![(MediaType::Jpeg, 2000, 1000, jpeg)]);
    assert_eq!(number(&image, "Width"), 2000, "a JPEG a little over passes");
    let jpeg = encoded(&DynamicImage::ImageRgb8(photo(4000, 2000)), ImageFormat::Jpeg);
    let (image, _, _) = only(vec![(MediaType::Jpeg, 4000, 2000, jpeg)]);
    assert!(number(&image, "Width") < 1800);
}

#[test]
fn drawings_are_paths_where_pdf_can_say_what_they_say() {
    for name in DRAWINGS {
        let (document, bytes, written) = write(&article(vec![drawing(name)]), &WriteOptions::default());
        assert_eq!(written.pictures, offprint::ImageAccount::default(), "{name}");
        let count = images(&document).len();
        let wanted = if DRAWN.contains(&name) || name == "images" { 1 } else { 0 };
        assert_eq!(count, wanted, "{name}");
        let again = write(&article(vec![drawing(name)]), &WriteOptions::default()).1;
        assert!(bytes == again, "{name} came out otherwise");
    }
}

#[test]
fn a_document_in_greys_has_no_colour() {
    let (document, ..) = write(&of_all_kinds(), &WriteOptions { grey: true, ..WriteOptions::default() });
    for (id, object) in &document.objects {
        let Ok(stream) = object.as_stream() else { continue };
        assert!(!format!("{:?}", stream.dict.get(b"ColorSpace")).contains("DeviceRGB"), "{id:?}");
        let is_content =
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
                || stream.dict.get(b"Type").is_err() && stream.dict.get(b"N").is_err();
        let Ok(content) = stream.decompressed_content() else { continue };
        if is_content && !content.starts_with(b"/CIDInit") {
            let text = String::from_utf8_lossy(&content);
            let coloured = text.split_whitespace().any(|word| matches!(word, "rg" | "RG"));
            assert!(!coloured, "{id:?}: {text}");
        }
    }
}

#[test]
fn hostile_pictures_do_no_harm() {
    let wide = |width: u32, height: u32| {
        DynamicImage::ImageLuma8(GrayImage::from_fn(width, height, |x, _| Luma([x as u8])))
    };
    let whole = encoded(&DynamicImage::ImageRgb8(photo(300, 200)), ImageFormat::Png);
    // A whole file whose rows are damaged within: the check sums of its chunks are passed over by none.
    let mut damaged = whole.clone();
    let at = damaged.len() / 2;
    damaged[at] ^= 0x55;
    // A head that claims 65,535 × 65,535 pixels.
    let mut bomb = encoded(&DynamicImage::ImageRgb8(photo(10, 10)), ImageFormat::Gif);
    bomb[6..10].copy_from_slice(&[0xff; 4]);
    let many: String = (0..100_000).map(|n| format!("<path d=\"M{n} 0h1v1z\"/>")).collect();
    let deep = format!("{}<path d=\"M0 0h9v9z\"/>{}", "<g opacity=\".9\">".repeat(100), "</g>".repeat(100));
    let uses: String =
        (1..200).map(|n| format!("<g id=\"u{n}\"><g><use href=\"#u{}\"/></g></g>", n - 1)).collect();
    let chain = format!("<path id=\"u0\" d=\"M0 0h9v9z\"/><defs>{uses}</defs><use href=\"#u199\"/>");
    let octaves = "<filter id=\"f\" x=\"-9\" y=\"-9\" width=\"99\" height=\"99\"><feTurbulence numOctaves=\"999999\" baseFrequency=\".1\"/></filter><rect width=\"90\" height=\"90\" filter=\"url(#f)\"/>";
    let odd = "<path d=\"M0 0L1e38 1e38L-1e38 NaN\" stroke=\"red\" stroke-width=\"1e30\"/><g transform=\"scale(0)\"><rect width=\"9\" height=\"9\" stroke=\"red\"/></g>";
    let svg = |inner: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\">{inner}</svg>")
            .into_bytes()
    };
    let drawings = [&many, &deep, &chain, &octaves.to_owned(), &odd.to_owned()]
        .map(|inner| (MediaType::Svg, 100, 100, svg(inner)));
    let mut all = vec![
        (MediaType::Png, 65_535, 2, encoded(&wide(65_535, 2), ImageFormat::Png)),
        (MediaType::Jpeg, 65_535, 2, encoded(&wide(65_535, 2), ImageFormat::Jpeg)),
        (MediaType::Png, 300, 200, whole[..whole.len() / 2].to_vec()),
        (MediaType::Png, 300, 200, damaged),
        (MediaType::Gif, 10, 10, bomb),
        (MediaType::Png, 10, 10, Vec::new()),
        (MediaType::Jpeg, 10, 10, b"\xff\xd8\xff".to_vec()),
        (MediaType::Svg, 10, 10, b"<svg".to_vec()),
        (MediaType::Svg, 0, 0, svg("")),
        (MediaType::Svg, 10, 10, svg("")),
    ];
    all.extend(drawings);
    for picture in all {
        let began = std::time::Instant::now();
        let kind = picture.0;
        let length = picture.3.len();
        let (_, bytes, _) = write(&article(vec![picture]), &WriteOptions::default());
        assert!(bytes.len() < 30_000_000 && began.elapsed().as_secs() < 60, "{kind:?} of {length} bytes");
    }
}
