//! Metadata: readers find candidates, one place chooses.
//!
//! Each reader knows one kind of source. [`choose`] weighs what they and the cleaning passes found: the highest weight
//! wins, agreement between sources adds to it, and of people every one that the best source names is taken, with what
//! other sources tell of them.

pub(crate) mod address_date;
mod author_markup;
mod character_references;
mod choose;
mod date_markup;
pub(crate) mod dek;
mod heading_parts;
pub(crate) mod headline;
pub(crate) mod json_ld;
pub(crate) mod lines;
mod markup;
mod meta_tags;
mod other_days;
mod people;
mod place;
pub(crate) mod script_dates;
mod site_heading;
pub(crate) mod stated;
pub(crate) mod weak_dates;

use offprint_model::{Field, PartialDate, Person};

pub(crate) use self::choose::choose;
pub(crate) use self::other_days::is_in_card;
pub(crate) use self::place::Place;
use crate::page::Page;

/// A value that a reader found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// What it is a value of.
    pub field: Field,
    /// The value.
    pub value: Value,
    /// Which reader found it.
    pub reader: &'static str,
    /// How far the reader is to be believed, from 0 to 1.
    pub weight: f32,
    /// Where it stands.
    pub path: Option<String>,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Words or an address.
    Text(String),
    /// A date.
    Date(PartialDate),
    /// Somebody.
    Person(Person),
}

impl Value {
    /// As text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Date(date) => date.to_string(),
            Self::Person(person) => person.name.clone(),
        }
    }
}

/// Candidates being gathered by one reader.
pub(crate) struct Found<'a> {
    all: &'a mut Vec<Candidate>,
    reader: &'static str,
    /// Language of the page, where it says, for dates in numbers.
    language: Option<&'a str>,
}

impl Found<'_> {
    fn text(&mut self, field: Field, text: &str, weight: f32, path: Option<String>) {
        let text = tidy(text);
        if !text.is_empty() {
            self.all.push(Candidate { field, value: Value::Text(text), reader: self.reader, weight, path });
        }
    }

    fn date(&mut self, field: Field, text: &str, weight: f32, path: Option<String>) {
        if let Some(date) = crate::dates::parse_machine(text, self.language) {
            self.dated(field, date, weight, path);
        }
    }

    fn dated(&mut self, field: Field, date: PartialDate, weight: f32, path: Option<String>) {
        self.all.push(Candidate { field, value: Value::Date(date), reader: self.reader, weight, path });
    }

    fn person(&mut self, person: Person, weight: f32, path: Option<String>) {
        if !person.name.is_empty() {
            self.all.push(Candidate {
                field: Field::Authors,
                value: Value::Person(person),
                reader: self.reader,
                weight,
                path,
            });
        }
    }
}

/// Everything that the readers find on a page, and the types of what it states in JSON-LD.
pub(crate) fn read(page: &Page, place: &Place) -> (Vec<Candidate>, Vec<String>) {
    let mut all = Vec::new();
    let language = stated_language(page);
    let types = json_ld::read(page, &mut Found { all: &mut all, reader: "json-ld", language });
    let mut with = |reader: &'static str, read: &dyn Fn(&mut Found<'_>)| {
        read(&mut Found { all: &mut all, reader, language });
    };
    with("meta-tags", &|found| meta_tags::read(page, found));
    with("markup", &|found| {
        markup::read(page, place, found);
        author_markup::read(page, place, found);
        date_markup::read(page, place, language, found);
    });
    (all, types)
}

/// The language that the page's root element states, as it is written there.
pub(crate) fn stated_language(page: &Page) -> Option<&str> {
    let root = (0..page.len().min(8)).find(|row| page.tag(*row) == crate::tag::Tag::Html)?;
    page.attribute(root, "lang").or_else(|| page.attribute(root, "xml:lang"))
}

/// Text in one line, without what a document may not hold; character references that were written twice are read.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::new();
    crate::page::push_collapsed(text, &mut out);
    let out = character_references::read(out);
    out.trim().to_owned()
}
