//! What to install for characters that no face in use can show.

use unicode_script::{Script, UnicodeScript as _};

/// Characters of one kind that no face in use can show, and where fonts for them come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What they are, for a person: `emoji and signs`, `Devanagari`.
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

/// Fonts of outlines: colour fonts hold pictures, which cannot be embedded as glyphs.
fn fonts_for(character: char) -> (&'static str, Option<&'static str>) {
    match character.script() {
        // Symbola has the signs and emoji of Unicode 6 in black; newer emoji are in the static file of Noto Emoji.
        Script::Common | Script::Inherited => {
            ("emoji and signs", Some("fonts-symbola (or NotoEmoji-Regular.ttf)"))
        }
        // What a private character means only the font of the page it comes from knows.
        Script::Unknown => ("characters of private use", None),
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
            ("Chinese, Japanese, Korean", Some("fonts-noto-cjk"))
        }
        script => (script.full_name(), Some("fonts-noto-core")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_sorted_by_the_fonts_that_have_them() {
        let found = wanted(&['あ', '😀', '漢', '\u{e000}', 'क', '🎉']);
        let found: Vec<(&str, Option<&str>, String)> =
            found.into_iter().map(|w| (w.kind, w.fonts, w.characters.into_iter().collect())).collect();
        assert_eq!(
            found,
            [
                ("Chinese, Japanese, Korean", Some("fonts-noto-cjk"), "あ漢".to_owned()),
                ("emoji and signs", Some("fonts-symbola (or NotoEmoji-Regular.ttf)"), "😀🎉".to_owned()),
                ("characters of private use", None, "\u{e000}".to_owned()),
                ("Devanagari", Some("fonts-noto-core"), "क".to_owned()),
            ]
        );
    }
}
