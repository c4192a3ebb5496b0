use offprint_report::{Options, html};
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::sample::{sample, sample_with_times, written};

/// Reads a page as XML; gives its elements and their attributes.
pub fn elements(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = true;
    let mut elements = Vec::new();
    let mut open = 0_i64;
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let name = format!("{}", String::from_utf8_lossy(attribute.key.as_ref().as_ref()));
                    (name, String::from_utf8_lossy(attribute.value.as_ref().as_ref()).into_owned())
                });
                let attributes = attributes.collect();
                elements
                    .push((String::from_utf8_lossy(tag.name().as_ref().as_ref()).into_owned(), attributes));
                open += i64::from(matches!(event, Event::Start(_)));
            }
            Event::End(_) => open -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open, 0);
    elements
}

fn all() -> Options {
    Options { timings: true, outputs: Some("../out".to_owned()), ..Options::default() }
}

#[test]
fn the_page_is_well_formed_and_stands_alone() {
    let sample = sample();
    let page = written(|out| html(&sample.ledger, &all(), out).unwrap());
    assert!(!page.chars().any(|c| c.is_control() && c != '\n'));
    let elements = elements(&page);
    for (name, attributes) in &elements {
        assert!(!["script", "img", "link", "iframe", "object", "b"].contains(&name.as_str()), "{name}");
        for (name, value) in attributes {
            assert!(!name.starts_with("on"), "{name}");
            if name == "href" {
                assert!(value.starts_with("../out/") && !value.contains(' '), "{value}");
            }
        }
    }
    assert!(page.contains("href=\"../out/site%200/00.epub\""));
    assert!(!page.contains("@import") && !page.contains("url("));
}

#[test]
fn tables_and_plots_can_be_heard() {
    let sample = sample();
    let page = written(|out| html(&sample.ledger, &all(), out).unwrap());
    let count = |name: &str| elements(&page).iter().filter(|(other, _)| other == name).count();
    assert_eq!(count("table"), count("caption"));
    assert_eq!(count("svg"), 6);
    assert!(count("desc") == 6 && count("figcaption") == 6);
    for (name, attributes) in elements(&page) {
        let has = |name: &str| attributes.iter().any(|(other, _)| other == name);
        assert!(name != "th" || has("scope"));
        assert!(name != "svg" || has("aria-labelledby"));
    }
    let ids: Vec<String> = elements(&page)
        .into_iter()
        .flat_map(|(_, attributes)| attributes.into_iter().filter(|(name, _)| name == "id").map(|(_, id)| id))
        .collect();
    let mut distinct = ids.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), ids.len());
}

#[test]
fn the_page_tells_of_everything() {
    let sample = sample();
    let page = written(|out| html(&sample.ledger, &all(), out).unwrap());
    for told in [
        "<dt>converted</dt><dd>29</dd>",
        "<dt>median confidence</dt><dd>0.58</dd>",
        "&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;]]&gt;",
        "over-limit:max_bytes",
        "crawl.warc.gz @31000",
        "newsletter-<wbr/>box",
        "saved/page 0.html",
        "2026-03-01T10:00:10Z",
    ] {
        assert!(page.contains(told), "{told}");
    }
}

#[test]
fn without_times_the_same_work_gives_the_same_page() {
    let page = |unit| written(|out| html(&sample_with_times(unit).ledger, &Options::default(), out).unwrap());
    assert_eq!(page(1), page(5));
    assert!(!page(1).contains("href="));
}
