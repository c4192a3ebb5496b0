//! The reports with a line for each record must not gather or sort them.

use offprint_report::{PagesOptions, PremisOptions, WarcOptions, jsonl, pages_jsonl, premis, warc};

use crate::sample::sample;

/// Writes nothing, and fails after so many bytes.
struct Full(usize);

impl std::io::Write for Full {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or_else(|| std::io::Error::other("the disk is full"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told() {
    let sample = sample();
    let out = sample.out();
    let options = WarcOptions { date: Some("2026-03-01T10:00:00Z"), ..WarcOptions::new(&out) };
    for error in [
        jsonl(&sample.ledger, false, &mut Full(2_000)).unwrap_err(),
        pages_jsonl(&sample.ledger, &PagesOptions::default(), &mut Full(2_000)).unwrap_err(),
        premis(&sample.ledger, &PremisOptions::default(), &mut Full(2_000)).unwrap_err(),
        warc(&sample.ledger, &options, &mut Full(2_000)).unwrap_err(),
    ] {
        assert_eq!(
            error.to_string(),
            "cannot write the report: the disk is full; check the name and the room on the disk"
        );
    }
}

#[test]
fn nothing_is_sorted_that_grows_with_the_records() {
    let sample = sample();
    let connection = sample.ledger.connection();
    for sql in [
        include_str!("../../src/records.sql"),
        "SELECT r.id FROM record r CROSS JOIN source s ON s.id = r.source LEFT JOIN run u ON u.id = r.run WHERE r.outcome = \
         'converted' ORDER BY r.id",
        "SELECT format, path FROM output ORDER BY record, format",
    ] {
        let mut select = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = select.query_map([], |row| row.get::<_, String>(3)).unwrap().map(Result::unwrap);
        let steps: Vec<String> = steps.collect();
        assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:?}");
    }
}
