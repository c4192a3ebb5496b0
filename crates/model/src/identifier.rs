//! Identifiers of publications and of files: the same for the same content.

use sha2::{Digest as _, Sha256};

use crate::{Publication, block_text};

/// The identifier of a publication: `urn:uuid:` and a UUID made from the SHA-256 of the titles, addresses and words of the
/// articles. How they are set does not matter, so the same articles written by a later version are still the same
/// book, and in every format.
pub fn publication_urn(publication: &Publication) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    };
    add(publication.metadata.title.as_deref().unwrap_or_default());
    for article in &publication.articles {
        add(article.metadata.url.as_deref().unwrap_or_default());
        add(article.metadata.title.as_deref().unwrap_or_default());
        add(&block_text(&article.body));
        article.notes.iter().for_each(|note| add(&block_text(&note.blocks)));
    }
    uuid_urn(&hash.finalize())
}

/// `urn:uuid:` and a UUID of version 8 (RFC 9562, §5.8) made from the first 16 bytes of a digest.
pub fn uuid_urn(digest: &[u8]) -> String {
    let mut urn = "urn:uuid:".to_owned();
    for (index, byte) in digest.iter().take(16).enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            urn.push('-');
        }
        let byte = match index {
            6 => (byte & 0x0f) | 0x80,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        urn.push_str(&format!("{byte:02x}"));
    }
    urn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_its_version_and_variant() {
        assert_eq!(uuid_urn(&[0xff; 32]), "urn:uuid:ffffffff-ffff-8fff-bfff-ffffffffffff");
    }
}
