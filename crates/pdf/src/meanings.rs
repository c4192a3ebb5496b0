//! What glyphs mean as text, where several stand for one cluster.

use offprint_fonts::{Face, invisible};
use offprint_typeset::{Glyph, GlyphRun};

/// The text of a glyph's cluster.
pub(crate) fn said<'r>(run: &'r GlyphRun, glyph: &Glyph) -> &'r str {
    as_read(run.text.get(glyph.text.start as usize..glyph.text.end as usize).unwrap_or(" "))
}

/// What a cluster says to who reads it: a space is a space, however wide and whether or not a line may end there. Said
/// beside as another one, programs that take text out join the words about it.
fn as_read(text: &str) -> &str {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(space), None) if space.is_whitespace() => " ",
        _ => text,
    }
}

/// Whether a run is drawn against the order of its text: its glyphs go from left to right, its letters do not.
pub(crate) fn is_backwards(run: &GlyphRun) -> bool {
    let mut starts = run.glyphs.iter().map(|glyph| glyph.text.start);
    let first = starts.next();
    match starts.find(|start| Some(*start) != first) {
        Some(other) => Some(other) < first,
        // One cluster: its own letters tell, for all scripts from right to left stand in these blocks of Unicode.
        None => run.text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        }),
    }
}

/// What each glyph of a cluster stands for, in the order in which they are drawn. A glyph that the face names for one of
/// the letters means that; the others take what is left in order.
pub(crate) fn shares(cluster: &[Glyph], text: &str, face: &Face, backwards: bool) -> Vec<String> {
    let mut letters: Vec<Option<char>> = text.chars().filter(|c| !invisible(*c)).map(Some).collect();
    let mut shares: Vec<String> = vec![String::new(); cluster.len()];
    let mut order: Vec<usize> = (0..cluster.len()).collect();
    if backwards {
        order.reverse();
    }
    for index in &order {
        let (Some(glyph), Some(share)) = (cluster.get(*index), shares.get_mut(*index)) else { continue };
        let named = letters
            .iter_mut()
            .find(|letter| letter.is_some_and(|letter| face.glyph(letter) == Some(glyph.id)))
            .and_then(Option::take);
        share.extend(named);
    }
    let mut left = letters.into_iter().flatten().peekable();
    let unnamed: Vec<usize> =
        order.into_iter().filter(|index| shares.get(*index).is_some_and(String::is_empty)).collect();
    for (nth, index) in unnamed.iter().enumerate() {
        let Some(share) = shares.get_mut(*index) else { continue };
        share.extend(left.next());
        if nth + 1 == unnamed.len() {
            share.extend(left.by_ref());
        }
    }
    // Every glyph must mean something (ISO 19005-2 §6.2.11.7.2).
    let first = text.chars().next().unwrap_or(' ').to_string();
    shares.iter_mut().filter(|share| share.is_empty()).for_each(|share| share.clone_from(&first));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use offprint_fonts::{Family, Style, embedded};

    fn glyph(id: u16) -> Glyph {
        Glyph { id, advance: 1.0, x_offset: 0.0, y_offset: 0.0, text: 0..4 }
    }

    #[test]
    fn glyphs_mean_the_letters_they_are_named_for_and_share_the_rest() {
        let face = embedded(Family::Serif, Style::default());
        let id = |c| face.glyph(c).unwrap_or_default();
        let marks = [glyph(id('\u{301}')), glyph(id('a'))];
        assert_eq!(shares(&marks, "a\u{301}", &face, true), ["\u{301}", "a"]);
        // The order in which they are drawn is not that of the text.
        assert_eq!(shares(&marks, "a\u{301}", &face, false), ["\u{301}", "a"]);
        let unknown = [glyph(60_000), glyph(60_001)];
        assert_eq!(shares(&unknown, "abc", &face, true), ["bc", "a"]);
        assert_eq!(shares(&unknown, "abc", &face, false), ["a", "bc"]);
        assert_eq!(shares(&unknown, "a", &face, false), ["a", "a"]);
    }
}
