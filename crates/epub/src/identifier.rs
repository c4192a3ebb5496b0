//! The book's identifier: the same for the same content.

use offprint_model::{Publication, block_text};
use sha2::{Digest as _, Sha256};

/// `urn:uuid:` and a UUID of version 8 (RFC 9562, §5.8) made from the SHA-256 of the titles, addresses and
/// words of the articles. How they are set does not matter, so the same articles written by a later version
/// are still the same book.
pub(crate) fn urn(publication: &Publication) -> String {
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
    let digest = hash.finalize();
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
