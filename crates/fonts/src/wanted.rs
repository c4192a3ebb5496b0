//! What to install for characters that no face in use can show.

use unicode_script::{Script, UnicodeScript as _};

/// Characters of one kind that no face in use can show, and where fonts for them come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What they are, for a person: `emoji`, `Devanagari`.
    pub kind: &'static str,
    /// Fonts that have them and can be embedded, by the names of Debian's packages; none where there is no such font.
    pub fonts: Option<&'static str>,
    /// The characters, in order.
    pub characters: Vec<char>,
}

/// Sorts characters that could not be shown by what would show them.
pub fn wanted(missing: &[char]) -> Vec<Wanted> {
    let mut out: Vec<Wanted> = Vec::new();
    for character in missing {
        let (kind, fonts) = fonts_for(*character);
        match out.iter_mut().find(|wanted| wanted.kind == kind) {
            Some(wanted) => wanted.characters.push(*character),
            None => out.push(Wanted { kind, fonts, characters: vec![*character] }),
        }
    }
    out
}

/// Where the fonts are for those who have no Debian: the same fonts under the same names.
pub const ELSEWHERE: &str = "https://fonts.google.com/noto";

/// Fonts of outlines: colour fonts hold pictures, which cannot be embedded as glyphs. What the packages hold was looked up
/// in Debian 12 and, for Symbola, in its version 2.60 (all emoji up to Unicode 9).
fn fonts_for(character: char) -> (&'static str, Option<&'static str>) {
    match character.script() {
        Script::Common | Script::Inherited if is_emoji(character) => {
            ("emoji", Some("fonts-symbola (newer than Unicode 9: Noto Emoji, the one without colours)"))
        }
        Script::Common | Script::Inherited => ("signs", Some("fonts-symbola or fonts-noto-core")),
        // What a private character means only the font of the page it comes from knows.
        Script::Unknown => ("characters of private use", None),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
            ("Chinese, Japanese, Korean", Some("fonts-noto-cjk"))
        }
        Script::Braille => ("Braille", Some("fonts-symbola")),
        script if TOO_NEW.contains(&script) => (script.full_name(), Some("Noto’s font of that name")),
        script => (script.full_name(), Some("fonts-noto-core")),
    }
}

/// Scripts that Noto has fonts for, or will have, and Debian’s package of December 2020 has not.
const TOO_NEW: [Script; 12] = [
    Script::Chorasmian,
    Script::Cypro_Minoan,
    Script::Dives_Akuru,
    Script::Kawi,
    Script::Khitan_Small_Script,
    Script::Makasar,
    Script::Nag_Mundari,
    Script::Nandinagari,
    Script::Old_Uyghur,
    Script::Tangsa,
    Script::Toto,
    Script::Vithkuqi,
];

/// Pictographs of the blocks that hold emoji alone or nearly (Unicode, Blocks.txt), with what turns letters and hands into them.
fn is_emoji(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f900}'..='\u{1f9ff}' | '\u{1fa70}'..='\u{1faff}' | '\u{2600}'..='\u{26ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_sorted_by_the_fonts_that_have_them() {
        let found = wanted(&['あ', '😀', '漢', '\u{e000}', 'क', '🎉', '𝄞', '\u{11f04}']);
        let found: Vec<(&str, Option<&str>, String)> =
            found.into_iter().map(|w| (w.kind, w.fonts, w.characters.into_iter().collect())).collect();
        assert_eq!(
            found,
            [
                ("Chinese, Japanese, Korean", Some("fonts-noto-cjk"), "あ漢".to_owned()),
                (
                    "emoji",
                    Some("fonts-symbola (newer than Unicode 9: Noto Emoji, the one without colours)"),
                    "😀🎉".to_owned()
                ),
                ("characters of private use", None, "\u{e000}".to_owned()),
                ("Devanagari", Some("fonts-noto-core"), "क".to_owned()),
                ("signs", Some("fonts-symbola or fonts-noto-core"), "𝄞".to_owned()),
                ("Kawi", Some("Noto’s font of that name"), "\u{11f04}".to_owned()),
            ]
        );
    }
}
