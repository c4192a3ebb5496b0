//! Shaping: rich text becomes atoms, the smallest pieces that a line break leaves whole.
//!
//! A paragraph is cut where the look, the face, the script (UAX #24) or the level of direction (UAX #9) changes;
//! each piece is shaped once, by harfrust, with its surroundings as context. Lines are made by choosing atoms.

use std::ops::Range;

use harfrust::{
    Buffer, BufferFlags, Direction as Way, Feature, Language, Script, ShapeOptions, ShaperFont, Tag,
};
use offprint_model::Direction;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::UnicodeScript;
use unicode_segmentation::UnicodeSegmentation;

use crate::clusters::{Cluster, clusters};
use crate::faces::{BOX, FaceSet, invisible};
use crate::page::{FaceIndex, Glyph};
use crate::rich_text::RichText;

/// The smallest piece that a line break leaves whole: the glyphs of one cluster.
#[derive(Debug, Clone)]
pub(crate) struct Atom {
    /// Bytes of the paragraph's text.
    pub(crate) text: Range<usize>,
    /// Index of the span.
    pub(crate) span: usize,
    pub(crate) face: FaceIndex,
    /// Embedding level: odd for right to left.
    pub(crate) level: u8,
    /// Glyphs, in [`Shaped::glyphs`]; their `text` is left empty.
    pub(crate) glyphs: Range<usize>,
    pub(crate) width: f32,
    pub(crate) kind: AtomKind,
}

/// What an atom is to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AtomKind {
    /// Letters and signs.
    Word,
    /// A letter of a script that sets no spaces between words; lines may stretch after it.
    Ideograph,
    /// White space: stretches and shrinks, vanishes at a line's end.
    Space,
    /// A line ends after it.
    Newline,
    /// Shows nothing.
    Invisible,
}

/// A shaped paragraph.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shaped {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) glyphs: Vec<Glyph>,
    /// Level of the paragraph: 1 where it runs from right to left.
    pub(crate) level: u8,
}

/// A stretch that is shaped at once.
struct Item {
    text: Range<usize>,
    span: usize,
    face: FaceIndex,
    level: u8,
    script: unicode_script::Script,
    missing: bool,
    /// A line break or a picture: nothing joins it.
    alone: bool,
}

/// Shapes a paragraph. `base` is the direction of the surroundings, for paragraphs that do not say their own.
pub(crate) fn shape(rich: &RichText, faces: &mut FaceSet<'_>, base: Direction) -> Shaped {
    let direction = rich.direction.unwrap_or(base);
    let level = if direction == Direction::Rtl { Level::rtl() } else { Level::ltr() };
    let bidi = BidiInfo::new(&rich.text, Some(level));
    let items = itemise(rich, &bidi, faces);
    let mut shaped = Shaped { level: level.number(), ..Shaped::default() };
    let mut buffer = Buffer::new();
    for item in &items {
        shape_item(rich, item, faces, &mut buffer, &mut shaped);
    }
    shaped
}

fn itemise(rich: &RichText, bidi: &BidiInfo<'_>, faces: &mut FaceSet<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for Cluster { text, span, script, choice } in clusters(rich, faces) {
        let Range { start, end } = text;
        let cluster = rich.text.get(start..end).unwrap_or_default();
        let level = bidi.levels.get(start).map_or(0, |level| level.number());
        let shared = matches!(script, unicode_script::Script::Common | unicode_script::Script::Inherited);
        let alone = cluster == "\n" || cluster == "\u{fffc}";
        if let Some(last) = items.last_mut() {
            // Space and punctuation go with what stands before them when its face has them too.
            let same = last.span == span
                && last.face == choice.face
                && last.level == level
                && last.missing == choice.missing
                && !alone
                && !last.alone;
            let last_shared =
                matches!(last.script, unicode_script::Script::Common | unicode_script::Script::Inherited);
            if same && (shared || last_shared || last.script == script) {
                last.text.end = end;
                if last_shared {
                    last.script = script;
                }
                continue;
            }
        }
        items.push(Item {
            text: start..end,
            span,
            face: choice.face,
            level,
            script,
            missing: choice.missing,
            alone,
        });
    }
    items
}

fn shape_item(rich: &RichText, item: &Item, faces: &FaceSet<'_>, buffer: &mut Buffer, shaped: &mut Shaped) {
    let Some(text) = rich.text.get(item.text.clone()) else { return };
    let Some(span) = rich.spans.get(item.span) else { return };
    let Some(loaded) = faces.get(item.face) else { return };
    let atom = |range: Range<usize>, glyphs: Range<usize>, width: f32, kind: AtomKind| Atom {
        text: range,
        span: item.span,
        face: item.face,
        level: item.level,
        glyphs,
        width,
        kind,
    };
    let here = shaped.glyphs.len();
    if let Some(picture) = span.picture {
        shaped.atoms.push(atom(item.text.clone(), here..here, picture.width, AtomKind::Word));
        return;
    }
    if text.chars().all(invisible) {
        let kind = if text == "\n" { AtomKind::Newline } else { AtomKind::Invisible };
        shaped.atoms.push(atom(item.text.clone(), here..here, 0.0, kind));
        return;
    }
    buffer.clear();
    if item.missing {
        // One box for each cluster that no face can show.
        for (index, _) in text.grapheme_indices(true) {
            buffer.push(u32::from(BOX), u32::try_from(index).unwrap_or(u32::MAX));
        }
    } else {
        if let Some(before) = rich.text.get(..item.text.start) {
            buffer.set_pre_context(before);
        }
        for (index, character) in text.char_indices() {
            // A tab or a space of another width is set as a space.
            let character = if character == '\t' { ' ' } else { character };
            buffer.push(u32::from(character), u32::try_from(index).unwrap_or(u32::MAX));
        }
        if let Some(after) = rich.text.get(item.text.end..) {
            buffer.set_post_context(after);
        }
    }
    let backwards = item.level % 2 == 1;
    buffer.set_direction(if backwards { Way::RightToLeft } else { Way::LeftToRight });
    let mut tag = [b' '; 4];
    tag.iter_mut().zip(item.script.short_name().bytes()).for_each(|(to, from)| *to = from);
    buffer.set_script(Script::from_iso15924_tag(Tag::new(&tag)));
    buffer.set_language(span.look.language.as_ref().and_then(|tag| Language::new(tag.as_str())));
    buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
    let small_caps = [Feature::new(Tag::new(b"smcp"), 1, ..)];
    let features: &[Feature] = if span.look.small_caps { &small_caps } else { &[] };
    let font = ShaperFont::new(&loaded.font);
    if harfrust::shape(&font, buffer, ShapeOptions::new().features(features)).is_err() {
        return;
    }
    let scale = span.look.size / loaded.units;
    let infos = buffer.glyph_infos();
    let positions = buffer.glyph_positions();

    // Clusters in the order of the text; each with its glyphs in the order in which they are drawn.
    let mut clusters: Vec<(usize, Vec<Glyph>)> = Vec::new();
    for (info, position) in infos.iter().zip(positions) {
        let glyph = Glyph {
            id: u16::try_from(info.glyph_id).unwrap_or(0),
            advance: position.x_advance as f32 * scale,
            x_offset: position.x_offset as f32 * scale,
            y_offset: position.y_offset as f32 * scale,
            text: 0..0,
        };
        let start = info.cluster as usize;
        // A mark that the face lacks: .notdef may stand in no archival file (ISO 19005-2 §6.2.11.8). What it
        // belongs to is shown, and the text keeps it.
        let glyph = if glyph.id == 0 { None } else { Some(glyph) };
        match clusters.last_mut() {
            Some((last, glyphs)) if *last == start => glyphs.extend(glyph),
            _ => clusters.push((start, glyph.into_iter().collect())),
        }
    }
    if backwards {
        clusters.reverse();
    }
    let ends: Vec<usize> = clusters.iter().skip(1).map(|(start, _)| *start).chain([text.len()]).collect();
    // Characters that the shaper dropped at the front belong to the first cluster.
    let mut from = 0;
    for ((_, glyphs), end) in clusters.into_iter().zip(ends) {
        let end = end.max(from);
        let Some(piece) = text.get(from..end) else { continue };
        let first = shaped.glyphs.len();
        let width = glyphs.iter().map(|glyph| glyph.advance).sum();
        shaped.glyphs.extend(glyphs);
        let range = item.text.start + from..item.text.start + end;
        shaped.atoms.push(atom(range, first..shaped.glyphs.len(), width, kind_of(piece)));
        from = end;
    }
}

fn kind_of(cluster: &str) -> AtomKind {
    use unicode_script::Script as S;
    let first = cluster.chars().next().unwrap_or(' ');
    // U+00A0, U+202F and U+2007 stick to what stands beside them but stretch as spaces do.
    if first.is_whitespace() {
        AtomKind::Space
    } else if matches!(
        first.script(),
        S::Han | S::Hiragana | S::Katakana | S::Hangul | S::Thai | S::Lao | S::Khmer | S::Myanmar
    ) || matches!(first, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
    {
        AtomKind::Ideograph
    } else {
        AtomKind::Word
    }
}
