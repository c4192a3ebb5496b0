//! Cutting a paragraph into stretches that are shaped at once: of one span, face, script (UAX #24) and level of
//! direction (UAX #9).

use std::ops::Range;

use offprint_model::Direction;
use unicode_bidi::{BidiInfo, Level};
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use crate::clusters::{choices, has_many_scripts};
use crate::faces::FaceSet;
use crate::page::FaceIndex;
use crate::rich_text::RichText;
use crate::shaper::Shaper;

/// A stretch that is shaped at once.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) text: Range<usize>,
    pub(crate) span: usize,
    pub(crate) face: FaceIndex,
    pub(crate) level: u8,
    pub(crate) script: Script,
    /// No face has its characters.
    pub(crate) missing: bool,
    /// A line break, a picture, an end of an isolate: nothing joins it.
    alone: bool,
}

/// The level of the paragraph, and that of each byte where they are not all the same.
pub(crate) fn levels(text: &str, direction: Direction) -> (u8, Option<Vec<Level>>) {
    let base = if direction == Direction::Rtl { Level::rtl() } else { Level::ltr() };
    if direction == Direction::Ltr && !text.chars().any(turns) {
        return (base.number(), None);
    }
    let bidi = BidiInfo::new(text, Some(base));
    (base.number(), Some(bidi.levels))
}

/// Whether a character can make a line run otherwise than from left to right: the blocks of the scripts that run from
/// right to left, and the marks and overrides of direction (UAX #9 §2 and §3.2; blocks as reserved in DerivedBidiClass.txt).
fn turns(c: char) -> bool {
    c >= '\u{590}'
        && matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

fn shared(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited)
}

fn script_of(c: char) -> Script {
    match c {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\x7f' => Script::Common,
        _ => c.script(),
    }
}

/// The cluster that begins at a byte: its first character and where it ends.
fn cluster(text: &str, at: usize) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at)?;
    // Between two characters of ASCII there is always a boundary, but for CR LF (UAX #29, GB3).
    if first.is_ascii() && first != b'\r' && bytes.get(at + 1).is_none_or(u8::is_ascii) {
        return Some((char::from(first), at + 1));
    }
    let cluster = text.get(at..)?.graphemes(true).next()?;
    Some((cluster.chars().next()?, at + cluster.len()))
}

/// Gives the stretches of a paragraph in order.
pub(crate) fn itemise(
    rich: &RichText,
    base: u8,
    levels: Option<&[Level]>,
    faces: &mut FaceSet<'_>,
    shaper: &mut Shaper,
    take: &mut dyn FnMut(&Item, &FaceSet<'_>, &mut Shaper),
) {
    let mut last: Option<Item> = None;
    let mut number = 0;
    let mut at = 0;
    let mut chosen = has_many_scripts(&rich.text).then(|| choices(rich, faces).into_iter());
    while let Some((first, end)) = cluster(&rich.text, at) {
        let start = std::mem::replace(&mut at, end);
        while rich.spans.get(number).is_some_and(|s| s.end <= start) {
            number += 1;
        }
        let Some(look) = rich.spans.get(number).map(|s| &s.look) else { break };
        let choice = match &mut chosen {
            Some(chosen) => chosen.next(),
            None => rich.text.get(start..end).map(|cluster| shaper.face(faces, cluster, look)),
        };
        let Some(choice) = choice else { break };
        let level = levels.map_or(base, |levels| levels.get(start).map_or(base, |level| level.number()));
        let script = script_of(first);
        let alone = matches!(first, '\n' | '\u{fffc}' | '\u{2066}'..='\u{2069}');
        if let Some(last) = &mut last {
            // Space and punctuation go with what stands before them when its face has them too.
            let same = last.span == number
                && last.face == choice.face
                && last.level == level
                && last.missing == choice.missing
                && !alone
                && !last.alone;
            if same && (shared(script) || shared(last.script) || last.script == script) {
                last.text.end = end;
                if shared(last.script) {
                    last.script = script;
                }
                continue;
            }
            take(last, faces, shaper);
        }
        last = Some(Item {
            text: start..end,
            span: number,
            face: choice.face,
            level,
            script,
            missing: choice.missing,
            alone,
        });
    }
    if let Some(last) = last {
        take(&last, faces, shaper);
    }
}
