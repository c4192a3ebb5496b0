//! A tar of files, compressed or not.
//!
//! It is read once for the heads, which say where each file stands, and once more for the files. Pictures of a tar that is
//! not compressed are read where they stand. In a compressed one nothing can be gone to: whoever asks for the first picture
//! of a folder has all of that folder read into memory, up to `max_bytes`, by a third reader that goes on from there for the
//! next page. As pages and their pictures stand in the same order, that is about one more reading of the whole.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use tar::EntryType;

use crate::readers::compressed::Compression;
use crate::readers::container::{Container, Files, Item};
use crate::readers::files_within::split;
use crate::readers::forward::Forward;
use crate::readers::source::Source;
use crate::readers::zip_files::{clean, find, is_odd, names_in};
use crate::{ArchiveError, Damage, Limits, NotAPage, Place};

/// The files of a tar, in their order.
pub(crate) struct TarFiles {
    index: Arc<Index>,
    next: usize,
    /// For a compressed tar: what its files are read from.
    forward: Arc<Mutex<Forward>>,
    /// Why there are no more heads.
    ended: Option<ArchiveError>,
}

struct Index {
    source: Mutex<Source>,
    compressed: bool,
    entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
    pictures: Mutex<Pictures>,
    max_bytes: usize,
}

struct Entry {
    name: String,
    /// Where its head begins, before compression.
    at: u64,
    /// Where its bytes begin, before compression.
    start: u64,
    size: u64,
    known: Option<NotAPage>,
    sparse: bool,
    odd: bool,
}

struct Pictures {
    forward: Forward,
    /// By the number of the entry.
    read: BTreeMap<usize, Vec<u8>>,
}

impl TarFiles {
    /// Reads the heads of a tar, whose bytes can be read again.
    pub(crate) fn open(
        source: Source,
        compression: Option<Compression>,
        limits: &Limits,
    ) -> Result<Self, ArchiveError> {
        let again = || {
            let streamed = || malformed("it can only be read on".to_owned());
            Forward::open(source.again().ok_or_else(streamed)?, compression)
        };
        let mut forward = again()?;
        let (mut entries, mut ended) = (Vec::new(), None);
        let mut at = 0;
        loop {
            match head(&mut forward, at, limits) {
                Ok(None) => break,
                Ok(Some((entry, next))) => {
                    entries.extend(entry);
                    at = next;
                }
                Err(error) => {
                    ended = Some(error);
                    break;
                }
            }
            let (found, limit) = (entries.len(), limits.max_entries);
            if found > limit {
                let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
                let (found, limit) = (number(found), number(limit));
                return Err(ArchiveError::OverLimit { what: "files", found, limit, option: "max_entries" });
            }
        }
        let mut by_name = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            by_name.entry(entry.name.clone()).or_insert(at);
        }
        let forward = Arc::new(Mutex::new(again()?));
        let pictures = Mutex::new(Pictures { forward: again()?, read: BTreeMap::new() });
        let index = Index {
            source: Mutex::new(source),
            compressed: compression.is_some(),
            entries,
            by_name,
            pictures,
            max_bytes: limits.max_bytes,
        };
        Ok(Self { index: Arc::new(index), next: 0, forward, ended })
    }
}

fn malformed(what: String) -> ArchiveError {
    ArchiveError::Malformed { format: "tar", what }
}

fn damaged(error: io::Error, at: u64) -> ArchiveError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ArchiveError::CutOff { format: "tar", bytes: at },
        _ => malformed(error.to_string()),
    }
}

/// What the head of a file says.
struct Head {
    name: String,
    kind: EntryType,
    start: u64,
    /// As stored.
    size: u64,
}

/// Reads the head at a place, of no more bytes than that.
fn read_head(forward: &mut Forward, at: u64, most: u64) -> io::Result<Option<Head>> {
    let mut archive = tar::Archive::new(forward.by_ref().take(most));
    let Some(entry) = archive.entries()?.next() else { return Ok(None) };
    let entry = entry?;
    let kind = entry.header().entry_type();
    Ok(Some(Head {
        name: String::from_utf8_lossy(&entry.path_bytes()).into_owned(),
        kind,
        start: at.saturating_add(entry.raw_file_position()),
        size: if kind == EntryType::GNUSparse { entry.header().entry_size()? } else { entry.size() },
    }))
}

/// The next file, if what stands there is one, and where the head after it begins; none at the end.
fn head(
    forward: &mut Forward,
    at: u64,
    limits: &Limits,
) -> Result<Option<(Option<Entry>, u64)>, ArchiveError> {
    forward.go_to(at).map_err(|error| damaged(error, at))?;
    // Long names are in files of their own, which are read into memory.
    let most = u64::try_from(limits.max_header_bytes).unwrap_or(u64::MAX);
    let read = match read_head(forward, at, most) {
        Err(_) if forward.at().saturating_sub(at) >= most => {
            let found = forward.at().saturating_sub(at);
            let option = "max_header_bytes";
            return Err(ArchiveError::OverLimit { what: "bytes of a head", found, limit: most, option });
        }
        Err(_) if matches!(forward.read(&mut [0]), Ok(0)) => {
            return Err(ArchiveError::CutOff { format: "tar", bytes: forward.at() });
        }
        read => read,
    };
    let Some(Head { name, kind, start, size }) = read.map_err(|error| damaged(error, at))? else {
        return Ok(None);
    };
    let sparse = kind == EntryType::GNUSparse;
    let next = start.checked_add(size).and_then(|end| end.checked_next_multiple_of(512));
    let next = next.ok_or_else(|| malformed("a file is larger than any can be".to_owned()))?;
    if size > limits.max_inflated_bytes {
        let limit = limits.max_inflated_bytes;
        return Err(ArchiveError::OverLimit {
            what: "bytes",
            found: size,
            limit,
            option: "max_inflated_bytes",
        });
    }
    let known = match kind {
        EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => None,
        EntryType::Symlink | EntryType::Link => Some(NotAPage::Link),
        EntryType::Directory | EntryType::XGlobalHeader => return Ok(Some((None, next))),
        _ => Some(NotAPage::MediaType("inode/special".to_owned())),
    };
    Ok(Some((Some(Entry { odd: is_odd(&name), name: clean(&name), at, start, size, known, sparse }), next)))
}

/// A file of a compressed tar.
struct Streamed {
    forward: Arc<Mutex<Forward>>,
    at: u64,
    end: u64,
}

impl Read for Streamed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let Some(buffer) = buffer.get_mut(..left).filter(|buffer| !buffer.is_empty()) else { return Ok(0) };
        let mut forward = self.forward.lock().unwrap_or_else(PoisonError::into_inner);
        forward.go_to(self.at)?;
        let count = forward.read(buffer)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.at += u64::try_from(count).unwrap_or_default();
        Ok(count)
    }
}

impl Container for TarFiles {
    fn next(&mut self) -> Option<Result<Item, Damage>> {
        let Some(entry) = self.index.entries.get(self.next) else {
            let error = self.ended.take()?;
            return Some(Err(Damage { place: Place::default(), error, ends: true, about: None }));
        };
        self.next += 1;
        let place = Place { member: entry.name.clone(), offset: entry.at, length: entry.size };
        if entry.sparse {
            let error =
                malformed("it is stored with holes (sparse); unpack it and give the folder".to_owned());
            return Some(Err(Damage::at(place, error)));
        }
        let source = if self.index.compressed {
            let end = entry.start.saturating_add(entry.size);
            Source::Stream(Box::new(Streamed { forward: Arc::clone(&self.forward), at: entry.start, end }))
        } else {
            match self.index.part(entry) {
                Some(part) => part,
                None => {
                    let error = malformed("it can only be read on".to_owned());
                    return Some(Err(Damage::at(place, error)));
                }
            }
        };
        let remark = entry
            .odd
            .then(|| "its name leads outside the archive; no such file is looked for or written".to_owned());
        Some(Ok(Item {
            name: entry.name.clone(),
            offset: entry.at,
            length: entry.size,
            source,
            file: None,
            known: entry.known.clone(),
            remarks: remark.into_iter().collect(),
        }))
    }

    fn seek(&mut self, name: &str, offset: Option<u64>) -> Result<bool, ArchiveError> {
        let Index { entries, by_name, .. } = &*self.index;
        let found = find(by_name, entries, name, offset, |entry| (&entry.name, entry.at));
        self.next = found.unwrap_or(entries.len());
        Ok(found.is_some())
    }

    fn files(&self) -> Arc<dyn Files> {
        Arc::clone(&self.index) as Arc<dyn Files>
    }
}

impl Index {
    fn part(&self, entry: &Entry) -> Option<Source> {
        self.source.lock().unwrap_or_else(PoisonError::into_inner).part(entry.start, entry.size)
    }

    /// Reads the files of a folder of a compressed tar, those before others first.
    fn read_folder(&self, pictures: &mut Pictures, wanted: usize) {
        pictures.read.clear();
        let Some(entry) = self.entries.get(wanted) else { return };
        let folder = split(&entry.name).0;
        let mut left = self.max_bytes.saturating_sub(usize::try_from(entry.size).unwrap_or(usize::MAX));
        let mut group = vec![wanted];
        for (name, at) in self.by_name.range(folder.to_owned()..) {
            if !name.starts_with(folder) {
                break;
            }
            let size = self.entries.get(*at).and_then(|entry| usize::try_from(entry.size).ok());
            let Some(size) = size.filter(|size| *size <= left && *at != wanted) else { continue };
            left -= size;
            group.push(*at);
        }
        group.sort_unstable();
        for at in group {
            let Some(entry) = self.entries.get(at) else { continue };
            let mut bytes = Vec::new();
            let read = pictures.forward.go_to(entry.start);
            let read = read.and_then(|()| pictures.forward.by_ref().take(entry.size).read_to_end(&mut bytes));
            if read.is_err() {
                break;
            }
            pictures.read.insert(at, bytes);
        }
    }
}

impl Files for Index {
    fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    fn read(&self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let at = *self.by_name.get(name)?;
        let entry = self.entries.get(at)?;
        let fits = usize::try_from(entry.size).is_ok_and(|size| size <= limit.min(self.max_bytes));
        if !fits || entry.known.is_some() || entry.sparse {
            return None;
        }
        if !self.compressed {
            return self.part(entry)?.read_all(limit, "max_bytes").ok();
        }
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if !pictures.read.contains_key(&at) {
            self.read_folder(&mut pictures, at);
        }
        pictures.read.get(&at).cloned()
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        names_in(&self.by_name, folder)
    }
}
