//! Zstandard frames (RFC 8878), with the dictionary that a WARC may begin with.
//!
//! [Zstandard compression of WARC files](https://iipc.github.io/warc-specifications/specifications/warc-zstd/): a skippable frame
//! of the magic number 0x184D2A5D holds the dictionary of all frames behind it, as it is or as a frame itself.

use std::io::{self, Read};

use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

/// A frame of data.
pub(super) const FRAME: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
/// The skippable frame of the dictionary.
pub(super) const DICTIONARY: [u8; 4] = [0x5D, 0x2A, 0x4D, 0x18];

/// Whether it is the magic number of a skippable frame of any kind.
pub(super) fn is_skippable(magic: &[u8]) -> bool {
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
    pub(super) fn set_dictionary(&mut self, content: &[u8], limit: usize) -> io::Result<()> {
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
