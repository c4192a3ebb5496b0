//! Dates as pages write them.

mod calendars;
mod machine;
mod relative;
mod words;
mod written;

pub(crate) use machine::parse_machine;
pub(crate) use relative::relative;
pub(crate) use written::{FoundDate, date_in, dates_in, is_dateline, labelled_date};
