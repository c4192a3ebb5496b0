//! The typefaces that come with offprint: Libertinus Serif and DejaVu Sans Mono.
#![warn(missing_docs)]

use std::borrow::Cow;

/// A typeface: the bytes of one TrueType or OpenType font and how to name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// PostScript name: `LibertinusSerif-Regular`.
    pub name: String,
    /// The font file.
    pub data: Cow<'static, [u8]>,
    /// Index of the face in the file; 0 unless the file is a collection.
    pub index: u32,
}
