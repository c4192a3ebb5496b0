//! What a ledger says, without times: two runs over the same archives must say the same.

use std::fmt::Write as _;
use std::path::Path;

use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::types::ValueRef;

/// Tables, and the columns by which their rows are in order.
const TABLES: [(&str, &str); 6] = [
    ("source", "id"),
    ("record", "id"),
    ("output", "record, format"),
    ("warning", "record, number"),
    ("removal", "record, rule"),
    ("pending", "id"),
];

/// Columns of times, and of the run that wrote a row.
const TIMES: [&str; 3] = ["run", "parse_us", "write_us"];

/// All rows of a ledger, one a line, without times.
///
/// # Errors
/// Where it can't be read.
pub fn ledger_content(path: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let ledger = Ledger::read(path)?;
    let mut out = String::new();
    for (table, order) in TABLES {
        let mut select = ledger.connection().prepare(&format!("SELECT * FROM {table} ORDER BY {order}"))?;
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            write!(out, "{table}")?;
            for (n, name) in names.iter().enumerate().filter(|(_, name)| !TIMES.contains(&name.as_str())) {
                match row.get_ref(n)? {
                    ValueRef::Null => {}
                    ValueRef::Text(text) => write!(out, " {name}={:?}", String::from_utf8_lossy(text))?,
                    value => write!(out, " {name}={value:?}")?,
                }
            }
            out.push('\n');
        }
    }
    Ok(out)
}

/// All files below a folder with the digests of their bytes, but the ledger.
///
/// # Errors
/// Where they can't be read.
pub fn folder_content(folder: &Path) -> std::io::Result<String> {
    let (mut waiting, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(next) = waiting.pop() {
        for entry in std::fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if !path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("ledger.sqlite"))
            {
                let digest = offprint_model::sha256_hex(&std::fs::read(&path)?);
                found.push(format!("{} {digest}\n", path.strip_prefix(folder).unwrap_or(&path).display()));
            }
        }
    }
    found.sort_unstable();
    Ok(found.concat())
}
