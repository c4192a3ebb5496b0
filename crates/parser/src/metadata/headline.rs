//! The headline among the page's lines, and the site's name beside it in `<title>`: for pages whose data tell neither.
//!
//! Caught: “The Ledger - Toll to end” where the page shows the line “Toll to end”; a heading whose words `<title>` holds.
//! Left alone: a heading that links to the site's front page, which is the site's name; a line above the heading of rank 1 that says the
//! other part of `<title>`: “Dell Gazette” over “Road closed”.

use offprint_model::Field;

use super::{Candidate, Value};
use crate::names::{key, short_key};
use crate::page::Page;
use crate::segments::{Segment, SegmentKind};
use crate::tag::Tag;

/// Segments of the container in which its headline may stand.
const WITHIN: usize = 12;
/// Fewer letters are no headline by themselves: they stand in too many titles by chance.
const SHORTEST: usize = 10;
/// A site's name has no more words.
const MOST_SITE_WORDS: usize = 6;
/// What stands between headline and site in `<title>`.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", ": "];

/// Looks for lines that `<title>` (or og:title) holds, above the container and at its beginning.
pub(crate) fn read(page: &Page, all: &[Segment], first: usize, known: &[Candidate]) -> Vec<Candidate> {
    let titles: Vec<String> =
        known.iter().filter(|c| c.field == Field::Title).map(|c| c.value.text()).collect();
    let mut found = Vec::new();
    let full: Vec<String> = titles.iter().map(|title| key(title)).collect();
    let longest = full.iter().map(String::len).max().unwrap_or_default();
    let heads: Vec<(usize, String)> = all
        .iter()
        .enumerate()
        .take(first + WITHIN)
        .filter(|(_, segment)| segment.kind == SegmentKind::Heading(1) && !leads_home(page, segment))
        .map(|(index, segment)| (index, key(&segment.text)))
        .collect();
    let mut best: Option<(usize, usize, &Segment)> = None;
    for (index, segment) in all.iter().enumerate().take(first + WITHIN) {
        let Some(own) = short_key(&segment.text, longest) else { continue };
        if own.chars().count() < SHORTEST
            || segment.text.split_whitespace().count() < 2
            || leads_home(page, segment)
        {
            continue;
        }
        // Whole, or a part of a title that says more.
        let held = full.iter().filter(|title| title.contains(&own)).count();
        if held == 0 {
            continue;
        }
        let rank = match segment.kind {
            SegmentKind::Heading(rank) => 8 - usize::from(rank),
            _ if segment.linked > 0.5 => continue,
            // The heading below it says the rest of the title: this is the site's name.
            _ if titles.iter().any(|title| {
                let rest = beside(title, &segment.text).map(key);
                rest.is_some_and(|rest| heads.iter().any(|(at, head)| *at > index && *head == rest))
            }) =>
            {
                continue;
            }
            _ => 0,
        };
        let length = own.chars().count();
        if best.is_none_or(|(most, known, _)| (length, rank) > (most, known)) {
            best = Some((length, rank, segment));
        }
    }
    let line = best.map(|(_, _, segment)| segment);
    if let Some(segment) = line {
        found.push(candidate(Field::Title, &segment.text, 0.62, Some(page.path(segment.rows.start))));
    }
    // What `<title>` holds beside the headline is the site's name.
    let headline = line.map(|segment| segment.text.clone());
    let sure = known.iter().filter(|c| c.field == Field::Title && c.weight > 0.6).map(|c| c.value.text());
    for headline in headline.into_iter().chain(sure) {
        for title in &titles {
            // A heading that shows the whole title has no site's name in it.
            let shown = known.iter().any(|c| {
                c.field == Field::Title
                    && c.reader == "markup"
                    && c.weight > 0.5
                    && key(&c.value.text()) == key(title)
            });
            if shown {
                continue;
            }
            if let Some(site) = beside(title, &headline) {
                found.push(candidate(Field::Site, site, 0.45, None));
            }
        }
    }
    found
}

/// What a title holds besides the headline, if it may be a site's name.
fn beside<'a>(title: &'a str, headline: &str) -> Option<&'a str> {
    let wanted = key(headline);
    SEPARATORS.iter().find_map(|separator| {
        let ends =
            [title.rsplit_once(separator), title.split_once(separator).map(|(site, rest)| (rest, site))];
        ends.into_iter().flatten().find_map(|(rest, site)| {
            let site = site.trim();
            let words = site.split_whitespace().count();
            (key(rest) == wanted && (1..=MOST_SITE_WORDS).contains(&words)).then_some(site)
        })
    })
}

/// Whether a heading is the site's name: its words are a link to the front page.
fn leads_home(page: &Page, segment: &Segment) -> bool {
    segment.linked > 0.8
        && segment
            .rows
            .clone()
            .chain(page.ancestors(segment.rows.start).take(3))
            .filter(|row| page.tag(*row) == Tag::A)
            .any(|row| page.attribute(row, "href").is_some_and(is_front_page))
}

/// Whether an address is a site's front page: it has no path.
pub(crate) fn is_front_page(address: &str) -> bool {
    let address = address.trim();
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => match address.strip_prefix('/') {
            Some(path) if !path.starts_with('/') => path,
            _ => return false,
        },
    };
    matches!(path, "" | "index.html" | "index.htm" | "index.php" | "home")
}

fn candidate(field: Field, text: &str, weight: f32, path: Option<String>) -> Candidate {
    Candidate { field, value: Value::Text(super::tidy(text)), reader: "headline", weight, path }
}
