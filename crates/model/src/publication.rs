//! The whole of what is published: one article or a book of many.

use serde::{Deserialize, Serialize};

use crate::{Article, Metadata};

/// Version of the JSON form of [`Publication`]. It grows by one whenever a reader of the old form could
/// misread the new one.
pub const SCHEMA_VERSION: u32 = 1;

/// What an emitter writes: one article, or a book of several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Publication {
    /// [`SCHEMA_VERSION`] of the version that wrote it.
    pub schema_version: u32,
    /// Title, authors, date… of the whole. For a publication of one article, that article's own.
    pub metadata: Metadata,
    /// The articles in reading order.
    pub articles: Vec<Article>,
    /// Identifier, among the resources of the articles, of the picture on the cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
}

impl Publication {
    /// A publication of one article, with that article's metadata.
    pub fn of(article: Article) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            metadata: article.metadata.clone(),
            articles: vec![article],
            cover: None,
        }
    }
}

impl From<Article> for Publication {
    fn from(article: Article) -> Self {
        Self::of(article)
    }
}
