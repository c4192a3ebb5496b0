//! One typeface.

use std::fmt;
use std::sync::Arc;

use skrifa::MetadataProvider as _;
use skrifa::raw::FontRef;

/// A typeface: the bytes of one TrueType or OpenType font and how to name it. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// PostScript name: `LibertinusSerif-Regular`.
    pub name: String,
    /// The font file.
    pub data: FaceData,
    /// Index of the face in the file; 0 unless the file is a collection.
    pub index: u32,
    /// Where a variable font stands; axes that are not named are at their defaults. Empty for all other fonts.
    pub axes: Vec<Axis>,
}

impl Face {
    /// The glyph that the face names for a character, before shaping.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let font = FontRef::from_index(self.data.as_ref(), self.index).ok()?;
        u16::try_from(font.charmap().map(character)?.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// The axes as fractions.
    pub fn variations(&self) -> impl Iterator<Item = ([u8; 4], f32)> + '_ {
        self.axes.iter().map(|axis| (axis.tag, f32::from(axis.value)))
    }
}

/// A value on one axis of a variable font (OpenType, `fvar`). Whole numbers do: it is weights and slants that are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Axis {
    /// The axis: `wght`.
    pub tag: [u8; 4],
    /// The value: 700.
    pub value: i16,
}

/// The bytes of a font file, shared.
#[derive(Clone)]
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

impl PartialEq for FaceData {
    /// Fonts are megabytes: the same bytes in the same place are the same without a look at them.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.as_ref(), other.as_ref()) || self.as_ref() == other.as_ref()
    }
}

impl Eq for FaceData {}

impl fmt::Debug for FaceData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.as_ref().len())
    }
}

/// The two families that text is set in. A user's own fonts take the place of the embedded ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Family {
    /// Of text: Libertinus Serif.
    #[default]
    Serif,
    /// Of code, of one width: DejaVu Sans Mono.
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

impl Style {
    /// The weight that is wanted, as CSS and `OS/2` count it.
    pub(crate) fn weight(self) -> u16 {
        if self.bold { 700 } else { 400 }
    }
}
