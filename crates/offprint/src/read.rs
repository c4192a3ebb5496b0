//! Finding the article, and saying what was found to whoever listens.

use offprint_model::Article;
use offprint_parser::{Context, Options, ParseError};
use tracing::{debug, info, info_span, warn};

/// Finds the article in the bytes of a page or text scrape.
///
/// Events of [`tracing`] say what was found, each value of the metadata with where it came from, each removal, and
/// what a careful user should know.
///
/// # Errors
/// [`ParseError`] where the input is empty or binary, holds no article, or is over a limit of `options`.
pub fn read(bytes: &[u8], context: &Context<'_>, options: &Options) -> Result<Article, ParseError> {
    let _span = info_span!("read", bytes = bytes.len()).entered();
    let article = offprint_parser::parse(bytes, context, options)?;
    report(&article);
    let address = context.url.as_deref().or(article.metadata.url.as_deref());
    for ignored in options.sites.ignored_for(address) {
        debug!(file = ignored.file, line = ignored.line, field = ignored.field, "does nothing here");
    }
    Ok(article)
}

fn report(article: &Article) {
    let metadata = &article.metadata;
    let title = metadata.title.as_deref().unwrap_or_default();
    let authors: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
    info!(
        title,
        authors = authors.join("; "),
        published = metadata.published.map(|date| date.to_string()).unwrap_or_default(),
        language = metadata.language.as_ref().map_or("", |language| language.as_str()),
        encoding = %article.provenance.encoding,
        blocks = article.body.len(),
        notes = article.notes.len(),
        pictures = article.resources.len(),
        removals = article.removals.len(),
        confidence = format_args!("{:.2}", article.confidence),
        "found an article"
    );
    for origin in &article.origins {
        let (field, chosen) = (origin.field.as_str(), origin.chosen);
        debug!(field, value = origin.value, reader = origin.reader, chosen, "metadata");
    }
    for removal in &article.removals {
        let confidence = format_args!("{:.2}", removal.confidence);
        let (rule, place, characters) = (&removal.rule, &removal.place.path, removal.text.chars().count());
        debug!(%rule, %place, characters, confidence, "removed");
    }
    for warning in &article.warnings {
        warn!("{}", warning.message);
    }
}
