//! How articles spread over languages, times, lengths and the like.

use offprint_ledger::rusqlite::{self, Connection, params};

use super::gathered;

/// How many there are of something.
pub(crate) type Count = (String, u64);

fn counts(connection: &Connection, sql: &str, most: i64) -> rusqlite::Result<Vec<Count>> {
    gathered(connection, sql, params![most], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Articles by language; without one: `unknown`.
pub(crate) fn languages(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Count>> {
    counts(
        connection,
        "SELECT coalesce(language, 'unknown'), count(*) FROM record WHERE outcome = 'converted' GROUP BY 1 \
         ORDER BY 2 DESC, 1 LIMIT ?1",
        most,
    )
}

/// Warnings by kind: of how many pages.
pub(crate) fn warnings(
    connection: &Connection,
    most: i64,
) -> rusqlite::Result<Vec<(String, u64, u64, String)>> {
    gathered(
        connection,
        "SELECT kind, count(*), count(DISTINCT record), min(message) FROM warning GROUP BY kind ORDER BY 2 DESC, 1 LIMIT ?1",
        params![most],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )
}

/// Articles by year of publication, the last so many years in their order; without a date: `no date`, last.
pub(crate) fn years(connection: &Connection, most: i64) -> rusqlite::Result<Vec<Count>> {
    counts(
        connection,
        "SELECT year, n FROM (SELECT CASE WHEN published GLOB '[0-9][0-9][0-9][0-9]*' THEN substr(published, 1, 4) \
         ELSE 'no date' END AS year, count(*) AS n FROM record WHERE outcome = 'converted' GROUP BY 1 ORDER BY 1 DESC \
         LIMIT ?1) ORDER BY year",
        most,
    )
}

/// Articles by month of publication, where they say a month, from the first to the last; none where these are too far apart.
pub(crate) fn months(connection: &Connection, most: usize) -> rusqlite::Result<Vec<Count>> {
    const SQL: &str = "SELECT substr(published, 1, 7) AS month, count(*) FROM record WHERE outcome = 'converted' \
                       AND published GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]*' GROUP BY 1 ORDER BY 1 LIMIT ?1";
    let found = counts(connection, SQL, i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1))?;
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<usize>().ok()? * 12 + month.parse::<usize>().ok()?.checked_sub(1)?)
    };
    let (Some(first), Some(last)) = (
        found.first().and_then(|(month, _)| number(month)),
        found.last().and_then(|(month, _)| number(month)),
    ) else {
        return Ok(Vec::new());
    };
    if found.len() > most || last.saturating_sub(first) >= most {
        return Ok(Vec::new());
    }
    let all = (first..=last).map(|month| format!("{:04}-{:02}", month / 12, month % 12 + 1));
    let count = |month: &str| found.iter().find(|(other, _)| other == month).map_or(0, |(_, count)| *count);
    Ok(all.map(|month| (month.clone(), count(&month))).collect())
}

/// Articles by how sure the parser was: twenty steps.
pub(crate) fn confidences(connection: &Connection) -> rusqlite::Result<Vec<Count>> {
    let found = gathered(
        connection,
        // A little is added, so that 0.95 is in the step that it begins.
        "SELECT max(0, min(CAST(confidence * 20 + 1e-6 AS INTEGER), 19)), count(*) FROM record WHERE outcome = 'converted' \
         AND confidence IS NOT NULL GROUP BY 1 LIMIT 20",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let label = |step: u64| {
        format!("{}.{:02}–{}.{:02}", step / 20, step % 20 * 5, (step + 1) / 20, (step + 1) % 20 * 5)
    };
    Ok(filled(&found, (0..20).map(|step| (step, label(step)))))
}

/// Where the steps of the words begin.
const WORDS: [u64; 11] = [0, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/// Articles by their words.
pub(crate) fn words(connection: &Connection) -> rusqlite::Result<Vec<Count>> {
    let mut case = String::new();
    for (index, begin) in WORDS.iter().enumerate().rev() {
        case.push_str(&format!(" WHEN words >= {begin} THEN {index}"));
    }
    let sql = format!(
        "SELECT CASE{case} ELSE 0 END, count(*) FROM record WHERE outcome = 'converted' AND words IS NOT NULL GROUP BY 1"
    );
    let found = gathered(connection, &sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let short = |n: u64| if n >= 1_000 { format!("{}k", n / 1_000) } else { n.to_string() };
    let labels = WORDS.iter().zip(WORDS.iter().skip(1).map(Some).chain([None])).enumerate().map(
        |(index, (begin, end))| {
            let label = match end {
                Some(end) => format!("{}–{}", short(*begin), short(*end)),
                None => format!("{}+", short(*begin)),
            };
            (u64::try_from(index).unwrap_or_default(), label)
        },
    );
    Ok(filled(&found, labels))
}

fn filled(found: &[(u64, u64)], all: impl Iterator<Item = (u64, String)>) -> Vec<Count> {
    all.map(|(step, label)| {
        (label, found.iter().find(|(other, _)| *other == step).map_or(0, |(_, count)| *count))
    })
    .collect()
}

/// Pages in a second of one thread, in fifty steps over the order of the records: the number of the first record, and the rate.
pub(crate) fn speeds(connection: &Connection) -> rusqlite::Result<Vec<(u64, f64)>> {
    gathered(
        connection,
        "WITH span AS (SELECT min(id) AS first, max(id) - min(id) + 1 AS n FROM record) \
         SELECT min(id), count(*) * 1e6 / sum(parse_us + write_us) FROM record, span WHERE parse_us + write_us > 0 \
         GROUP BY (id - first) * 50 / n ORDER BY 1 LIMIT 50",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}
