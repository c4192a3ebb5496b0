//! Every limit by its name: what it bounds, what it is by default, and how it is set from words.
//!
//! The limits themselves stand where they are kept, in [`Options`] and [`WriteOptions`]. This table is for whoever lets a
//! person set them: the program's `--limit NAME=VALUE`, a file of settings, a page of documentation.

use std::fmt;
use std::time::Duration;

use thiserror::Error;

use crate::{Options, WriteOptions};

/// What a limit counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LimitUnit {
    /// Bytes: `1_000_000`, `500kB`, `64MiB`, `2GB`.
    Bytes,
    /// Time, in milliseconds: `1500ms`, `30s`, `5min`.
    Time,
    /// Things, named by this word: `2_000_000`.
    Count(&'static str),
}

impl LimitUnit {
    /// Factors by what stands behind a number, those without first.
    const fn factors(self) -> &'static [(&'static str, u64)] {
        match self {
            Self::Bytes => &[
                ("", 1),
                ("B", 1),
                ("kB", 1_000),
                ("KB", 1_000),
                ("MB", 1_000_000),
                ("GB", 1_000_000_000),
                ("KiB", 1 << 10),
                ("MiB", 1 << 20),
                ("GiB", 1 << 30),
            ],
            Self::Time => &[("ms", 1), ("s", 1_000), ("min", 60_000), ("h", 3_600_000)],
            Self::Count(_) => &[("", 1)],
        }
    }

    /// What a value looks like, for messages.
    const fn example(self) -> &'static str {
        match self {
            Self::Bytes => "bytes: 64MiB, 2GB, 1_000_000",
            Self::Time => "a time: 1500ms, 30s, 5min",
            Self::Count(_) => "a whole number: 2_000_000",
        }
    }

    /// Reads a value.
    fn read(self, text: &str) -> Option<u64> {
        let text = text.trim();
        let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '_');
        let number = text.strip_suffix(digits)?.replace('_', "");
        let ending = digits.trim_start();
        let (_, factor) = self.factors().iter().find(|(known, _)| *known == ending)?;
        number.parse::<u64>().ok()?.checked_mul(*factor)
    }
}

impl fmt::Display for LimitUnit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Bytes => "bytes",
            Self::Time => "time",
            Self::Count(what) => what,
        })
    }
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limit {
    /// Its name, as errors say it and as [`set_limit`] takes it.
    pub name: &'static str,
    /// What it is if nothing is said, in its unit; none where there is no limit then.
    pub default: Option<u64>,
    /// What it counts in.
    pub unit: LimitUnit,
    /// What it bounds, and what becomes of that which is over it.
    pub what: &'static str,
}

impl Limit {
    /// The default as a person writes it: `64 MiB`, `2,000,000`, `none`.
    pub fn default_in_words(&self) -> String {
        let Some(default) = self.default else { return "none".to_owned() };
        let (number, ending) = self
            .unit
            .factors()
            .iter()
            .filter(|(ending, factor)| default % factor == 0 && !matches!(*ending, "kB" | "KB" | "MB" | "GB"))
            .max_by_key(|(_, factor)| *factor)
            .map_or((default, ""), |(ending, factor)| (default / factor, *ending));
        let mut digits = number.to_string();
        let mut at = digits.len();
        while at > 3 {
            at -= 3;
            digits.insert(at, ',');
        }
        if ending.is_empty() { digits } else { format!("{digits} {ending}") }
    }
}

/// Why a limit was not set. The message says what to write.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LimitError {
    /// There is none of this name.
    #[error("there is no limit {name}; there are {known}")]
    Unknown {
        /// The name.
        name: String,
        /// All names.
        known: String,
    },
    /// The value does not say how much.
    #[error("{name} cannot be {value}; it is {wanted}")]
    Value {
        /// The limit.
        name: String,
        /// The value.
        value: String,
        /// What values look like.
        wanted: &'static str,
    },
    /// No more than so much is allowed, whoever asks.
    #[error("{name} can be {most} at most")]
    TooMuch {
        /// The limit.
        name: String,
        /// How much is allowed.
        most: u64,
    },
}

/// What has limits.
struct Limited<'a> {
    read: &'a mut Options,
    write: &'a mut WriteOptions,
}

/// A row of the table.
struct Row {
    name: &'static str,
    unit: LimitUnit,
    what: &'static str,
    /// What no one may set it over.
    most: u64,
    get: fn(&Limited<'_>) -> Option<u64>,
    set: fn(&mut Limited<'_>, u64),
}

/// Deepest nesting that may be asked for: what comes after the table of rows goes down with it.
const DEEPEST: u64 = 1_024;

const ROWS: [Row; 11] = [
    Row {
        name: "max_bytes",
        unit: LimitUnit::Bytes,
        what: "The page, or text scrape, as it is given in. A larger one is refused.",
        most: u64::MAX,
        get: |of| from_size(of.read.max_bytes),
        set: |of, value| of.read.max_bytes = to_size(value),
    },
    Row {
        name: "max_nodes",
        unit: LimitUnit::Count("nodes"),
        what: "Elements and texts of the page's tree. A page of more is refused.",
        most: u64::MAX,
        get: |of| from_size(of.read.max_nodes),
        set: |of, value| of.read.max_nodes = to_size(value),
    },
    Row {
        name: "max_depth",
        unit: LimitUnit::Count("levels"),
        what: "Nesting of elements. What is deeper is taken as if it stood at this depth. 1,024 at most.",
        most: DEEPEST,
        get: |of| from_size(of.read.max_depth),
        set: |of, value| of.read.max_depth = to_size(value),
    },
    Row {
        name: "max_memory",
        unit: LimitUnit::Bytes,
        what: "Memory that parsing comes to at most, pictures apart, as is estimated from the page's bytes, tags and \
               attributes before it is parsed. A page that may come to more is refused.",
        most: u64::MAX,
        get: |of| from_size(of.read.max_memory),
        set: |of, value| of.read.max_memory = to_size(value),
    },
    Row {
        name: "max_time",
        unit: LimitUnit::Time,
        what: "Time that reading an input takes, and time that writing each format takes. What takes longer is given up. \
               Where it is set, what comes of an input depends on the machine.",
        most: u64::MAX,
        get: |of| of.read.max_time.or(of.write.max_time).and_then(|time| time.as_millis().try_into().ok()),
        set: |of, value| {
            of.read.max_time = Some(Duration::from_millis(value));
            of.write.max_time = of.read.max_time;
        },
    },
    Row {
        name: "max_picture_bytes",
        unit: LimitUnit::Bytes,
        what: "A picture as the page or a file beside it holds it. A larger one is not embedded, and a warning says so.",
        most: u64::MAX,
        get: |of| from_size(of.read.max_picture_bytes),
        set: |of, value| of.read.max_picture_bytes = to_size(value),
    },
    Row {
        name: "max_pictures_bytes",
        unit: LimitUnit::Bytes,
        what: "All pictures of an article together. Those over it are not embedded, and a warning says so.",
        most: u64::MAX,
        get: |of| from_size(of.read.max_pictures_bytes),
        set: |of, value| of.read.max_pictures_bytes = to_size(value),
    },
    Row {
        name: "max_picture_pixels",
        unit: LimitUnit::Count("pixels"),
        what: "A picture of the page, by its head. A larger one is not embedded, and a warning says so. All of an article \
               together may have 24 times as many where they must be decoded.",
        most: u64::MAX,
        get: |of| Some(of.read.max_picture_pixels),
        set: |of, value| of.read.max_picture_pixels = value,
    },
    Row {
        name: "max_image_side",
        unit: LimitUnit::Count("pixels"),
        what: "The longer side of a picture in EPUB and HTML (`--max-image-size`). A larger one is made smaller.",
        most: u32::MAX as u64,
        get: |of| Some(of.write.image_limits.max_side.into()),
        set: |of, value| of.write.image_limits.max_side = value.try_into().unwrap_or(u32::MAX),
    },
    Row {
        name: "max_image_bytes",
        unit: LimitUnit::Bytes,
        what: "A picture in EPUB and HTML (`--max-image-bytes`). A larger one is written with less quality, then made smaller.",
        most: u64::MAX,
        get: |of| from_size(of.write.image_limits.max_bytes),
        set: |of, value| of.write.image_limits.max_bytes = to_size(value),
    },
    Row {
        name: "max_image_pixels",
        unit: LimitUnit::Count("pixels"),
        what: "A picture that is decoded to be written, by its head. A larger one is lost, and a warning \
               says so. All of a publication together may have 24 times as many.",
        most: u64::MAX,
        get: |of| Some(of.write.image_limits.max_pixels),
        set: |of, value| of.write.image_limits.max_pixels = value,
    },
];

/// What a value says.
pub(crate) fn value_of(name: &str, value: &str, unit: LimitUnit) -> Result<u64, LimitError> {
    unit.read(value).ok_or_else(|| LimitError::Value {
        name: name.to_owned(),
        value: value.to_owned(),
        wanted: unit.example(),
    })
}

pub(crate) fn from_size(size: usize) -> Option<u64> {
    size.try_into().ok()
}

pub(crate) fn to_size(value: u64) -> usize {
    value.try_into().unwrap_or(usize::MAX)
}

/// All limits, in the order in which an input meets them.
pub fn limits() -> Vec<Limit> {
    let (mut read, mut write) = (Options::default(), WriteOptions::default());
    let limited = Limited { read: &mut read, write: &mut write };
    ROWS.iter()
        .map(|row| Limit { name: row.name, default: (row.get)(&limited), unit: row.unit, what: row.what })
        .collect()
}

/// Sets a limit by its name. Bytes may be written `64MiB`, `2GB` or `1_000_000`, times `1500ms`, `30s` or `5min`.
///
/// # Errors
/// [`LimitError`] where there is no such limit, or the value says nothing or too much.
pub fn set_limit(
    name: &str,
    value: &str,
    options: &mut Options,
    write: &mut WriteOptions,
) -> Result<(), LimitError> {
    let Some(row) = ROWS.iter().find(|row| row.name == name) else {
        let known = ROWS.map(|row| row.name).join(", ");
        return Err(LimitError::Unknown { name: name.to_owned(), known });
    };
    let amount = value_of(name, value, row.unit)?;
    if amount > row.most {
        return Err(LimitError::TooMuch { name: name.to_owned(), most: row.most });
    }
    (row.set)(&mut Limited { read: options, write }, amount);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ImageLimits;

    fn set(name: &str, value: &str) -> Result<Options, LimitError> {
        let mut options = Options::default();
        set_limit(name, value, &mut options, &mut WriteOptions::default()).map(|()| options)
    }

    /// A limit that is added to the options and not to the table does not compile here, or is missed below.
    #[test]
    fn every_limit_stands_in_the_table() {
        let Options {
            keep: _,
            drop: _,
            keep_all: _,
            sites: _,
            max_bytes: _,
            max_nodes: _,
            max_depth: _,
            max_picture_bytes: _,
            max_pictures_bytes: _,
            max_picture_pixels: _,
            max_memory: _,
            max_time: _,
        } = Options::default();
        let ImageLimits { max_side: _, max_bytes: _, max_pixels: _, webp: _ } = ImageLimits::default();
        assert_eq!(limits().len(), 8 + 3);
    }

    #[test]
    fn each_limit_sets_its_own_field() {
        let (mut read, mut write) = (Options::default(), WriteOptions::default());
        for (row, number) in ROWS.iter().zip(3_u64..) {
            let value = if row.unit == LimitUnit::Time { format!("{number}s") } else { number.to_string() };
            set_limit(row.name, &value, &mut read, &mut write).unwrap();
        }
        let limited = Limited { read: &mut read, write: &mut write };
        for (row, number) in ROWS.iter().zip(3_u64..) {
            let factor = if row.unit == LimitUnit::Time { 1_000 } else { 1 };
            assert_eq!((row.get)(&limited), Some(number * factor), "{}", row.name);
        }
        assert_eq!(write.max_time, read.max_time);
    }

    #[test]
    fn values_are_read_as_people_write_them() {
        assert_eq!(set("max_bytes", "64MiB").unwrap().max_bytes, 64 << 20);
        assert_eq!(set("max_bytes", "2 GB").unwrap().max_bytes, 2_000_000_000);
        assert_eq!(set("max_nodes", "1_000_000").unwrap().max_nodes, 1_000_000);
        assert_eq!(set("max_time", "30s").unwrap().max_time, Some(Duration::from_secs(30)));
        for (name, value) in [
            ("max_bytes", ""),
            ("max_bytes", "-1"),
            ("max_bytes", "64 pages"),
            ("max_bytes", "99999999999999999999"),
            ("max_bytes", "99999999999GiB"),
            ("max_time", "30"),
            ("max_nodes", "2k"),
            ("max_nodes", "٣"),
        ] {
            assert!(matches!(set(name, value), Err(LimitError::Value { .. })), "{name}={value}");
        }
        assert_eq!(
            set("max_depth", "1_025"),
            Err(LimitError::TooMuch { name: "max_depth".into(), most: DEEPEST })
        );
    }

    #[test]
    fn an_unknown_name_lists_all() {
        let message = set("max_size", "1").unwrap_err().to_string();
        assert!(limits().iter().all(|limit| message.contains(limit.name)), "{message}");
    }

    /// `docs/limits.md` has a row for each limit, in order, with its default and what it bounds.
    #[test]
    fn the_page_of_limits_says_the_same() {
        let page = include_str!("../../../docs/limits.md");
        let (page, _) = page.split_once("## Archives").unwrap();
        let rows: Vec<String> = limits()
            .iter()
            .map(|l| format!("| `{}` | {} | {} | {} |", l.name, l.default_in_words(), l.unit, l.what))
            .collect();
        let written: Vec<&str> = page.lines().filter(|line| line.starts_with("| `max_")).collect();
        assert_eq!(written, rows, "docs/limits.md is to have:\n{}", rows.join("\n"));
    }
}
