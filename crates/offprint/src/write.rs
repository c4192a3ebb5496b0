//! Writing a publication.

use std::io::{self, Write};

use offprint_model::Publication;
use thiserror::Error;

use crate::Format;

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
}

/// Writes a publication. The same publication gives the same bytes.
///
/// # Errors
/// [`WriteError`]; what was written up to then is of no use.
pub fn write(publication: &Publication, format: Format, mut out: impl Write) -> Result<(), WriteError> {
    match format {
        Format::Text => {
            out.write_all(
                offprint_text::write_text(publication, &offprint_text::TextOptions::default()).as_bytes(),
            )?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, publication)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(())
}
