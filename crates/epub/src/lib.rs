//! EPUB 3.3 from the document model.
//!
//! [`write()`] gives a whole book: one chapter an article, pictures, navigation (and EPUB 2's ncx for old
//! devices), metadata. epub-builder assembles the container; a finishing stage then puts in the package and
//! navigation documents, which it can't write as fully as the standard allows, and makes the bytes depend on
//! nothing but the publication and the options.
#![warn(missing_docs)]

mod accessibility;
mod book;
mod faces;
mod finish;
mod front;
mod metadata;
mod modified;
mod navigation;
mod package;
mod pictures;
mod setting;
mod stylesheet;
mod target;

use std::io::{self, Seek, Write};
use std::time::Duration;

pub use offprint_fonts::{SubsetError, UserFace};
pub use offprint_html::{UserStyle, UserStyleError};
pub use offprint_images::{ImageAccount, ImageLimits};
use offprint_model::{Deadline, Publication};
use thiserror::Error;

/// How a book is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpubOptions {
    /// When the book was made, in seconds since 1970: `SOURCE_DATE_EPOCH`. Without it the dates of the
    /// publication serve; the clock never does.
    pub source_date_epoch: Option<i64>,
    /// Whether pictures are carried; if not, their words and addresses are.
    pub pictures: bool,
    /// How large pictures may be.
    pub limits: ImageLimits,
    /// A style sheet of the user's own, which comes after the book's.
    pub style: Option<UserStyle>,
    /// Whether the book brings its typefaces, cut down to its characters: Libertinus Serif, and DejaVu Sans Mono for
    /// code. Without them it is set in the reader's own.
    pub embed_fonts: bool,
    /// Faces of the user's own, which a book that brings typefaces takes in the place of these.
    pub fonts: Vec<UserFace>,
    /// Whether Chinese and Japanese are set in columns from right to left rather than in lines across.
    pub vertical: bool,
    /// When making the book is given up.
    pub deadline: Deadline,
}

impl Default for EpubOptions {
    /// With pictures as reading devices show them, dated by the publication, in lines across and the reader's own faces,
    /// however long it takes.
    fn default() -> Self {
        Self {
            source_date_epoch: None,
            pictures: true,
            limits: ImageLimits::default(),
            style: None,
            embed_fonts: false,
            fonts: Vec::new(),
            vertical: false,
            deadline: Deadline::default(),
        }
    }
}

/// What came of it besides the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Report {
    /// What became of the pictures.
    pub pictures: ImageAccount,
}

/// Why a book could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EpubError {
    /// A book needs a chapter (EPUB 3.3, §5.7.1).
    #[error("the publication holds no article; a book needs at least one")]
    NoArticles,
    /// The container could not be assembled.
    #[error("cannot assemble the book: {0}")]
    Assemble(#[from] Box<epub_builder::Error>),
    /// The container could not be packed; a book past 4 GB, for one.
    #[error("cannot pack the book: {0}; try it without pictures")]
    Pack(#[from] zip::result::ZipError),
    /// A typeface could not be cut down.
    #[error(transparent)]
    Font(#[from] SubsetError),
    /// It took longer than [`EpubOptions::deadline`] allows.
    #[error("the book takes longer than {0:?} to make; allow it more time")]
    OverTime(Duration),
    /// The target could not be written to.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
}

/// Refuses to go on when time is over.
fn in_time(deadline: Deadline) -> Result<(), EpubError> {
    deadline.over().map_or(Ok(()), |limit| Err(EpubError::OverTime(limit)))
}

/// Writes a publication as EPUB 3.3. The same publication and options give the same bytes. The book is made in memory and then
/// written; [`write_seekable`] needs less.
///
/// # Errors
/// [`EpubError`]; what was written up to then is of no use.
pub fn write(
    publication: &Publication,
    options: &EpubOptions,
    mut out: impl Write,
) -> Result<Report, EpubError> {
    let mut bytes = io::Cursor::new(Vec::new());
    let report = write_seekable(publication, options, &mut bytes)?;
    out.write_all(bytes.get_ref())?;
    out.flush()?;
    Ok(report)
}

/// As [`write()`], straight to a file or whatever else can go back in what it wrote. Pictures are not copied in memory.
///
/// # Errors
/// [`EpubError`]; what was written up to then is of no use.
pub fn write_seekable(
    publication: &Publication,
    options: &EpubOptions,
    out: impl Write + Seek,
) -> Result<Report, EpubError> {
    let book = book::Book::of(publication, options)?;
    in_time(options.deadline)?;
    let assembled = book.assemble()?;
    in_time(options.deadline)?;
    finish::finish(&assembled, &book, out)?;
    in_time(options.deadline)?;
    Ok(Report { pictures: book.account })
}
