//! Dates as archives write them, into RFC 3339 in UTC.

use jiff::Timestamp;
use jiff::fmt::strtime;

/// Of what ISO 8601 and RFC 3339 write, with the zone with or without its colon: `2024-01-01T10:00:00+0000`.
pub(crate) fn of_rfc3339(text: &str) -> Option<String> {
    text.trim().parse::<Timestamp>().ok().map(|time| time.to_string())
}

/// Of seconds since 1970.
pub(crate) fn of_seconds(text: &str) -> Option<String> {
    let seconds = text.trim().parse().ok()?;
    Timestamp::from_second(seconds).ok().map(|time| time.to_string())
}

/// As JavaScript writes a date (ECMA-262, `Date.prototype.toString`):
/// `Wed Sep 24 2025 10:00:00 GMT+0200 (Central European Summer Time)`.
pub(crate) fn of_javascript(text: &str) -> Option<String> {
    let bare = text.split('(').next().unwrap_or(text).trim();
    let parsed = strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", bare).ok()?;
    parsed.to_timestamp().ok().map(|time| time.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_kind() {
        let same = Some("2024-01-01T10:00:00Z".to_owned());
        assert_eq!(of_rfc3339("2024-01-01T11:00:00+0100"), same);
        assert_eq!(of_rfc3339("2024-01-01T10:00:00Z"), same);
        assert_eq!(of_seconds("1704103200"), same);
        assert_eq!(of_javascript("Mon Jan 01 2024 12:00:00 GMT+0200 (Eastern European Standard Time)"), same);
        assert_eq!(of_seconds("soon"), None);
        assert_eq!(of_rfc3339("2024"), None);
    }
}
