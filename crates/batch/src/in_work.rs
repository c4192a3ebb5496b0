//! Which record each thread works on, in files that outlive the program.
//!
//! Where a page ends the program, the next run reads here which it may have been. A record that was in work several times when
//! the program ended without getting on is converted alone; where the program ends again, the record is given up.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};

use offprint_ledger::{Deaths, InWork};

use crate::BatchError;
use crate::places::Places;
use crate::work::Job;

/// So often the program may end at a record before that is converted alone. A run that was killed soon after it began looks the
/// same.
const SUSPECT: u32 = 3;
/// So often the program may end at a record that is alone before it is given up.
const GIVEN_UP: u32 = 2;

/// What the files are called, before the thread's number.
const NAME: &str = "working-";

/// Whether nothing else may be in work beside a record.
pub(crate) fn is_suspect(deaths: Deaths) -> bool {
    deaths.times >= SUSPECT
}

/// Whether a record is given up.
pub(crate) fn is_given_up(deaths: Deaths) -> bool {
    deaths.alone >= GIVEN_UP
}

/// A thread's file.
pub(crate) struct Mark {
    file: File,
    path: std::path::PathBuf,
}

impl Mark {
    /// Makes the file of a thread.
    pub(crate) fn new(places: &Places, thread: usize) -> Result<Self, BatchError> {
        let path = places.waiting().join(format!("{NAME}{thread}"));
        let file = File::create(&path).map_err(BatchError::output(&path))?;
        Ok(Self { file, path })
    }

    /// Puts down a record before it is begun.
    pub(crate) fn set(&mut self, job: &Job) -> Result<(), BatchError> {
        let alone = if job.alone { "alone" } else { "" };
        let place = &job.record.place;
        let line = format!("{alone}\0{}\0{}\0{}\0", job.source.path, place.member, place.offset);
        self.write(line.as_bytes())
    }

    /// Puts down that nothing is in work.
    pub(crate) fn clear(&mut self) -> Result<(), BatchError> {
        self.write(b"")
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), BatchError> {
        let mut written = || {
            self.file.set_len(0)?;
            self.file.seek(SeekFrom::Start(0))?;
            self.file.write_all(bytes)
        };
        written().map_err(BatchError::output(&self.path))
    }
}

/// What was in work when the last run ended. Files that were half written tell nothing.
pub(crate) fn left_behind(places: &Places) -> Vec<InWork> {
    let Ok(entries) = std::fs::read_dir(places.waiting()) else { return Vec::new() };
    let mut found: Vec<InWork> = entries
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(NAME))
        .filter_map(|entry| read(&std::fs::read_to_string(entry.path()).ok()?))
        .collect();
    found.sort_by(|a, b| (&a.source, &a.member, a.offset).cmp(&(&b.source, &b.member, b.offset)));
    found
}

fn read(line: &str) -> Option<InWork> {
    let mut parts = line.split('\0');
    let (alone, source, member, offset) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    // Behind the last sign there is nothing, if all was written.
    parts.next()?;
    Some(InWork {
        source: source.to_owned(),
        member: member.to_owned(),
        offset: offset.parse().ok()?,
        alone: alone == "alone",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_again_and_halves_are_none() {
        let line = "alone\0a.warc.gz\0sub/b.html\x0042\0";
        let found = read(line).expect("a mark");
        assert_eq!((found.source.as_str(), found.offset, found.alone), ("a.warc.gz", 42, true));
        for length in 0..line.len() {
            assert_eq!(line.get(..length).and_then(read), None);
        }
        assert_eq!(read(""), None);
    }
}
