//! Sums over the whole ledger.

use offprint_ledger::Outcome;
use offprint_ledger::rusqlite::{self, Connection, OptionalExtension as _};

/// Sums over the whole ledger.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub sources: u64,
    /// Sources of which not every record is in the ledger.
    pub unfinished: u64,
    pub records: u64,
    /// In the order of [`Outcome::ALL`].
    pub outcomes: Vec<(Outcome, u64)>,
    /// Bytes of the pages.
    pub bytes: u64,
    /// Words of the articles.
    pub words: u64,
    pub parse_us: u64,
    pub write_us: u64,
    /// Pages that took time.
    pub timed: u64,
    pub confidence: Option<f64>,
    /// Outputs and their bytes by format.
    pub outputs: Vec<(String, u64, u64)>,
}

impl Totals {
    /// How many records had this outcome.
    pub fn of(&self, outcome: Outcome) -> u64 {
        self.outcomes.iter().find(|(other, _)| *other == outcome).map_or(0, |(_, count)| *count)
    }

    /// Records that hold a page.
    pub fn pages(&self) -> u64 {
        self.of(Outcome::Converted) + self.of(Outcome::NoArticle) + self.of(Outcome::Failed)
    }
}

pub(crate) fn totals(connection: &Connection) -> rusqlite::Result<Totals> {
    let mut totals = connection.query_row(
        "SELECT count(*), coalesce(sum(bytes), 0), coalesce(sum(words), 0), coalesce(sum(parse_us), 0), \
         coalesce(sum(write_us), 0), coalesce(sum(parse_us > 0), 0) FROM record",
        [],
        |row| {
            Ok(Totals {
                records: row.get(0)?,
                bytes: row.get(1)?,
                words: row.get(2)?,
                parse_us: row.get(3)?,
                write_us: row.get(4)?,
                timed: row.get(5)?,
                ..Totals::default()
            })
        },
    )?;
    (totals.sources, totals.unfinished) =
        connection.query_row("SELECT count(*), coalesce(sum(complete = 0), 0) FROM source", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    for outcome in Outcome::ALL {
        let count = connection.query_row(
            "SELECT count(*) FROM record WHERE outcome = ?1",
            [outcome.as_str()],
            |row| row.get(0),
        )?;
        totals.outcomes.push((outcome, count));
    }
    totals.outputs = super::gathered(
        connection,
        "SELECT format, count(*), sum(bytes) FROM output GROUP BY format ORDER BY format LIMIT 50",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    // The lower one of two in the middle.
    totals.confidence = connection
        .query_row(
            "SELECT confidence FROM record WHERE outcome = 'converted' AND confidence IS NOT NULL ORDER BY confidence \
             LIMIT 1 OFFSET (SELECT max(count(*) - 1, 0) / 2 FROM record WHERE outcome = 'converted' AND confidence IS NOT NULL)",
            [],
            |row| row.get(0),
        )
        .optional()?;
    Ok(totals)
}
