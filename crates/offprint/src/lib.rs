//! From a scraped article to something worth keeping: the library's front door.
//!
//! [`read()`] finds the article in the bytes of a page or text scrape; [`write()`] writes it in a [`Format`].
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
//!
//! # Features
//!
//! Every format but JSON is a feature and can be left out, with what it depends on. All are there by default.
//!
//! | feature | brings |
//! |---|---|
//! | `archive` | [`archive`]: saved pages out of web archives, folders and exports |
//! | `book` | [`book`]: many articles into one publication |
//! | `cover` | [`cover()`]: a typographic cover |
//! | `epub` | [`Format::Epub`](Format) |
//! | `pdf` | [`Format::Pdf`](Format), typesetting and the embedded typefaces: the largest part by far |
//! | `text` | [`Format::Text`](Format) and [`Format::Markdown`](Format) |
//! | `html` | [`Format::Html`](Format) |
//!
//! A format that was left out is no variant of [`Format`]; its name parses to [`UnknownFormat::LeftOut`], which names
//! the feature.
//!
//! # Logging
//!
//! [`read()`] and [`write()`] tell what they find and write as events of [`tracing`]: at `INFO` the article found and
//! the format written, at `WARN` what a careful user should know, at `DEBUG` each value of the metadata with its origin
//! and each removal with its rule. Without a subscriber that costs next to nothing.
#![warn(missing_docs)]

mod format;
mod read;
mod write;

pub use format::{Format, UnknownFormat};
#[cfg(feature = "archive")]
pub use offprint_archive as archive;
pub use offprint_archive::FilesBeside;
#[cfg(feature = "book")]
pub use offprint_book as book;
#[cfg(feature = "cover")]
pub use offprint_cover::{CoverError, cover, picture_cover};
#[cfg(feature = "epub")]
pub use offprint_epub::{UserStyle, UserStyleError};
#[cfg(all(feature = "cover", not(feature = "pdf")))]
pub use offprint_fonts::{Fonts, SystemFonts};
#[cfg(all(feature = "html", not(feature = "epub")))]
pub use offprint_html::{UserStyle, UserStyleError};
pub use offprint_images::{ImageAccount, ImageError, ImageLimits, Lost};
pub use offprint_model as model;
pub use offprint_model::{Article, Publication};
pub use offprint_parser::{
    Context, HostPattern, Ignored, Options, ParseError, Replacement, RuleName, RuleScope, Selector,
    SelectorError, SiteFileError, SiteRules, Sites, UnknownHost, rules,
};
#[cfg(feature = "pdf")]
pub use offprint_pdf::{
    Attachment, Colours, FONT_LICENCES, FontFileError, Fonts, Length, NotePlace, PageSet, Paper, Setting,
    Style as PageStyle, SystemFonts, Theme, ThemeError, UserFace, read_faces,
};
#[cfg(feature = "text")]
pub use offprint_text::{LinkStyle, TextOptions};
pub use read::read;
pub use write::{WriteError, WriteOptions, Written, write, write_seekable};
