use offprint_report::{csv, jsonl};
use serde_json::Value;

use crate::sample::{NASTY, sample, sample_with_times, written};

#[test]
fn lines_of_json_have_all_facts_as_they_are() {
    let sample = sample();
    let text = written(|out| jsonl(&sample.ledger, false, out).unwrap());
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 40);
    for (line, title) in lines.iter().zip(NASTY.iter().cycle().take(24)) {
        assert_eq!(line["title"], **title);
    }
    let first = &lines[0];
    assert_eq!(first["url"], "https://site-0.example/a?id=0&x=<0>");
    assert_eq!(first["url_host_name"], "site-0.example");
    assert_eq!(first["fetch_time"], "2020-01-01T00:00:00Z");
    assert_eq!(first["fetch_status"], 200);
    assert_eq!(first["content_digest"], "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N");
    assert_eq!(first["content_languages"], "eng");
    assert_eq!(first["warc_filename"], "crawl.warc.gz");
    assert_eq!(first["confidence"], 0.4);
    assert_eq!(first["outputs"][1]["format"], "jsonl");
    assert_eq!(first["outputs"][2]["path"], "site 0/00.txt");
    assert_eq!(first["warnings"][0]["kind"], "archive");
    assert_eq!(first["removals"][1]["characters"], 100);
    assert!(first.get("run").is_none());
    assert_eq!(lines[1]["content_languages"], "deu");
    assert_eq!(lines[1]["language"], "de-AT");
    assert_eq!(lines[31]["reason"], "over-limit:max_bytes");
    assert_eq!(lines[31]["outputs"], Value::Array(Vec::new()));
    assert_eq!(lines[35]["member"], "page 0.html");
}

#[test]
fn rows_of_csv_read_back_the_same() {
    let sample = sample();
    let text = written(|out| csv(&sample.ledger, true, out).unwrap());
    let mut reader = csv_reader(&text);
    let names = reader.headers().unwrap().clone();
    let at = |name: &str| names.iter().position(|other| other == name).unwrap();
    assert_eq!(
        names.iter().collect::<Vec<_>>().join(" "),
        "url url_host_name fetch_time fetch_status content_digest content_mime_type content_charset content_languages \
         warc_record_id warc_filename warc_record_offset warc_record_length warc_type member outcome reason message title author \
         site published language words text_digest confidence sha256 bytes path warnings removals version settings run \
         parse_us write_us"
    );
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 40);
    for (row, title) in rows.iter().zip(NASTY.iter().cycle().take(24)) {
        assert_eq!(&row[at("title")], *title);
    }
    assert_eq!(&rows[0][at("path")], "site 0/00.epub;articles.jsonl;site 0/00.txt");
    assert_eq!(&rows[0][at("parse_us")], "1000");
    assert_eq!(&rows[30][at("title")], "");
    assert_eq!(&rows[30][at("warnings")], "");
    let removals: Value = serde_json::from_str(&rows[0][at("removals")]).unwrap();
    assert_eq!(removals[0]["rule"], "newsletter-box");
}

fn csv_reader(text: &str) -> ::csv::Reader<&[u8]> {
    ::csv::Reader::from_reader(text.as_bytes())
}

#[test]
fn without_times_the_same_work_gives_the_same_lines() {
    let (one, other) = (sample_with_times(1), sample_with_times(9));
    let lines = |times| move |ledger: &_| written(|out| jsonl(ledger, times, out).unwrap());
    assert_eq!(lines(false)(&one.ledger), lines(false)(&other.ledger));
    assert_ne!(lines(true)(&one.ledger), lines(true)(&other.ledger));
    let rows = |ledger: &_| written(|out| csv(ledger, false, out).unwrap());
    assert_eq!(rows(&one.ledger), rows(&other.ledger));
}
