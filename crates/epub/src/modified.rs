//! When the book was made, without asking the clock.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use offprint_model::{Article, PartialDate, Publication};

/// The earliest date that a zip file can hold.
const EARLIEST: &str = "1980-01-01T00:00:00Z";

/// The value of `dcterms:modified` (EPUB 3.3, §5.5.4): the given time, or else the latest date of change
/// or of publication, or else of capture, or else 1980.
pub(crate) fn of(publication: &Publication, epoch: Option<i64>) -> String {
    if let Some(instant) = epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()) {
        let text = instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        return if text.len() == EARLIEST.len() { text } else { EARLIEST.to_owned() };
    }
    let latest = |own: Option<PartialDate>, date: fn(&Article) -> Option<PartialDate>| {
        own.into_iter().chain(publication.articles.iter().filter_map(date)).filter_map(utc).max()
    };
    // What is new is changed no earlier than it is published, whenever its articles were changed.
    latest(publication.metadata.modified, |article| article.metadata.modified)
        .max(latest(publication.metadata.published, |article| article.metadata.published))
        .or_else(|| latest(None, |article| article.provenance.captured))
        .unwrap_or_else(|| EARLIEST.to_owned())
}

/// A date in UTC; what is not known of it is its beginning.
fn utc(date: PartialDate) -> Option<String> {
    let part = |value: Option<u8>| i8::try_from(value.unwrap_or(1)).ok();
    let (hour, minute, second) =
        date.time().map_or((0, 0, 0), |time| (time.hour, time.minute, time.second.unwrap_or(0).min(59)));
    let local = DateTime::new(
        i16::try_from(date.year()).ok()?,
        part(date.month())?,
        part(date.day())?,
        i8::try_from(hour).ok()?,
        i8::try_from(minute).ok()?,
        i8::try_from(second).ok()?,
        0,
    )
    .ok()?;
    let offset = SignedDuration::from_mins(i64::from(date.offset_minutes().unwrap_or(0)));
    let text = local.checked_sub(offset).ok()?.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    (text.len() == EARLIEST.len() && !text.starts_with('-')).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_instants() {
        let date = |text: &str| utc(text.parse().unwrap()).unwrap();
        assert_eq!(date("2014"), "2014-01-01T00:00:00Z");
        assert_eq!(date("2014-07-15T01:30+02:00"), "2014-07-14T23:30:00Z");
        assert_eq!(date("2014-07-15T01:30:07"), "2014-07-15T01:30:07Z");
    }

    #[test]
    fn the_given_time_comes_first() {
        let mut publication = Publication::of(Article::default());
        assert_eq!(of(&publication, None), EARLIEST);
        publication.articles[0].provenance.captured = "2020-02-02".parse().ok();
        assert_eq!(of(&publication, None), "2020-02-02T00:00:00Z");
        publication.metadata.published = "2019".parse().ok();
        assert_eq!(of(&publication, None), "2019-01-01T00:00:00Z");
        publication.articles[0].metadata.modified = "2018".parse().ok();
        assert_eq!(of(&publication, None), "2019-01-01T00:00:00Z");
        assert_eq!(of(&publication, Some(86_400)), "1970-01-02T00:00:00Z");
        assert_eq!(of(&publication, Some(i64::MAX)), "2019-01-01T00:00:00Z");
    }
}
