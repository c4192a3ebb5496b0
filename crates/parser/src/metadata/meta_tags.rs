//! `<meta>` and `<link>` in the head: Open Graph, article:, Twitter, Dublin Core, citation_, parsely-, sailthru.

use offprint_model::{Field, Person};

use super::Found;
use crate::names::given;
use crate::page::Page;
use crate::tag::Tag;

/// More fields are not read: no page has so many, and candidates are compared with one another.
const MOST: usize = 1000;

pub(super) fn read(page: &Page, found: &mut Found<'_>) {
    let mut read = 0;
    for row in 0..page.len() {
        match page.tag(row) {
            Tag::Meta if read < MOST => {
                read += 1;
                let name = ["property", "name", "itemprop", "http-equiv"]
                    .iter()
                    .find_map(|a| page.attribute(row, a));
                if let (Some(name), Some(content)) = (name, page.attribute(row, "content")) {
                    meta(&name.trim().to_ascii_lowercase(), content, || Some(page.path(row)), found);
                }
            }
            Tag::Link
                if page.attribute(row, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                if let Some(url) = page.attribute(row, "href").filter(|url| url.starts_with("http")) {
                    found.text(Field::Url, url, 0.9, Some(page.path(row)));
                }
            }
            Tag::Html => {
                if let Some(language) =
                    page.attribute(row, "lang").or_else(|| page.attribute(row, "xml:lang"))
                {
                    found.text(Field::Language, language, 0.8, None);
                }
            }
            _ => {}
        }
    }
    labelled(page, found);
}

fn meta(name: &str, content: &str, path: impl Fn() -> Option<String>, found: &mut Found<'_>) {
    let content = content.trim();
    if content.is_empty() {
        return;
    }
    match name {
        "og:title" => found.text(Field::Title, content, 0.8, path()),
        "twitter:title" => found.text(Field::Title, content, 0.7, path()),
        "citation_title" | "dc.title" | "dcterms.title" | "parsely-title" | "sailthru.title" | "headline" => {
            found.text(Field::Title, content, 0.75, path());
        }
        "og:description" | "description" | "twitter:description" | "dc.description" => {
            found.text(Field::Description, content, if name == "og:description" { 0.7 } else { 0.6 }, path());
        }
        "og:site_name" => found.text(Field::Site, content, 0.9, path()),
        "application-name" => found.text(Field::Site, content, 0.5, path()),
        "og:url" if content.starts_with("http") => found.text(Field::Url, content, 0.7, path()),
        "article:section" => found.text(Field::Section, content, 0.8, path()),
        "article:tag" => found.text(Field::Tags, content, 0.8, path()),
        "keywords" | "news_keywords" | "parsely-tags" => {
            content.split(',').take(40).for_each(|tag| found.text(Field::Tags, tag, 0.5, path()));
        }
        "og:locale" | "content-language" | "dc.language" | "language" => {
            found.text(Field::Language, content, 0.5, path())
        }
        "article:published_time"
        | "og:article:published_time"
        | "parsely-pub-date"
        | "datepublished"
        | "citation_publication_date"
        | "sailthru.date"
        | "dc.date.issued"
        | "dcterms.created"
        | "publish-date"
        | "published-date"
        | "published_date"
        | "datepublished_time"
        | "publish_date"
        | "publication_date"
        | "pubdate"
        | "article:published"
        | "cxenseparse:recs:publishtime"
        | "og:published_time"
        | "dc.date"
        | "dcterms.date"
        | "citation_date"
        | "dcterms.issued" => {
            found.date(Field::Published, content, 0.85, path());
        }
        "date" | "article.created" | "created" => found.date(Field::Published, content, 0.6, path()),
        "article:modified_time"
        | "og:updated_time"
        | "datemodified"
        | "last-modified"
        | "dcterms.modified"
        | "article:modified" => {
            found.date(Field::Modified, content, 0.8, path());
        }
        "twitter:data1" | "twitter:data2" => {}
        _ if is_author(name) => author(name, content, path(), found),
        _ if of_date(name).is_some() => {
            let field = of_date(name).unwrap_or(Field::Published);
            found.date(field, content, 0.7, path());
        }
        _ => {}
    }
}

/// Names of fields that hold an author; others end in the word: `cXenseParse:author`, `dcsext.author`.
fn is_author(name: &str) -> bool {
    let last = name.rsplit([':', '.', '-', '_']).next().unwrap_or(name);
    matches!(last, "author" | "authors" | "creator" | "byline" | "byl" | "writer")
        || matches!(name, "article:author_name" | "author_name" | "article_author_name" | "author-name")
}

/// What date a field holds whose name is none of the known ones, by its words: `w-published-date`.
fn of_date(name: &str) -> Option<Field> {
    let timely = name.contains("date") || name.contains("time");
    if !timely || name.contains("expir") || name.contains("event") || name.contains("unpublish") {
        None
    } else if name.contains("modif") || name.contains("updat") || name.contains("revis") {
        Some(Field::Modified)
    } else {
        (name.contains("publish") || name.contains("issued") || name.contains("release"))
            .then_some(Field::Published)
    }
}

fn author(name: &str, content: &str, path: Option<String>, found: &mut Found<'_>) {
    if content.contains("://") || content.contains('@') {
        return;
    }
    let weight = match name {
        "author" => 0.7,
        "article:author" | "parsely-author" | "sailthru.author" | "citation_author" | "dc.creator"
        | "dcterms.creator" | "byl" => 0.75,
        _ => 0.65,
    };
    let reversed = name == "citation_author" && content.matches(',').count() == 1;
    let named = if reversed {
        let (family, given) = content.split_once(',').unwrap_or((content, ""));
        vec![Person::named(format!("{} {}", given.trim(), family.trim()).trim())]
    } else {
        given(&super::tidy(content))
    };
    for person in named {
        found.person(person, weight, path.clone());
    }
}

/// The cards of social networks label two facts freely: one may be “Written by”.
fn labelled(page: &Page, found: &mut Found<'_>) {
    let fields: Vec<(&str, &str)> = (0..page.len())
        .filter(|row| page.tag(*row) == Tag::Meta)
        .filter_map(|row| {
            let name = page.attribute(row, "name").or_else(|| page.attribute(row, "property"))?;
            Some((name.trim(), page.attribute(row, "content")?))
        })
        .collect();
    let content = |wanted: &str| {
        fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, content)| *content)
    };
    for (label, data) in [("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")] {
        if let (Some(label), Some(text)) = (content(label), content(data))
            && crate::names::is_by(label)
            && !text.contains("://")
            && !text.contains('@')
        {
            given(&super::tidy(text)).into_iter().for_each(|person| found.person(person, 0.5, None));
        }
    }
}
