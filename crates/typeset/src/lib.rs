//! Shaping, line breaking and page breaking: from the document model to placed glyphs.
#![warn(missing_docs)]

mod page;

pub use page::*;
