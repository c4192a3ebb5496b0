//! The ledger of a run over archives: one row a record, in SQLite.
//!
//! [`Ledger::open`] is for the one run that writes it, [`Ledger::read`] for reports. `docs/ledger.md` has tables and columns.
#![warn(missing_docs)]

mod damage;
mod death;
mod error;
mod folded;
mod host;
mod ledger;
mod lines;
mod look_up;
mod pending;
mod row;
mod rows;
mod write;

pub use death::{Deaths, InWork};
pub use error::LedgerError;
pub use folded::folded;
pub use host::host;
pub use ledger::Ledger;
pub use look_up::{Known, KnownSource, LookUp};
pub use pending::Pending;
pub use row::{Outcome, OutputRow, Row};
pub use rusqlite;
pub use write::{Rows, Source};
