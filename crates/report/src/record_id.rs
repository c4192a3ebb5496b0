//! Identifiers of what is made of a record.

use offprint_model::uuid_urn;
use sha2::{Digest as _, Sha256};

/// `urn:uuid:…` (version 8 of RFC 9562, §5.8) of a digest of these parts: the same parts, the same identifier.
pub(crate) fn record_id(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part.as_bytes());
    }
    uuid_urn(&hash.finalize())
}
