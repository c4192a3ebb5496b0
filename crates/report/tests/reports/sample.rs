//! A ledger of a few dozen records and the folder of its outputs.

use std::path::PathBuf;

use offprint_ledger::{Ledger, Outcome, OutputRow, Row, Source};
use offprint_model::sha256_hex;
use tempfile::TempDir;

/// Quotes, a line break, markup, a NUL, a text from right to left with a sign that turns it, a mark without a letter, a formula.
pub const NASTY: [&str; 8] = [
    "She said \"no\", 'never'; and, so on",
    "one\r\ntwo\nthree",
    "<script>alert(1)</script>&amp;]]>",
    "before\0after\u{1b}[31m",
    "\u{202e}שלום עולם",
    "\u{301}\u{5b0}",
    "=HYPERLINK(\"http://x\")",
    "日本語の題 — 𝒜",
];

pub struct Sample {
    pub folder: TempDir,
    pub ledger: Ledger,
}

impl Sample {
    /// Where the outputs are.
    pub fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }
}

/// A ledger without a record.
pub fn empty() -> Sample {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let ledger = Ledger::open(&folder.path().join("run.ledger")).unwrap();
    Sample { folder, ledger }
}

fn source(path: &str, kind: &str) -> Source {
    Source { path: path.to_owned(), kind: kind.to_owned(), bytes: Some(1_000), modified: Some(1) }
}

/// 24 articles of a WARC, 5 of a folder, and records of every other outcome: 40 in all.
pub fn sample() -> Sample {
    sample_with_times(1)
}

/// The same with other times: parsing took so many microseconds for a unit.
pub fn sample_with_times(unit: u64) -> Sample {
    let mut sample = empty();
    let out = sample.out();
    let ledger = &mut sample.ledger;
    let run = ledger.begin_run(Some("2026-03-01T10:00:00Z"), "settings", 2).unwrap();
    let rows = ledger.rows().unwrap();
    let warc = source("crawl.warc.gz", "warc");
    rows.begin(&warc, true).unwrap();
    let warc_id = rows.source(&warc).unwrap();
    let mut lines = String::new();
    for n in 0..24_u64 {
        let mut row = article(n, unit);
        row.offset = n * 1_000;
        row.record_type = "response".to_owned();
        row.record_id = Some(format!("urn:uuid:00000000-0000-4000-8000-{n:012}"));
        row.target_uri = Some(format!("https://site-{}.example/a?id={n}&x=<{n}>", n % 3));
        row.payload_digest = Some("sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N".to_owned());
        let id = rows.record(warc_id, &row, run).unwrap();
        for (format, text) in [("epub", format!("PK{n}")), ("txt", format!("Text {n} of\nséveral\n"))] {
            let path = format!("site {}/{n:02}.{format}", n % 3);
            std::fs::create_dir_all(out.join(format!("site {}", n % 3))).unwrap();
            std::fs::write(out.join(&path), &text).unwrap();
            rows.output(id, &output(format, &path, 0, &text), true).unwrap();
        }
        let line = format!("{{\"text\":\"line {n}\"}}\n");
        let begin = u64::try_from(lines.len()).unwrap();
        rows.output(id, &output("jsonl", "articles.jsonl", begin, &line), false).unwrap();
        lines.push_str(&line);
    }
    let mut offset = 24_000;
    for (outcome, reason, message, count) in [
        (Outcome::NotAPage, "media-type", "media type image/png", 4),
        (Outcome::NoArticle, "no-article", "no article was found", 3),
        (Outcome::Failed, "over-limit:max_bytes", "it has 9 bytes, over the limit of 8", 2),
        (Outcome::Failed, "defect", "a defect <b>\u{1b}[2J", 1),
        (Outcome::Damaged, "cut-off", "WARC record is cut off after 7 bytes", 1),
    ] {
        for _ in 0..count {
            let mut row = Row::new("response", outcome, "settings");
            row.offset = offset;
            row.target_uri = Some(format!("https://bad.example/{offset}"));
            row.reason = Some(reason.to_owned());
            row.message = Some(message.to_owned());
            rows.record(warc_id, &row, run).unwrap();
            offset += 1_000;
        }
    }
    rows.complete(&warc, true).unwrap();
    let saved = source("saved", "folder");
    rows.begin(&saved, true).unwrap();
    let saved_id = rows.source(&saved).unwrap();
    for n in 0..5_u64 {
        let mut row = article(n, unit);
        row.member = format!("page {n}.html");
        row.date = None;
        let id = rows.record(saved_id, &row, run).unwrap();
        let path = format!("saved-{n}.txt");
        std::fs::write(out.join(&path), "saved").unwrap();
        rows.output(id, &output("txt", &path, 0, "saved"), true).unwrap();
    }
    rows.commit().unwrap();
    std::fs::write(out.join("articles.jsonl"), &lines).unwrap();
    ledger.end_run(run, Some("2026-03-01T10:00:10Z"), "done").unwrap();
    sample
}

fn article(n: u64, unit: u64) -> Row {
    let index = usize::try_from(n).unwrap();
    let mut row = Row::new("file", Outcome::Converted, "settings");
    row.length = 900;
    row.date = Some(format!("2020-01-{:02}T00:00:00Z", n + 1));
    row.media_type = Some("text/html".to_owned());
    row.status = Some(200);
    row.sha256 = Some(sha256_hex(n.to_string().as_bytes()));
    row.bytes = Some(10_000 + n);
    row.title = Some(NASTY[index % NASTY.len()].to_owned());
    row.author = Some("A. Author; B. Author".to_owned());
    row.published = Some(["2014", "2015-02", "2015-03-04"][index % 3].to_owned());
    row.language = Some(["en", "de-AT", "he"][index % 3].to_owned());
    row.words = Some(100 * (n + 1));
    // Every fourth text is the same.
    row.text_digest =
        Some(if n.is_multiple_of(4) { "same".to_owned() } else { format!("text-{n}-{}", row.record_type) });
    row.confidence = Some(0.4 + 0.02 * f32::from(u8::try_from(n).unwrap()));
    row.warnings = vec![("archive".to_owned(), NASTY[(index + 1) % NASTY.len()].to_owned())];
    row.removals = vec![("related-links".to_owned(), 2, 100 + n), ("newsletter-box".to_owned(), 1, 50)];
    row.parse_us = 1_000 * unit;
    row.write_us = 500 * unit;
    row
}

fn output(format: &str, path: &str, offset: u64, text: &str) -> OutputRow {
    OutputRow {
        format: format.to_owned(),
        path: path.to_owned(),
        offset,
        bytes: u64::try_from(text.len()).unwrap(),
        sha256: sha256_hex(text.as_bytes()),
        settings: "settings".to_owned(),
    }
}

/// What a report writes, as text.
pub fn written(report: impl FnOnce(&mut dyn std::io::Write)) -> String {
    let mut out = Vec::new();
    report(&mut out);
    String::from_utf8(out).unwrap()
}
