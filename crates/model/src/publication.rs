//! The whole of what is published: one article or a book of many.

use serde::{Deserialize, Serialize};

use crate::{Article, Metadata, Resource};

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
    /// The parts that the articles are gathered in, in order; articles before the first part stand in none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// The series that the book belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// Identifier, among the resources of the book and of the articles, of the picture on the cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// Pictures of the book's own, which no article holds: its cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
}

/// A part of a book: articles under a title of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// Its title.
    pub title: String,
    /// Index of its first article. It ends where the next part begins.
    pub first: usize,
}

/// The series that a book belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Series {
    /// Its title.
    pub title: String,
    /// The book's place in it: `3`, `2014.1`; figures and points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
}

impl Publication {
    /// A publication of one article, with that article's metadata.
    pub fn of(article: Article) -> Self {
        Self { metadata: article.metadata.clone(), ..Self::of_many(vec![article]) }
    }

    /// A publication of several articles, without metadata of its own.
    pub fn of_many(articles: Vec<Article>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            metadata: Metadata::default(),
            articles,
            parts: Vec::new(),
            series: None,
            cover: None,
            resources: Vec::new(),
        }
    }

    /// The picture on the cover.
    pub fn cover_resource(&self) -> Option<&Resource> {
        let id = self.cover.as_ref()?;
        let all = self.resources.iter().chain(self.articles.iter().flat_map(|article| &article.resources));
        all.into_iter().find(|resource| &resource.id == id)
    }

    /// The part that begins with the article of an index, and its number, from 1.
    pub fn part_at(&self, article: usize) -> Option<(usize, &Part)> {
        (1..).zip(&self.parts).find(|(_, part)| part.first == article)
    }

    /// Whether the article of an index stands in a part.
    pub fn is_in_part(&self, article: usize) -> bool {
        self.parts.iter().any(|part| part.first <= article)
    }

    /// Whether it is a book of several articles, with a title page and contents, and no article alone.
    pub fn is_book(&self) -> bool {
        self.articles.len() > 1 || !self.parts.is_empty()
    }
}

impl From<Article> for Publication {
    fn from(article: Article) -> Self {
        Self::of(article)
    }
}
