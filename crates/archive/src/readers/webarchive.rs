//! A web archive of Safari: a property list with a page, its pictures and its frames.

use std::io::Cursor;
use std::sync::Arc;

use plist::stream::{Event, OwnedEvent, Reader as Events};
use plist::{Dictionary, Value};

use crate::readers::archive::Reader;
use crate::readers::by_address::{ByAddress, Parts};
use crate::{ArchiveError, Content, Damage, Limits, NotAPage, Place, Record, RecordType, Resources};

/// The page, its pictures and its frames as records; the page is the first.
pub(crate) struct Webarchive {
    member: String,
    files: Arc<Vec<File>>,
    resources: Resources,
    next: usize,
}

#[derive(Debug, Default)]
struct File {
    url: Option<String>,
    media_type: Option<String>,
    charset: Option<String>,
    bytes: Vec<u8>,
}

struct Stored(Arc<Vec<File>>);

impl Parts for Stored {
    fn part(&self, number: usize, limit: usize) -> Option<Vec<u8>> {
        let file = self.0.get(number)?;
        (file.bytes.len() <= limit).then(|| file.bytes.clone())
    }
}

fn malformed(what: impl ToString) -> ArchiveError {
    ArchiveError::Malformed { format: "web archive", what: what.to_string() }
}

impl Webarchive {
    /// Reads a property list, binary or of XML.
    pub(crate) fn open(bytes: Vec<u8>, member: String, limits: &Limits) -> Result<Self, ArchiveError> {
        let Some(root) = value(bytes, limits)?.into_dictionary() else {
            return Err(malformed("it has no page"));
        };
        let mut files = Vec::new();
        let mut archives = vec![root];
        while let Some(mut archive) = archives.pop() {
            let page = archive.remove("WebMainResource").and_then(Value::into_dictionary);
            match page {
                Some(page) => files.push(File::of(page)),
                None if files.is_empty() => return Err(malformed("it has no page")),
                None => {}
            }
            let mut list = |key: &str| archive.remove(key).and_then(Value::into_array).unwrap_or_default();
            let parts = list("WebSubresources").into_iter().filter_map(Value::into_dictionary);
            files.extend(parts.map(File::of));
            archives.extend(list("WebSubframeArchives").into_iter().rev().filter_map(Value::into_dictionary));
        }
        let files = Arc::new(files);
        let mut pictures = ByAddress::new(Stored(Arc::clone(&files)));
        let page = files.first().and_then(|file| file.url.as_deref());
        for (number, file) in files.iter().enumerate().skip(1) {
            if let Some(url) = &file.url {
                pictures.add(url, page, number);
            }
        }
        Ok(Self { member, resources: Arc::new(pictures), files, next: 0 })
    }

    fn place(&self, number: usize) -> Place {
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Place { member: self.member.clone(), offset: number, length: 0 }
    }
}

impl File {
    fn of(mut resource: Dictionary) -> Self {
        let mut text =
            |key: &str| resource.remove(key).and_then(Value::into_string).filter(|text| !text.is_empty());
        Self {
            url: text("WebResourceURL"),
            media_type: text("WebResourceMIMEType").map(|text| text.to_ascii_lowercase()),
            charset: text("WebResourceTextEncodingName"),
            bytes: resource.remove("WebResourceData").and_then(Value::into_data).unwrap_or_default(),
        }
    }
}

/// A property list whose depth, length and values are bounded: one that is binary can name a value any number of times.
fn value(bytes: Vec<u8>, limits: &Limits) -> Result<Value, ArchiveError> {
    let most = bytes.len().saturating_mul(2).saturating_add(1000);
    let (mut depth, mut count, mut size) = (0_usize, 0_usize, 0_usize);
    let mut over = None;
    let events = Events::new(Cursor::new(bytes)).map_while(|event| {
        match &event {
            Ok(Event::StartArray(_) | Event::StartDictionary(_)) => depth += 1,
            Ok(Event::EndCollection) => depth = depth.saturating_sub(1),
            Ok(Event::Data(data)) => size = size.saturating_add(data.len()),
            Ok(Event::String(text)) => size = size.saturating_add(text.len()),
            _ => {}
        }
        count += 1;
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let limit = |what, found, limit, option| {
            Some(ArchiveError::OverLimit { what, found: number(found), limit: number(limit), option })
        };
        // An archive has a dictionary and two arrays for each frame within another.
        let deepest = limits.max_nesting.saturating_mul(3);
        over = if depth > deepest {
            limit("values in one another", depth, deepest, "max_nesting")
        } else if size > limits.max_bytes {
            limit("bytes", size, limits.max_bytes, "max_bytes")
        } else if count > most {
            Some(malformed("it names its values more often than it has any"))
        } else {
            None
        };
        over.is_none().then_some(event)
    });
    let events: Box<dyn Iterator<Item = Result<OwnedEvent, plist::Error>> + '_> = Box::new(events);
    let value = Value::from_events(events);
    match over {
        Some(over) => Err(over),
        None => value.map_err(malformed),
    }
}

impl Reader for Webarchive {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        let number = self.next;
        let file = self.files.get(number)?;
        self.next += 1;
        let content = match self.files.first() {
            _ if number == 0 && file.bytes.is_empty() => Content::NotAPage(NotAPage::Empty),
            _ if number == 0 => Content::Page(file.bytes.clone()),
            page => {
                let page = page.and_then(|page| page.url.clone());
                Content::NotAPage(NotAPage::PartOf(
                    page.unwrap_or_else(|| "the page of the archive".to_owned()),
                ))
            }
        };
        let mut record = Record::new(self.place(number), RecordType::File, content);
        record.target_uri = file.url.clone();
        record.media_type = file.media_type.clone();
        record.charset = file.charset.clone();
        record.resources = (number == 0).then(|| Arc::clone(&self.resources));
        Some(Ok(record))
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        let number = usize::try_from(place.offset).unwrap_or(usize::MAX);
        let found = place.member == self.member && number < self.files.len();
        self.next = if found { number } else { self.files.len() };
        Ok(found)
    }
}
