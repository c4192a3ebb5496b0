//! Folders that output goes into: a file for each input, named by its title, and nothing overwritten that is another's.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use offprint_batch::stem;

use crate::target::{NotPut, Staged};

/// A file to put into a folder: the folder, the ending, the bytes.
pub(crate) struct Wanted<'a> {
    pub folder: &'a Path,
    pub ending: &'static str,
    pub bytes: &'a [u8],
}

/// Where a file came to be, and whether it was put there or stood there already.
pub(crate) struct Put {
    pub file: PathBuf,
    pub is_new: bool,
}

/// What one run does to folders.
#[derive(Debug)]
pub(crate) struct Folders<'a> {
    /// Stems that this run gave away, in small letters.
    taken: BTreeSet<String>,
    /// Folders that this run made, outermost first.
    made: Vec<PathBuf>,
    overwrite: bool,
    /// Never overwritten.
    inputs: &'a [PathBuf],
}

impl<'a> Folders<'a> {
    pub(crate) fn new(overwrite: bool, inputs: &'a [PathBuf]) -> Self {
        Self { taken: BTreeSet::new(), made: Vec::new(), overwrite, inputs }
    }

    /// Makes a folder and those above it, and remembers which were not there.
    pub(crate) fn make(&mut self, folder: &Path) -> Result<(), String> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .filter(|above| !above.as_os_str().is_empty())
            .take_while(|above| !above.exists())
            .collect();
        std::fs::create_dir_all(folder).map_err(|error| {
            format!(
                "cannot make the folder {}: {error}; check that the one above it may be written to",
                folder.display()
            )
        })?;
        self.made.extend(missing.into_iter().rev().map(Path::to_owned));
        Ok(())
    }

    /// Removes the folders that this run made and put nothing into.
    pub(crate) fn remove_empty(&self) {
        for folder in self.made.iter().rev() {
            // Fails where something is in it, which is as it should be.
            let _ = std::fs::remove_dir(folder);
        }
    }

    /// Puts all files of an input under one stem: the first whose places are free or hold these very bytes already (the
    /// same input again gives the same bytes), or any that this run did not give away where overwriting is wanted.
    /// Also whether another's file was in the way.
    pub(crate) fn put(&mut self, title: &str, wanted: &[Wanted<'_>]) -> Result<(Vec<Put>, bool), String> {
        let stem = stem(title);
        let mut staged =
            wanted.iter().map(|wanted| stage(&stem, wanted).map(Some)).collect::<Result<Vec<_>, String>>()?;
        let (mut name, mut number, mut in_the_way) = (stem.clone(), 1_usize, false);
        loop {
            if self.taken.insert(name.to_lowercase()) {
                match self.put_as(&name, wanted, &mut staged)? {
                    Some(put) => return Ok((put, in_the_way)),
                    None => in_the_way = true,
                }
            }
            number += 1;
            name = format!("{stem}-{number}");
        }
    }

    /// None, with nothing put, where another's file is in the way.
    fn put_as(
        &self,
        name: &str,
        wanted: &[Wanted<'_>],
        staged: &mut [Option<Staged>],
    ) -> Result<Option<Vec<Put>>, String> {
        let place = |wanted: &Wanted<'_>| wanted.folder.join(format!("{name}.{}", wanted.ending));
        let is_free = |wanted: &Wanted<'_>| {
            let place = place(wanted);
            place.symlink_metadata().is_err()
                || holds(&place, wanted.bytes)
                || self.overwrite && self.may_be_replaced(&place)
        };
        if !wanted.iter().all(is_free) {
            return Ok(None);
        }
        let mut out: Vec<Put> = Vec::new();
        for (wanted, slot) in wanted.iter().zip(staged) {
            let file = place(wanted);
            if holds(&file, wanted.bytes) {
                out.push(Put { file, is_new: false });
                continue;
            }
            let ready = slot.take().map_or_else(|| stage(name, wanted), Ok)?;
            let outcome = if self.overwrite && self.may_be_replaced(&file) {
                ready.put(&file).map_err(NotPut::Failed)
            } else {
                ready.put_new(&file)
            };
            match outcome {
                Ok(()) => out.push(Put { file, is_new: true }),
                Err(NotPut::Failed(message)) => {
                    take_back(&out);
                    return Err(message);
                }
                Err(NotPut::Taken(ready)) => {
                    // Another process was quicker: the whole input goes under the next number.
                    *slot = Some(ready);
                    take_back(&out);
                    return Ok(None);
                }
            }
        }
        Ok(Some(out))
    }

    fn may_be_replaced(&self, place: &Path) -> bool {
        place.is_file() && !self.inputs.iter().any(|input| crate::target::same_file(input, place))
    }
}

fn stage(name: &str, wanted: &Wanted<'_>) -> Result<Staged, String> {
    Staged::beside(&wanted.folder.join(format!("{name}.{}", wanted.ending)), wanted.bytes)
}

/// Whether a file is there that holds these bytes.
fn holds(place: &Path, bytes: &[u8]) -> bool {
    let is_as_long = |there: std::fs::Metadata| {
        there.is_file() && u64::try_from(bytes.len()).is_ok_and(|length| length == there.len())
    };
    std::fs::metadata(place).is_ok_and(is_as_long) && std::fs::read(place).is_ok_and(|there| there == bytes)
}

/// Removes what was put, where the rest could not be.
fn take_back(put: &[Put]) {
    for put in put.iter().filter(|put| put.is_new) {
        // It was ours a moment ago; whoever removed it since did what we wanted.
        let _ = std::fs::remove_file(&put.file);
    }
}
