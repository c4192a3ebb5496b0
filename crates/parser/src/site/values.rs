//! Values of the metadata that site rules point at. They are taken in the place of what the parser finds, and the
//! origins say so.

use offprint_model::{Field, LanguageTag, Metadata, Origin, PartialDate, Person};

use super::SiteRules;
use super::selector::{Given, Lookup, Selector};
use crate::dates::{date_in, parse_machine};
use crate::metadata::tidy;
use crate::names::{given, merge, parse_byline};
use crate::page::Page;
use crate::tag::Tag;

/// No title, dek or name that a selector points at is longer, in characters: it points at something else.
const LONGEST: usize = 2_000;

/// A value with where it came from.
#[derive(Debug, Clone)]
struct Found<T> {
    value: T,
    reader: &'static str,
    path: Option<String>,
    /// Whether it is taken only where the parser finds none.
    is_global: bool,
}

/// The values that site rules give for a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Values {
    title: Option<Found<String>>,
    dek: Option<Found<String>>,
    authors: Option<Found<Vec<Person>>>,
    published: Option<Found<PartialDate>>,
    language: Option<Found<LanguageTag>>,
}

impl Values {
    /// Reads them; pushes warnings of selectors that give none.
    pub(super) fn read(
        page: &Page,
        rules: &SiteRules,
        stated: Option<&str>,
        warnings: &mut Vec<String>,
    ) -> Self {
        let looked = Lookup::new(page);
        let reader = Reader { looked: &looked };
        let language = reader.first("language", &rules.language, warnings, |texts| {
            texts.iter().find_map(|text| text.trim().parse().ok())
        });
        let stated = language.as_ref().map(|found: &Found<LanguageTag>| found.value.as_str()).or(stated);
        let line = |texts: &[String]| {
            texts
                .iter()
                .map(|text| tidy(text))
                .find(|text| !text.is_empty() && text.chars().count() <= LONGEST)
        };
        let title = reader.first("title", &rules.title, warnings, line);
        let dek = reader.first("dek", &rules.dek, warnings, line);
        let authors = reader.first("author", &rules.author, warnings, |texts| {
            let people: Vec<Person> = texts
                .iter()
                .map(|text| tidy(text))
                .filter(|text| !text.is_empty() && text.chars().count() <= LONGEST)
                .flat_map(|text| people(&text, stated))
                .collect();
            let people = merge(people);
            (!people.is_empty()).then_some(people)
        });
        let published = reader.first("date", &rules.date, warnings, |texts| {
            texts.iter().find_map(|text| {
                let text = tidy(text);
                parse_machine(&text, stated).or_else(|| date_in(&text, stated).map(|found| found.date))
            })
        });
        Self { title, dek, authors, published, language }
    }

    /// Puts them in the place of others, and says so among the origins.
    pub(crate) fn put(&self, metadata: &mut Metadata, origins: &mut Vec<Origin>) {
        let mut tell = |field: Field, value: String, reader: &str, path: &Option<String>| {
            origins
                .iter_mut()
                .filter(|origin| origin.field == field)
                .for_each(|origin| origin.chosen = false);
            origins.push(Origin {
                field,
                value,
                reader: reader.to_owned(),
                path: path.clone(),
                chosen: true,
            });
        };
        if let Some(Found { value, reader, path, .. }) = wanted(&self.title, metadata.title.is_some()) {
            metadata.title = Some(value.clone());
            tell(Field::Title, value.clone(), reader, path);
        }
        if let Some(Found { value, reader, path, .. }) = wanted(&self.dek, metadata.dek.is_some()) {
            metadata.dek = Some(value.clone());
            tell(Field::Dek, value.clone(), reader, path);
        }
        if let Some(Found { value, reader, path, .. }) = wanted(&self.authors, !metadata.authors.is_empty()) {
            metadata.authors = value.clone();
            let names: Vec<&str> = value.iter().map(|person| person.name.as_str()).collect();
            tell(Field::Authors, names.join("; "), reader, path);
        }
        if let Some(Found { value, reader, path, .. }) = wanted(&self.published, metadata.published.is_some())
        {
            metadata.published = Some(*value);
            tell(Field::Published, value.to_string(), reader, path);
        }
        if let Some(Found { value, reader, path, .. }) = wanted(&self.language, metadata.language.is_some()) {
            metadata.language = Some(value.clone());
            tell(Field::Language, value.to_string(), reader, path);
        }
    }
}

/// A value that is to be taken: one for every site only where nothing is known.
fn wanted<T>(found: &Option<Found<T>>, is_known: bool) -> Option<&Found<T>> {
    found.as_ref().filter(|found| !found.is_global || !is_known)
}

/// The people whom a text names that a user says is of authors: where no name is recognised, it is one.
fn people(text: &str, language: Option<&str>) -> Vec<Person> {
    if let Some(people) = parse_byline(text, language).filter(|people| !people.is_empty()) {
        return people;
    }
    let people = given(text);
    if people.is_empty() { vec![Person::named(text)] } else { people }
}

struct Reader<'a> {
    looked: &'a Lookup<'a>,
}

impl Reader<'_> {
    /// The value that the first of some selectors gives which gives any.
    fn first<T>(
        &self,
        key: &str,
        selectors: &[Selector],
        warnings: &mut Vec<String>,
        read: impl Fn(&[String]) -> Option<T>,
    ) -> Option<Found<T>> {
        let mut matched = false;
        for selector in selectors {
            let values = match selector.values(self.looked) {
                Ok(values) => values,
                Err(_) => {
                    warnings.push(too_much_work(selector));
                    continue;
                }
            };
            let page = self.looked.page;
            let texts: Vec<String> = values
                .iter()
                .flat_map(|(given, row)| match (given, row) {
                    (Given::Text(text), _) => vec![text.clone()],
                    (Given::Row, Some(row)) => texts_of(page, *row, key),
                    (Given::Row, None) => Vec::new(),
                })
                .collect();
            matched |= texts.iter().any(|text| !text.trim().is_empty());
            if let Some(value) = read(&texts) {
                let path = values.first().and_then(|(_, row)| *row).map(|row| page.path(row));
                return Some(Found {
                    value,
                    reader: selector.reader(),
                    path,
                    is_global: selector.is_global(),
                });
            }
        }
        let all: Vec<String> =
            selectors.iter().filter(|selector| !selector.is_global()).map(Selector::to_string).collect();
        if !all.is_empty() {
            let what =
                if matched { format!("gives no {key}") } else { "matches nothing on the page".to_owned() };
            warnings.push(format!("{} of {key} {what}; the parser's own was taken", all.join(", ")));
        }
        None
    }
}

/// What an element says, the likeliest first: an attribute that machines read, what is seen of it, what is not.
fn texts_of(page: &Page, row: usize, key: &str) -> Vec<String> {
    let attributes: &[&str] = match (key, page.tag(row)) {
        (_, Tag::Meta) => &["content"],
        ("date", _) => &["datetime", "content"],
        ("language", _) => &["lang", "xml:lang", "content"],
        _ => &[],
    };
    let mut texts: Vec<String> =
        attributes.iter().filter_map(|name| page.attribute(row, name)).map(str::to_owned).collect();
    let seen = page.visible_text(page.subtree(row));
    texts.push(if seen.is_empty() { page.subtree(row).map(|at| page.text(at)).collect() } else { seen });
    // Of authors each text is somebody; of one element only the first is.
    if key == "author" {
        texts.truncate(1);
    }
    texts
}

/// The warning of a selector that was given up.
pub(super) fn too_much_work(selector: &Selector) -> String {
    format!("{selector} was given up: it asks for too much work on this page")
}
