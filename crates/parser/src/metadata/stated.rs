//! What the object of an app's state tells of the text that was taken from it: title, dek, authors, dates.
//!
//! Only of that object: a state holds other articles too, whose authors and days are theirs.

use offprint_model::Field;
use serde_json::{Map, Value as Json};

use super::{Candidate, Found, json_ld, script_dates};
use crate::names::parse_byline;
use crate::purpose::Purpose;

/// Names of fields that hold a title, in lower case without separators, the likeliest first.
const TITLES: [&str; 4] = ["headline", "title", "heading", "pagetitle"];

/// The same for a dek, beside what class names of deks say.
const DEKS: [&str; 6] = ["description", "summary", "excerpt", "spot", "intro", "abstract"];

/// The same for authors.
const AUTHORS: [&str; 9] =
    ["authors", "author", "byline", "bylines", "writers", "writer", "creator", "authorname", "contributors"];

/// The same for the day of publication, beside [`script_dates::NAMES`], which say more of it and go before.
const PUBLISHED: [&str; 6] = ["pubdate", "published", "createdate", "createdat", "datecreated", "date"];

/// The same for that of the last change.
const MODIFIED: [&str; 8] = [
    "updatedat",
    "datemodified",
    "modifiedat",
    "updatedate",
    "lastmodified",
    "modifieddate",
    "updated",
    "modified",
];

/// No dek is longer, in characters.
const LONGEST_DEK: usize = 400;

/// Characters by which a dek is looked for in the text: an excerpt is its beginning, and no dek.
const BEGINNING: usize = 40;

/// How far the object is to be believed: as the data of JSON-LD nearly, which are made for readers' machines.
const WEIGHT: f32 = 0.75;

/// A field's name in lower case, without separators.
pub(crate) fn bare(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The title of an object, where it has one.
pub(crate) fn title_of(map: &Map<String, Json>) -> Option<&str> {
    // Most objects have few fields, and most fields have other names: only those are looked at closely.
    let mut best: Option<(usize, &str)> = None;
    for (key, value) in map {
        let Some(rank) = rank(&TITLES, key) else { continue };
        let text = words_of(value).filter(|text| !text.trim().is_empty());
        if let Some(text) = text
            && best.is_none_or(|(known, _)| rank < known)
        {
            best = Some((rank, text));
        }
    }
    best.map(|(_, text)| text)
}

/// Whether an object says by whom, when or where it was published: it is an article of its own, or a teaser of one.
pub(crate) fn is_published(map: &Map<String, Json>) -> bool {
    map.iter().any(|(key, value)| {
        let named = |names: &[&str]| rank(names, key).is_some();
        !value.is_null()
            && (named(&AUTHORS)
                || named(&script_dates::NAMES)
                || named(&PUBLISHED)
                || named(&["slug", "path", "permalink"]))
    })
}

fn rank(names: &[&str], key: &str) -> Option<usize> {
    let own = bare(key);
    names.iter().position(|name| *name == own)
}

/// A string, or the one that an object wraps: `{"rendered": "…"}`.
fn words_of(value: &Json) -> Option<&str> {
    value.as_str().or_else(|| {
        ["rendered", "text", "value", "name"].iter().find_map(|key| value.get(*key).and_then(Json::as_str))
    })
}

/// What an object tells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Told {
    title: Option<String>,
    dek: Option<String>,
    authors: Option<Json>,
    published: Option<String>,
    modified: Option<String>,
}

impl Told {
    /// What an object tells of the text in it.
    pub(crate) fn of(map: &Map<String, Json>, text: &str) -> Self {
        let first = |names: &[&str]| {
            let named = map.iter().filter_map(|(key, value)| Some((rank(names, key)?, value)));
            named.filter(|(_, value)| !value.is_null()).min_by_key(|(rank, _)| *rank).map(|(_, value)| value)
        };
        let day = |value: &Json| match value {
            Json::Number(number) => Some(number.to_string()),
            value => words_of(value).map(str::to_owned),
        };
        let deks = map.iter().filter_map(|(key, value)| {
            let called = Purpose::of_names(key).has(Purpose::DEK);
            let rank = if called { 0 } else { 1 + rank(&DEKS, key)? };
            let dek = super::tidy(words_of(value)?);
            let beginning: String = dek.chars().take(BEGINNING).collect();
            let fits = !dek.is_empty() && dek.chars().count() <= LONGEST_DEK && !dek.contains('<');
            (fits && !text.contains(&beginning)).then_some((rank, dek))
        });
        Self {
            title: title_of(map).map(str::to_owned),
            dek: deks.min_by_key(|(rank, _)| *rank).map(|(_, dek)| dek),
            authors: first(&AUTHORS).cloned(),
            published: first(&script_dates::NAMES).or_else(|| first(&PUBLISHED)).and_then(day),
            modified: first(&MODIFIED).and_then(day),
        }
    }

    /// As candidates.
    pub(crate) fn candidates(&self, language: Option<&str>) -> Vec<Candidate> {
        let mut all = Vec::new();
        let mut found = Found { all: &mut all, reader: "state", language };
        let Self { title, dek, authors, published, modified } = self;
        title.iter().for_each(|title| found.text(Field::Title, title, WEIGHT, None));
        dek.iter().for_each(|dek| found.text(Field::Dek, dek, WEIGHT, None));
        published.iter().for_each(|day| found.date(Field::Published, day, WEIGHT, None));
        modified.iter().for_each(|day| found.date(Field::Modified, day, WEIGHT, None));
        let authors = match authors {
            Some(Json::Array(list)) => list.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        for author in authors.into_iter().take(MOST_AUTHORS) {
            match author {
                Json::String(line) => match parse_byline(line, language).filter(|named| !named.is_empty()) {
                    Some(named) => named.into_iter().for_each(|person| found.person(person, WEIGHT, None)),
                    None => json_ld::people(author, WEIGHT, &mut found),
                },
                _ => json_ld::people(&person(author), WEIGHT, &mut found),
            }
        }
        all
    }
}

/// As many authors of a text are read.
const MOST_AUTHORS: usize = 20;

/// Somebody as an app's state tells of them, in the form of schema.org.
fn person(value: &Json) -> Json {
    let text = |names: &[&str]| {
        let fields = value.as_object()?;
        fields.iter().find(|(key, _)| rank(names, key).is_some()).and_then(|(_, value)| value.as_str())
    };
    let whole = text(&["name", "fullname", "displayname"]).map(str::to_owned);
    let name = whole.or_else(|| {
        Some(format!(
            "{} {}",
            text(&["firstname", "givenname"])?,
            text(&["lastname", "surname", "familyname"])?
        ))
    });
    let mut fields = Map::new();
    for (key, value) in [
        ("name", name),
        ("jobTitle", text(&["jobtitle", "position", "role"]).map(str::to_owned)),
        ("description", text(&["bio", "biography", "description"]).map(str::to_owned)),
        ("url", text(&["url"]).map(str::to_owned)),
    ] {
        if let Some(value) = value {
            fields.insert(key.to_owned(), Json::String(value));
        }
    }
    Json::Object(fields)
}
