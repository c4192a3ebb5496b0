//! A row of a spreadsheet for each record.

use std::cell::RefCell;
use std::io::Write;

use csv::{Terminator, WriterBuilder};
use offprint_ledger::Ledger;
use serde_json::Value;

use crate::ReportError;
use crate::records::each_record;

/// Writes CSV (RFC 4180, UTF-8, without a byte order mark) with a line of names and a line for each record, in the order of the
/// records. Columns are those of [`crate::jsonl`], but for the outputs, of which the paths stand in the column `path` with `;`
/// between them. Warnings and removals are the same lists of JSON as there. What is not known is empty.
///
/// Values are as they are in the archive. A title that begins with `=`, `+`, `-` or `@` is a formula to a spreadsheet that is
/// asked to open the file: import such columns as text.
///
/// # Errors
/// [`ReportError`] where the ledger can't be read or the report can't be written.
pub fn csv(ledger: &Ledger, timings: bool, out: &mut dyn Write) -> Result<(), ReportError> {
    let writer = RefCell::new(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out));
    each_record(
        ledger,
        timings,
        |names| {
            let names = names.iter().map(|name| if *name == "outputs" { "path" } else { name });
            Ok(writer.borrow_mut().write_record(names)?)
        },
        |record| {
            Ok(writer.borrow_mut().write_record(record.iter().map(|(name, value)| cell(name, value)))?)
        },
    )?;
    Ok(writer.borrow_mut().flush()?)
}

fn cell(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(outputs) if name == "outputs" => {
            let paths = outputs.iter().filter_map(|output| output.get("path")?.as_str());
            paths.collect::<Vec<_>>().join(";")
        }
        Value::Array(list) if list.is_empty() => String::new(),
        other => other.to_string(),
    }
}
