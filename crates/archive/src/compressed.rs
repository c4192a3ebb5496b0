//! Compression around a whole file: gzip and Zstandard.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

use crate::kind::HEAD;
use crate::reading::read_up_to;

/// Largest window of Zstandard (RFC 8878 §3.1.1.1.2): what its own program reads without being asked for more.
const MAX_WINDOW: u64 = 128 << 20;

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
            Self::Zstd => Box::new(Frames { state: State::Between(BufReader::new(reader)) }),
        }
    }

    /// The first bytes of what begins so; fewer where it is damaged.
    pub(crate) fn head(self, head: &[u8]) -> Vec<u8> {
        read_up_to(&mut self.inflate(Box::new(Cursor::new(head.to_vec()))), HEAD).0
    }
}

type Inner = BufReader<Box<dyn Read + Send>>;

/// Frames of Zstandard one after another; those to be skipped are.
struct Frames {
    state: State,
}

enum State {
    Between(Inner),
    Within(Box<StreamingDecoder<Inner, ruzstd::decoding::FrameDecoder>>),
    Ended,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Within(mut decoder) => {
                    let count = decoder.read(buffer)?;
                    if count > 0 {
                        self.state = State::Within(decoder);
                        return Ok(count);
                    }
                    self.state = State::Between(decoder.into_inner());
                }
                State::Between(mut inner) => {
                    if inner.fill_buf()?.is_empty() {
                        return Ok(0);
                    }
                    let skipped = skip_frame(&mut inner)?;
                    self.state = if skipped { State::Between(inner) } else { begin(inner)? };
                }
            }
        }
    }
}

fn begin(inner: Inner) -> io::Result<State> {
    match StreamingDecoder::new_with_max_window_size(inner, MAX_WINDOW) {
        Ok(decoder) => Ok(State::Within(Box::new(decoder))),
        Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::MagicNumberReadError(error))) => {
            Err(error)
        }
        Err(error) => Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string())),
    }
}

/// Passes over a frame that holds no data (RFC 8878 §3.1.2). Whether there was one.
fn skip_frame(inner: &mut Inner) -> io::Result<bool> {
    let start = inner.fill_buf()?;
    let (Some(&[low, 0x2a, 0x4d, 0x18]), Some(length)) = (start.first_chunk::<4>(), start.get(4..8)) else {
        return Ok(false);
    };
    if low & 0xf0 != 0x50 {
        return Ok(false);
    }
    let length = length.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    io::copy(&mut inner.take(length.saturating_add(8)), &mut io::sink())?;
    Ok(true)
}
