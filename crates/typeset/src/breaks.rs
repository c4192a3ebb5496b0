//! Where lines may break: UAX #14 through icu_segmenter, and between syllables through hypher.

use std::sync::OnceLock;

use hypher::Lang;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use offprint_model::LanguageTag;

use crate::rich_text::RichText;
use crate::shape::{AtomKind, Shaped};

/// What may happen after an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// The line goes on.
    No,
    /// The line may end.
    Yes,
    /// The line may end in a hyphen that is not in the text.
    Hyphen,
    /// The line may end if nothing else will do: within a word longer than a line.
    Emergency,
    /// The line ends.
    Always,
}

/// Letters that a word needs to be hyphenated: fewer, and the reader gains nothing (Chicago Manual of Style, 17th ed., §7.36).
const SHORTEST_WORD: usize = 6;

fn segmenter() -> &'static LineSegmenterBorrowed<'static> {
    // Read-only data, made once: it holds no state of any call.
    static SEGMENTER: OnceLock<LineSegmenterBorrowed<'static>> = OnceLock::new();
    SEGMENTER.get_or_init(|| LineSegmenter::new_auto(LineBreakOptions::default()))
}

/// For each atom, what may happen after it.
pub(crate) fn breaks(rich: &RichText, shaped: &Shaped, hyphenate: bool, measure: f32) -> Vec<Break> {
    let mut allowed: Vec<usize> = segmenter().segment_str(&rich.text).collect();
    allowed.retain(|position| *position > 0);
    let mut soft = Vec::new();
    if hyphenate {
        syllables(rich, &mut soft);
    }
    soft.sort_unstable();
    let mut out: Vec<Break> = shaped
        .atoms
        .iter()
        .map(|atom| {
            let end = atom.text.end;
            if atom.kind == AtomKind::Newline {
                Break::Always
            } else if allowed.binary_search(&end).is_ok() {
                let piece = rich.text.get(atom.text.clone()).unwrap_or_default();
                if piece.ends_with('\u{ad}') { Break::Hyphen } else { Break::Yes }
            } else if soft.binary_search(&end).is_ok() {
                Break::Hyphen
            } else {
                Break::No
            }
        })
        .collect();
    emergencies(shaped, &mut out, measure);
    out
}

/// Lets words that are longer than a line break anywhere.
fn emergencies(shaped: &Shaped, out: &mut [Break], measure: f32) {
    let mut start = 0;
    let mut width = 0.0;
    for index in 0..shaped.atoms.len() {
        let Some(atom) = shaped.atoms.get(index) else { break };
        width += atom.width;
        let ends = out.get(index).is_some_and(|b| matches!(b, Break::Yes | Break::Always));
        if ends || index + 1 == shaped.atoms.len() {
            if width > measure {
                out.iter_mut()
                    .take(index)
                    .skip(start)
                    .filter(|b| **b == Break::No)
                    .for_each(|b| *b = Break::Emergency);
            }
            start = index + 1;
            width = 0.0;
        }
    }
}

/// The bytes at which a syllable ends within a word.
fn syllables(rich: &RichText, out: &mut Vec<usize>) {
    let mut start = 0;
    for span in &rich.spans {
        let range = start..span.end;
        start = span.end;
        let Some(language) = span.look.language.as_ref().and_then(patterns) else { continue };
        if span.look.family == offprint_fonts::Family::Mono {
            continue;
        }
        let Some(text) = rich.text.get(range.clone()) else { continue };
        for word in text.split(|c: char| !c.is_alphabetic()) {
            let letters = word.chars().count();
            // Addresses and words in capitals are not words of the language.
            if letters < SHORTEST_WORD || word.chars().skip(1).any(char::is_uppercase) {
                continue;
            }
            let mut position = range.start + (word.as_ptr() as usize - text.as_ptr() as usize);
            let mut parts = hypher::hyphenate(word, language).peekable();
            while let Some(part) = parts.next() {
                position += part.len();
                if parts.peek().is_some() {
                    out.push(position);
                }
            }
        }
    }
}

fn patterns(language: &LanguageTag) -> Option<Lang> {
    let code: [u8; 2] = language.primary().as_bytes().try_into().ok()?;
    Lang::from_iso(code)
}
