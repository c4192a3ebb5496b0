//! Reading outputs of a record.

use rusqlite::Connection;

use crate::OutputRow;

/// The outputs of a record, by format.
pub(crate) fn outputs(connection: &Connection, record: i64) -> rusqlite::Result<Vec<OutputRow>> {
    let mut select = connection.prepare_cached(
        "SELECT format, path, \"offset\", bytes, sha256, settings FROM output WHERE record = ?1 ORDER BY format",
    )?;
    let rows = select.query_map([record], |row| {
        Ok(OutputRow {
            format: row.get(0)?,
            path: row.get(1)?,
            offset: row.get(2)?,
            bytes: row.get(3)?,
            sha256: row.get(4)?,
            settings: row.get(5)?,
        })
    })?;
    rows.collect()
}
