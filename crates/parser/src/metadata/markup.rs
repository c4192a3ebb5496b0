//! What the page shows: headings, `<title>`, `<time>`, and elements that say they hold the author or the date.

use offprint_model::{Field, Person};

use super::Found;
use crate::names::{looks_like_name, parse_byline, split_people};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// No byline or date is longer, in characters.
const LONGEST: usize = 160;

/// Weight of the page's only heading of rank 1: what readers see outweighs what `<title>` and the cards of social
/// networks say to search engines, even where these agree with one another.
const ONLY_HEADING: f32 = 1.2;

/// Where names and dates are those of others.
const ELSEWHERE: Purpose = Purpose::RELATED
    .or(Purpose::COMMENTS)
    .or(Purpose::SIDEBAR)
    .or(Purpose::FOOTER)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::CREDIT);

pub(super) fn read(page: &Page, found: &mut Found<'_>) {
    let first_heading = (0..page.len())
        .find(|row| page.tag(*row) == Tag::H1 && page.row(*row).visible && page.row(*row).chars > 0);
    let headings = (0..page.len()).filter(|row| page.tag(*row) == Tag::H1 && page.row(*row).visible).count();
    if let Some(row) = first_heading {
        let text = page.visible_text(page.subtree(row));
        let home = page.row(row).link_chars * 10 > page.row(row).chars * 8
            && page.subtree(row).chain(page.ancestors(row).take(2)).any(|at| {
                page.tag(at) == Tag::A
                    && page.attribute(at, "href").is_some_and(super::headline::is_front_page)
            });
        if home {
            found.text(Field::Site, &text, 0.5, Some(page.path(row)));
            found.text(Field::Title, &text, 0.1, Some(page.path(row)));
        } else {
            let weight = if headings == 1 { ONLY_HEADING } else { 0.6 };
            found.text(Field::Title, &text, weight, Some(page.path(row)));
        }
    }
    if let Some(row) = (0..page.len()).find(|row| page.tag(*row) == Tag::Title) {
        let text: String =
            page.subtree(row).filter(|r| page.tag(*r) == Tag::Text).map(|r| page.text(r)).collect();
        found.text(Field::Title, &text, 0.4, Some(page.path(row)));
    }
    dek(page, first_heading, found);
    let (mut dates, mut people) = (0, 0);
    for row in 0..page.len() {
        let this = page.row(row);
        let is_text = this.tag == Tag::Text;
        if is_text || !this.visible || this.chars == 0 || this.chars > LONGEST {
            continue;
        }
        let property = page.attribute(row, "itemprop").unwrap_or_default();
        let rel = page.attribute(row, "rel").unwrap_or_default();
        let names_date =
            this.tag == Tag::Time || this.purpose.has(Purpose::DATE) || property.contains("datePublished");
        let names_author = this.purpose.has(Purpose::AUTHOR)
            || rel.contains("author")
            || property == "author"
            || leads_to_person(page, row);
        if !names_date && !names_author {
            continue;
        }
        let elsewhere = std::iter::once(row).chain(page.ancestors(row)).any(|at| {
            page.row(at).purpose.has(ELSEWHERE) && page.tag(at) != Tag::Body && page.tag(at) != Tag::Html
                || matches!(page.tag(at), Tag::Nav | Tag::Aside | Tag::Footer)
                    && !page.ancestors(at).any(|up| page.tag(up) == Tag::Article)
        });
        if elsewhere {
            continue;
        }
        // Those nearest to the headline come first; teasers repeat the pattern further down.
        let near = first_heading.is_none_or(|heading| row + 40 > heading);
        let text = page.visible_text(page.subtree(row));
        if names_date && dates < 3 && near {
            let modified = property.contains("dateModified") || text.to_lowercase().contains("updated");
            let field = if modified { Field::Modified } else { Field::Published };
            let machine = ["datetime", "content", "title"]
                .iter()
                .filter_map(|a| page.attribute(row, a))
                .find(|v| crate::dates::parse_machine(v).is_some());
            let weight = (0.6 - 0.15 * dates as f32).max(0.2) + if machine.is_some() { 0.05 } else { 0.0 };
            found.date(field, machine.unwrap_or(&text), weight, Some(page.path(row)));
            dates += 1;
        }
        if names_author && people < 12 && near {
            let named = match parse_byline(&text, None) {
                Some(named) => named,
                None if looks_like_name(&text) => vec![Person::named(text.trim())],
                None => match presented(page, row) {
                    one if !one.is_empty() => one,
                    _ if rel.contains("author") || this.chars < 60 => {
                        split_people(&text).into_iter().filter(|p| looks_like_name(&p.name)).collect()
                    }
                    none => none,
                },
            };
            let weight = if rel.contains("author") || property == "author" { 0.6 } else { 0.5 }
                - 0.005 * people as f32;
            for mut person in named {
                if this.tag == Tag::A {
                    person.url = page
                        .attribute(row, "href")
                        .filter(|url| url.starts_with("http") && offprint_model::is_safe_url(url))
                        .map(str::to_owned);
                }
                found.person(person, weight, Some(page.path(row)));
            }
            people += 1;
        }
    }
}

/// Folders in which sites keep the pages of those who write for them.
const PEOPLE_FOLDERS: [&str; 12] = [
    "author",
    "authors",
    "contributor",
    "contributors",
    "people",
    "staff",
    "writers",
    "writer",
    "profile",
    "profiles",
    "autor",
    "auteur",
];

/// Whether a name is a link to its bearer's page: `<a href="/authors/ann-poe">Ann Poe</a>`.
fn leads_to_person(page: &Page, row: usize) -> bool {
    if page.tag(row) != Tag::A || page.row(row).chars > 40 {
        return false;
    }
    let Some(address) = page.attribute(row, "href") else { return false };
    let path = address.split(['?', '#']).next().unwrap_or(address);
    let mut folders = path.split('/').rev().filter(|part| !part.is_empty());
    let own = folders.next();
    own.is_some()
        && folders.next().is_some_and(|folder| PEOPLE_FOLDERS.contains(&folder.to_ascii_lowercase().as_str()))
        && looks_like_name(&page.visible_text(page.subtree(row)))
}

/// How many rows after the headline a dek may stand.
const NEAR_HEADLINE: usize = 40;

/// A dek is a sentence or two.
const DEK_CHARS: std::ops::RangeInclusive<usize> = 30..=400;

/// The element after the headline that says it is the dek.
fn dek(page: &Page, headline: Option<usize>, found: &mut Found<'_>) {
    let Some(headline) = headline else { return };
    let after = page.row(headline).end;
    let row = (after..(after + NEAR_HEADLINE).min(page.len())).find(|row| {
        let this = page.row(*row);
        this.purpose.has(Purpose::DEK)
            && !this.purpose.has(ELSEWHERE)
            && this.visible
            && DEK_CHARS.contains(&this.chars)
            && this.link_chars * 2 < this.chars
    });
    if let Some(row) = row {
        found.text(Field::Dek, &page.visible_text(page.subtree(row)), 0.7, Some(page.path(row)));
    }
}

/// A box that presents one person: a line that is a name, and under it a post.
fn presented(page: &Page, row: usize) -> Vec<Person> {
    let mut person: Option<Person> = None;
    for at in page.subtree(row).filter(|at| page.tag(*at) == Tag::Text && page.row(*at).visible) {
        let line = page.text(at).trim();
        match &mut person {
            _ if line.is_empty() => {}
            None if looks_like_name(line) => person = Some(Person::named(line)),
            None => return Vec::new(),
            // A second name: the box presents several people, and each has one of its own.
            Some(_) if looks_like_name(line) => return Vec::new(),
            Some(known) => {
                if let Some((post, affiliation)) =
                    crate::names::post_of(line).filter(|_| known.post.is_none())
                {
                    known.post = Some(post);
                    known.affiliation = affiliation;
                }
            }
        }
    }
    person.into_iter().collect()
}
