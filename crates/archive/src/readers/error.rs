//! What can go wrong in an archive.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::{Place, Record};

/// Why an archive, or a record of it, can't be read. The message says what to do where something can be done.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ArchiveError {
    /// The file or folder can't be opened or read.
    #[error("cannot read {path}: {error}; check the name and who may read it", path = path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file was there when its folder was listed.
    #[error("{path} has gone since its folder was listed; leave the folder alone while it is read", path = path.display())]
    Vanished {
        /// Which.
        path: PathBuf,
    },
    /// It is of a kind that offprint can't read.
    #[error("{path} has no page that can be read: {what}; give WARC, WACZ, MHTML, zip, tar, .webarchive, saved pages or an export", path = path.display())]
    Unknown {
        /// Which.
        path: PathBuf,
        /// What it looks like: `media type application/pdf`.
        what: String,
    },
    /// It breaks the rules of its format.
    #[error("malformed {format}: {what}")]
    Malformed {
        /// The format: `WARC record`, `zip`.
        format: &'static str,
        /// What is wrong.
        what: String,
    },
    /// It ends before it is whole.
    #[error("{format} is cut off after {bytes} bytes")]
    CutOff {
        /// The format.
        format: &'static str,
        /// Bytes that are there.
        bytes: u64,
    },
    /// A file of the archive that an index names is not there.
    #[error("{name} is not found; put it beside the index, or in a folder `archive` beside its folder")]
    Missing {
        /// As the index names it.
        name: String,
    },
    /// Over a limit of [`crate::Limits`].
    #[error("it has {}; raise `{option}` if you trust it", too_many(*found, *limit, what))]
    OverLimit {
        /// What was counted: `bytes`.
        what: &'static str,
        /// How many there are, at least.
        found: u64,
        /// How many are allowed.
        limit: u64,
        /// The field of the limits: `max_bytes`.
        option: &'static str,
    },
}

impl Damage {
    /// Damage at a place of which nothing more is known, and behind which reading goes on.
    pub fn at(place: Place, error: ArchiveError) -> Self {
        Self { place, error, ends: false, about: None }
    }
}

/// Counting ends at the first that is too many, so that often only this is known.
fn too_many(found: u64, limit: u64, what: &str) -> String {
    if found == limit.saturating_add(1) {
        return format!("more than {limit} {what}, which is the limit");
    }
    format!("{found} {what}, over the limit of {limit}")
}

/// A record that can't be read, where it stands, and whether the iterator goes on behind it.
#[derive(Debug, Error)]
#[error("{error}")]
pub struct Damage {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub error: ArchiveError,
    /// Whether nothing more can be read of the archive: its own directory is damaged, or the disk failed.
    pub ends: bool,
    /// What its head says of the record, where that could be read; its content is [`crate::NotAPage::Unreadable`].
    pub about: Option<Box<Record>>,
}
