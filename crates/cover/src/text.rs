//! What stands on the cover.

use std::collections::BTreeSet;

use offprint_model::{Labels, PartialDate, Person, Publication, Role};
use offprint_typeset::CoverText;
use sha2::{Digest as _, Sha256};

/// Of more authors than this the first is named, and that there are others.
const MOST: usize = 4;

pub(crate) fn of(publication: &Publication) -> CoverText {
    let metadata = &publication.metadata;
    let language = metadata
        .language
        .clone()
        .or_else(|| publication.articles.iter().find_map(|article| article.metadata.language.clone()));
    let labels = Labels::of(language.as_ref());
    let title = metadata.title.clone().unwrap_or_else(|| labels.untitled.to_owned());
    let digest = Sha256::digest(title.as_bytes());
    let seed = digest.iter().take(8).fold(0_u64, |seed, byte| (seed << 8) | u64::from(*byte));
    let site = metadata.site.clone().filter(|site| *site != title);
    let dates = dates(publication).map(|(first, last)| {
        if first.year() == last.year() {
            last.to_words(language.as_ref())
        } else {
            format!("{}–{}", first.year(), last.year())
        }
    });
    let series = publication.series.as_ref().map(|series| match &series.position {
        Some(position) => format!("{} {position}", series.title),
        None => series.title.clone(),
    });
    CoverText {
        title,
        subtitle: metadata.dek.clone(),
        people: people(publication, &labels),
        lines: series.into_iter().chain(site).chain(dates).collect(),
        language,
        seed,
    }
}

/// The book's own people, or else those who wrote its articles; none where they are many.
fn people(publication: &Publication, labels: &Labels) -> Option<String> {
    let own = &publication.metadata.authors;
    let all: Vec<&Person> = if own.is_empty() {
        publication.articles.iter().flat_map(|article| &article.metadata.authors).collect()
    } else {
        own.iter().collect()
    };
    let mut seen = BTreeSet::new();
    let wrote = |person: &&&Person| !own.is_empty() || person.role == Role::Author;
    let names: Vec<&str> = all
        .iter()
        .filter(wrote)
        .map(|person| person.name.as_str())
        .filter(|name| seen.insert(*name))
        .collect();
    (!names.is_empty() && names.len() <= MOST).then(|| labels.join(&names))
}

/// The book's day, or else the days of its oldest and newest article.
fn dates(publication: &Publication) -> Option<(PartialDate, PartialDate)> {
    if let Some(date) = publication.metadata.published {
        return Some((date.date_only(), date.date_only()));
    }
    let key = |date: &PartialDate| (date.year(), date.month(), date.day());
    let all = || {
        publication.articles.iter().filter_map(|article| article.metadata.published).map(|d| d.date_only())
    };
    Some((all().min_by_key(key)?, all().max_by_key(key)?))
}
