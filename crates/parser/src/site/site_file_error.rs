//! What is wrong with a site file: each message names the file, the line, and what to write instead.

use thiserror::Error;

use super::SelectorError;

/// What is wrong with a site file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SiteFileError {
    /// It is no TOML.
    #[error(
        "{file}, line {line}: {cause}; write it as TOML: [\"example.org\"] and below it include = \".story\""
    )]
    Syntax {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        cause: String,
    },
    /// A table has the name of no host.
    #[error(
        "{file}, line {line}: “{pattern}” names no host; write [\"example.org\"], [\"*.example.org\"] or [\"*\"], without \
         https:// and path"
    )]
    Host {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What stands there.
        pattern: String,
    },
    /// A key that says nothing, or one outside every table.
    #[error("{file}, line {line}: “{key}”{table} {cause}; {hint}")]
    Key {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The key.
        key: String,
        /// The table that it stands in, with a preposition: ` in ["example.org"]`; empty where it stands in none.
        table: String,
        /// What is wrong.
        cause: &'static str,
        /// What to do.
        hint: String,
    },
    /// What should be a CSS selector is none.
    #[error("{file}, line {line}: “{selector}” of {key} is no CSS selector: {error}, or leave it out")]
    Selector {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The key with its table: `include in ["example.org"]`.
        key: String,
        /// What stands there.
        selector: String,
        /// What is wrong with it, and what to write instead.
        error: Box<SelectorError>,
    },
    /// A rule of cleaning that is not there, or not for this key.
    #[error("{file}, line {line}: “{rule}” of {key} {cause}; there are {known}")]
    Rule {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// `keep` or `drop`, with its table.
        key: String,
        /// What stands there.
        rule: String,
        /// What is wrong with it.
        cause: &'static str,
        /// The rules that can stand there.
        known: String,
    },
}
