//! Dates of known precision.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A date as exact as the page gave it: a year, a month, a day, or a time with or without its zone.
///
/// Written as ISO 8601: `2014`, `2014-07`, `2014-07-15`, `2014-07-15T09:30`, `2014-07-15T09:30:05+02:00`.
/// Ordered by what is written, not by instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
pub struct PartialDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<TimeOfDay>,
    offset_minutes: Option<i16>,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, where known.
    pub second: Option<u8>,
}

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
    /// The minute or second, its time zone unknown.
    Time,
    /// The minute or second in a known zone.
    Instant,
}

/// A text or numbers that are no date.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a date; write one like 2014, 2014-07, 2014-07-15 or 2014-07-15T09:30:00+02:00")]
pub struct DateError(String);

impl PartialDate {
    /// A year, from 1 to 9999.
    ///
    /// # Errors
    /// Where there is no such year.
    pub fn from_year(year: u16) -> Result<Self, DateError> {
        if (1..=9999).contains(&year) {
            Ok(Self { year, month: None, day: None, time: None, offset_minutes: None })
        } else {
            Err(DateError(year.to_string()))
        }
    }

    /// A month of a year.
    ///
    /// # Errors
    /// Where there is no such month.
    pub fn from_month(year: u16, month: u8) -> Result<Self, DateError> {
        if (1..=12).contains(&month) {
            Ok(Self { month: Some(month), ..Self::from_year(year)? })
        } else {
            Err(DateError(format!("{year}-{month}")))
        }
    }

    /// A day of the Gregorian calendar.
    ///
    /// # Errors
    /// Where there is no such day.
    pub fn from_day(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        let date = Self::from_month(year, month)?;
        if day >= 1 && day <= days_in_month(year, month) {
            Ok(Self { day: Some(day), ..date })
        } else {
            Err(DateError(format!("{year}-{month}-{day}")))
        }
    }

    /// The same day with a time and, where known, the zone's offset from UTC in minutes.
    ///
    /// # Errors
    /// Where it is less exact than a day, or there is no such time or offset.
    pub fn with_time(self, time: TimeOfDay, offset_minutes: Option<i16>) -> Result<Self, DateError> {
        let fits = time.hour < 24 && time.minute < 60 && time.second.unwrap_or(0) <= 60;
        let zone = offset_minutes.unwrap_or(0).abs() <= 18 * 60;
        if self.day.is_some() && fits && zone {
            Ok(Self { time: Some(time), offset_minutes, ..self })
        } else {
            Err(DateError(format!("{self}T{}:{}", time.hour, time.minute)))
        }
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub const fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> Option<u8> {
        self.day
    }

    /// The time of day.
    pub const fn time(self) -> Option<TimeOfDay> {
        self.time
    }

    /// The zone's offset from UTC in minutes.
    pub const fn offset_minutes(self) -> Option<i16> {
        self.offset_minutes
    }

    /// How exact it is.
    pub const fn precision(self) -> Precision {
        match (self.month, self.day, self.time, self.offset_minutes) {
            (None, ..) => Precision::Year,
            (_, None, ..) => Precision::Month,
            (_, _, None, _) => Precision::Day,
            (_, _, _, None) => Precision::Time,
            _ => Precision::Instant,
        }
    }

    /// The date without the time of day.
    pub const fn date_only(self) -> Self {
        Self { time: None, offset_minutes: None, ..self }
    }

    /// As a person writes it, without the time of day: `15 July 2014`, `15 juillet 2014`, `July 2014`, `2014`.
    /// In a language whose month names are not known: `2014-07-15`.
    pub fn to_words(self, language: Option<&crate::LanguageTag>) -> String {
        let Some(month) = self.month else { return self.year.to_string() };
        let labels = crate::Labels::of(language);
        let (Some(name), Some(labels_day)) =
            (labels.months.get(usize::from(month) - 1), labels.day_month_year.as_ref())
        else {
            return self.date_only().to_string();
        };
        match self.day {
            Some(day) => labels_day
                .replace("{d}", &day.to_string())
                .replace("{m}", name)
                .replace("{y}", &self.year.to_string()),
            // Where months are numbers, the form without the day is the rest of the form with it: `2014年7月`.
            None if name.starts_with(|c: char| c.is_ascii_digit()) => {
                let (before, after) = labels_day.split_once("{d}").unwrap_or((labels_day, ""));
                let form = if before.is_empty() { after.trim_start_matches('/') } else { before.trim_end() };
                form.replace("{m}", name).replace("{y}", &self.year.to_string())
            }
            None => format!("{name} {}", self.year),
        }
    }
}

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some(time) = self.time {
            write!(f, "T{:02}:{:02}", time.hour, time.minute)?;
            if let Some(second) = time.second {
                write!(f, ":{second:02}")?;
            }
        }
        match self.offset_minutes {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
        }
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    /// Reads the ISO 8601 forms that [`fmt::Display`] writes; also a space for the `T`, fractions of a second
    /// (dropped), and offsets without a colon.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || DateError(text.chars().take(40).collect());
        let text_trimmed = text.trim();
        let (date, rest) = match text_trimmed.find(['T', 't', ' ']) {
            Some(at) => {
                (text_trimmed.get(..at).unwrap_or_default(), text_trimmed.get(at + 1..).map(str::trim))
            }
            None => (text_trimmed, None),
        };
        let parts: Vec<&str> = date.split('-').collect();
        let number = |part: &str, width: usize| -> Option<u16> {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let small = |part: &str| number(part, 2).and_then(|n| u8::try_from(n).ok());
        let day = match parts.as_slice() {
            [y] => Self::from_year(number(y, 4).ok_or_else(refuse)?),
            [y, m] => Self::from_month(number(y, 4).ok_or_else(refuse)?, small(m).ok_or_else(refuse)?),
            [y, m, d] => Self::from_day(
                number(y, 4).ok_or_else(refuse)?,
                small(m).ok_or_else(refuse)?,
                small(d).ok_or_else(refuse)?,
            ),
            _ => Err(refuse()),
        }
        .map_err(|_| refuse())?;
        let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return Ok(day) };
        let zone_at = rest.find(['Z', 'z', '+', '-']);
        let (clock, zone) = match zone_at {
            Some(at) => (rest.get(..at).unwrap_or_default(), rest.get(at..).unwrap_or_default()),
            None => (rest, ""),
        };
        let clock: Vec<&str> = clock.trim().split(':').collect();
        let time = match clock.as_slice() {
            [h, m] => TimeOfDay {
                hour: small(h).ok_or_else(refuse)?,
                minute: small(m).ok_or_else(refuse)?,
                second: None,
            },
            [h, m, s] => TimeOfDay {
                hour: small(h).ok_or_else(refuse)?,
                minute: small(m).ok_or_else(refuse)?,
                second: Some(s.split(['.', ',']).next().and_then(small).ok_or_else(refuse)?),
            },
            _ => return Err(refuse()),
        };
        let offset = match zone.chars().next() {
            None => None,
            Some('Z' | 'z') => Some(0),
            Some(sign) => {
                let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
                let padded = if digits.len() == 2 { format!("{digits}00") } else { digits };
                let value = number(&padded, 4).ok_or_else(refuse)?;
                let minutes = i16::try_from(value / 100 * 60 + value % 100).map_err(|_| refuse())?;
                Some(if sign == '-' { -minutes } else { minutes })
            }
        };
        day.with_time(time, offset).map_err(|_| refuse())
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}
