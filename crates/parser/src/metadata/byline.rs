//! Authors whom a reader sees: bylines in the head, and elements whose names say that they hold the author.

use offprint_model::{Person, Role};

use super::Found;
use super::head::{Head, is_elsewhere};
use crate::dates::{dates_in, is_dateline};
use crate::names::{
    announces, cut_at_date, looks_like_name, parse_byline, split_people, without_announcement,
};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// No byline is longer, in characters.
const LONGEST: usize = 160;

/// Elements that are looked at outside the head.
const MOST_OUTSIDE: usize = 8;

pub(super) fn read(page: &Page, head: &Head, found: &mut Found<'_>) {
    let mut announced: Option<Role> = None;
    for (index, line) in head.lines.iter().enumerate() {
        let text = line.text.as_str();
        if text.chars().count() > LONGEST {
            announced = None;
            continue;
        }
        let (people, weight) = match (parse_byline(text, None), announced) {
            (Some(people), _) if !people.is_empty() => (people, 0.88),
            // “Written by”, and the name in the line below.
            (_, Some(role)) => (below(text, role), 0.85),
            _ => (beside_date(head, index), 0.7),
        };
        announced = announces(text).or(announced.filter(|_| people.is_empty() && is_dateline(text, None).is_some()));
        for person in people {
            let person = with_page(page, line.row, person);
            found.person(person, weight, Some(page.path(line.row)));
        }
    }
    elements(page, head, found);
}

/// The people in the line under a label.
fn below(text: &str, role: Role) -> Vec<Person> {
    let names = cut_at_date(text.split(['|', '•', '·']).next().unwrap_or(text));
    let mut people = split_people(names);
    let words: usize = people.iter().map(|p| p.name.split_whitespace().count()).sum();
    if words * 2 < names.split_whitespace().count() && people.iter().all(|p| p.post.is_none()) {
        return Vec::new();
    }
    people.iter_mut().for_each(|person| person.role = role);
    people
}

/// “Jane Doe · July 4, 2020”, or a line with nothing but a name next to a dateline.
fn beside_date(head: &Head, index: usize) -> Vec<Person> {
    let Some(line) = head.lines.get(index) else { return Vec::new() };
    let text = line.text.as_str();
    if head.headline.is_some_and(|(row, _)| line.row < row) {
        return Vec::new();
    }
    let first = text.split(['|', '•', '·', '—', '–']).next().unwrap_or(text).trim();
    let name = cut_at_date(first).trim().trim_end_matches([',', '-', '/']).trim();
    let dated = !dates_in(text, None).is_empty();
    let near_date = || {
        (index.saturating_sub(2)..=index + 2)
            .filter(|other| *other != index)
            .filter_map(|other| head.lines.get(other))
            .any(|other| is_dateline(&other.text, None).is_some())
    };
    if looks_like_name(name) && name.split_whitespace().count() <= 4 && (dated || name == text && near_date()) {
        split_people(name)
    } else {
        Vec::new()
    }
}

fn elements(page: &Page, head: &Head, found: &mut Found<'_>) {
    let mut outside = 0;
    for row in 0..page.len() {
        let this = page.row(row);
        if this.tag == Tag::Text || !this.visible || this.chars == 0 || this.chars > LONGEST {
            continue;
        }
        let property = page.attribute(row, "itemprop").unwrap_or_default();
        let rel = page.attribute(row, "rel").unwrap_or_default();
        let certain = property == "author" || rel.split_whitespace().any(|word| word == "author");
        if !certain && !this.purpose.has(Purpose::AUTHOR) {
            continue;
        }
        let in_head = head.rows.contains(&row);
        if outside >= MOST_OUTSIDE || is_elsewhere(page, row) {
            continue;
        }
        // Testimonials and teasers have names, too: those of a figure or a link to elsewhere.
        let figure = page.ancestors(row).any(|at| matches!(page.tag(at), Tag::Figure | Tag::Blockquote));
        let above = head.headline.is_some_and(|(headline, _)| row < headline);
        if !in_head && !certain && (figure || above) {
            continue;
        }
        let named = people_of(page, row, certain);
        if named.is_empty() {
            continue;
        }
        if !in_head {
            outside += 1;
        }
        let base = match (in_head, certain) {
            (true, true) => 0.8,
            (true, false) => 0.75,
            (false, true) => 0.6 - 0.04 * outside as f32,
            (false, false) => 0.5 - 0.04 * outside as f32,
        };
        for person in named {
            found.person(with_page(page, row, person), base, Some(page.path(row)));
        }
    }
}

/// The people whom an element names: its lines one by one, since posts and dates stand below names.
fn people_of(page: &Page, row: usize, certain: bool) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for line in super::head::lines(page, page.subtree(row), 8) {
        let text = line.text.as_str();
        if let Some(named) = parse_byline(text, None) {
            people.extend(named);
            continue;
        }
        let bare = cut_at_date(without_announcement(text).split(['|', '•', '·']).next().unwrap_or(text)).trim();
        if looks_like_name(bare) {
            people.push(Person::named(bare));
        } else if people.is_empty() && (certain || bare.contains([',', '&']) || bare.contains(" and ")) {
            let named = split_people(bare);
            let words: usize = named.iter().map(|p| p.name.split_whitespace().count()).sum();
            let posts = named.iter().any(|p| p.post.is_some());
            if posts || words * 3 >= bare.split_whitespace().count() * 2 {
                people.extend(named);
            }
        } else if let Some(person) = people.last_mut()
            && person.post.is_none()
            && let Some((post, affiliation)) = crate::names::post_of(text)
        {
            person.post = Some(post);
            person.affiliation = affiliation;
        }
    }
    people
}

/// The person with the address of their page, where the name is a link.
fn with_page(page: &Page, row: usize, person: Person) -> Person {
    let link = std::iter::once(row).chain(page.ancestors(row)).take(4).find(|at| page.tag(*at) == Tag::A);
    let url = link
        .and_then(|at| page.attribute(at, "href"))
        .filter(|url| url.starts_with("http") && offprint_model::is_safe_url(url))
        .map(str::to_owned);
    Person { url: person.url.or(url), ..person }
}
