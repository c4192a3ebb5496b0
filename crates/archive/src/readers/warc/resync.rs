//! The next record behind damage.

use std::io::{BufRead, Read};

use flate2::bufread::GzDecoder;
use memchr::{memchr3_iter, memmem};

use super::members::{Members, Packing};
use super::raw::Raw;
use crate::readers::zstd::{self, Zstd};

/// Bytes of a member that are tried.
const TRIAL: usize = 4096;
/// Bytes that may be read again beyond as many as were read.
const FREE: u64 = 1 << 20;

/// Bytes before the break that are looked at where the record itself is whole.
const NEAR: u64 = 32 << 10;

/// How much was read a second time, so that a file whose members all break is still read in linear time.
#[derive(Debug, Default)]
pub(super) struct Reread {
    bytes: u64,
}

/// Goes behind the damage at hand to the next that looks like a record: within the member where that goes on; else to a gzip
/// member or zstd frame that inflates to `WARC/`, or a line that begins so. `complete` where the record itself is whole and only what
/// closes its member is broken.
pub(super) fn resync(members: &mut Members, complete: bool, reread: &mut Reread) {
    let begin = members.begin_stored();
    if matches!(members.packing, Packing::Gzip | Packing::Zstd) && members.broken.is_none() {
        if within(members) {
            return;
        }
        if members.broken.is_none() {
            members.leave();
            return;
        }
    }
    // In a plain file it is the head that is broken, or what stands behind it and begins a line.
    let plain = members.packing == Packing::Plain;
    let line_begins = plain && !members.at_begin();
    let broke = members.raw().offset();
    // What is lost of a member may have swallowed the beginning of the next. A whole record may hold a WARC itself, which is not to
    // be taken for the file's.
    let from = if complete { (begin + 1).max(broke.saturating_sub(NEAR)) } else { begin + 1 };
    let again = broke.saturating_sub(from);
    let back = !plain && reread.bytes + again <= broke + FREE;
    if back && members.raw().go_to(from) {
        reread.bytes += again;
    } else if broke == begin {
        members.raw().consume(1);
    }
    scan(members.raw(), line_begins);
    members.broken = None;
    members.leave();
}

/// Goes on within a member to a line that begins a record. Whether there is one.
fn within(members: &mut Members) -> bool {
    const LINE: &[u8] = b"\nWARC/";
    members.begin_record();
    loop {
        let bytes = members.fill(TRIAL);
        let found = memmem::find(bytes, LINE);
        let all = bytes.len();
        match found {
            Some(at) => {
                members.consume(at + 1);
                members.shared = true;
                return true;
            }
            None if all < LINE.len() => {
                members.consume(all);
                return false;
            }
            // The line may be cut by the end of what is at hand.
            None => members.consume(all - LINE.len() + 1),
        }
    }
}

/// Goes on in the file to what looks like a record.
fn scan(raw: &mut Raw, mut line_begins: bool) {
    loop {
        let bytes = raw.peek(TRIAL);
        if bytes.is_empty() {
            return;
        }
        let found = memchr3_iter(0x1F, zstd::FRAME[0], b'W', bytes).find(|&at| {
            let rest = bytes.get(at..).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|at| bytes.get(at));
            let line = before.map_or(line_begins, |&byte| byte == b'\n');
            // What can't be told yet is looked at again with more bytes behind it.
            rest.len() < 10 && at > 0 || is_member_head(rest) || line && rest.starts_with(b"WARC/")
        });
        let Some(at) = found else {
            line_begins = bytes.last() == Some(&b'\n');
            let all = bytes.len();
            raw.consume(all);
            continue;
        };
        if at > 0 {
            line_begins = bytes.get(at - 1) == Some(&b'\n');
            raw.consume(at);
            continue;
        }
        if is_record(bytes, line_begins) {
            return;
        }
        line_begins = bytes.first() == Some(&b'\n');
        raw.consume(1);
    }
}

/// Whether a gzip member or zstd frame may begin here, by its fixed bytes.
fn is_member_head(bytes: &[u8]) -> bool {
    match bytes {
        // Deflate, no reserved flags, a level and system that exist.
        [0x1F, 0x8B, 8, flags, _, _, _, _, level, system, ..] => {
            flags & 0xE0 == 0 && matches!(level, 0 | 2 | 4) && (*system <= 13 || *system == 255)
        }
        _ => bytes.starts_with(&zstd::FRAME),
    }
}

/// Whether a record begins here, however it is packed. Frames that need a dictionary are taken at their word.
fn is_record(bytes: &[u8], line_begins: bool) -> bool {
    if bytes.starts_with(b"WARC/") {
        return line_begins;
    }
    if !is_member_head(bytes) {
        return false;
    }
    let bytes = bytes.get(..TRIAL).unwrap_or(bytes);
    inflates_to_warc(bytes).unwrap_or(true)
}

/// Whether what is packed here begins as a record does; `None` where that can't be told, for the frame needs a dictionary.
pub(super) fn inflates_to_warc(bytes: &[u8]) -> Option<bool> {
    let mut begin = [0; 5];
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let read = GzDecoder::new(bytes).read_exact(&mut begin);
        return Some(read.is_ok() && &begin == b"WARC/");
    }
    if bytes.starts_with(&zstd::FRAME) {
        // The dictionary's identifier is told by two bits of the frame's descriptor (RFC 8878, §3.1.1.1.1).
        let named = bytes.get(4).is_some_and(|descriptor| descriptor & 3 != 0);
        let mut source = bytes;
        let mut frame = Zstd::new(8 << 20);
        let read = frame.begin(&mut source).and_then(|()| {
            let mut reader = zstd::FrameReader { frame: &mut frame, source: &mut source };
            reader.read_exact(&mut begin)
        });
        return match read {
            Ok(()) => Some(&begin == b"WARC/"),
            // A block may be larger than what is at hand.
            Err(_) if named || source.is_empty() => None,
            Err(_) => Some(false),
        };
    }
    Some(false)
}
