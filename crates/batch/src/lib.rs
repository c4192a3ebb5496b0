//! Archives by the million: workers, a resumable ledger, outputs that are whole or not there.
//!
//! [`run()`] reads every record of the archives that it is given, makes what a [`Plan`] asks for of each page, and writes what
//! became of it into a [`Ledger`]. Killed at any moment and run again with the same ledger it goes on where it was: what is
//! done is not done again, what was half done is. Outputs and ledger are the same then as after one undisturbed run, but for
//! times.
//!
//! - One thread reads records in their order, others convert them, and the caller's own writes rows and puts files in their
//!   places, in the order of the records ([`run()`] tells why).
//! - An output waits in a folder of its own under `DIR` until its row is in the ledger; then it is renamed to its place.
//! - One bad record is a row that says what was wrong. A full disk, a ledger that can't be written and the like end the run
//!   with a [`BatchError`], since no record is at fault and the next would fail too.
#![warn(missing_docs)]

mod error;
mod file_name;
mod fingerprint;
mod in_work;
mod line;
mod lines;
mod output;
mod places;
mod plan;
mod progress;
mod queue;
mod reading;
mod recover;
mod run;
mod staging;
mod stop;
mod template;
mod wanted;
mod work;

pub use error::BatchError;
pub use file_name::stem;
pub use fingerprint::Fingerprint;
pub use line::Line;
pub use offprint_ledger::{Ledger, LedgerError, Outcome, OutputRow, Row};
pub use output::{Output, UnknownOutput};
pub use plan::{Plan, Selection};
pub use progress::{Counts, Observer, Silent};
pub use run::{Summary, dry_run, run};
pub use stop::Stop;
pub use template::{Template, TemplateError};
