//! Books of many kinds: what is in the container, and what EPUBCheck says of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

#[path = "../../html/tests/common/mod.rs"]
mod common;

mod container;
mod epubcheck;

use std::io::{Cursor, Read as _};

use container::{bytes, entry};
use offprint_epub::{EpubError, EpubOptions, write};
use offprint_model::{Article, Block, Inline, MediaType, Person, Publication, Resource, Role};
use zip::{CompressionMethod, ZipArchive};

const HOSTILE: &str = "<b>\"A\" & 'B'</b> ]]> <!-- -- --> &nbsp; \u{0}\u{b}\u{fffe} </metadata> \u{202e}";

fn plain(title: &str) -> Article {
    let mut article = Article::default();
    article.metadata.title = Some(title.into());
    article.body = vec![Block::paragraph("Words.")];
    article
}

fn addressed(addresses: &[&str]) -> Article {
    let link =
        |url: &&str| Inline::Link { url: (*url).into(), title: None, content: vec![Inline::text("x")] };
    let mut article = plain("Addresses");
    article.body = vec![Block::Paragraph(offprint_model::Paragraph {
        content: addresses.iter().map(link).collect(),
        attributes: offprint_model::Attributes::default(),
    })];
    article
}

/// A book of each kind that has gone wrong somewhere.
fn books() -> Vec<(&'static str, Publication)> {
    let mut books = vec![
        ("bare", Publication::of(Article::default())),
        ("one article, no author, no language", Publication::of(plain("Plain"))),
        ("every block", Publication::of(common::everything("Word"))),
        ("hostile text", Publication::of(common::everything(HOSTILE))),
    ];

    let mut rtl = common::everything("כל האנשים נולדו");
    rtl.metadata.language = "he".parse().ok();
    books.push(("right to left", Publication::of(rtl)));

    let mut several = Publication::of(common::everything("One"));
    several.articles.push(common::everything("Two"));
    several.articles.push(plain("Three"));
    several.cover = Some("r1".into());
    several.metadata.authors.push(Person { role: Role::Editor, ..Person::named("Mary de la Cruz") });
    books.push(("several articles with a cover", several));

    let mut pictures = common::everything("Word");
    let mut gif = Vec::new();
    let pixel = image::DynamicImage::new_luma8(3, 2);
    pixel.to_rgb8().write_to(&mut Cursor::new(&mut gif), image::ImageFormat::Gif).unwrap();
    let mut webp = Vec::new();
    pixel.to_rgb8().write_to(&mut Cursor::new(&mut webp), image::ImageFormat::WebP).unwrap();
    let mut jpeg = Vec::new();
    pixel.write_to(&mut Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
    let mut bmp = Vec::new();
    pixel.to_rgb8().write_to(&mut Cursor::new(&mut bmp), image::ImageFormat::Bmp).unwrap();
    let mut large = Vec::new();
    let wide = image::DynamicImage::new_rgb8(2400, 30);
    wide.write_to(&mut Cursor::new(&mut large), image::ImageFormat::Png).unwrap();
    let svg = DRAWING.as_bytes().to_vec();
    let kinds = [gif, webp, jpeg, bmp, large, svg, b"no picture".to_vec()];
    for (index, data) in kinds.into_iter().enumerate() {
        let id = format!("x{index}");
        // The kind is wrong on purpose: it is found from the bytes.
        let media_type = MediaType::Png;
        pictures.resources.push(Resource {
            id: id.clone(),
            media_type,
            url: None,
            width: 3,
            height: 2,
            data,
        });
        let image = offprint_model::Image { resource: Some(id), ..offprint_model::Image::default() };
        pictures
            .body
            .push(Block::Figure(offprint_model::Figure { images: vec![image], ..Default::default() }));
    }
    books.push(("pictures of all kinds", Publication::of(pictures)));

    let odd = [
        "doi:10.1000/182",
        "geo:1,2",
        "urn:isbn:9780000000000",
        "mailto:a@example.org",
        "tel:+1-23",
        "ftp://example.org/a",
        "https://example.org/ä/%zz?q=[1]&r='x'#ü#v",
        "https://exa_mple.org/",
        "https://münchen.example/",
        "http://[::1]/",
        "https:/example.org",
        "https://",
        "https:///paths/17",
        "https://example.org\\a\\b",
        "https://example.org/a\\b",
        "https://a..b/",
        "http://example.org:99999/",
        "mailto:",
    ];
    books.push(("addresses", Publication::of(addressed(&odd))));
    for tag in ["en-a", "abc-xyz-12", "en-us-us", "zh-Hant-TW", "x1"] {
        let mut tagged = plain("Tag");
        tagged.metadata.language = tag.parse().ok();
        books.push(("odd language tag", Publication::of(tagged)));
    }
    books
}

/// A drawing of what drawing programs write, some of which must go.
const DRAWING: &str = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<?xml-stylesheet href="https://example.org/x.css"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:editor="http://example.org/editor"
  version="1.1" id="Layer_1" width="90mm" height="60mm" viewBox="0 0 90 60" xml:space="preserve" editor:note="x" onload="x()">
<title>A harbour</title><metadata><editor:note/></metadata><script>x()</script>
<style type="text/css"><![CDATA[ @import url(https://example.org/x.css); .st0{fill:url(#g);stroke:#000} text,.st1>path{font-family:'Open Sans',serif} ]]></style>
<defs><linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="1" y2="1"><stop offset="0" style="stop-color:#fff;stop-opacity:.5"/><stop offset="1" stop-color="blue"/></linearGradient>
<clipPath id="c"><rect width="9" height="9"/></clipPath><marker id="m" orient="auto" markerWidth="4" markerHeight="4" refX="1"><path d="M0 0"/></marker>
<filter id="f" x="0" y="0" width="1" height="1"><feGaussianBlur in="SourceGraphic" stdDeviation="2" result="b"/><feOffset dx="1" dy="1"/><feMerge><feMergeNode in="b"/></feMerge></filter>
<pattern id="p" patternUnits="userSpaceOnUse" width="2" height="2"><circle cx="1" cy="1" r="1"/></pattern><symbol id="s" viewBox="0 0 2 2"><path d="M0 0h2"/></symbol></defs>
<g class="st0" clip-path="url(#c)" transform="translate(1 2)"><path id="1bad" d="M0 0h9v9z" marker-end="url(#m)" filter="url('#f')"/><use xlink:href="#s" x="1" y="1" width="2" height="2"/></g>
<a xlink:href="https://example.org/"><text x="1" y="9" text-anchor="middle">Tea &amp; cake<tspan dx="1">!</tspan></text></a>
<switch><foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject><polygon points="0,0 1,1 2,0" fill="url(#p)"/></switch>
<image width="1" height="1" xlink:href="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"/>
<image width="1" height="1" xlink:href="https://example.org/x.png"/><animate attributeName="x" to="9"/>
</svg>"##;

#[test]
fn same_bytes_and_a_container_without_times() {
    for (name, book) in books() {
        let first = bytes(&book);
        assert_eq!(first, bytes(&book), "{name}");
        let mut archive = ZipArchive::new(Cursor::new(&first)).unwrap();
        for index in 0..archive.len() {
            let file = archive.by_index(index).unwrap();
            assert_eq!(file.last_modified().unwrap().year(), 1980, "{name}");
            assert_eq!(file.unix_mode(), Some(0o100_644), "{name}");
            if index == 0 {
                assert_eq!(file.name().unwrap(), "mimetype");
                assert_eq!(file.compression(), CompressionMethod::Stored);
            }
        }
        // The media type stands at a fixed place, where `file` and readers look for it.
        assert_eq!(&first[30..58], b"mimetypeapplication/epub+zip", "{name}");
    }
}

#[test]
fn every_document_is_well_formed() {
    for (name, book) in books() {
        let bytes = bytes(&book);
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let path = file.name().unwrap().into_owned();
            if ![".xhtml", ".opf", ".ncx", ".xml", ".svg"].iter().any(|ending| path.ends_with(ending)) {
                continue;
            }
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{name}, {path}: {error}")) {
                    quick_xml::events::Event::Eof => break,
                    quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                        start.attributes().for_each(|attribute| drop(attribute.unwrap()));
                    }
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn the_package_says_what_is_there() {
    let mut article = common::everything("Word");
    article.metadata.authors =
        vec![Person::named("Ada Lovelace"), Person { role: Role::Photographer, ..Person::named("Nadar") }];
    let book = bytes(&Publication::of(article));
    let package = entry(&book, "OEBPS/content.opf");
    for part in [
        "<dc:title id=\"title\">Word</dc:title>",
        "property=\"title-type\">subtitle</meta>",
        "<dc:creator id=\"person-1\">Ada Lovelace</dc:creator>",
        "property=\"file-as\">Lovelace, Ada</meta>",
        "<dc:contributor id=\"person-2\">Nadar</dc:contributor>",
        "scheme=\"marc:relators\">pht</meta>",
        "<dc:source>https://example.org/a?b=1&amp;c=2</dc:source>",
        "<dc:date>2014-07-15</dc:date>",
        "property=\"dcterms:modified\">2015-01-01T00:00:00Z</meta>",
        "properties=\"mathml\"",
        "schema:accessModeSufficient\">textual</meta>",
        "schema:accessibilityFeature\">alternativeText</meta>",
    ] {
        assert!(package.contains(part), "{part} is not in {package}");
    }
    let navigation = entry(&book, "OEBPS/nav.xhtml");
    assert!(navigation.contains("<li><a href=\"chapter-001.xhtml#c1-one\">Word</a>\n<ol>"), "{navigation}");
    assert!(entry(&book, "OEBPS/toc.ncx").contains("dtb:depth\" content=\"3\""));
}

#[test]
fn editors_are_the_creators_of_a_reader_and_its_authors_contribute() {
    let mut article = plain("One");
    article.metadata.authors = vec![Person::named("Ada Lovelace")];
    let mut book = Publication::of(article);
    book.articles.push(plain("Two"));
    book.metadata.authors = vec![Person { role: Role::Editor, ..Person::named("Mary Poe") }];
    let package = entry(&bytes(&book), "OEBPS/content.opf");
    assert!(package.contains("<dc:creator id=\"person-1\">Mary Poe</dc:creator>"), "{package}");
    assert!(package.contains("<dc:contributor id=\"person-2\">Ada Lovelace</dc:contributor>"), "{package}");
    book.metadata.authors.clear();
    let package = entry(&bytes(&book), "OEBPS/content.opf");
    assert!(package.contains("<dc:creator id=\"person-1\">Ada Lovelace</dc:creator>"), "{package}");
}

#[test]
fn claims_of_access_are_true() {
    let mut article = common::everything("Word");
    for block in &mut article.body {
        if let Block::Figure(figure) = block {
            figure.images[0].alt = None;
        }
    }
    let package = entry(&bytes(&Publication::of(article)), "OEBPS/content.opf");
    assert!(!package.contains("alternativeText") && !package.contains("accessModeSufficient\">textual<"));
    let package = entry(&bytes(&Publication::of(plain("x"))), "OEBPS/content.opf");
    assert!(!package.contains(">visual<") && package.contains("<dc:language>und</dc:language>"));
}

#[test]
fn the_identifier_follows_the_words() {
    let id = |publication: &Publication| {
        let package = entry(&bytes(publication), "OEBPS/content.opf");
        package.split("urn:uuid:").nth(1).unwrap()[..36].to_owned()
    };
    let mut book = Publication::of(plain("x"));
    let before = id(&book);
    book.metadata.tags.push("new".into());
    assert_eq!(before, id(&book));
    book.articles[0].body.push(Block::paragraph("More."));
    assert_ne!(before, id(&book));
}

#[test]
fn a_book_needs_an_article() {
    let mut book = Publication::of(plain("x"));
    book.articles.clear();
    let result = write(&book, &EpubOptions::default(), Vec::new());
    assert!(matches!(result, Err(EpubError::NoArticles)));
}

#[test]
fn epubcheck_finds_nothing() {
    epubcheck::finds_nothing(books().iter().map(|(name, book)| (*name, bytes(book))));
}

#[test]
fn a_camera_picture_is_turned_upright() {
    // The left half red, the right half blue; to be turned a quarter clockwise, red is above.
    let raw =
        image::RgbImage::from_fn(40, 20, |x, _| image::Rgb(if x < 20 { [220, 0, 0] } else { [0, 0, 220] }));
    let mut jpeg = Cursor::new(Vec::new());
    raw.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let mut data = vec![0xff, 0xd8, 0xff, 0xe1, 0, 34];
    data.extend(b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
    data.extend(&jpeg[2..]);
    let mut article = plain("Turned");
    article.resources = vec![Resource {
        id: "r1".into(),
        media_type: MediaType::Jpeg,
        url: None,
        width: 40,
        height: 20,
        data,
    }];
    let image = offprint_model::Image {
        resource: Some("r1".into()),
        width: Some(40),
        height: Some(20),
        ..Default::default()
    };
    article.body = vec![Block::Figure(offprint_model::Figure { images: vec![image], ..Default::default() })];
    let mut book = Vec::new();
    write(&Publication::of(article), &EpubOptions::default(), &mut book).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let names: Vec<String> =
        (0..archive.len()).map(|n| archive.by_index(n).unwrap().name().unwrap().into_owned()).collect();
    let picture = names.iter().find(|name| name.ends_with(".jpg")).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(picture).unwrap().read_to_end(&mut bytes).unwrap();
    let shown = image::load_from_memory(&bytes).unwrap().to_rgb8();
    assert_eq!(shown.dimensions(), (20, 40));
    assert!(shown.get_pixel(10, 5)[0] > 150 && shown.get_pixel(10, 35)[2] > 150);
    let mut chapter = String::new();
    archive.by_name("OEBPS/chapter-001.xhtml").unwrap().read_to_string(&mut chapter).unwrap();
    assert!(chapter.contains("width=\"20\" height=\"40\""), "{chapter}");
}
