//! Dates for machines: ISO 8601 as it is really written, RFC 2822, digits.

use offprint_model::{PartialDate, TimeOfDay};

/// Years that an article can be of. Before the first, a number is something else.
pub(super) const YEARS: std::ops::RangeInclusive<u16> = 1800..=2100;

/// Reads a date from an attribute or a field of data of a page in a language, which tells the order of numbers.
pub(crate) fn parse_machine(text: &str, language: Option<&str>) -> Option<PartialDate> {
    let text = text.trim().trim_matches('"');
    // The first second of Unix's count is what programs give that know no day.
    let is_zero = |date: PartialDate| (date.year(), date.month(), date.day()) == (1970, Some(1), Some(1));
    let good = |date: PartialDate| (YEARS.contains(&date.year()) && !is_zero(date)).then_some(date);
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    if let Ok(date) = text.parse::<PartialDate>() {
        return good(date);
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    if digits && text.len() == 8 {
        return from_numbers(text.get(..4)?, text.get(4..6)?, text.get(6..)?).and_then(good);
    }
    if digits && (text.len() == 10 || text.len() == 13) {
        let seconds: i64 = text.get(..10)?.parse().ok()?;
        return from_epoch(seconds).and_then(good);
    }
    // A day, and whatever of the time can be read.
    let date_part: String =
        text.chars().take(10).map(|c| if matches!(c, '/' | '.') { '-' } else { c }).collect();
    if let Some(day) = date_part.parse::<PartialDate>().ok().and_then(good) {
        let rest: String = text.chars().skip(10).collect();
        return Some(with_time(day, rest.trim_start_matches(['T', 't', ' ', ','])));
    }
    if let Some((y, rest)) = text.split_once(['-', '/'])
        && let Some((m, d)) = rest.split_once(['-', '/'])
    {
        let d: String = d.chars().take_while(char::is_ascii_digit).collect();
        if let Some(day) = from_numbers(y, m, &d).and_then(good) {
            return Some(day);
        }
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        let iso = zoned.datetime().to_string();
        let offset = i16::try_from(zoned.offset().seconds() / 60).ok()?;
        let local: PartialDate = iso.parse().ok()?;
        return local.date_only().with_time(local.time()?, Some(offset)).ok().and_then(good);
    }
    super::written::date_in(text, language).map(|found| found.date)
}

fn with_time(day: PartialDate, rest: &str) -> PartialDate {
    let iso = format!(
        "{day}T{}",
        rest.trim().replace(" +", "+").replace(" -", "-").replace(" UTC", "Z").replace(" GMT", "Z")
    );
    iso.parse().unwrap_or_else(|_| {
        let mut parts = rest.split(':');
        let hour = parts.next().and_then(|h| h.trim().parse().ok());
        let minute = parts.next().and_then(|m| m.chars().take(2).collect::<String>().parse().ok());
        match (hour, minute) {
            (Some(hour), Some(minute)) if !rest.to_ascii_lowercase().contains('m') => {
                day.with_time(TimeOfDay { hour, minute, second: None }, None).unwrap_or(day)
            }
            _ => day,
        }
    })
}

fn from_numbers(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    if year.len() != 4 {
        return None;
    }
    PartialDate::from_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn from_epoch(seconds: i64) -> Option<PartialDate> {
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    time.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_machines_write() {
        for (text, expected) in [
            ("2014-07-15", "2014-07-15"),
            ("2014-07-15T09:30:05.123+02:00", "2014-07-15T09:30:05+02:00"),
            ("2014-07-15 09:30:05", "2014-07-15T09:30:05"),
            ("2014-07-15 09:30:05 -0500", "2014-07-15T09:30:05-05:00"),
            ("20140715", "2014-07-15"),
            ("2014/07/15", "2014-07-15"),
            ("2014-7-5", "2014-07-05"),
            ("1405416605", "2014-07-15T09:30:05Z"),
            ("1405416605000", "2014-07-15T09:30:05Z"),
            ("Tue, 15 Jul 2014 09:30:05 +0200", "2014-07-15T09:30:05+02:00"),
            ("July 15, 2014", "2014-07-15"),
            ("2014-07", "2014-07"),
        ] {
            assert_eq!(parse_machine(text, None).map(|d| d.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "yesterday", "12345678901234", "0000-00-00", "1"] {
            assert_eq!(parse_machine(text, None), None, "{text}");
        }
    }
}
