//! The JSON schema in the documentation is that of the types, and what is written keeps to it.

use std::path::Path;

use offprint::{Format, Publication, WriteOptions};

#[test]
fn documented_schema_is_current() {
    let schema = offprint_model::json_schema();
    let found = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema/publication.schema.json");
    crate::golden(&path, &found).unwrap();
}

#[test]
fn every_fixture_keeps_to_the_schema() {
    let schema = serde_json::to_value(offprint_model::json_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for page in crate::pages() {
        let article = crate::read(&std::fs::read(&page).unwrap()).unwrap();
        let mut bytes = Vec::new();
        offprint::write(&Publication::of(article), Format::Json, &WriteOptions::default(), &mut bytes)
            .unwrap();
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", page.display());
        // And it is read back as what it was.
        let back: Publication = serde_json::from_value(value).unwrap();
        let mut again = Vec::new();
        offprint::write(&back, Format::Json, &WriteOptions::default(), &mut again).unwrap();
        assert!(bytes == again, "{} does not survive JSON", page.display());
    }
}
