//! A single saved page or text.

use std::path::PathBuf;

use crate::readers::archive::Reader;
use crate::readers::html_marks::saved_from;
use crate::{ArchiveError, Content, Damage, Place, Record, RecordType};

/// The record of a page, with what the page says of where and when it was saved.
pub(crate) fn page(place: Place, bytes: Vec<u8>, file: Option<PathBuf>) -> Record {
    let from = saved_from(&bytes);
    let mut record = Record::new(place, RecordType::File, Content::Page(bytes));
    record.target_uri = from.url;
    record.date = from.date;
    record.file = file;
    record
}

/// An archive of one record.
pub(crate) struct Single {
    record: Record,
    given: bool,
}

impl Single {
    pub(crate) fn new(record: Record) -> Self {
        Self { record, given: false }
    }
}

impl Reader for Single {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        if self.given {
            return None;
        }
        self.given = true;
        Some(Ok(self.record.clone()))
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        let found = place.member == self.record.place.member && place.offset == self.record.place.offset;
        self.given = !found;
        Ok(found)
    }
}
