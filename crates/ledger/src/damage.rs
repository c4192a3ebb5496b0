//! What SQLite says, for a person.

use std::path::Path;

use rusqlite::{Error, ErrorCode};

use crate::LedgerError;

/// Results of SQLite as results of ours.
pub(crate) trait Problem<T> {
    /// Names the file, and says what to do.
    fn problem(self, path: &Path) -> Result<T, LedgerError>;
}

impl<T> Problem<T> for rusqlite::Result<T> {
    fn problem(self, path: &Path) -> Result<T, LedgerError> {
        self.map_err(|error| told(&error, path))
    }
}

fn told(error: &Error, path: &Path) -> LedgerError {
    let path = path.to_owned();
    let what = error.to_string();
    let hint = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => {
            return LedgerError::Damaged { path, what: "no ledger of offprint".to_owned() };
        }
        Some(ErrorCode::DatabaseCorrupt) => {
            return LedgerError::Damaged { path, what: format!("a damaged ledger ({what})") };
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program has it open: close that, and run again"
        }
        Some(ErrorCode::DiskFull) => "make room, and run the same command again: it goes on where it was",
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "check the name, and that the file and its folder may be written"
        }
        Some(ErrorCode::SystemIoFailure) => {
            "check the disk and the room on it, and run the same command again: it goes on where it was"
        }
        // Tables or columns that are not there: some other file of SQLite with our mark.
        None | Some(_) => "if it persists, move the file away and run again",
    };
    LedgerError::Unusable { path, what, hint }
}
