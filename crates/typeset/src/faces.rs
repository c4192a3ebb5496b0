//! The faces in use: which shows a character, and its measures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use harfrust::font::Source;
use harfrust::{Font, Tag};
use offprint_fonts::{Coverage, Face, FaceData, Family, Fonts, Style, Tradition, Wish};
use unicode_script::Script;

use crate::page::FaceIndex;

pub(crate) use offprint_fonts::invisible;

/// Stands for a character that no face has; DejaVu Sans Mono has it.
pub(crate) const BOX: char = '\u{25a1}';

/// A face ready for shaping.
pub(crate) struct Loaded {
    pub(crate) face: Face,
    pub(crate) font: Font,
    pub(crate) units: f32,
    coverage: Coverage,
}

/// Which face shows a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) face: FaceIndex,
    /// No face has it: [`BOX`] is shown instead.
    pub(crate) missing: bool,
}

/// What a cluster is to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(crate) family: Family,
    pub(crate) style: Style,
    /// The script that it stands in: its own, or that of the text around it.
    pub(crate) script: Script,
    /// The shapes that its language wants.
    pub(crate) tradition: Tradition,
}

/// [`Wanted`] as a key: scripts have no order, but names do.
type Key = (Family, Style, &'static str, Tradition);

/// The faces that are in use, each loaded once.
pub(crate) struct FaceSet<'f> {
    fonts: &'f Fonts,
    loaded: Vec<Loaded>,
    by_name: BTreeMap<String, Vec<FaceIndex>>,
    /// The user's and the embedded faces, in the order in which they are asked.
    first: BTreeMap<(Family, Style, Tradition), Arc<[FaceIndex]>>,
    chosen: BTreeMap<Key, BTreeMap<Box<str>, Choice>>,
    missing: BTreeSet<char>,
}

impl<'f> FaceSet<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            loaded: Vec::new(),
            by_name: BTreeMap::new(),
            first: BTreeMap::new(),
            chosen: BTreeMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// The face for a character on its own.
    pub(crate) fn choose(&mut self, character: char, family: Family, style: Style) -> Choice {
        let wanted = Wanted { family, style, script: Script::Common, tradition: Tradition::Usual };
        self.choose_for(character.encode_utf8(&mut [0; 4]), wanted)
    }

    /// The face for a cluster, a letter with its marks: the wanted one; for signs that it lacks DejaVu Sans Mono, which
    /// has many; for letters a face of the system before that, because letters of one width read badly. Where no face has
    /// all of its characters, the one that has the first.
    pub(crate) fn choose_for(&mut self, cluster: &str, wanted: Wanted) -> Choice {
        let key = (wanted.family, wanted.style, wanted.script.short_name(), wanted.tradition);
        if let Some(choice) = self.chosen.get(&key).and_then(|chosen| chosen.get(cluster)) {
            return *choice;
        }
        let first = cluster.chars().next().unwrap_or(' ');
        let choice = match self.look_for(cluster, wanted) {
            Some(face) => Choice { face, missing: false },
            None => {
                let alone = self.look_for(first.encode_utf8(&mut [0; 4]), wanted);
                let code = self.own(Wanted { family: Family::Mono, ..wanted });
                let face = alone.or_else(|| code.last().copied()).unwrap_or(FaceIndex(0));
                let lost = |c: &char| !invisible(*c) && (alone.is_none() || !self.has(face, *c));
                let lost: Vec<char> = cluster.chars().filter(lost).collect();
                self.missing.extend(lost);
                Choice { face, missing: alone.is_none() }
            }
        };
        self.chosen.entry(key).or_default().insert(cluster.into(), choice);
        choice
    }

    /// The face of the user's family, or of the embedded one, that text of a look is set in.
    pub(crate) fn own(&mut self, wanted: Wanted) -> Arc<[FaceIndex]> {
        let Wanted { family, style, tradition, .. } = wanted;
        if let Some(faces) = self.first.get(&(family, style, tradition)) {
            return Arc::clone(faces);
        }
        let faces = self.fonts.faces(family, style, tradition);
        let faces: Arc<[FaceIndex]> = faces.into_iter().map(|face| self.load(face)).collect();
        self.first.insert((family, style, tradition), Arc::clone(&faces));
        faces
    }

    fn look_for(&mut self, cluster: &str, wanted: Wanted) -> Option<FaceIndex> {
        let own = self.own(wanted);
        if let Some(face) = own.iter().find(|face| self.shows(**face, cluster)) {
            return Some(*face);
        }
        let letter = cluster.chars().next().is_some_and(char::is_alphabetic);
        let code = self.own(Wanted { family: Family::Mono, ..wanted });
        let in_code = code.iter().find(|face| self.shows(**face, cluster)).copied();
        if in_code.is_some() && !letter {
            return in_code;
        }
        let Wanted { style, script, tradition, .. } = wanted;
        if let Some(found) = self.fonts.find(cluster, Wish { style, script, tradition }) {
            return Some(self.load(found));
        }
        in_code.or_else(|| {
            let plain = self.own(Wanted { family: Family::Mono, style: Style::default(), ..wanted });
            plain.iter().find(|face| self.shows(**face, cluster)).copied()
        })
    }

    fn load(&mut self, face: Face) -> FaceIndex {
        let known = self.by_name.get(&face.name).into_iter().flatten();
        if let Some(index) = known.copied().find(|index| self.get(*index).is_some_and(|l| l.face == face)) {
            return index;
        }
        let source = match &face.data {
            FaceData::Embedded(data) => Source::from(*data),
            FaceData::Read(data) => {
                let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::clone(data) as _;
                Source::from(harfrust::font::Blob::from(shared))
            }
        };
        let index = FaceIndex(u16::try_from(self.loaded.len()).unwrap_or(u16::MAX));
        let Some(font) = Font::new(source, face.index) else {
            return FaceIndex(0); // Only a damaged file of the system's comes here; the embedded ones load.
        };
        let variations = face.variations().map(|(tag, value)| (Tag::new(&tag), value));
        let font = font.instance_builder().variations(variations).build();
        let units = f32::from(font.units_per_em().max(1));
        let coverage = Coverage::of_face(&face);
        self.by_name.entry(face.name.clone()).or_default().push(index);
        self.loaded.push(Loaded { face, font, units, coverage });
        index
    }

    /// Whether a face has glyphs for all of a cluster.
    pub(crate) fn shows(&self, face: FaceIndex, cluster: &str) -> bool {
        self.get(face).is_some_and(|loaded| loaded.coverage.shows(cluster))
    }

    fn has(&self, face: FaceIndex, character: char) -> bool {
        self.get(face).is_some_and(|loaded| loaded.coverage.has(character))
    }

    pub(crate) fn get(&self, face: FaceIndex) -> Option<&Loaded> {
        self.loaded.get(usize::from(face.0))
    }

    /// The faces in the order of their indexes, and the characters that none of them has.
    pub(crate) fn finish(self) -> (Vec<Face>, Vec<char>) {
        (self.loaded.into_iter().map(|loaded| loaded.face).collect(), self.missing.into_iter().collect())
    }
}
