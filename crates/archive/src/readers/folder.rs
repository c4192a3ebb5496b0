//! A folder and those below it: files in the order of their names' bytes. Links are not followed.

use std::ffi::{OsStr, OsString};
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::readers::container::{Container, Files, Item};
use crate::readers::reading::read_up_to;
use crate::readers::source::Source;
use crate::{ArchiveError, Damage, Limits, NotAPage, Place};

/// The walk over a folder. It holds the names of the folders that it is in, and no more.
pub(crate) struct Folder {
    root: PathBuf,
    levels: Vec<Level>,
    /// Names that were listed.
    listed: usize,
    /// A folder that is to be listed next.
    next: Option<Found>,
    limits: Limits,
}

/// A folder that the walk is in.
struct Level {
    path: PathBuf,
    /// Its name from the root, with `/` at its end; empty for the root.
    name: String,
    /// What is still to come, the next one last.
    rest: Vec<OsString>,
}

struct Found {
    path: PathBuf,
    name: String,
}

impl Folder {
    pub(crate) fn open(root: &Path, limits: &Limits) -> Result<Self, ArchiveError> {
        let mut folder =
            Self { root: root.to_owned(), levels: Vec::new(), listed: 0, next: None, limits: limits.clone() };
        folder.list(root.to_owned(), String::new())?;
        Ok(folder)
    }

    /// Goes into a folder.
    fn list(&mut self, path: PathBuf, name: String) -> Result<(), ArchiveError> {
        let io = |error| ArchiveError::Io { path: path.clone(), error };
        let mut rest = Vec::new();
        for entry in fs::read_dir(&path).map_err(io)? {
            rest.push(entry.map_err(io)?.file_name());
            self.listed += 1;
            let limit = self.limits.max_entries;
            if self.listed > limit {
                return Err(over("files", self.listed, limit, "max_entries"));
            }
        }
        rest.sort_by(|one, other| other.as_encoded_bytes().cmp(one.as_encoded_bytes()));
        self.levels.push(Level { path, name, rest });
        Ok(())
    }

    fn damage(name: String, error: ArchiveError) -> Damage {
        let ends = matches!(error, ArchiveError::OverLimit { option: "max_entries", .. });
        Damage { place: Place { member: name, ..Place::default() }, error, ends, about: None }
    }

    /// What stands at a path, or the folder to be gone into.
    fn item(&mut self, path: PathBuf, name: String) -> Result<Option<Item>, ArchiveError> {
        let data = match fs::symlink_metadata(&path) {
            Ok(data) => data,
            Err(error) => return Err(gone(path, error)),
        };
        let hidden = name.rsplit('/').next().is_some_and(|last| last.starts_with('.'));
        let kind = data.file_type();
        let known = if kind.is_symlink() {
            Some(NotAPage::Link)
        } else if hidden {
            Some(NotAPage::Hidden)
        } else if kind.is_dir() {
            let limit = self.limits.max_nesting;
            if self.levels.len() > limit {
                return Err(over("folders in one another", self.levels.len(), limit, "max_nesting"));
            }
            self.next = Some(Found { path, name });
            return Ok(None);
        } else {
            special(kind)
        };
        let length = if kind.is_file() { data.len() } else { 0 };
        let source = Source::File(path.clone());
        Ok(Some(Item { name, offset: 0, length, source, file: Some(path), known, remarks: Vec::new() }))
    }
}

/// A name as it stands in places, which no other in its folder has: bytes that are no UTF-8 as `%FF`, and an exclamation mark at
/// its end as `%21`, for `x.zip!/` is what stands before the files of a zip.
fn written(name: &OsStr) -> String {
    let mut out = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    match out.strip_suffix('!') {
        Some(start) => format!("{start}%21"),
        None => out,
    }
}

/// What is neither file nor folder is not opened: reading a pipe would wait for ever.
fn special(kind: FileType) -> Option<NotAPage> {
    (!kind.is_file()).then(|| NotAPage::MediaType("inode/special".to_owned()))
}

fn over(what: &'static str, found: usize, limit: usize, option: &'static str) -> ArchiveError {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    ArchiveError::OverLimit { what, found: number(found), limit: number(limit), option }
}

/// Why a file of a folder can't be read.
pub(crate) fn gone(path: PathBuf, error: std::io::Error) -> ArchiveError {
    match error.kind() {
        std::io::ErrorKind::NotFound => ArchiveError::Vanished { path },
        _ => ArchiveError::Io { path, error },
    }
}

impl Container for Folder {
    fn next(&mut self) -> Option<Result<Item, Damage>> {
        loop {
            if let Some(Found { path, name }) = self.next.take()
                && let Err(error) = self.list(path, format!("{name}/"))
            {
                return Some(Err(Self::damage(name, error)));
            }
            let level = self.levels.last_mut()?;
            let Some(last) = level.rest.pop() else {
                self.levels.pop();
                continue;
            };
            let name = format!("{}{}", level.name, written(&last));
            let path = level.path.join(&last);
            match self.item(path, name.clone()) {
                Ok(Some(item)) => return Some(Ok(item)),
                Ok(None) => {}
                Err(error) => return Some(Err(Self::damage(name, error))),
            }
        }
    }

    fn seek(&mut self, name: &str, _: Option<u64>) -> Result<bool, ArchiveError> {
        self.levels.clear();
        self.next = None;
        self.listed = 0;
        self.list(self.root.clone(), String::new())?;
        let mut parts = name.split('/').peekable();
        while let Some(part) = parts.next() {
            let Some(level) = self.levels.last_mut() else { return Ok(false) };
            let Some(at) = level.rest.iter().position(|name| written(name) == part) else {
                return Ok(false);
            };
            level.rest.truncate(at + 1);
            if parts.peek().is_none() {
                return Ok(true);
            }
            // The name as it is on disk, which need not be UTF-8.
            let Some(found) = level.rest.pop() else { return Ok(false) };
            let (path, name) = (level.path.join(found), format!("{}{part}/", level.name));
            let below = fs::symlink_metadata(&path).is_ok_and(|data| data.is_dir());
            if !below || self.levels.len() > self.limits.max_nesting {
                return Ok(false);
            }
            self.list(path, name)?;
        }
        Ok(false)
    }

    fn files(&self) -> Arc<dyn Files> {
        Arc::new(FolderFiles { root: self.root.clone() })
    }
}

/// The files of a folder by their names from it.
struct FolderFiles {
    root: PathBuf,
}

impl FolderFiles {
    /// The path of a file; no link, and nothing outside.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let inside = !name.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        let path = self.root.join(name);
        (inside && fs::symlink_metadata(&path).is_ok_and(|data| data.is_file())).then_some(path)
    }
}

impl Files for FolderFiles {
    fn has(&self, name: &str) -> bool {
        self.path(name).is_some()
    }

    fn read(&self, name: &str, limit: usize) -> Option<Vec<u8>> {
        let mut file = fs::File::open(self.path(name)?).ok()?;
        let (bytes, read) = read_up_to(&mut file, limit.saturating_add(1));
        (read.is_ok() && bytes.len() <= limit).then_some(bytes)
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
}
