use offprint_report::{
    Options, PagesOptions, PremisOptions, WarcOptions, csv, fixity, html, jsonl, pages_jsonl, premis, table,
    warc,
};

use crate::sample::{empty, written};

#[test]
fn reports_of_nothing_say_so() {
    let sample = empty();
    let (ledger, out) = (&sample.ledger, sample.out());
    let options = Options { timings: true, outputs: Some(String::new()), ..Options::default() };
    let text = written(|to| table(ledger, &options, to).unwrap());
    assert!(text.starts_with("0 records of 0 sources\n0 pages of 0 B, articles of 0 words\n"), "{text}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
    let page = written(|to| html(ledger, &options, to).unwrap());
    assert!(!crate::html::elements(&page).is_empty());
    assert!(!page.contains("NaN") && !page.contains(">inf"), "{page}");
    assert_eq!(written(|to| jsonl(ledger, true, to).unwrap()), "");
    assert_eq!(written(|to| csv(ledger, false, to).unwrap()).lines().count(), 1);
    assert_eq!(written(|to| pages_jsonl(ledger, &PagesOptions::default(), to).unwrap()).lines().count(), 1);
    assert_eq!(written(|to| premis(ledger, &PremisOptions::default(), to).unwrap()), "");
    let plain = WarcOptions { gzip: false, ..WarcOptions::new(&out) };
    let text = written(|to| warc(ledger, &plain, to).unwrap());
    assert!(
        text.starts_with("WARC/1.1\r\nWARC-Type: warcinfo\r\n")
            && text.contains("WARC-Date: 1970-01-01T00:00:00Z\r\n")
    );
    let text = written(|to| {
        fixity(ledger, &out, to).unwrap();
    });
    assert_eq!(text, "0 whole, 0 missing, 0 changed, 0 extra\n");
}
