//! Faces cut down for reading systems, which shape text themselves: what a book's style sheet names.
//!
//! A PDF places glyphs, so that its faces keep outlines alone; here kerning, ligatures and the map from characters
//! must stay. `skera` (HarfBuzz's subsetter in Rust) cuts every table but `CFF `, which it does not know; the
//! outlines are cut by `subsetter` to the same glyphs in the same order.

use std::collections::BTreeSet;

use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use subsetter::GlyphRemapper;
use thiserror::Error;
use write_fonts::FontBuilder;
use write_fonts::read::collections::IntSet;
use write_fonts::read::types::{NameId, Tag};
use write_fonts::read::{FontRef, TableProvider as _};

use crate::Face;
use crate::broken::unless_broken;

const CFF: Tag = Tag::new(b"CFF ");
/// English (United States), the language of names that a font always has (OpenType, `name`).
const ENGLISH: u16 = 0x0409;

/// Why a face could not be cut down.
#[derive(Debug, Error)]
#[error("cannot cut down the face {face}: {reason}")]
pub struct SubsetError {
    /// Its name.
    pub face: String,
    /// What went wrong.
    pub reason: String,
}

/// The face as a font file of its own (OpenType, `OTTO` or TrueType) that has the glyphs for `characters`, those that
/// they may turn into, and what shaping them takes.
///
/// # Errors
/// [`SubsetError`] where the font can't be read.
pub fn subset(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, SubsetError> {
    unless_broken(face, || cut(face, characters))
}

fn cut(face: &Face, characters: &BTreeSet<char>) -> Result<Vec<u8>, SubsetError> {
    let refuse =
        |reason: &dyn std::fmt::Display| SubsetError { face: face.name.clone(), reason: reason.to_string() };
    let font = FontRef::from_index(face.data.as_ref(), face.index).map_err(|error| refuse(&error))?;
    let unicodes: IntSet<u32> = characters.iter().map(|character| u32::from(*character)).collect();
    let mut scripts = IntSet::<Tag>::empty();
    scripts.invert();
    let mut names = IntSet::<NameId>::empty();
    // What names it, whose it is, and the licence, which asks to go with every copy.
    names.insert_range(NameId::from(0)..=NameId::from(6));
    names.insert_range(NameId::from(13)..=NameId::from(14));
    let plan = Plan::new(
        &IntSet::empty(),
        &unicodes,
        &font,
        SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
        &DEFAULT_DROP_TABLES.iter().copied().chain([CFF]).collect(),
        &scripts,
        &DEFAULT_LAYOUT_FEATURES.iter().copied().collect(),
        &names,
        &[ENGLISH].into_iter().collect(),
    );
    let cut = subset_font(&font, &plan).map_err(|error| refuse(&error))?;
    if font.cff().is_err() {
        return Ok(cut);
    }
    let mut glyphs: Vec<(u32, u32)> =
        plan.old_to_new_glyph_mapping().map(|(old, new)| (new.to_u32(), old.to_u32())).collect();
    glyphs.sort_unstable();
    let mut remapper = GlyphRemapper::new();
    for (new, old) in glyphs {
        let given = u16::try_from(old).map(|old| remapper.remap(old)).map_err(|error| refuse(&error))?;
        if u32::from(given) != new {
            return Err(refuse(&"its glyphs are numbered in two ways"));
        }
    }
    let outlines =
        subsetter::subset(face.data.as_ref(), face.index, &remapper).map_err(|error| refuse(&error))?;
    let outlines = FontRef::new(&outlines).map_err(|error| refuse(&error))?;
    let outlines = outlines.table_data(CFF).ok_or_else(|| refuse(&"its outlines are lost"))?;
    let cut = FontRef::new(&cut).map_err(|error| refuse(&error))?;
    let mut whole = FontBuilder::new();
    whole.add_raw(CFF, outlines.as_bytes());
    whole.copy_missing_tables(cut);
    Ok(whole.build())
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider as _;

    use super::*;
    use crate::{Family, Style, embedded};

    #[test]
    fn a_subset_has_the_outlines_kerning_and_ligatures_of_its_characters() {
        let characters: BTreeSet<char> = "AVfiTo.“é".chars().collect();
        for family in [Family::Serif, Family::Mono] {
            for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
                let face = embedded(family, Style { bold, italic });
                let cut = subset(&face, &characters).unwrap();
                assert!(cut.len() < face.data.as_ref().len() / 5, "{}: {}", face.name, cut.len());
                assert_eq!(cut, subset(&face, &characters).unwrap());
                let (old, new) = (FontRef::new(face.data.as_ref()).unwrap(), FontRef::new(&cut).unwrap());
                assert_eq!(new.charmap().map('Z'), None);
                for character in &characters {
                    let (before, after) =
                        (old.charmap().map(*character).unwrap(), new.charmap().map(*character).unwrap());
                    let size = skrifa::prelude::Size::unscaled();
                    let location = skrifa::instance::LocationRef::default();
                    let bounds = |font: &FontRef<'_>, glyph| {
                        let metrics = font.glyph_metrics(size, location);
                        let mut pen = String::new();
                        let mut path = Path(&mut pen);
                        font.outline_glyphs().get(glyph).unwrap().draw((size, location), &mut path).unwrap();
                        (metrics.advance_width(glyph), pen)
                    };
                    assert_eq!(bounds(&old, before), bounds(&new, after), "{} {character}", face.name);
                }
                if family == Family::Serif {
                    assert!(new.gsub().is_ok() && new.gpos().is_ok(), "{}", face.name);
                    assert!(new.maxp().unwrap().num_glyphs() > 10, "the ligature of f and i is in");
                }
            }
        }
    }

    struct Path<'a>(&'a mut String);

    impl skrifa::outline::OutlinePen for Path<'_> {
        fn move_to(&mut self, x: f32, y: f32) {
            *self.0 += &format!("M{x} {y}");
        }
        fn line_to(&mut self, x: f32, y: f32) {
            *self.0 += &format!("L{x} {y}");
        }
        fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
            *self.0 += &format!("Q{a} {b} {x} {y}");
        }
        fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
            *self.0 += &format!("C{a} {b} {c} {d} {x} {y}");
        }
        fn close(&mut self) {
            self.0.push('Z');
        }
    }
}
