//! Why a run can't go on. What is wrong with a record is no error: it is in the ledger.

use std::io;
use std::path::{Path, PathBuf};

use offprint_ledger::LedgerError;
use thiserror::Error;

/// Why a run can't begin or go on. Whatever it is, running again goes on where this run was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// A file or folder of the outputs can't be written. The message knows a full disk.
    #[error("cannot write {path}: {error}; {hint}, then run the same command again: it goes on where it was", path = path.display(), hint = hint(error))]
    Output {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The file of lines is there, and this ledger knows nothing of it.
    #[error("{path} is there already and is not of this ledger; move it away, or give another folder", path = path.display())]
    Taken {
        /// Which.
        path: PathBuf,
    },
    /// The folder of the outputs stands in a folder that is read: the next run would take outputs for pages.
    #[error("the outputs would go into {out}, which is in {input}, a folder that is read; give a folder outside of it", out = out.display(), input = input.display())]
    Within {
        /// The folder of the outputs.
        out: PathBuf,
        /// The folder that is read.
        input: PathBuf,
    },
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Nothing could be asked of the system that a run needs: threads.
    #[error("cannot begin a thread: {0}")]
    Thread(#[source] io::Error),
    /// A thread of the run ended by a defect of the program.
    #[error(
        "a defect of the program ended a thread; please report it; run the same command again: it goes on where it was"
    )]
    Defect,
}

/// What to do about an error of output.
fn hint(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room",
        io::ErrorKind::FileTooLarge => "allow larger files",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "allow writing there",
        _ => "see to it",
    }
}

impl BatchError {
    /// For a file or folder that can't be written.
    pub(crate) fn output(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Output { path, error }
    }
}
