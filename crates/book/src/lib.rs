//! Many articles into one book.
//!
//! [`gather`] takes articles and a [`Plan`] and gives a [`Publication`]: duplicates left out, articles in order and in
//! parts, a foreword, the book's own metadata. [`BookFile`] reads the plan and the list of inputs from a file.
//! Nothing here does I/O.
#![warn(missing_docs)]

mod book_file;
mod duplicates;
mod foreword;
mod gather;
mod order;
mod parts;
mod plan;

pub use book_file::{BookFile, BookFileError, Listed};
pub use duplicates::{Duplicate, Likeness};
pub use foreword::foreword;
pub use gather::{Book, BookError, Item, gather};
pub use offprint_model::Publication;
pub use order::{Order, UnknownOrder};
pub use parts::{PartsBy, UnknownPartsBy};
pub use plan::Plan;
