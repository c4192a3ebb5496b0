//! The head of a record (ISO 28500:2017, §§4 and 5).

use crate::readers::fields::Fields;
use crate::{ArchiveError, Content, Damage, NotAPage, Place, Record, RecordType};

/// The head of a record.
#[derive(Debug, Clone)]
pub(super) struct Head {
    fields: Fields,
    /// Bytes of the block behind it.
    pub(super) content_length: u64,
}

impl Head {
    /// Reads a head, from its version line to the empty line.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ArchiveError> {
        let malformed = |what: String| ArchiveError::Malformed { format: "WARC record", what };
        let line_end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
        let (version, lines) = bytes.split_at_checked(line_end).unwrap_or_default();
        let version = version.trim_ascii();
        if !is_version(version) {
            let shown: String = String::from_utf8_lossy(version).chars().take(40).collect();
            return Err(malformed(format!("its version line is {shown:?}, not WARC/1.0 or WARC/1.1")));
        }
        let fields = Fields::parse(lines.get(1..).unwrap_or_default());
        let content_length = {
            let mut values = fields.all("Content-Length");
            let value = values.next().ok_or_else(|| malformed("it has no Content-Length".to_owned()))?;
            if let Some(other) = values.find(|other| *other != value) {
                return Err(malformed(format!("it has two Content-Lengths, {value} and {other}")));
            }
            let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
            let length = value.parse().ok().filter(|_| digits);
            let shown = || value.chars().take(40).collect::<String>();
            length.ok_or_else(|| {
                malformed(format!("its Content-Length is {:?}, not a number of bytes", shown()))
            })?
        };
        Ok(Self { fields, content_length })
    }

    /// The record at a place, with all that its head says of it.
    pub(super) fn record(&self, place: Place, content: Content) -> Record {
        let mut record = Record::new(place, self.record_type(), content);
        record.record_id = self.uri("WARC-Record-ID").map(str::to_owned);
        record.target_uri = self.uri("WARC-Target-URI").map(str::to_owned);
        record.date = self.date("WARC-Date");
        record.payload_digest = self.get("WARC-Payload-Digest").map(str::to_owned);
        record
    }

    /// The value of a field, unless it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name).filter(|value| !value.is_empty())
    }

    pub(super) fn record_type(&self) -> RecordType {
        let name = self.get("WARC-Type").unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "response" => RecordType::Response,
            "resource" => RecordType::Resource,
            "request" => RecordType::Request,
            "metadata" => RecordType::Metadata,
            "warcinfo" => RecordType::Warcinfo,
            "revisit" => RecordType::Revisit,
            "conversion" => RecordType::Conversion,
            "continuation" => RecordType::Continuation,
            _ => RecordType::Other(name),
        }
    }

    /// An identifier or address, without the angle brackets that the standard asks for around identifiers, and that some
    /// programs also put around addresses.
    pub(super) fn uri(&self, name: &str) -> Option<&str> {
        let value = self.get(name)?;
        let bare = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value).trim();
        Some(bare).filter(|bare| !bare.is_empty())
    }

    /// A date as RFC 3339 in UTC, also where it is written in the 14 digits of CDX and ARC; none for anything else.
    pub(super) fn date(&self, name: &str) -> Option<String> {
        date(self.get(name)?)
    }
}

/// See [`Head::date`].
pub(crate) fn date(value: &str) -> Option<String> {
    if value.len() == 14 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let part = |from, to| value.get(from..to);
        let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
        let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
        return Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"));
    }
    let (whole, zone) = value.split_at_checked(19)?;
    let shape = whole.bytes().zip("0000-00-00T00:00:00".bytes()).all(|(byte, pattern)| match pattern {
        b'0' => byte.is_ascii_digit(),
        other => byte == other,
    });
    let fraction = zone.strip_suffix('Z').or_else(|| zone.strip_suffix("+00:00"))?;
    let digits = fraction.strip_prefix('.');
    let right = fraction.is_empty()
        || digits
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    (shape && right).then(|| format!("{whole}{fraction}Z"))
}

/// `WARC/1.0`, `WARC/1.1` and the drafts before them (`WARC/0.17`, `WARC/0.18`).
fn is_version(line: &[u8]) -> bool {
    let Some([b'0' | b'1', b'.', minor @ ..]) = line.strip_prefix(b"WARC/") else { return false };
    (1..=2).contains(&minor.len()) && minor.iter().all(u8::is_ascii_digit)
}

impl Damage {
    /// With what the head of the record says.
    pub(super) fn of(self, head: &Head) -> Self {
        let record = head.record(self.place.clone(), Content::NotAPage(NotAPage::Unreadable));
        Self { about: Some(Box::new(record)), ..self }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_head_is_read_however_it_is_written() {
        let head = Head::parse(
            b"WARC/1.1\nwarc-type: Response\nWARC-Target-URI: <http://a.example/>\nCONTENT-LENGTH:7\nWARC-Date: 2014-07-15T10:00:00.5Z\n\n",
        )
        .unwrap();
        assert_eq!(head.record_type(), RecordType::Response);
        assert_eq!(head.uri("WARC-Target-URI"), Some("http://a.example/"));
        assert_eq!(head.content_length, 7);
        assert_eq!(head.date("warc-date").as_deref(), Some("2014-07-15T10:00:00.5Z"));
    }

    #[test]
    fn heads_that_cannot_be_right_are_refused() {
        for bytes in [
            "WARC/9\r\nContent-Length: 1\r\n\r\n",
            "WARC/1.0\r\n\r\n",
            "WARC/1.0\r\nContent-Length: -1\r\n\r\n",
            "WARC/1.0\r\nContent-Length: +1\r\n\r\n",
            "WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            "WARC/1.0\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        ] {
            assert!(Head::parse(bytes.as_bytes()).is_err(), "{bytes}");
        }
    }

    #[test]
    fn dates_are_rfc_3339_in_utc() {
        assert_eq!(date("20140715100000").as_deref(), Some("2014-07-15T10:00:00Z"));
        assert_eq!(date("2014-07-15T10:00:00+00:00").as_deref(), Some("2014-07-15T10:00:00Z"));
        assert_eq!(date("2014-07-15"), None);
        assert_eq!(date("2014-07-15T10:00:00.Z"), None);
        assert_eq!(date("2014-07-15Té0:00:00Z"), None);
    }
}
