//! Digests by which inputs and pictures are known.

use sha2::{Digest as _, Sha256};

/// Hexadecimal digits of a digest in the identifier of a picture: 64 bits, of which no two pictures of a book share all.
const DIGITS: usize = 16;

/// Bytes as lower-case hexadecimal digits, two each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of some bytes (FIPS 180-4): 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The identifier of a picture, as [`crate::Resource::id`] has it: `r` and the first 16 digits of [`sha256_hex`].
pub fn resource_id(bytes: &[u8]) -> String {
    let mut id = format!("r{}", sha256_hex(bytes));
    id.truncate(1 + DIGITS);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_nothing_is_known() {
        assert_eq!(sha256_hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(resource_id(b""), "re3b0c44298fc1c14");
    }
}
