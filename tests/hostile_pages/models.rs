//! Models that no page gave: every text in them is hostile. Whoever reads a model from JSON may have it from anywhere, so what
//! is written of it must be harmless whatever it says.

use offprint::Publication;
use serde_json::Value;

use super::outputs;
use super::vectors::{self, Vector};

/// What stands in `model.json`, by the places of its texts that may be any text at all: types, languages and dates are not.
fn free_places(model: &Value) -> Vec<String> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), model)];
    while let Some((place, value)) = open.pop() {
        match value {
            Value::String(_) => places.push(place),
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(at, item)| (format!("{place}/{at}"), item)));
            }
            Value::Object(items) => {
                open.extend(items.iter().map(|(key, item)| (format!("{place}/{key}"), item)));
            }
            _ => {}
        }
    }
    places.retain(|place| read(model, std::slice::from_ref(place), "no such word").is_some());
    // What links a picture or a note to its place would lead nowhere, and nothing of either would be written.
    places.retain(|place| !place.ends_with("/resource") && !place.ends_with("/resources/0/id"));
    places
}

/// The model with a text at some places; none where it is no model then.
fn read(model: &Value, places: &[String], text: &str) -> Option<Publication> {
    let mut model = model.clone();
    for place in places {
        *model.pointer_mut(place)? = Value::String(text.to_owned());
    }
    serde_json::from_value(model).ok()
}

fn model() -> Value {
    serde_json::from_str(include_str!("model.json")).unwrap()
}

/// Vectors as texts, and a few that only a model can hold.
fn texts() -> Vec<Vector> {
    let files = ["words", "markup", "addresses", "models"];
    files.into_iter().flat_map(vectors::of).collect()
}

#[test]
fn the_model_itself_is_fine() {
    let model = model();
    let places = free_places(&model);
    assert!(places.len() > 100, "{}", places.len());
    let publication = serde_json::from_value(model).unwrap();
    assert_eq!(outputs::faults(&publication), Vec::<String>::new());
}

#[test]
fn models_are_never_live() {
    let model = model();
    let places = free_places(&model);
    let mut found = Vec::new();
    for vector in texts() {
        let publication = read(&model, &places, &vector.value).unwrap();
        let faults = outputs::faults(&publication);
        found.extend(faults.into_iter().map(|fault| format!("{}, {}: {fault}", vector.kind, vector.name)));
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// One hostile text among harmless ones: what stands beside it may matter.
#[test]
fn models_are_never_live_at_one_place() {
    let model = model();
    let mut found = Vec::new();
    for vector in vectors::of("models") {
        for place in free_places(&model) {
            let publication = read(&model, std::slice::from_ref(&place), &vector.value).unwrap();
            let faults = outputs::text_faults(&publication);
            found.extend(faults.into_iter().map(|fault| format!("{}, {place}: {fault}", vector.name)));
        }
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

/// What editors write before a book is Markdown, in which HTML may stand.
#[test]
fn forewords_are_never_live() {
    let files = ["markup", "words", "scrapes", "models", "addresses"];
    let mut found = Vec::new();
    for vector in files.into_iter().flat_map(vectors::of) {
        let v = &vector.value;
        let written = format!(
            "# {v}\n\n{v}\n\n[words]({v}) ![words]({v}) [more](<{v}>) <{v}> `{v}`\n\n> {v}\n\n- {v}\n\n```{v}\n{v}\n```\n\n\
             [a]: {v}\n\n[a]\n"
        );
        let foreword = offprint::book::foreword(&written, v, None);
        let mut publication = Publication::of_many(vec![foreword.clone(), foreword]);
        publication.metadata.title = Some(v.clone());
        let faults = outputs::faults(&publication);
        found.extend(faults.into_iter().map(|fault| format!("{}, {}: {fault}", vector.kind, vector.name)));
    }
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}
