//! Embedding faces: each cut down to the glyphs in use, and what each glyph means as text.

use std::collections::BTreeMap;

use offprint_fonts::{invisible, outlines};
use offprint_typeset::{FaceIndex, Glyph, GlyphRun, Shape, Typeset};
use printpdf::{Codepoint, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem};
use subsetter::GlyphRemapper;

use crate::PdfError;
use crate::meanings::{is_backwards, said, shares};

/// The soft hyphen, which hyphenation leaves in the text.
pub(crate) const SOFT_HYPHEN: &str = "\u{ad}";

/// A face in the document.
pub(crate) struct Embedded {
    pub(crate) font: FontId,
    remapper: GlyphRemapper,
    /// Advance of each glyph in thousandths of an em, as the document has it: a whole number.
    widths: BTreeMap<u16, f32>,
    /// What each glyph means: the one meaning that ToUnicode can hold.
    meanings: BTreeMap<u16, String>,
}

impl Embedded {
    /// The glyph's number in the document.
    pub(crate) fn number(&self, glyph: u16) -> u16 {
        self.remapper.get(glyph).unwrap_or(0)
    }

    /// Operators that show every glyph once: from them the writer of fonts learns what is in use.
    pub(crate) fn specimen(&self) -> [Op; 2] {
        let codes = self
            .meanings
            .iter()
            .map(|(glyph, text)| Codepoint::with_cid(self.number(*glyph), 0.0, text.clone()));
        let font = PdfFontHandle::External(self.font.clone());
        let items = vec![TextItem::GlyphIds(codes.collect())];
        [Op::SetFont { font, size: Pt(1.0) }, Op::ShowText { items }]
    }

    /// Width in thousandths of an em.
    pub(crate) fn width(&self, glyph: u16) -> f32 {
        self.widths.get(&glyph).copied().unwrap_or(0.0)
    }

    /// What ToUnicode says of a glyph.
    pub(crate) fn meaning(&self, glyph: u16) -> &str {
        self.meanings.get(&glyph).map_or("", String::as_str)
    }
}

/// Runs of a document, in order.
pub(crate) fn runs(set: &Typeset) -> impl Iterator<Item = &GlyphRun> {
    set.pages.iter().flat_map(|page| page.items.iter().chain(&page.head).chain(&page.foot)).filter_map(
        |item| match &item.shape {
            Shape::Glyphs(run) => Some(run),
            Shape::Picture { .. } | Shape::Fill { .. } => None,
        },
    )
}

/// When the meanings of a cluster's glyphs are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Alone,
    Shared,
    Soft,
}

impl Turn {
    fn of(cluster: &[Glyph], text: &str) -> Self {
        if text == SOFT_HYPHEN {
            Self::Soft
        } else if cluster.len() == 1 && !text.chars().any(invisible) {
            Self::Alone
        } else {
            Self::Shared
        }
    }
}

/// Puts the faces that are used into the document.
///
/// # Errors
/// [`PdfError::Font`] where a face can't be cut down or read again.
pub(crate) fn embed(
    set: &Typeset,
    document: &mut PdfDocument,
) -> Result<BTreeMap<FaceIndex, Embedded>, PdfError> {
    let mut used: BTreeMap<FaceIndex, (GlyphRemapper, BTreeMap<u16, String>)> = BTreeMap::new();
    // What a glyph means on its own goes before its share of a cluster, and running text before the soft hyphens of
    // hyphenation, which say so for themselves: the hyphen glyph means a hyphen wherever one is written.
    for turn in [Turn::Alone, Turn::Shared, Turn::Soft] {
        for run in runs(set) {
            let Some(face) = set.faces.get(usize::from(run.face.0)) else { continue };
            let backwards = is_backwards(run);
            let (remapper, meanings) =
                used.entry(run.face).or_insert_with(|| (GlyphRemapper::new(), BTreeMap::new()));
            for cluster in run.glyphs.chunk_by(|a, b| a.text == b.text) {
                let Some(first) = cluster.first() else { continue };
                let text = said(run, first);
                if Turn::of(cluster, text) != turn {
                    continue;
                }
                for glyph in cluster {
                    remapper.remap(glyph.id);
                }
                if cluster.iter().all(|glyph| meanings.contains_key(&glyph.id)) {
                    continue;
                }
                for (glyph, share) in cluster.iter().zip(shares(cluster, text, face, backwards)) {
                    meanings.entry(glyph.id).or_insert(share);
                }
            }
        }
    }
    let mut out = BTreeMap::new();
    for (index, (remapper, meanings)) in used {
        let Some(face) = set.faces.get(usize::from(index.0)) else { continue };
        let refuse = |reason: String| PdfError::Font { face: face.name.clone(), reason };
        let cut = outlines(face, &remapper).map_err(|error| refuse(error.reason))?;
        let mut warnings = Vec::new();
        let mut parsed = ParsedFont::from_bytes(&cut, 0, &mut warnings)
            .ok_or_else(|| refuse(format!("the subset can't be read: {warnings:?}")))?;
        parsed.font_name = Some(format!("{}+{}", tag(index), face.name));
        let units = f32::from(parsed.units_per_em.max(1));
        let widths = meanings
            .keys()
            .map(|glyph| {
                let number = remapper.get(*glyph).unwrap_or(0);
                let width = f32::from(parsed.get_glyph_width(number).unwrap_or(0));
                // The document's widths are whole numbers, cut off as the writer does.
                (*glyph, (width * 1000.0 / units).trunc())
            })
            .collect();
        let font = FontId(format!("F{}", index.0));
        document.resources.fonts.map.insert(font.clone(), PdfFont::new(parsed));
        out.insert(index, Embedded { font, remapper, widths, meanings });
    }
    Ok(out)
}

/// The six capitals that mark a subset (ISO 32000-1 §9.6.4).
fn tag(index: FaceIndex) -> String {
    let mut number = usize::from(index.0);
    let mut letters = [b'A'; 6];
    for letter in letters.iter_mut().rev() {
        *letter += u8::try_from(number % 26).unwrap_or(0);
        number /= 26;
    }
    letters.iter().map(|letter| char::from(*letter)).collect()
}
