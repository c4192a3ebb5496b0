//! Records with all that the ledger has of them, one after another.

use isolang::Language;
use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::types::ValueRef;
use offprint_ledger::rusqlite::{Connection, Row, Rows};
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Value, json};

use crate::outputs::Output;
use crate::{ReportError, state};

/// The columns of a record; `records.sql` names them.
pub(crate) const RECORDS: &str = include_str!("records.sql");

/// How many columns at the end tell of times.
const TIMINGS: usize = 3;

/// One record: the names of its columns and what is in them, in their order.
pub(crate) struct Facts<'a>(Vec<(&'a str, Value)>);

impl<'a> Facts<'a> {
    pub fn iter(&self) -> impl Iterator<Item = &(&'a str, Value)> {
        self.0.iter()
    }
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Gives the names of the columns, and then each record to `each`.
pub(crate) fn each_record(
    ledger: &Ledger,
    timings: bool,
    mut begin: impl FnMut(&[&str]) -> Result<(), ReportError>,
    mut each: impl FnMut(&Facts<'_>) -> Result<(), ReportError>,
) -> Result<(), ReportError> {
    let state = state(ledger)?;
    let names = state.prepare(RECORDS)?;
    let mut names: Vec<&str> = names.column_names().skip(1).collect();
    if !timings {
        names.truncate(names.len().saturating_sub(TIMINGS));
    }
    begin(&names)?;
    let mut select = state.prepare(RECORDS)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        each(&facts(&state, &names, row)?)?;
    }
    Ok(())
}

fn facts<'a>(connection: &Connection, names: &[&'a str], row: &Row<'_>) -> Result<Facts<'a>, ReportError> {
    let id: i64 = row.get(0)?;
    let mut facts = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let value = match *name {
            "outputs" => Value::Array(outputs(connection, id)?.iter().map(output_value).collect()),
            "warnings" => list(connection, id, WARNINGS, |row| {
                Ok(json!({ "kind": row.get::<_, String>(0)?, "message": row.get::<_, String>(1)? }))
            })?,
            "removals" => list(connection, id, REMOVALS, |row| {
                let (rule, pieces, characters): (String, u64, u64) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok(json!({ "characters": characters, "pieces": pieces, "rule": rule }))
            })?,
            "content_languages" => row
                .get::<_, Option<String>>(index + 1)?
                .and_then(|tag| iso_639_3(&tag))
                .map_or(Value::Null, Value::from),
            _ => value(row.get_ref(index + 1)?)?,
        };
        facts.push((*name, value));
    }
    Ok(Facts(facts))
}

const WARNINGS: &str = "SELECT kind, message FROM warning WHERE record = ?1 ORDER BY number";
const REMOVALS: &str = "SELECT rule, pieces, characters FROM removal WHERE record = ?1 ORDER BY rule";

fn list(
    connection: &Connection,
    record: i64,
    sql: &str,
    each: fn(&Row<'_>) -> offprint_ledger::rusqlite::Result<Value>,
) -> Result<Value, ReportError> {
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map([record], each)?;
    Ok(Value::Array(rows.collect::<Result<_, _>>()?))
}

/// Three letters for the language of a tag (BCP 47), as Common Crawl's index has them (ISO 639-3).
fn iso_639_3(tag: &str) -> Option<&'static str> {
    let language = tag.split('-').next()?.to_ascii_lowercase();
    let known = match language.len() {
        2 => Language::from_639_1(&language),
        3 => Language::from_639_3(&language),
        _ => None,
    };
    known.map(|language| language.to_639_3())
}

fn value(value: ValueRef<'_>) -> Result<Value, ReportError> {
    Ok(match value {
        ValueRef::Null | ValueRef::Blob(_) => Value::Null,
        ValueRef::Integer(number) => Value::from(number),
        ValueRef::Real(number) => Value::from(number),
        ValueRef::Text(_) => Value::from(value.as_str().map_err(offprint_ledger::rusqlite::Error::from)?),
    })
}

/// Names stand in the order of the alphabet here and above, so that they are written so whether serde_json keeps an order or
/// sorts, which depends on what else is built.
fn output_value(output: &Output) -> Value {
    json!({
        "bytes": output.bytes,
        "format": output.format,
        "offset": output.offset,
        "path": output.path,
        "sha256": output.sha256,
    })
}

/// The outputs of a record, by format.
pub(crate) fn outputs(connection: &Connection, record: i64) -> Result<Vec<Output>, ReportError> {
    let mut select = connection.prepare_cached(
        "SELECT format, path, folded IS NULL, \"offset\", bytes, sha256 FROM output WHERE record = ?1 ORDER BY format",
    )?;
    let mut rows = select.query([record])?;
    let mut outputs = Vec::new();
    while let Some(output) = next_output(&mut rows)? {
        outputs.push(output);
    }
    Ok(outputs)
}

/// The next of rows of `format, path, folded IS NULL, offset, bytes, sha256`.
pub(crate) fn next_output(rows: &mut Rows<'_>) -> Result<Option<Output>, ReportError> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Output {
        format: row.get(0)?,
        path: row.get(1)?,
        is_line: row.get(2)?,
        offset: row.get(3)?,
        bytes: row.get(4)?,
        sha256: row.get(5)?,
    }))
}

#[cfg(test)]
mod tests {
    use super::iso_639_3;

    #[test]
    fn languages_as_common_crawl_has_them() {
        assert_eq!(iso_639_3("en-GB"), Some("eng"));
        assert_eq!(iso_639_3("yue"), Some("yue"));
        assert_eq!(iso_639_3("x-klingon"), None);
        assert_eq!(iso_639_3(""), None);
    }
}
