//! What is written, read again and looked at whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use base64::Engine as _;
use offprint::{Format, Publication, WriteOptions};
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::allowed::{self, Around};
use super::documents::{self, Element};

fn written(publication: &Publication, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    offprint::write(publication, format, &WriteOptions::default(), &mut out).unwrap();
    out
}

pub(super) fn html_of(publication: &Publication) -> String {
    String::from_utf8(written(publication, Format::Html)).unwrap()
}

/// What is wrong with a publication in all formats.
pub(super) fn faults(publication: &Publication) -> Vec<String> {
    let html = html_of(publication);
    let markdown = String::from_utf8(written(publication, Format::Markdown)).unwrap();
    let named = |name: &'static str| move |fault: String| format!("{name}: {fault}");
    let mut faults: Vec<String> = html_faults(&html).into_iter().map(named("HTML")).collect();
    faults.extend(book_faults(&written(publication, Format::Epub)).into_iter().map(named("EPUB")));
    faults.extend(markdown_faults(&markdown).into_iter().map(named("Markdown")));
    faults
}

/// What is wrong with a publication in HTML and Markdown alone, which take less time than a book.
pub(super) fn text_faults(publication: &Publication) -> Vec<String> {
    let markdown = String::from_utf8(written(publication, Format::Markdown)).unwrap();
    let mut faults = html_faults(&html_of(publication));
    faults.extend(markdown_faults(&markdown));
    faults
}

pub(super) fn html_faults(page: &str) -> Vec<String> {
    let (elements, mut faults) = documents::html(page);
    faults
        .extend(page.chars().find(|c| !offprint::model::is_xml_char(*c)).map(|c| format!("character {c:?}")));
    faults.extend(document_faults(&elements, false, &BTreeSet::new()));
    let style: Vec<&str> = elements.iter().filter(|e| e.name == "style").map(|e| e.text.as_str()).collect();
    let own = include_str!("../../crates/html/src/style.css");
    if style.iter().map(|style| style.trim()).collect::<Vec<_>>() != [own.trim()] {
        faults.push("a style sheet that is not ours".into());
    }
    for script in elements.iter().filter(|element| element.name == "script") {
        match serde_json::from_str::<serde_json::Value>(&script.text) {
            Ok(data) if script.attribute("type") == Some("application/ld+json") => {
                faults.extend(data_faults(&data));
            }
            _ => faults.push(format!("script {:?}", script.text)),
        }
    }
    faults
}

/// Addresses in data must be of pages on the web.
fn data_faults(data: &serde_json::Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open = vec![data];
    while let Some(value) = open.pop() {
        if let Some(url) = value.get("url").filter(|url| !url.as_str().is_some_and(allowed::is_web_address)) {
            faults.push(format!("address {url} in the data"));
        }
        open.extend(value.as_array().into_iter().flatten());
        open.extend(value.as_object().into_iter().flat_map(|object| object.values()));
    }
    faults
}

fn document_faults(elements: &[Element], is_book: bool, files: &BTreeSet<String>) -> Vec<String> {
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    for id in elements.iter().filter_map(|element| element.attribute("id")) {
        if !ids.insert(id.to_owned()) {
            faults.push(format!("identifier {id} twice"));
        }
    }
    let around = Around { is_book, ids: &ids, files };
    faults.extend(elements.iter().flat_map(|element| allowed::faults(element, &around)));
    for (name, most) in [("head", 1), ("body", 1), ("title", 1), ("main", 1), ("style", 1), ("script", 1)] {
        if elements.iter().filter(|element| element.name == name).count() > most {
            faults.push(format!("more than {most} {name}"));
        }
    }
    faults
}

/// Every file of a book.
fn book_faults(book: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut data = Vec::new();
        file.read_to_end(&mut data).unwrap();
        files.insert(name, data);
    }
    let beside: BTreeSet<String> =
        files.keys().filter_map(|name| name.strip_prefix("OEBPS/").map(str::to_owned)).collect();
    let mut faults = Vec::new();
    for (name, data) in &files {
        let is_ours = name.chars().all(|c| c.is_ascii_alphanumeric() || "-./_".contains(c));
        let found = match name.rsplit('.').next() {
            _ if !is_ours || name.contains("..") => vec!["its name".to_owned()],
            Some("xhtml") => in_xml(data, |elements| document_faults(elements, true, &beside)),
            Some("opf" | "ncx") => {
                in_xml(data, |elements| elements.iter().flat_map(|e| package_faults(e, &beside)).collect())
            }
            Some("xml") => in_xml(data, |elements| {
                elements.iter().flat_map(|e| package_faults(e, &files.keys().cloned().collect())).collect()
            }),
            Some("css") => (data != include_bytes!("../../crates/epub/src/style.css"))
                .then(|| "not ours".to_owned())
                .into_iter()
                .collect(),
            Some("png" | "jpg" | "gif" | "webp" | "svg") => picture_faults(name, data),
            Some("mimetype") => Vec::new(),
            _ => vec!["its kind".to_owned()],
        };
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    faults
}

fn in_xml(data: &[u8], look: impl Fn(&[Element]) -> Vec<String>) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(data) else { return vec!["not UTF-8".into()] };
    match documents::xml(text) {
        Ok(elements) => look(&elements),
        Err(error) => vec![error],
    }
}

/// Of the package document, the contents of EPUB 2 and the container.
fn package_faults(element: &Element, files: &BTreeSet<String>) -> Vec<String> {
    const ELEMENTS: &str = "package metadata meta manifest item spine itemref dc:title dc:creator dc:contributor dc:identifier \
        dc:language dc:source dc:date dc:publisher dc:description dc:subject dc:rights dc:type ncx head docTitle text navMap \
        navPoint navLabel content container rootfiles rootfile";
    let name = element.name.as_str();
    let mut faults = Vec::new();
    if name == "dc:source" && !offprint::model::is_safe_url(&element.text) {
        faults.push(format!("source {:?}", element.text));
    }
    // Nothing of a book is scripted, and nothing of it lies elsewhere (EPUB 3.3, §D.6.1: `scripted`, `remote-resources`).
    let properties = element.attribute("properties").filter(|_| name == "item").unwrap_or_default();
    if !properties.split(' ').all(|property| matches!(property, "" | "nav" | "cover-image" | "mathml")) {
        faults.push(format!("properties {properties:?}"));
    }
    if !ELEMENTS.split_ascii_whitespace().any(|known| known == name) {
        faults.push(format!("element {name}"));
    }
    for (key, value) in &element.attributes {
        let is_address = matches!(key.as_str(), "href" | "src" | "full-path");
        if key.starts_with("on")
            || (is_address && !files.contains(value.split('#').next().unwrap_or_default()))
        {
            faults.push(format!("{name} {key}={value:?}"));
        }
    }
    faults
}

/// A picture must be what its ending says, and an SVG must only draw.
fn picture_faults(name: &str, data: &[u8]) -> Vec<String> {
    let begins: &[u8] = match name.rsplit('.').next() {
        Some("png") => b"\x89PNG\r\n\x1a\n",
        Some("jpg") => b"\xff\xd8\xff",
        Some("gif") => b"GIF8",
        Some("webp") => b"RIFF",
        _ => return in_xml(data, |elements| elements.iter().flat_map(allowed::svg_faults).collect()),
    };
    if data.starts_with(begins) { Vec::new() } else { vec!["not the picture that it is called".into()] }
}

/// Whether the address of a picture carries a picture that is harmless.
pub(super) fn is_own_picture(address: &str) -> bool {
    let Some((kind, data)) = address.strip_prefix("data:image/").and_then(|rest| rest.split_once(";base64,"))
    else {
        return false;
    };
    let ending = match kind {
        "svg+xml" => "svg",
        "jpeg" => "jpg",
        "png" | "gif" | "webp" => kind,
        _ => return false,
    };
    let Ok(data) = base64::engine::general_purpose::STANDARD.decode(data) else { return false };
    picture_faults(&format!("picture.{ending}"), &data).is_empty()
}

/// Markdown may bring in a few bare tags, and no address that runs.
fn markdown_faults(text: &str) -> Vec<String> {
    const BARE: &str =
        "<br> <sub> </sub> <sup> </sup> <em> </em> <strong> </strong> <del> </del> <code> </code> <!-- -->";
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut faults = front_matter_faults(text);
    // Where formulas are known, and where they are but text.
    let events = Parser::new_ext(text, options);
    for event in events.chain(Parser::new_ext(text, options | Options::ENABLE_MATH)) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim();
                if html != "<!-- -->" && !BARE.split_ascii_whitespace().any(|tag| tag == html) {
                    faults.push(format!("HTML {html:?}"));
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let ok = offprint::model::is_safe_url(&dest_url)
                    || offprint::model::is_relative_address(&dest_url);
                let lower = dest_url.to_ascii_lowercase();
                if !ok
                    || ["javascript:", "data:", "vbscript:"]
                        .iter()
                        .any(|scheme| lower.trim_start().starts_with(scheme))
                {
                    faults.push(format!("link to {dest_url:?}"));
                }
            }
            _ => {}
        }
    }
    faults
}

/// Every line of the front matter is a name and a string of JSON, or the list of tags.
fn front_matter_faults(text: &str) -> Vec<String> {
    let Some((front, _)) = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---\n")) else {
        return vec!["no front matter".into()];
    };
    let is_fine = |line: &&str| {
        let line = line.strip_prefix("  - ").or(line.strip_prefix("    ")).unwrap_or(line);
        let Some((key, value)) = line.split_once(':') else { return false };
        let is_known = match serde_json::from_str(value) {
            Ok(serde_json::Value::String(text)) => {
                !matches!(key, "source" | "url") || offprint::model::is_safe_url(&text)
            }
            Ok(serde_json::Value::Array(_)) => key == "tags",
            _ => key == "authors" && value.is_empty(),
        };
        is_known && key.chars().all(|c| c.is_ascii_lowercase())
    };
    front
        .split('\n')
        .skip(1)
        .filter(|line| !is_fine(line))
        .map(|line| format!("front matter {line:?}"))
        .collect()
}

/// Tokens of a style sheet that fetch or call something not known, by the parser of browsers.
pub(super) fn css_faults(sheet: &str) -> Vec<String> {
    let mut faults = Vec::new();
    walk(&mut cssparser::Parser::new(sheet), &mut faults);
    faults
}

fn walk(parser: &mut cssparser::Parser<'_>, faults: &mut Vec<String>) {
    use cssparser::Token;
    const HARMLESS: &str = "attr calc counter hsl is lang matrix max min not nth-child nth-of-type repeat rgb rgba rotate scale \
        translate url var where";
    while let Ok(token) = parser.next().cloned() {
        let is_fault = match &token {
            Token::UnquotedUrl(url) => !url.starts_with('#'),
            Token::BadUrl(_) | Token::BadString(_) | Token::CloseCurlyBracket | Token::CloseParenthesis => {
                true
            }
            Token::AtKeyword(name) => matches!(&**name, "import" | "font-face" | "namespace" | "charset"),
            Token::Function(name) => {
                !HARMLESS.split_ascii_whitespace().any(|known| name.eq_ignore_ascii_case(known))
            }
            Token::QuotedString(text) => text.contains("//"),
            _ => false,
        };
        if is_fault {
            faults.push(format!("in a style sheet: {token:?}"));
        }
        let is_block = matches!(
            token,
            Token::Function(_)
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::CurlyBracketBlock
        );
        if is_block {
            let _ = parser.parse_nested_block(|inner| -> Result<(), cssparser::ParseError<()>> {
                walk(inner, faults);
                Ok(())
            });
        }
    }
}
