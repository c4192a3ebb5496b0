//! What can go wrong when a PDF is written.

use std::time::Duration;

use offprint_model::Deadline;
use thiserror::Error;

/// Why no PDF was written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// A face could not be cut down to the glyphs in use.
    #[error(
        "the font {face} can't be embedded: {reason}; remove it from the system's fonts or leave system fonts out"
    )]
    Font {
        /// PostScript name of the face.
        face: String,
        /// What the subsetter or the writer said.
        reason: String,
    },
    /// An object of the document is not where it was put: a fault of this program.
    #[error("the PDF came out malformed ({0}); please report it with the page that was converted")]
    Malformed(&'static str),
    /// It took longer than [`PdfOptions::deadline`](crate::PdfOptions::deadline) allows.
    #[error("the PDF takes longer than {0:?} to make; allow it more time")]
    OverTime(Duration),
    /// The output could not be written.
    #[error(
        "the PDF can't be written: {0}; check that the disk has room and that the folder may be written to"
    )]
    Write(#[from] std::io::Error),
}

/// Refuses to go on when time is over.
pub(crate) fn in_time(deadline: Deadline) -> Result<(), PdfError> {
    deadline.over().map_or(Ok(()), |limit| Err(PdfError::OverTime(limit)))
}
