//! Sites, by their hosts.

use offprint_ledger::rusqlite::{self, Connection, params};

use super::gathered;

/// A site.
#[derive(Debug)]
pub(crate) struct Site {
    pub host: String,
    pub records: u64,
    pub converted: u64,
    pub no_article: u64,
    /// Failed or damaged.
    pub bad: u64,
}

/// What a site must have most of to stand first; those that have none of it are left out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SiteOrder {
    Records,
    Converted,
    Bad,
}

pub(crate) fn sites(connection: &Connection, order: SiteOrder, most: i64) -> rusqlite::Result<Vec<Site>> {
    let column = match order {
        SiteOrder::Records => "2",
        SiteOrder::Converted => "3",
        SiteOrder::Bad => "5",
    };
    let sql = format!(
        "SELECT * FROM (SELECT host, count(*) AS \"2\", sum(outcome = 'converted') AS \"3\", sum(outcome = 'no-article'), \
         sum(outcome IN ('failed', 'damaged')) AS \"5\" FROM record WHERE host IS NOT NULL GROUP BY host) \
         WHERE \"{column}\" > 0 ORDER BY \"{column}\" DESC, host LIMIT ?1"
    );
    gathered(connection, &sql, params![most], |row| {
        Ok(Site {
            host: row.get(0)?,
            records: row.get(1)?,
            converted: row.get(2)?,
            no_article: row.get(3)?,
            bad: row.get(4)?,
        })
    })
}
