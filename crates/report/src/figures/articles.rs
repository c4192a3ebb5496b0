//! Articles that a person should look at.

use offprint_ledger::rusqlite::{self, Connection, params};

use super::gathered;
use crate::place::Place;

/// An article of which the parser was not sure.
#[derive(Debug)]
pub(crate) struct Unsure {
    pub id: i64,
    pub confidence: f64,
    pub words: Option<u64>,
    pub title: Option<String>,
    pub url: Option<String>,
    pub place: Place,
}

/// Those of which it was least sure.
pub(crate) fn unsure(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Unsure>> {
    gathered(
        connection,
        "SELECT r.id, r.confidence, r.words, r.title, r.target_uri, s.path, s.kind, r.member, r.\"offset\" FROM (\
           SELECT id AS first FROM record WHERE outcome = 'converted' AND confidence IS NOT NULL \
           ORDER BY confidence, id LIMIT ?1) g \
         JOIN record r ON r.id = g.first JOIN source s ON s.id = r.source ORDER BY r.confidence, r.id",
        params![most],
        |row| {
            Ok(Unsure {
                id: row.get(0)?,
                confidence: row.get(1)?,
                words: row.get(2)?,
                title: row.get(3)?,
                url: row.get(4)?,
                place: Place::read(row, 5)?,
            })
        },
    )
}

/// The same text at several addresses.
#[derive(Debug)]
pub(crate) struct Duplicates {
    /// Different addresses, or places of pages without one.
    pub places: u64,
    pub records: u64,
    pub words: Option<u64>,
    pub title: Option<String>,
    /// Some of the addresses, in their order.
    pub urls: Vec<String>,
}

/// Most addresses that are shown of a group.
const MOST_URLS: i64 = 3;

/// The largest groups of the same text.
pub(crate) fn duplicates(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Duplicates>> {
    // The index over digests brings those of a group together, so that nothing is sorted but the groups.
    let groups: Vec<(String, Duplicates)> = gathered(
        connection,
        "SELECT g.text_digest, g.places, g.n, r.words, r.title FROM (\
           SELECT text_digest, count(*) AS n, count(DISTINCT coalesce(target_uri, source || ' ' || member || ' ' || \"offset\")) \
           AS places, min(id) AS first FROM record WHERE text_digest IS NOT NULL AND coalesce(words, 1) > 0 \
           GROUP BY text_digest HAVING count(*) > 1) g \
         JOIN record r ON r.id = g.first WHERE g.places > 1 ORDER BY g.places DESC, g.n DESC, g.first LIMIT ?1",
        params![most],
        |row| {
            let group = Duplicates {
                places: row.get(1)?,
                records: row.get(2)?,
                words: row.get(3)?,
                title: row.get(4)?,
                urls: Vec::new(),
            };
            Ok((row.get(0)?, group))
        },
    )?;
    let with_urls = |(digest, group): (String, Duplicates)| {
        let urls = gathered(
            connection,
            "SELECT min(r.id), coalesce(r.target_uri, s.path || ' ' || r.member || ' @' || r.\"offset\") AS place \
             FROM record r JOIN source s ON s.id = r.source WHERE r.text_digest = ?1 GROUP BY 2 ORDER BY 1 LIMIT ?2",
            params![digest, MOST_URLS],
            |row| row.get(1),
        )?;
        Ok(Duplicates { urls, ..group })
    };
    groups.into_iter().map(with_urls).collect()
}
