//! The book itself.

use std::collections::{BTreeMap, BTreeSet};

use offprint_model::{
    Article, LanguageTag, Matter, Metadata, Person, PersonKind, Publication, Role, comparable_address,
};
use thiserror::Error;

use crate::duplicates::{self, Duplicate};
use crate::{Plan, parts};

/// An article for a book.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The article.
    pub article: Article,
    /// Title of the part that it is to stand in, for [`crate::PartsBy::Given`].
    pub part: Option<String>,
}

impl From<Article> for Item {
    /// An article that stands in no part.
    fn from(article: Article) -> Self {
        Self { article, part: None }
    }
}

/// A book, and what became of the articles that are not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Book {
    /// What emitters write.
    pub publication: Publication,
    /// Articles that were left out, in the order in which they were given.
    pub duplicates: Vec<Duplicate>,
}

/// Why there is no book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BookError {
    /// A book needs an article.
    #[error("no article for a book; give at least one")]
    NoArticles,
}

/// Makes a book of articles.
///
/// # Errors
/// [`BookError::NoArticles`] where there is none.
pub fn gather(items: Vec<Item>, plan: &Plan) -> Result<Book, BookError> {
    if items.is_empty() {
        return Err(BookError::NoArticles);
    }
    let duplicates = if plan.keep_duplicates {
        Vec::new()
    } else {
        duplicates::find(&items.iter().map(|item| &item.article).collect::<Vec<_>>())
    };
    let gone: BTreeSet<usize> = duplicates.iter().map(|duplicate| duplicate.index).collect();
    let mut addresses: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for duplicate in &duplicates {
        let article = items.get(duplicate.index).map(|item| &item.article);
        let urls = article.into_iter().flat_map(|a| [&a.metadata.url, &a.provenance.url]).flatten().cloned();
        addresses.entry(duplicate.of).or_default().extend(urls);
    }
    let mut stay: Vec<(Option<String>, Article)> = items
        .into_iter()
        .enumerate()
        .filter(|(index, _)| !gone.contains(index))
        .map(|(index, item)| {
            let mut article = item.article;
            give_address(&mut article, addresses.remove(&index).unwrap_or_default());
            (plan.parts.title(&article, item.part.as_deref()), article)
        })
        .collect();
    stay.sort_by(|(_, one), (_, other)| plan.order.compare(one, other));
    let (mut articles, mut parts) = parts::gather(stay);
    let metadata = metadata(&articles, plan);
    if let Some(foreword) = &plan.foreword {
        articles.insert(0, Article { matter: Matter::Foreword, ..foreword.clone() });
        parts.iter_mut().for_each(|part| part.first += 1);
    }
    let publication =
        Publication { metadata, parts, series: plan.series.clone(), ..Publication::of_many(articles) };
    Ok(Book { publication, duplicates })
}

/// Links to the address of an article that was left out lead to the one that stays: where this knows only one address of its
/// own, the other place is free.
fn give_address(article: &mut Article, others: Vec<String>) {
    let known: BTreeSet<String> = [&article.metadata.url, &article.provenance.url]
        .into_iter()
        .flatten()
        .filter_map(|url| comparable_address(url))
        .map(|(address, _)| address)
        .collect();
    if article.provenance.url.is_none() {
        article.provenance.url = others
            .into_iter()
            .find(|url| comparable_address(url).is_some_and(|(address, _)| !known.contains(&address)));
    }
}

fn metadata(articles: &[Article], plan: &Plan) -> Metadata {
    let one = match articles {
        [one] => Some(&one.metadata),
        _ => None,
    };
    let site =
        plan.publisher.clone().or_else(|| common(articles, |article| article.metadata.site.as_deref()));
    let title = plan
        .title
        .clone()
        .or_else(|| one.and_then(|metadata| metadata.title.clone()))
        .or_else(|| site.clone())
        .or_else(|| plan.fallback_title.clone());
    let editors = plan.editors.iter().filter(|name| !name.trim().is_empty()).map(|name| Person {
        role: Role::Editor,
        kind: PersonKind::Person,
        ..Person::named(name.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    Metadata {
        title,
        dek: plan.subtitle.clone().or_else(|| one.and_then(|metadata| metadata.dek.clone())),
        authors: editors.collect(),
        published: plan.date,
        site,
        language: plan.language.clone().or_else(|| main_language(articles)),
        description: plan.description.clone(),
        licence: plan
            .licence
            .clone()
            .or_else(|| common(articles, |article| article.metadata.licence.as_deref())),
        ..Metadata::default()
    }
}

/// A value that all articles have.
fn common<'a>(articles: &'a [Article], value: impl Fn(&'a Article) -> Option<&'a str>) -> Option<String> {
    let first = value(articles.first()?)?;
    articles.iter().all(|article| value(article) == Some(first)).then(|| first.to_owned())
}

/// The language of most articles; of several as frequent the one that stands first.
fn main_language(articles: &[Article]) -> Option<LanguageTag> {
    let known = || articles.iter().filter_map(|article| article.metadata.language.as_ref());
    let count = |tag: &LanguageTag| known().filter(|other| *other == tag).count();
    let mut best: Option<(usize, &LanguageTag)> = None;
    let mut seen = BTreeSet::new();
    for tag in known() {
        if seen.insert(tag.as_str()) {
            let uses = count(tag);
            if best.is_none_or(|(most, _)| uses > most) {
                best = Some((uses, tag));
            }
        }
    }
    best.map(|(_, tag)| tag.clone())
}
