//! What stands where names stand and names nobody: labels (“Source”), months, agencies of pictures, numbers of accounts.

use super::merge::key;
use super::words::WORDS;

/// Names that no author has, as their keys.
const NOBODY: [&str; 47] = [
    "undefined",
    "publisher",
    "tags",
    "edited",
    "llc",
    "null",
    "none",
    "date",
    "datum",
    "quelle",
    "source",
    "sources",
    "fuente",
    "fonte",
    "photo",
    "photos",
    "foto",
    "fotos",
    "image",
    "images",
    "credit",
    "video",
    "text",
    "autor",
    "autorin",
    "autorzy",
    "auteur",
    "category",
    "nachricht",
    "noauthor",
    "auteurs",
    "admin",
    "administrator",
    "editor",
    "author",
    "authors",
    "webmaster",
    "user",
    "guest",
    "root",
    "anonymous",
    "wpengine",
    "unknown",
    "website",
    "superuser",
    "siteadmin",
    "wordpressadmin",
];

/// A number of an account is not shorter, in characters.
const SHORTEST_NUMBER: usize = 4;

/// A figure of sixteens by itself is not shorter, in characters.
const SHORTEST_HEX: usize = 12;

/// Runs of figures between letters in what a program made up.
const MOST_RUNS: usize = 3;

/// Whether a name is nobody's.
pub(crate) fn names_nobody(name: &str) -> bool {
    let own = key(name);
    NOBODY.contains(&own.as_str()) || is_number(name, &own) || is_picture_agency(name)
}

/// Whether a name is that of a month or a day of the week: what was left of a date.
pub(crate) fn is_of_date(name: &str) -> bool {
    crate::dates::is_month_or_weekday(name.trim().trim_end_matches(['.', ',']))
}

/// Whether all that is named are agencies of pictures: “Getty Images”, “Keystone/EPA”.
fn is_picture_agency(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut parts = lower.split(['/', ',', '|']).map(str::trim).filter(|part| !part.is_empty()).peekable();
    let is_agency = |part: &str| WORDS.picture_agencies.contains(part);
    let pictures = lower.split(['/', ',', '|']).any(|part| is_agency(part.trim()));
    pictures && parts.all(|part| is_agency(part) || WORDS.agencies.contains(part))
}

/// Whether a name is what a program calls an account: “user4821”, “5f3a9c01d2e4b7”, “48-1175”.
fn is_number(name: &str, own: &str) -> bool {
    if name.trim().contains(char::is_whitespace) || !own.is_ascii() {
        return false;
    }
    let figures = own.bytes().filter(u8::is_ascii_digit).count();
    if figures == 0 {
        return false;
    }
    let word = own.trim_end_matches(|c: char| c.is_ascii_digit());
    let runs = own.as_bytes().split(|byte| !byte.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    own.len() >= SHORTEST_NUMBER && figures * 2 >= own.len() && runs != 1
        || own.len() >= SHORTEST_NUMBER && figures == own.len()
        || NOBODY.contains(&word)
        || own.len() >= SHORTEST_HEX && figures > 1 && own.bytes().all(|byte| byte.is_ascii_hexdigit())
        || runs > MOST_RUNS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_names_nobody() {
        for name in [
            "Keystone",
            "Getty",
            "Getty Images",
            "Keystone/EPA",
            "AP Photo",
            "Source",
            "Quelle:",
            "user4821",
            "5f3a9c01d2e4b7",
            "48-1175",
            "author_7",
            "9f8e7d6c-11aa-4b0c-9d1e-0a2b3c4d5e6f",
        ] {
            assert!(names_nobody(name), "{name}");
        }
        for name in ["Feb", "February", "Thursday", "März", "août"] {
            assert!(is_of_date(name), "{name}");
        }
    }

    #[test]
    fn leaves_names_alone() {
        for name in [
            "Ann Poe",
            "mixmasterfred",
            "r23",
            "Marianne1",
            "ann1984",
            "Reuters",
            "Ann Poe/Getty Images",
            "王小明",
        ] {
            assert!(!names_nobody(name), "{name}");
        }
        for name in ["Ann Poe", "Marcus"] {
            assert!(!is_of_date(name), "{name}");
        }
    }
}
