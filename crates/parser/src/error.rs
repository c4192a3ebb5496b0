//! Why an input gives no article.

use std::time::Duration;

use offprint_model::Deadline;
use thiserror::Error;

/// Why an input gives no article. The message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseError {
    /// Nothing but white space, or nothing at all.
    #[error("the input is empty; save the page again")]
    Empty,
    /// No text but a picture, an archive, a program…
    #[error("the input is not a page but {what}; give the page's HTML, or its text")]
    Binary {
        /// What it looks like: `a PDF file`, `binary data`.
        what: &'static str,
    },
    /// A page without an article.
    #[error("no article found: {hint}; if there is one, save the page again after it has loaded completely")]
    NoArticle {
        /// What was found instead.
        hint: &'static str,
    },
    /// A page that is a set of frames, and has no text of its own.
    #[error(
        "the page is a set of frames and holds no text itself; its frames are {names}: give the page of the frame that holds \
         the article"
    )]
    Frames {
        /// Addresses of the frames, as the page writes them, the first of them.
        names: String,
    },
    /// A page on which its parser would be busy for hours: tags nested without end, or tags of endless attributes.
    #[error(
        "the page is made to exhaust its readers: its tags are nested or filled without end; give its text instead"
    )]
    Exhausting,
    /// Over a limit of [`crate::Options`].
    #[error("the input has {found} {what}, over the limit of {limit}; raise `{option}` if you trust it")]
    OverLimit {
        /// What was counted: `bytes`.
        what: &'static str,
        /// How many there are, at least.
        found: usize,
        /// How many are allowed.
        limit: usize,
        /// The option to set: `max_bytes`.
        option: &'static str,
    },
    /// Parsing took longer than [`crate::Options::max_time`] allows.
    #[error("the input takes longer than {limit:?} to parse; raise `{option}` if you trust it")]
    OverTime {
        /// How long it was allowed to take.
        limit: Duration,
        /// The option to set: `max_time`.
        option: &'static str,
    },
}

/// Refuses to go on when time is over.
pub(crate) fn in_time(deadline: Deadline) -> Result<(), ParseError> {
    deadline.over().map_or(Ok(()), |limit| Err(ParseError::OverTime { limit, option: "max_time" }))
}
