//! Why records were not converted.

use offprint_ledger::rusqlite::{self, Connection, params};

use super::gathered;
use crate::place::Place;

/// A reason why records were not converted, with the first of them.
#[derive(Debug)]
pub(crate) struct Reason {
    pub outcome: String,
    pub reason: String,
    pub count: u64,
    pub url: Option<String>,
    pub message: Option<String>,
    pub place: Place,
}

/// The reasons, those of failures first, the most frequent first.
pub(crate) fn reasons(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Reason>> {
    gathered(
        connection,
        "SELECT g.outcome, g.reason, g.n, r.target_uri, r.message, s.path, s.kind, r.member, r.\"offset\" FROM (\
           SELECT outcome, coalesce(reason, 'no reason given') AS reason, count(*) AS n, min(id) AS first FROM record \
           WHERE outcome <> 'converted' GROUP BY 1, 2) g \
         JOIN record r ON r.id = g.first JOIN source s ON s.id = r.source \
         ORDER BY CASE g.outcome WHEN 'failed' THEN 0 WHEN 'damaged' THEN 1 WHEN 'no-article' THEN 2 ELSE 3 END, \
         g.n DESC, g.reason LIMIT ?1",
        params![most],
        |row| {
            Ok(Reason {
                outcome: row.get(0)?,
                reason: row.get(1)?,
                count: row.get(2)?,
                url: row.get(3)?,
                message: row.get(4)?,
                place: Place::read(row, 5)?,
            })
        },
    )
}
