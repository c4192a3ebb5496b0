//! The records of a WARC as an archive's.

use std::sync::Arc;

use super::files::Files;
use super::head::Head;
use super::payload::{self, Payload, Wanted};
use super::scanner::{End, Scanner};
use crate::readers::archive::Reader;
use crate::{ArchiveError, Content, Damage, Limits, NotAPage, Place, Record, Resources};

/// Reads one record after another.
pub(crate) struct WarcReader {
    scanner: Scanner,
    limits: Limits,
    /// This file, and others with it, for pictures and originals; none for a stream.
    files: Option<Arc<Files>>,
    resources: Option<Resources>,
    pending: Option<Result<Record, Damage>>,
}

impl WarcReader {
    pub(super) fn new(scanner: Scanner, files: Option<Arc<Files>>, limits: &Limits) -> Self {
        let resources = files.clone().map(|files| files as Resources);
        Self { scanner, limits: limits.clone(), files, resources, pending: None }
    }

    /// The record that begins with this head.
    fn record(&mut self, head: &Head) -> Result<Record, Damage> {
        let offset = self.scanner.start;
        let read = payload::read(&mut self.scanner, head, Wanted::Page, &self.limits);
        let End { length, remark } = self.scanner.pass().map_err(|damage| damage.of(head))?;
        let place = Place { member: self.scanner.member.clone(), offset, length };
        let payload = read.map_err(|error| {
            let damage = Damage::at(place.clone(), error);
            damage.of(head)
        })?;
        let payload = self.with_original(head, payload);
        let mut record = head.record(place, payload.content);
        record.media_type = payload.media_type;
        record.charset = payload.charset;
        record.status = payload.status;
        record.remarks = payload.remarks;
        record.remarks.extend(remark);
        if matches!(record.content, Content::Page(_)) {
            record.resources.clone_from(&self.resources);
        }
        Ok(record)
    }

    /// The payload with the content of its original, where it is a revisit's.
    fn with_original(&self, head: &Head, payload: Payload) -> Payload {
        if payload.content != Content::NotAPage(NotAPage::OriginalElsewhere) {
            return payload;
        }
        let original = self.files.as_ref().and_then(|files| files.original(head, Wanted::Page, &self.limits));
        original.unwrap_or_else(|| {
            let mut payload = payload;
            if !self.scanner.is_direct() {
                payload.remarks.push(
                    "its original cannot be looked up, for the archive is compressed as a whole; compress it record by record"
                        .to_owned(),
                );
            }
            payload
        })
    }

    /// Goes to a place without looking whether a record is there.
    pub(crate) fn go_to(&mut self, offset: u64) -> bool {
        self.pending = None;
        self.scanner.go_to(offset)
    }

    /// Reads on from the beginning to the record whose offset this is.
    fn read_on_to(&mut self, offset: u64) -> bool {
        if !self.scanner.go_to(0) {
            return false;
        }
        while let Some(head) = self.scanner.next_head() {
            let here = match &head {
                Ok(_) => self.scanner.start,
                Err(damage) => damage.place.offset,
            };
            if here == offset {
                self.pending = Some(head.and_then(|head| self.record(&head)));
                return true;
            }
            let end = head.and_then(|_| self.scanner.pass().map(drop));
            if here > offset || end.is_err_and(|damage| damage.ends) {
                break;
            }
        }
        false
    }
}

impl Reader for WarcReader {
    fn next(&mut self) -> Option<Result<Record, Damage>> {
        if self.pending.is_some() {
            return self.pending.take();
        }
        let head = self.scanner.next_head()?;
        Some(head.and_then(|head| self.record(&head)))
    }

    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        self.pending = None;
        if place.member != self.scanner.member {
            return Ok(false);
        }
        // Without a length it is a record of a member that has several.
        if place.length == 0 {
            return Ok(self.read_on_to(place.offset));
        }
        if !self.scanner.go_to(place.offset) {
            return Ok(false);
        }
        let next = self.next();
        let found = match &next {
            // Indexes of others may count the empty lines behind a record otherwise.
            Some(Ok(record)) => record.place.offset == place.offset,
            Some(Err(damage)) if damage.ends => false,
            Some(Err(damage)) => damage.place == *place,
            None => false,
        };
        self.pending = next;
        Ok(found)
    }
}
