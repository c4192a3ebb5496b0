//! The words of datelines: for `src/dates/words.rs`.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use crate::wide::is_wide;
use crate::words::{Words, map, set, slice};

/// Units of spans of time, by the key of their words.
const UNITS: [(&str, &str); 6] = [
    ("minutes", "Unit::Minutes"),
    ("hours", "Unit::Hours"),
    ("days", "Unit::Days"),
    ("weeks", "Unit::Weeks"),
    ("months", "Unit::Months"),
    ("years", "Unit::Years"),
];

/// Everything that a dateline may hold beside a date.
const OTHERS: [&str; 6] = ["weekdays", "published", "updated", "am", "pm", "fillers"];

/// `WORDS` of all languages together: months hardly collide, and pages often do not say their language.
pub fn table(languages: &[(&str, Words)]) -> String {
    let sections: Vec<Words> = languages.iter().map(|(_, words)| words.section("dates")).collect();
    let spans: Vec<Words> = sections.iter().map(|dates| dates.section("relative")).collect();
    let mut months: BTreeMap<String, usize> = BTreeMap::new();
    let mut solar_months: BTreeMap<String, usize> = BTreeMap::new();
    let mut orders: BTreeMap<String, &str> = BTreeMap::new();
    for ((language, _), dates) in languages.iter().zip(&sections) {
        let order = match dates.word("order") {
            None | Some("dmy") => "Order::Dmy",
            Some("mdy") => "Order::Mdy",
            Some("mdy-with-slash") => "Order::MdyWithSlash",
            Some("ymd") => "Order::Ymd",
            Some(other) => panic!("{language}: {other} is no order of the parts of a date"),
        };
        orders.insert((*language).to_owned(), order);
        for (month, forms) in (1..).zip(dates.lists("months")) {
            for form in forms {
                let form = form.trim_end_matches('.').to_lowercase();
                months.entry(bare(&form)).or_insert(month);
                months.entry(form).or_insert(month);
            }
        }
        for (month, forms) in (1..).zip(dates.lists("solar_months")) {
            solar_months.extend(forms.into_iter().map(|form| (form, month)));
        }
    }
    let mut units: BTreeMap<String, &str> = BTreeMap::new();
    for span in &spans {
        for (key, unit) in UNITS {
            for form in span.list(key) {
                units.entry(form).or_insert(unit);
            }
        }
    }
    let told = |key: &str| slice(&spans.iter().flat_map(|span| span.list(key)).collect::<Vec<_>>());
    let split = |key: &str| -> BTreeSet<String> {
        let phrases: Vec<String> = sections.iter().flat_map(|dates| dates.list(key)).collect();
        phrases
            .iter()
            .flat_map(|phrase| phrase.split_whitespace())
            .map(|word| word.trim_matches('.').to_lowercase())
            .collect()
    };
    let mut published = split("published");
    published.retain(|word| is_telling(word));
    let mut updated = split("updated");
    updated.retain(|word| {
        word.chars().count() > 3 && !matches!(word.as_str(), "first" | "last" | "date" | "published")
    });
    let other_days: Vec<String> = sections.iter().flat_map(|dates| dates.list("other_days")).collect();
    format!(
        "pub(super) static WORDS: Words = Words {{\n\
         relative: Relative {{ today: {}, yesterday: {}, before: {}, after: {}, units: {} }},\n\
         months: {},\nsolar_months: {},\nweekdays: {},\nupdated: {},\npublished: {},\nother_days: {},\n\
         others: {},\norders: {},\n}};\n",
        told("today"),
        told("yesterday"),
        told("before"),
        told("after"),
        map(&units),
        map(&months),
        map(&solar_months),
        set(&split("weekdays")),
        set(&updated),
        set(&published),
        slice(&other_days),
        set(&OTHERS.into_iter().flat_map(split).collect()),
        map(&orders),
    )
}

/// A word without accents, as capitals often have none: “ΜΑΡΤΙΟΥ”, “FEVRIER”.
fn bare(word: &str) -> String {
    word.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}

/// Whether a word by itself says that something was published, rather than “on”, “the”, “date”: “posted”, “veröffentlicht”,
/// “公開”.
fn is_telling(word: &str) -> bool {
    let wide = word.chars().any(is_wide);
    (wide || word.chars().count() > 4) && !matches!(word, "first" | "datum" | "fecha" | "online")
}
