//! The words of datelines, of every language, as `build/dates.rs` gathers them.

use crate::word_table::{WordMap, WordSet};

/// Order of the parts of a date in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
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
#[derive(Debug)]
pub(super) struct Relative {
    /// The day of saving.
    pub today: &'static [&'static str],
    /// The day before.
    pub yesterday: &'static [&'static str],
    /// “Ago”, before the amount.
    pub before: &'static [&'static str],
    /// “Ago”, after it.
    pub after: &'static [&'static str],
    /// Units by every form.
    pub units: WordMap<Unit>,
}

/// The words.
#[derive(Debug)]
pub(super) struct Words {
    /// Of dates told by how far they lie back.
    pub relative: Relative,
    /// Months by name.
    pub months: WordMap<u8>,
    /// Months of the Persian calendar by name.
    pub solar_months: WordMap<u8>,
    /// Days of the week by name.
    pub weekdays: WordSet,
    /// Say that a change is meant.
    pub updated: WordSet,
    /// Say that publication is meant.
    pub published: WordSet,
    /// Beginnings of words that say that a day is another: of a birth, a term, a number; those of up to three letters are
    /// whole words.
    pub other_days: &'static [&'static str],
    /// Everything else that a dateline may hold.
    pub others: WordSet,
    /// Order by language.
    pub orders: WordMap<Order>,
}

include!(concat!(env!("OUT_DIR"), "/dates.rs"));
