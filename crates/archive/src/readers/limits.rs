//! The limits that keep one bad archive from harming a run.

/// Limits of reading an archive. An error that comes of one names the field, so that a user knows what to raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Largest page in bytes, after its encodings (gzip, br…) are undone.
    pub max_bytes: usize,
    /// Largest head of a record (WARC, HTTP, MIME) in bytes.
    pub max_header_bytes: usize,
    /// Most bytes that one record may be inflated to, also where it is only passed over. What is larger is left at that and the
    /// next record looked for.
    pub max_inflated_bytes: u64,
    /// Most entries of an archive that has a directory (zip), and most files of a folder.
    pub max_entries: usize,
    /// How deep archives may stand in archives and folders in folders.
    pub max_nesting: usize,
    /// Most places that are remembered for pictures and revisits, in one file, 24 bytes each. A record has up to four: by its
    /// identifier, its address and date, its digest, and the address alone where it may be a picture.
    pub max_indexed: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            max_header_bytes: 1 << 20,
            max_inflated_bytes: 4 << 30,
            max_entries: 10_000_000,
            max_nesting: 64,
            max_indexed: 10_000_000,
        }
    }
}
