//! The words of datelines, of every language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

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

/// The words.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Months by name.
    pub months: BTreeMap<String, u8>,
    /// Say that a change is meant.
    pub updated: BTreeSet<String>,
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
    weekdays: Vec<String>,
    published: Vec<String>,
    updated: Vec<String>,
    am: Vec<String>,
    pm: Vec<String>,
    fillers: Vec<String>,
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
                words.months.entry(form.trim_end_matches('.').to_lowercase()).or_insert(month);
            }
        }
        let split = |list: &[String]| -> Vec<String> {
            list.iter()
                .flat_map(|p| p.split_whitespace())
                .map(|w| w.trim_matches('.').to_lowercase())
                .collect()
        };
        words.updated.extend(split(&file.dates.updated).into_iter().filter(|w| w.chars().count() > 3));
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
