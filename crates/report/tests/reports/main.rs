//! Every report of a ledger with a few dozen records, some of them nasty, and of an empty one.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod documentation;
mod empty;
mod fixity;
mod html;
mod pages;
mod plans;
mod premis;
mod records;
mod sample;
mod table;
mod warc;
