//! How the first bytes of phrases are told from others without a look into the tree. The build script, which makes the
//! trees, reads this file too.

/// Bits of the table of beginnings.
pub(crate) const HEADS: usize = 1 << 18;

/// Of a phrase as many bytes tell well enough whether a text may begin with it.
#[cfg_attr(not(test), allow(dead_code, reason = "for whoever makes trees: the build script, and tests"))]
pub(crate) const HEAD: usize = 6;

/// No node and no phrase has this number.
pub(crate) const NONE: u32 = u32::MAX;

/// The first eight bytes of a text as a number; what is shorter ends in zeros.
#[inline]
pub(crate) fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// The bit for the first `length` bytes, up to seven, of a number made by [`eight`].
#[inline]
pub(crate) const fn head_bit(eight: u64, length: usize) -> usize {
    let first = eight & ((1 << (8 * length)) - 1);
    ((first.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize ^ length) % HEADS
}
