//! WebP (RFC 9649): chunks that tell of the picture go.

use super::{Stripped, exif_orientation};

/// Chunks that show something.
const KEPT: [&[u8; 4]; 7] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Flags of the extended head: Exif, XMP.
const TELLS: u8 = 0b0000_1100;

pub(super) fn strip(data: &[u8]) -> Option<Stripped> {
    let length = usize::try_from(u32::from_le_bytes(*data.get(4..)?.first_chunk()?)).ok()?;
    let end = length.checked_add(8)?;
    let mut rest = data.get(12..end.min(data.len()))?;
    let mut stripped = Stripped { orientation: 1, whole: end <= data.len(), ..Stripped::default() };
    let mut out = data.get(..12)?.to_vec();
    let mut shows = false;
    while let Some((name, after)) = rest.split_first_chunk::<4>() {
        let Some(length) = after.first_chunk::<4>() else { break };
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        // Chunks begin at even places.
        let padded = length.checked_add(8)?.checked_next_multiple_of(2)?;
        let (chunk, after) = rest.split_at_checked(padded).unwrap_or((rest, &[]));
        stripped.whole &= chunk.len() >= length + 8;
        let content = chunk.get(8..).unwrap_or_default();
        if name == b"EXIF" {
            let tiff = content.strip_prefix(b"Exif\0\0").unwrap_or(content);
            stripped.orientation = exif_orientation(tiff);
        }
        shows |= matches!(name, b"VP8 " | b"VP8L" | b"ANMF");
        stripped.lossy |= name == b"VP8 ";
        stripped.moves |= name == b"ANMF";
        if KEPT.contains(&name) {
            let start = out.len();
            out.extend(chunk);
            if name == b"VP8X"
                && let Some(flags) = out.get_mut(start + 8)
            {
                *flags &= !TELLS;
            }
        }
        rest = after;
    }
    if out.len() % 2 == 1 {
        out.push(0);
    }
    let size = u32::try_from(out.len().checked_sub(8)?).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&size.to_le_bytes());
    stripped.data = out;
    shows.then_some(stripped)
}
