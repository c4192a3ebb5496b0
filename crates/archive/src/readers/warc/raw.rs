//! The bytes of a file as they are stored, with the offset at which reading stands.

use std::io::{self, BufRead, ErrorKind, Read, SeekFrom};

use crate::ArchiveError;
use crate::readers::source::{ReadSeek, Source};

/// Bytes that are read at a time.
const BLOCK: usize = 64 << 10;

/// Where the bytes come from.
enum Input {
    /// Can be read at any place.
    Seekable(Box<dyn ReadSeek>),
    /// Can only be read on.
    Stream(Box<dyn Read + Send>),
    /// Nothing.
    Nothing,
}

/// A buffered reader that knows its offset, goes to another where that can be done, and tells a disk that failed from bytes that
/// are wrong: decoders report both as an [`io::Error`].
pub(super) struct Raw {
    input: Input,
    buffer: Vec<u8>,
    /// What is read of the buffer.
    at: usize,
    /// Offset of the end of the buffer.
    end: u64,
    /// Bytes of all, for what can be read at any place.
    length: Option<u64>,
    failure: Option<io::Error>,
}

impl Default for Raw {
    fn default() -> Self {
        Self { input: Input::Nothing, buffer: Vec::new(), at: 0, end: 0, length: None, failure: None }
    }
}

impl Raw {
    pub(super) fn open(source: Source) -> Result<Self, ArchiveError> {
        if let Source::Stream(stream) = source {
            return Ok(Self { input: Input::Stream(stream), ..Self::default() });
        }
        Self::open_again(&source)
    }

    /// The same for a source that others share; a stream gives nothing.
    pub(super) fn open_again(source: &Source) -> Result<Self, ArchiveError> {
        let Some(mut input) = source.open()? else { return Ok(Self::default()) };
        let length = input.seek(SeekFrom::End(0)).and_then(|end| input.rewind().map(|()| end));
        match length {
            Ok(length) => Ok(Self { input: Input::Seekable(input), length: Some(length), ..Self::default() }),
            // A pipe that is named like a file.
            Err(_) => Ok(Self { input: Input::Stream(Box::new(input)), ..Self::default() }),
        }
    }

    /// Offset of the next byte.
    pub(super) fn offset(&self) -> u64 {
        self.end - (self.buffer.len() - self.at) as u64
    }

    /// Bytes of all, where that is known.
    pub(super) fn length(&self) -> Option<u64> {
        self.length
    }

    /// What the disk failed with, once.
    pub(super) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Whether there is another byte.
    pub(super) fn at_end(&mut self) -> bool {
        self.fill_buf().map_or(true, <[u8]>::is_empty)
    }

    /// Goes to an offset: anywhere where the input can, forwards or within what is buffered where not. Whether it came there.
    pub(super) fn go_to(&mut self, offset: u64) -> bool {
        let begin = self.end - self.buffer.len() as u64;
        if let Some(at) = offset.checked_sub(begin).filter(|_| offset <= self.end) {
            self.at = usize::try_from(at).unwrap_or(self.buffer.len());
            return true;
        }
        match (&mut self.input, self.length) {
            (Input::Seekable(input), Some(length)) => {
                if offset > length {
                    return false;
                }
                match input.seek(SeekFrom::Start(offset)) {
                    Ok(_) => {
                        self.buffer.clear();
                        self.at = 0;
                        self.end = offset;
                        true
                    }
                    Err(error) => {
                        self.failure = Some(error);
                        false
                    }
                }
            }
            _ => {
                if offset < begin {
                    return false;
                }
                let mut left = offset.saturating_sub(self.offset());
                while left > 0 {
                    let Ok(buffer) = self.fill_buf() else { return false };
                    let step = (buffer.len() as u64).min(left);
                    if step == 0 {
                        return false;
                    }
                    self.consume(usize::try_from(step).unwrap_or(usize::MAX));
                    left -= step;
                }
                true
            }
        }
    }

    /// At least `wanted` bytes that come next, fewer only at the end. They stay the next.
    pub(super) fn peek(&mut self, wanted: usize) -> &[u8] {
        while self.buffer.len() - self.at < wanted {
            if self.read_more() == 0 {
                break;
            }
        }
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Reads another block behind what is buffered, whose read part is dropped.
    fn read_more(&mut self) -> usize {
        self.buffer.drain(..self.at);
        self.at = 0;
        let before = self.buffer.len();
        self.buffer.resize(before + BLOCK, 0);
        let target = self.buffer.get_mut(before..).unwrap_or_default();
        let read = loop {
            let read = match &mut self.input {
                Input::Seekable(input) => input.read(target),
                Input::Stream(input) => input.read(target),
                Input::Nothing => Ok(0),
            };
            match read {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let count = read.unwrap_or_else(|error| {
            self.failure = Some(error);
            0
        });
        self.buffer.truncate(before + count);
        self.end += count as u64;
        count
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.buffer.len() {
            self.read_more();
        }
        if self.failure.is_some() {
            return Err(io::Error::other("the file cannot be read"));
        }
        Ok(self.buffer.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.buffer.len());
    }
}

impl Read for Raw {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(target)?;
        self.consume(count);
        Ok(count)
    }
}
