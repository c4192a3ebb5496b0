//! What a publication can be written as.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use thiserror::Error;

/// What a publication can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// EPUB 3.3.
    Epub,
    /// PDF/A-2a and PDF/UA-1.
    Pdf,
    /// Plain text, UTF-8.
    Text,
    /// Markdown: CommonMark with tables and footnotes, and YAML front matter.
    Markdown,
    /// One self-contained HTML file.
    Html,
    /// The model as JSON.
    Json,
}

/// A name or file ending that stands for no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{name}” is no format; there are {known}", known = Format::ALL.map(Format::extension).join(", "))]
pub struct UnknownFormat {
    name: String,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Epub, Self::Pdf, Self::Text, Self::Markdown, Self::Html, Self::Json];

    /// The ending of its files: `txt`.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Pdf => "pdf",
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The format that a file's ending stands for.
    ///
    /// # Errors
    /// Where it stands for none.
    pub fn of_path(path: &Path) -> Result<Self, UnknownFormat> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some(ending) => ending.parse(),
            None => Err(UnknownFormat { name: path.display().to_string() }),
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name.trim_start_matches('.').to_ascii_lowercase().as_str() {
            "epub" => Ok(Self::Epub),
            "pdf" => Ok(Self::Pdf),
            "txt" | "text" => Ok(Self::Text),
            "md" | "markdown" => Ok(Self::Markdown),
            "html" | "htm" => Ok(Self::Html),
            "json" => Ok(Self::Json),
            _ => Err(UnknownFormat { name: name.to_owned() }),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}
