use std::io::Read as _;

use flate2::bufread::GzDecoder;
use offprint_ledger::Ledger;
use offprint_report::{ReportError, WarcOptions, warc};

use crate::sample::{Sample, sample};

/// The records of a WARC that is packed by record: head and block.
fn records(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut left = bytes;
    let mut records = Vec::new();
    while !left.is_empty() {
        let mut member = GzDecoder::new(left);
        let mut record = Vec::new();
        member.read_to_end(&mut record).unwrap();
        left = member.into_inner();
        let end = record.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(record[..end].to_vec()).unwrap();
        let length: usize = field(&head, "Content-Length").unwrap().parse().unwrap();
        assert_eq!(record.len(), end + 4 + length + 4);
        records.push((head, record[end + 4..end + 4 + length].to_vec()));
    }
    records
}

fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn options(out: &std::path::Path) -> WarcOptions<'_> {
    WarcOptions {
        date: Some("2026-03-01T10:00:00Z"),
        filename: Some("articles.warc.gz"),
        ..WarcOptions::new(out)
    }
}

fn packed(sample: &Sample) -> Vec<u8> {
    let mut out = Vec::new();
    warc(&sample.ledger, &options(&sample.out()), &mut out).unwrap();
    out
}

#[test]
fn outputs_are_conversions_that_refer_to_their_pages() {
    let sample = sample();
    let bytes = packed(&sample);
    let records = records(&bytes);
    assert_eq!(records.len(), 1 + 24 * 3 + 5);
    let (info, block) = &records[0];
    assert!(info.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n"));
    assert!(String::from_utf8_lossy(block).contains("conformsTo: http"));
    assert_eq!(field(info, "WARC-Filename"), Some("articles.warc.gz"));
    let mut ids: Vec<&str> = records.iter().map(|(head, _)| field(head, "WARC-Record-ID").unwrap()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), records.len());
    let (epub, block) = &records[1];
    assert_eq!(block, b"PK0");
    for (name, value) in [
        ("WARC-Type", "conversion"),
        ("WARC-Refers-To", "<urn:uuid:00000000-0000-4000-8000-000000000000>"),
        ("WARC-Date", "2026-03-01T10:00:00Z"),
        ("Content-Type", "application/epub+zip"),
        ("WARC-Warcinfo-ID", field(info, "WARC-Record-ID").unwrap()),
    ] {
        assert_eq!(field(epub, name), Some(value));
    }
    // An address that the archive has with signs that none may have.
    assert_eq!(field(epub, "WARC-Target-URI"), Some("https://site-0.example/a?id=0&x=%3C0%3E"));
    let (line, block) = &records[5];
    assert_eq!(field(line, "Content-Type"), Some("application/json"));
    assert_eq!(block, b"{\"text\":\"line 1\"}\n");
    let (saved, _) = &records[73];
    assert_eq!(field(saved, "Content-Type"), Some("text/plain;charset=utf-8"));
    assert!(field(saved, "WARC-Target-URI").unwrap().starts_with("ni:///sha-256;"));
    assert_eq!(field(saved, "WARC-Refers-To"), None);
    assert_eq!(bytes, packed(&sample));
}

#[test]
fn a_page_without_a_date_wants_one() {
    let sample = sample();
    let out = sample.out();
    let error = warc(&sample.ledger, &WarcOptions::new(&out), &mut Vec::new()).unwrap_err();
    assert!(matches!(&error, ReportError::NoDate { place } if place == "saved/page 0.html"), "{error}");
}

#[test]
fn outputs_that_were_changed_are_told() {
    let sample = sample();
    let (path, out) = (sample.out().join("site 0/00.epub"), sample.out());
    let attempt = || warc(&sample.ledger, &options(&out), &mut Vec::new());
    std::fs::write(&path, "PX0").unwrap();
    let error = attempt().unwrap_err();
    assert!(matches!(&error, ReportError::Changed { path: changed, .. } if *changed == path), "{error}");
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(attempt().unwrap_err(), ReportError::Missing { path: missing } if missing == path));
    let small = WarcOptions { max_output_bytes: 2, ..options(&out) };
    let error = warc(&sample.ledger, &small, &mut Vec::new()).unwrap_err();
    assert!(error.to_string().contains("`max_output_bytes`"), "{error}");
}

#[test]
fn a_ledger_cannot_lead_out_of_the_folder() {
    for path in ["../run.ledger", "/etc/hostname", "a//b", ".", ""] {
        let sample = sample();
        sample
            .ledger
            .connection()
            .execute("UPDATE output SET path = ?1 WHERE format = 'epub' AND record = 1", [path])
            .unwrap();
        let ledger = Ledger::read(sample.ledger.path()).unwrap();
        let error = warc(&ledger, &options(&sample.out()), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, ReportError::Outside { .. }), "{error}");
    }
}
