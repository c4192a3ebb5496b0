//! WARC 1.0 and 1.1 (ISO 28500), plain, in gzip or in zstd.
//!
//! A reader of our own: the crate `warc` (0.4) inflates all members as one stream, so that no record has a place, reads no zstd and no
//! head whose lines end in LF alone, bounds neither heads nor blocks, and does not find the next record behind damage.
//!
//! Places are those of CDX: where a record's gzip member or zstd frame begins, and its length. In a file that is compressed as a
//! whole, and behind any member with several records, they can't be: there the offset is that in the file plus what its members with
//! several records have more inflated than stored (in a file of one member: the offset in what it inflates to), and the length is 0.
//! Such records are found again by reading on from the beginning, and have no pictures or originals looked up.

mod digest;
mod files;
mod head;
mod index;
mod members;
mod payload;
mod raw;
mod reader;
mod resync;
mod scanner;
#[cfg(test)]
mod tests;
mod writer;

use std::sync::Arc;

use raw::Raw;
use scanner::Scanner;

use crate::readers::archive::Reader;
use crate::readers::source::Source;
use crate::readers::zstd;
use crate::{ArchiveError, Limits};

pub(crate) use files::Files;
pub(crate) use head::date;
pub(crate) use reader::WarcReader;
pub use writer::{NewRecord, WarcWriter, WriteError};

/// The records of a WARC whose places have this `member`.
///
/// # Errors
/// Where the file can't be opened.
pub(crate) fn open(source: Source, member: String, limits: &Limits) -> Result<Box<dyn Reader>, ArchiveError> {
    if matches!(source, Source::Stream(_)) {
        return Ok(Box::new(open_stream(source, member, limits)?));
    }
    let files = Arc::new(Files::new([source], limits));
    Ok(Box::new(open_with(&files, 0, member, limits)?))
}

/// The records of a WARC that can only be read on, and has no pictures looked up.
pub(crate) fn open_stream(
    source: Source,
    member: String,
    limits: &Limits,
) -> Result<WarcReader, ArchiveError> {
    Ok(WarcReader::new(Scanner::new(Raw::open(source)?, member, limits), None, limits))
}

/// The records of one of several files that belong together.
pub(crate) fn open_with(
    files: &Arc<Files>,
    number: usize,
    member: String,
    limits: &Limits,
) -> Result<WarcReader, ArchiveError> {
    let scanner = files.open(number, member)?;
    Ok(WarcReader::new(scanner, Some(Arc::clone(files)), limits))
}

/// The same for records at known places alone: behind damage nothing is looked for, so that many places of one damaged file cost no
/// more than they have bytes.
pub(crate) fn open_for_places(
    files: &Arc<Files>,
    number: usize,
    member: String,
    limits: &Limits,
) -> Result<WarcReader, ArchiveError> {
    let scanner = files.open(number, member)?.staying();
    Ok(WarcReader::new(scanner, Some(Arc::clone(files)), limits))
}

/// Whether a file that begins so is a WARC: plain, or in a gzip member or zstd frame, with a dictionary or without. Of a
/// frame its first block must be there, which may have 128 KiB; one that needs a dictionary is taken for a WARC's only behind its dictionary.
pub(crate) fn is_warc(first_bytes: &[u8]) -> bool {
    if is_record_line(first_bytes.trim_ascii_start()) || first_bytes.starts_with(&zstd::DICTIONARY) {
        return true;
    }
    resync::inflates_to_warc(first_bytes).unwrap_or(false)
}

fn is_record_line(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/")
}

/// Whether a gzip member or a frame of zstd begins here.
fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B]) || zstd::is_frame(bytes)
}
