//! Runs.

use offprint_ledger::rusqlite::{self, Connection, params};

use super::gathered;

/// A run.
#[derive(Debug)]
pub(crate) struct Run {
    pub id: i64,
    pub begun: Option<String>,
    pub ended: Option<String>,
    /// None while it runs, or where it was killed.
    pub outcome: Option<String>,
    pub version: String,
    pub jobs: u64,
    /// Records whose rows it wrote last, and pages among them.
    pub records: u64,
    pub pages: u64,
    /// Seconds from its begin to its end, where both are known.
    pub seconds: Option<f64>,
}

/// The last runs, in their order.
pub(crate) fn runs(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Run>> {
    gathered(
        connection,
        "WITH last AS (SELECT * FROM run ORDER BY id DESC LIMIT ?1), counts AS (\
           SELECT run, count(*) AS n, sum(parse_us > 0) AS pages FROM record WHERE run IN (SELECT id FROM last) GROUP BY run) \
         SELECT last.id, begun, ended, outcome, version, jobs, coalesce(n, 0), coalesce(pages, 0), \
         (julianday(ended) - julianday(begun)) * 86400.0 FROM last LEFT JOIN counts ON counts.run = last.id ORDER BY last.id",
        params![most],
        |row| {
            Ok(Run {
                id: row.get(0)?,
                begun: row.get(1)?,
                ended: row.get(2)?,
                outcome: row.get(3)?,
                version: row.get(4)?,
                jobs: row.get(5)?,
                records: row.get(6)?,
                pages: row.get(7)?,
                seconds: row.get(8)?,
            })
        },
    )
}
