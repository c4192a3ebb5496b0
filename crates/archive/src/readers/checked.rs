//! Bytes whose number and CRC-32 are known beforehand.

use std::io::{self, Read};

use flate2::Crc;

/// What a directory says of the bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Checksum {
    /// CRC-32 as zip has it (APPNOTE 4.4.7).
    pub(crate) crc32: u32,
    /// How many they are.
    pub(crate) bytes: u64,
}

/// Bytes that are compared with what was said of them when they have been read.
pub(crate) struct Checked<R> {
    inner: R,
    crc: Crc,
    bytes: u64,
    said: Checksum,
}

impl<R: Read> Checked<R> {
    pub(crate) fn new(inner: R, said: Checksum) -> Self {
        Self { inner, crc: Crc::new(), bytes: 0, said }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.crc.update(buffer.get(..count).unwrap_or_default());
        self.bytes = self.bytes.saturating_add(u64::try_from(count).unwrap_or_default());
        let found = Checksum { crc32: self.crc.sum(), bytes: self.bytes };
        let ended = count == 0 && !buffer.is_empty();
        if found.bytes > self.said.bytes || ended && found != self.said {
            let what = "its size or checksum is not what the directory of the zip says";
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(count)
    }
}
