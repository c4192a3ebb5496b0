//! From a scraped article to something worth keeping: the library's front door.
//!
//! [`read`] finds the article in the bytes of a page or text scrape; [`write()`] writes it in a [`Format`].
//! Nothing here does I/O that the caller did not hand in, holds global state, or panics on input.
//!
//! ```
//! use offprint::{Context, Format, Options, Publication, WriteOptions};
//!
//! let page = "<title>A day out</title><article><h1>A day out</h1>\
//!     <p>We left the house at six, took the early train along the river, and were back before anybody noticed that the dog was gone.</p></article>";
//! let article = offprint::read(page.as_bytes(), &Context::default(), &Options::default())?;
//! let mut out = Vec::new();
//! offprint::write(&Publication::of(article), Format::Json, &WriteOptions::default(), &mut out)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![warn(missing_docs)]

mod files_beside;
mod format;
mod write;

pub use files_beside::FilesBeside;
pub use format::{Format, UnknownFormat};
pub use offprint_model as model;
pub use offprint_model::{Article, Publication};
pub use offprint_parser::{Context, Options, ParseError, parse as read};
pub use offprint_pdf::{FONT_LICENCES, Fonts, Paper, SystemFonts};
pub use offprint_text::{LinkStyle, TextOptions};
pub use write::{WriteError, WriteOptions, Written, write};
