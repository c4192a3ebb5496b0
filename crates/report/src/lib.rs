//! Reports of a ledger ([`offprint_ledger::Ledger`]): for people, for spreadsheets, for other programs of archives.
//!
//! | function | gives |
//! |---|---|
//! | [`table`] | the run in figures, for a terminal |
//! | [`html`] | the same and plots, as one page |
//! | [`jsonl`], [`csv`] | a line for each record, with all facts |
//! | [`warc`] | the outputs as `conversion` records (ISO 28500:2017, §6.7) |
//! | [`pages_jsonl`] | the list of pages of a WACZ 1.1 |
//! | [`premis`] | objects and events of PREMIS 3 |
//! | [`fixity`] | whether the outputs are there and whole |
//!
//! SQLite counts and sorts, on disk where it must; rows are written one after another and never gathered, so that millions of
//! records take no more memory than few. What is read is one state of the ledger, also while a run writes it. No clock is
//! asked: the same ledger gives the same bytes. `docs/ledger.md` tells of the formats and their columns.
#![warn(missing_docs)]

mod csv;
mod error;
mod figures;
mod fixity;
mod format;
mod html;
mod jsonl;
mod number;
mod options;
mod outputs;
mod pages;
mod place;
mod premis;
mod record_id;
mod records;
mod table;
mod warc;

pub use self::csv::csv;
pub use error::ReportError;
pub use fixity::{Fixity, fixity};
pub use html::html;
pub use jsonl::jsonl;
pub use options::Options;
pub use pages::{PagesOptions, pages_jsonl};
pub use premis::{PremisOptions, premis};
pub use table::table;
pub use warc::{WarcOptions, warc};

use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::Transaction;

/// One state of a ledger, whatever a run writes meanwhile.
fn state(ledger: &Ledger) -> Result<Transaction<'_>, ReportError> {
    Ok(ledger.connection().unchecked_transaction()?)
}
