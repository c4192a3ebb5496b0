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
        if serde_json::from_str::<serde_json::Value>(&script.text).is_err()
            || script.attribute("type") != Some("application/ld+json")
        {
            faults.push(format!("script {:?}", script.text));
        }
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
    let mut faults = Vec::new();
    for event in Parser::new_ext(text, options) {
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
