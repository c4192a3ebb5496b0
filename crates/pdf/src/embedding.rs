//! Embedding faces: each cut down to the glyphs in use, and what each glyph means as text.

use std::collections::BTreeMap;

use offprint_fonts::outlines;
use offprint_typeset::{FaceIndex, GlyphRun, Shape, Typeset};
use printpdf::{Codepoint, FontId, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, Pt, TextItem};
use subsetter::GlyphRemapper;

use crate::PdfError;

/// The soft hyphen, which hyphenation leaves in the text.
pub(crate) const SOFT_HYPHEN: &str = "\u{ad}";

/// What a cluster says to who reads it: a space is a space, however wide and whether or not a line may end there. Said
/// beside as another one, programs that take text out join the words about it.
pub(crate) fn as_read(text: &str) -> &str {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(space), None) if space.is_whitespace() => " ",
        _ => text,
    }
}

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

/// Puts the faces that are used into the document.
///
/// # Errors
/// [`PdfError::Font`] where a face can't be cut down or read again.
pub(crate) fn embed(
    set: &Typeset,
    document: &mut PdfDocument,
) -> Result<BTreeMap<FaceIndex, Embedded>, PdfError> {
    let mut used: BTreeMap<FaceIndex, (GlyphRemapper, BTreeMap<u16, String>)> = BTreeMap::new();
    // Meanings of running text first: the hyphen glyph means a hyphen wherever one is written, and the soft
    // hyphens of hyphenation say so for themselves.
    for soft in [false, true] {
        for run in runs(set) {
            let (remapper, meanings) =
                used.entry(run.face).or_insert_with(|| (GlyphRemapper::new(), BTreeMap::new()));
            let mut nth = 0;
            let mut last = None;
            for glyph in &run.glyphs {
                let text =
                    as_read(run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or(" "));
                nth = if last == Some(&glyph.text) { nth + 1 } else { 0 };
                last = Some(&glyph.text);
                if (text == SOFT_HYPHEN) != soft {
                    continue;
                }
                remapper.remap(glyph.id);
                meanings.entry(glyph.id).or_insert_with(|| {
                    let together = run.glyphs.iter().filter(|g| g.text == glyph.text).count();
                    if together == 1 {
                        text.to_owned()
                    } else {
                        // One of several glyphs of a cluster: its share, for readers that ignore ActualText.
                        text.chars().nth(nth).or_else(|| text.chars().next()).unwrap_or(' ').to_string()
                    }
                });
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
