//! The face that shows each cluster of a paragraph, a letter with its marks.
//!
//! Spaces, signs and figures belong to no script (UAX #24, Common). Where the text around them is in a face of the system,
//! they go with it: the words of a line of Arabic have its spaces between them, and the quotation marks of Chinese its
//! width. Where text is in the wanted face, so are they.

use std::ops::Range;

use offprint_fonts::Tradition;
use unicode_script::{Script, UnicodeScript};
use unicode_segmentation::UnicodeSegmentation;

use crate::faces::{Choice, FaceSet, Wanted, invisible};
use crate::rich_text::{Look, RichText};

/// What stands in brackets or quotation marks has the same around it at both ends.
const PAIRS: [(char, char); 9] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
    ('‹', '›'),
    ('„', '“'),
    ('‚', '‘'),
];

/// Whether a text may want more faces than the one it is set in: whether it has anything beside Latin, Greek and Cyrillic
/// letters, and signs. Nearly all text has not, and is spared the trouble.
pub(crate) fn has_many_scripts(text: &str) -> bool {
    // Blocks of Unicode: from Armenian on, without Cyrillic, Latin and Greek extended, punctuation and symbols.
    let plain = |c: char| {
        c < '\u{530}'
            || matches!(c, '\u{1c80}'..='\u{1c8f}' | '\u{1d00}'..='\u{2bff}' | '\u{fffc}' | '\u{feff}')
    };
    !text.is_ascii() && !text.chars().all(plain)
}

/// The faces of the clusters of a paragraph, up to the end of its spans.
pub(crate) fn choices(rich: &RichText, faces: &mut FaceSet<'_>) -> Vec<Choice> {
    let own: Vec<(Range<usize>, Script)> = rich
        .text
        .grapheme_indices(true)
        .map(|(start, text)| (start..start + text.len(), script_of(text)))
        .collect();
    let around = around(&rich.text, &own);
    let mut out = Vec::with_capacity(own.len());
    let mut span = 0;
    let mut traditions = Traditions::default();
    for ((range, script), around) in own.iter().zip(&around) {
        while rich.spans.get(span).is_some_and(|s| s.end <= range.start) {
            span += 1;
        }
        let Some(look) = rich.spans.get(span).map(|s| &s.look) else { break };
        let text = rich.text.get(range.clone()).unwrap_or_default();
        let wanted = |script: Script, traditions: &mut Traditions| Wanted {
            family: look.family,
            style: look.style,
            script,
            tradition: traditions.of(script, look, &rich.text),
        };
        let neighbour = around.as_ref().and_then(|near| own.get(*near));
        let with_neighbour = neighbour.filter(|_| is_shared(*script)).and_then(|(near, near_script)| {
            let wanted = wanted(*near_script, &mut traditions);
            let near = rich.text.get(near.clone())?;
            goes_with(*near_script, text, near, wanted, faces)
        });
        let choice = with_neighbour.unwrap_or_else(|| {
            let script = if is_shared(*script) { family_of(text) } else { *script };
            let wanted = wanted(script, &mut traditions);
            faces.choose_for(text, wanted)
        });
        out.push(choice);
    }
    out
}

/// The face of the text beside a sign, if that is none of those that text is set in anyway and has the sign.
fn goes_with(
    script: Script,
    sign: &str,
    near: &str,
    wanted: Wanted,
    faces: &mut FaceSet<'_>,
) -> Option<Choice> {
    // Figures and Latin punctuation among Han and kana are set as Latin is; what is full width stands beside them.
    if is_cjk(script) && sign.is_ascii() || sign.chars().all(invisible) {
        return None;
    }
    let choice = faces.choose_for(near, wanted);
    let foreign = faces.own(wanted).first() != Some(&choice.face);
    (foreign && !choice.missing && faces.shows(choice.face, sign)).then_some(choice)
}

/// For each cluster of no script the cluster whose face it goes with: the last before it, or at the beginning the first
/// after it, that has a script; for what closes a pair that of what opened it.
fn around(text: &str, own: &[(Range<usize>, Script)]) -> Vec<Option<usize>> {
    let first = own.iter().position(|(_, script)| !is_shared(*script));
    let mut last = None;
    let mut open: Vec<(char, Option<usize>)> = Vec::new();
    let mut out = Vec::with_capacity(own.len());
    for (index, (range, script)) in own.iter().enumerate() {
        if !is_shared(*script) {
            last = Some(index);
            out.push(None);
            continue;
        }
        let mut near = last.or(first);
        let sign = text.get(range.clone()).and_then(|text| text.chars().next()).unwrap_or(' ');
        let closes = |opening: char| PAIRS.contains(&(opening, sign));
        if let Some(place) = open.iter().rposition(|(opening, _)| closes(*opening)) {
            near = open.get(place).and_then(|(_, near)| *near);
            open.truncate(place);
        } else if PAIRS.iter().any(|(opening, _)| *opening == sign) && open.len() < MOST_OPEN {
            open.push((sign, near));
        }
        out.push(near);
    }
    out
}

/// Pairs that are kept in mind; the bidirectional algorithm stops at as many brackets (UAX #9, BD16).
const MOST_OPEN: usize = 63;

fn script_of(cluster: &str) -> Script {
    cluster.chars().map(|c| c.script()).find(|script| !is_shared(*script)).unwrap_or(Script::Common)
}

fn is_shared(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited)
}

fn is_cjk(script: Script) -> bool {
    matches!(script, Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul)
}

/// The script that a sign of no one script is made for: full stops of Chinese and Japanese stand with Han whatever is
/// beside them (UAX #24, Script_Extensions), and full-width forms.
fn family_of(sign: &str) -> Script {
    let Some(first) = sign.chars().next() else { return Script::Common };
    if matches!(first, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}') {
        return Script::Han;
    }
    let scripts = first.script_extension();
    if scripts.is_common() || scripts.is_inherited() {
        return Script::Common;
    }
    scripts.iter().next().unwrap_or(Script::Common)
}

/// Traditions of the scripts of a paragraph, each found once.
#[derive(Default)]
struct Traditions {
    known: Vec<(Script, Option<String>, Tradition)>,
}

impl Traditions {
    fn of(&mut self, script: Script, look: &Look, text: &str) -> Tradition {
        if !is_cjk(script) && script != Script::Arabic {
            return Tradition::Usual;
        }
        let language = look.language.as_ref().map(|tag| tag.as_str());
        if let Some((.., tradition)) =
            self.known.iter().find(|(s, l, _)| *s == script && l.as_deref() == language)
        {
            return *tradition;
        }
        let tradition = Tradition::of(script, language, text);
        self.known.push((script, language.map(str::to_owned), tradition));
        tradition
    }
}
