//! One typeface.

use std::fmt;
use std::sync::Arc;

/// A typeface: the bytes of one TrueType or OpenType font and how to name it. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// PostScript name: `LibertinusSerif-Regular`. Two faces of one name are taken to be the same.
    pub name: String,
    /// The font file.
    pub data: FaceData,
    /// Index of the face in the file; 0 unless the file is a collection.
    pub index: u32,
}

/// The bytes of a font file, shared.
#[derive(Clone, PartialEq, Eq)]
pub enum FaceData {
    /// Embedded in the program.
    Embedded(&'static [u8]),
    /// Read from a file.
    Read(Arc<Vec<u8>>),
}

impl AsRef<[u8]> for FaceData {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Embedded(data) => data,
            Self::Read(data) => data,
        }
    }
}

impl fmt::Debug for FaceData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.as_ref().len())
    }
}

/// The two embedded families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Family {
    /// Libertinus Serif.
    #[default]
    Serif,
    /// DejaVu Sans Mono.
    Mono,
}

/// Weight and slope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Style {
    /// Bold rather than regular.
    pub bold: bool,
    /// Italic or oblique rather than upright.
    pub italic: bool,
}
