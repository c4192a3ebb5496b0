//! Pictures, from the page to every format.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use offprint::model::MediaType;
use offprint::{
    Article, Context, FilesBeside, Format, ImageLimits, Options, Publication, WriteOptions, Written,
};

const PROSE: &str = "The boats went out before light, and the harbour master wrote down each of them, as he had done for \
                     thirty years, with the time and the name of whoever stood at the helm.";
/// What a photograph says of where it was taken.
const SECRET: &[u8] = b"48.2082N 16.3738E";

fn page(title: &str, pictures: &str, head: &str) -> String {
    format!(
        "<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{PROSE}</p><p>{PROSE}</p>\
         {pictures}<p>{PROSE}</p></article></body></html>"
    )
}

fn read(pictures: &str) -> Article {
    let page = page("The harbour book", pictures, "");
    offprint::read(page.as_bytes(), &Context::default(), &Options::default()).unwrap()
}

fn write(publication: &Publication, format: Format, options: &WriteOptions) -> (Vec<u8>, Written) {
    let mut out = Vec::new();
    let written = offprint::write(publication, format, options, &mut out).unwrap();
    (out, written)
}

/// The left half red, the right half blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    let colour = |x| if x < width / 2 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| colour(x)))
}

fn bytes(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn img(kind: &str, data: &[u8], alt: &str) -> String {
    format!("<figure><img src=\"data:{kind};base64,{}\" alt=\"{alt}\"></figure>", STANDARD.encode(data))
}

/// A camera's JPEG, held sideways, that says where it was taken.
fn camera() -> Vec<u8> {
    let plain = bytes(&halves(40, 20), ImageFormat::Jpeg);
    let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
    tiff.extend(SECRET);
    let mut data = plain[..2].to_vec();
    data.extend([0xff, 0xe1]);
    data.extend(u16::try_from(tiff.len() + 2).unwrap().to_be_bytes());
    data.extend(tiff);
    data.extend([0xff, 0xfe, 0, 19]);
    data.extend(SECRET);
    data.extend(&plain[2..]);
    data.extend(SECRET);
    data
}

fn contains(data: &[u8], part: &[u8]) -> bool {
    data.windows(part.len()).any(|window| window == part)
}

/// The files of a book.
fn unpacked(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut data = Vec::new();
            file.read_to_end(&mut data).unwrap();
            (file.name().unwrap().into_owned(), data)
        })
        .collect()
}

/// The pictures of a book.
fn pictures(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let is_picture = |name: &str| name.contains("pictures/");
    unpacked(book).into_iter().filter(|(name, _)| is_picture(name)).collect()
}

/// The pictures of a file of HTML.
fn shown(html: &[u8]) -> Vec<Vec<u8>> {
    let html = std::str::from_utf8(html).unwrap();
    let encoded = html.split("src=\"data:").skip(1).map(|rest| {
        let (_, rest) = rest.split_once(";base64,").unwrap();
        rest.split('"').next().unwrap()
    });
    encoded.map(|encoded| STANDARD.decode(encoded).unwrap()).collect()
}

#[test]
fn where_a_photograph_was_taken_is_in_no_format_and_it_stands_upright_in_all() {
    let data = camera();
    assert!(contains(&data, SECRET));
    let publication = Publication::of(read(&img("image/jpeg", &data, "A boat")));
    let upright = |data: &[u8]| {
        let picture = image::load_from_memory(data).unwrap().to_rgb8();
        assert_eq!(picture.dimensions(), (20, 40));
        assert!(picture.get_pixel(10, 5)[0] > 150 && picture.get_pixel(10, 35)[2] > 150);
    };
    for format in Format::ALL.iter().copied() {
        let (out, written) = write(&publication, format, &WriteOptions::default());
        assert!(written.pictures.lost.is_empty(), "{format}");
        assert!(!contains(&out, SECRET), "{format}");
        match format {
            Format::Epub => {
                assert!(unpacked(&out).values().all(|data| !contains(data, SECRET)));
                let pictures = pictures(&out);
                assert_eq!(pictures.len(), 1);
                pictures.values().for_each(|data| upright(data));
            }
            Format::Html => {
                let pictures = shown(&out);
                assert_eq!(pictures.len(), 1);
                pictures.iter().for_each(|data| upright(data));
            }
            Format::Json => {
                let read: Publication = serde_json::from_slice(&out).unwrap();
                let resource = &read.articles[0].resources[0];
                assert!(!contains(&resource.data, SECRET));
                assert_eq!(resource.orientation(), 6);
            }
            Format::Pdf => {
                let document = lopdf::Document::load_mem(&out).unwrap();
                let streams = document.objects.values().filter_map(|object| object.as_stream().ok());
                let mut seen = 0;
                for stream in streams {
                    let plain = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
                    assert!(!contains(&plain, SECRET) && !contains(&stream.content, SECRET));
                    seen += usize::from(stream.content.starts_with(&[0xff, 0xd8]));
                }
                assert_eq!(seen, 1);
            }
            _ => {}
        }
    }
}

#[test]
fn a_model_that_came_from_elsewhere_gives_nothing_away_either() {
    let mut article = read(&img("image/jpeg", &camera(), "A boat"));
    article.resources[0].data = camera();
    let publication = Publication::of(article);
    for format in [Format::Epub, Format::Html, Format::Pdf] {
        let (out, _) = write(&publication, format, &WriteOptions::default());
        let secret = match format {
            Format::Epub => pictures(&out).values().any(|data| contains(data, SECRET)),
            Format::Html => shown(&out).iter().any(|data| contains(data, SECRET)),
            _ => contains(&out, SECRET),
        };
        assert!(!secret, "{format}");
    }
}

#[test]
fn what_a_picture_is_its_bytes_say() {
    let png = bytes(&halves(30, 20), ImageFormat::Png);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("page_files")).unwrap();
    std::fs::write(folder.path().join("page_files/photo.jpg"), &png).unwrap();
    std::fs::write(folder.path().join("page_files/page.png"), "<!DOCTYPE html><p>Not found</p>").unwrap();
    let figures = "<figure><img src='page_files/photo.jpg' alt='A'></figure><figure><img src='page_files/page.png' alt='B'></figure>";
    let beside = FilesBeside::of_page(&folder.path().join("page.html"));
    let context = Context { resources: &beside, ..Context::default() };
    let page = page("The harbour book", figures, "");
    let article = offprint::read(page.as_bytes(), &context, &Options::default()).unwrap();
    assert_eq!(article.resources.len(), 1);
    assert_eq!((article.resources[0].media_type, &article.resources[0].data), (MediaType::Png, &png));
    assert_eq!(article.warnings[0].message, "1 picture is not embedded: 1 of a kind that is not embedded");
    let (book, _) = write(&Publication::of(article), Format::Epub, &WriteOptions::default());
    let pictures = pictures(&book);
    assert!(pictures.keys().all(|name| name.ends_with(".png")) && pictures.len() == 1);
    assert!(pictures.values().all(|data| *data == png), "it did not pass untouched");
}

#[test]
fn folders_of_saved_pages_are_found_in_any_language_and_after_renaming() {
    let png = bytes(&halves(30, 20), ImageFormat::Png);
    for (saved, now) in [
        ("page_files", "page_files"),
        ("page-Dateien", "page-Dateien"),
        ("page_fichiers", "page_fichiers"),
        ("page.files", "page.files"),
        ("The%20harbour_files", "page_files"),
        ("./Der%20Hafen-Dateien", "page-Dateien"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(now)).unwrap();
        std::fs::write(folder.path().join(now).join("a b.png"), &png).unwrap();
        let beside = FilesBeside::of_page(&folder.path().join("page.html"));
        let context = Context { resources: &beside, ..Context::default() };
        let figure = format!("<figure><img src='{saved}/a%20b.png' alt='A'></figure>");
        let page = page("The harbour book", &figure, "");
        let article = offprint::read(page.as_bytes(), &context, &Options::default()).unwrap();
        assert_eq!(article.resources.len(), 1, "{saved}");
    }
}

#[test]
fn a_picture_is_stored_once_in_a_book_of_many_articles() {
    let png = bytes(&halves(30, 20), ImageFormat::Png);
    // The same picture with something told in it: what comes out is the same.
    let mut told = png[..33].to_vec();
    told.extend(b"\0\0\0\x04tEXtabcd\xc1\x9a\x1c\x2e");
    told.extend(&png[33..]);
    let mut book = Publication::of(read(&img("image/png", &png, "A")));
    book.articles.push(read(&format!("{}{}", img("image/png", &png, "A"), img("image/png", &told, "B"))));
    assert_eq!(book.articles[1].resources.len(), 1);
    let mut untouched = read(&img("image/png", &png, "A"));
    untouched.resources[0].data = told;
    book.articles.push(untouched);
    let (out, _) = write(&book, Format::Epub, &WriteOptions::default());
    assert_eq!(pictures(&out).len(), 1);
}

#[test]
fn webp_and_rare_kinds_are_core_types_in_a_book() {
    let kinds = [ImageFormat::WebP, ImageFormat::Bmp, ImageFormat::Tiff];
    let figures: String = (1_u32..)
        .zip(kinds)
        .map(|(n, kind)| img("image/jpeg", &bytes(&halves(30 + n, 20), kind), "A"))
        .collect();
    let publication = Publication::of(read(&figures));
    assert_eq!(publication.articles[0].resources.len(), 3);
    let (book, _) = write(&publication, Format::Epub, &WriteOptions::default());
    let found = pictures(&book);
    assert_eq!(found.len(), 3);
    for (name, data) in &found {
        assert!(name.ends_with(".png") && data.starts_with(b"\x89PNG"), "{name}");
    }
    let package = unpacked(&book).into_iter().find(|(name, _)| name.ends_with(".opf")).unwrap().1;
    let package = String::from_utf8(package).unwrap();
    assert_eq!(package.matches("media-type=\"image/png\"").count(), 3, "{package}");
    // Browsers show WebP.
    let (html, _) = write(&publication, Format::Html, &WriteOptions::default());
    assert!(shown(&html).iter().any(|data| data.starts_with(b"RIFF")));
}

#[test]
fn pictures_are_as_large_as_the_options_say_and_lost_ones_are_told_of() {
    let mut broken = bytes(&halves(80, 60), ImageFormat::Png);
    broken.truncate(60);
    let large = bytes(&halves(800, 400), ImageFormat::Png);
    let figures = format!("{}{}", img("image/png", &large, "A"), img("image/png", &broken, "The broken one"));
    let publication = Publication::of(read(&figures));
    let limits = ImageLimits { max_side: 100, ..ImageLimits::default() };
    let options = WriteOptions { image_limits: limits, ..WriteOptions::default() };
    for format in [Format::Epub, Format::Html] {
        let (out, written) = write(&publication, format, &options);
        let found: Vec<Vec<u8>> = match format {
            Format::Epub => pictures(&out).into_values().collect(),
            _ => shown(&out),
        };
        assert_eq!(found.len(), 1, "{format}");
        let picture = image::load_from_memory(&found[0]).unwrap();
        assert_eq!((picture.width(), picture.height()), (100, 50), "{format}");
        assert_eq!(written.pictures.lost.len(), 1, "{format}");
        assert_eq!(written.lost_pictures().as_deref(), Some("1 picture is shown by its words: 1 broken"));
        let text = match format {
            Format::Epub => unpacked(&out).into_values().flatten().collect(),
            _ => out,
        };
        assert!(contains(&text, b"The broken one"), "{format}");
    }
    let (_, written) = write(&publication, Format::Pdf, &options);
    assert_eq!(written.pictures.lost.len(), 1);
}

#[test]
fn drawings_are_embedded_without_what_runs_and_placeholders_are_not() {
    let drawing = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 200' onload='x()'%3E%3Cscript%3Ex()\
                   %3C/script%3E%3Cpath d='M0 0h9v9z'/%3E%3C/svg%3E";
    let placeholder =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 300 200'%3E%3C/svg%3E";
    let icon = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='16' height='16'%3E%3Cpath d='M0 0h9v9z'/%3E%3C/svg%3E";
    let article = read(&format!(
        "<figure><img src=\"{drawing}\" alt='A map'></figure><figure><img src=\"{placeholder}\"></figure>\
         <p>{PROSE} <img src=\"{icon}\" alt=''></p>"
    ));
    assert_eq!(article.resources.len(), 1, "{:#?}", article.resources);
    let resource = &article.resources[0];
    assert_eq!((resource.media_type, resource.width, resource.height), (MediaType::Svg, 300, 200));
    assert!(contains(&resource.data, b"<path") && !contains(&resource.data, b"x()"));
    assert_eq!(article.warnings, []);
    let publication = Publication::of(article);
    let (book, _) = write(&publication, Format::Epub, &WriteOptions::default());
    assert!(pictures(&book).keys().any(|name| name.ends_with(".svg")));
    let (_, written) = write(&publication, Format::Pdf, &WriteOptions::default());
    assert_eq!(written.lost_pictures(), None);
}

#[test]
fn a_single_file_page_s_pictures_come_from_its_style_sheet() {
    let png = bytes(&halves(30, 20), ImageFormat::Png);
    let head = format!(
        "<style>:root{{--sf-img-1: url(\"data:image/png;base64,{}\"); --other: 3px}}</style>",
        STANDARD.encode(&png)
    );
    let blank = "data:image/svg+xml,<svg xmlns=&quot;http://www.w3.org/2000/svg&quot; width=&quot;30&quot; height=&quot;20&quot;>\
                 <rect fill-opacity=&quot;0&quot;/></svg>";
    let figure = format!(
        "<figure><img alt='A boat' src=\"{blank}\" style=\"background-size:100% 100%!important;\
         background-image:var(--sf-img-1)!important\"></figure>"
    );
    let page = page("The harbour book", &format!("{figure}<p>{PROSE}</p>{figure}"), &head);
    let article = offprint::read(page.as_bytes(), &Context::default(), &Options::default()).unwrap();
    assert_eq!(article.resources.len(), 1, "{:?}", article.warnings);
    assert_eq!(article.resources[0].data, png);
}

#[test]
fn what_is_not_decoded_is_told_by_name() {
    let avif = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1\0\0\0\0".repeat(20);
    let article = read(&img("image/png", &avif, "A"));
    assert_eq!(
        article.warnings[0].message,
        "1 picture is not embedded: 1 of a kind that is not embedded (AVIF)"
    );
}
