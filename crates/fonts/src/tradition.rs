//! Which shapes of a script a language wants, where a script has several, and which faces have them.
//!
//! Unicode gives one code point to a Han character that China, Taiwan, Hong Kong, Japan and Korea write differently, and one
//! to an Arabic letter whether it is written in naskh or, as for Urdu, in nastaliq. Fonts are made for one of them, and
//! say which in their names alone: `NotoSerifCJKjp-Regular`. No table tells it: the code pages of `OS/2` are all set in
//! fonts that have all characters.

use unicode_script::{Script, UnicodeScript as _};

/// The shapes that are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Tradition {
    /// Han as the People's Republic of China writes it.
    SimplifiedChinese,
    /// Han as Taiwan writes it.
    TraditionalChinese,
    /// Han as Hong Kong and Macau write it.
    HongKong,
    /// Han and kana as Japan writes them.
    Japanese,
    /// Hangul, and Han as Korea writes it.
    Korean,
    /// Arabic in the slanted hand of Urdu and its neighbours.
    Nastaliq,
    /// The usual shapes: for Arabic naskh.
    #[default]
    Usual,
}

/// Languages that are written in nastaliq: Urdu, Kashmiri, western Punjabi, Saraiki, Khowar, Shina.
const IN_NASTALIQ: [&str; 6] = ["ur", "ks", "pnb", "skr", "khw", "scl"];

/// Parts of names of faces, in small letters and without spaces and hyphens, by what they are made for. Where two stand in
/// a name the longer counts: `mingliuhkscs`.
const MADE_FOR: [(Tradition, &[&str]); 6] = [
    (
        Tradition::SimplifiedChinese,
        &[
            "cjksc",
            "serifsc",
            "sanssc",
            "hanserifcn",
            "hansanscn",
            "simsun",
            "songti",
            "stsong",
            "songtisc",
            "heitisc",
            "umingcn",
            "ukaicn",
            "wenquanyi",
            "pingfangsc",
            "yahei",
            "simhei",
            "fangsong",
            "kaiti",
            "sansgb",
        ],
    ),
    (
        Tradition::TraditionalChinese,
        &[
            "cjktc",
            "seriftc",
            "sanstc",
            "hanseriftw",
            "hansanstw",
            "mingliu",
            "lisong",
            "songtitc",
            "heititc",
            "umingtw",
            "ukaitw",
            "pingfangtc",
            "jhenghei",
            "biaukai",
        ],
    ),
    (
        Tradition::HongKong,
        &[
            "cjkhk",
            "serifhk",
            "sanshk",
            "hanserifhc",
            "hansanshc",
            "mingliuhkscs",
            "uminghk",
            "ukaihk",
            "pingfanghk",
        ],
    ),
    (
        Tradition::Japanese,
        &[
            "cjkjp",
            "serifjp",
            "sansjp",
            "mincho",
            "hiramin",
            "hirakaku",
            "yumin",
            "yugo",
            "msgothic",
            "mspgothic",
            "meiryo",
            "ipagothic",
            "ipaexgothic",
            "takaogothic",
            "vlgothic",
            "kozmin",
            "shippori",
            "toppanbunkyu",
        ],
    ),
    (
        Tradition::Korean,
        &[
            "cjkkr", "serifkr", "sanskr", "batang", "myeongjo", "myungjo", "nanum", "malgun", "sdgothic",
            "gulim", "dotum", "gungseo",
        ],
    ),
    (Tradition::Nastaliq, &["nastaliq", "nastaleeq", "nafees", "jameel", "urdutypesetting", "gulzar"]),
];

/// Hands of Arabic that text is not set in.
const FOR_DISPLAY: [&str; 5] = ["kufi", "ruqaa", "diwani", "thuluth", "aljazeera"];

impl Tradition {
    /// What a language wants of a script. `text` is the paragraph: where the language leaves it open, kana tell
    /// Japanese, hangul Korean, and characters that only one of them has simplified or traditional Chinese.
    pub fn of(script: Script, language: Option<&str>, text: &str) -> Self {
        let tag = language.unwrap_or_default().to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        let primary = parts.next().unwrap_or_default();
        let parts: Vec<&str> = parts.collect();
        match script {
            Script::Hiragana | Script::Katakana => Self::Japanese,
            Script::Hangul => Self::Korean,
            Script::Bopomofo => Self::TraditionalChinese,
            Script::Han => match primary {
                "ja" => Self::Japanese,
                "ko" => Self::Korean,
                "yue" => Self::HongKong,
                "zh" | "cmn" | "wuu" | "hak" | "nan" | "lzh" | "gan" | "hsn" => {
                    chinese(&parts).unwrap_or_else(|| written(text, false))
                }
                _ => written(text, true),
            },
            Script::Arabic if IN_NASTALIQ.contains(&primary) && !parts.contains(&"aran") => Self::Nastaliq,
            Script::Arabic if parts.contains(&"aran") => Self::Nastaliq,
            _ => Self::Usual,
        }
    }

    /// How well a face suits, by its name: 0 made for it, 1 for nothing in particular, 2 for another.
    pub(crate) fn fit(self, name: &str) -> u8 {
        let name: String =
            name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        if FOR_DISPLAY.iter().any(|part| name.contains(part)) {
            return 2;
        }
        let made_for = MADE_FOR
            .iter()
            .flat_map(|(tradition, parts)| parts.iter().map(move |part| (part.len(), *tradition, *part)))
            .filter(|(_, _, part)| name.contains(part))
            .max_by_key(|(length, _, _)| *length)
            .map(|(_, tradition, _)| tradition);
        match made_for {
            Some(tradition) if tradition == self => 0,
            // Hong Kong writes most characters as Taiwan does.
            Some(Self::TraditionalChinese) if self == Self::HongKong => 1,
            Some(Self::HongKong) if self == Self::TraditionalChinese => 1,
            Some(_) if self == Self::Usual => 2,
            Some(_) => 3,
            // Source Han Serif and Sans without a country in the name are the Japanese ones.
            None if name.contains("sourcehans") => u8::from(self != Self::Japanese),
            None => 1,
        }
    }
}

/// By script and region of a language tag.
fn chinese(parts: &[&str]) -> Option<Tradition> {
    let has = |part: &str| parts.contains(&part);
    if has("hk") || has("mo") {
        // Simplified characters in Hong Kong are those of the mainland.
        return Some(if has("hans") { Tradition::SimplifiedChinese } else { Tradition::HongKong });
    }
    if has("hant") || has("tw") {
        return Some(Tradition::TraditionalChinese);
    }
    (has("hans") || has("cn") || has("sg") || has("my")).then_some(Tradition::SimplifiedChinese)
}

/// Of the commonest characters of Chinese text (Jun Da, Modern Chinese Character Frequency List, 2004), those that were
/// simplified: as they are written now and as they were. None of the left is used in Japanese or traditional Chinese.
const SIMPLIFIED: &str = "这们来为时说对过发还经与应没动车门问间东书长见话让请谁买卖";
const TRADITIONAL: &str = "這們來為時說對過發還經與應沒動車門問間東書長見話讓請誰買賣";

/// By the characters of a text.
fn written(text: &str, any_language: bool) -> Tradition {
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    for c in text.chars() {
        match c.script() {
            Script::Hiragana | Script::Katakana if any_language => return Tradition::Japanese,
            Script::Hangul if any_language => return Tradition::Korean,
            Script::Han => {
                simplified += usize::from(SIMPLIFIED.contains(c));
                traditional += usize::from(TRADITIONAL.contains(c));
            }
            _ => {}
        }
    }
    if traditional > simplified { Tradition::TraditionalChinese } else { Tradition::SimplifiedChinese }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_says_which_shapes_are_wanted_else_the_text() {
        let han = |language, text| Tradition::of(Script::Han, language, text);
        for (language, wanted) in [
            ("zh-Hans", Tradition::SimplifiedChinese),
            ("zh-CN", Tradition::SimplifiedChinese),
            ("zh-Hant", Tradition::TraditionalChinese),
            ("zh-TW", Tradition::TraditionalChinese),
            ("zh-Hant-HK", Tradition::HongKong),
            ("yue", Tradition::HongKong),
            ("ja", Tradition::Japanese),
            ("ko-KR", Tradition::Korean),
        ] {
            assert_eq!(han(Some(language), "這本書"), wanted, "{language}");
        }
        assert_eq!(han(None, "東京は"), Tradition::Japanese);
        assert_eq!(han(Some("en"), "大韓民國 대한민국"), Tradition::Korean);
        assert_eq!(han(Some("zh"), "這本書"), Tradition::TraditionalChinese);
        assert_eq!(han(Some("zh"), "这本书"), Tradition::SimplifiedChinese);
        assert_eq!(han(None, "漢字"), Tradition::SimplifiedChinese);
        assert_eq!(Tradition::of(Script::Arabic, Some("ur-PK"), ""), Tradition::Nastaliq);
        assert_eq!(Tradition::of(Script::Arabic, Some("fa"), ""), Tradition::Usual);
    }

    #[test]
    fn names_say_what_faces_are_made_for() {
        let best = |tradition: Tradition, names: &[&str]| {
            names.iter().min_by_key(|name| tradition.fit(name)).map(|name| (*name).to_owned())
        };
        let cjk = [
            "NotoSerifCJKhk-Regular",
            "NotoSerifCJKjp-Regular",
            "NotoSerifCJKkr-Regular",
            "NotoSerifCJKsc-Regular",
            "NotoSerifCJKtc-Regular",
        ];
        for (tradition, wanted) in [
            (Tradition::HongKong, cjk[0]),
            (Tradition::Japanese, cjk[1]),
            (Tradition::Korean, cjk[2]),
            (Tradition::SimplifiedChinese, cjk[3]),
            (Tradition::TraditionalChinese, cjk[4]),
        ] {
            assert_eq!(best(tradition, &cjk).as_deref(), Some(wanted));
        }
        let arabic = ["NotoKufiArabic-Regular", "NotoNastaliqUrdu-Regular", "NotoNaskhArabic-Regular"];
        assert_eq!(best(Tradition::Usual, &arabic).as_deref(), Some(arabic[2]));
        assert_eq!(best(Tradition::Nastaliq, &arabic).as_deref(), Some(arabic[1]));
        assert_eq!(
            best(Tradition::HongKong, &["PMingLiU", "MingLiU_HKSCS"]).as_deref(),
            Some("MingLiU_HKSCS")
        );
    }
}
