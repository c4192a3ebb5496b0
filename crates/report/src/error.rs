//! Why a report can't be made.

use std::io;
use std::path::PathBuf;

use offprint_ledger::rusqlite;
use thiserror::Error;

/// Why a report can't be made. The message says what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The ledger can't be read.
    #[error(
        "cannot read the ledger: {0}; check that no other program holds it, and that it is a ledger of this program"
    )]
    Ledger(#[from] rusqlite::Error),
    /// The report can't be written.
    #[error("cannot write the report: {0}; check the name and the room on the disk")]
    Write(#[from] io::Error),
    /// An output that the ledger has is not there.
    #[error("the output {path} is missing; run the batch again with the same ledger, which makes it anew, or give the folder of the outputs that belongs to this ledger", path = path.display())]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// An output is not what the ledger has.
    #[error("the output {path} was changed since it was made: {what}; put the original back, or remove it and run the batch again with the same ledger", path = path.display())]
    Changed {
        /// Which.
        path: PathBuf,
        /// How: `SHA-256 …, and the ledger has …`.
        what: String,
    },
    /// An output can't be read.
    #[error("cannot read the output {path}: {error}; check who may read it", path = path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The ledger names an output outside of the folder of the outputs.
    #[error(
        "the ledger names {path:?}, which is no path below the folder of the outputs; do not trust this ledger"
    )]
    Outside {
        /// What it names.
        path: String,
    },
    /// An output is over a limit.
    #[error("the output {path} has {found} bytes, over the limit of {limit}; raise `{option}` if there is memory for it", path = path.display())]
    OverLimit {
        /// Which.
        path: PathBuf,
        /// Its bytes.
        found: u64,
        /// How many are allowed.
        limit: u64,
        /// The field of the options.
        option: &'static str,
    },
    /// A record of a WARC must have a date, and the archive did not say one.
    #[error("the page {place} has no date of its capture, which a WARC must have; give a date")]
    NoDate {
        /// Where the page stands.
        place: String,
    },
    /// A record can't be written as WARC.
    #[error("cannot write the page {place} as WARC: {error}")]
    Warc {
        /// Where the page stands.
        place: String,
        /// Why.
        error: offprint_archive::WriteError,
    },
}

impl From<serde_json::Error> for ReportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Write(error.into())
    }
}

impl From<csv::Error> for ReportError {
    fn from(error: csv::Error) -> Self {
        // With its kind: who reads our output may have enough of it.
        Self::Write(match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => std::io::Error::other(format!("{other:?}")),
        })
    }
}
