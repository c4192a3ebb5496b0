//! What the ledger knows already, for the thread that reads archives.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Row as SqlRow, params};

use crate::damage::Problem as _;
use crate::ledger::PATIENCE;
use crate::{Ledger, LedgerError, Outcome, OutputRow, rows};

/// So many rows are read at a time.
const AT_A_TIME: i64 = 1_000;

/// A connection of its own, so that the thread that writes need not be asked.
pub struct LookUp {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

/// A source as the ledger knows it.
pub struct KnownSource {
    /// Its number.
    pub id: i64,
    /// Bytes of the file; none where what is known is not of one state of it.
    pub bytes: Option<i64>,
    /// When the file was changed, in nanoseconds since 1970.
    pub modified: Option<i64>,
    /// Whether every record of it is known.
    pub complete: bool,
}

/// A record as the ledger knows it.
pub struct Known {
    /// Its number.
    pub id: i64,
    /// The file in its archive.
    pub member: String,
    /// Where it begins.
    pub offset: u64,
    /// Bytes as stored.
    pub length: u64,
    /// WARC-Record-ID.
    pub record_id: Option<String>,
    /// Address that it was had from.
    pub target_uri: Option<String>,
    /// When it was captured.
    pub date: Option<String>,
    /// SHA-256 of the page's bytes.
    pub sha256: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// Fingerprint of how articles were found.
    pub settings: String,
    /// Fingerprint of the limits, where it went over one.
    pub limits: Option<String>,
    /// Version of the program.
    pub version: String,
    /// What was made.
    pub outputs: Vec<OutputRow>,
}

impl Ledger {
    /// The paths of all sources, in the order in which they came.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be read.
    pub fn sources(&self) -> Result<Vec<String>, LedgerError> {
        let read = || {
            let mut select = self.connection.prepare("SELECT path FROM source ORDER BY id")?;
            let rows = select.query_map([], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<Vec<String>>>()
        };
        read().problem(&self.path)
    }

    /// Whether an output, or a line of one, stands at this path below the folder of the outputs.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be read.
    pub fn has_output(&self, path: &str) -> Result<bool, LedgerError> {
        self.connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM output WHERE path = ?1 OR folded = ?2)",
                params![path, crate::folded(path)],
                |row| row.get(0),
            )
            .problem(&self.path)
    }
}

impl LookUp {
    /// Opens the ledger that a run has open.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).problem(path)?;
        connection.busy_timeout(PATIENCE).problem(path)?;
        Ok(Self { connection, path: path.to_owned() })
    }

    /// A source by its path.
    pub fn source(&self, path: &str) -> Result<Option<KnownSource>, LedgerError> {
        self.connection
            .query_row("SELECT id, bytes, modified, complete FROM source WHERE path = ?1", [path], |row| {
                Ok(KnownSource {
                    id: row.get(0)?,
                    bytes: row.get(1)?,
                    modified: row.get(2)?,
                    complete: row.get(3)?,
                })
            })
            .optional()
            .problem(&self.path)
    }

    /// A record by its place.
    pub fn known(&self, source: i64, member: &str, offset: u64) -> Result<Option<Known>, LedgerError> {
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let read = || {
            let mut select = self.connection.prepare_cached(
                "SELECT id, member, \"offset\", length, sha256, outcome, settings, limits, version, record_id, target_uri, date FROM record \
                 WHERE source = ?1 AND member = ?2 AND \"offset\" = ?3",
            )?;
            let found = select.query_row(params![source, member, offset], known).optional()?;
            found.map(|found| self.with_outputs(found)).transpose()
        };
        read().problem(&self.path)
    }

    /// Records of a source in their order, some at a time, those whose number is larger than `after`.
    pub fn records(&self, source: i64, after: i64, only_bad: bool) -> Result<Vec<Known>, LedgerError> {
        let read = || {
            let mut select = self.connection.prepare_cached(
                "SELECT id, member, \"offset\", length, sha256, outcome, settings, limits, version, record_id, target_uri, date FROM record \
                 WHERE source = ?1 AND id > ?2 AND (?3 = 0 OR outcome IN ('failed', 'damaged')) ORDER BY id LIMIT ?4",
            )?;
            let rows = select.query_map(params![source, after, only_bad, AT_A_TIME], known)?;
            rows.map(|row| self.with_outputs(row?)).collect::<rusqlite::Result<Vec<Known>>>()
        };
        read().problem(&self.path)
    }

    fn with_outputs(&self, mut found: Known) -> rusqlite::Result<Known> {
        if found.outcome == Outcome::Converted {
            found.outputs = rows::outputs(&self.connection, found.id)?;
        }
        Ok(found)
    }
}

fn known(row: &SqlRow<'_>) -> rusqlite::Result<Known> {
    let outcome: String = row.get(5)?;
    Ok(Known {
        id: row.get(0)?,
        member: row.get(1)?,
        offset: row.get(2)?,
        length: row.get(3)?,
        sha256: row.get(4)?,
        // What no version wrote is looked at again.
        outcome: outcome.parse().unwrap_or(Outcome::Failed),
        settings: row.get(6)?,
        limits: row.get(7)?,
        version: row.get(8)?,
        record_id: row.get(9)?,
        target_uri: row.get(10)?,
        date: row.get(11)?,
        outputs: Vec::new(),
    })
}
