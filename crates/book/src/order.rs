//! The order of the articles.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use offprint_model::{Article, PartialDate, Person, Role};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// What the articles of a book are ordered by. Articles that a key does not tell apart stay as they were given; those without the
/// key come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Order {
    /// As they were given.
    #[default]
    Given,
    /// By the day of publication, the oldest first.
    Date,
    /// By the family name of the first author, then the day.
    Author,
    /// By the name of the site, then the day.
    Site,
    /// By the title.
    Title,
}

/// A word that names no order.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no order; there are given, date, author, site, title")]
pub struct UnknownOrder(pub String);

impl FromStr for Order {
    type Err = UnknownOrder;

    fn from_str(word: &str) -> Result<Self, UnknownOrder> {
        Self::ALL.into_iter().find(|known| known.word() == word).ok_or_else(|| UnknownOrder(word.to_owned()))
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Order {
    const ALL: [Self; 5] = [Self::Given, Self::Date, Self::Author, Self::Site, Self::Title];

    const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Date => "date",
            Self::Author => "author",
            Self::Site => "site",
            Self::Title => "title",
        }
    }

    /// How two articles stand to each other.
    pub(crate) fn compare(self, one: &Article, other: &Article) -> Ordering {
        let (a, b) = (&one.metadata, &other.metadata);
        let days = || known_first(date_key(a.published.or(a.modified)), date_key(b.published.or(b.modified)));
        match self {
            Self::Given => Ordering::Equal,
            Self::Date => days(),
            Self::Author => known_first(author_key(&a.authors), author_key(&b.authors)).then_with(days),
            Self::Site => {
                known_first(text_key(a.site.as_deref()), text_key(b.site.as_deref())).then_with(days)
            }
            Self::Title => known_first(text_key(a.title.as_deref()), text_key(b.title.as_deref())),
        }
    }
}

fn known_first<T: Ord>(one: Option<T>, other: Option<T>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}

/// A year alone comes before its months.
fn date_key(date: Option<PartialDate>) -> Option<(i32, u8, u8, u8, u8)> {
    let date = date?;
    let (hour, minute) = date.time().map_or((0, 0), |time| (time.hour, time.minute));
    Some((i32::from(date.year()), date.month().unwrap_or(0), date.day().unwrap_or(0), hour, minute))
}

/// The first who wrote it, or else the first who is named.
pub(crate) fn first_author(people: &[Person]) -> Option<&Person> {
    people.iter().find(|person| person.role == Role::Author).or_else(|| people.first())
}

fn author_key(people: &[Person]) -> Option<String> {
    text_key(Some(&first_author(people)?.sort_name()))
}

/// Without case, accents and marks at the beginning, as an index is sorted. Letters of other scripts go by their code points.
pub(crate) fn text_key(text: Option<&str>) -> Option<String> {
    let plain: String =
        text?.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let key = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    Some(if key.is_empty() { plain } else { key.to_owned() }).filter(|key| !key.is_empty())
}
