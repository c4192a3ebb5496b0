//! What shaping keeps from paragraph to paragraph: plans, words, and the faces of ASCII.
//!
//! A plan (which lookups of a face a script and language want) costs more to make than a line to shape. Words come
//! again and again: those in the embedded faces are shaped once and kept in a table of fixed size, in which a newer
//! word takes the place of an older one. What is kept never changes what comes out, only when.

use std::collections::BTreeMap;

use harfrust::{
    Buffer, BufferFlags, Direction as Way, Feature, Language, Script as Tagged, ShapeOptions, ShapePlan,
    ShaperFont, Tag,
};
use offprint_fonts::{FaceData, Family, Style, Tradition};
use offprint_model::LanguageTag;
use unicode_script::{Script, UnicodeScript};

use crate::faces::{Choice, FaceSet, Loaded, Wanted};
use crate::forms::Forms;
use crate::page::FaceIndex;
use crate::rich_text::Look;

/// How a stretch is shaped.
pub(crate) struct Manner<'a> {
    pub(crate) face: FaceIndex,
    /// From right to left.
    pub(crate) backwards: bool,
    pub(crate) script: Script,
    pub(crate) look: &'a Look,
}

impl Manner<'_> {
    /// The characters to be shaped, each with the byte it stands for.
    pub(crate) fn letters<'t>(&self, text: &'t str) -> impl Iterator<Item = (char, usize)> + use<'t> {
        let capitals = self.look.forms.capitals;
        text.char_indices().flat_map(move |(index, c)| {
            let upper = capitals.then(|| c.to_uppercase()).into_iter().flatten();
            // A tab is set as a space.
            let same = (!capitals).then_some(if c == '\t' { ' ' } else { c });
            upper.chain(same).map(move |c| (c, index))
        })
    }
}

/// A glyph in units of the face.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitGlyph {
    pub(crate) id: u16,
    pub(crate) advance: f32,
    pub(crate) x_offset: f32,
    pub(crate) y_offset: f32,
}

/// A cluster: the byte with which it begins and how many glyphs it has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cluster {
    pub(crate) start: u32,
    pub(crate) glyphs: u32,
}

/// Shaped text in units of the face: clusters in the order of the text, the glyphs of each in the order in which
/// they are drawn.
#[derive(Debug, Clone, Default)]
pub(crate) struct Units {
    pub(crate) clusters: Vec<Cluster>,
    pub(crate) glyphs: Vec<UnitGlyph>,
}

struct Plan {
    face: FaceIndex,
    backwards: bool,
    script: Script,
    language: Option<LanguageTag>,
    forms: Forms,
    tagged: Option<Tagged>,
    spoken: Option<Language>,
    features: Vec<Feature>,
    plan: ShapePlan,
}

struct Word {
    plan: usize,
    text: Box<str>,
    units: Units,
}

/// Words that are kept: a book of 90,000 words has some 10,000 different ones. A power of two.
const WORDS: usize = 1 << 14;
/// Bytes of the longest word that is kept.
const LONGEST_WORD: usize = 48;

/// Faces of the characters of ASCII in one family and style.
struct Ascii {
    family: Family,
    style: Style,
    choices: [Option<Choice>; 128],
}

/// What shaping keeps from paragraph to paragraph.
#[derive(Default)]
pub(crate) struct Shaper {
    buffer: Option<Buffer>,
    plans: Vec<Plan>,
    /// The plan that was used last.
    plan: usize,
    words: Vec<Option<Word>>,
    ascii: Vec<Ascii>,
    units: Units,
    /// Whether faces have forms of their own for characters.
    forms: BTreeMap<(FaceIndex, char, Forms), bool>,
    hyphens: Vec<(Family, Style, Option<Hyphen>)>,
}

/// The glyph that is set where a word is divided.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hyphen {
    pub(crate) face: FaceIndex,
    pub(crate) id: u16,
    /// Advance as a share of the size.
    pub(crate) advance: f32,
}

impl Shaper {
    /// Whether a face has a glyph of its own for a character in some forms.
    pub(crate) fn has_form(&mut self, faces: &mut FaceSet<'_>, c: char, look: &Look, forms: Forms) -> bool {
        let choice = faces.choose(c, look.family, look.style);
        if choice.missing {
            return false;
        }
        if let Some(known) = self.forms.get(&(choice.face, c, forms)) {
            return *known;
        }
        let Some(loaded) = faces.get(choice.face) else { return false };
        let script = match c.script() {
            // Figures and signs stand in text of the face's own script.
            Script::Common | Script::Inherited => Script::Latin,
            script => script,
        };
        let mut glyphs = |forms: Forms| -> Vec<u16> {
            let look = Look { forms, ..look.clone() };
            let manner = Manner { face: choice.face, backwards: false, script, look: &look };
            let units = self.shape(loaded, &manner, std::iter::once((c, 0)), 1, "", "");
            units.glyphs.iter().map(|glyph| glyph.id).collect()
        };
        let has = glyphs(forms) != glyphs(Forms::default());
        self.forms.insert((choice.face, c, forms), has);
        has
    }

    /// The hyphen for a look.
    pub(crate) fn hyphen(&mut self, faces: &mut FaceSet<'_>, look: &Look) -> Option<Hyphen> {
        let known =
            self.hyphens.iter().find(|(family, style, _)| *family == look.family && *style == look.style);
        if let Some((_, _, hyphen)) = known {
            return *hyphen;
        }
        let choice = faces.choose('-', look.family, look.style);
        let hyphen = faces.get(choice.face).and_then(|loaded| {
            let glyph = loaded.font.charmap().map_unicode('-')?;
            let advance = ShaperFont::new(&loaded.font).glyph_h_advance(glyph) as f32 / loaded.units;
            Some(Hyphen { face: choice.face, id: u16::try_from(glyph.to_u32()).ok()?, advance })
        });
        self.hyphens.push((look.family, look.style, hyphen));
        hyphen
    }

    /// The face for a cluster of a paragraph of Latin, Greek or Cyrillic letters.
    pub(crate) fn face(&mut self, faces: &mut FaceSet<'_>, cluster: &str, look: &Look) -> Choice {
        let (&[byte], true) = (cluster.as_bytes(), cluster.is_ascii()) else {
            let script = cluster.chars().next().map_or(Script::Common, |c| c.script());
            let Look { family, style, .. } = *look;
            return faces.choose_for(cluster, Wanted { family, style, script, tradition: Tradition::Usual });
        };
        let c = char::from(byte);
        let found = self.ascii.iter().position(|a| a.family == look.family && a.style == look.style);
        let index = found.unwrap_or_else(|| {
            self.ascii.push(Ascii { family: look.family, style: look.style, choices: [None; 128] });
            self.ascii.len() - 1
        });
        let slot = self.ascii.get_mut(index).and_then(|a| a.choices.get_mut(c as usize));
        match slot {
            Some(slot) => *slot.get_or_insert_with(|| faces.choose(c, look.family, look.style)),
            None => faces.choose(c, look.family, look.style),
        }
    }

    /// Whether words are remembered: those of the embedded faces from left to right, in scripts whose words are shaped
    /// alike whatever stands around them.
    pub(crate) fn remembers(&self, loaded: &Loaded, manner: &Manner<'_>) -> bool {
        matches!(loaded.face.data, FaceData::Embedded(_))
            && !manner.backwards
            && matches!(manner.script, Script::Latin | Script::Greek | Script::Cyrillic | Script::Common)
    }

    /// A word or a space, shaped by itself.
    pub(crate) fn word(&mut self, loaded: &Loaded, manner: &Manner<'_>, text: &str) -> &Units {
        let plan = self.plan_for(loaded, manner);
        if text.len() > LONGEST_WORD {
            return self.shape(loaded, manner, manner.letters(text), text.len(), "", "");
        }
        if self.words.is_empty() {
            self.words.resize_with(WORDS, || None);
        }
        let slot = digest(plan, text) & (WORDS - 1);
        let known = self
            .words
            .get(slot)
            .and_then(Option::as_ref)
            .is_some_and(|word| word.plan == plan && *word.text == *text);
        if !known {
            self.shape(loaded, manner, manner.letters(text), text.len(), "", "");
            let word = Word { plan, text: text.into(), units: self.units.clone() };
            if let Some(slot) = self.words.get_mut(slot) {
                *slot = Some(word);
            }
        }
        self.words.get(slot).and_then(Option::as_ref).map_or(&self.units, |word| &word.units)
    }

    /// Shapes characters, each of which stands for a byte of a text of a length.
    pub(crate) fn shape(
        &mut self,
        loaded: &Loaded,
        manner: &Manner<'_>,
        letters: impl Iterator<Item = (char, usize)>,
        length: usize,
        before: &str,
        after: &str,
    ) -> &Units {
        self.units.clusters.clear();
        self.units.glyphs.clear();
        let plan = self.plan_for(loaded, manner);
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.clear();
        buffer.reserve(length);
        buffer.set_pre_context(before);
        for (c, index) in letters {
            buffer.push(u32::from(c), u32::try_from(index).unwrap_or(u32::MAX));
        }
        buffer.set_post_context(after);
        if let Some(plan) = self.plans.get(plan) {
            buffer.set_direction(if plan.backwards { Way::RightToLeft } else { Way::LeftToRight });
            buffer.set_script(plan.tagged);
            buffer.set_language(plan.spoken.clone());
            buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
            let font = ShaperFont::new(&loaded.font);
            let options = ShapeOptions::new().plan(Some(&plan.plan)).features(&plan.features);
            if harfrust::shape(&font, &mut buffer, options).is_ok() {
                take_out(&buffer, plan.backwards, &mut self.units);
            }
        }
        self.buffer = Some(buffer);
        &self.units
    }

    /// Index of the plan for a manner.
    fn plan_for(&mut self, loaded: &Loaded, manner: &Manner<'_>) -> usize {
        let fits = |plan: &Plan| {
            plan.face == manner.face
                && plan.script == manner.script
                && plan.backwards == manner.backwards
                && plan.forms == manner.look.forms
                && plan.language == manner.look.language
        };
        if self.plans.get(self.plan).is_some_and(fits) {
            return self.plan;
        }
        if let Some(found) = self.plans.iter().position(fits) {
            self.plan = found;
            return found;
        }
        let mut tag = [b' '; 4];
        tag.iter_mut().zip(manner.script.short_name().bytes()).for_each(|(to, from)| *to = from);
        let tagged = Tagged::from_iso15924_tag(Tag::new(&tag));
        let spoken = manner.look.language.as_ref().and_then(|tag| Language::new(tag.as_str()));
        let features = manner.look.forms.features();
        let way = if manner.backwards { Way::RightToLeft } else { Way::LeftToRight };
        let plan = ShapePlan::new(&loaded.font, way, tagged, spoken.as_ref(), &features);
        self.plans.push(Plan {
            face: manner.face,
            backwards: manner.backwards,
            script: manner.script,
            language: manner.look.language.clone(),
            forms: manner.look.forms,
            tagged,
            spoken,
            features,
            plan,
        });
        self.plan = self.plans.len() - 1;
        self.plan
    }
}

/// The clusters of a shaped buffer.
fn take_out(buffer: &Buffer, backwards: bool, units: &mut Units) {
    let mut one = |range: std::ops::Range<usize>, start: u32| {
        let infos = buffer.glyph_infos().get(range.clone()).unwrap_or_default();
        let positions = buffer.glyph_positions().get(range).unwrap_or_default();
        let before = units.glyphs.len();
        // A mark that the face lacks: .notdef may stand in no archival file (ISO 19005-2 §6.2.11.8). What it
        // belongs to is shown, and the text keeps it.
        let shown = infos.iter().zip(positions).filter(|(info, _)| info.glyph_id != 0);
        units.glyphs.extend(shown.map(|(info, position)| UnitGlyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance as f32,
            x_offset: position.x_offset as f32,
            y_offset: position.y_offset as f32,
        }));
        let glyphs = u32::try_from(units.glyphs.len() - before).unwrap_or(0);
        units.clusters.push(Cluster { start, glyphs });
    };
    let infos = buffer.glyph_infos();
    // In the order of the text: from the end where the glyphs run against it.
    if backwards {
        let mut end = infos.len();
        while let Some(cluster) = end.checked_sub(1).and_then(|last| infos.get(last)).map(|info| info.cluster)
        {
            let count = infos.iter().take(end).rev().take_while(|info| info.cluster == cluster).count();
            one(end - count..end, cluster);
            end -= count;
        }
    } else {
        let mut start = 0;
        while let Some(cluster) = infos.get(start).map(|info| info.cluster) {
            let count = infos.iter().skip(start).take_while(|info| info.cluster == cluster).count();
            one(start..start + count, cluster);
            start += count;
        }
    }
}

/// FNV-1a (Fowler, Noll, Vo).
fn digest(plan: usize, text: &str) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ plan as u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)) as usize
}
