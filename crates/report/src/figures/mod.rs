//! Figures of a ledger, which the reports for people share. SQLite counts; no list is longer than it was asked to be.

mod articles;
mod outcomes;
mod removals;
mod runs;
mod sites;
mod spread;
mod totals;

pub(crate) use articles::{duplicates, unsure};
pub(crate) use outcomes::{Reason, reasons};
pub(crate) use removals::{matrix, removed};
pub(crate) use runs::runs;
pub(crate) use sites::{Site, SiteOrder, sites};
pub(crate) use spread::{Count, confidences, languages, months, speeds, warnings, words, years};
pub(crate) use totals::{Totals, totals};

use offprint_ledger::rusqlite::{self, Connection, Params, Row};

/// The rows of a query whose SQL bounds their number.
fn gathered<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let mut select = connection.prepare(sql)?;
    let rows = select.query_map(params, each)?;
    rows.collect()
}
