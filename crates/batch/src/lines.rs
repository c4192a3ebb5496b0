//! The file of lines of a run, which grows with each article.
//!
//! The ledger knows where each line begins and how long it is. What stands in the file behind the last line that the ledger
//! knows was written by a run that was killed, and is cut off. A line that was made anew stands at the end until the run is
//! over; then the file is written once more, in the order of the records.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::PathBuf;

use offprint_ledger::Ledger;

use crate::BatchError;
use crate::places::Places;

/// The file's name.
pub(crate) const NAME: &str = "articles.jsonl";
/// The output's name.
pub(crate) const FORMAT: &str = crate::Output::JsonLines.name();

/// The file of lines, open at its end.
pub(crate) struct Lines {
    file: BufWriter<File>,
    path: PathBuf,
    length: u64,
}

impl Lines {
    /// Cuts off what the ledger does not know, and takes out of the ledger what is not there. A file that is there before the
    /// ledger's first run is somebody else's.
    pub(crate) fn recover(ledger: &Ledger, places: &Places) -> Result<(), BatchError> {
        let path = places.path(NAME);
        let there = std::fs::metadata(&path).map(|there| there.len()).unwrap_or(0);
        if !ledger.has_runs()? {
            return Ok(());
        }
        let end = ledger.fit_lines(there)?;
        if there > end {
            let cut = File::options().write(true).open(&path).and_then(|file| file.set_len(end));
            cut.map_err(BatchError::output(&path))?;
        }
        Ok(())
    }

    /// Opens the file at its end; it is made if it is not there. That of somebody else is refused: lines are only added to our own.
    pub(crate) fn open(ledger: &Ledger, places: &Places) -> Result<Self, BatchError> {
        let path = places.path(NAME);
        if !ledger.has_runs()? && std::fs::metadata(&path).is_ok_and(|there| there.len() > 0) {
            return Err(BatchError::Taken { path });
        }
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(BatchError::output(&path))?;
        let length = file.seek(SeekFrom::End(0)).map_err(BatchError::output(&path))?;
        Ok(Self { file: BufWriter::new(file), path, length })
    }

    /// Adds a line; where it begins.
    pub(crate) fn add(&mut self, line: &str) -> Result<u64, BatchError> {
        let begin = self.length;
        self.file.write_all(line.as_bytes()).map_err(BatchError::output(&self.path))?;
        self.length += u64::try_from(line.len()).unwrap_or_default();
        Ok(begin)
    }

    /// Writes what was added, before the ledger says so.
    pub(crate) fn flush(&mut self) -> Result<(), BatchError> {
        self.file.flush().map_err(BatchError::output(&self.path))
    }

    /// Writes the file anew in the order of the records, where it is not.
    pub(crate) fn put_in_order(ledger: &mut Ledger, places: &Places) -> Result<(), BatchError> {
        let path = places.path(NAME);
        let length = std::fs::metadata(&path).map(|there| there.len()).unwrap_or(0);
        if ledger.lines_are_in_order(length)? {
            return Ok(());
        }
        let staged = places.waiting().join(NAME);
        let io = |error| BatchError::output(&staged)(error);
        let mut from = BufReader::new(File::open(&path).map_err(BatchError::output(&path))?);
        let mut to = BufWriter::new(File::create(&staged).map_err(io)?);
        let rows = ledger.rows()?;
        rows.put_lines_in_order(NAME, |begin, bytes| {
            from.seek(SeekFrom::Start(begin)).map_err(BatchError::output(&path))?;
            std::io::copy(&mut (&mut from).take(bytes), &mut to).map(|_| ()).map_err(io)
        })?;
        to.flush().map_err(io)?;
        rows.commit()?;
        places.put(&staged, NAME)
    }
}
