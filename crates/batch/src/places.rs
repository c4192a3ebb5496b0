//! The folder of the outputs.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use offprint_model::sha256_hex;

use crate::{BatchError, Output};
use offprint_ledger::OutputRow;

/// The folder in which outputs wait until they are in the ledger.
const WAITING: &str = ".offprint";

/// The folder of the outputs.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    out: PathBuf,
}

impl Places {
    pub(crate) fn new(out: &Path) -> Self {
        Self { out: out.to_owned() }
    }

    /// Makes the folder, and that of what waits.
    pub(crate) fn make(&self) -> Result<(), BatchError> {
        let waiting = self.waiting();
        std::fs::create_dir_all(&waiting).map_err(BatchError::output(&waiting))
    }

    /// The folder of what waits.
    pub(crate) fn waiting(&self) -> PathBuf {
        self.out.join(WAITING)
    }

    /// A path below the folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.out.clone(), |folder, part| folder.join(part))
    }

    /// Removes what waited when the last run was killed. Only files are there.
    pub(crate) fn clear(&self) -> Result<(), BatchError> {
        let waiting = self.waiting();
        let entries = std::fs::read_dir(&waiting).map_err(BatchError::output(&waiting))?;
        for entry in entries {
            let path = entry.map_err(BatchError::output(&waiting))?.path();
            std::fs::remove_file(&path).map_err(BatchError::output(&path))?;
        }
        Ok(())
    }

    /// Removes the folder of what waits, when nothing does.
    pub(crate) fn close(&self) {
        // Fails where something is in it, which the next run sees to.
        let _ = std::fs::remove_dir(self.waiting());
    }

    /// Puts a file that waits in its place, over what is there.
    pub(crate) fn put(&self, waiting: &Path, to: &str) -> Result<(), BatchError> {
        let path = self.path(to);
        match std::fs::rename(waiting, &path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(BatchError::output(folder))?;
                }
                std::fs::rename(waiting, &path).map_err(BatchError::output(&path))
            }
            outcome => outcome.map_err(BatchError::output(&path)),
        }
    }

    /// Puts a file that waits under its own name in its place, if it waits still.
    pub(crate) fn put_staged(&self, name: &str) -> Result<(), BatchError> {
        let waiting = self.waiting().join(name);
        if waiting.exists() { self.put(&waiting, name) } else { Ok(()) }
    }

    /// Removes a file, and the folders that are empty then. That it is gone already is well.
    pub(crate) fn remove(&self, path: &str) -> Result<(), BatchError> {
        let path = self.path(path);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(BatchError::output(&path)(error)),
            _ => {
                for folder in path.ancestors().skip(1).take_while(|folder| *folder != self.out) {
                    // Fails where something is in it, as it should.
                    if std::fs::remove_dir(folder).is_err() {
                        break;
                    }
                }
                Ok(())
            }
        }
    }

    /// Whether an output is there, by its length. Lines were looked at when the ledger was opened.
    pub(crate) fn is_there(&self, output: Output, made: &OutputRow) -> bool {
        output == Output::JsonLines
            || std::fs::symlink_metadata(self.path(&made.path))
                .is_ok_and(|there| there.is_file() && there.len() == made.bytes)
    }

    /// Whether a file holds just these bytes.
    pub(crate) fn holds(&self, path: &str, bytes: u64, sha256: &str) -> bool {
        let path = self.path(path);
        let is_as_long =
            std::fs::symlink_metadata(&path).is_ok_and(|there| there.is_file() && there.len() == bytes);
        let mut data = Vec::new();
        is_as_long
            && File::open(&path).is_ok_and(|file| file.take(bytes).read_to_end(&mut data).is_ok())
            && sha256_hex(&data) == sha256
    }

    /// Whether something stands there that is not these bytes.
    pub(crate) fn is_foreign(&self, path: &str, bytes: u64, sha256: &str) -> bool {
        std::fs::symlink_metadata(self.path(path)).is_ok() && !self.holds(path, bytes, sha256)
    }
}
