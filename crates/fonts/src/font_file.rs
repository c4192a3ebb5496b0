//! Font files that a user gives.

use std::collections::BTreeSet;
use std::sync::Arc;

use skrifa::MetadataProvider as _;
use skrifa::raw::types::NameId;
use skrifa::raw::{FileRef, FontRef, TableProvider as _};
use subsetter::GlyphRemapper;
use thiserror::Error;

use crate::design::{Design, Refusal, check, name};
use crate::{Face, FaceData};

/// Glyphs that a face must give up for it to be taken: enough to meet a broken table, too few to be waited for.
const TRIED: usize = 256;
/// Faces of one collection that are looked at; Noto Sans CJK has ten.
const MOST_FACES: u32 = 256;

/// Why a file cannot be used as a font.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FontFileError {
    /// Its bytes are those of no font.
    #[error("{file} is not a font that can be used: {reason}")]
    NotAFont {
        /// The file.
        file: String,
        /// What it seems to be instead, and what to give.
        reason: &'static str,
    },
    /// A packed font (WOFF, WOFF2) that can't be unpacked.
    #[error(
        "{file} is a packed font (WOFF) that is broken; get the file anew, or give the font as .ttf or .otf"
    )]
    Packed {
        /// The file.
        file: String,
    },
    /// A face of it cannot be embedded.
    #[error("{file} cannot be embedded: {reason}")]
    Refused {
        /// The file.
        file: String,
        /// Why, and what to do.
        reason: Refusal,
    },
}

/// A face of a font file that a user gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserFace {
    /// Name of the family: `EB Garamond`.
    pub(crate) family: String,
    pub(crate) face: Face,
    pub(crate) design: Design,
}

impl UserFace {
    /// Name of the family that the face belongs to.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// The bytes of the font file.
    pub fn data(&self) -> &[u8] {
        self.face.data.as_ref()
    }

    /// PostScript name of the face.
    pub fn name(&self) -> &str {
        &self.face.name
    }
}

/// The faces of a font file: TrueType, OpenType, a collection of either, or one of these packed as WOFF or WOFF2.
/// `file` is what errors call it.
///
/// # Errors
/// [`FontFileError`] where the bytes are no font, or none that may and can be embedded.
pub fn read_faces(file: &str, data: Vec<u8>) -> Result<Vec<UserFace>, FontFileError> {
    let data = unpacked(file, data)?;
    let not = |reason| FontFileError::NotAFont { file: file.to_owned(), reason };
    let data = Arc::new(data);
    let count = match FileRef::new(&data) {
        Ok(FileRef::Font(_)) => 1,
        Ok(FileRef::Collection(collection)) => collection.len().min(MOST_FACES),
        Err(_) => return Err(not(what_instead(&data))),
    };
    let mut faces = Vec::new();
    for index in 0..count {
        let refuse = |reason| FontFileError::Refused { file: file.to_owned(), reason };
        let font = FontRef::from_index(&data, index).map_err(|_| refuse(Refusal::Broken("directory")))?;
        check(&font).map_err(refuse)?;
        let design = Design::of(&font);
        let stem = stem(file);
        let family = name(&font, NameId::TYPOGRAPHIC_FAMILY_NAME)
            .or_else(|| name(&font, NameId::FAMILY_NAME))
            .unwrap_or_else(|| stem.clone());
        let face = Face {
            name: post_script_name(&font).unwrap_or_else(|| plain_name(&stem)),
            data: FaceData::Read(Arc::clone(&data)),
            index,
            axes: Vec::new(),
        };
        try_out(&font, &face, &design).map_err(refuse)?;
        faces.push(UserFace { family, face, design });
    }
    if faces.is_empty() {
        return Err(not("it is a collection without a font; get the file anew"));
    }
    Ok(faces)
}

/// The font in a packed file, or the bytes as they are.
fn unpacked(file: &str, data: Vec<u8>) -> Result<Vec<u8>, FontFileError> {
    let unpacked = match data.get(..4) {
        Some(b"wOFF") => wuff::decompress_woff1_with_custom_z(&data, &mut inflated),
        Some(b"wOF2") => wuff::decompress_woff2(&data),
        _ => return Ok(data),
    };
    unpacked.map_err(|_| FontFileError::Packed { file: file.to_owned() })
}

/// A table of a WOFF file, `size` bytes long if the file is right.
fn inflated(packed: &[u8], size: usize) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    /// DEFLATE packs no tighter (zlib's technical details); what says more of itself is not believed, and no memory taken for it.
    const TIGHTEST: usize = 1_032;
    if size > packed.len().saturating_mul(TIGHTEST) {
        return Err("too large".into());
    }
    let mut out = Vec::with_capacity(size);
    flate2::Decompress::new(true).decompress_vec(packed, &mut out, flate2::FlushDecompress::Finish)?;
    Ok(out)
}

/// What bytes are that are no font, and what to do about it.
fn what_instead(data: &[u8]) -> &'static str {
    match data {
        [] => "it is empty",
        [0, 1, 0, 0, ..]
        | [b'O', b'T', b'T', b'O', ..]
        | [b't', b't', b'c', b'f', ..]
        | [b't', b'r', b'u', b'e', ..] => "it is broken; get the file anew, it may have been cut off",
        [0x80, 1, ..] | [b'%', b'!', b'P', b'S', ..] => {
            "it is a PostScript Type 1 font; give the font as .otf, into which font editors turn it"
        }
        [0, 0, 1, 0, ..] => "it is a Macintosh font suitcase (.dfont); give the font as .ttf, .otf or .ttc",
        [_, _, _, _, _, _, _, _, _, _, _, _, ..] if data.get(34..36) == Some(b"LP") => {
            "it is an Embedded OpenType font (.eot); give the font as .ttf, .otf or .woff2"
        }
        [b'P', b'K', 3, 4, ..] => "it is a ZIP archive; take the font out of it and give that",
        [b'<', ..] => "it is HTML or SVG; give a font as .ttf, .otf, .ttc, .woff or .woff2",
        _ => "give TrueType or OpenType (.ttf, .otf, .ttc, .woff, .woff2)",
    }
}

/// Name of a file without folder and ending.
fn stem(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.is_empty() { "Font".to_owned() } else { stem.to_owned() }
}

/// The PostScript name, in which only some characters may stand (OpenType, `name`, identifier 6).
fn post_script_name(font: &FontRef<'_>) -> Option<String> {
    let name = plain_name(&name(font, NameId::POSTSCRIPT_NAME)?);
    (!name.is_empty()).then_some(name)
}

pub(crate) fn plain_name(name: &str) -> String {
    /// Longest name, of OpenType.
    const LONGEST: usize = 63;
    let plain = |c: &char| c.is_ascii_graphic() && !"[](){}<>/%".contains(*c);
    name.chars().filter(plain).take(LONGEST).collect()
}

/// Draws and cuts out some glyphs, as writing will: what cannot be done is said now, not in the middle of a book.
fn try_out(font: &FontRef<'_>, face: &Face, design: &Design) -> Result<(), Refusal> {
    let glyphs: BTreeSet<u32> = font
        .charmap()
        .mappings()
        .map(|(_, glyph)| glyph.to_u32())
        .filter(|glyph| *glyph != 0)
        .take(TRIED)
        .collect();
    if glyphs.is_empty() {
        return Err(Refusal::NoCharacters);
    }
    let mut remapper = GlyphRemapper::new();
    for glyph in glyphs {
        remapper.remap(u16::try_from(glyph).map_err(|_| Refusal::Broken("cmap"))?);
    }
    let at = Face { axes: design.axes(crate::Style::default()), ..face.clone() };
    let cut = crate::outlines(&at, &remapper).map_err(|_| Refusal::Broken("glyf or CFF"))?;
    let cut = FontRef::new(&cut).map_err(|_| Refusal::Broken("glyf or CFF"))?;
    cut.maxp().map(drop).map_err(|_| Refusal::Broken("maxp"))
}
