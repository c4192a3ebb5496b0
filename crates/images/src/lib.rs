//! Pictures made ready for readers.
//!
//! [`take_in`] is for whoever finds pictures: it tells from the bytes what they are, and gives them back without
//! metadata (where and with what a photograph was taken), a drawing without anything that runs or fetches, and a rare
//! kind as PNG. [`prepare`] is for whoever writes them: it does the same for a [`Resource`](offprint_model::Resource),
//! turns what a camera held sideways, writes anew what readers can't show, and scales what is over the limits. An
//! [`Album`] prepares each picture once and keeps an account of those that were lost.
//!
//! Bytes pass untouched but for what is taken out, wherever that will do. The same bytes and limits give the same
//! bytes on every machine. Sizes are read from the head and bounded before anything is decoded.
#![warn(missing_docs)]

mod account;
mod album;
mod decode;
mod encode;
mod error;
mod kind;
mod limits;
mod prepare;
mod strip;
mod svg;
mod take_in;

pub use account::{ImageAccount, Lost};
pub use album::Album;
pub use error::ImageError;
pub use kind::Kind;
pub use limits::ImageLimits;
pub use prepare::{Prepared, prepare};
pub use strip::{FileTraits, file_traits, without_metadata};
pub use svg::{Drawing, sanitize_svg};
pub use take_in::{Taken, take_in};
