use offprint_report::{Options, table};
use unicode_width::UnicodeWidthStr as _;

use crate::sample::{sample, sample_with_times, written};

#[test]
fn a_table_tells_of_everything_within_its_width() {
    let sample = sample();
    for width in [80, 100] {
        let options = Options { timings: true, width, ..Options::default() };
        let text = written(|out| table(&sample.ledger, &options, out).unwrap());
        for line in text.lines() {
            assert!(line.width() <= width, "{} columns: {line}", line.width());
            assert!(!line.chars().any(|c| c.is_control() || c == '\u{202e}'), "{line:?}");
        }
        for told in [
            "40 records of 2 sources, 1 not read to the end\n35 pages of 290.3 kB, articles of 31,500 words\n",
            "  converted   29  72.5 %",
            "it has 9 bytes, over the limit of 8",
            "crawl.warc.gz @31000",
            "  related-links      29  100.0 %      58       3,186",
            "  bad.example",
            "Articles of which the parser was least sure",
            "  en     10  34.5 %",
            "      https://site-0.example/a?id=0&x=<0>",
            "2026-03-01T10:00:10Z",
            "666.7 pages in a second of one thread",
            "2.9",
        ] {
            assert!(text.contains(told), "{told} is not in\n{text}");
        }
    }
}

#[test]
fn without_times_the_same_work_gives_the_same_table() {
    let options = Options::default();
    let one = written(|out| table(&sample_with_times(1).ledger, &options, out).unwrap());
    let other = written(|out| table(&sample_with_times(7).ledger, &options, out).unwrap());
    assert_eq!(one, other);
    assert!(!one.contains("2026-03-01"));
}

#[test]
fn lists_are_no_longer_than_asked() {
    let sample = sample();
    let options = Options { rows: 2, ..Options::default() };
    let text = written(|out| table(&sample.ledger, &options, out).unwrap());
    let unsure = text.split("least sure\n").nth(1).unwrap().split("\n\n").next().unwrap();
    assert_eq!(unsure.lines().count(), 5, "{unsure}");
}
