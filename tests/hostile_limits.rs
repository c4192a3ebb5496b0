//! Pages made to take more time or memory than anyone has: each ends in an article or in an error that names the limit.

use std::io::Write as _;
use std::time::Duration;

use offprint::model::{
    Block, Inline, MAX_BLOCK_DEPTH, MAX_INLINE_DEPTH, MediaType, Quotation, ResourceSource, WarningKind,
    block_text, check_article,
};
use offprint::{
    Article, Context, Format, ImageLimits, Options, ParseError, Publication, WriteError, WriteOptions,
};

use crate::read;

const SENTENCE: &str =
    "The boats went out in the morning, and some of them came back before the rain that day. ";

fn prose() -> String {
    format!("<h1>The harbour book</h1><p>{}</p>", SENTENCE.repeat(12))
}

fn over(option: &str, result: Result<Article, ParseError>) -> String {
    match result {
        Err(error @ ParseError::OverLimit { option: found, .. }) if found == option => error.to_string(),
        other => panic!("{option}: {other:?}"),
    }
}

fn formats() -> impl Iterator<Item = Format> {
    Format::ALL.iter().copied()
}

/// The article goes through every format, and in none is there an error.
fn write_all(article: Article) {
    write(article, |_| true);
}

/// The same without pages and faces, which take their time.
fn write_most(article: Article) {
    write(article, |format| !matches!(format, Format::Pdf | Format::Epub));
}

fn write(article: Article, wanted: impl Fn(Format) -> bool) {
    assert_eq!(check_article(&article), []);
    let publication = Publication::of(article);
    for format in formats().filter(|format| wanted(*format)) {
        offprint::write(&publication, format, &WriteOptions::default(), std::io::sink()).unwrap();
    }
}

#[test]
fn ten_thousand_levels_end_whatever_is_nested() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b><i>", "</i></b>"),
        ("<blockquote><ul><li>", "</ul></blockquote>"),
        ("<table><tr><td>", "</table>"),
        ("<svg><g>", "</svg>"),
        ("<math><mrow>", "</math>"),
        ("<span lang=de>", "</span>"),
    ] {
        let page = format!("{}{}{SENTENCE}{}", prose(), open.repeat(10_000), close.repeat(10_000));
        match read(page.as_bytes()) {
            Ok(article) if open.starts_with("<block") => write_all(article),
            Ok(article) => write_most(article),
            // As many marks would be opened again in each paragraph, or cost too many steps.
            Err(error) => assert_eq!(error, ParseError::Exhausting, "{open}"),
        }
    }
}

/// Rows are walked by recursion in places: on the deepest that may be asked for it ends within the stack of a thread.
#[test]
fn the_deepest_nesting_that_may_be_asked_for_ends() {
    let page = format!("{}{}{SENTENCE}", prose(), "<blockquote><div><b>".repeat(1_500));
    let (mut options, mut write) = (Options::default(), WriteOptions::default());
    offprint::set_limit("max_depth", "1024", &mut options, &mut write).unwrap();
    write_all(offprint::read(page.as_bytes(), &Context::default(), &options).unwrap());
}

#[test]
fn a_million_attributes_end() {
    let on_one = format!("{}<p {}>{SENTENCE}</p>", prose(), "a1 ".repeat(1_000_000));
    assert_eq!(read(on_one.as_bytes()), Err(ParseError::Exhausting));
    let fifty: String = (0..50).map(|n| format!(" a{n}=x")).collect();
    let on_many = format!("{}{}", prose(), format!("<p{fifty}>x</p>").repeat(20_000));
    assert!(read(on_many.as_bytes()).is_ok());
}

#[test]
fn spans_without_end_are_cut() {
    let cell = "<td colspan=9007199254740991 rowspan=9007199254740991>A cell</td>";
    let page = format!(
        "{}<table><tr><th>x<th>y</tr>{}</table>",
        prose(),
        format!("<tr>{cell}{cell}</tr>").repeat(20)
    );
    write_all(read(page.as_bytes()).unwrap());
}

/// A hundred megabytes are refused by name; with the limit raised they are read, or refused for the memory they take.
#[test]
fn a_hundred_megabytes_are_over_a_limit_by_name() {
    let page = format!("{}<p>{}</p>", prose(), SENTENCE.repeat((100 << 20) / SENTENCE.len()));
    let said = over("max_bytes", read(page.as_bytes()));
    assert!(said.contains("over the limit of 67108864") && said.contains("raise `max_bytes`"), "{said}");
    let options = Options { max_bytes: 200 << 20, max_memory: 1 << 30, ..Options::default() };
    let said = over("max_memory", offprint::read(page.as_bytes(), &Context::default(), &options));
    assert!(said.contains("raise `max_memory`"), "{said}");
}

#[test]
fn a_large_page_is_read_with_the_limit_raised() {
    let page = format!("{}{}", prose(), format!("<p>{}</p>", SENTENCE.repeat(40)).repeat(1_000));
    let options = Options { max_bytes: 1 << 20, ..Options::default() };
    over("max_bytes", offprint::read(page.as_bytes(), &Context::default(), &options));
    assert!(read(page.as_bytes()).is_ok());
}

/// HTML knows no entities of the page's own, and no DTD is read.
#[test]
fn entities_that_multiply_stay_what_they_are() {
    let dtd: String =
        (1..10).map(|n| format!("<!ENTITY lol{n} \"{}\">", format!("&lol{};", n - 1).repeat(10))).collect();
    let dtd = format!("<!DOCTYPE html [<!ENTITY lol0 \"lol\">{dtd}]>");
    let page = format!(
        "<?xml version=\"1.0\"?>{dtd}<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>{}<p>&lol9;</p></body></html>",
        prose()
    );
    let article = read(page.as_bytes()).unwrap();
    assert!(block_text(&article.body).len() < 10_000);
    write_all(article);
    let svg = format!(
        "<?xml version=\"1.0\"?>{}<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"90\"><text>&lol9;</text>\
         <rect width=\"90\" height=\"90\"/></svg>",
        dtd.replace("html", "svg")
    );
    let article = read_with_picture(svg.as_bytes());
    assert!(article.resources.iter().all(|resource| resource.data.len() < 2_000));
    write_all(article);
}

/// The same bytes at every address.
struct Everywhere<'a>(&'a [u8]);

impl ResourceSource for Everywhere<'_> {
    fn get(&self, _url: &str, _written: &str, limit: usize) -> Option<Vec<u8>> {
        (self.0.len() <= limit).then(|| self.0.to_vec())
    }
}

fn read_with_picture(data: &[u8]) -> Article {
    let page = format!("{}<figure><img src=a.png alt='The boat'></figure><p>{SENTENCE}</p>", prose());
    let context = Context { resources: &Everywhere(data), ..Context::default() };
    offprint::read(page.as_bytes(), &context, &Options::default()).unwrap()
}

/// A PNG of a few bytes whose head claims so many pixels.
fn png_of(side: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(side.to_be_bytes());
    head.extend(side.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    let mut zeros = flate2::write::ZlibEncoder::new(b"IDAT".to_vec(), flate2::Compression::best());
    zeros.write_all(&vec![0; 4 << 20]).unwrap();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [head, zeros.finish().unwrap(), b"IEND".to_vec()] {
        png.extend(u32::try_from(chunk.len() - 4).unwrap().to_be_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&chunk);
        png.extend(&chunk);
        png.extend(crc.sum().to_be_bytes());
    }
    png
}

#[test]
fn pictures_that_blow_up_are_left_out_and_said_so() {
    let article = read_with_picture(&png_of(60_000));
    assert_eq!(article.resources, []);
    let told = article.warnings.iter().find(|warning| warning.kind == WarningKind::Picture).unwrap();
    assert!(told.message.contains("too large"), "{}", told.message);
    write_all(article);
    // Within the limit of pixels, and a file that ends long before them.
    write_most(read_with_picture(&png_of(4_000)));
    let uses = (1..20).map(|n| {
        let inner = format!("<use href='#u{}'/>", n - 1).repeat(10);
        format!("<g id='u{n}'>{inner}</g>")
    });
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><rect id='u0' width='1' height='1'/>{}</svg>",
        uses.collect::<String>()
    );
    let article = read_with_picture(svg.as_bytes());
    assert!(article.resources.iter().all(|resource| resource.media_type == MediaType::Svg));
    write_all(article);
}

/// Found by fuzzing: PDF had a limit of its own.
#[test]
fn pictures_over_the_limit_of_pixels_are_left_out_of_every_format() {
    let publication = Publication::of(read_with_picture(&png_of(1_000)));
    for (max_pixels, lost) in [(1_000_000, 0), (999_999, 1)] {
        let image_limits = ImageLimits { max_pixels, ..ImageLimits::default() };
        let options = WriteOptions { image_limits, ..WriteOptions::default() };
        for format in [Format::Epub, Format::Html, Format::Pdf] {
            let written = offprint::write(&publication, format, &options, std::io::sink()).unwrap();
            assert_eq!(written.pictures.lost.len(), lost, "{format} {max_pixels}: {:?}", written.pictures);
        }
    }
}

#[test]
fn a_packed_page_is_no_page() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        packed.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    assert!(matches!(read(&packed.finish().unwrap()), Err(ParseError::Binary { .. })));
}

/// Titles name files in the program and chapters in books: what they say of folders stays words.
#[test]
fn a_title_is_no_path() {
    let title = "../../../etc/passwd\\..\\C:\\x";
    let page = format!("<title>{title}</title><h1>{title}</h1><p>{}</p>", SENTENCE.repeat(12));
    let article = read(page.as_bytes()).unwrap();
    let mut book = std::io::Cursor::new(Vec::new());
    let publication = Publication::of(article);
    offprint::write_seekable(&publication, Format::Epub, &WriteOptions::default(), &mut book).unwrap();
    let mut archive = zip::ZipArchive::new(book).unwrap();
    for index in 0..archive.len() {
        let name = archive.by_index(index).unwrap().name().unwrap().into_owned();
        assert!(!name.contains("..") && !name.contains('\\') && !name.starts_with('/'), "{name}");
    }
}

#[test]
fn what_is_no_character_is_replaced() {
    let bytes = [
        prose().as_bytes(),
        b"<p>NUL \0 and \xed\xa0\x80 and \xed\xb0\x80 and \xed\xa0\xbd\xed\xb8\x80 and &#0; &#xD800; &#xDFFF; &#x110000; &#x1F;",
        SENTENCE.as_bytes(),
        b"</p>",
    ]
    .concat();
    for charset in [None, Some("utf-8"), Some("utf-16"), Some("windows-1252"), Some("no-such-charset")] {
        let context = Context { charset: charset.map(str::to_owned), ..Context::default() };
        if let Ok(article) = offprint::read(&bytes, &context, &Options::default()) {
            assert!(!block_text(&article.body).contains('\0'), "{charset:?}");
            write_all(article);
        }
    }
}

/// The clock is no part of this: a limit of no time at all is over wherever it is looked at first.
#[test]
fn reading_is_given_up_when_time_is_over() {
    let page = format!("{}{}", prose(), format!("<p>{SENTENCE}</p>").repeat(20_000));
    let options = Options { max_time: Some(Duration::from_millis(1)), ..Options::default() };
    let error = offprint::read(page.as_bytes(), &Context::default(), &options).unwrap_err();
    assert_eq!(error, ParseError::OverTime { limit: Duration::from_millis(1), option: "max_time" });
    assert!(error.to_string().contains("raise `max_time`"), "{error}");
    let enough = Options { max_time: Some(Duration::from_secs(3_600)), ..Options::default() };
    let small = prose();
    assert_eq!(offprint::read(small.as_bytes(), &Context::default(), &enough), read(small.as_bytes()));
}

#[test]
fn writing_is_given_up_when_time_is_over() {
    let page = format!("{}{}", prose(), format!("<p>{SENTENCE}</p>").repeat(5_000));
    let publication = Publication::of(read(page.as_bytes()).unwrap());
    let options = WriteOptions { max_time: Some(Duration::from_millis(1)), ..WriteOptions::default() };
    for format in formats() {
        let result = offprint::write(&publication, format, &options, std::io::sink());
        let error = result.expect_err(&format!("{format}"));
        assert!(matches!(error, WriteError::OverTime { option: "max_time", .. }), "{format}: {error}");
        let mut file = std::io::Cursor::new(Vec::new());
        assert!(offprint::write_seekable(&publication, format, &options, &mut file).is_err(), "{format}");
    }
}

#[test]
fn time_that_is_not_over_changes_nothing() {
    let publication = Publication::of(read(&crate::fixture("think-tank--author-boxes.html")).unwrap());
    let enough = WriteOptions { max_time: Some(Duration::from_secs(3_600)), ..WriteOptions::default() };
    for format in formats() {
        let write = |options: &WriteOptions| {
            let mut out = Vec::new();
            offprint::write(&publication, format, options, &mut out).unwrap();
            out
        };
        assert!(write(&enough) == write(&WriteOptions::default()), "{format}");
    }
}

/// What a page holds for its script is looked at as the page itself is.
#[test]
fn text_held_for_a_script_exhausts_nothing() {
    let deep = "<div>".repeat(200_000);
    let body = serde_json::json!(format!("<p>{}</p>{deep}", SENTENCE.repeat(20)));
    for page in [
        format!(r#"<script type="application/ld+json">{{"@type":"Article","articleBody":{body}}}</script>"#),
        format!(
            r#"<div id=app></div><script id=__NEXT_DATA__ type="application/json">{{"props":{{"article":{{"title":"The harbour book","body":{body}}}}}}}</script>"#
        ),
        format!("<noscript>{deep}</noscript>"),
        format!(r#"<div data-page='{{"content":{body}}}'></div>"#),
    ] {
        let read = read(format!("<title>The harbour book</title>{page}").as_bytes());
        assert!(matches!(read, Err(ParseError::Exhausting)), "{read:?}");
    }
}

/// Models need not come from the parser: one nested as deep as the model allows is written and let go.
#[test]
fn models_as_deep_as_they_may_be_are_written() {
    let mut content = vec![Inline::text("the innermost")];
    for _ in 0..MAX_INLINE_DEPTH {
        content = vec![Inline::Emphasis { content }];
    }
    let mut blocks: Vec<Block> = vec![offprint::model::Paragraph { content, ..Default::default() }.into()];
    for _ in 0..MAX_BLOCK_DEPTH {
        blocks = vec![Block::Quotation(Quotation { blocks, ..Quotation::default() })];
    }
    let publication = Publication::of(Article { body: blocks, ..Article::default() });
    for format in formats() {
        offprint::write(&publication, format, &WriteOptions::default(), std::io::sink()).unwrap();
    }
}
