use offprint_report::{PagesOptions, pages_jsonl};
use serde_json::{Value, json};

use crate::sample::{sample, written};

fn pages(options: &PagesOptions<'_>, sample: &crate::sample::Sample) -> Vec<Value> {
    let text = written(|out| pages_jsonl(&sample.ledger, options, out).unwrap());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn pages_with_their_texts() {
    let sample = sample();
    let out = sample.out();
    let pages = pages(&PagesOptions { texts: Some(&out), ..PagesOptions::default() }, &sample);
    assert_eq!(
        pages[0],
        json!({ "format": "json-pages-1.0", "id": "pages", "title": "All Pages", "hasText": true })
    );
    // Those of the folder have no address.
    assert_eq!(pages.len(), 25);
    assert_eq!(pages[2]["ts"], "2020-01-02T00:00:00Z");
    assert_eq!(pages[2]["text"], "Text 1 of\nséveral\n");
    assert_eq!(pages[2]["size"], 10_001);
    assert_ne!(pages[1]["id"], pages[2]["id"]);
}

#[test]
fn pages_without_texts_and_with_lines_for_them() {
    let sample = sample();
    let without = pages(&PagesOptions::default(), &sample);
    assert_eq!(without[0]["hasText"], false);
    assert!(without[1].get("text").is_none());
    sample.ledger.connection().execute("DELETE FROM output WHERE format = 'txt'", []).unwrap();
    let out = sample.out();
    let lines = pages(&PagesOptions { texts: Some(&out), ..PagesOptions::default() }, &sample);
    assert_eq!(lines[24]["text"], "line 23");
}
