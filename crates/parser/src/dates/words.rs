//! The words of datelines, of every language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use crate::lexicon_files::FILES;

/// Order of the parts of a date in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Order {
    /// 15/7/2014.
    #[default]
    Dmy,
    /// 7/15/2014.
    Mdy,
    /// 7/15/2014, but 15.7.2014 and 15-7-2014.
    MdyWithSlash,
    /// 2014/7/15.
    Ymd,
}

/// What a span of time is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Years,
}

/// Words that tell a day by how far it lies back.
#[derive(Debug, Default)]
pub(super) struct Relative {
    /// The day of saving.
    pub today: Vec<String>,
    /// The day before.
    pub yesterday: Vec<String>,
    /// “Ago”, before the amount.
    pub before: Vec<String>,
    /// “Ago”, after it.
    pub after: Vec<String>,
    /// Units by every form.
    pub units: BTreeMap<String, Unit>,
}

/// The words.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Of dates told by how far they lie back.
    pub relative: Relative,
    /// Months by name.
    pub months: BTreeMap<String, u8>,
    /// Months of the Persian calendar by name.
    pub solar_months: BTreeMap<String, u8>,
    /// Days of the week by name.
    pub weekdays: BTreeSet<String>,
    /// Say that a change is meant.
    pub updated: BTreeSet<String>,
    /// Say that publication is meant.
    pub published: BTreeSet<String>,
    /// Beginnings of words that say that a day is another: of a birth, a term, a number; those of up to three letters are
    /// whole words.
    pub other_days: Vec<String>,
    /// Everything else that a dateline may hold.
    pub others: BTreeSet<String>,
    /// Order by language.
    pub orders: BTreeMap<&'static str, Order>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    dates: Dates,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Dates {
    order: Order,
    months: Vec<Vec<String>>,
    solar_months: Vec<Vec<String>>,
    weekdays: Vec<String>,
    published: Vec<String>,
    updated: Vec<String>,
    am: Vec<String>,
    pm: Vec<String>,
    fillers: Vec<String>,
    other_days: Vec<String>,
    relative: RelativeWords,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RelativeWords {
    today: Vec<String>,
    yesterday: Vec<String>,
    before: Vec<String>,
    after: Vec<String>,
    minutes: Vec<String>,
    hours: Vec<String>,
    days: Vec<String>,
    weeks: Vec<String>,
    months: Vec<String>,
    years: Vec<String>,
}

/// The words of all languages together: months hardly collide, and pages often do not say their language.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (language, text) in FILES {
        let file: File = toml::from_str(text).unwrap_or_default();
        words.orders.insert(language, file.dates.order);
        for (index, forms) in file.dates.months.iter().enumerate() {
            for form in forms {
                let month = u8::try_from(index + 1).unwrap_or(1);
                let form = form.trim_end_matches('.').to_lowercase();
                words.months.entry(bare(&form)).or_insert(month);
                words.months.entry(form).or_insert(month);
            }
        }
        for (month, forms) in (1..).zip(&file.dates.solar_months) {
            words.solar_months.extend(forms.iter().map(|form| (form.clone(), month)));
        }
        words.other_days.extend(file.dates.other_days);
        let said = file.dates.relative;
        words.relative.today.extend(said.today);
        words.relative.yesterday.extend(said.yesterday);
        words.relative.before.extend(said.before);
        words.relative.after.extend(said.after);
        for (unit, forms) in [
            (Unit::Minutes, said.minutes),
            (Unit::Hours, said.hours),
            (Unit::Days, said.days),
            (Unit::Weeks, said.weeks),
            (Unit::Months, said.months),
            (Unit::Years, said.years),
        ] {
            for form in forms {
                words.relative.units.entry(form).or_insert(unit);
            }
        }
        let split = |list: &[String]| -> Vec<String> {
            list.iter()
                .flat_map(|p| p.split_whitespace())
                .map(|w| w.trim_matches('.').to_lowercase())
                .collect()
        };
        words.weekdays.extend(split(&file.dates.weekdays));
        words.updated.extend(split(&file.dates.updated).into_iter().filter(|w| w.chars().count() > 3));
        words.published.extend(split(&file.dates.published).into_iter().filter(|w| is_telling(w)));
        for list in [
            &file.dates.weekdays,
            &file.dates.published,
            &file.dates.updated,
            &file.dates.am,
            &file.dates.pm,
            &file.dates.fillers,
        ] {
            words.others.extend(split(list));
        }
    }
    let published: BTreeSet<String> =
        ["first", "last", "date", "published"].iter().map(|w| (*w).to_owned()).collect();
    words.updated.retain(|word| !published.contains(word));
    words
});

/// A word without accents, as capitals often have none: “ΜΑΡΤΙΟΥ”, “FEVRIER”.
fn bare(word: &str) -> String {
    word.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')).collect()
}

/// Whether a word by itself says that something was published, rather than “on”, “the”, “date”: “posted”, “veröffentlicht”,
/// “公開”.
fn is_telling(word: &str) -> bool {
    let wide = word.chars().any(crate::segments::is_wide);
    (wide || word.chars().count() > 4) && !matches!(word, "first" | "datum" | "fecha" | "online")
}
