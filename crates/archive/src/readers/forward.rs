//! Going to a place in bytes that may be compressed: by reading on where nothing else is possible.

use std::io::{self, Read, SeekFrom};

use crate::ArchiveError;
use crate::readers::compressed::Compression;
use crate::readers::source::{ReadSeek, Source};

/// Bytes that are gone through, mostly forwards.
pub(crate) struct Forward {
    source: Source,
    compression: Option<Compression>,
    inner: Inner,
    at: u64,
}

enum Inner {
    /// Not opened yet.
    Before,
    Anywhere(Box<dyn ReadSeek>),
    Onwards(Box<dyn Read + Send>),
}

impl Forward {
    /// Of a source that can be read again.
    pub(crate) fn open(source: Source, compression: Option<Compression>) -> Result<Self, ArchiveError> {
        Ok(Self { source, compression, inner: Inner::Before, at: 0 })
    }

    /// Where it is.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    fn begin(&mut self) -> io::Result<()> {
        let other = |error: ArchiveError| match error {
            ArchiveError::Io { error, .. } => error,
            error => io::Error::other(error.to_string()),
        };
        let opened = self.source.open().map_err(other)?;
        let opened = opened.ok_or_else(|| io::Error::other("it can only be read on"))?;
        self.inner = match self.compression {
            None => Inner::Anywhere(opened),
            Some(compression) => Inner::Onwards(compression.inflate(Box::new(opened))),
        };
        self.at = 0;
        Ok(())
    }

    /// Goes to a place; where that is behind in compressed bytes, from the beginning. A place behind the end is an error.
    pub(crate) fn go_to(&mut self, place: u64) -> io::Result<()> {
        if matches!(self.inner, Inner::Before) || self.at > place && matches!(self.inner, Inner::Onwards(_)) {
            self.begin()?;
        }
        if self.at == place {
            return Ok(());
        }
        match &mut self.inner {
            Inner::Before => Err(io::ErrorKind::NotFound.into()),
            Inner::Anywhere(reader) => {
                let end = reader.seek(SeekFrom::End(0))?;
                self.at = reader.seek(SeekFrom::Start(place.min(end)))?;
                if end < place { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
            }
            Inner::Onwards(reader) => {
                let skipped = io::copy(&mut reader.take(place - self.at), &mut io::sink());
                match skipped {
                    Ok(skipped) => self.at += skipped,
                    // Where it is now is not known.
                    Err(error) => {
                        self.inner = Inner::Before;
                        return Err(error);
                    }
                }
                if self.at < place { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
            }
        }
    }
}

impl Read for Forward {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = match &mut self.inner {
            Inner::Before => 0,
            Inner::Anywhere(reader) => reader.read(buffer)?,
            Inner::Onwards(reader) => reader.read(buffer)?,
        };
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}
