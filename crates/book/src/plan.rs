//! What a book is to be.

use offprint_model::{Article, LanguageTag, PartialDate, Series};

use crate::{Order, PartsBy};

/// What a book is to be. What is left out is worked out from the articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Its title. Without one: the site that all articles are from, or else [`Plan::fallback_title`].
    pub title: Option<String>,
    /// Its subtitle.
    pub subtitle: Option<String>,
    /// Names of its editors.
    pub editors: Vec<String>,
    /// Its title where nothing else gives one: the name of the file, for one.
    pub fallback_title: Option<String>,
    /// When it is published. Without it the latest day of an article counts.
    pub date: Option<PartialDate>,
    /// Its main language. Without it the language of most articles.
    pub language: Option<LanguageTag>,
    /// A short summary.
    pub description: Option<String>,
    /// Who publishes it. Without it the site that all articles are from.
    pub publisher: Option<String>,
    /// Its licence: an address or words.
    pub licence: Option<String>,
    /// The series that it belongs to.
    pub series: Option<Series>,
    /// What its editors say before the first article; see [`crate::foreword()`].
    pub foreword: Option<Article>,
    /// The order of the articles, and of the parts by their first article.
    pub order: Order,
    /// What the parts are made by.
    pub parts: PartsBy,
    /// Whether articles that say the same as others stay.
    pub keep_duplicates: bool,
}
