//! Addresses of links as notes, and the numbers that notes then have.
//!
//! On paper a link is but coloured words. Where the style asks for it each address outside becomes a note; one that comes
//! again has the number that it had. The article's own notes are then numbered with them, in the order of their references.

use std::collections::BTreeMap;

use crate::setter::Setter;

/// Notes of the article at hand that are numbered.
#[derive(Debug, Default)]
pub(crate) struct NoteNumbers {
    by_key: BTreeMap<String, usize>,
    by_url: BTreeMap<String, String>,
    /// What the first reference to each of the article's own notes shows.
    shown: BTreeMap<String, String>,
    /// Keys and addresses of those that are links, in order.
    links: Vec<(String, String)>,
}

impl NoteNumbers {
    /// The number of a note, a new one if it has none.
    fn number(&mut self, key: &str) -> usize {
        let next = self.by_key.len() + 1;
        *self.by_key.entry(key.to_owned()).or_insert(next)
    }

    /// The number that a note has been given.
    pub(crate) fn get(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// What the first reference to a note shows: the note is found by it.
    pub(crate) fn shown(&self, key: &str) -> Option<&str> {
        self.shown.get(key).map(String::as_str)
    }

    /// Keys and addresses of the links that became notes.
    pub(crate) fn links(&self) -> &[(String, String)] {
        &self.links
    }
}

impl Setter<'_> {
    /// What a reference to one of the article's own notes shows.
    pub(crate) fn note_label(&mut self, key: &str, label: &str) -> String {
        if self.style.link_notes && self.places.contains(key) {
            return self.numbers.number(key).to_string();
        }
        self.numbers.shown.entry(key.to_owned()).or_insert_with(|| label.to_owned());
        label.to_owned()
    }

    /// Key and number of the note for the address of a link; none where the style wants none, the words are the
    /// address, or the link is itself in a note.
    pub(crate) fn link_note(&mut self, url: &str, shown: &str) -> Option<(String, String)> {
        if !self.style.link_notes || self.in_notes || bare(shown) == bare(url) {
            return None;
        }
        let key = match self.numbers.by_url.get(url) {
            Some(key) => key.clone(),
            None => {
                // No identifier of the model begins so.
                let key = self.anchor(&format!("@{}", self.numbers.links.len()));
                self.numbers.by_url.insert(url.to_owned(), key.clone());
                self.numbers.links.push((key.clone(), url.to_owned()));
                self.places.insert(key.clone());
                key
            }
        };
        let number = self.numbers.number(&key);
        Some((key, number.to_string()))
    }
}

/// An address without what people leave out when they write it.
fn bare(address: &str) -> &str {
    let address = address.trim();
    let address = ["https://", "http://", "mailto:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}
