//! Golden files: what each fixture becomes as JSON, text and HTML, and the structure of some books and PDFs. They lie
//! in `fixtures/expected`, under the name of the page.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use offprint::{Context, Format, Options, Publication, WriteOptions};

fn expected(page: &Path, ending: &str) -> PathBuf {
    let stem = page.file_stem().unwrap().to_string_lossy().into_owned();
    page.parent().unwrap().join("expected").join(format!("{stem}.{ending}"))
}

fn publication(page: &Path) -> Publication {
    let context = Context {
        source: Some(page.file_name().unwrap().to_string_lossy().into_owned()),
        ..Context::default()
    };
    let article = offprint::read(&std::fs::read(page).unwrap(), &context, &Options::default());
    Publication::of(article.unwrap_or_else(|error| panic!("{}: {error}", page.display())))
}

fn bytes(publication: &Publication, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    offprint::write(publication, format, &WriteOptions::default(), &mut out).unwrap();
    out
}

#[test]
fn every_fixture_gives_its_goldens() {
    let mut faults = Vec::new();
    for page in crate::pages() {
        let publication = publication(&page);
        for (format, ending) in
            [(Format::Json, "json"), (Format::Text, "txt"), (Format::Html, "html"), (Format::Markdown, "md")]
        {
            let mut found = String::from_utf8(bytes(&publication, format)).unwrap();
            if format == Format::Html {
                found = without_style(&found);
            }
            faults.extend(crate::golden(&expected(&page, ending), &found).err());
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The style sheet, which is the same in every file of HTML.
const STYLE: &str = include_str!("../crates/html/src/style.css");

/// HTML with one line in the place of its style sheet, which must be there once and to the letter.
fn without_style(html: &str) -> String {
    let style = format!("<style>\n{STYLE}</style>");
    assert_eq!(html.matches(&style).count(), 1, "the style sheet stands once in the file");
    html.replacen(&style, "<style>crates/html/src/style.css</style>", 1)
}

/// The fixtures whose books and PDFs are looked into: together they have every kind of block.
const LOOKED_INTO: [&str; 6] = [
    "glassmakers--longread-pictures",
    "poet--obituary-verse",
    "qanat--arabic",
    "sorting--academic-blog",
    "think-tank--author-boxes",
    "water-quality--government",
];

#[test]
fn books_and_pdfs_have_their_structure() {
    let mut faults = Vec::new();
    for page in crate::pages() {
        let stem = page.file_stem().unwrap().to_string_lossy().into_owned();
        if !LOOKED_INTO.contains(&stem.as_str()) {
            continue;
        }
        let publication = publication(&page);
        let epub = structure_of_epub(&bytes(&publication, Format::Epub));
        faults.extend(crate::golden(&expected(&page, "epub-structure.txt"), &epub).err());
        let pdf = structure_of_pdf(&bytes(&publication, Format::Pdf));
        faults.extend(crate::golden(&expected(&page, "pdf-structure.txt"), &pdf).err());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Names of the files, and the package and navigation documents in full.
fn structure_of_epub(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut out = String::new();
    let mut documents = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        out.push_str(&format!("{name}\n"));
        if name.ends_with(".opf") || name.ends_with("nav.xhtml") {
            documents.push_str(&format!("\n=== {name}\n"));
            file.read_to_string(&mut documents).unwrap();
        }
    }
    out + &documents
}

/// The structure tree: roles with their attributes, and how much content each has; then outline and claims.
fn structure_of_pdf(file: &[u8]) -> String {
    let document = lopdf::Document::load_mem(file).unwrap();
    let catalogue = document.catalog().unwrap();
    let mut out = format!("pages: {}\n", document.get_pages().len());
    let root = catalogue.get(b"StructTreeRoot").and_then(lopdf::Object::as_reference).unwrap();
    for kid in document.get_dictionary(root).unwrap().get(b"K").unwrap().as_array().unwrap() {
        element(&document, kid, 0, &mut out);
    }
    out
}

fn element(document: &lopdf::Document, kid: &lopdf::Object, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match kid {
        lopdf::Object::Integer(_) => out.push_str(&format!("{indent}content\n")),
        lopdf::Object::Dictionary(kid) => {
            let kind = kid.get(b"Type").and_then(lopdf::Object::as_name).unwrap();
            out.push_str(&format!("{indent}{}\n", String::from_utf8_lossy(kind)));
        }
        lopdf::Object::Reference(id) => {
            let node = document.get_dictionary(*id).unwrap();
            let role = node.get(b"S").and_then(lopdf::Object::as_name).unwrap();
            out.push_str(&format!("{indent}{}", String::from_utf8_lossy(role)));
            for key in [&b"Lang"[..], b"Alt"] {
                if let Ok(value) = node.get(key) {
                    let text = lopdf::decode_text_string(value).unwrap();
                    out.push_str(&format!(" {}={text:?}", String::from_utf8_lossy(key)));
                }
            }
            if let Ok(attributes) = node.get(b"A").and_then(lopdf::Object::as_dict) {
                for key in [&b"Scope"[..], b"ColSpan", b"RowSpan", b"ListNumbering"] {
                    if let Ok(value) = attributes.get(key) {
                        out.push_str(&format!(" {}={value:?}", String::from_utf8_lossy(key)));
                    }
                }
            }
            out.push('\n');
            for kid in node.get(b"K").and_then(lopdf::Object::as_array).into_iter().flatten() {
                element(document, kid, depth + 1, out);
            }
        }
        other => panic!("{other:?} in the structure tree"),
    }
}
