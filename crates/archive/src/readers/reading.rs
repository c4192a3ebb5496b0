//! Reading of sources, with limits.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use crate::ArchiveError;
use crate::readers::checked::{Checked, Checksum};
use crate::readers::source::Source;

impl Source {
    /// The bytes one after another.
    pub(crate) fn reader(self) -> Result<Box<dyn Read + Send>, ArchiveError> {
        match self {
            Self::Stream(stream) => Ok(stream),
            Self::Part { sum: Some(sum), path, start, length } => {
                let part = Self::Part { sum: None, path, start, length }.reader()?;
                Ok(Box::new(Checked::new(part, sum)))
            }
            other => match other.open()? {
                Some(reader) => Ok(Box::new(reader)),
                None => Ok(Box::new(io::empty())),
            },
        }
    }

    /// The first bytes, which are read once more afterwards.
    pub(crate) fn head(&mut self, count: usize) -> Result<Vec<u8>, ArchiveError> {
        let most = u64::try_from(count).unwrap_or(u64::MAX);
        let mut head = Vec::new();
        let read = match &mut *self {
            Self::Stream(stream) => {
                let read = stream.take(most).read_to_end(&mut head);
                let rest = std::mem::replace(stream, Box::new(io::empty()));
                *stream = Box::new(Cursor::new(head.clone()).chain(rest));
                read
            }
            other => match other.open()? {
                Some(reader) => reader.take(most).read_to_end(&mut head),
                None => Ok(0),
            },
        };
        match read {
            Ok(_) => Ok(head),
            // What there is may tell what it is; the error comes again when it is read.
            Err(_) if matches!(self, Self::Stream(_)) && !head.is_empty() => Ok(head),
            Err(error) => Err(self.error(error, 0)),
        }
    }

    /// All bytes, of no more than a limit, which is the field of this name.
    pub(crate) fn read_all(self, limit: usize, option: &'static str) -> Result<Vec<u8>, ArchiveError> {
        let place = self.again();
        let (bytes, read) = read_up_to(&mut self.reader()?, limit.saturating_add(1));
        if bytes.len() > limit {
            return Err(over(limit, option));
        }
        let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        match read {
            // A part goes to where its archive says, if that is whole.
            Ok(()) => match place {
                Some(Self::Part { length, .. }) if length > found => {
                    Err(ArchiveError::CutOff { format: "the file", bytes: found })
                }
                _ => Ok(bytes),
            },
            Err(error) => Err(place.unwrap_or(Self::Bytes(Arc::from([]))).error(error, found)),
        }
    }

    /// The same bytes once more; none for a stream.
    pub(crate) fn again(&self) -> Option<Self> {
        Some(match self {
            Self::File(path) => Self::File(path.clone()),
            Self::Part { path, start, length, sum } => {
                Self::Part { path: path.clone(), start: *start, length: *length, sum: *sum }
            }
            Self::Bytes(bytes) => Self::Bytes(Arc::clone(bytes)),
            Self::Stream(_) => return None,
        })
    }

    /// A part of the bytes; none of a stream.
    pub(crate) fn part(&self, start: u64, length: u64) -> Option<Self> {
        Some(match self {
            Self::File(path) => Self::Part { path: path.clone(), start, length, sum: None },
            Self::Part { path, start: before, length: whole, .. } => Self::Part {
                path: path.clone(),
                start: before.saturating_add(start),
                length: length.min(whole.saturating_sub(start)),
                sum: None,
            },
            Self::Bytes(bytes) => {
                let mut cursor = Cursor::new(Arc::clone(bytes));
                cursor.set_position(start);
                Self::Stream(Box::new(cursor.take(length)))
            }
            Self::Stream(_) => return None,
        })
    }

    /// The same bytes, with what is said of them.
    pub(crate) fn with_checksum(self, sum: Checksum) -> Self {
        match self {
            Self::Part { path, start, length, .. } => Self::Part { path, start, length, sum: Some(sum) },
            Self::Stream(stream) => Self::Stream(Box::new(Checked::new(stream, sum))),
            other => other,
        }
    }

    fn error(&self, error: io::Error, bytes: u64) -> ArchiveError {
        match self {
            Self::Part { sum: Some(_), .. } if error.kind() == io::ErrorKind::InvalidData => {
                ArchiveError::Malformed { format: "zip entry", what: error.to_string() }
            }
            Self::File(path) | Self::Part { path, .. } => ArchiveError::Io { path: path.clone(), error },
            _ if error.kind() == io::ErrorKind::UnexpectedEof => {
                ArchiveError::CutOff { format: "compressed data", bytes }
            }
            _ => ArchiveError::Malformed { format: "compressed data", what: error.to_string() },
        }
    }
}

/// What can be read, of no more than a limit, and whether that went well.
pub(crate) fn read_up_to(reader: &mut dyn Read, limit: usize) -> (Vec<u8>, io::Result<()>) {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX);
    let read = reader.take(most).read_to_end(&mut bytes);
    (bytes, read.map(|_| ()))
}

/// That something has more bytes than a limit allows.
pub(crate) fn over(limit: usize, option: &'static str) -> ArchiveError {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    ArchiveError::OverLimit { what: "bytes", found: limit.saturating_add(1), limit, option }
}
