//! Records at which the program ended, again and again.
//!
//! A page that ends the program (its memory, its stack) would end every run that comes to it. Rows are written in the order of the
//! records, so such a run settles nothing; that is how it is told from one that was killed on its way.

use rusqlite::{OptionalExtension as _, params};

use crate::damage::Problem as _;
use crate::{Ledger, LedgerError, LookUp};

/// A record that was in work when the program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWork {
    /// Path of its source.
    pub source: String,
    /// The file in its archive.
    pub member: String,
    /// Where it begins.
    pub offset: u64,
    /// Whether nothing else was in work.
    pub alone: bool,
}

/// How often the program ended at a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deaths {
    /// In all.
    pub times: u32,
    /// With nothing else in work.
    pub alone: u32,
}

impl Ledger {
    /// Counts the records that were in work when the last run ended, if it had settled none. If it had settled some, what was counted
    /// before is forgotten: the program gets on.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be written.
    pub fn count_deaths(&self, in_work: &[InWork]) -> Result<(), LedgerError> {
        let count = || {
            let last: Option<(i64, bool)> = self
                .connection
                .query_row("SELECT id, outcome IS NULL FROM run ORDER BY id DESC LIMIT 1", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((run, was_cut_off)) = last else { return Ok(()) };
            let settled: bool = self.connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM record WHERE run = ?1)",
                [run],
                |row| row.get(0),
            )?;
            if settled {
                return self.connection.execute("DELETE FROM death", []).map(|_| ());
            }
            if !was_cut_off {
                return Ok(());
            }
            for record in in_work {
                self.connection.execute(
                    "INSERT INTO death VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT (source, member, \"offset\") DO UPDATE SET \
                     times = times + 1, alone = alone + excluded.alone",
                    params![
                        record.source,
                        record.member,
                        i64::try_from(record.offset).unwrap_or(i64::MAX),
                        record.alone
                    ],
                )?;
            }
            Ok(())
        };
        count().problem(&self.path)
    }
}

impl LookUp {
    /// How often the program ended at a record since it last settled one.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be read.
    pub fn deaths(&self, source: &str, member: &str, offset: u64) -> Result<Deaths, LedgerError> {
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached(
                "SELECT times, alone FROM death WHERE source = ?1 AND member = ?2 AND \"offset\" = ?3",
            )
            .and_then(|mut select| {
                let read = |row: &rusqlite::Row<'_>| Ok(Deaths { times: row.get(0)?, alone: row.get(1)? });
                select.query_row(params![source, member, offset], read).optional()
            })
            .map(Option::unwrap_or_default)
            .problem(&self.path)
    }

    /// Whether the program ended at any record since it last settled one.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be read.
    pub fn has_deaths(&self) -> Result<bool, LedgerError> {
        self.connection
            .query_row("SELECT EXISTS (SELECT 1 FROM death)", [], |row| row.get(0))
            .problem(&self.path)
    }
}
