//! The head of the article: its headline, and the lines around it up to the first paragraph.

use offprint_model::Field;

use super::Candidate;
use crate::page::{Page, push_collapsed};
use crate::purpose::Purpose;
use crate::tag::Tag;

/// Lines above the headline that may belong to it: a date, a section's name.
const LINES_ABOVE: usize = 6;

/// Lines below the headline that are looked at, and characters of them.
const LINES_BELOW: usize = 40;
const CHARS_BELOW: usize = 1500;

/// Where lines, names and dates are those of other articles.
pub(super) const ELSEWHERE: Purpose = Purpose::RELATED
    .or(Purpose::COMMENTS)
    .or(Purpose::SIDEBAR)
    .or(Purpose::FOOTER)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::CREDIT);

/// A line as a reader sees it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Row of its first text.
    pub row: usize,
    /// What it says.
    pub text: String,
}

/// The head of the article.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// The headline's element, and the share of its words that the page's data has as a title, from 0 to 1.
    pub headline: Option<(usize, f32)>,
    /// The lines around it.
    pub lines: Vec<Line>,
    /// Rows from the first line to the last.
    pub rows: std::ops::Range<usize>,
}

impl Head {
    /// Finds the head; `found` has the titles that the page's data gives.
    pub(super) fn of(page: &Page, found: &[Candidate]) -> Self {
        let titles: Vec<Vec<String>> = found
            .iter()
            .filter(|candidate| candidate.field == Field::Title)
            .map(|candidate| words(&candidate.value.text()))
            .collect();
        let Some(headline) = headline(page, &titles) else { return Self::default() };
        let row = headline.0;
        let end = page.row(row).end;
        let above = lines(page, 0..row, usize::MAX);
        let mut lines_of_head: Vec<Line> =
            above.into_iter().rev().take(LINES_ABOVE).filter(|line| !is_elsewhere(page, line.row)).collect();
        lines_of_head.reverse();
        let (mut chars, mut long) = (0, 0);
        for line in lines(page, end..page.len(), LINES_BELOW) {
            let width = line.text.chars().count();
            chars += width;
            // The dek may be a paragraph; after a second one the article has begun.
            long += usize::from(width > 110);
            if long > 1 || chars > CHARS_BELOW {
                break;
            }
            if !is_elsewhere(page, line.row) {
                lines_of_head.push(line);
            }
        }
        let start = lines_of_head.first().map_or(row, |line| line.row.min(row));
        let last = lines_of_head.last().map_or(end, |line| (line.row + 1).max(end));
        Self { headline: Some(headline), lines: lines_of_head, rows: start..last }
    }
}

/// Whether a row stands among what belongs to other articles or to the site.
pub(super) fn is_elsewhere(page: &Page, row: usize) -> bool {
    std::iter::once(row).chain(page.ancestors(row)).any(|at| {
        let tag = page.tag(at);
        page.row(at).purpose.has(ELSEWHERE) && !matches!(tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main)
            || matches!(tag, Tag::Nav | Tag::Aside | Tag::Footer)
                && !page.ancestors(at).any(|up| page.tag(up) == Tag::Article)
    })
}

/// The heading that the data's titles resemble most; else the only one of the first rank.
fn headline(page: &Page, titles: &[Vec<String>]) -> Option<(usize, f32)> {
    let candidates = |tags: &[Tag]| -> Vec<(usize, f32)> {
        (0..page.len())
            .filter(|row| {
                let this = page.row(*row);
                tags.contains(&this.tag) && this.visible && (3..=400).contains(&this.chars)
            })
            .map(|row| (row, likeness(&words(&page.visible_text(page.subtree(row))), titles)))
            .collect()
    };
    let first_rank = candidates(&[Tag::H1]);
    let best = |list: &[(usize, f32)]| {
        list.iter().copied().reduce(|a, b| if b.1 > a.1 + f32::EPSILON { b } else { a })
    };
    let of_first = best(&first_rank);
    if let Some(found) = of_first.filter(|found| found.1 >= 0.5) {
        return Some(found);
    }
    let of_second = best(&candidates(&[Tag::H2, Tag::H3])).filter(|found| found.1 >= 0.8);
    of_second.or(of_first.filter(|found| {
        (first_rank.len() == 1 || found.1 > 0.2) && !is_elsewhere(page, found.0)
    }))
}

/// The share of the shorter one's words that the other has too, with the title that is most alike.
fn likeness(words: &[String], titles: &[Vec<String>]) -> f32 {
    titles
        .iter()
        .filter(|title| !title.is_empty() && !words.is_empty())
        .map(|title| {
            let shared = words.iter().filter(|word| title.contains(word)).count();
            let share = shared as f32 / words.len().min(title.len()) as f32;
            // One word in common, a section's name, says less than a sentence.
            if words.len() == 1 && title.len() > 3 { share * 0.4 } else { share.min(1.0) }
        })
        .fold(0.0, f32::max)
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The visible lines of some rows: blocks and line breaks part them. At most `most`.
pub(super) fn lines(page: &Page, rows: std::ops::Range<usize>, most: usize) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    let mut line = Line { row: rows.start, text: String::new() };
    // Where the open blocks end: a line ends with its block.
    let mut ends: Vec<usize> = Vec::new();
    let flush = |line: &mut Line, out: &mut Vec<Line>| {
        let text = line.text.trim();
        if !text.is_empty() {
            out.push(Line { row: line.row, text: text.to_owned() });
        }
        line.text.clear();
    };
    for row in rows.clone() {
        while ends.last().is_some_and(|end| *end <= row) {
            ends.pop();
            flush(&mut line, &mut out);
        }
        if out.len() >= most {
            return out;
        }
        let this = page.row(row);
        if this.tag == Tag::Text {
            let text = page.text(row);
            if !this.visible || text.trim().is_empty() {
                if this.visible && !text.is_empty() {
                    push_collapsed(" ", &mut line.text);
                }
                continue;
            }
            if line.text.trim().is_empty() {
                line.row = row;
            }
            // Boxes in a row (“Jane Doe” “July 4”) are parted by style alone.
            let glued = line.text.chars().next_back().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == ':')
                && text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
            if glued {
                line.text.push(' ');
            }
            push_collapsed(text, &mut line.text);
        } else if !this.tag.is_inline() {
            flush(&mut line, &mut out);
            ends.push(this.end);
        } else if matches!(this.tag, Tag::Br | Tag::Button) {
            flush(&mut line, &mut out);
        }
    }
    flush(&mut line, &mut out);
    out
}
