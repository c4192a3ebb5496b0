//! What a run tells while it goes on.

use crate::{Outcome, Row};

/// What became of records so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Records that were read, with all those below.
    pub records: u64,
    /// Already done by an earlier run.
    pub skipped: u64,
    /// Of those, pages that failed and records that could not be read.
    pub skipped_bad: u64,
    /// Pages of which outputs were made.
    pub converted: u64,
    /// Pages without an article.
    pub no_article: u64,
    /// Records that are no pages.
    pub not_a_page: u64,
    /// Pages that failed.
    pub failed: u64,
    /// Records that could not be read.
    pub damaged: u64,
    /// Bytes of the archives that are behind, where they are files.
    pub bytes: u64,
    /// Bytes of all archives that are files.
    pub bytes_in_all: u64,
}

impl Counts {
    /// Counts a record.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.records += 1;
        match outcome {
            Outcome::Converted => self.converted += 1,
            Outcome::NoArticle => self.no_article += 1,
            Outcome::NotAPage => self.not_a_page += 1,
            Outcome::Failed => self.failed += 1,
            Outcome::Damaged => self.damaged += 1,
        }
    }

    /// Counts a record that was done before.
    pub(crate) fn skip(&mut self, outcome: Outcome) {
        self.records += 1;
        self.skipped += 1;
        self.skipped_bad += u64::from(matches!(outcome, Outcome::Failed | Outcome::Damaged));
    }

    /// Pages that could not be converted or read, in this run or before.
    pub fn bad(&self) -> u64 {
        self.failed + self.damaged + self.skipped_bad
    }
}

/// Is told how a run goes on, from the thread that called it.
pub trait Observer {
    /// A record is in the ledger, or would be.
    fn recorded(&mut self, source: &str, row: &Row, counts: &Counts);

    /// Records that were done before are passed over.
    fn skipped(&mut self, counts: &Counts) {
        let _ = counts;
    }
}

/// Says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn recorded(&mut self, _source: &str, _row: &Row, _counts: &Counts) {}
}
