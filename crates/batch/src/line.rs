//! An article as a line of JSON.

use offprint::Article;
use offprint_archive::Record;
use offprint_model::{Person, Role, marked_text};
use serde::Serialize;

/// An article as one JSON object: the metadata that most want, and the text of the body.
#[derive(Debug, Serialize)]
pub struct Line<'a> {
    source: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    authors: Vec<Author<'a>>,
    /// First published; where the page does not say that, last changed.
    published: Option<String>,
    modified: Option<String>,
    site: Option<&'a str>,
    language: Option<&'a str>,
    text: String,
    #[serde(flatten)]
    capture: Option<Capture<'a>>,
}

/// What the archive says, in the columns that web archives know (the Archives Unleashed Toolkit's).
#[derive(Debug, Serialize)]
struct Capture<'a> {
    crawl_date: Option<&'a str>,
    domain: Option<String>,
    mime_type_web_server: Option<&'a str>,
    record_id: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Author<'a> {
    name: &'a str,
    role: Option<&'a str>,
    affiliation: Option<&'a str>,
    bio: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> Author<'a> {
    /// The role is the post as printed; where there is none, what they did if they did not write.
    fn of(person: &'a Person) -> Self {
        let contribution = (person.role != Role::Author).then(|| person.role.as_str());
        Self {
            name: &person.name,
            role: person.post.as_deref().or(contribution),
            affiliation: person.affiliation.as_deref(),
            bio: person.biography.as_deref(),
            url: person.url.as_deref(),
        }
    }
}

impl<'a> Line<'a> {
    /// The line of an article; `source` is the name of its input.
    pub fn of(source: &'a str, article: &'a Article) -> Self {
        let metadata = &article.metadata;
        let mut text = marked_text(&article.body);
        for note in &article.notes {
            text.push('\n');
            text.push_str(&marked_text(&note.blocks));
        }
        Self {
            source,
            url: metadata.url.as_deref(),
            title: metadata.title.as_deref(),
            subtitle: metadata.dek.as_deref(),
            authors: metadata.makers().into_iter().map(Author::of).collect(),
            published: metadata.published.or(metadata.modified).map(|date| date.to_string()),
            modified: metadata.modified.map(|date| date.to_string()),
            site: metadata.site.as_deref(),
            language: metadata.language.as_ref().map(|language| language.as_str()),
            text,
            capture: None,
        }
    }

    /// With what the archive says of the page.
    pub(crate) fn captured(self, record: &'a Record) -> Self {
        let url = self.url.or(record.target_uri.as_deref());
        let capture = Capture {
            crawl_date: record.date.as_deref(),
            domain: url.and_then(offprint_ledger::host),
            mime_type_web_server: record.media_type.as_deref(),
            record_id: record.record_id.as_deref(),
        };
        Self { url, capture: Some(capture), ..self }
    }
}
