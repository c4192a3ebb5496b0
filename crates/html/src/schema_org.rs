//! What search engines and reading tools read of an article: schema.org's `Article`, as JSON-LD.

use offprint_model::{Article, Metadata, Person, PersonKind};
use serde::Serialize;

use crate::href::web_address;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArticleData<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alternative_headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributor: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    in_language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'a [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Agent<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<Box<Agent<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl<'a> Agent<'a> {
    fn organization(name: &'a str) -> Self {
        Self { kind: "Organization", name, job_title: None, affiliation: None, description: None, url: None }
    }

    fn of(person: &'a Person) -> Self {
        let is_person = person.kind == PersonKind::Person;
        Self {
            kind: if is_person { "Person" } else { "Organization" },
            name: &person.name,
            job_title: person.post.as_deref().filter(|_| is_person),
            affiliation: person
                .affiliation
                .as_deref()
                .filter(|_| is_person)
                .map(|name| Box::new(Self::organization(name))),
            description: person.biography.as_deref(),
            url: person.url.as_deref().and_then(web_address).map(std::borrow::Cow::into_owned),
        }
    }
}

/// The data of some articles as the content of `<script type="application/ld+json">`; none of its characters
/// can end that element or begin a comment in it.
pub(crate) fn json_ld(articles: &[Article]) -> String {
    let data: Vec<ArticleData<'_>> = articles.iter().map(|article| of(&article.metadata)).collect();
    let json = match data.as_slice() {
        [one] => serde_json::to_string(one),
        many => serde_json::to_string(many),
    };
    let mut out = String::new();
    // Markup characters stand in JSON only within strings, where `\u` means the same.
    for c in json.unwrap_or_default().chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c if offprint_model::is_xml_char(c) => out.push(c),
            _ => {}
        }
    }
    out
}

fn of(metadata: &Metadata) -> ArticleData<'_> {
    let (authors, others): (Vec<&Person>, Vec<&Person>) =
        metadata.authors.iter().partition(|person| person.role == offprint_model::Role::Author);
    ArticleData {
        context: "https://schema.org",
        kind: "Article",
        headline: metadata.title.as_deref(),
        alternative_headline: metadata.dek.as_deref(),
        description: metadata.description.as_deref(),
        author: authors.into_iter().map(Agent::of).collect(),
        contributor: others.into_iter().map(Agent::of).collect(),
        date_published: metadata.published.map(|date| date.to_string()),
        date_modified: metadata.modified.map(|date| date.to_string()),
        publisher: metadata.site.as_deref().map(Agent::organization),
        article_section: metadata.section.as_deref(),
        in_language: metadata.language.as_ref().map(offprint_model::LanguageTag::as_str),
        url: metadata.url.as_deref().and_then(web_address).map(std::borrow::Cow::into_owned),
        license: metadata.licence.as_deref(),
        keywords: &metadata.tags,
    }
}
