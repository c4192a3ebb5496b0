//! What was taken out, and why.

use serde::{Deserialize, Serialize};

use crate::Field;

/// A piece of visible text that is not in the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Removal {
    /// Name of the rule: `donation-appeal`.
    pub rule: String,
    /// Why, for a person: the signs that agreed.
    pub reason: String,
    /// How sure, from 0 to 1.
    pub confidence: f32,
    /// The whole text that went.
    pub text: String,
    /// Where it stood.
    pub place: Place,
    /// What became of it.
    pub kind: RemovalKind,
}

/// A place in the input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Position in page order; removals and origins sort by it.
    pub order: u32,
    /// A path in the page (`html/body/div[2]/p[3]`) or a line of a text scrape (`line 5`).
    pub path: String,
}

/// What became of the text of a [`Removal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "what", content = "field")]
pub enum RemovalKind {
    /// Not the article: left out.
    Furniture,
    /// Says again what stands elsewhere in the article or its metadata.
    Duplicate,
    /// Outside the part of the page that holds the article.
    Outside,
    /// It became metadata.
    Lifted(Field),
}
