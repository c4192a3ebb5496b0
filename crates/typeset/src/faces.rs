//! The faces in use: which shows a character, and its measures.

use std::collections::{BTreeMap, BTreeSet};

use harfrust::Font;
use harfrust::font::Source;
use offprint_fonts::{Face, FaceData, Family, Fonts, Style};

use crate::page::FaceIndex;

/// Stands for a character that no face has; DejaVu Sans Mono has it.
pub(crate) const BOX: char = '\u{25a1}';

/// A face ready for shaping.
pub(crate) struct Loaded {
    pub(crate) face: Face,
    pub(crate) font: Font,
    pub(crate) units: f32,
}

/// Which face shows a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) face: FaceIndex,
    /// No face has it: [`BOX`] is shown instead.
    pub(crate) missing: bool,
}

/// The faces that are in use, each loaded once.
pub(crate) struct FaceSet<'f> {
    fonts: &'f Fonts,
    loaded: Vec<Loaded>,
    by_name: BTreeMap<String, FaceIndex>,
    chosen: BTreeMap<(char, Family, Style), Choice>,
    missing: BTreeSet<char>,
}

impl<'f> FaceSet<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            loaded: Vec::new(),
            by_name: BTreeMap::new(),
            chosen: BTreeMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// The face for a character: the wanted one; for signs that it lacks DejaVu Sans Mono, which has many; for
    /// letters a face of the system before that, because letters of one width read badly.
    pub(crate) fn choose(&mut self, character: char, family: Family, style: Style) -> Choice {
        let key = (character, family, style);
        if let Some(choice) = self.chosen.get(&key) {
            return *choice;
        }
        let choice = self.look_for(character, family, style);
        if choice.missing {
            self.missing.insert(character);
        }
        self.chosen.insert(key, choice);
        choice
    }

    fn look_for(&mut self, character: char, family: Family, style: Style) -> Choice {
        let of = |face| Choice { face, missing: false };
        let fonts = self.fonts;
        let wanted = self.load(fonts.face(family, style));
        if invisible(character) || self.has(wanted, character) {
            return of(wanted);
        }
        let mono = self.load(fonts.face(Family::Mono, style));
        if !character.is_alphabetic() && self.has(mono, character) {
            return of(mono);
        }
        if let Some(found) = fonts.find(character, style) {
            return of(self.load(found));
        }
        for face in [mono, self.load(fonts.face(Family::Mono, Style::default()))] {
            if self.has(face, character) {
                return of(face);
            }
        }
        Choice { face: mono, missing: true }
    }

    fn load(&mut self, face: Face) -> FaceIndex {
        if let Some(index) = self.by_name.get(&face.name) {
            return *index;
        }
        let source = match &face.data {
            FaceData::Embedded(data) => Source::from(*data),
            FaceData::Read(data) => Source::from(data.to_vec()),
        };
        let index = FaceIndex(u16::try_from(self.loaded.len()).unwrap_or(u16::MAX));
        let Some(font) = Font::new(source, face.index) else {
            return FaceIndex(0); // Only a damaged file of the system's comes here; the embedded ones load.
        };
        let units = f32::from(font.units_per_em().max(1));
        self.by_name.insert(face.name.clone(), index);
        self.loaded.push(Loaded { face, font, units });
        index
    }

    fn has(&self, face: FaceIndex, character: char) -> bool {
        self.get(face).is_some_and(|loaded| {
            loaded.font.charmap().map_unicode(character).is_some_and(|glyph| glyph.to_u32() != 0)
        })
    }

    pub(crate) fn get(&self, face: FaceIndex) -> Option<&Loaded> {
        self.loaded.get(usize::from(face.0))
    }

    /// The faces in the order of their indexes, and the characters that none of them has.
    pub(crate) fn finish(self) -> (Vec<Face>, Vec<char>) {
        (self.loaded.into_iter().map(|loaded| loaded.face).collect(), self.missing.into_iter().collect())
    }
}

/// Characters that have no shape of their own and need no glyph: joiners, marks of direction, variation
/// selectors, the soft hyphen (Default_Ignorable_Code_Point of UAX #44, as far as text holds them).
pub(crate) fn invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}' | '\n' | '\t' | '\u{fffc}')
}
