//! Language tags as validators want them.

use offprint_model::LanguageTag;

/// What stands for a language that is not known (BCP 47, §4.1).
pub const UNKNOWN_LANGUAGE: &str = "und";

/// The whole tag where it has the form language, script, region, variants (BCP 47, §2.1); otherwise its
/// primary language, since readers refuse a tag that they can't parse.
pub fn language_tag(tag: &LanguageTag) -> &str {
    let mut stage = 0;
    let mut variants: Vec<&str> = Vec::new();
    for part in tag.as_str().split('-').skip(1) {
        let letters = part.bytes().all(|b| b.is_ascii_alphabetic());
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        let next = match part.len() {
            3 if letters => 1,
            4 if letters => 2,
            2 if letters => 3,
            3 if digits => 3,
            5..=8 => 4,
            4 if part.starts_with(|c: char| c.is_ascii_digit()) => 4,
            _ => return tag.primary(),
        };
        if next < stage || (next == stage && next < 4) || (next == 4 && variants.contains(&part)) {
            return tag.primary();
        }
        stage = next;
        variants.push(part);
    }
    tag.as_str()
}

#[cfg(test)]
mod tests {
    use super::language_tag;

    #[test]
    fn odd_tags_are_cut() {
        for (tag, wanted) in [
            ("en", "en"),
            ("pt-BR", "pt-BR"),
            ("zh-Hant-TW", "zh-Hant-TW"),
            ("de-1996", "de-1996"),
            ("es-419", "es-419"),
            ("en-a", "en"),
            ("en-GB-US", "en"),
            ("en-GB-Latn", "en"),
            ("en-x-y", "en"),
        ] {
            assert_eq!(language_tag(&tag.parse().unwrap()), wanted);
        }
    }
}
