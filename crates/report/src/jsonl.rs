//! A line of JSON for each record.

use std::io::Write;

use offprint_ledger::Ledger;

use crate::ReportError;
use crate::records::each_record;

/// Writes one JSON object a line for each record, in the order of the records, with all that the ledger has of it. Names are
/// those of Common Crawl's columnar index where it has the same; `docs/ledger.md` tells of each. With `timings` also `run`,
/// `parse_us` and `write_us`, which differ from run to run.
///
/// # Errors
/// [`ReportError`] where the ledger can't be read or the report can't be written.
pub fn jsonl(ledger: &Ledger, timings: bool, out: &mut dyn Write) -> Result<(), ReportError> {
    each_record(
        ledger,
        timings,
        |_| Ok(()),
        |record| {
            serde_json::to_writer(&mut *out, record)?;
            Ok(out.write_all(b"\n")?)
        },
    )?;
    Ok(out.flush()?)
}
