//! Plain text and Markdown from the document model.
#![warn(missing_docs)]

mod fold;
mod inline;
mod list;
mod markdown;
mod plain;
mod table;

pub use markdown::{MarkdownOptions, write_markdown};
pub use plain::{LinkStyle, TextOptions, write_text};
