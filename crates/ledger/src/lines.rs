//! Places of lines in the one file of a run that holds them.

use rusqlite::params;

use crate::damage::Problem as _;
use crate::{Ledger, LedgerError, Rows};

/// The output's name.
pub(crate) const FORMAT: &str = "jsonl";

impl Ledger {
    /// Takes lines out that a file of so many bytes can't hold. Where the last of those that are left ends.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be written.
    pub fn fit_lines(&self, bytes: u64) -> Result<u64, LedgerError> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        let fit = || {
            self.connection.execute(
                "DELETE FROM output WHERE format = ?1 AND \"offset\" + bytes > ?2",
                params![FORMAT, bytes],
            )?;
            self.connection.query_row(
                "SELECT coalesce(max(\"offset\" + bytes), 0) FROM output WHERE format = ?1",
                [FORMAT],
                |row| row.get(0),
            )
        };
        fit().problem(&self.path)
    }

    /// Whether the lines fill a file of so many bytes in the order of the records.
    ///
    /// # Errors
    /// [`LedgerError`] where the ledger can't be read.
    pub fn lines_are_in_order(&self, bytes: u64) -> Result<bool, LedgerError> {
        let (out_of_place, end): (i64, u64) = self
            .connection
            .query_row(
                "SELECT coalesce(sum(\"offset\" <> before), 0), coalesce(max(\"offset\" + bytes), 0) FROM (\
                 SELECT \"offset\", bytes, sum(bytes) OVER (ORDER BY record) - bytes AS before FROM output \
                 WHERE format = ?1)",
                [FORMAT],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .problem(&self.path)?;
        Ok(out_of_place == 0 && end == bytes)
    }
}

impl Rows<'_> {
    /// Gives each line in the order of the records, where it begins and its bytes, and puts down that it follows the one before. The
    /// new file is pending then, under the name `path`.
    ///
    /// # Errors
    /// What `each` gives; [`LedgerError`] where the ledger can't be written.
    pub fn put_lines_in_order<E: From<LedgerError>>(
        &self,
        path: &str,
        mut each: impl FnMut(u64, u64) -> Result<(), E>,
    ) -> Result<(), E> {
        let name = &self.path;
        let mut select = self
            .transaction
            .prepare("SELECT record, \"offset\", bytes FROM output WHERE format = ?1 ORDER BY record")
            .problem(name)?;
        let mut lines = select.query([FORMAT]).problem(name)?;
        let mut at = 0_u64;
        while let Some(line) = lines.next().problem(name)? {
            let read = || Ok((line.get::<_, i64>(0)?, line.get::<_, u64>(1)?, line.get::<_, u64>(2)?));
            let (record, begin, bytes) = read().problem(name)?;
            each(begin, bytes)?;
            self.transaction
                .execute(
                    "UPDATE output SET \"offset\" = ?3 WHERE record = ?1 AND format = ?2",
                    params![record, FORMAT, i64::try_from(at).unwrap_or(i64::MAX)],
                )
                .problem(name)?;
            at = at.saturating_add(bytes);
        }
        self.transaction.execute("INSERT INTO pending (what, path) VALUES ('lines', ?1)", [path]).problem(name)?;
        Ok(())
    }
}
