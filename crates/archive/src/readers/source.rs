//! Where the bytes of an archive come from: a file, a part of a file, memory, or a stream that can only be read on.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use crate::ArchiveError;
use crate::readers::checked::Checksum;

/// The bytes of an archive, which may stand in another.
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// A part of a file that is stored as it is: a WARC in a WACZ.
    Part {
        /// The file.
        path: PathBuf,
        /// Where the part begins.
        start: u64,
        /// Its bytes.
        length: u64,
        /// What is said of them, which is looked at when they are read from beginning to end.
        sum: Option<Checksum>,
    },
    /// Bytes in memory.
    Bytes(Arc<[u8]>),
    /// What can only be read on: an entry of a compressed tar.
    Stream(Box<dyn Read + Send>),
}

/// What can be read at any place.
pub(crate) trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

impl Source {
    /// The bytes for reading at any place; none for a stream.
    pub(crate) fn open(&self) -> Result<Option<Box<dyn ReadSeek>>, ArchiveError> {
        let io = |path: &PathBuf| {
            let path = path.clone();
            move |error| ArchiveError::Io { path, error }
        };
        Ok(Some(match self {
            Self::File(path) => Box::new(File::open(path).map_err(io(path))?),
            Self::Part { path, start, length, .. } => {
                let mut file = File::open(path).map_err(io(path))?;
                file.seek(SeekFrom::Start(*start)).map_err(io(path))?;
                Box::new(Part { file, start: *start, length: *length, at: 0 })
            }
            Self::Bytes(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
            Self::Stream(_) => return Ok(None),
        }))
    }
}

/// A part of a file as if it were one.
struct Part {
    file: File,
    start: u64,
    length: u64,
    at: u64,
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let left = self.length.saturating_sub(self.at);
        let count = (&mut self.file).take(left).read(buffer)?;
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

impl Seek for Part {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = at.ok_or(std::io::ErrorKind::InvalidInput)?;
        self.file.seek(SeekFrom::Start(self.start.saturating_add(at)))?;
        self.at = at;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_as_a_file() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), b"before|inside|after").expect("written");
        let source = Source::Part { path: file.path().to_owned(), start: 7, length: 6, sum: None };
        let mut part = source.open().expect("there").expect("no stream");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("read");
        assert_eq!(text, "inside");
        text.clear();
        part.seek(SeekFrom::End(-2)).expect("there");
        part.read_to_string(&mut text).expect("read");
        assert_eq!(text, "de");
    }
}
