//! The inflated bytes of a WARC, one member (gzip, RFC 1952, §2.2) or frame (zstd) after another.
//!
//! Files compressed by record have a record in each, at whose offset it can be found again. `flate2`'s decoder of several members
//! hides where they begin, so that of one is used, again and again.

use std::io::{self, BufRead, ErrorKind, Read};
use std::mem;

use flate2::bufread::GzDecoder;

use super::raw::Raw;
use crate::Limits;
use crate::readers::zstd::{self, Zstd};

/// Bytes that are inflated at a time.
const STEP: usize = 32 << 10;
/// Largest dictionary of a file; those in use have some hundred kilobytes.
const MAX_DICTIONARY: usize = 16 << 20;

/// How the bytes at hand are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Between two members, or where that is not known yet.
    Between,
    /// As they are.
    Plain,
    /// In a gzip member.
    Gzip,
    /// In a zstd frame.
    Zstd,
}

/// Why a member gives no more bytes before its end.
#[derive(Debug)]
pub(super) enum Broken {
    /// The disk failed.
    Disk(io::Error),
    /// The file ends.
    CutOff,
    /// It breaks the rules of its format.
    Damaged(String),
    /// It is over `max_inflated_bytes`.
    TooLarge(u64),
}

/// See the module.
pub(super) struct Members {
    /// Has the file also where it is not gzip.
    gzip: GzDecoder<Raw>,
    zstd: Zstd,
    pub(super) packing: Packing,
    /// Offset of the member as stored.
    begin: u64,
    /// Inflated bytes, and how many of them are consumed. Unused where the packing is plain.
    buffer: Vec<u8>,
    at: usize,
    /// Bytes of the member that are consumed, as inflated.
    consumed: u64,
    /// By how much offsets of records go beyond those of the file: what members with several records have more inflated.
    shift: u64,
    /// Whether a record was read of the member.
    pub(super) has_record: bool,
    /// Whether the member has several records.
    pub(super) shared: bool,
    /// Bytes that were inflated for the record at hand.
    inflated: u64,
    max_inflated: u64,
    ended: bool,
    pub(super) broken: Option<Broken>,
}

impl Members {
    pub(super) fn new(raw: Raw, limits: &Limits) -> Self {
        let max_window = zstd::window_for(limits.max_bytes);
        // The decoder reads a head as soon as it is made, and is given the file only then.
        let mut gzip = GzDecoder::new(Raw::default());
        gzip.reset(raw);
        let mut members = Self {
            gzip,
            zstd: Zstd::new(max_window),
            packing: Packing::Between,
            begin: 0,
            buffer: Vec::new(),
            at: 0,
            consumed: 0,
            shift: 0,
            has_record: false,
            shared: false,
            inflated: 0,
            max_inflated: limits.max_inflated_bytes,
            ended: false,
            broken: None,
        };
        if members.raw().peek(4).starts_with(&zstd::DICTIONARY)
            && let Err(broken) = members.take_dictionary()
        {
            members.broken = Some(broken);
        }
        members
    }

    /// The file itself.
    pub(super) fn raw(&mut self) -> &mut Raw {
        self.gzip.get_mut()
    }

    /// The offset by which what comes next is known: that in the file where records have members of their own; else see [`super`].
    pub(super) fn offset(&mut self) -> u64 {
        match self.packing {
            Packing::Between | Packing::Plain => self.raw().offset() + self.shift,
            _ if self.shared => self.begin + self.shift + self.consumed,
            // What follows the only record of a member is no record, and must not push away the offsets of those behind.
            _ if self.has_record => self.begin + self.shift + 1,
            _ => self.begin + self.shift,
        }
    }

    /// Whether records have the offsets of the file here, so that they can be found by them.
    pub(super) fn is_direct(&self) -> bool {
        self.shift == 0 && !self.shared
    }

    /// The limit of what one record is inflated to.
    pub(super) fn max_inflated(&self) -> u64 {
        self.max_inflated
    }

    /// Offset in the file at which the member begins; in a plain file, the record.
    pub(super) fn begin_stored(&self) -> u64 {
        self.begin
    }

    /// Whether the next byte is the first of the member; in a plain file, of the record.
    pub(super) fn at_begin(&self) -> bool {
        self.consumed == 0
    }

    /// Begins the next member. Whether there is one.
    pub(super) fn begin(&mut self) -> Result<bool, Broken> {
        loop {
            self.has_record = false;
            self.shared = false;
            self.ended = false;
            self.consumed = 0;
            self.buffer.clear();
            self.at = 0;
            self.begin = self.raw().offset();
            let begin = self.begin;
            let magic = self.raw().peek(8);
            if magic.is_empty() {
                return self.raw().take_failure().map_or(Ok(false), |error| Err(Broken::Disk(error)));
            } else if magic.starts_with(&[0x1F, 0x8B]) {
                self.packing = Packing::Gzip;
                let raw = mem::take(self.raw());
                self.gzip.reset(raw);
            } else if magic.starts_with(&zstd::FRAME) {
                self.packing = Packing::Zstd;
                if let Err(error) = self.zstd.begin(self.gzip.get_mut()) {
                    return Err(self.why_broken(&error));
                }
            } else if zstd::is_skippable(magic) {
                let length = magic.get(4..8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
                let Some(end) = length.map(|length| begin + 8 + u64::from(length)) else {
                    return Err(Broken::CutOff);
                };
                self.packing = Packing::Zstd;
                if !self.raw().go_to(end) {
                    return Err(Broken::CutOff);
                }
                self.packing = Packing::Between;
                continue;
            } else {
                self.packing = Packing::Plain;
            }
            return Ok(true);
        }
    }

    /// A new record: what is inflated is counted anew.
    pub(super) fn begin_record(&mut self) {
        self.inflated = 0;
        if self.packing == Packing::Plain {
            self.begin = self.raw().offset();
            self.consumed = 0;
        }
    }

    /// Makes at least `wanted` bytes available, unless the member ends or breaks before; gives what is available.
    pub(super) fn fill(&mut self, wanted: usize) -> &[u8] {
        if self.packing == Packing::Plain {
            if self.raw().peek(wanted).len() < wanted
                && let Some(error) = self.raw().take_failure()
            {
                self.broken = Some(Broken::Disk(error));
            }
            return self.raw().peek(0);
        }
        while self.buffer.len() - self.at < wanted && !self.ended && self.broken.is_none() {
            self.inflate();
        }
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Inflates some more.
    fn inflate(&mut self) {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        let before = self.buffer.len();
        self.buffer.resize(before + STEP, 0);
        let target = self.buffer.get_mut(before..).unwrap_or_default();
        let read = match self.packing {
            Packing::Gzip => self.gzip.read(target),
            Packing::Zstd => self.zstd.read(self.gzip.get_mut(), target),
            Packing::Between | Packing::Plain => Ok(0),
        };
        let count = *read.as_ref().unwrap_or(&0);
        self.buffer.truncate(before + count);
        self.inflated += count as u64;
        match read {
            Ok(0) => self.ended = true,
            Ok(_) if self.inflated > self.max_inflated => self.broken = Some(Broken::TooLarge(self.inflated)),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => self.broken = Some(self.why_broken(&error)),
        }
    }

    fn why_broken(&mut self, error: &io::Error) -> Broken {
        match self.raw().take_failure() {
            Some(error) => Broken::Disk(error),
            None if self.raw().at_end() => Broken::CutOff,
            None => Broken::Damaged(error.to_string()),
        }
    }

    /// Takes available bytes away.
    pub(super) fn consume(&mut self, count: usize) {
        if self.packing == Packing::Plain {
            self.raw().consume(count);
        } else {
            self.at = self.at.saturating_add(count).min(self.buffer.len());
        }
        self.consumed += count as u64;
    }

    /// Passes over so many bytes; gives how many there were.
    pub(super) fn skip(&mut self, count: u64) -> u64 {
        if let (Packing::Plain, Some(length)) = (self.packing, self.raw().length()) {
            let at = self.raw().offset();
            let step = count.min(length.saturating_sub(at));
            return if self.raw().go_to(at + step) {
                self.consumed += step;
                step
            } else {
                self.broken = self.raw().take_failure().map(Broken::Disk);
                0
            };
        }
        let mut left = count;
        while left > 0 {
            let available = self.fill(1).len() as u64;
            if available == 0 {
                break;
            }
            let step = available.min(left);
            self.consume(usize::try_from(step).unwrap_or(usize::MAX));
            left -= step;
        }
        count - left
    }

    /// Whether the member is at its end, and whole.
    pub(super) fn is_over(&mut self) -> bool {
        self.fill(1).is_empty() && self.broken.is_none()
    }

    /// Leaves the member, at its end or where it broke and the file was gone on (or back) to what comes next.
    pub(super) fn leave(&mut self) {
        if matches!(self.packing, Packing::Gzip | Packing::Zstd) && self.shared {
            let stored = self.raw().offset().saturating_sub(self.begin);
            // One more, so that no two records have the same offset.
            self.shift += (self.consumed + 1).saturating_sub(stored);
        }
        self.packing = Packing::Between;
        self.shared = false;
        self.ended = false;
        self.buffer.clear();
        self.at = 0;
        self.consumed = 0;
    }

    /// Goes to a member at an offset of the file. Whether it came there.
    pub(super) fn go_to(&mut self, offset: u64) -> bool {
        self.broken = None;
        self.leave();
        self.shift = 0;
        self.raw().take_failure();
        self.raw().go_to(offset)
    }

    /// The bytes that stand `ahead` bytes further on, in a plain file that can be read at any place.
    pub(super) fn peek_ahead(&mut self, ahead: u64, wanted: usize) -> Option<Vec<u8>> {
        let raw = self.raw();
        raw.length()?;
        let here = raw.offset();
        if !raw.go_to(here.checked_add(ahead)?) {
            return None;
        }
        let bytes = raw.peek(wanted);
        let bytes = bytes.get(..wanted).unwrap_or(bytes).to_vec();
        raw.go_to(here).then_some(bytes)
    }

    fn take_dictionary(&mut self) -> Result<(), Broken> {
        let head = self.raw().peek(8);
        let length = head.get(4..8).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
        let length = length.and_then(|length| usize::try_from(length).ok()).ok_or(Broken::CutOff)?;
        if length > MAX_DICTIONARY {
            return Err(Broken::Damaged(format!(
                "its dictionary has {length} bytes, more than {MAX_DICTIONARY}"
            )));
        }
        let content = self.gzip.get_mut().peek(8 + length).get(8..8 + length).ok_or(Broken::CutOff)?.to_vec();
        self.raw().consume(8 + length);
        self.zstd
            .set_dictionary(&content, MAX_DICTIONARY)
            .map_err(|error| Broken::Damaged(format!("its dictionary cannot be used: {error}")))
    }
}
