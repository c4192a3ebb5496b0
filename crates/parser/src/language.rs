//! The language of a text, from the text itself, for pages that do not say it.

use whatlang::{Lang, detect};

/// Characters of text that are enough to tell: more make it slower and no surer.
const SAMPLE: usize = 4000;
/// Characters below which nothing is said.
const SHORTEST: usize = 120;

/// The language tag of some text, where it is plain.
pub(crate) fn of_text<'t>(pieces: impl Iterator<Item = &'t str>) -> Option<&'static str> {
    let mut sample = String::new();
    for piece in pieces {
        sample.push_str(piece);
        sample.push('\n');
        if sample.len() > SAMPLE {
            break;
        }
    }
    if sample.chars().count() < SHORTEST {
        return None;
    }
    let found = detect(&sample)?;
    if found.is_reliable() { tag(found.lang()) } else { None }
}

/// The shortest tag of BCP 47 for a language.
fn tag(lang: Lang) -> Option<&'static str> {
    const TAGS: [(&str, &str); 68] = [
        ("afr", "af"),
        ("aka", "ak"),
        ("amh", "am"),
        ("ara", "ar"),
        ("aze", "az"),
        ("bel", "be"),
        ("ben", "bn"),
        ("bul", "bg"),
        ("cat", "ca"),
        ("ces", "cs"),
        ("cmn", "zh"),
        ("cym", "cy"),
        ("dan", "da"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("epo", "eo"),
        ("est", "et"),
        ("fin", "fi"),
        ("fra", "fr"),
        ("guj", "gu"),
        ("heb", "he"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jav", "jv"),
        ("jpn", "ja"),
        ("kan", "kn"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("lat", "la"),
        ("lav", "lv"),
        ("lit", "lt"),
        ("mal", "ml"),
        ("mar", "mr"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("nob", "nb"),
        ("ori", "or"),
        ("pan", "pa"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("sna", "sn"),
        ("spa", "es"),
        ("srp", "sr"),
        ("swe", "sv"),
        ("tam", "ta"),
        ("tel", "te"),
        ("tgl", "tl"),
        ("tha", "th"),
        ("tuk", "tk"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
    ];
    let code = lang.code();
    TAGS.iter().find(|(three, _)| *three == code).map(|(_, two)| *two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_tells_its_language() {
        let german = "Der Bundestag hat am Donnerstag über den Haushalt beraten, und die Opposition hat dabei vor allem \
                      die Ausgaben für den Verkehr kritisiert, die in diesem Jahr noch einmal steigen sollen.";
        assert_eq!(of_text([german].into_iter()), Some("de"));
        assert_eq!(of_text(["Too short."].into_iter()), None);
    }
}
