//! What a page is made of, and how much memory parsing it may come to.
//!
//! Parsing takes memory for the tree, the table, segments, removals, blocks and the texts of each. All of it grows with
//! five figures that one pass over the text gives. The factors were found with `peak_alloc` on pages that are made of one
//! thing alone, and `tests/memory.rs` holds them to it. The worst took 22 bytes for a byte of a text that data state, 1,840 for
//! a tag (`<p id=n1>x`) and 670 for a value (`{"a":1},` in JSON-LD); a quarter more is counted, for tables double as they grow.

/// Bytes that one byte of the page comes to: its text stands in the tree, in segments, in removals or blocks.
const BYTE: usize = 24;
/// Bytes that one byte comes to of what is never text: pictures within addresses, style sheets. Pages that were saved as a
/// single file consist of little else. The worst took 5, an address of a picture in the tree, the table, the block and decoded.
const EMBEDDED: usize = 7;
/// Bytes that a tag comes to, of which two nodes are made: an element and the text behind it.
const TAG: usize = 2_600;
/// Bytes that an attribute comes to.
const ATTRIBUTE: usize = 160;
/// Bytes that a value of data in a script or an attribute comes to: an object of one field takes the most.
const VALUE: usize = 750;
/// Bytes that any page comes to, its tables of words among them, which are made once.
const PAGE: usize = 16 << 20;

/// What a page is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Counted {
    /// Its bytes, all of them.
    pub bytes: usize,
    /// Those of them that are within `data:` addresses and style sheets.
    pub embedded: usize,
    /// Its tags, those that end elements and those that are made of marks left open among them.
    pub tags: usize,
    /// Attributes of all tags.
    pub attributes: usize,
    /// Values that data in its scripts and attributes may hold.
    pub values: usize,
}

impl Counted {
    /// Bytes of memory that parsing takes at most, pictures apart.
    pub(crate) const fn memory(&self) -> usize {
        let tags = self.tags.saturating_mul(TAG);
        let attributes = self.attributes.saturating_mul(ATTRIBUTE);
        let values = self.values.saturating_mul(VALUE);
        let parts = tags.saturating_add(attributes).saturating_add(values);
        let embedded = self.embedded.saturating_mul(EMBEDDED);
        let bytes = self.bytes.saturating_sub(self.embedded).saturating_mul(BYTE);
        PAGE.saturating_add(bytes).saturating_add(embedded).saturating_add(parts)
    }
}
