//! The day of publication in the data of a page's scripts: an app's state, a shop's, an analytics call, for pages of
//! which no reader of markup tells one.
//!
//! Caught: `"published_at":"2019-03-02T06:22:28+01:00"` where all fields of that name on the page tell one day.
//! Left alone: fields whose values differ, which are those of a list of articles.

use std::ops::Range;

use offprint_model::{Field, PartialDate};

use super::{Candidate, Value};
use crate::dates::parse_machine;
use crate::page::Page;
use crate::page_data::sources;

/// Weaker than whatever the page's markup says.
const WEIGHT: f32 = 0.25;

/// Bytes of scripts that are looked through.
const LARGEST: usize = 4 << 20;

/// Names of fields that hold the day of publication, in lower case and without underscores, those that say most first.
pub(super) const NAMES: [&str; 9] = [
    "publishedat",
    "datepublished",
    "publisheddate",
    "publishedon",
    "publishedtime",
    "publishdate",
    "publicationdate",
    "firstpublished",
    "firstpublishedat",
];

/// Letters that all of the names have: the rest of a name is looked at only there.
const WITHIN: &str = "ubli";

/// Where fields of these names stand in a text: the bytes of their names.
fn fields(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    // A name is short; what is longer is something else, and looking to its ends would cost.
    let run = |bytes: &mut dyn Iterator<Item = &u8>| {
        bytes.take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
    };
    memchr::memmem::find_iter(bytes, WITHIN).filter_map(move |at| {
        let end = at + WITHIN.len();
        let start = at - run(&mut bytes.get(..at)?.iter().rev());
        let end = end + run(&mut bytes.get(end..)?.iter());
        let name = text.get(start..end)?;
        let bare: String = name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect();
        NAMES.contains(&bare.as_str()).then_some(start..end)
    })
}

/// No name of a field is longer, in bytes.
const LONGEST_NAME: usize = 24;

/// Bytes after a field's name in which its value stands.
const NEAR: usize = 60;

/// The value of a field whose name begins and ends at these bytes: what stands in quotation marks after a colon. The
/// marks may be escaped, and there may be a number of a type in brackets before them.
fn value_of<'t>(text: &'t str, field: &Range<usize>) -> Option<&'t str> {
    let named = text.get(..field.start)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '-');
    let rest = text.get(field.end..)?;
    let limit = rest.char_indices().map(|(at, _)| at).find(|at| *at >= NEAR).unwrap_or(rest.len());
    let rest = rest.get(..limit)?.trim_start_matches(['\\', '"', '\'', ' ']);
    let rest = rest.strip_prefix("&quot;").unwrap_or(rest).trim_start().strip_prefix(':')?;
    let value = rest.trim_start();
    let value = value.strip_prefix("&quot;").unwrap_or(value);
    let value = value.trim_start_matches(['\\', '"', '\'', ' ', '[', ',']);
    let value = value.strip_prefix("0,").map_or(value, |value| value.trim_start_matches(['\\', '"', ' ']));
    let value = value.split(['"', '\'', '\\', '&', '<', '}']).next()?;
    (named && value.starts_with(|c: char| c.is_ascii_digit()) && value.len() >= 8).then_some(value)
}

/// Looks into scripts and state.
pub(crate) fn read(page: &Page) -> Option<Candidate> {
    let mut found: Option<(PartialDate, usize)> = None;
    let mut budget = LARGEST;
    for (row, source) in sources(page) {
        let text = source.text();
        if text.len() > budget {
            return None;
        }
        budget -= text.len();
        for field in fields(text) {
            let Some(date) = value_of(text, &field).and_then(|value| parse_machine(value, None)) else {
                continue;
            };
            match found {
                Some((known, _)) if known.date_only() != date.date_only() => return None,
                Some(_) => {}
                None => found = Some((date, row)),
            }
        }
    }
    let (date, row) = found?;
    Some(Candidate {
        field: Field::Published,
        value: Value::Date(date),
        reader: "script",
        weight: WEIGHT,
        path: Some(page.path(row)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_however_they_are_quoted() {
        for text in [
            r#""published_at":"2019-03-02T06:22:28""#,
            r#"\"publishedAt\": \"2019-03-02\""#,
            r#"{&quot;datePublished&quot;:&quot;2019-03-02T09:00&quot;}"#,
            r#""publishDate":[0,"2019-03-02"]"#,
            "publishDate: '2019-03-02'",
        ] {
            let value = fields(text).find_map(|field| value_of(text, &field)).unwrap_or_default();
            assert!(value.starts_with("2019-03-02"), "{text}: {value}");
        }
        let text = r#""unpublished_at":"2019-03-02""#;
        assert_eq!(fields(text).find_map(|field| value_of(text, &field)), None);
    }
}
