//! What a publication can be written as.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use thiserror::Error;

/// What a publication can be written as. A format that was left out when the library was built (see the features of
/// this crate) is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// EPUB 3.3. Feature `epub`.
    #[cfg(feature = "epub")]
    Epub,
    /// PDF/A-2a and PDF/UA-1. Feature `pdf`.
    #[cfg(feature = "pdf")]
    Pdf,
    /// Plain text, UTF-8. Feature `text`.
    #[cfg(feature = "text")]
    Text,
    /// Markdown: CommonMark with tables and footnotes, and YAML front matter. Feature `text`.
    #[cfg(feature = "text")]
    Markdown,
    /// One self-contained HTML file. Feature `html`.
    #[cfg(feature = "html")]
    Html,
    /// The model as JSON. Always there.
    Json,
}

/// A name or file ending that stands for no format.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum UnknownFormat {
    /// It stands for nothing that offprint knows of.
    #[error("“{name}” is no format; there are {known}", known = known())]
    Unknown {
        /// The name.
        name: String,
    },
    /// It stands for a format that was left out when the library was built.
    #[error("“{name}” was left out of this build, which has {known}; build it with the feature “{feature}”", known = known())]
    LeftOut {
        /// The name.
        name: String,
        /// The feature of this crate that brings it.
        feature: &'static str,
    },
}

fn known() -> String {
    let endings: Vec<&str> = Format::ALL.iter().map(|format| format.extension()).collect();
    endings.join(", ")
}

impl Format {
    /// Every format that this build can write.
    pub const ALL: &'static [Self] = &[
        #[cfg(feature = "epub")]
        Self::Epub,
        #[cfg(feature = "pdf")]
        Self::Pdf,
        #[cfg(feature = "text")]
        Self::Text,
        #[cfg(feature = "text")]
        Self::Markdown,
        #[cfg(feature = "html")]
        Self::Html,
        Self::Json,
    ];

    /// The ending of its files: `txt`.
    pub const fn extension(self) -> &'static str {
        match self {
            #[cfg(feature = "epub")]
            Self::Epub => "epub",
            #[cfg(feature = "pdf")]
            Self::Pdf => "pdf",
            #[cfg(feature = "text")]
            Self::Text => "txt",
            #[cfg(feature = "text")]
            Self::Markdown => "md",
            #[cfg(feature = "html")]
            Self::Html => "html",
            Self::Json => "json",
        }
    }

    /// The format that a file's ending stands for.
    ///
    /// # Errors
    /// Where it stands for none that this build can write.
    pub fn of_path(path: &Path) -> Result<Self, UnknownFormat> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some(ending) => ending.parse(),
            None => Err(UnknownFormat::Unknown { name: path.display().to_string() }),
        }
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    /// By name or file ending, with or without its point, in letters of either case.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let ending = name.trim_start_matches('.').to_ascii_lowercase();
        let ending = match ending.as_str() {
            "text" => "txt",
            "markdown" => "md",
            "htm" => "html",
            other => other,
        };
        if let Some(format) = Self::ALL.iter().find(|format| format.extension() == ending) {
            return Ok(*format);
        }
        let feature = match ending {
            "epub" => "epub",
            "pdf" => "pdf",
            "txt" | "md" => "text",
            "html" => "html",
            _ => return Err(UnknownFormat::Unknown { name: name.to_owned() }),
        };
        Err(UnknownFormat::LeftOut { name: name.to_owned(), feature })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_of_the_build_is_found_by_its_ending() {
        for format in Format::ALL {
            assert_eq!(
                Format::of_path(Path::new("a").with_extension(format.extension()).as_path()),
                Ok(*format)
            );
        }
        assert!(matches!("docx".parse::<Format>(), Err(UnknownFormat::Unknown { .. })));
    }

    #[test]
    fn a_format_that_was_left_out_names_its_feature() {
        let there = |name: &str| name.parse::<Format>();
        for (name, feature, is_there) in [
            ("epub", "epub", cfg!(feature = "epub")),
            ("pdf", "pdf", cfg!(feature = "pdf")),
            (".md", "text", cfg!(feature = "text")),
            ("HTML", "html", cfg!(feature = "html")),
        ] {
            match there(name) {
                Ok(_) => assert!(is_there, "{name}"),
                Err(error) => {
                    assert!(!is_there, "{name}");
                    assert_eq!(error, UnknownFormat::LeftOut { name: name.to_owned(), feature });
                    assert!(error.to_string().contains("json"), "{error}");
                }
            }
        }
    }
}
