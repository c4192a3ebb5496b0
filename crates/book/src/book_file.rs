//! Book files: TOML that names a book's inputs and says what it is to be.
//!
//! `docs/books.md` explains the format to users.

use offprint_model::{LanguageTag, PartialDate, Series};
use serde::Deserialize;
use thiserror::Error;

use crate::{Order, PartsBy, Plan};

/// What is wrong with a book file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BookFileError {
    /// It is no TOML, or has a key that says nothing.
    #[error("line {line}: {cause}; {HINT}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// A value that cannot be read.
    #[error("{key}: {cause}")]
    Value {
        /// The key.
        key: &'static str,
        /// What is wrong, and what could stand there.
        cause: String,
    },
    /// No input is named.
    #[error("names no input; {HINT}")]
    NoInputs,
}

const HINT: &str =
    "write title = \"…\", inputs = [\"one.html\", \"two.html\"], or [[part]] with title and inputs";

/// What a book file says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BookFile {
    /// The plan. Its foreword is not read: [`BookFile::foreword`] names the file.
    pub plan: Plan,
    /// The inputs in order.
    pub inputs: Vec<Listed>,
    /// The file with the foreword, as it is written.
    pub foreword: Option<String>,
    /// The file with the picture for the cover, as it is written.
    pub cover: Option<String>,
}

/// An input of a book file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The file, as it is written.
    pub file: String,
    /// Address that the page was saved from.
    pub url: Option<String>,
    /// Title in place of the page's.
    pub title: Option<String>,
    /// Title of the part that it stands in.
    pub part: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    title: Option<String>,
    subtitle: Option<String>,
    #[serde(default)]
    editors: Vec<String>,
    foreword: Option<String>,
    cover: Option<String>,
    date: Option<DateWritten>,
    language: Option<String>,
    description: Option<String>,
    publisher: Option<String>,
    licence: Option<String>,
    series: Option<SeriesWritten>,
    order: Option<String>,
    parts_by: Option<String>,
    #[serde(default)]
    keep_duplicates: bool,
    #[serde(default)]
    inputs: Vec<InputWritten>,
    #[serde(default)]
    part: Vec<PartWritten>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum DateWritten {
    Words(String),
    Date(toml::value::Datetime),
    Year(i64),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "series is a title, or { title = \"…\", position = 2 }")]
enum SeriesWritten {
    Title(String),
    Table(SeriesTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeriesTable {
    title: String,
    position: Option<PositionWritten>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum PositionWritten {
    Number(i64),
    Words(String),
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "an input is a file's name, or { file = \"…\", url = \"…\", title = \"…\" } with no other keys"
)]
enum InputWritten {
    File(String),
    Table(InputTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InputTable {
    file: String,
    url: Option<String>,
    title: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartWritten {
    title: String,
    inputs: Vec<InputWritten>,
}

impl BookFile {
    /// Reads a book file. Names of files stay as they are written; whoever opens them takes them from the file's folder.
    ///
    /// # Errors
    /// [`BookFileError`]: what is wrong, where, and what to write.
    pub fn parse(text: &str) -> Result<Self, BookFileError> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
            BookFileError::Syntax { line, cause: error.message().to_owned() }
        })?;
        let value = |key, cause: String| BookFileError::Value { key, cause };
        let date = written.date.map(|date| match date {
            DateWritten::Words(words) => words,
            DateWritten::Date(date) => date.to_string(),
            DateWritten::Year(year) => format!("{year:04}"),
        });
        let date: Option<PartialDate> = date
            .map(|text| {
                text.parse().map_err(|_| {
                    value("date", format!("“{text}” is no date; write 2014, 2014-07 or 2014-07-15"))
                })
            })
            .transpose()?;
        let language: Option<LanguageTag> = written
            .language
            .map(|tag| {
                tag.parse()
                    .map_err(|_| value("language", format!("“{tag}” is no language; write en or pt-BR")))
            })
            .transpose()?;
        let order: Option<Order> = written
            .order
            .map(|word| word.parse().map_err(|error: crate::UnknownOrder| value("order", error.to_string())))
            .transpose()?;
        let parts: Option<PartsBy> = written
            .parts_by
            .map(|word| {
                word.parse().map_err(|error: crate::UnknownPartsBy| value("parts-by", error.to_string()))
            })
            .transpose()?;
        let mut inputs: Vec<Listed> = written.inputs.into_iter().map(|input| listed(input, None)).collect();
        for part in written.part {
            inputs.extend(part.inputs.into_iter().map(|input| listed(input, Some(&part.title))));
        }
        if inputs.is_empty() {
            return Err(BookFileError::NoInputs);
        }
        let series = written.series.map(|series| match series {
            SeriesWritten::Title(title) => Series { title, position: None },
            SeriesWritten::Table(SeriesTable { title, position }) => Series {
                title,
                position: position.map(|position| match position {
                    PositionWritten::Number(number) => number.to_string(),
                    PositionWritten::Words(words) => words,
                }),
            },
        });
        let plan = Plan {
            title: written.title,
            subtitle: written.subtitle,
            editors: written.editors,
            fallback_title: None,
            date,
            language,
            description: written.description,
            publisher: written.publisher,
            licence: written.licence,
            series,
            foreword: None,
            order: order.unwrap_or_default(),
            parts: parts.unwrap_or_default(),
            keep_duplicates: written.keep_duplicates,
        };
        Ok(Self { plan, inputs, foreword: written.foreword, cover: written.cover })
    }
}

fn listed(input: InputWritten, part: Option<&str>) -> Listed {
    let (file, url, title) = match input {
        InputWritten::File(file) => (file, None, None),
        InputWritten::Table(InputTable { file, url, title }) => (file, url, title),
    };
    Listed { file, url, title, part: part.map(str::to_owned) }
}
