//! The parts of a book.

use std::fmt;
use std::str::FromStr;

use offprint_model::{Article, Labels, Part};
use thiserror::Error;

use crate::order::{first_author, text_key};

/// What the parts of a book are made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum PartsBy {
    /// As [`crate::Item::part`] says; none where it says nothing.
    #[default]
    Given,
    /// A part for each site.
    Site,
    /// A part for each first author.
    Author,
    /// A part for each year of publication.
    Year,
    /// A part for each month of publication.
    Month,
    /// A part for each section of the site.
    Section,
}

/// A word that names nothing by which parts are made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” names nothing to make parts by; there are given, site, author, year, month, section")]
pub struct UnknownPartsBy(pub String);

impl FromStr for PartsBy {
    type Err = UnknownPartsBy;

    fn from_str(word: &str) -> Result<Self, UnknownPartsBy> {
        Self::ALL
            .into_iter()
            .find(|known| known.word() == word)
            .ok_or_else(|| UnknownPartsBy(word.to_owned()))
    }
}

impl fmt::Display for PartsBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl PartsBy {
    const ALL: [Self; 6] = [Self::Given, Self::Site, Self::Author, Self::Year, Self::Month, Self::Section];

    const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Site => "site",
            Self::Author => "author",
            Self::Year => "year",
            Self::Month => "month",
            Self::Section => "section",
        }
    }

    /// The title of the part that an article belongs to; none for one that stands in no part.
    pub(crate) fn title(self, article: &Article, given: Option<&str>) -> Option<String> {
        let metadata = &article.metadata;
        let date = metadata.published.or(metadata.modified);
        let title = match self {
            Self::Given => given.map(str::to_owned),
            Self::Site => metadata.site.clone(),
            Self::Author => first_author(&metadata.authors).map(|person| person.name.clone()),
            Self::Year => date.map(|date| date.year().to_string()),
            Self::Month => date.and_then(|date| {
                let labels = Labels::of(metadata.language.as_ref());
                let month = usize::from(date.month()?).checked_sub(1)?;
                Some(match labels.months.get(month) {
                    Some(name) => format!("{name} {}", date.year()),
                    None => format!("{}-{:02}", date.year(), month + 1),
                })
            }),
            Self::Section => metadata.section.clone(),
        };
        title
            .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|title| !title.is_empty())
    }
}

/// Gathers articles, which are in order, into parts by their titles: articles without a part first, then the parts in the order of
/// their first articles. Titles that differ in case or accents alone are one part.
pub(crate) fn gather(articles: Vec<(Option<String>, Article)>) -> (Vec<Article>, Vec<Part>) {
    let mut loose = Vec::new();
    let mut parts: Vec<(String, String, Vec<Article>)> = Vec::new();
    for (title, article) in articles {
        let Some(title) = title else {
            loose.push(article);
            continue;
        };
        let key = text_key(Some(&title)).unwrap_or_default();
        match parts.iter_mut().find(|(known, ..)| *known == key) {
            Some((.., articles)) => articles.push(article),
            None => parts.push((key, title, vec![article])),
        }
    }
    let mut all = loose;
    let mut heads = Vec::new();
    for (_, title, articles) in parts {
        heads.push(Part { title, first: all.len() });
        all.extend(articles);
    }
    (all, heads)
}
