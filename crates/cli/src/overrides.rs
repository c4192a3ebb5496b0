//! What the command line gives in the place of what the page gives.

use offprint::Article;
use offprint::model::{Field, Origin, Person};

use crate::args::Convert;

/// Puts what the command line gives in the place of what the page gives, and says so among the origins.
pub(crate) fn apply(mut article: Article, args: &Convert) -> Article {
    let mut given: Vec<(Field, String)> = Vec::new();
    if let Some(title) = &args.title {
        article.metadata.title = Some(title.trim().to_owned());
        given.push((Field::Title, title.clone()));
    }
    if !args.authors.is_empty() {
        article.metadata.authors = args.authors.iter().map(Person::named).collect();
        given.push((Field::Authors, args.authors.join("; ")));
    }
    if let Some(date) = args.date {
        article.metadata.published = Some(date);
        given.push((Field::Published, date.to_string()));
    }
    if let Some(language) = &args.language {
        article.metadata.language = Some(language.clone());
        given.push((Field::Language, language.to_string()));
    }
    for (field, value) in given {
        chose(&mut article, field, value);
    }
    article
}

/// Says among the origins that a value was given in the place of the page's.
pub(crate) fn chose(article: &mut Article, field: Field, value: String) {
    article
        .origins
        .iter_mut()
        .filter(|origin| origin.field == field)
        .for_each(|origin| origin.chosen = false);
    article.origins.push(Origin { field, value, reader: "given".into(), path: None, chosen: true });
}
