//! One article: its body and everything that is known of it.

use serde::{Deserialize, Serialize};

use crate::{Block, Metadata, Origin, Provenance, Removal, Resource};

/// One article as the parser found it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Article {
    /// Its place in a book.
    #[serde(default, skip_serializing_if = "Matter::is_body")]
    pub matter: Matter,
    /// Title, dek, authors, dates, site.
    pub metadata: Metadata,
    /// The article itself. The title, dek, byline and dateline are in `metadata`, not here.
    pub body: Vec<Block>,
    /// Footnotes and endnotes, in the order in which the body refers to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Pictures that are embedded. Pictures that could not be had keep their address in the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Every piece of visible text that is not in the body, with the reason, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removals: Vec<Removal>,
    /// Where each value in `metadata` came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
    /// What the article was made from.
    pub provenance: Provenance,
    /// How sure the parser is that this is the article and the whole of it, from 0 to 1.
    pub confidence: f32,
    /// What a careful user should look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// What an article is in a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Matter {
    /// An article like others.
    #[default]
    Body,
    /// What its editors say before the first article.
    Foreword,
}

impl Matter {
    fn is_body(&self) -> bool {
        *self == Self::Body
    }
}

/// A footnote or endnote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Identifier that [`crate::Inline::NoteReference`] names; unique in the article; `[A-Za-z][A-Za-z0-9-]*`.
    pub id: String,
    /// What the reference shows: `1`, `*`, `iv`.
    pub label: String,
    /// What the note says.
    pub blocks: Vec<Block>,
}

/// Something that went well enough to continue but that a careful user should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// What kind of thing.
    pub kind: WarningKind,
    /// One sentence for a person.
    pub message: String,
}

/// Kinds of [`Warning`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WarningKind {
    /// The page may hold no article, or only a part of it.
    LowConfidence,
    /// The article was taken by a fallback because the usual way found nothing.
    Fallback,
    /// Bytes did not fit the encoding and were replaced by U+FFFD.
    Encoding,
    /// A picture could not be embedded; its alternative text, caption and address are kept.
    Picture,
    /// No title was found.
    Untitled,
    /// Nesting deeper than the model carries was flattened, its text kept.
    Flattened,
    /// What the caller says of the site does not fit the page, or could not be read.
    SiteRules,
}
