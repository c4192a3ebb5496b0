//! JPEG (ITU-T T.81): segments that tell of the picture go.

use super::{Stripped, exif_orientation};

const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;
const EXIF: &[u8] = b"Exif\0\0";

/// Keeps JFIF's head, colour profiles and Adobe's word on colours of the application segments, and what is none; of
/// Exif only the orientation. What stands behind the end goes: telephones put further pictures and films there.
pub(super) fn strip(data: &[u8]) -> Option<Stripped> {
    let mut rest = data.strip_prefix(&[0xff, START])?;
    let mut kept: Vec<u8> = Vec::with_capacity(data.len());
    let (mut orientation, mut scans, mut inks, mut whole) = (None, 0_usize, false, false);
    // Anything up to the next marker is no part of the format; decoders pass over it.
    while let Some(at) = memchr::memchr(0xff, rest) {
        let Some((marker, after)) = rest.get(at + 1..).and_then(<[u8]>::split_first) else { break };
        rest = after;
        match *marker {
            END => {
                whole = true;
                break;
            }
            // Fill; stuffing and markers that stand alone, out of place.
            0xff => {
                rest = data.get(data.len() - after.len() - 1..)?;
                continue;
            }
            0 | 1 | 0xd0..=START => continue,
            _ => {}
        }
        let Some((segment, after)) = segment(rest) else { break };
        if *marker == 0xe1
            && let Some(tiff) = segment.strip_prefix(EXIF)
        {
            orientation.get_or_insert_with(|| exif_orientation(tiff));
        }
        // The frame's head (SOF): precision, height, width, number of components.
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            inks |= segment.get(5) == Some(&4);
        }
        let length = rest.len() - after.len();
        if is_kept(*marker, segment) {
            kept.extend([0xff, *marker]);
            kept.extend(rest.get(..length)?);
        }
        rest = after;
        if *marker == SCAN {
            scans += 1;
            let (coded, after) = rest.split_at(coded_length(rest));
            kept.extend(coded);
            rest = after;
        }
    }
    if scans == 0 {
        return None;
    }
    let orientation = orientation.unwrap_or(1);
    let mut out = Vec::with_capacity(kept.len() + 64);
    out.extend([0xff, START]);
    if orientation != 1 {
        out.extend(only_orientation(orientation));
    }
    out.extend(kept);
    out.extend([0xff, END]);
    Some(Stripped { data: out, whole, orientation, inks, lossy: true, ..Stripped::default() })
}

/// A segment's content, and what follows it.
fn segment(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, after) = rest.split_first_chunk::<2>()?;
    after.split_at_checked(usize::from(u16::from_be_bytes(*length)).checked_sub(2)?)
}

fn is_kept(marker: u8, segment: &[u8]) -> bool {
    match marker {
        0xe0 => segment.starts_with(b"JFIF\0"),
        0xe2 => segment.starts_with(b"ICC_PROFILE\0"),
        0xee => segment.starts_with(b"Adobe"),
        0xe0..=0xef | COMMENT => false,
        _ => true,
    }
}

/// How long the coded data of a scan are: up to a marker that is no restart within them.
fn coded_length(data: &[u8]) -> usize {
    memchr::memchr_iter(0xff, data)
        .find(|at| data.get(at + 1).is_some_and(|next| !matches!(next, 0 | 0xd0..=0xd7 | 0xff)))
        .unwrap_or(data.len())
}

/// An Exif segment that holds the orientation and nothing else.
fn only_orientation(orientation: u8) -> Vec<u8> {
    let mut segment = vec![0xff, 0xe1, 0, 34];
    segment.extend(EXIF);
    // A TIFF file: byte order, the number 42, where the directory begins, its one entry, no directory after it.
    segment.extend(b"MM\0\x2a\0\0\0\x08\0\x01");
    segment.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    segment.extend([0; 4]);
    segment
}
