//! Whether the outputs are there and whole.

use std::io::Write;
use std::path::{Path, PathBuf};

use offprint_ledger::rusqlite::Connection;
use offprint_ledger::{Ledger, folded};
use walkdir::WalkDir;

use crate::number::grouped;
use crate::outputs::{Found, Outputs};
use crate::records::next_output;
use crate::table::plain;
use crate::{ReportError, state};

/// How many outputs are there and whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fixity {
    /// As they were made.
    pub whole: u64,
    /// Not there.
    pub missing: u64,
    /// Of other bytes, or not to be read.
    pub changed: u64,
    /// Files in the folder that the ledger does not know.
    pub extra: u64,
}

impl Fixity {
    /// Whether each output is as it was made. Other files may be there.
    pub fn is_whole(&self) -> bool {
        self.missing == 0 && self.changed == 0
    }
}

/// Reads every output in the folder `outputs` again, compares length and SHA-256 with the ledger, and looks for files that it does
/// not know. Writes a line for each that is not as it should be: `missing`, `changed` or `extra`, its path below the folder, and
/// what is wrong, with tabs between them; then one line of counts. The ledger and what SQLite keeps beside it are not extra.
/// Links are not followed.
///
/// # Errors
/// [`ReportError`] where the ledger can't be read, names paths outside of the folder, or the report can't be written. That an output
/// is missing is no error.
pub fn fixity(ledger: &Ledger, outputs: &Path, out: &mut dyn Write) -> Result<Fixity, ReportError> {
    let state = state(ledger)?;
    let mut counts = Fixity::default();
    let mut folder = Outputs::new(outputs);
    let mut select = state.prepare(
        "SELECT format, path, folded IS NULL, \"offset\", bytes, sha256 FROM output ORDER BY record, format",
    )?;
    let mut rows = select.query([])?;
    while let Some(output) = next_output(&mut rows)? {
        let mut path = plain(&output.path);
        if output.is_line {
            path.push_str(&format!(" @{}", output.offset));
        }
        match folder.check(&output)? {
            Found::Whole => counts.whole += 1,
            Found::Missing => {
                counts.missing += 1;
                writeln!(out, "missing\t{path}\t")?;
            }
            Found::Changed(what) => {
                counts.changed += 1;
                writeln!(out, "changed\t{path}\t{what}")?;
            }
            Found::Unreadable(error) => {
                counts.changed += 1;
                writeln!(out, "changed\t{path}\tcannot be read: {error}")?;
            }
        }
    }
    extra(&state, ledger.path(), outputs, &mut counts, out)?;
    writeln!(
        out,
        "{} whole, {} missing, {} changed, {} extra",
        grouped(counts.whole),
        grouped(counts.missing),
        grouped(counts.changed),
        grouped(counts.extra)
    )?;
    out.flush()?;
    Ok(counts)
}

/// Files that the ledger does not know, and what stands in the files of lines behind the last line.
fn extra(
    state: &Connection,
    ledger: &Path,
    outputs: &Path,
    counts: &mut Fixity,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut lines = state.prepare(
        "SELECT path, max(\"offset\" + bytes) FROM output WHERE folded IS NULL GROUP BY path ORDER BY path LIMIT 100",
    )?;
    let lines: Vec<(String, u64)> =
        lines.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let own = own_files(ledger);
    let mut is_known =
        state.prepare("SELECT EXISTS (SELECT 1 FROM output WHERE folded = ?1 AND path = ?2)")?;
    // A folder is read whole before it is gone through, so that its files come in one order; folders within are not.
    for entry in WalkDir::new(outputs).follow_links(false).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => break,
            Err(error) => {
                writeln!(
                    out,
                    "extra\t{}\tcannot be read",
                    error.path().map(|path| plain(&path.to_string_lossy())).unwrap_or_default()
                )?;
                counts.extra += 1;
                continue;
            }
        };
        // What this program is writing now, such as this report.
        if entry.file_name().to_string_lossy().starts_with(".offprint-") {
            continue;
        }
        if std::fs::canonicalize(entry.path()).is_ok_and(|path| own.contains(&path)) {
            continue;
        }
        let below = entry.path().strip_prefix(outputs).unwrap_or_else(|_| entry.path());
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let path = parts.join("/");
        let what = if let Some((_, end)) = lines.iter().find(|(lines, _)| *lines == path) {
            match entry.metadata().map_or(0, |there| there.len()).saturating_sub(*end) {
                0 => continue,
                more => format!("{more} bytes behind the last line"),
            }
        } else if is_known.query_row([folded(&path), path.clone()], |row| row.get(0))? {
            continue;
        } else {
            String::new()
        };
        counts.extra += 1;
        writeln!(out, "extra\t{}\t{what}", plain(&path))?;
    }
    Ok(())
}

/// The ledger, and what SQLite and its lock put beside it.
fn own_files(ledger: &Path) -> Vec<PathBuf> {
    let Ok(ledger) = std::fs::canonicalize(ledger) else { return Vec::new() };
    let named = |ending: &str| {
        let mut name = ledger.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    ["", "-wal", "-shm", "-journal", ".lock"].map(named).to_vec()
}
