//! Which characters a face has.

use skrifa::MetadataProvider as _;
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::{FontRef, TableProvider as _};
use unicode_normalization::UnicodeNormalization as _;

/// The characters that a face has glyphs for: stretches of code points, each with its first and last, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    stretches: Vec<(u32, u32)>,
}

impl Coverage {
    /// Of a face of a font file; nothing where it can't be read.
    pub fn of_face(face: &crate::Face) -> Self {
        FontRef::from_index(face.data.as_ref(), face.index).map(|font| Self::of(&font)).unwrap_or_default()
    }

    pub(crate) fn of(font: &FontRef<'_>) -> Self {
        // The glyphs of colour fonts are drawn by other tables; some have an outline beside it, others an empty one.
        let coloured = font.colr().is_ok();
        let outlines = font.outline_glyphs();
        let mut points: Vec<u32> = font
            .charmap()
            .mappings()
            .filter(|(_, glyph)| glyph.to_u32() != 0)
            .filter(|(_, glyph)| {
                !coloured
                    || outlines.get(*glyph).is_some_and(|outline| {
                        let mut ink = Ink(false);
                        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
                        outline.draw(settings, &mut ink).is_ok() && ink.0
                    })
            })
            .map(|(point, _)| point)
            .collect();
        points.sort_unstable();
        points.dedup();
        let mut stretches: Vec<(u32, u32)> = Vec::new();
        for point in points {
            match stretches.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(point) => *last = point,
                _ => stretches.push((point, point)),
            }
        }
        Self { stretches }
    }

    /// Whether it has a character.
    pub fn has(&self, character: char) -> bool {
        let point = u32::from(character);
        let place = self.stretches.partition_point(|(_, last)| *last < point);
        self.stretches.get(place).is_some_and(|(first, _)| *first <= point)
    }

    /// Whether it shows all of a cluster, a letter with its marks: as it is written, or composed or decomposed, as
    /// shaping does. What has no shape needs no glyph.
    pub fn shows(&self, cluster: &str) -> bool {
        let has = |c: char| invisible(c) || self.has(c);
        cluster.chars().all(has)
            || (cluster.chars().nth(1).is_some() && cluster.nfc().all(has))
            || (!cluster.is_ascii() && cluster.nfd().all(has))
    }
}

/// Whether something was drawn.
struct Ink(bool);

impl OutlinePen for Ink {
    fn move_to(&mut self, _: f32, _: f32) {}
    fn line_to(&mut self, _: f32, _: f32) {
        self.0 = true;
    }
    fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {
        self.0 = true;
    }
    fn close(&mut self) {}
}

/// Characters that have no shape of their own and need no glyph: joiners, marks of direction, variation
/// selectors, tags, the soft hyphen (Default_Ignorable_Code_Point of UAX #44, as far as text holds them), and controls.
pub fn invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}' | '\n' | '\t' | '\u{fffc}')
}
