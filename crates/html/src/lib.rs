//! The one writer of HTML and XHTML, for web pages and for the chapters of an EPUB.
//!
//! [`write_html`] gives a whole publication as one self-contained file of HTML; [`chapter_xhtml`] gives one
//! article as a well-formed content document of EPUB 3.3. Both are made by the same code, which knows only
//! which [`Syntax`] it writes.
//!
//! Whatever the model holds, nothing that a reader would run or fetch comes out: all text is escaped and
//! freed of what XML forbids, addresses pass [`is_safe_url`](offprint_model::is_safe_url), pictures are the
//! article's own resources as [`offprint_images`] makes them ready, MathML is let through only when every element and
//! attribute is known.
#![warn(missing_docs)]

mod blocks;
mod chapter;
mod document;
mod escape;
mod figures;
mod footer;
mod header;
mod href;
mod ids;
mod inlines;
mod language;
mod markup;
mod mathml;
mod notes;
mod open_graph;
mod pages;
mod schema_org;
mod tables;
mod upright;
mod user_style;
mod writer;

pub use chapter::{Chapter, ChapterFile, ChapterOptions, PageBreak, Section, chapter_xhtml};
pub use document::{HtmlDocument, HtmlOptions, write_html};
pub use escape::{attribute, text};
pub use href::href;
pub use language::{UNKNOWN_LANGUAGE, language_tag};
pub use markup::Syntax;
pub use pages::relink;
pub use user_style::{UserStyle, UserStyleError};
