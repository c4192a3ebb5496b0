//! Plain text from the document model.
#![warn(missing_docs)]

mod fold;
mod inline;
mod plain;
mod table;

pub use plain::{LinkStyle, TextOptions, write_text};
