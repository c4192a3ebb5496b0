//! Full-width punctuation, which is half blank: brackets and, but for Taiwan and Hong Kong, commas and stops.
//!
//! Next to each other such signs share their blank halves, and at the edge of a line the blank half is set outside, so
//! that the sign itself stands at the edge (“Requirements for Japanese Text Layout”, W3C, §3.1.4, §3.1.5 and §3.1.9).
//! Faces that could do it by themselves (`chws`) are rare.

use crate::rich_text::RichText;
use crate::shape::Shaped;

/// Share of the size from which on a glyph is as wide as an ideograph.
const FULL_WIDTH: f32 = 0.9;
/// The blank half.
const HALF: f32 = 0.5;

/// Shares of the advance of a full-width sign that are blank at its start and at its end; none for other atoms.
pub(crate) fn blanks(rich: &RichText, shaped: &Shaped, index: usize) -> Option<(f32, f32)> {
    let atom = shaped.atoms.get(index)?;
    let c = rich.text.get(shaped.text(index))?.chars().next().filter(|c| *c >= '\u{3000}')?;
    let look = &rich.spans.get(shaped.stretch(index)?.span)?.look;
    if atom.width < look.size * FULL_WIDTH {
        return None;
    }
    // There they stand in the middle of their square.
    let centred = || {
        look.language.as_ref().is_some_and(|tag| {
            tag.primary() == "zh"
                && ["-Hant", "-TW", "-HK", "-MO"].iter().any(|part| tag.as_str().contains(part))
        })
    };
    Some(match c {
        '「' | '『' | '（' | '［' | '｛' | '〔' | '〈' | '《' | '【' | '〖' => (HALF, 0.0),
        '」' | '』' | '）' | '］' | '｝' | '〕' | '〉' | '》' | '】' | '〗' => (0.0, HALF),
        '、' | '。' | '，' | '．' if !centred() => (0.0, HALF),
        _ => (0.0, 0.0),
    })
}

/// Lets full-width signs that follow one another share their blank halves.
pub(crate) fn close_up(rich: &RichText, shaped: &mut Shaped) {
    if !rich.text.chars().any(|c| ('\u{3001}'..='\u{301b}').contains(&c) || c >= '\u{ff00}') {
        return;
    }
    let mut before: Option<(f32, f32)> = None;
    for index in 0..shaped.atoms.len() {
        let own = blanks(rich, shaped, index);
        let closed = match (before, own) {
            (Some((start, end)), Some(own)) => {
                (end > 0.0 && own != (0.0, 0.0)) || (start > 0.0 && own.0 > 0.0)
            }
            _ => false,
        };
        before = own;
        let Some(last) = index.checked_sub(1).filter(|_| closed) else { continue };
        let end = shaped.atoms.get(index).map_or(0, |atom| atom.glyphs as usize);
        let Some(atom) = shaped.atoms.get_mut(last) else { continue };
        let half = atom.width * HALF;
        atom.width -= half;
        // The sign's own ink is in the half that stays, or comes to stand over the other's blank half.
        if let Some(glyph) = end.checked_sub(1).and_then(|glyph| shaped.glyphs.get_mut(glyph)) {
            glyph.advance -= half;
        }
    }
}
