//! Links in CSV (RFC 4180), as Pocket and Instapaper gave them out. The columns are told by their names.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use csv::{Reader, ReaderBuilder, StringRecord};

use super::{Saved, Unread, some};
use crate::readers::dates;
use crate::{ArchiveError, Content};

/// The rows of a table.
pub(super) struct Table {
    reader: Reader<Metered>,
    columns: Option<Vec<String>>,
    allowance: Arc<AtomicUsize>,
    max_bytes: usize,
    ended: bool,
}

/// Bytes of which no more are given than are allowed for a row: a quotation mark that is never closed makes the rest one row.
struct Metered {
    inner: Box<dyn Read + Send>,
    allowance: Arc<AtomicUsize>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.allowance.load(Ordering::Relaxed);
        if left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let most = buffer.len().min(left);
        let count = self.inner.read(buffer.get_mut(..most).unwrap_or_default())?;
        self.allowance.store(left.saturating_sub(count), Ordering::Relaxed);
        Ok(count)
    }
}

impl Table {
    pub(super) fn open(inner: Box<dyn Read + Send>, max_bytes: usize) -> Self {
        let allowance = Arc::new(AtomicUsize::new(0));
        let metered = Metered { inner, allowance: Arc::clone(&allowance) };
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(metered);
        Self { reader, columns: None, allowance, max_bytes, ended: false }
    }

    /// The next row; none at the end.
    fn row(&mut self) -> Result<Option<StringRecord>, Unread> {
        self.allowance.store(self.max_bytes.max(1), Ordering::Relaxed);
        let mut row = csv::ByteRecord::new();
        match self.reader.read_byte_record(&mut row) {
            Ok(true) => Ok(Some(StringRecord::from_byte_record_lossy(row))),
            Ok(false) => Ok(None),
            Err(error) => {
                self.ended = true;
                let large =
                    matches!(error.kind(), csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge);
                let error = if large {
                    crate::readers::reading::over(self.max_bytes, "max_bytes")
                } else {
                    ArchiveError::Malformed { format: "CSV", what: error.to_string() }
                };
                Err(Unread { error, ends: true })
            }
        }
    }

    fn saved(&self, row: &StringRecord) -> Saved {
        let columns = self.columns.as_deref().unwrap_or_default();
        let field = |name: &str| {
            let at = columns.iter().position(|column| column == name)?;
            some(row.get(at)?)
        };
        let date = field("time_added").or_else(|| field("timestamp"));
        let mut saved =
            Saved::link(field("url"), field("title"), date.and_then(|date| dates::of_seconds(&date)));
        if let Some(selection) = field("selection") {
            saved.content = Content::Page(selection.into_bytes());
            saved.media_type = Some("text/plain");
        }
        saved
    }
}

impl Iterator for Table {
    type Item = Result<Saved, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.row() {
                Err(error) => return Some(Err(error)),
                Ok(None) => self.ended = true,
                Ok(Some(row)) if self.columns.is_none() => {
                    self.columns = Some(row.iter().map(|name| name.trim().to_ascii_lowercase()).collect());
                }
                Ok(Some(row)) => return Some(Ok(self.saved(&row))),
            }
        }
        None
    }
}
