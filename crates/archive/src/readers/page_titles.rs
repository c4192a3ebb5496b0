//! Titles of the pages of a WACZ (`pages.jsonl`, WACZ 1.1, §5.2.2).

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use serde::Deserialize;

use crate::Limits;
use crate::readers::warc::date;

/// Longest title in bytes; what is longer is none.
const MAX_TITLE: usize = 1000;

/// A line of the list.
#[derive(Deserialize)]
struct Line {
    url: Option<String>,
    ts: Option<String>,
    title: Option<String>,
}

/// Titles by address and second of capture.
#[derive(Debug, Default)]
pub(crate) struct PageTitles {
    titles: BTreeMap<String, Vec<(Option<String>, String)>>,
    /// Bytes that may still be kept, and read of a line.
    room: usize,
    max_line: usize,
}

impl PageTitles {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { titles: BTreeMap::new(), room: limits.max_bytes, max_line: limits.max_bytes }
    }

    /// Takes in a list; a line that can't be read is passed over.
    pub(crate) fn read(&mut self, list: impl Read) {
        let mut list = BufReader::new(list);
        let mut line = Vec::new();
        loop {
            line.clear();
            let most = (self.max_line as u64).saturating_add(1);
            match list.by_ref().take(most).read_until(b'\n', &mut line) {
                Ok(1..) if line.len() <= self.max_line => self.take(&line),
                _ => return,
            }
        }
    }

    fn take(&mut self, line: &[u8]) {
        let Ok(Line { url: Some(url), ts, title: Some(title) }) = serde_json::from_slice(line) else {
            return;
        };
        let title = title.trim();
        let cost = url.len() + title.len() + 64;
        if title.is_empty() || title.len() > MAX_TITLE || cost > self.room {
            return;
        }
        self.room -= cost;
        let second = ts.and_then(|ts| second(&ts));
        self.titles.entry(url).or_default().push((second, title.to_owned()));
    }

    /// The title of a capture: that of its second, else the only one of its address.
    pub(crate) fn get(&self, url: &str, date: Option<&str>) -> Option<&str> {
        let titles = self.titles.get(url)?;
        let wanted = date.and_then(second);
        let same = titles.iter().find(|(own, _)| wanted.is_some() && *own == wanted);
        let (_, first) = titles.first()?;
        let only = titles.iter().all(|(_, title)| title == first);
        same.map(|(_, title)| title.as_str()).or(only.then_some(first))
    }
}

/// A date to the second.
fn second(text: &str) -> Option<String> {
    Some(date(text)?.get(..19)?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_those_of_the_capture() {
        let mut titles = PageTitles::new(&Limits::default());
        let list = r#"{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
{"url": "http://a.example/", "ts": "2020-01-01T00:00:00.123Z", "title": "Old"}
not json
{"url": "http://a.example/", "ts": "20210101000000", "title": "New"}
{"url": "http://a.example/b", "ts": 5, "title": "Odd"}
{"url": "http://a.example/c", "title": " Alone "}"#;
        titles.read(list.as_bytes());
        assert_eq!(titles.get("http://a.example/", Some("2020-01-01T00:00:00Z")), Some("Old"));
        assert_eq!(titles.get("http://a.example/", Some("2021-01-01T00:00:00Z")), Some("New"));
        assert_eq!(titles.get("http://a.example/", Some("2022-01-01T00:00:00Z")), None);
        assert_eq!(titles.get("http://a.example/b", None), None);
        assert_eq!(titles.get("http://a.example/c", Some("2020-01-01T00:00:00Z")), Some("Alone"));
    }
}
