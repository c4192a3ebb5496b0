//! PNG (third edition): chunks that tell of the picture go.

use super::{Stripped, exif_orientation};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks that show something: the picture, its colours, its size, its motion.
const KEPT: [&[u8; 4]; 16] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn strip(data: &[u8]) -> Option<Stripped> {
    let mut rest = data.strip_prefix(SIGNATURE)?;
    let mut stripped = Stripped { orientation: 1, ..Stripped::default() };
    stripped.data.reserve(data.len());
    stripped.data.extend(SIGNATURE);
    let mut shows = false;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Some(name) = after.first_chunk::<4>() else { break };
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        // Length, name, content, check sum.
        let chunk = length.checked_add(12).and_then(|length| rest.split_at_checked(length));
        let Some((chunk, after)) = chunk else {
            // Cut off: what there is of the picture may still show.
            if name == b"IDAT" {
                stripped.data.extend(rest);
                shows = true;
            }
            break;
        };
        shows |= name == b"IDAT";
        stripped.moves |= name == b"acTL";
        if KEPT.contains(&name) {
            stripped.data.extend(chunk);
        } else if name == b"eXIf" {
            stripped.orientation = exif_orientation(chunk.get(8..8 + length).unwrap_or_default());
        }
        rest = after;
        if name == b"IEND" {
            stripped.whole = true;
            break;
        }
    }
    shows.then_some(stripped)
}
