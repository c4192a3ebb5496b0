//! WACZ 1.1: a zip of WARCs with lists of pages (<https://specs.webrecorder.net/wacz/1.1.1/>).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::readers::archive::Reader;
use crate::readers::page_titles::PageTitles;
use crate::readers::source::Source;
use crate::readers::warc::{Files, WarcReader, open_stream, open_with};
use crate::{ArchiveError, Content, Damage, Limits, Place, Record};

/// Lists of pages, the first of which a later one does not overrule.
const PAGE_LISTS: [&str; 2] = ["pages/pages.jsonl", "pages/extraPages.jsonl"];

/// Whether a zip with files of these names is a WACZ: its package is described, and its WARCs have a folder.
pub(crate) fn is_wacz<'a>(names: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut described, mut archive) = (false, false);
    for name in names {
        described |= name == "datapackage.json";
        archive |= name.starts_with("archive/");
    }
    described && archive
}

/// The records of all WARCs in a WACZ, whose places begin with this `member`.
///
/// # Errors
/// Where the file can't be read, or its directory is cut off, wrong or too long.
pub(crate) fn open(path: &Path, member: String, limits: &Limits) -> Result<Box<dyn Reader>, ArchiveError> {
    let io = |error| ArchiveError::Io { path: path.to_owned(), error };
    let file = File::open(path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| malformed(&error.to_string()))?;
    if zip.len() > limits.max_entries {
        return Err(ArchiveError::OverLimit {
            what: "files",
            found: zip.len() as u64,
            limit: limits.max_entries as u64,
            option: "max_entries",
        });
    }
    let mut titles = PageTitles::new(limits);
    for name in PAGE_LISTS {
        // Titles are an extra: a list that can't be read is as none.
        if let Ok(list) = zip.by_name(name) {
            titles.read(list.take(limits.max_inflated_bytes));
        }
    }
    let mut entries = Vec::new();
    let mut sources = Vec::new();
    let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
    let mut room = limits.max_bytes as u64;
    for (name, index) in warcs(&zip) {
        let place = if member.is_empty() { name } else { format!("{member}!/{name}") };
        let stored = stored(&mut zip, index, path, length, &mut room).and_then(|(stored, begin, end)| {
            // A zip whose files lie over one another would be read far more often than once.
            if taken.range(..end).next_back().is_some_and(|(_, &other_end)| begin < other_end) {
                return Err(malformed("files of it lie over one another"));
            }
            taken.insert(begin, end);
            Ok(stored)
        });
        let content = stored.map(|stored| match stored {
            Stored::Source(source) => {
                sources.push(source);
                Warc::Number(sources.len() - 1)
            }
            Stored::Deflated { start, length } => Warc::Deflated { start, length },
        });
        entries.push(Entry { member: place, content });
    }
    let files = Arc::new(Files::new(sources, limits));
    Ok(Box::new(WaczReader {
        path: path.to_owned(),
        entries,
        next: 0,
        current: None,
        files,
        titles,
        limits: limits.clone(),
    }))
}

fn malformed(what: &str) -> ArchiveError {
    ArchiveError::Malformed { format: "WACZ", what: what.to_owned() }
}

/// The WARCs in their order in the directory: those of `archive/`; where none stand there, all.
fn warcs(zip: &ZipArchive<BufReader<File>>) -> Vec<(String, usize)> {
    let all: Vec<_> = (0..zip.len())
        .filter_map(|index| Some((zip.name_for_index(index)?.ok()?.into_owned(), index)))
        .filter(|(name, _)| {
            let name = name.to_ascii_lowercase();
            [".warc", ".warc.gz", ".warc.zst"].iter().any(|ending| name.ends_with(ending))
        })
        .collect();
    let proper: Vec<_> = all.iter().filter(|(name, _)| name.starts_with("archive/")).cloned().collect();
    if proper.is_empty() { all } else { proper }
}

enum Stored {
    Source(Source),
    Deflated { start: u64, length: u64 },
}

/// How a file of the zip can be read, and where it begins and ends: at any place where it is stored as it is, or is small; else only from its beginning.
fn stored(
    zip: &mut ZipArchive<BufReader<File>>,
    index: usize,
    path: &Path,
    file_length: u64,
    room: &mut u64,
) -> Result<(Stored, u64, u64), ArchiveError> {
    let entry = zip.by_index(index).map_err(|error| malformed(&error.to_string()))?;
    let start = entry.data_start().ok_or_else(|| malformed("the place of a file is missing"))?;
    let length = entry.compressed_size();
    let end = start.checked_add(length).filter(|end| *end <= file_length);
    let end = end.ok_or_else(|| malformed("a file of it goes beyond its end"))?;
    match entry.compression() {
        CompressionMethod::Stored => {
            Ok((Stored::Source(Source::Part { path: path.to_owned(), start, length, sum: None }), start, end))
        }
        CompressionMethod::Deflated => {
            let size = entry.size();
            if size <= *room {
                let mut bytes = Vec::new();
                let whole = entry.take(size.saturating_add(1)).read_to_end(&mut bytes).is_ok();
                if whole && bytes.len() as u64 == size {
                    *room -= size;
                    return Ok((Stored::Source(Source::Bytes(bytes.into())), start, end));
                }
            }
            Ok((Stored::Deflated { start, length }, start, end))
        }
        other => {
            Err(malformed(&format!("a file of it is compressed with {other}; compress it anew with deflate")))
        }
    }
}

/// A WARC of the WACZ.
struct Entry {
    /// As it stands in places.
    member: String,
    content: Result<Warc, ArchiveError>,
}

enum Warc {
    /// One of the files that can be read at any place.
    Number(usize),
    /// Can only be read from its beginning.
    Deflated { start: u64, length: u64 },
}

struct WaczReader {
    path: PathBuf,
    entries: Vec<Entry>,
    next: usize,
    current: Option<WarcReader>,
    files: Arc<Files>,
    titles: PageTitles,
    limits: Limits,
}

impl WaczReader {
    /// Opens the WARC of this number.
    fn open(&self, number: usize) -> Option<Result<WarcReader, Damage>> {
        let entry = self.entries.get(number)?;
        let member = entry.member.clone();
        let reader = match &entry.content {
            Ok(Warc::Number(number)) => open_with(&self.files, *number, member, &self.limits),
            Ok(Warc::Deflated { start, length }) => self
                .inflate(*start, *length)
                .and_then(|stream| open_stream(Source::Stream(stream), member, &self.limits)),
            Err(error) => Err(again(error)),
        };
        let place = Place { member: entry.member.clone(), ..Place::default() };
        Some(reader.map_err(|error| Damage::at(place, error)))
    }

    fn inflate(&self, start: u64, length: u64) -> Result<Box<dyn Read + Send>, ArchiveError> {
        let io = |error| ArchiveError::Io { path: self.path.clone(), error };
        let mut file = File::open(&self.path).map_err(io)?;
        file.seek(SeekFrom::Start(start)).map_err(io)?;
        Ok(Box::new(DeflateDecoder::new(file.take(length))))
    }

    fn with_title(&self, item: Result<Record, Damage>) -> Result<Record, Damage> {
        let mut record = item?;
        if let (Content::Page(_), Some(uri)) = (&record.content, &record.target_uri) {
            record.title = self.titles.get(uri, record.date.as_deref()).map(str::to_owned);
        }
        Ok(record)
    }
}

/// The same error once more, for an entry may be come to again.
fn again(error: &ArchiveError) -> ArchiveError {
    malformed(&match error {
        ArchiveError::Malformed { what, .. } => what.clone(),
        other => other.to_string(),
    })
}

impl Reader for WaczReader {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        loop {
            if let Some(reader) = &mut self.current {
                if let Some(item) = reader.next() {
                    return Some(self.with_title(item));
                }
                self.current = None;
            }
            let number = self.next;
            self.next += 1;
            match self.open(number)? {
                Ok(reader) => self.current = Some(reader),
                Err(damage) => return Some(Err(damage)),
            }
        }
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        let Some(number) = self.entries.iter().position(|entry| entry.member == place.member) else {
            return Ok(false);
        };
        self.current = None;
        match self.open(number) {
            Some(Ok(mut reader)) => {
                let found = reader.seek(place)?;
                self.current = Some(reader);
                self.next = number + 1;
                Ok(found)
            }
            Some(Err(damage)) => {
                self.next = number;
                Ok(damage.place == *place)
            }
            None => Ok(false),
        }
    }
}
