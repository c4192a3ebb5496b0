//! Exports of reading services: saved links and articles, one after another. A record's offset is its number.

mod json_array;
mod links;
mod omnivore;
mod table;
mod wallabag;

use std::io::Read;
use std::iter::Peekable;
use std::sync::Arc;

pub(crate) use omnivore::Omnivore;

use crate::readers::archive::Reader;
use crate::readers::container::Files;
use crate::readers::source::Source;
use crate::{ArchiveError, Content, Damage, Limits, NotAPage, Place, Record, RecordType};

/// What kind of export it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// CSV of Pocket (`title,url,time_added,tags,status`) and Instapaper (`URL,Title,Selection,Folder,Timestamp,Tags`).
    Table,
    /// A page of links: Pocket, Instapaper, bookmarks of browsers.
    Links,
    /// The JSON of wallabag, with articles.
    Wallabag,
    /// A list of an Omnivore export, whose articles are in files beside it.
    Omnivore,
}

/// What an export has of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saved {
    pub(crate) url: Option<String>,
    pub(crate) title: Option<String>,
    /// RFC 3339 in UTC.
    pub(crate) date: Option<String>,
    pub(crate) media_type: Option<&'static str>,
    pub(crate) content: Content,
}

impl Saved {
    /// A link without a text.
    fn link(url: Option<String>, title: Option<String>, date: Option<String>) -> Self {
        // Pocket repeats the address where it had no title.
        let title = title.filter(|title| Some(title) != url.as_ref());
        Self { url, title, date, media_type: None, content: Content::NotAPage(NotAPage::AddressOnly) }
    }
}

/// An article that can't be read, and whether those behind it can't be either.
pub(crate) struct Unread {
    error: ArchiveError,
    ends: bool,
}

pub(crate) type Articles = Box<dyn Iterator<Item = Result<Saved, Unread>> + Send>;

/// The articles of an export.
pub(crate) struct Export {
    member: String,
    format: Format,
    /// For reading once more.
    source: Option<Source>,
    articles: Peekable<Articles>,
    number: u64,
    beside: Option<Arc<dyn Files>>,
    limits: Limits,
}

impl Export {
    /// Begins an export, whose name in its container is the end of its member.
    pub(crate) fn open(
        source: Source,
        format: Format,
        (member, name): (String, &str),
        beside: Option<&Arc<dyn Files>>,
        limits: &Limits,
    ) -> Result<Self, ArchiveError> {
        let again = source.again();
        let beside = beside.cloned();
        let folder = crate::readers::files_within::split(name).0.to_owned();
        let beside_it = beside.clone().map(|files| (files, folder));
        let articles = articles(source.reader()?, format, beside_it, limits)?.peekable();
        Ok(Self { member, format, source: again, articles, number: 0, beside, limits: limits.clone() })
    }
}

fn articles(
    reader: Box<dyn Read + Send>,
    format: Format,
    beside: Option<(Arc<dyn Files>, String)>,
    limits: &Limits,
) -> Result<Articles, ArchiveError> {
    Ok(match format {
        Format::Table => Box::new(table::Table::open(reader, limits.max_bytes)),
        Format::Links => {
            let bytes = Source::Stream(reader).read_all(limits.max_bytes, "max_bytes")?;
            Box::new(links::Links::new(bytes).map(Ok))
        }
        Format::Wallabag => {
            let elements = json_array::Elements::new(reader, limits.max_bytes);
            Box::new(elements.map(|element| element.and_then(|bytes| wallabag::article(&bytes))))
        }
        Format::Omnivore => {
            let elements = json_array::Elements::new(reader, limits.max_bytes);
            Box::new(elements.map(move |element| {
                let (slug, mut saved) = omnivore::article(&element?)?;
                if let Some((files, folder)) = &beside
                    && let Some(page) = slug.map(|slug| format!("{folder}content/{slug}.html"))
                    && files.has(&page)
                {
                    saved.content = Content::NotAPage(NotAPage::PartOf(page));
                }
                Ok(saved)
            }))
        }
    })
}

impl Reader for Export {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        let next = self.articles.next()?;
        let place = Place { member: self.member.clone(), offset: self.number, length: 0 };
        self.number += 1;
        Some(match next {
            Ok(saved) => {
                let mut record = Record::new(place, RecordType::File, saved.content);
                record.target_uri = saved.url;
                record.title = saved.title;
                record.date = saved.date;
                record.media_type = saved.media_type.map(str::to_owned);
                record.charset = saved.media_type.map(|_| "utf-8".to_owned());
                Ok(record)
            }
            Err(Unread { error, ends }) => Err(Damage { place, error, ends, about: None }),
        })
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        if place.member != self.member {
            return Ok(false);
        }
        if place.offset < self.number {
            let Some(source) = self.source.as_ref().and_then(Source::again) else { return Ok(false) };
            let folder = self
                .member
                .rsplit("!/")
                .next()
                .map(|name| crate::readers::files_within::split(name).0.to_owned());
            let beside = self.beside.clone().zip(folder);
            self.articles = articles(source.reader()?, self.format, beside, &self.limits)?.peekable();
            self.number = 0;
        }
        while self.number < place.offset {
            match self.articles.next() {
                None | Some(Err(Unread { ends: true, .. })) => return Ok(false),
                Some(_) => self.number += 1,
            }
        }
        Ok(self.articles.peek().is_some())
    }
}

/// A text that is not empty.
fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
