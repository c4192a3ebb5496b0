//! Writing a publication in any format.

use std::io::{self, Write};

use offprint_epub::{EpubError, EpubOptions};
use offprint_html::HtmlOptions;
use offprint_model::Publication;
use offprint_pdf::{Fonts, Paper, PdfError, PdfOptions};
use offprint_text::{MarkdownOptions, TextOptions};
use thiserror::Error;

use crate::Format;

/// How a publication is written; each format takes what concerns it.
#[derive(Debug)]
pub struct WriteOptions {
    /// Plain text: width of lines, what becomes of links.
    pub text: TextOptions,
    /// PDF: the paper.
    pub paper: Paper,
    /// PDF: the faces. The default is the embedded ones alone, which give the same bytes on every machine.
    pub fonts: Fonts,
    /// EPUB and PDF: when the file counts as made, in seconds since 1970 (`SOURCE_DATE_EPOCH`). None for the date of
    /// the article itself. The clock is never asked.
    pub source_date_epoch: Option<i64>,
    /// EPUB and HTML: whether pictures are carried.
    pub pictures: bool,
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self {
            text: TextOptions::default(),
            paper: Paper::A4,
            fonts: Fonts::embedded_only(),
            source_date_epoch: None,
            pictures: true,
        }
    }
}

/// What came of writing besides the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Written {
    /// Characters that no face could show: a box stands for each. PDF only.
    pub missing: Vec<char>,
}

/// Why a publication could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The target could not be written to.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
    /// The model could not be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// No EPUB could be made.
    #[error("cannot make an EPUB: {0}")]
    Epub(#[from] EpubError),
    /// No PDF could be made.
    #[error("cannot make a PDF: {0}")]
    Pdf(#[from] PdfError),
}

/// Writes a publication. The same publication, options and fonts give the same bytes.
///
/// # Errors
/// [`WriteError`]; what was written up to then is of no use.
pub fn write(
    publication: &Publication,
    format: Format,
    options: &WriteOptions,
    mut out: impl Write,
) -> Result<Written, WriteError> {
    let mut written = Written::default();
    match format {
        Format::Epub => {
            let epub =
                EpubOptions { source_date_epoch: options.source_date_epoch, pictures: options.pictures };
            offprint_epub::write(publication, &epub, &mut out)?;
        }
        Format::Pdf => {
            let pdf = PdfOptions { paper: options.paper, source_date_epoch: options.source_date_epoch };
            written.missing = offprint_pdf::write(publication, &pdf, &options.fonts, &mut out)?.missing;
        }
        Format::Text => {
            out.write_all(offprint_text::write_text(publication, &options.text).as_bytes())?;
        }
        Format::Markdown => {
            let markdown = MarkdownOptions::default();
            out.write_all(offprint_text::write_markdown(publication, &markdown).as_bytes())?;
        }
        Format::Html => {
            let html = HtmlOptions { pictures: options.pictures, ..HtmlOptions::default() };
            out.write_all(offprint_html::write_html(publication, &html).as_bytes())?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, publication)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(written)
}
