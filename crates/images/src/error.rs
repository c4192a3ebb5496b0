//! Why a picture cannot be shown.

use thiserror::Error;

/// Why a picture cannot be shown. In words it goes on from “1 picture is lost:”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The bytes are damaged, or end before they show anything.
    #[error("broken")]
    Broken,
    /// The bytes are no picture, or of a kind that nothing here reads.
    #[error("of a kind that is not embedded")]
    UnknownKind,
    /// The bytes are a picture of a kind that nothing here decodes.
    #[error("of a kind that is not embedded ({0})")]
    OtherKind(&'static str),
    /// More pixels than are decoded, or more bytes than are allowed however small it is made.
    #[error("too large")]
    TooLarge,
    /// A drawing that cannot be made safe, or that is made to exhaust its readers.
    #[error("unsafe")]
    Unsafe,
}
