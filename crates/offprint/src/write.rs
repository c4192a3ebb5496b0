//! Writing a publication in any format.

use std::io::{self, Seek, Write};
use std::time::Duration;

#[cfg(any(feature = "epub", feature = "html"))]
use crate::UserStyle;
use offprint_images::{ImageAccount, ImageLimits};
use offprint_model::{Deadline, Publication};
#[cfg(feature = "pdf")]
use offprint_pdf::{Fonts, PdfError, Style as PageStyle};
use thiserror::Error;
use tracing::{info, info_span};

use crate::Format;

/// How a publication is written; each format takes what concerns it.
#[derive(Debug, Clone)]
pub struct WriteOptions {
    /// Plain text: width of lines, what becomes of links. Feature `text`.
    #[cfg(feature = "text")]
    pub text: offprint_text::TextOptions,
    /// PDF: how pages look. Feature `pdf`.
    #[cfg(feature = "pdf")]
    pub page: PageStyle,
    /// PDF: the faces. The default is the embedded ones alone, which give the same bytes on every machine. Those that a user
    /// gave are a book's too, where it brings its typefaces. Feature `pdf`.
    #[cfg(feature = "pdf")]
    pub fonts: Fonts,
    /// PDF: whether all colours become greys.
    pub grey: bool,
    /// PDF: a file to be attached as the document's source, which makes it PDF/A-3a rather than PDF/A-2a. Feature `pdf`.
    #[cfg(feature = "pdf")]
    pub attach_source: Option<offprint_pdf::Attachment>,
    /// EPUB and PDF: when the file counts as made, in seconds since 1970 (`SOURCE_DATE_EPOCH`). None for the date of
    /// the article itself. The clock is never asked.
    pub source_date_epoch: Option<i64>,
    /// EPUB and HTML: whether pictures are carried.
    pub pictures: bool,
    /// EPUB and HTML: how large pictures may be. HTML also carries WebP, whatever stands here: browsers show it.
    pub image_limits: ImageLimits,
    /// EPUB and HTML: a style sheet of the user's own, which comes after ours. Feature `epub` or `html`.
    #[cfg(any(feature = "epub", feature = "html"))]
    pub style: Option<UserStyle>,
    /// EPUB: whether the book brings its typefaces, cut down to its characters.
    pub embed_fonts: bool,
    /// EPUB: whether Chinese and Japanese are set in columns from right to left.
    pub vertical: bool,
    /// How long writing may take. None, the default, is for as long as it takes: then the clock is never asked.
    pub max_time: Option<Duration>,
}

impl Default for WriteOptions {
    /// Text of 72 columns, A4, embedded faces, dates of the article, pictures, however long it takes.
    fn default() -> Self {
        Self {
            #[cfg(feature = "text")]
            text: offprint_text::TextOptions::default(),
            #[cfg(feature = "pdf")]
            page: PageStyle::default(),
            #[cfg(feature = "pdf")]
            fonts: Fonts::embedded_only(),
            grey: false,
            #[cfg(feature = "pdf")]
            attach_source: None,
            source_date_epoch: None,
            pictures: true,
            image_limits: ImageLimits::default(),
            #[cfg(any(feature = "epub", feature = "html"))]
            style: None,
            embed_fonts: false,
            vertical: false,
            max_time: None,
        }
    }
}

/// What came of writing besides the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Written {
    /// Characters that no face could show: a box stands for each, and the text keeps it. PDF only.
    pub missing: Vec<char>,
    /// What became of pictures that are not there as they were. EPUB, HTML and PDF.
    pub pictures: ImageAccount,
}

/// Of each kind of missing characters so many are shown; a page in a script without a font would fill the screen.
#[cfg(feature = "pdf")]
const SHOWN: usize = 12;

impl Written {
    /// Which pictures could not be shown or stand still, and why, for a person; none where all are as they were.
    pub fn lost_pictures(&self) -> Option<String> {
        self.pictures.in_words()
    }

    /// What is missing from the PDF and which fonts would show it, for a person; none where nothing is missing.
    #[cfg(feature = "pdf")]
    pub fn missing_fonts(&self) -> Option<String> {
        if self.missing.is_empty() {
            return None;
        }
        let kinds: Vec<String> = offprint_pdf::wanted(&self.missing)
            .iter()
            .map(|wanted| {
                let shown: String =
                    wanted.characters.iter().take(SHOWN).filter(|c| !is_private(**c)).collect();
                let more = wanted.characters.len().saturating_sub(SHOWN);
                let more = if more > 0 { format!("… and {more} more") } else { String::new() };
                let space = if shown.is_empty() { "" } else { " " };
                let fonts = wanted.fonts.map(|fonts| format!(": install {fonts}")).unwrap_or_default();
                format!("{}{space}{shown}{more}{fonts}", wanted.kind)
            })
            .collect();
        // Nothing to install, nowhere to get it.
        let elsewhere = if kinds.iter().any(|kind| kind.contains(": install ")) {
            format!(" (packages of Debian and Ubuntu; for other systems see {})", offprint_pdf::ELSEWHERE)
        } else {
            String::new()
        };
        let count = self.missing.len();
        let (characters, have, show) = if count == 1 {
            ("character", "has", "a box stands")
        } else {
            ("characters", "have", "boxes stand")
        };
        Some(format!(
            "{count} {characters} {have} no glyph in any font in use; {show} in the PDF, whose text keeps them: {}{elsewhere}",
            kinds.join("; ")
        ))
    }
}

#[cfg(feature = "pdf")]
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
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
    /// It took longer than [`WriteOptions::max_time`] allows.
    #[error("the article takes longer than {limit:?} to write; raise `{option}` if you trust it")]
    OverTime {
        /// How long it was allowed to take.
        limit: Duration,
        /// The option to set: `max_time`.
        option: &'static str,
    },
    /// No EPUB could be made. Feature `epub`.
    #[cfg(feature = "epub")]
    #[error("cannot make an EPUB: {0}")]
    Epub(#[from] offprint_epub::EpubError),
    /// No PDF could be made. Feature `pdf`.
    #[cfg(feature = "pdf")]
    #[error("cannot make a PDF: {0}")]
    Pdf(#[from] PdfError),
}

/// Writes a publication. The same publication, options and fonts give the same bytes.
///
/// Events of [`tracing`] say what was written and what a careful user should know.
///
/// # Errors
/// [`WriteError`]; what was written up to then is of no use.
pub fn write(
    publication: &Publication,
    format: Format,
    options: &WriteOptions,
    out: impl Write,
) -> Result<Written, WriteError> {
    let _span = info_span!("write", %format).entered();
    let deadline = Deadline::of(options.max_time);
    let mut out = Counted { out, bytes: 0, deadline };
    let written = write_in(publication, format, options, deadline, &mut out);
    // Writers leave out what they had no time for.
    in_time(deadline)?;
    let written = written?;
    tell(&written, out.bytes);
    Ok(written)
}

/// Refuses what was written when time was over.
fn in_time(deadline: Deadline) -> Result<(), WriteError> {
    deadline.over().map_or(Ok(()), |limit| Err(WriteError::OverTime { limit, option: "max_time" }))
}

/// Writes a publication in a format.
fn write_in(
    publication: &Publication,
    format: Format,
    #[cfg_attr(
        not(any(feature = "epub", feature = "pdf", feature = "text", feature = "html")),
        allow(unused_variables, reason = "JSON has no options")
    )]
    options: &WriteOptions,
    #[cfg_attr(
        not(any(feature = "epub", feature = "pdf", feature = "text", feature = "html")),
        allow(unused_variables, reason = "the target of JSON looks at the clock")
    )]
    deadline: Deadline,
    mut out: impl Write,
) -> Result<Written, WriteError> {
    #[allow(unused_mut, reason = "text has nothing to tell")]
    let mut written = Written::default();
    match format {
        #[cfg(feature = "epub")]
        Format::Epub => {
            written.pictures =
                offprint_epub::write(publication, &epub_options(options, deadline), &mut out)?.pictures;
        }
        #[cfg(feature = "pdf")]
        Format::Pdf => {
            let pdf = offprint_pdf::PdfOptions {
                style: options.page,
                source_date_epoch: options.source_date_epoch,
                grey: options.grey,
                attachment: options.attach_source.clone(),
                max_pixels: options.image_limits.max_pixels,
                deadline,
            };
            let report = offprint_pdf::write(publication, &pdf, &options.fonts, &mut out)?;
            tracing::debug!(pages = report.pages, "set");
            written.missing = report.missing;
            written.pictures = report.pictures;
            if let Some(missing) = written.missing_fonts() {
                tracing::warn!("{missing}");
            }
        }
        #[cfg(feature = "text")]
        Format::Text => {
            let text = offprint_text::TextOptions { deadline, ..options.text };
            out.write_all(offprint_text::write_text(publication, &text).as_bytes())?;
        }
        #[cfg(feature = "text")]
        Format::Markdown => {
            let markdown = offprint_text::MarkdownOptions { deadline, ..Default::default() };
            out.write_all(offprint_text::write_markdown(publication, &markdown).as_bytes())?;
        }
        #[cfg(feature = "html")]
        Format::Html => {
            let html = offprint_html::HtmlOptions {
                pictures: options.pictures,
                limits: ImageLimits { webp: true, ..options.image_limits },
                style: options.style.clone(),
                deadline,
                ..offprint_html::HtmlOptions::default()
            };
            let document = offprint_html::write_html(publication, &html);
            written.pictures = document.pictures;
            out.write_all(document.html.as_bytes())?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, publication)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(written)
}

/// Tells what came of writing.
fn tell(written: &Written, bytes: u64) {
    if let Some(pictures) = written.lost_pictures() {
        tracing::warn!("{pictures}");
    }
    info!(bytes, "written");
}

/// As [`write()`], to a file or whatever else can go back in what it wrote. An EPUB is written straight into it, without a copy of its
/// pictures in memory.
///
/// # Errors
/// [`WriteError`]; what was written up to then is of no use.
pub fn write_seekable(
    publication: &Publication,
    format: Format,
    options: &WriteOptions,
    mut out: impl Write + Seek,
) -> Result<Written, WriteError> {
    #[cfg(feature = "epub")]
    if format == Format::Epub {
        let _span = info_span!("write", %format).entered();
        let deadline = Deadline::of(options.max_time);
        let report = offprint_epub::write_seekable(publication, &epub_options(options, deadline), &mut out);
        in_time(deadline)?;
        let report = report?;
        let written = Written { pictures: report.pictures, ..Written::default() };
        tell(&written, out.stream_position()?);
        return Ok(written);
    }
    write(publication, format, options, &mut out)
}

#[cfg(feature = "epub")]
fn epub_options(options: &WriteOptions, deadline: Deadline) -> offprint_epub::EpubOptions {
    offprint_epub::EpubOptions {
        source_date_epoch: options.source_date_epoch,
        pictures: options.pictures,
        limits: options.image_limits,
        style: options.style.clone(),
        embed_fonts: options.embed_fonts,
        #[cfg(feature = "pdf")]
        fonts: options.fonts.user_faces(),
        #[cfg(not(feature = "pdf"))]
        fonts: Vec::new(),
        vertical: options.vertical,
        deadline,
    }
}

/// A target that counts what goes into it, and takes no more when time is over.
struct Counted<W> {
    out: W,
    bytes: u64,
    deadline: Deadline,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.deadline.is_over() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let count = self.out.write(bytes)?;
        self.bytes += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
