//! WARC files written (ISO 28500:2017).

use std::io::{self, Write};

use flate2::{Compression, GzBuilder};
use thiserror::Error;

use super::digest;
use crate::{Place, RecordType};

/// A record to be written.
#[derive(Debug, Clone)]
pub struct NewRecord<'a> {
    /// WARC-Type.
    pub record_type: RecordType,
    /// WARC-Record-ID, without angle brackets: `urn:uuid:…`. Must be the only one of its kind in the world.
    pub record_id: &'a str,
    /// WARC-Date, as RFC 3339 in UTC: `2014-07-15T10:00:00Z`.
    pub date: &'a str,
    /// WARC-Target-URI, for all but warcinfo.
    pub target_uri: Option<&'a str>,
    /// WARC-Refers-To, without angle brackets: the record that a conversion or revisit is of.
    pub refers_to: Option<&'a str>,
    /// Content-Type of the block: `application/http;msgtype=response`, `text/plain`.
    pub content_type: Option<&'a str>,
    /// Further fields, in this order.
    pub fields: &'a [(&'a str, &'a str)],
    /// The block.
    pub block: &'a [u8],
}

/// Why a record is not written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A field that would break the head.
    #[error(
        "the field {name:?} has a name or value that cannot stand in the head of a record; leave out line breaks and other control characters"
    )]
    Field {
        /// Its name.
        name: String,
    },
    /// The disk failed.
    #[error("cannot write the WARC: {0}; check the space on the disk")]
    Io(#[from] io::Error),
}

/// Writes WARC 1.1, each record with WARC-Block-Digest (SHA-1 in base 32, which all programs check) and Content-Length. The same
/// records give the same bytes.
#[derive(Debug)]
pub struct WarcWriter<W: Write> {
    to: W,
    gzip: bool,
    offset: u64,
}

impl<W: Write> WarcWriter<W> {
    /// Writes records as they are.
    pub fn plain(to: W) -> Self {
        Self { to, gzip: false, offset: 0 }
    }

    /// Writes each record as a gzip member (`.warc.gz`).
    pub fn gzip(to: W) -> Self {
        Self { to, gzip: true, offset: 0 }
    }

    /// Writes a record; gives where it stands, its member empty.
    ///
    /// # Errors
    /// [`WriteError::Field`], with nothing written, where a value has control characters or a name signs that names can't have;
    /// [`WriteError::Io`].
    pub fn write(&mut self, record: &NewRecord<'_>) -> Result<Place, WriteError> {
        let head = head(record)?;
        let length = if self.gzip {
            // Without name and time, so that the bytes are the same whenever they are written.
            let packed = Vec::with_capacity(record.block.len() / 3 + 512);
            let mut packed = GzBuilder::new().mtime(0).write(packed, Compression::new(6));
            packed.write_all(head.as_bytes())?;
            packed.write_all(record.block)?;
            packed.write_all(b"\r\n\r\n")?;
            let packed = packed.finish()?;
            self.to.write_all(&packed)?;
            packed.len()
        } else {
            self.to.write_all(head.as_bytes())?;
            self.to.write_all(record.block)?;
            self.to.write_all(b"\r\n\r\n")?;
            head.len() + record.block.len() + 4
        };
        let place = Place { member: String::new(), offset: self.offset, length: length as u64 };
        self.offset += place.length;
        Ok(place)
    }

    /// What was written to, flushed.
    ///
    /// # Errors
    /// [`WriteError::Io`].
    pub fn finish(mut self) -> Result<W, WriteError> {
        self.to.flush()?;
        Ok(self.to)
    }
}

fn head(record: &NewRecord<'_>) -> Result<String, WriteError> {
    let mut head = "WARC/1.1\r\n".to_owned();
    let mut field = |name: &str, value: &str| {
        let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if name.is_empty() || !name.bytes().all(token) || value.chars().any(char::is_control) {
            return Err(WriteError::Field { name: name.to_owned() });
        }
        for part in [name, ": ", value, "\r\n"] {
            head.push_str(part);
        }
        Ok(())
    };
    field("WARC-Type", record.record_type.as_str())?;
    field("WARC-Record-ID", &format!("<{}>", record.record_id))?;
    field("WARC-Date", record.date)?;
    if let Some(uri) = record.target_uri {
        field("WARC-Target-URI", uri)?;
    }
    if let Some(id) = record.refers_to {
        field("WARC-Refers-To", &format!("<{id}>"))?;
    }
    for (name, value) in record.fields {
        // Told from the block; a second one would make readers disagree.
        if ["Content-Length", "WARC-Block-Digest"].iter().any(|own| own.eq_ignore_ascii_case(name)) {
            return Err(WriteError::Field { name: (*name).to_owned() });
        }
        field(name, value)?;
    }
    if let Some(content_type) = record.content_type {
        field("Content-Type", content_type)?;
    }
    field("WARC-Block-Digest", &digest::sha1_base32(record.block))?;
    field("Content-Length", &record.block.len().to_string())?;
    head.push_str("\r\n");
    Ok(head)
}
