//! Zstandard frames (RFC 8878), with the dictionary that a WARC may begin with.
//!
//! [Zstandard compression of WARC files](https://iipc.github.io/warc-specifications/specifications/warc-zstd/): a skippable frame
//! of the magic number 0x184D2A5D holds the dictionary of all frames behind it, as it is or as a frame itself.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

/// A frame of data.
pub(crate) const FRAME: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
/// The skippable frame of the dictionary.
pub(crate) const DICTIONARY: [u8; 4] = [0x5D, 0x2A, 0x4D, 0x18];

/// Largest window (RFC 8878 §3.1.1.1.2) that is kept: what the format's own program reads without being asked for more.
pub(crate) const MAX_WINDOW: u64 = 128 << 20;
/// The window that is always granted, which RFC 8878 §3.1.1.1.2 recommends to every decoder.
const MIN_WINDOW: u64 = 8 << 20;

/// The largest window that a frame may want where no more than a number of bytes is taken from it.
pub(crate) fn window_for(bytes: usize) -> u64 {
    (bytes as u64).saturating_mul(2).clamp(MIN_WINDOW, MAX_WINDOW)
}

/// Whether a frame of either kind begins here.
pub(crate) fn is_frame(bytes: &[u8]) -> bool {
    bytes.starts_with(&FRAME) || is_skippable(bytes)
}

/// Whether it is the magic number of a skippable frame of any kind.
pub(crate) fn is_skippable(magic: &[u8]) -> bool {
    matches!(magic, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

/// Decodes one frame after another.
pub(crate) struct Zstd {
    decoder: FrameDecoder,
    dictionary: Option<u32>,
    ended: bool,
}

impl Zstd {
    /// `max_window` bytes of what came before are kept at most; a frame that wants more is refused.
    pub(crate) fn new(max_window: u64) -> Self {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(max_window);
        Self { decoder, dictionary: None, ended: true }
    }

    /// Takes the content of the dictionary's skippable frame.
    pub(crate) fn set_dictionary(&mut self, content: &[u8], limit: usize) -> io::Result<()> {
        let bad = |what: String| io::Error::new(io::ErrorKind::InvalidData, what);
        let mut plain = Vec::new();
        let content = if content.starts_with(&FRAME) {
            let mut frame = Self::new(limit as u64);
            let mut source = content;
            frame.begin(&mut source)?;
            let mut frame = FrameReader { frame: &mut frame, source: &mut source };
            (&mut frame).take(limit as u64 + 1).read_to_end(&mut plain)?;
            if plain.len() > limit {
                return Err(bad("the dictionary is too large".to_owned()));
            }
            plain.as_slice()
        } else {
            content
        };
        let dictionary = Dictionary::decode_dict(content).map_err(|error| bad(error.to_string()))?;
        self.dictionary = Some(dictionary.id);
        self.decoder.add_dict(dictionary).map_err(|error| bad(error.to_string()))
    }

    /// Reads the head of a frame.
    pub(crate) fn begin(&mut self, source: &mut impl Read) -> io::Result<()> {
        self.ended = false;
        self.decoder
            .reset(source)
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        // Frames may leave out which dictionary they want, for there is one only.
        if let Some(dictionary) = self.dictionary {
            self.decoder.force_dict(dictionary).map_err(|error| io::Error::other(error.to_string()))?;
        }
        Ok(())
    }

    /// The next bytes of the frame; 0 at its end.
    pub(crate) fn read(&mut self, source: &mut impl Read, target: &mut [u8]) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            self.decoder
                .decode_blocks(&mut *source, BlockDecodingStrategy::UptoBlocks(1))
                .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))?;
        }
        let count = self.decoder.read(target)?;
        if count == 0 && !target.is_empty() && !self.ended {
            self.ended = true;
            let found = self.decoder.get_checksum_from_data();
            if found.is_some() && found != self.decoder.get_calculated_checksum() {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "its checksum does not match"));
            }
        }
        Ok(count)
    }
}

/// One frame as a reader.
pub(crate) struct FrameReader<'a, R> {
    /// The decoder, whose frame is begun.
    pub(crate) frame: &'a mut Zstd,
    /// Where the frame comes from.
    pub(crate) source: &'a mut R,
}

impl<R: Read> Read for FrameReader<'_, R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        self.frame.read(self.source, target)
    }
}

/// All frames of a reader one after another, as one stream; those that are to be skipped are.
pub(crate) struct Frames<R> {
    frame: Zstd,
    source: R,
    within: bool,
}

impl<R: BufRead> Frames<R> {
    /// `max_window` as [`Zstd::new`] takes it.
    pub(crate) fn new(source: R, max_window: u64) -> Self {
        Self { frame: Zstd::new(max_window), source, within: false }
    }

    /// Passes over a frame that holds no data (RFC 8878 §3.1.2), behind its magic number.
    fn skip(&mut self) -> io::Result<()> {
        let mut length = [0; 4];
        self.source.read_exact(&mut length)?;
        io::copy(&mut self.source.by_ref().take(u32::from_le_bytes(length).into()), &mut io::sink())?;
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        if target.is_empty() {
            return Ok(0);
        }
        loop {
            if self.within {
                let count = self.frame.read(&mut self.source, target)?;
                if count > 0 {
                    return Ok(count);
                }
                self.within = false;
            }
            if self.source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let mut magic = [0; 4];
            self.source.read_exact(&mut magic)?;
            if is_skippable(&magic) {
                self.skip()?;
            } else {
                self.frame.begin(&mut magic.as_slice().chain(&mut self.source))?;
                self.within = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_one_stream_and_what_is_to_be_skipped_is() {
        let frame = |text: &str| ::zstd::bulk::compress(text.as_bytes(), 3).unwrap();
        let skipped = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3].to_vec();
        let all = [skipped.clone(), frame("one "), skipped, frame(""), frame("two")].concat();
        let mut text = String::new();
        Frames::new(all.as_slice(), MIN_WINDOW).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one two");
    }

    #[test]
    fn a_frame_whose_checksum_is_another_is_an_error() {
        let mut encoder = ::zstd::Encoder::new(Vec::new(), 3).unwrap();
        encoder.include_checksum(true).unwrap();
        io::Write::write_all(&mut encoder, b"kept as it was").unwrap();
        let mut bytes = encoder.finish().unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        let error = Frames::new(bytes.as_slice(), MIN_WINDOW).read_to_end(&mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("checksum"), "{error}");
    }
}
