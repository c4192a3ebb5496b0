//! An index of WARCs, which says what is read of them and in what order (CDXJ, as pywb and cdxj-indexer write it: a line
//! `urlkey timestamp {"filename": …, "offset": …}` a record).

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use flate2::bufread::{GzDecoder, MultiGzDecoder};
use serde::Deserialize;
use serde_json::Value;

use crate::readers::archive::Reader;
use crate::readers::source::Source;
use crate::readers::warc::{Files, WarcReader, open_for_places};
use crate::{ArchiveError, Damage, Limits, Place, Record};

/// Most WARCs whose names and indexes are remembered at a time.
const MAX_FILES: usize = 64;

/// Most entries of the index's folder that are looked at for folders.
const MAX_LISTED: usize = 10_000;

/// Whether a file that begins so is such an index, packed with gzip or not.
pub(crate) fn is_cdxj(first_bytes: &[u8]) -> bool {
    let mut inflated = Vec::new();
    let bytes = if first_bytes.starts_with(&[0x1F, 0x8B]) {
        // What was cut off is no matter.
        let _ = GzDecoder::new(first_bytes).take(64 << 10).read_to_end(&mut inflated);
        inflated.as_slice()
    } else {
        first_bytes
    };
    let mut lines =
        bytes.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    lines.next().is_some_and(|line| line.starts_with(b"!meta {") || parts(line).is_some())
}

/// The records that an index names, in its order, of WARCs beside it, in `../archive/` or in folders beside it. Places begin with
/// this `member` and go on with the name of the WARC.
///
/// # Errors
/// Where the index can't be opened.
pub(crate) fn open(path: &Path, member: String, limits: &Limits) -> Result<Box<dyn Reader>, ArchiveError> {
    let lines = Lines::open(path, limits)?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    Ok(Box::new(CdxjReader {
        path: path.to_owned(),
        member,
        limits: limits.clone(),
        lines,
        folders: folders(&folder),
        folder,
        current: None,
        files: BTreeMap::new(),
        missing: None,
        pending: None,
    }))
}

/// The JSON of a line; timestamps and keys are the record's own.
#[derive(Deserialize)]
struct Fields {
    filename: Option<String>,
    offset: Option<Value>,
}

/// What a line says: which file, and where in it.
struct Line {
    filename: String,
    offset: u64,
}

/// The JSON of a line whose beginning is as that of a CDXJ.
fn parts(line: &[u8]) -> Option<&[u8]> {
    let mut words = line.splitn(3, |&byte| byte == b' ');
    let (_, timestamp, json) = (words.next()?, words.next()?, words.next()?.trim_ascii());
    let digits = (4..=17).contains(&timestamp.len()) && timestamp.iter().all(u8::is_ascii_digit);
    (digits && json.starts_with(b"{")).then_some(json)
}

fn malformed(what: impl Into<String>) -> ArchiveError {
    ArchiveError::Malformed { format: "CDXJ", what: what.into() }
}

impl Line {
    fn parse(line: &[u8]) -> Result<Self, ArchiveError> {
        let json = parts(line).ok_or_else(|| malformed("the line is not a key, a timestamp and JSON"))?;
        let fields: Fields = serde_json::from_slice(json)
            .map_err(|error| malformed(format!("the line's JSON is wrong: {error}")))?;
        let filename = fields.filename.ok_or_else(|| malformed("the line has no filename"))?;
        let offset = match fields.offset {
            Some(Value::Number(number)) => number.as_u64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            _ => None,
        };
        let offset = offset.ok_or_else(|| malformed("the line has no offset that is a number"))?;
        Ok(Self { filename, offset })
    }
}

/// The lines of the index, and where they stand in what it inflates to.
struct Lines {
    reader: Box<dyn BufRead + Send>,
    offset: u64,
    max_line: usize,
}

impl Lines {
    fn open(path: &Path, limits: &Limits) -> Result<Self, ArchiveError> {
        let io = |error| ArchiveError::Io { path: path.to_owned(), error };
        let mut reader = BufReader::new(File::open(path).map_err(io)?);
        let packed = reader.fill_buf().map_err(io)?.starts_with(&[0x1F, 0x8B]);
        let reader: Box<dyn BufRead + Send> =
            if packed { Box::new(BufReader::new(MultiGzDecoder::new(reader))) } else { Box::new(reader) };
        Ok(Self { reader, offset: 0, max_line: limits.max_header_bytes })
    }

    /// The next line with its offset and length; `None` at the end. A line over the limit is an error, as is a file that can't be
    /// read on; the latter ends it.
    #[allow(clippy::type_complexity, reason = "used once")]
    fn next(&mut self) -> Option<(u64, u64, Result<Vec<u8>, (ArchiveError, bool)>)> {
        let start = self.offset;
        let mut line = Vec::new();
        let most = (self.max_line as u64).saturating_add(1);
        let read = self.reader.by_ref().take(most).read_until(b'\n', &mut line);
        self.offset += line.len() as u64;
        match read {
            Err(error) => {
                let error = malformed(format!("the index cannot be read on: {error}"));
                return Some((start, line.len() as u64, Err((error, true))));
            }
            Ok(0) => return None,
            Ok(_) => {}
        }
        if line.len() <= self.max_line {
            return Some((start, line.len() as u64, Ok(line)));
        }
        let limit = self.max_line as u64;
        let mut ended = line.ends_with(b"\n");
        while !ended {
            let (step, end) = match self.reader.fill_buf() {
                Ok(bytes) => {
                    memchr::memchr(b'\n', bytes).map_or((bytes.len(), bytes.is_empty()), |at| (at + 1, true))
                }
                Err(_) => (0, true),
            };
            self.reader.consume(step);
            self.offset += step as u64;
            ended = end;
        }
        let found = self.offset - start;
        let error =
            ArchiveError::OverLimit { what: "bytes in a line", found, limit, option: "max_header_bytes" };
        Some((start, found, Err((error, false))))
    }
}

struct CdxjReader {
    path: PathBuf,
    folder: PathBuf,
    /// Those in it, in the order of their names.
    folders: Vec<PathBuf>,
    member: String,
    limits: Limits,
    lines: Lines,
    /// The WARC that is read, by the name that lines have for it.
    current: Option<(String, WarcReader)>,
    files: BTreeMap<String, Arc<Files>>,
    /// The WARC that was last not found, of which there may be many lines.
    missing: Option<String>,
    pending: Option<Result<Record, Damage>>,
}

impl CdxjReader {
    fn place(&self, line: &Line) -> Place {
        let member = if self.member.is_empty() {
            line.filename.clone()
        } else {
            format!("{}!/{}", self.member, line.filename)
        };
        Place { member, offset: line.offset, length: 0 }
    }

    /// The next line that names a record, or what is wrong with it.
    fn next_line(&mut self) -> Option<Result<Line, Damage>> {
        loop {
            let (offset, length, line) = self.lines.next()?;
            let place = Place { member: self.member.clone(), offset, length };
            let line = match line {
                Ok(line) => line,
                Err((error, ends)) => return Some(Err(Damage { place, error, ends, about: None })),
            };
            let line = line.trim_ascii();
            // Heads of the index and of the older CDX.
            if line.is_empty() || line.starts_with(b"!") || line.starts_with(b"CDX ") {
                continue;
            }
            return Some(Line::parse(line).map_err(|error| Damage::at(place, error)));
        }
    }

    fn read(&mut self, line: &Line) -> Result<Record, Damage> {
        let place = self.place(line);
        let damage = |error| Damage::at(place.clone(), error);
        if self.current.as_ref().is_none_or(|(name, _)| *name != line.filename) {
            let files = self.files(&line.filename).map_err(damage)?;
            let reader = open_for_places(&files, 0, place.member.clone(), &self.limits).map_err(damage)?;
            self.current = Some((line.filename.clone(), reader));
        }
        let Some((_, reader)) = &mut self.current else {
            return Err(damage(malformed("the WARC is not open")));
        };
        if !reader.go_to(line.offset) {
            return Err(damage(malformed(format!(
                "{} ends before the offset {}",
                line.filename, line.offset
            ))));
        }
        match reader.next() {
            Some(Ok(record)) if record.place.offset == line.offset => Ok(record),
            Some(Err(mut found)) if found.place.offset == line.offset => {
                // The lines behind may name other files.
                found.ends = false;
                Err(found)
            }
            _ => Err(damage(malformed(format!(
                "no record begins at the offset {} of {}",
                line.offset, line.filename
            )))),
        }
    }

    fn files(&mut self, filename: &str) -> Result<Arc<Files>, ArchiveError> {
        if let Some(files) = self.files.get(filename) {
            return Ok(Arc::clone(files));
        }
        if self.missing.as_deref() == Some(filename) {
            return Err(not_found(filename));
        }
        let Some(path) = find(&self.folder, &self.folders, filename)? else {
            self.missing = Some(filename.to_owned());
            return Err(not_found(filename));
        };
        if self.files.len() >= MAX_FILES {
            self.files.clear();
        }
        let files = Arc::new(Files::new([Source::File(path)], &self.limits));
        self.files.insert(filename.to_owned(), Arc::clone(&files));
        Ok(files)
    }
}

fn not_found(filename: &str) -> ArchiveError {
    ArchiveError::Missing { name: filename.to_owned() }
}

/// The folders in a folder, sorted.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(listed).into_iter().flatten().filter_map(Result::ok).take(MAX_LISTED);
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The WARC of a name, which must stay in the folders that belong to the index.
fn find(folder: &Path, folders: &[PathBuf], filename: &str) -> Result<Option<PathBuf>, ArchiveError> {
    let relative = Path::new(filename);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let odd = filename.contains(['\\', '\0', ':']);
    let Some(name) = relative.file_name().filter(|_| inside && !odd) else {
        return Err(malformed(format!(
            "the filename {filename:?} leads out of the folder, and is not followed"
        )));
    };
    let archive = folder.join("..").join("archive");
    let near = [folder.join(relative), archive.join(relative), folder.join(name), archive.join(name)];
    let beside = folders.iter().map(|folder| folder.join(name));
    Ok(near.into_iter().chain(beside).find(|path| path.is_file()))
}

impl Reader for CdxjReader {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        if self.pending.is_some() {
            return self.pending.take();
        }
        let line = self.next_line()?;
        Some(line.and_then(|line| self.read(&line)))
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        self.pending = None;
        self.lines = Lines::open(&self.path, &self.limits)?;
        while let Some(line) = self.next_line() {
            let here = match &line {
                Ok(line) => self.place(line),
                Err(damage) => damage.place.clone(),
            };
            if here.member == place.member && here.offset == place.offset {
                self.pending = Some(line.and_then(|line| self.read(&line)));
                return Ok(true);
            }
            if line.is_err_and(|damage| damage.ends) {
                break;
            }
        }
        Ok(false)
    }
}
