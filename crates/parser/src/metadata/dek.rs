//! The dek that stands between the headline and the element that holds the article's text: a teaser in the header, the
//! lede set apart in an element of its own. It is the article's; what is not found here would be lost with the header.
//!
//! Caught: the sentence under the headline; one further down, after byline, date and share row; two that follow one
//! another in one element; the sentence that the page gives as its description, wherever it stands above the text.
//! Left alone: captions, bylines, datelines, consent, newsletters, columns beside.

use offprint_model::Field;

use super::place::{Place, is_caption};
use super::{Candidate, Value};
use crate::dates::is_dateline;
use crate::names::{key, parse_byline};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};

/// A dek is a sentence or two, in characters; an opening paragraph set apart may be three.
const WIDTH: std::ops::RangeInclusive<usize> = 40..=700;

/// Segments after the headline among which it may stand.
const NEAR: usize = 24;

/// Paragraphs that make one dek, at most.
const MOST_PARAGRAPHS: usize = 3;

/// Letters of a description that must agree: descriptions are cut to some 150 characters.
const AGREEING: usize = 40;

/// Where a sentence under the headline is something else.
const ELSEWHERE: Purpose = Purpose::COOKIE
    .or(Purpose::OVERLAY)
    .or(Purpose::NEWSLETTER)
    .or(Purpose::NAVIGATION)
    .or(Purpose::COMMENTS)
    .or(Purpose::SHARE)
    .or(Purpose::AUTHOR)
    .or(Purpose::CREDIT)
    .or(Purpose::CAPTION)
    .or(Purpose::RELATED)
    .or(Purpose::PROMO)
    .or(Purpose::CAROUSEL)
    .or(Purpose::SIDEBAR);

/// A sentence right under the headline.
const UNDER: f32 = 0.5;

/// One further down.
const FURTHER: f32 = 0.45;

/// One that says what the page gives as its description.
const DESCRIBED: f32 = 0.6;

/// Looks among the segments before the element that holds the text.
pub(crate) fn read(
    page: &Page,
    before: &[Segment],
    place: &Place,
    known: &[Candidate],
    language: Option<&str>,
) -> Option<Candidate> {
    let headline = before.iter().rposition(|segment| place.is_headline(segment));
    let elsewhere = ELSEWHERE.without(place.around);
    let may_be = |segment: &Segment| {
        WIDTH.contains(&segment.width)
            && segment.linked < 0.3
            && matches!(
                segment.kind,
                SegmentKind::Paragraph | SegmentKind::Heading(2..=6) | SegmentKind::Quotation
            )
            && !segment.around.has(elsewhere)
            && !is_caption(page, segment)
            && parse_byline(&segment.text, language).is_none()
            && is_dateline(&segment.text, language).is_none()
    };
    let descriptions: Vec<String> = known
        .iter()
        .filter(|candidate| candidate.field == Field::Description)
        .map(|candidate| key(candidate.value.text().trim_end_matches(['.', '…'])))
        .collect();
    let described = |segment: &Segment| {
        let own = key(&segment.text);
        descriptions.iter().any(|one| agree(one, &own))
    };
    let titled = |segment: &Segment| {
        known.iter().any(|c| c.field == Field::Title && key(&c.value.text()) == key(&segment.text))
    };
    let from = headline.map_or_else(|| before.len().saturating_sub(NEAR), |at| at + 1);
    let near = before.iter().enumerate().skip(from).take(NEAR);
    let under = near
        .filter(|(_, segment)| may_be(segment) && !titled(segment))
        .find(|(_, segment)| described(segment) || headline.is_some() && segment.ends_sentence());
    let found = under.or_else(|| {
        let above = before.iter().enumerate().take(from);
        above.rev().take(NEAR).find(|(_, segment)| may_be(segment) && !titled(segment) && described(segment))
    });
    let (first, segment) = found?;
    let weight = match headline {
        _ if described(segment) => DESCRIBED,
        Some(at) if at + 1 == first => UNDER,
        _ => FURTHER,
    };
    // Paragraphs of one element make one dek; not where the first is all of the page's description.
    let parent = page.row(segment.block).parent;
    let told = described(segment).then(|| key(&segment.text)).filter(|own| descriptions.contains(own));
    let most = if told.is_some() { 1 } else { MOST_PARAGRAPHS };
    let together = before.iter().skip(first).take(most).take_while(|next| {
        next.rows == segment.rows
            || may_be(next) && next.ends_sentence() && page.row(next.block).parent == parent
    });
    let mut text = String::new();
    for one in together {
        if text.chars().count() + one.width > *WIDTH.end() {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&super::tidy(&one.text));
    }
    let path = Some(page.path(segment.rows.start));
    Some(Candidate { field: Field::Dek, value: Value::Text(text), reader: "lines", weight, path })
}

/// Whether a description says what a text says: one begins as the other.
fn agree(description: &str, own: &str) -> bool {
    let least = description.chars().count().min(own.chars().count());
    least >= AGREEING && (own.starts_with(description) || description.starts_with(own))
}
