//! Words that are remembered are what running text would give.

use offprint_fonts::{Family, Fonts, Style};
use unicode_script::Script;

use super::{Bench, rich, texts};
use crate::forms::Forms;
use crate::rich_text::Look;
use crate::shaper::{Manner, Units};

/// Glyphs with their advances.
fn glyphs(units: &Units) -> Vec<(u16, f32, f32, f32)> {
    units.glyphs.iter().map(|glyph| (glyph.id, glyph.advance, glyph.x_offset, glyph.y_offset)).collect()
}

/// Pairs that are kerned, ligatures and marks, next to spaces.
const PAIRS: &str =
    "AV To Ty. ‘We’ fi ffi fl L’ r. f) (j “A Wa, P. Τα Ѵ, Грот. Až ě́ q\u{307} 1/2 f ff T V W Y A j";

#[test]
fn words_alone_are_shaped_as_in_running_text() {
    let fonts = Fonts::embedded_only();
    let mut bench = Bench::new(&fonts);
    for family in [Family::Serif, Family::Mono] {
        for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
            for (language, text) in texts().into_iter().chain([("en", PAIRS), ("el", PAIRS), ("ru", PAIRS)]) {
                let look = &rich(text, language, 11.0).spans[0].look;
                let small = Forms { small_caps: true, old_style: true, ..Forms::default() };
                for forms in [Forms::default(), small] {
                    let look = Look { family, style: Style { bold, italic }, forms, ..look.clone() };
                    let face = bench.faces.choose('a', family, look.style).face;
                    let loaded = bench.faces.get(face).unwrap();
                    let manner = Manner { face, backwards: false, script: Script::Latin, look: &look };
                    assert!(bench.shaper.remembers(loaded, &manner));
                    let letters = manner.letters(text);
                    let whole = glyphs(bench.shaper.shape(loaded, &manner, letters, text.len(), "", ""));
                    let mut parts = Vec::new();
                    // Twice, so that what is remembered is looked at too.
                    for _ in 0..2 {
                        parts.clear();
                        for word in text.split_inclusive(' ') {
                            let (word, space) = word.split_at(word.trim_end_matches(' ').len());
                            for piece in [word, space].into_iter().filter(|piece| !piece.is_empty()) {
                                parts.extend(glyphs(bench.shaper.word(loaded, &manner, piece)));
                            }
                        }
                    }
                    assert_eq!(parts, whole, "{family:?} {bold} {italic} {text}");
                }
            }
        }
    }
}
