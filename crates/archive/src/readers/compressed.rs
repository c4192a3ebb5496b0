//! Compression around a whole file: gzip and Zstandard.

use std::io::{BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;

use crate::readers::kind::HEAD;
use crate::readers::reading::read_up_to;
use crate::readers::zstd::{Frames, MAX_WINDOW};

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compression {
    /// RFC 1952.
    Gzip,
    /// RFC 8878, without a dictionary.
    Zstd,
}

impl Compression {
    /// The bytes as they were before.
    pub(crate) fn inflate(self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(reader)),
            Self::Zstd => Box::new(Frames::new(BufReader::new(reader), MAX_WINDOW)),
        }
    }

    /// The first bytes of what begins so; fewer where it is damaged.
    pub(crate) fn head(self, head: &[u8]) -> Vec<u8> {
        read_up_to(&mut self.inflate(Box::new(Cursor::new(head.to_vec()))), HEAD).0
    }
}
