//! A file of the lexicon, and lists of words as Rust.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

/// What a file or a section of it holds.
pub struct Words {
    name: String,
    table: Table,
}

impl Words {
    /// Reads `lexicon/<name>.toml`.
    pub fn read(name: &str) -> Self {
        let path = format!("lexicon/{name}.toml");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { name: path, table }
    }

    /// A section; an empty one where it is not there.
    pub fn section(&self, key: &str) -> Self {
        let name = format!("{}, {key}", self.name);
        let table = match self.table.get(key) {
            None => Table::new(),
            Some(Value::Table(table)) => table.clone(),
            Some(_) => panic!("{name}: write a section"),
        };
        Self { name, table }
    }

    /// The keys, sorted.
    pub fn keys(&self) -> BTreeSet<&str> {
        self.table.keys().map(String::as_str).collect()
    }

    /// A word; none where it is not there.
    pub fn word(&self, key: &str) -> Option<&str> {
        let value = self.table.get(key)?;
        Some(value.as_str().unwrap_or_else(|| panic!("{}, {key}: write a string", self.name)))
    }

    /// A list of words; an empty one where it is not there.
    pub fn list(&self, key: &str) -> Vec<String> {
        self.table.get(key).map(|value| self.strings(key, value)).unwrap_or_default()
    }

    /// A list of lists of words; an empty one where it is not there.
    pub fn lists(&self, key: &str) -> Vec<Vec<String>> {
        let lists = self.table.get(key).map(|value| self.array(key, value)).unwrap_or_default();
        lists.iter().map(|list| self.strings(key, list)).collect()
    }

    fn strings(&self, key: &str, value: &Value) -> Vec<String> {
        let string = |value: &Value| match value {
            Value::String(word) => word.clone(),
            _ => panic!("{}, {key}: write strings", self.name),
        };
        self.array(key, value).iter().map(string).collect()
    }

    fn array<'a>(&self, key: &str, value: &'a Value) -> &'a [Value] {
        value.as_array().unwrap_or_else(|| panic!("{}, {key}: write a list", self.name))
    }
}

/// Words as a slice.
pub fn slice(words: &[String]) -> String {
    format!("&{words:?}")
}

/// Words as a `WordSet`.
pub fn set(words: &BTreeSet<String>) -> String {
    format!("WordSet(&{:?})", words.iter().collect::<Vec<_>>())
}

/// What stands by words as a `WordMap`.
pub fn map<V: std::fmt::Display>(values: &BTreeMap<String, V>) -> String {
    let pairs: Vec<String> = values.iter().map(|(word, value)| format!("({word:?}, {value})")).collect();
    format!("WordMap(&[{}])", pairs.join(", "))
}
