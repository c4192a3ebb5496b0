//! Dates as pages write them.

mod calendars;
mod machine;
mod relative;
mod words;
mod written;

pub(crate) use machine::parse_machine;
pub(crate) use relative::relative;
pub(crate) use written::{FoundDate, date_in, dates_in, is_dateline, labelled_date, labels_change};

/// Whether a word in lower case goes with a date and is no part of it: “published”, “Uhr”, “Monday”.
pub(crate) fn goes_with_dates(word: &str) -> bool {
    words::WORDS.others.contains(word)
}

/// Whether a word in lower case says that a day is that of something else: “born”, “deadline”, “ISBN”.
pub(crate) fn names_other_day(word: &str) -> bool {
    words::WORDS
        .other_days
        .iter()
        .any(|other| word == *other || other.chars().count() > 3 && word.starts_with(other))
}

/// Months that people are called too.
const GIVEN_NAMES: [&str; 14] = [
    "jan", "may", "mai", "maj", "maja", "april", "june", "juni", "july", "julia", "august", "augusta",
    "julio", "marta",
];

/// Whether a word is the name of a month or of a day of the week, and no given name: “Feb”, “Thursday”.
pub(crate) fn is_month_or_weekday(word: &str) -> bool {
    let lower = word.to_lowercase();
    (words::WORDS.months.contains_key(&lower) || words::WORDS.weekdays.contains(&lower))
        && !GIVEN_NAMES.contains(&lower.as_str())
}
