//! Saved pages out of web archives, folders and exports, one record after another.
//!
//! [`Archive::open`] tells by its bytes what a file or folder is and gives an iterator over everything that is in it: pages
//! with their bytes, and what is no page with the reason, so that a caller can account for each. What is damaged is an
//! [`Damage`] in its place, and the iterator goes on behind it. Memory is bounded by [`Limits`], whatever the size of the
//! archive; nothing is written, and nothing is read but the archive itself.
//!
//! Without the feature `readers`, which is on by default, there is only [`FilesBeside`]: the pictures beside one page.
#![warn(missing_docs)]

#[cfg(feature = "readers")]
mod archive;
#[cfg(feature = "readers")]
mod by_address;
#[cfg(feature = "readers")]
mod cdxj;
#[cfg(feature = "readers")]
mod chunked;
#[cfg(feature = "readers")]
mod compressed;
#[cfg(feature = "readers")]
mod container;
#[cfg(feature = "readers")]
mod content_coding;
#[cfg(feature = "readers")]
mod dates;
#[cfg(feature = "readers")]
mod error;
#[cfg(feature = "readers")]
mod export;
#[cfg(feature = "readers")]
mod fields;
mod files_beside;
#[cfg(feature = "readers")]
mod files_within;
#[cfg(feature = "readers")]
mod folder;
#[cfg(feature = "readers")]
mod forward;
#[cfg(feature = "readers")]
mod html_marks;
#[cfg(feature = "readers")]
mod http;
#[cfg(feature = "readers")]
mod kind;
#[cfg(feature = "readers")]
mod limits;
#[cfg(feature = "readers")]
mod magic;
#[cfg(feature = "readers")]
mod members;
#[cfg(feature = "readers")]
mod mhtml;
#[cfg(feature = "readers")]
mod mime;
mod names_beside;
#[cfg(feature = "readers")]
mod opened;
#[cfg(feature = "readers")]
mod page;
#[cfg(feature = "readers")]
mod page_titles;
#[cfg(feature = "readers")]
mod page_type;
#[cfg(feature = "readers")]
mod reading;
#[cfg(feature = "readers")]
mod record;
#[cfg(feature = "readers")]
mod source;
#[cfg(feature = "readers")]
mod tar_files;
#[cfg(feature = "readers")]
mod wacz;
#[cfg(feature = "readers")]
mod warc;
#[cfg(feature = "readers")]
mod webarchive;
#[cfg(feature = "readers")]
mod zip_files;
#[cfg(feature = "readers")]
mod zstd;

#[cfg(feature = "readers")]
pub use archive::{Archive, ArchiveKind};
#[cfg(feature = "readers")]
pub use error::{ArchiveError, Damage};
pub use files_beside::FilesBeside;
#[cfg(feature = "readers")]
pub use limits::Limits;
#[cfg(feature = "readers")]
pub use record::{Content, NotAPage, Place, Record, RecordType, Resources};
#[cfg(feature = "readers")]
pub use warc::{NewRecord, WarcWriter, WriteError};
