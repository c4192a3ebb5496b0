//! Why a ledger can't be used.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a ledger can't be used. The message says what to do.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The file can't be opened, read or written.
    #[error("cannot use the ledger {path}: {what}; {hint}", path = path.display())]
    Unusable {
        /// Which.
        path: PathBuf,
        /// What SQLite says.
        what: String,
        /// What to do.
        hint: &'static str,
    },
    /// The file that holds its lock can't be made.
    #[error("cannot write {path}: {error}; check that its folder is there and may be written to", path = path.display())]
    Lock {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Another run has it.
    #[error("the ledger {path} is in use by another run; wait until it ends, or give another with --ledger", path = path.display())]
    InUse {
        /// Which.
        path: PathBuf,
    },
    /// The file is damaged, or no ledger.
    #[error(
        "{path} is {what}; move it away, with `articles.jsonl` if there is one, and run again: a new ledger is made, and \
         outputs that are there already and hold the same stay as they are",
        path = path.display()
    )]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What it is: `no ledger of offprint`, `a damaged ledger (…)`.
        what: String,
    },
    /// It was made by a newer version of the program.
    #[error("the ledger {path} is of version {found} and this program knows {known}; use the newer program", path = path.display())]
    Newer {
        /// Which.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
}
