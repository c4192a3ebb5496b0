//! What an article was made from.

use serde::{Deserialize, Serialize};

use crate::PartialDate;

/// What an article was made from, so that it can be found again and made again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// File name or other name of the input, as the caller gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Address the input was saved from, as the caller gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was saved, as the caller gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captured: Option<PartialDate>,
    /// SHA-256 of the input's bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// The encoding it was read in, by its name in the WHATWG Encoding Standard: `UTF-8`.
    pub encoding: String,
    /// What it was taken for.
    pub kind: InputKind,
    /// Program and version that made the article: `offprint 0.1.0`.
    pub generator: String,
}

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// A page in HTML or XHTML.
    #[default]
    Html,
    /// Text scraped or copied from a page.
    Text,
}
