//! What was decided but perhaps not done when a run was killed.

use rusqlite::params;

use crate::damage::Problem as _;
use crate::{Ledger, LedgerError, OutputRow, rows};

/// Something that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pending {
    /// An output was to be put in its place.
    Put {
        /// Number of its record.
        record: i64,
        /// The output.
        output: OutputRow,
    },
    /// A file was to be removed.
    Remove {
        /// Its path below the folder of the outputs.
        path: String,
    },
    /// The file of lines was to be replaced.
    Lines {
        /// Its path below the folder of the outputs.
        path: String,
    },
}

impl Ledger {
    /// What was decided in the last transaction of a run that was killed.
    ///
    /// # Errors
    /// [`LedgerError`] where it can't be read.
    pub fn pending(&self) -> Result<Vec<Pending>, LedgerError> {
        self.read_pending().problem(&self.path)
    }

    fn read_pending(&self) -> rusqlite::Result<Vec<Pending>> {
        let mut select = self
            .connection
            .prepare("SELECT what, coalesce(record, 0), coalesce(format, ''), path FROM pending ORDER BY id")?;
        let mut found = select.query([])?;
        let mut pending = Vec::new();
        while let Some(row) = found.next()? {
            let (what, record, format, path): (String, i64, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            match what.as_str() {
                "put" => {
                    let outputs = rows::outputs(&self.connection, record)?;
                    let output = outputs.into_iter().find(|output| output.format == format && output.path == path);
                    pending.extend(output.map(|output| Pending::Put { record, output }));
                }
                "remove" => pending.push(Pending::Remove { path }),
                _ => pending.push(Pending::Lines { path }),
            }
        }
        Ok(pending)
    }

    /// Takes an output out of the ledger, so that it is made again.
    ///
    /// # Errors
    /// [`LedgerError`] where it can't be written.
    pub fn forget_output(&self, record: i64, format: &str) -> Result<(), LedgerError> {
        self.connection
            .execute("DELETE FROM output WHERE record = ?1 AND format = ?2", params![record, format])
            .map(|_| ())
            .problem(&self.path)
    }

    /// Nothing is pending any more.
    ///
    /// # Errors
    /// [`LedgerError`] where it can't be written.
    pub fn nothing_pending(&self) -> Result<(), LedgerError> {
        self.connection.execute("DELETE FROM pending", []).map(|_| ()).problem(&self.path)
    }
}
