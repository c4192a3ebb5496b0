//! The ledger: one row a record, in SQLite, which survives a kill at any moment.
//!
//! Rows are written in the order of the records, many in one transaction. A transaction names the outputs whose files are then
//! put in their places (`pending`), and the next one takes that back: whatever stands there when the ledger is opened is looked
//! at, and what did not come to be is done again.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::LedgerError;
use crate::damage::Problem as _;

/// Tells a ledger from other files of SQLite: `offp`.
const APPLICATION: i64 = 0x6f66_6670;
/// The version of the tables.
const VERSION: i64 = 1;

/// How long another program may have the file before that is an error.
pub(crate) const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// Pages of the file's cache: 16 MB.
const CACHE: &str = "-16000";

/// A ledger.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    /// Held while the ledger may be written.
    _lock: Option<File>,
}

impl Ledger {
    /// Opens a ledger for a run, and makes it if it is not there. Only one run at a time may have it.
    ///
    /// # Errors
    /// [`LedgerError`] where it can't be written, is in use, damaged, no ledger, or of a newer program.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let lock = lock(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let connection = Connection::open_with_flags(path, flags).problem(path)?;
        let ledger = Self { connection, path: path.to_owned(), _lock: Some(lock) };
        ledger.prepare().problem(path)?;
        if ledger.is_new().problem(path)? {
            let begun = ledger.connection.execute_batch(&format!(
                "BEGIN; {} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;",
                include_str!("schema.sql")
            ));
            begun.problem(path)?;
        }
        ledger.check()?;
        if ledger.was_cut_off().problem(path)? {
            ledger.look_through()?;
        }
        Ok(ledger)
    }

    /// Opens a ledger for reading, also while a run writes it.
    ///
    /// # Errors
    /// [`LedgerError`] where it can't be read, is damaged, no ledger, or of a newer program.
    pub fn read(path: &Path) -> Result<Self, LedgerError> {
        if path.is_dir() {
            let hint = "name the ledger in it: ledger.sqlite";
            return Err(LedgerError::Unusable {
                path: path.to_owned(),
                what: "it is a folder".to_owned(),
                hint,
            });
        }
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).problem(path)?;
        let ledger = Self { connection, path: path.to_owned(), _lock: None };
        ledger.connection.busy_timeout(PATIENCE).problem(path)?;
        ledger.check()?;
        Ok(ledger)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// For questions of a report, in SQL.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    fn prepare(&self) -> rusqlite::Result<()> {
        self.connection.busy_timeout(PATIENCE)?;
        // A write-ahead log lets reports read while a run writes. NORMAL: a kill loses nothing; where the power fails the last
        // rows may be lost, and are made again.
        self.connection.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = {CACHE}; PRAGMA foreign_keys = ON; \
             PRAGMA trusted_schema = OFF;"
        ))
    }

    fn pragma(&self, name: &str) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, name, |row| row.get(0))
    }

    /// Whether nothing is in it.
    fn is_new(&self) -> rusqlite::Result<bool> {
        let tables: i64 =
            self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        Ok(tables == 0)
    }

    fn check(&self) -> Result<(), LedgerError> {
        let application = self.pragma("application_id").problem(&self.path)?;
        if application != APPLICATION {
            return Err(LedgerError::Damaged {
                path: self.path.clone(),
                what: "no ledger of offprint".to_owned(),
            });
        }
        let found = self.pragma("user_version").problem(&self.path)?;
        if found > VERSION {
            return Err(LedgerError::Newer { path: self.path.clone(), found, known: VERSION });
        }
        Ok(())
    }

    /// Whether the last run was killed.
    fn was_cut_off(&self) -> rusqlite::Result<bool> {
        self.connection
            .query_row("SELECT EXISTS (SELECT 1 FROM run WHERE outcome IS NULL)", [], |row| row.get(0))
    }

    /// Looks for damage in the whole file.
    fn look_through(&self) -> Result<(), LedgerError> {
        let told: String =
            self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).problem(&self.path)?;
        if told == "ok" {
            return Ok(());
        }
        Err(LedgerError::Damaged {
            path: self.path.clone(),
            what: format!("a damaged ledger ({})", told.trim()),
        })
    }
}

/// Takes the lock of a ledger, in a file beside it. The system lets go of it when the program ends, however it ends.
fn lock(path: &Path) -> Result<File, LedgerError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(|error| LedgerError::Lock { path: name.clone(), error })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(LedgerError::InUse { path: path.to_owned() }),
        Err(std::fs::TryLockError::Error(error)) => Err(LedgerError::Lock { path: name, error }),
    }
}
