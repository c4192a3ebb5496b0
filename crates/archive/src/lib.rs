//! Saved pages out of web archives, folders and exports, one record after another.
//!
//! [`Archive::open`] tells by its bytes what a file or folder is and gives an iterator over everything that is in it: pages
//! with their bytes, and what is no page with the reason, so that a caller can account for each. What is damaged is an
//! [`Damage`] in its place, and the iterator goes on behind it. Memory is bounded by [`Limits`], whatever the size of the
//! archive; nothing is written, and nothing is read but the archive itself.
//!
//! Without the feature `readers`, which is on by default, there is only [`FilesBeside`]: the pictures beside one page.
#![warn(missing_docs)]

mod files_beside;
mod names_beside;
#[cfg(feature = "readers")]
mod readers;

pub use files_beside::FilesBeside;
#[cfg(feature = "readers")]
pub use readers::{
    Archive, ArchiveError, ArchiveKind, Content, Damage, Limits, NewRecord, NotAPage, Place, Record,
    RecordType, Resources, WarcWriter, WriteError,
};
