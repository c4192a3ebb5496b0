//! A zip of files (PKWARE APPNOTE), read by its directory.

use std::collections::BTreeMap;
use std::io::{self, Read, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use crate::readers::checked::{Checked, Checksum};
use crate::readers::container::{Container, Files, Item};
use crate::readers::source::{ReadSeek, Source};
use crate::{ArchiveError, Damage, Limits, NotAPage, Place};

/// The files of a zip, in the order of its directory.
pub(crate) struct ZipFiles {
    index: Arc<Index>,
    next: usize,
    /// Entries that the directory speaks of and that can't be read.
    lost: u64,
}

struct Index {
    zip: Mutex<Zip>,
    entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
}

struct Zip {
    archive: ZipArchive<Box<dyn ReadSeek>>,
    source: Source,
}

/// What the directory says of a file.
struct Entry {
    name: String,
    /// Its number in the directory.
    number: usize,
    start: u64,
    length: u64,
    size: u64,
    crc: u32,
    method: CompressionMethod,
    link: bool,
    /// Why it is not read.
    refused: Option<&'static str>,
    remark: Option<&'static str>,
}

impl ZipFiles {
    /// The names of its files.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.index.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Reads the directory of a zip, which can be read at any place.
    pub(crate) fn open(source: Source, limits: &Limits) -> Result<Self, ArchiveError> {
        let malformed = |what: String| ArchiveError::Malformed { format: "zip", what };
        let Some(mut reader) = source.open()? else {
            return Err(malformed("it can only be read on".to_owned()));
        };
        let count = entries_said(&mut reader).map_err(|error| malformed(error.to_string()))?;
        let limit = u64::try_from(limits.max_entries).unwrap_or(u64::MAX);
        let too_many = |found| ArchiveError::OverLimit { what: "files", found, limit, option: "max_entries" };
        if count > limit {
            return Err(too_many(count));
        }
        let mut archive = ZipArchive::new(reader).map_err(|error| malformed(error.to_string()))?;
        // What the end says and what the directory has need not be the same; of entries with one name one is there.
        let said = count;
        let count = u64::try_from(archive.len()).unwrap_or(u64::MAX);
        if count > limit {
            return Err(too_many(count));
        }
        let lost = said.saturating_sub(count);
        let mut entries = Vec::new();
        for number in 0..archive.len() {
            if let Some(entry) = Entry::of(&mut archive, number) {
                entries.push(entry);
            }
        }
        refuse_overlapping(&mut entries);
        let mut by_name = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            by_name.entry(entry.name.clone()).or_insert(at);
        }
        let zip = Mutex::new(Zip { archive, source });
        Ok(Self { index: Arc::new(Index { zip, entries, by_name }), next: 0, lost })
    }
}

impl Entry {
    /// None for a folder.
    fn of(archive: &mut ZipArchive<Box<dyn ReadSeek>>, number: usize) -> Option<Self> {
        let metadata = archive.metadata();
        let file = metadata.entry(number).ok()?;
        if file.is_dir() {
            return None;
        }
        let name = file.name().map_or_else(|_| format!("file {number}"), |name| name.into_owned());
        let method = file.compression();
        let refused = if file.encrypted() {
            Some("it is encrypted; unpack it with its password and give the folder")
        } else if !matches!(method, CompressionMethod::Stored | CompressionMethod::Deflated) {
            Some("it is compressed by a method other than Deflate; unpack it and give the folder")
        } else {
            None
        };
        Some(Self {
            remark: is_odd(&name)
                .then_some("its name leads outside the archive; no such file is looked for or written"),
            name: clean(&name),
            number,
            start: file.header_start(),
            length: file.compressed_size(),
            size: file.size(),
            crc: file.crc32(),
            method,
            link: file.is_symlink(),
            refused,
        })
    }
}

/// A name as it is compared: with `/` between folders, as every system means it.
pub(crate) fn clean(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.strip_prefix("./").map_or_else(|| name.clone(), str::to_owned)
}

/// Whether a name would lead elsewhere if it were a path.
pub(crate) fn is_odd(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains('\0')
        || name.as_bytes().get(1) == Some(&b':')
        || name.split(['/', '\\']).any(|part| part == "..")
}

/// Files that share bytes are how a small zip becomes a huge one. The first of them is read, the others are not.
fn refuse_overlapping(entries: &mut [Entry]) {
    let mut order: Vec<(u64, usize)> =
        entries.iter().enumerate().map(|(at, entry)| (entry.start, at)).collect();
    order.sort_unstable();
    let mut end = 0;
    for (start, at) in order {
        let Some(entry) = entries.get_mut(at) else { continue };
        if start < end {
            entry.refused = entry.refused.or(Some("it shares its bytes with another file, as in a zip bomb"));
        }
        // A head has 30 bytes and the name.
        end = end.max(start.saturating_add(30).saturating_add(entry.length));
    }
}

/// How many files the end of the directory says that there are (APPNOTE §4.3.14 and §4.3.16).
fn entries_said(reader: &mut dyn ReadSeek) -> io::Result<u64> {
    let length = reader.seek(SeekFrom::End(0))?;
    reader.seek(SeekFrom::Start(length.saturating_sub(22 + 65_535 + 20)))?;
    let mut tail = Vec::new();
    reader.take(22 + 65_535 + 20).read_to_end(&mut tail)?;
    let ends = tail.windows(4).rposition(|bytes| bytes == b"PK\x05\x06").unwrap_or(0);
    let field = |at: usize, width: usize| {
        let bytes = tail.get(at..at + width).unwrap_or_default();
        bytes.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
    };
    let count = field(ends + 10, 2);
    let locator = ends.saturating_sub(20);
    if count < 0xffff || tail.get(locator..locator + 4) != Some(b"PK\x06\x07") {
        return Ok(count);
    }
    let mut record = [0; 40];
    reader.seek(SeekFrom::Start(field(locator + 8, 8)))?;
    reader.read_exact(&mut record)?;
    let count = record.get(32..40).unwrap_or_default();
    Ok(count.iter().rev().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte)))
}

impl Index {
    /// The bytes of a file, inflated; where they are stored as they are, the place in the zip.
    fn source(&self, entry: &Entry) -> Result<Source, ArchiveError> {
        let malformed = |what: String| ArchiveError::Malformed { format: "zip entry", what };
        if let Some(why) = entry.refused {
            return Err(malformed(why.to_owned()));
        }
        let mut zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let start = match zip.archive.by_index_raw(entry.number) {
            Ok(file) => file.data_start(),
            Err(error) => return Err(malformed(error.to_string())),
        };
        let start = start.ok_or_else(|| malformed("its head is damaged".to_owned()))?;
        let part = zip.source.part(start, entry.length);
        let part = part.ok_or_else(|| malformed("it can only be read on".to_owned()))?;
        drop(zip);
        let sum = Checksum { crc32: entry.crc, bytes: entry.size };
        if entry.method == CompressionMethod::Stored {
            return Ok(part.with_checksum(sum));
        }
        Ok(Source::Stream(Box::new(Checked::new(DeflateDecoder::new(part.reader()?), sum))))
    }
}

impl Container for ZipFiles {
    fn next(&mut self) -> Option<Result<Item, Damage>> {
        let Some(entry) = self.index.entries.get(self.next) else {
            let lost = std::mem::take(&mut self.lost);
            let what = format!(
                "its directory speaks of {lost} more files than can be read: of files with one name only the last is; unpack it \
                 by other means and give the folder"
            );
            let error = ArchiveError::Malformed { format: "zip", what };
            return (lost > 0).then(|| Err(Damage::at(Place::default(), error)));
        };
        self.next += 1;
        let (name, offset, length) = (entry.name.clone(), entry.start, entry.length);
        let known = entry.link.then_some(NotAPage::Link);
        let remarks = entry.remark.map(str::to_owned).into_iter().collect();
        match self.index.source(entry) {
            Ok(source) => Some(Ok(Item { name, offset, length, source, file: None, known, remarks })),
            Err(error) => {
                let place = Place { member: name, offset, length };
                Some(Err(Damage::at(place, error)))
            }
        }
    }

    fn seek(&mut self, name: &str, offset: Option<u64>) -> Result<bool, ArchiveError> {
        let Index { entries, by_name, .. } = &*self.index;
        let found = find(by_name, entries, name, offset, |entry| (&entry.name, entry.start));
        self.next = found.unwrap_or(entries.len());
        Ok(found.is_some())
    }

    fn files(&self) -> Arc<dyn Files> {
        Arc::clone(&self.index) as Arc<dyn Files>
    }
}

impl Files for Index {
    fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    fn read(&self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let entry = self.entries.get(*self.by_name.get(name)?)?;
        self.source(entry).ok()?.read_all(limit, "max_bytes").ok()
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        names_in(&self.by_name, folder)
    }
}

/// The number of the file of a name: the first, or the one that begins there. Names are nearly always of one file, so that all
/// are looked through only for the others.
pub(crate) fn find<E>(
    by_name: &BTreeMap<String, usize>,
    entries: &[E],
    name: &str,
    offset: Option<u64>,
    place: impl Fn(&E) -> (&str, u64),
) -> Option<usize> {
    let first = *by_name.get(name)?;
    let is_it = |entry: &E| offset.is_none_or(|offset| place(entry) == (name, offset));
    if entries.get(first).is_some_and(is_it) { Some(first) } else { entries.iter().position(is_it) }
}

/// The names in a folder, without it, of those that are known.
pub(crate) fn names_in(by_name: &BTreeMap<String, usize>, folder: &str) -> Vec<String> {
    let below = by_name.range(folder.to_owned()..).map_while(|(name, _)| name.strip_prefix(folder));
    below.filter(|name| !name.contains('/')).map(str::to_owned).collect()
}
