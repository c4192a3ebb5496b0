//! Digests that records carry (WARC-Block-Digest, WARC-Payload-Digest; ISO 28500:2017, §§5.8 and 5.9).

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// Whether bytes have a digest that is written `algorithm:value`, the value in base 32 or hexadecimal. `None` where the algorithm is
/// not known.
pub(super) fn matches(written: &str, bytes: &[u8]) -> Option<bool> {
    let (algorithm, value) = written.split_once(':')?;
    let digest = match algorithm.trim().to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => Sha256::digest(bytes).to_vec(),
        "sha512" | "sha-512" => Sha512::digest(bytes).to_vec(),
        "md5" => Md5::digest(bytes).to_vec(),
        _ => return None,
    };
    let value = value.trim().trim_end_matches('=');
    let same = |encoded: String| encoded.eq_ignore_ascii_case(value);
    Some(same(BASE32_NOPAD.encode(&digest)) || same(HEXLOWER.encode(&digest)))
}

/// The digest as most programs write it: SHA-1 in base 32.
pub(super) fn sha1_base32(bytes: &[u8]) -> String {
    format!("sha1:{}", BASE32_NOPAD.encode(&Sha1::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_in_all_spellings() {
        for written in [
            "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N",
            "SHA1:vl2mmho4yxukfwv63yhtwsbm3gxksq2n",
            "sha-1:aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d",
            "md5:5d41402abc4b2a76b9719d911017c592",
            "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        ] {
            assert_eq!(matches(written, b"hello"), Some(true), "{written}");
            assert_eq!(matches(written, b"hallo"), Some(false), "{written}");
        }
        assert_eq!(sha1_base32(b"hello"), "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N");
        assert_eq!(matches("tiger:AAAA", b"hello"), None);
        assert_eq!(matches("no digest", b"hello"), None);
    }
}
