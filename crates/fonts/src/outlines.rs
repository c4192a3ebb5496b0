//! Faces cut down to the outlines of some glyphs: what a PDF embeds.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::FontRef;
use skrifa::{GlyphId, MetadataProvider as _};
use subsetter::{GlyphRemapper, Tag};

use crate::broken::unless_broken;
use crate::{Face, SubsetError};

/// The face as a font file that has the glyphs of `remapper`, under their new numbers, and nothing that shaping takes.
/// A variable font becomes a static one, at where the face stands.
///
/// # Errors
/// [`SubsetError`] where the font can't be read or one of the glyphs can't be drawn.
pub fn outlines(face: &Face, remapper: &GlyphRemapper) -> Result<Vec<u8>, SubsetError> {
    unless_broken(face, || cut(face, remapper))
}

fn cut(face: &Face, remapper: &GlyphRemapper) -> Result<Vec<u8>, SubsetError> {
    let refuse =
        |reason: &dyn std::fmt::Display| SubsetError { face: face.name.clone(), reason: reason.to_string() };
    let axes: Vec<(Tag, f32)> = face.variations().map(|(tag, value)| (Tag::new(&tag), value)).collect();
    let cut = subsetter::subset_with_variations(face.data.as_ref(), face.index, &axes, remapper)
        .map_err(|error| refuse(&error))?;
    // Readers meet a broken outline in ways of their own: some draw nothing, some refuse the page.
    let font = FontRef::new(&cut).map_err(|error| refuse(&error))?;
    let glyphs = font.outline_glyphs();
    for glyph in 0..remapper.num_gids() {
        let outline =
            glyphs.get(GlyphId::from(glyph)).ok_or_else(|| refuse(&format!("it has no glyph {glyph}")))?;
        outline
            .draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut Nowhere)
            .map_err(|error| refuse(&error))?;
    }
    Ok(cut)
}

/// Draws nothing.
struct Nowhere;

impl OutlinePen for Nowhere {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {}
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
    fn close(&mut self) {}
}
