//! Lines that a reader sees between the headline and the article's text, outside the element that holds the text: bylines
//! and datelines that no class names tell.

use offprint_model::Field;

use super::{Candidate, Value};
use crate::dates::{date_in, is_dateline};
use crate::names::parse_byline;
use crate::page::Page;
use crate::segments::{Segment, SegmentKind};

/// Lines before the text that are looked at; more, and they belong to something else.
const MOST_LINES: usize = 12;
/// No byline or dateline is longer, in characters.
const LONGEST: usize = 160;

/// Reads the lines from the headline, the nearest heading above the text, down to the text.
pub(crate) fn read(page: &Page, before: &[Segment], language: Option<&str>) -> Vec<Candidate> {
    let from = before.len().saturating_sub(MOST_LINES);
    let near = before.get(from..).unwrap_or_default();
    let Some(headline) = near.iter().position(|s| matches!(s.kind, SegmentKind::Heading(1 | 2))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for segment in near.iter().skip(headline + 1) {
        if segment.width > LONGEST {
            continue;
        }
        let candidate = |field: Field, value: Value, weight: f32| Candidate {
            field,
            value,
            reader: "lines",
            weight,
            path: Some(page.path(segment.rows.start)),
        };
        let people = parse_byline(&segment.text, language);
        let date = if people.is_some() {
            date_in(&segment.text, language)
        } else {
            is_dateline(&segment.text, language)
        };
        for person in people.into_iter().flatten() {
            found.push(candidate(Field::Authors, Value::Person(person), 0.45));
        }
        if let Some(date) = date {
            let field = if date.modified { Field::Modified } else { Field::Published };
            found.push(candidate(field, Value::Date(date.date), 0.5));
        }
    }
    found
}
