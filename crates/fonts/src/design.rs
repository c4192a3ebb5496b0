//! What a font file says of its faces: weight, slope, width, and whether they may and can be embedded.

use skrifa::MetadataProvider as _;
use skrifa::attribute::Style as Slope;
use skrifa::outline::OutlineGlyphFormat;
use skrifa::raw::tables::os2::SelectionFlags;
use skrifa::raw::types::{NameId, Tag};
use skrifa::raw::{FontRef, TableProvider as _};
use thiserror::Error;

use crate::{Axis, Style};

const WEIGHT: Tag = Tag::new(b"wght");
const ITALIC: Tag = Tag::new(b"ital");
const SLANT: Tag = Tag::new(b"slnt");
/// Weights from here are bold (OpenType, `OS/2`, usWeightClass: semi-bold).
pub(crate) const BOLD_FROM: u16 = 600;
/// Slant of an oblique face, in degrees clockwise (OpenType, axis `slnt`, and CSS Fonts 4, `oblique`, whose default it is).
const OBLIQUE: i16 = -14;
/// Of `OS/2` fsType, the bits that say how a font may be embedded (OpenType, `OS/2`).
const USAGE: u16 = 0x000f;
const RESTRICTED: u16 = 0x0002;
const NO_SUBSETTING: u16 = 0x0100;
const BITMAPS_ONLY: u16 = 0x0200;

/// Why a face cannot go into a document.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// It has bitmaps or colour pictures in the place of outlines.
    #[error(
        "it has no outlines (its glyphs are bitmaps or colour pictures); give a font of outlines (.ttf, .otf)"
    )]
    NoOutlines,
    /// Its licence forbids embedding (`OS/2`, fsType).
    #[error(
        "its licence forbids embedding in documents (OS/2 fsType, restricted licence); give another font, or one of the same maker that allows it"
    )]
    Restricted,
    /// Its licence forbids embedding a part of it (`OS/2`, fsType), which is all that a document takes.
    #[error(
        "its licence forbids embedding a part of it (OS/2 fsType, no subsetting), and documents take only the glyphs in use; give another font"
    )]
    NoSubsetting,
    /// It names no character.
    #[error(
        "it has no glyph for any Unicode character; give a font of letters, not of symbols without names"
    )]
    NoCharacters,
    /// A table is missing or cannot be read.
    #[error("its table {0} is missing or broken; get the file anew, it may have been cut off")]
    Broken(&'static str),
}

/// What a face is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Design {
    /// Lightest and heaviest weight that it has; the same for all but variable fonts.
    pub weights: (u16, u16),
    pub italic: bool,
    /// The axis by which a variable font can be made to slope, and the value at which it does.
    pub slope: Option<Axis>,
    /// Neither condensed nor expanded.
    pub normal_width: bool,
    pub monospaced: bool,
    /// Axis of weight.
    has_weight_axis: bool,
}

impl Design {
    pub(crate) fn of(font: &FontRef<'_>) -> Self {
        let attributes = font.attributes();
        let subfamily = name(font, NameId::TYPOGRAPHIC_SUBFAMILY_NAME)
            .or_else(|| name(font, NameId::SUBFAMILY_NAME))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let selection = font.os2().map(|os2| os2.fs_selection()).unwrap_or_default();
        let mut weight = whole(attributes.weight.value());
        // Some fonts say only by name or flag that they are bold or slope.
        let says_bold =
            selection.contains(SelectionFlags::BOLD) || ["bold", "bold italic"].contains(&subfamily.as_str());
        if says_bold && weight < BOLD_FROM {
            weight = 700;
        }
        let italic = attributes.style != Slope::Normal
            || subfamily.contains("italic")
            || subfamily.contains("oblique");
        let axes = font.axes();
        let weights = axes.get_by_tag(WEIGHT).map(|axis| (whole(axis.min_value()), whole(axis.max_value())));
        let slope = [(ITALIC, 1), (SLANT, OBLIQUE)].into_iter().find_map(|(tag, value)| {
            let axis = axes.get_by_tag(tag)?;
            let (low, high) = (axis.min_value(), axis.max_value());
            let value = f32::from(value).clamp(low.min(high), high.max(low));
            (value != axis.default_value())
                .then(|| Axis { tag: tag.to_be_bytes(), value: value.trunc() as i16 })
        });
        Self {
            weights: weights.unwrap_or((weight, weight)),
            italic,
            slope,
            normal_width: (attributes.stretch.ratio() - 1.0).abs() < 0.01,
            monospaced: font.post().is_ok_and(|post| post.is_fixed_pitch() != 0),
            has_weight_axis: weights.is_some(),
        }
    }

    /// How far from a style it is: less is nearer. The slope counts before the weight (CSS Fonts 4, §5.2).
    pub(crate) fn distance(&self, style: Style) -> u16 {
        let slopes = self.italic || (style.italic && self.slope.is_some());
        let slope = if slopes == style.italic { 0 } else { 10_000 };
        let (low, high) = self.weights;
        let wanted = style.weight();
        slope + if wanted < low { low - wanted } else { wanted.saturating_sub(high) }
    }

    /// Whether it is of a style, or can be.
    pub(crate) fn is(&self, style: Style) -> bool {
        let slopes = self.italic == style.italic || (style.italic && self.slope.is_some());
        let (low, high) = self.weights;
        slopes && if style.bold { high >= BOLD_FROM } else { low < BOLD_FROM }
    }

    /// Where a variable font stands for a style.
    pub(crate) fn axes(&self, style: Style) -> Vec<Axis> {
        let (low, high) = self.weights;
        let weight = self.has_weight_axis.then(|| {
            let value = style.weight().clamp(low.min(high), high.max(low));
            Axis { tag: WEIGHT.to_be_bytes(), value: i16::try_from(value).unwrap_or(400) }
        });
        weight.into_iter().chain(self.slope.filter(|_| style.italic && !self.italic)).collect()
    }
}

fn whole(value: f32) -> u16 {
    // Weights are from 1 to 1000 (OpenType); what says otherwise is brought within.
    value.clamp(1.0, 1_000.0) as u16
}

/// A name of the face, in English if it has one.
pub(crate) fn name(font: &FontRef<'_>, id: NameId) -> Option<String> {
    let name: String =
        font.localized_strings(id).english_or_first()?.chars().filter(|c| !c.is_control()).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a face may be embedded and has what embedding takes.
pub(crate) fn check(font: &FontRef<'_>) -> Result<(), Refusal> {
    if let Ok(os2) = font.os2() {
        let usage = os2.fs_type();
        // Up to version 2 several bits may be set, of which the most generous counts.
        if usage & USAGE == RESTRICTED {
            return Err(Refusal::Restricted);
        }
        if usage & NO_SUBSETTING != 0 {
            return Err(Refusal::NoSubsetting);
        }
        if usage & BITMAPS_ONLY != 0 {
            return Err(Refusal::Restricted);
        }
    }
    let head = font.head().map_err(|_| Refusal::Broken("head"))?;
    // OpenType allows 16 to 16384.
    if !(16..=16_384).contains(&head.units_per_em()) {
        return Err(Refusal::Broken("head"));
    }
    let glyphs = font.maxp().map_err(|_| Refusal::Broken("maxp"))?.num_glyphs();
    if glyphs == 0 {
        return Err(Refusal::Broken("maxp"));
    }
    font.hhea().map_err(|_| Refusal::Broken("hhea"))?;
    font.hmtx().map_err(|_| Refusal::Broken("hmtx"))?;
    font.cmap().map_err(|_| Refusal::Broken("cmap"))?;
    match font.outline_glyphs().format() {
        Some(OutlineGlyphFormat::Glyf | OutlineGlyphFormat::Cff | OutlineGlyphFormat::Cff2) => Ok(()),
        _ => {
            let named =
                [b"glyf", b"CFF ", b"CFF2"].iter().any(|tag| font.table_data(Tag::new(tag)).is_some());
            Err(if named { Refusal::Broken("glyf or CFF") } else { Refusal::NoOutlines })
        }
    }
}
