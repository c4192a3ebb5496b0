//! What a run makes of each page.

use std::fmt;
use std::str::FromStr;

use offprint::{Format, UnknownFormat};
use thiserror::Error;

/// What a run makes of each page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// A file for each page.
    File(Format),
    /// A line for each page in the file `articles.jsonl` of the run, as [`crate::Line`] has it.
    JsonLines,
}

/// A name that stands for nothing that a run can make.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}; jsonl makes one file of lines")]
pub struct UnknownOutput(#[from] UnknownFormat);

impl Output {
    /// Its name, which is the ending of its files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File(format) => format.extension(),
            Self::JsonLines => "jsonl",
        }
    }
}

impl FromStr for Output {
    type Err = UnknownOutput;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        if name.trim_start_matches('.').eq_ignore_ascii_case("jsonl") {
            return Ok(Self::JsonLines);
        }
        Ok(Self::File(name.parse()?))
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
