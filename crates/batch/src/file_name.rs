//! Names of files that every file system takes.

use unicode_normalization::UnicodeNormalization as _;

/// Longest stem of a file name, in characters; with an ending and a number it stays under the 255 bytes of most file
/// systems, also in scripts of three bytes a letter.
const LONGEST_STEM: usize = 70;
/// Longest stem in UTF-8 bytes: letters of four bytes are two units of 255 on Windows, and 70 of them too many elsewhere.
const LONGEST_STEM_BYTES: usize = 210;

/// Names that Windows keeps for devices, with those of `com1` and `lpt1`.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A title as the stem of a file name: small letters and figures of any script with hyphens between the words, in Unicode's
/// normal form C, never empty, never a name that Windows keeps for devices.
pub fn stem(title: &str) -> String {
    let stem = words(title);
    if stem.is_empty() { "article".to_owned() } else { guarded(stem) }
}

/// The words of a text as a part of a file name; may be empty.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    for c in text.nfc().flat_map(char::to_lowercase).nfc() {
        let is_word = c.is_alphanumeric() || !out.is_empty() && is_mark(c);
        if is_word {
            out.push(c);
        } else if matches!(c, '\'' | '’') {
            continue;
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        } else {
            continue;
        }
        count += 1;
        if count >= LONGEST_STEM || out.len() + 4 > LONGEST_STEM_BYTES {
            break;
        }
    }
    out.trim_matches('-').to_owned()
}

/// Whether a character only marks the one before it: vowel signs of Devanagari and the like are no letters by themselves.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A part of a path that is no device of Windows and ends in no point or space.
pub(crate) fn guarded(part: String) -> String {
    let trimmed = part.trim_end_matches(['.', ' ']);
    let first = trimmed.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = first.strip_prefix("com").or_else(|| first.strip_prefix("lpt"));
    let is_device = DEVICES.contains(&first.as_str())
        || numbered.is_some_and(|n| {
            matches!(n, "¹" | "²" | "³")
                || n.len() == 1 && n != "0" && n.is_ascii() && n.parse::<u8>().is_ok()
        });
    if is_device { format!("article-{trimmed}") } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_safe() {
        assert_eq!(stem("The Enemy’s Enemy: A/B"), "the-enemys-enemy-a-b");
        assert_eq!(stem("../../etc"), "etc");
        assert_eq!(stem("CON"), "article-con");
        assert_eq!(stem("LPT9"), "article-lpt9");
        assert_eq!(stem("compass"), "compass");
        assert_eq!(stem("com"), "com");
        assert_eq!(stem("日本語 の題"), "日本語-の題");
        assert_eq!(stem("हिन्दी में"), "हिन्दी-में");
        assert_eq!(stem("a\0b\u{202e}c"), "a-b-c");
        assert_eq!(stem("…"), "article");
    }

    proptest! {
        #[test]
        fn any_title_gives_a_stem_that_fits(title in ".{0,300}") {
            let stem = stem(&title);
            prop_assert!(!stem.is_empty() && stem.len() <= LONGEST_STEM_BYTES + 8, "{stem}");
            prop_assert!(!stem.contains(['/', '\\', ':', '.', '\0', '"', '*', '<', '>', '|', '?']), "{stem}");
            prop_assert!(!stem.starts_with('-') && !stem.ends_with([' ', '-']), "{stem}");
        }
    }
}
