//! A page with its pictures in one message: MHTML (RFC 2557) as Chromium, Firefox and Internet Explorer wrote it, and letters.

use std::sync::Arc;

use jiff::Timestamp;

use crate::readers::archive::Reader;
use crate::readers::by_address::ByAddress;
use crate::readers::html_marks::is_web;
use crate::readers::mime::{Part, Parts, parts};
use crate::{ArchiveError, Content, Damage, Limits, NotAPage, Place, Record, RecordType, Resources};

/// The parts of a message, one after another: one of them is the page, the others belong to it.
pub(crate) struct Mhtml {
    member: String,
    bytes: Arc<[u8]>,
    parts: Arc<Vec<Part>>,
    page: Option<usize>,
    url: Option<String>,
    title: Option<String>,
    date: Option<String>,
    resources: Option<Resources>,
    max_bytes: usize,
    is_cut_off: bool,
    next: usize,
}

/// The bytes of parts, which are decoded when they are asked for.
struct Encoded {
    bytes: Arc<[u8]>,
    parts: Arc<Vec<Part>>,
}

impl crate::readers::by_address::Parts for Encoded {
    fn part(&self, number: usize, limit: usize) -> Option<Vec<u8>> {
        self.parts.get(number)?.bytes(&self.bytes).filter(|bytes| bytes.len() <= limit)
    }
}

impl Mhtml {
    /// Takes a message apart.
    pub(crate) fn open(bytes: Vec<u8>, member: String, limits: &Limits) -> Result<Self, ArchiveError> {
        let message = parts(&bytes, limits)?;
        if message.parts.is_empty() {
            let what = "it has no part".to_owned();
            return Err(ArchiveError::Malformed { format: "message", what });
        }
        let page = message.page();
        let Parts { parts, url, subject, date, is_cut_off, .. } = message;
        let (bytes, parts): (Arc<[u8]>, _) = (Arc::from(bytes), Arc::new(parts));
        let location = page.and_then(|page| parts.get(page)).and_then(|part| part.location.clone());
        let url = url.or(location).filter(|url| is_web(url));
        let mut pictures = ByAddress::new(Encoded { bytes: Arc::clone(&bytes), parts: Arc::clone(&parts) });
        for (number, part) in parts.iter().enumerate() {
            if let Some(id) = &part.id {
                pictures.add(&format!("cid:{id}"), None, number);
            }
            if let Some(location) = &part.location {
                pictures.add(location, url.as_deref(), number);
            }
        }
        Ok(Self {
            member,
            page,
            url,
            title: subject,
            date: date.and_then(|date| Timestamp::from_second(date).ok()).map(|time| time.to_string()),
            resources: (parts.len() > 1).then(|| Arc::new(pictures) as Resources),
            bytes,
            parts,
            max_bytes: limits.max_bytes,
            is_cut_off,
            next: 0,
        })
    }

    fn place(&self, part: &Part) -> Place {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        Place { member: self.member.clone(), offset: number(part.start), length: number(part.length()) }
    }

    fn content(&self, number: usize, part: &Part) -> Result<Content, ArchiveError> {
        let name = || self.url.clone().unwrap_or_else(|| "the page of the message".to_owned());
        Ok(match self.page {
            Some(page) if page == number => {
                let malformed = || ArchiveError::Malformed {
                    format: "message",
                    what: "the page's transfer encoding is damaged".to_owned(),
                };
                let bytes = part.bytes(&self.bytes).ok_or_else(malformed)?;
                if bytes.len() > self.max_bytes {
                    return Err(crate::readers::reading::over(self.max_bytes, "max_bytes"));
                }
                if bytes.is_empty() { Content::NotAPage(NotAPage::Empty) } else { Content::Page(bytes) }
            }
            Some(_) => Content::NotAPage(NotAPage::PartOf(name())),
            None => Content::NotAPage(NotAPage::MediaType(part.media_type.clone())),
        })
    }
}

impl Reader for Mhtml {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        let number = self.next;
        let part = self.parts.get(number)?;
        self.next += 1;
        let place = self.place(part);
        let content = match self.content(number, part) {
            Ok(content) => content,
            Err(error) => return Some(Err(Damage::at(place, error))),
        };
        let mut record = Record::new(place, RecordType::File, content);
        record.media_type = Some(part.media_type.clone());
        record.charset = part.charset.clone();
        record.date = self.date.clone();
        record.target_uri = part.location.clone().filter(|url| is_web(url));
        if self.page == Some(number) {
            record.target_uri = self.url.clone();
            record.title = self.title.clone();
            record.resources = self.resources.clone();
            if self.is_cut_off {
                let remark = "the line that ends the message is missing; it may be cut off";
                record.remarks.push(remark.to_owned());
            }
        }
        Some(Ok(record))
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        let found = self.parts.iter().position(|part| self.place(part).offset == place.offset);
        let found = found.filter(|_| place.member == self.member);
        self.next = found.unwrap_or(self.parts.len());
        Ok(found.is_some())
    }
}
