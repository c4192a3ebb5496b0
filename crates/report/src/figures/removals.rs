//! What was removed, by rule and by site.

use offprint_ledger::rusqlite::{self, Connection, params};

use super::{SiteOrder, gathered, sites};

/// What a rule removed.
#[derive(Debug)]
pub(crate) struct Removed {
    pub rule: String,
    pub pages: u64,
    pub pieces: u64,
    pub characters: u64,
}

/// What was removed by rule, the most characters first.
pub(crate) fn removed(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Removed>> {
    gathered(
        connection,
        "SELECT rule, count(*), sum(pieces), sum(characters) FROM removal GROUP BY rule ORDER BY 4 DESC, 1 LIMIT ?1",
        params![most],
        |row| {
            Ok(Removed {
                rule: row.get(0)?,
                pages: row.get(1)?,
                pieces: row.get(2)?,
                characters: row.get(3)?,
            })
        },
    )
}

/// Pages from which a rule took something, of the largest sites and for the rules that took most.
#[derive(Debug, Default)]
pub(crate) struct Matrix {
    pub rules: Vec<String>,
    /// A site, how many of its pages were converted, and the pages by rule.
    pub sites: Vec<(String, u64, Vec<u64>)>,
}

/// Most sites of the matrix.
const MOST_SITES: i64 = 12;
/// Most rules of the matrix.
const MOST_RULES: i64 = 10;

pub(crate) fn matrix(connection: &Connection) -> rusqlite::Result<Matrix> {
    let rules: Vec<String> =
        removed(connection, MOST_RULES)?.into_iter().map(|removed| removed.rule).collect();
    let mut matrix = Matrix { rules, sites: Vec::new() };
    if matrix.rules.is_empty() {
        return Ok(matrix);
    }
    let largest = sites(connection, SiteOrder::Converted, MOST_SITES)?;
    matrix.sites =
        largest.into_iter().map(|site| (site.host, site.converted, vec![0; matrix.rules.len()])).collect();
    // One way through the removals, whatever the number of sites and rules.
    let counts: Vec<(String, String, u64)> = gathered(
        connection,
        "SELECT r.host, m.rule, count(*) FROM removal m CROSS JOIN record r ON r.id = m.record \
         WHERE m.rule IN (SELECT rule FROM removal GROUP BY rule ORDER BY sum(characters) DESC, rule LIMIT ?1) \
         AND r.host IN (SELECT host FROM record WHERE host IS NOT NULL GROUP BY host HAVING sum(outcome = 'converted') > 0 \
         ORDER BY sum(outcome = 'converted') DESC, host LIMIT ?2) AND r.outcome = 'converted' GROUP BY 1, 2",
        params![MOST_RULES, MOST_SITES],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    for (host, rule, count) in counts {
        let column = matrix.rules.iter().position(|other| *other == rule);
        let site = matrix.sites.iter_mut().find(|(other, _, _)| *other == host);
        if let (Some(column), Some((_, _, counts))) = (column, site)
            && let Some(cell) = counts.get_mut(column)
        {
            *cell = count;
        }
    }
    Ok(matrix)
}
