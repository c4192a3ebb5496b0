//! Formats, from pages and from models that no parser made.

use std::io;

use offprint::{Context, Format, ImageLimits, Publication, WriteOptions};

use super::page::{ARTICLE, options, read};

/// Options of writing under which little is decoded.
pub(crate) fn writing() -> WriteOptions {
    let image_limits = ImageLimits { max_side: 300, max_pixels: 1_000_000, ..ImageLimits::default() };
    WriteOptions { image_limits, source_date_epoch: Some(0), ..WriteOptions::default() }
}

/// Writes what is read of a page. Whatever the parser makes can be written.
fn page(data: &[u8], formats: &[Format]) {
    let text = String::from_utf8_lossy(data);
    let page = format!("<title>The harbour book</title><body>{ARTICLE}{text}");
    let Ok(article) = read(page.as_bytes(), &Context::default(), &options()) else { return };
    let publication = Publication::of(article);
    for format in formats {
        if let Err(error) = offprint::write(&publication, *format, &writing(), io::sink()) {
            panic!("{format}: {error}");
        }
    }
}

/// Plain text and Markdown.
pub(crate) fn text(data: &[u8]) {
    page(data, &[Format::Text, Format::Markdown]);
}

/// HTML.
pub(crate) fn html(data: &[u8]) {
    page(data, &[Format::Html]);
}

/// EPUB.
pub(crate) fn epub(data: &[u8]) {
    page(data, &[Format::Epub]);
}

/// PDF.
pub(crate) fn pdf(data: &[u8]) {
    page(data, &[Format::Pdf]);
}

/// Any model in JSON, in every format; it need not keep the model's promises, and an error is an answer.
pub(crate) fn model(data: &[u8]) {
    let Ok(publication) = serde_json::from_slice::<Publication>(data) else { return };
    let kept = offprint::model::check(&publication).is_empty();
    for format in Format::ALL.iter().copied() {
        let result = offprint::write(&publication, format, &writing(), io::sink());
        assert!(result.is_ok() || !kept || publication.articles.is_empty(), "{format}: {result:?}");
    }
}
