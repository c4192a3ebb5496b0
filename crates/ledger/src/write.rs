//! Writing rows, many at a time.

use std::collections::BTreeSet;

use rusqlite::{Transaction, params};

use crate::damage::Problem as _;
use crate::{Ledger, LedgerError, OutputRow, Row, folded};

/// A source, as a run finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As it was given.
    pub path: String,
    /// What kind of archive it is.
    pub kind: String,
    /// Of a file.
    pub bytes: Option<i64>,
    /// Of a file, in nanoseconds since 1970.
    pub modified: Option<i64>,
}

/// Most outputs of one name.
const MOST_NUMBERS: u32 = 1_000_000;

impl Ledger {
    /// Whether any run was begun with it.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be read.
    pub fn has_runs(&self) -> Result<bool, LedgerError> {
        self.connection
            .query_row("SELECT EXISTS (SELECT 1 FROM run)", [], |row| row.get(0))
            .problem(&self.path)
    }

    /// Begins a run: its number.
    pub fn begin_run(&self, begun: Option<&str>, settings: &str, jobs: usize) -> Result<i64, LedgerError> {
        let jobs = i64::try_from(jobs).unwrap_or(i64::MAX);
        self.connection
            .execute(
                "INSERT INTO run (begun, version, settings, jobs) VALUES (?1, ?2, ?3, ?4)",
                params![begun, env!("CARGO_PKG_VERSION"), settings, jobs],
            )
            .problem(&self.path)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Ends a run. Whatever was pending is done.
    pub fn end_run(&mut self, run: i64, ended: Option<&str>, outcome: &str) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let end = |connection: &mut rusqlite::Connection| {
            let transaction = connection.transaction()?;
            transaction.execute("DELETE FROM pending", [])?;
            if outcome == "done" {
                transaction.execute("DELETE FROM death", [])?;
            }
            // Runs that were killed ended when this one began.
            transaction
                .execute("UPDATE run SET outcome = 'cut off' WHERE outcome IS NULL AND id < ?1", [run])?;
            transaction.execute(
                "UPDATE run SET ended = ?2, outcome = ?3 WHERE id = ?1",
                params![run, ended, outcome],
            )?;
            transaction.commit()?;
            // So that it can be read where nothing may be written. A report that reads meanwhile prevents it, which is as well.
            let _ = connection.execute_batch("PRAGMA journal_mode = DELETE");
            Ok(())
        };
        end(&mut self.connection).problem(&path)
    }

    /// Whether an output has this place.
    pub fn is_placed(&self, path: &str) -> Result<bool, LedgerError> {
        self.connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM output WHERE folded = ?1)")
            .and_then(|mut select| select.query_row([folded(path)], |row| row.get(0)))
            .problem(&self.path)
    }

    /// Opens a transaction for rows, in which what was pending before counts as done.
    pub fn rows(&mut self) -> Result<Rows<'_>, LedgerError> {
        let path = self.path.clone();
        let transaction = self.connection.transaction().problem(&path)?;
        transaction.execute("DELETE FROM pending", []).problem(&path)?;
        Ok(Rows { transaction, path })
    }
}

/// A transaction in which rows are written.
pub struct Rows<'a> {
    pub(crate) transaction: Transaction<'a>,
    pub(crate) path: std::path::PathBuf,
}

impl Rows<'_> {
    /// A source whose reading begins. Where the file is another than the ledger knows, nothing of it counts as known until all of it
    /// was read.
    pub fn begin(&self, facts: &Source, is_fresh: bool) -> Result<(), LedgerError> {
        let (bytes, modified) = if is_fresh { (facts.bytes, facts.modified) } else { (None, None) };
        self.transaction
            .execute(
                "INSERT INTO source (path, kind, bytes, modified, complete) VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (path) DO \
                 UPDATE SET kind = excluded.kind, bytes = excluded.bytes, modified = excluded.modified, \
                 complete = complete AND excluded.bytes IS NOT NULL",
                params![facts.path, facts.kind, bytes, modified],
            )
            .map(|_| ())
            .problem(&self.path)
    }

    /// The number of a source.
    pub fn source(&self, facts: &Source) -> Result<i64, LedgerError> {
        self.transaction
            .prepare_cached("SELECT id FROM source WHERE path = ?1")
            .and_then(|mut select| select.query_row([&facts.path], |row| row.get(0)))
            .problem(&self.path)
    }

    /// What a source is known by, once all of it is in the ledger.
    pub fn complete(&self, facts: &Source, complete: bool) -> Result<(), LedgerError> {
        self.transaction
            .execute(
                "UPDATE source SET bytes = ?2, modified = ?3, complete = ?4 WHERE path = ?1",
                params![facts.path, facts.bytes, facts.modified, complete],
            )
            .map(|_| ())
            .problem(&self.path)
    }

    /// Takes out the rows of damage of a source at other places than these.
    pub fn forget_damages(&self, facts: &Source, still: &BTreeSet<(String, u64)>) -> Result<(), LedgerError> {
        let source = self.source(facts)?;
        let forget = || {
            let mut select = self.transaction.prepare_cached(
                "SELECT id, member, \"offset\" FROM record WHERE source = ?1 AND outcome = 'damaged' ORDER BY id",
            )?;
            let rows =
                select.query_map([source], |row| Ok((row.get::<_, i64>(0)?, (row.get(1)?, row.get(2)?))))?;
            let rows = rows.collect::<rusqlite::Result<Vec<(i64, (String, u64))>>>()?;
            for (id, _) in rows.iter().filter(|(_, place)| !still.contains(place)) {
                self.transaction.execute("DELETE FROM warning WHERE record = ?1", [id])?;
                self.transaction.execute("DELETE FROM record WHERE id = ?1", [id])?;
            }
            Ok(())
        };
        forget().problem(&self.path)
    }

    /// Writes a row in place of what was there, without its outputs. Its number.
    pub fn record(&self, source: i64, row: &Row, run: i64) -> Result<i64, LedgerError> {
        self.insert(source, row, run).problem(&self.path)
    }

    fn insert(&self, source: i64, row: &Row, run: i64) -> rusqlite::Result<i64> {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let host = row.target_uri.as_deref().and_then(crate::host);
        let mut insert = self.transaction.prepare_cached(include_str!("insert.sql"))?;
        let id: i64 = insert.query_row(
            params![
                source,
                row.member,
                number(row.offset),
                number(row.length),
                row.record_type,
                row.record_id,
                row.target_uri,
                host,
                row.date,
                row.media_type,
                row.charset,
                row.status,
                row.payload_digest,
                row.sha256,
                row.bytes.map(number),
                row.outcome.as_str(),
                row.reason,
                row.message,
                row.settings,
                row.limits,
                env!("CARGO_PKG_VERSION"),
                row.title,
                row.author,
                row.site,
                row.published,
                row.language,
                row.words.map(number),
                row.text_digest,
                // As it reads: 0.9 and not 0.89999998.
                row.confidence.map(|confidence| (f64::from(confidence) * 10_000.0).round() / 10_000.0),
                run,
                number(row.parse_us),
                number(row.write_us),
            ],
            |row| row.get(0),
        )?;
        for table in ["DELETE FROM warning WHERE record = ?1", "DELETE FROM removal WHERE record = ?1"] {
            self.transaction.prepare_cached(table)?.execute([id])?;
        }
        let mut warning = self.transaction.prepare_cached("INSERT INTO warning VALUES (?1, ?2, ?3, ?4)")?;
        for (n, (kind, message)) in row.warnings.iter().enumerate() {
            warning.execute(params![id, i64::try_from(n).unwrap_or(i64::MAX), kind, message])?;
        }
        let mut removal = self.transaction.prepare_cached("INSERT INTO removal VALUES (?1, ?2, ?3, ?4)")?;
        for (rule, pieces, characters) in &row.removals {
            removal.execute(params![id, rule, number(*pieces), number(*characters)])?;
        }
        Ok(id)
    }

    /// The outputs that a record has.
    pub fn outputs(&self, record: i64) -> Result<Vec<OutputRow>, LedgerError> {
        crate::rows::outputs(&self.transaction, record).problem(&self.path)
    }

    /// A name for the outputs of a record that no other record's outputs have with any of these endings, and at which no file of
    /// somebody else stands, as `is_foreign` tells of an ending and a path that are not the record's own.
    pub fn free_name(
        &self,
        record: i64,
        name: &str,
        endings: &[&str],
        is_foreign: impl Fn(&str, &str) -> bool,
    ) -> Result<String, LedgerError> {
        let own: Vec<String> = self.outputs(record)?.into_iter().map(|output| output.path).collect();
        let mut taken = self
            .transaction
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM output WHERE folded = ?1 AND record <> ?2)")
            .problem(&self.path)?;
        let mut candidate = name.to_owned();
        for number in 2..MOST_NUMBERS {
            let mut is_free = true;
            for ending in endings {
                let path = format!("{candidate}.{ending}");
                let is_taken: bool =
                    taken.query_row(params![folded(&path), record], |row| row.get(0)).problem(&self.path)?;
                if is_taken || !own.contains(&path) && is_foreign(ending, &path) {
                    is_free = false;
                    break;
                }
            }
            if is_free {
                break;
            }
            candidate = format!("{name}-{number}");
        }
        Ok(candidate)
    }

    /// Writes an output in place of what the record had in this format. `path` is pending until the next transaction.
    pub fn output(&self, record: i64, output: &OutputRow, is_file: bool) -> Result<(), LedgerError> {
        self.insert_output(record, output, is_file).problem(&self.path)
    }

    fn insert_output(&self, record: i64, output: &OutputRow, is_file: bool) -> rusqlite::Result<()> {
        let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let folded = is_file.then(|| folded(&output.path));
        self.transaction.prepare_cached(include_str!("insert_output.sql"))?.execute(params![
            record,
            output.format,
            output.path,
            folded,
            number(output.offset),
            number(output.bytes),
            output.sha256,
            output.settings
        ])?;
        if is_file {
            self.pending("put", record, &output.format, &output.path)?;
        }
        Ok(())
    }

    /// Takes an output out. Its file is to be removed, unless another output has its place now.
    pub fn no_output(&self, record: i64, output: &OutputRow) -> Result<(), LedgerError> {
        self.transaction
            .execute("DELETE FROM output WHERE record = ?1 AND format = ?2", params![record, output.format])
            .and_then(|_| self.remove_file(record, output))
            .problem(&self.path)
    }

    /// Says that the file of an output that has another place now is to be removed.
    pub fn moved(&self, record: i64, output: &OutputRow) -> Result<(), LedgerError> {
        self.remove_file(record, output).problem(&self.path)
    }

    fn remove_file(&self, record: i64, output: &OutputRow) -> rusqlite::Result<()> {
        if output.format == crate::lines::FORMAT {
            return Ok(());
        }
        self.pending("remove", record, &output.format, &output.path)
    }

    fn pending(&self, what: &str, record: i64, format: &str, path: &str) -> rusqlite::Result<()> {
        self.transaction
            .prepare_cached("INSERT INTO pending (what, record, format, path) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![what, record, format, path])
            .map(|_| ())
    }

    /// Makes it so.
    pub fn commit(self) -> Result<(), LedgerError> {
        self.transaction.commit().problem(&self.path)
    }
}
