//! The tables of vectors.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One way to do harm.
pub(super) struct Vector {
    pub kind: String,
    pub name: String,
    pub value: String,
}

/// A value, or a list of names that are their own values.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    One(String),
    Names(Vec<String>),
}

/// All vectors of a file, by kind and name.
pub(super) fn of(file: &str) -> Vec<Vector> {
    let path = format!("{}/hostile_pages/{file}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let table: BTreeMap<String, BTreeMap<String, Entry>> = toml::from_str(&text).unwrap();
    let mut vectors = Vec::new();
    for (kind, entries) in table {
        for (name, entry) in entries {
            match entry {
                Entry::One(value) => vectors.push(Vector { kind: kind.clone(), name, value }),
                Entry::Names(names) => vectors.extend(names.into_iter().map(|name| Vector {
                    kind: kind.clone(),
                    value: format!("{name}=\"alert(1)\""),
                    name,
                })),
            }
        }
    }
    vectors
}

/// The text with each `\xNN` as the byte that it names.
pub(super) fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.extend_from_slice(b"\\x");
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

#[test]
fn there_are_many_and_all_differ() {
    let files = ["markup", "addresses", "attributes", "words", "bytes", "scrapes", "pictures", "models"];
    let all: Vec<Vector> = files.into_iter().flat_map(of).collect();
    let values: std::collections::BTreeSet<&str> = all.iter().map(|vector| vector.value.as_str()).collect();
    assert!(values.len() >= 500, "{}", values.len());
}
