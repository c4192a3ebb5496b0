//! Open Graph data (<https://ogp.me>): what a site or a messenger shows of a link to the file. Nothing of it is fetched by
//! whoever reads the file.

use offprint_model::{LanguageTag, Publication, Role};

use crate::href::web_address;
use crate::markup::Markup;

/// The `meta` elements of a publication; of one article also its dates, section and authors.
pub(crate) fn write(markup: &mut Markup, publication: &Publication, title: &str) {
    let metadata = &publication.metadata;
    let mut property = |name: &str, content: Option<&str>| {
        if let Some(content) = content.filter(|content| !content.trim().is_empty()) {
            let tag = markup.tag("meta").with("property", name).with("content", content);
            markup.void(tag);
            markup.line();
        }
    };
    let is_article = publication.articles.len() == 1;
    property("og:type", Some(if is_article { "article" } else { "book" }));
    property("og:title", Some(title));
    property("og:description", metadata.description.as_deref().or(metadata.dek.as_deref()));
    property("og:site_name", metadata.site.as_deref());
    property("og:url", metadata.url.as_deref().and_then(web_address).as_deref());
    let image = metadata.lead_image.as_ref().and_then(|image| image.url.as_deref());
    property("og:image", image.and_then(web_address).as_deref());
    property("og:locale", metadata.language.as_ref().and_then(locale).as_deref());
    if !is_article {
        return;
    }
    property("article:published_time", metadata.published.map(|date| date.to_string()).as_deref());
    property("article:modified_time", metadata.modified.map(|date| date.to_string()).as_deref());
    property("article:section", metadata.section.as_deref());
    for author in metadata.authors.iter().filter(|person| person.role == Role::Author) {
        // An address of a profile is what the standard wants; where there is none, names are what readers of it take.
        let address = author.url.as_deref().and_then(web_address);
        property("article:author", Some(address.as_deref().unwrap_or(&author.name)));
    }
}

/// `language_TERRITORY`, which says nothing without a territory.
fn locale(language: &LanguageTag) -> Option<String> {
    let mut parts = language.as_str().split('-').skip(1);
    let territory = parts.find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))?;
    Some(format!("{}_{territory}", language.primary()))
}
