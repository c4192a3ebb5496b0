//! Saved pages out of web archives, folders and exports, one record after another.
//!
//! [`Archive::open`] tells by its bytes what a file or folder is and gives an iterator over everything that is in it: pages
//! with their bytes, and what is no page with the reason, so that a caller can account for each. What is damaged is an
//! [`Damage`] in its place, and the iterator goes on behind it. Memory is bounded by [`Limits`], whatever the size of the
//! archive; nothing is written, and nothing is read but the archive itself.
#![warn(missing_docs)]

mod archive;
mod chunked;
mod content_coding;
mod error;
mod fields;
mod http;
mod limits;
mod page_type;
mod record;
mod source;
mod warc;

pub use archive::{Archive, ArchiveKind};
pub use error::{ArchiveError, Damage};
pub use limits::Limits;
pub use record::{Content, NotAPage, Place, Record, RecordType, Resources};
pub use warc::{NewRecord, WarcWriter, WriteError};
