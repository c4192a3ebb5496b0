//! Authors in elements that say they hold them: by class, `rel`, `itemprop`, or as links to their pages.
//!
//! Caught: `<a rel="author">`, `<span class="byline">`, `<a href="/authors/ann-poe">Ann Poe</a>`, at the headline or
//! after the text; there also names that do not read like one (“ibby”, “The Garden Team”), for the page says so.
//! Left alone: names in the text, in captions and quotations, in teasers and comments.

use std::ops::Range;

use offprint_model::{Person, PersonKind, Role};

use super::Found;
use super::place::{Place, Zone};
use crate::dates::is_dateline;
use crate::names::{
    key, looks_like_name, parse_byline, post_of, reads_as_post, role_before, signature, split_people,
};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// No byline is longer, in characters.
const LONGEST: usize = 160;

/// More rows between two, and they are of different lines.
const APART: usize = 80;

/// A byline at the headline is what the reader sees: it outweighs what the page's data tell machines.
const AT_HEADLINE: f32 = 0.86;

/// The same in elements that are links to people's pages and say no more.
const LINKED: f32 = 0.6;

/// A box after the text, where no byline stands at the headline.
const AT_FOOT: f32 = 0.55;

/// Elsewhere: tells of somebody whom another source names.
const TOLD: f32 = 0.3;

/// A page of many names is a list of articles: more elements are not looked at.
const MOST: usize = 24;

/// An element of so short a text has no more rows.
const MOST_ROWS: usize = 200;

/// Where names are those of others.
const ELSEWHERE: Purpose = Purpose::RELATED
    .or(Purpose::COMMENTS)
    .or(Purpose::SIDEBAR)
    .or(Purpose::FOOTER)
    .or(Purpose::CAROUSEL)
    .or(Purpose::NAVIGATION)
    .or(Purpose::CREDIT)
    .or(Purpose::TESTIMONIAL);

/// An element and the people whom it names.
struct Unit {
    row: usize,
    end: usize,
    people: Vec<Person>,
    /// Whether it says itself that it holds the author, or is only a link to somebody's page.
    says_so: bool,
    /// Whether it is a link to somebody's page, `rel` or `itemprop` says so, or it reads as a byline.
    strong: bool,
    /// Whether it names people, not only handles and groups.
    real: bool,
}

pub(super) fn read(page: &Page, place: &Place, found: &mut Found<'_>) {
    let units = units(page, place);
    let head = head_line(&units, place);
    let foot = units.iter().position(|unit| place.zone(unit.row) == Zone::Foot);
    let foot = foot.map_or(0..0, |first| line_from(&units, first));
    let head_units = units.get(head.clone()).unwrap_or_default();
    let says_so = head_units.iter().any(|unit| unit.says_so);
    let real = head_units.iter().any(|unit| unit.real);
    // What stands by a name may be a post or a seal (“Fact Checked”): where the first of the line is a name, the others
    // must be as good, or of the same class.
    let first = head_units.iter().find(|unit| unit.real || !real).map(|unit| unit.row);
    let class = |row: usize| page.attribute(row, "class");
    let fits = |unit: &Unit| {
        (unit.real || !real)
            && (unit.strong
                || first == Some(unit.row)
                || first.is_some_and(|row| {
                    page.tag(row) == page.tag(unit.row)
                        && class(row).is_some()
                        && class(row) == class(unit.row)
                }))
    };
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|index| (!head.contains(index), !foot.contains(index), *index));
    for index in order.into_iter().take(MOST) {
        let Some(unit) = units.get(index) else { continue };
        let weight = if head.contains(&index) {
            match (fits(unit), says_so) {
                (true, true) => AT_HEADLINE,
                (true, false) => LINKED,
                (false, _) => TOLD,
            }
        } else if foot.contains(&index) {
            if head.is_empty() { AT_FOOT } else { TOLD }
        } else {
            TOLD
        };
        let address = (page.tag(unit.row) == Tag::A && unit.people.len() == 1)
            .then(|| page.attribute(unit.row, "href"))
            .flatten()
            .filter(|url| url.starts_with("http") && offprint_model::is_safe_url(url));
        for person in &unit.people {
            let mut person = person.clone();
            person.url = person.url.or_else(|| address.map(str::to_owned));
            found.person(person, weight, Some(page.path(unit.row)));
        }
    }
}

/// The elements of the byline at the headline: the first after it and those near to one another; else the last above.
fn head_line(units: &[Unit], place: &Place) -> Range<usize> {
    let is_head = |unit: &Unit| place.zone(unit.row) == Zone::Head;
    let headline = place.headline.unwrap_or(0);
    let under = units.iter().position(|unit| is_head(unit) && unit.row >= headline);
    match under.or_else(|| units.iter().rposition(is_head)) {
        Some(first) => line_from(units, first),
        None => 0..0,
    }
}

/// An element and those after it that stand near to it.
fn line_from(units: &[Unit], first: usize) -> Range<usize> {
    let mut last = first;
    while let (Some(one), Some(next)) = (units.get(last), units.get(last + 1)) {
        if next.row > one.end + APART {
            break;
        }
        last += 1;
    }
    first..last + 1
}

/// The elements in page order, none within another.
fn units(page: &Page, place: &Place) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    // From the last row to the first: what stands within an element is known before it.
    for row in (0..page.len()).rev() {
        let this = page.row(row);
        if this.tag == Tag::Text
            || !this.visible
            || this.chars == 0
            || this.chars > LONGEST
            || this.end > row + MOST_ROWS
        {
            continue;
        }
        let property = page.attribute(row, "itemprop").unwrap_or_default();
        let rel = page.attribute(row, "rel").unwrap_or_default();
        let explicit = rel.split_whitespace().any(|word| word == "author")
            || property.split_whitespace().any(|word| word == "author");
        let says_so = explicit || this.purpose.has(Purpose::AUTHOR);
        if !says_so && !leads_to_person(page, row) || is_elsewhere(page, place, row) {
            continue;
        }
        let inner = units.partition_point(|unit| unit.row >= this.end);
        let within = units.get(inner..).unwrap_or_default();
        let text = page.visible_text(page.subtree(row));
        if leads_to_section(page, row) {
            continue;
        }
        let (read, reading) = people(page, row, &text, explicit);
        // What an element says is taken for what stands within it where it names the same people, and perhaps more:
        // “By Ann Poe and John Roe”, of whom Ann has a page. Else the words run together: “Ann Poe Gardener, Astrologer”.
        let mut read = read;
        if !within.is_empty() {
            let named: Vec<String> = read.iter().map(|person| key(&person.name)).collect();
            // What they did is told by the words right before each.
            for person in read.iter_mut().filter(|person| person.role == Role::Author) {
                let same = |known: &&Person| key(&known.name) == key(&person.name);
                if let Some(known) = within.iter().flat_map(|u| &u.people).find(same) {
                    person.role = known.role;
                }
            }
            let all = within.iter().flat_map(|u| &u.people).all(|person| named.contains(&key(&person.name)));
            if !all {
                for unit in units.iter_mut().skip(inner) {
                    unit.says_so |= says_so;
                }
                continue;
            }
        }
        if read.is_empty() {
            continue;
        }
        units.truncate(inner);
        let people = with_words_around(page, row, read);
        let linked = || page.subtree(row).any(|at| leads_to_person(page, at));
        let strong = explicit || !says_so || reading == Reading::Byline || linked();
        let real =
            people.iter().any(|person| person.kind == PersonKind::Person) && reading != Reading::Signature;
        units.push(Unit { row, end: this.end, people, says_so, strong, real });
    }
    units.reverse();
    units
}

/// How an element's text was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Byline,
    Name,
    Signature,
}

/// The people whom an element names.
fn people(page: &Page, row: usize, text: &str, explicit: bool) -> (Vec<Person>, Reading) {
    if let Some(named) = parse_byline(text, None)
        && !named.is_empty()
    {
        return (named, Reading::Byline);
    }
    if reads_as_post(text) {
        return (Vec::new(), Reading::Name);
    }
    if looks_like_name(text) && !text.contains(',') {
        return (vec![Person::named(text.trim().trim_end_matches([',', ':']))], Reading::Name);
    }
    let one = presented(page, row);
    if !one.is_empty() {
        return (one, Reading::Name);
    }
    if explicit || page.row(row).chars < 60 {
        let several: Vec<Person> = split_people(text)
            .into_iter()
            .filter(|p| looks_like_name(&p.name) || p.kind == PersonKind::Group)
            .collect();
        if !several.is_empty() {
            return (several, Reading::Name);
        }
    }
    // The page says that this is the author's name, whatever it looks like: one line of its own in the element.
    let lines = page
        .subtree(row)
        .filter(|at| page.tag(*at) == Tag::Text && !page.text(*at).trim().is_empty())
        .count();
    let named = if lines <= 2 { signature(text) } else { None };
    let named = named.or_else(|| signature(&first_of_facts(page, row)?)).or_else(|| {
        // The data of the page's own markup is taken at its word: “Ask the Gardeners”.
        let bare = without_by(text);
        (explicit
            && bare.chars().count() <= 40
            && bare.chars().any(char::is_alphabetic)
            && lines <= 2
            && !bare.contains(['@', '.', ':']))
        .then(|| Person { kind: PersonKind::Group, ..Person::named(bare) })
        .filter(|_| bare.split_whitespace().count() > 1)
    });
    (named.into_iter().collect(), Reading::Signature)
}

fn without_by(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix("By ").or_else(|| text.strip_prefix("by ")).unwrap_or(text).trim()
}

/// The first line of an element whose other lines are facts about the article: “ann / 3 May 2020 / 5 min read”.
fn first_of_facts(page: &Page, row: usize) -> Option<String> {
    let mut lines = page
        .subtree(row)
        .filter(|at| page.tag(*at) == Tag::Text && page.row(*at).visible)
        .map(|at| page.text(at).trim())
        .filter(|line| line.chars().any(char::is_alphanumeric));
    let first = lines.next()?;
    let rest: Vec<&str> = lines.take(4).collect();
    let facts = rest.iter().all(|line| is_dateline(line, None).is_some() || post_of(line).is_some());
    (!rest.is_empty() && rest.len() < 4 && facts).then(|| first.to_owned())
}

/// What the words around a name say: “Edited by <a>Ann Poe</a>”, “By <a>Ann Poe</a> and John Roe”.
fn with_words_around(page: &Page, row: usize, people: Vec<Person>) -> Vec<Person> {
    if people.iter().any(|person| person.role != Role::Author) {
        return people;
    }
    if let Some(role) = role_before(&text_before(page, row)).filter(|role| *role != Role::Author) {
        return people.into_iter().map(|person| Person { role, ..person }).collect();
    }
    for up in page.ancestors(row).take(4) {
        let this = page.row(up);
        if this.chars > LONGEST || this.end > up + MOST_ROWS || page.tag(up) == Tag::Body {
            break;
        }
        if let Some(named) = parse_byline(&page.visible_text(page.subtree(up)), None) {
            let keys: Vec<String> = named.iter().map(|person| key(&person.name)).collect();
            if people.iter().all(|person| keys.contains(&key(&person.name))) {
                return named;
            }
        }
    }
    people
}

/// The text of the few rows before one.
fn text_before(page: &Page, row: usize) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for at in (0..row).rev().take(12).filter(|at| page.tag(*at) == Tag::Text && page.row(*at).visible) {
        parts.push(page.text(at));
        if parts.iter().map(|part| part.trim().len()).sum::<usize>() > 16 {
            break;
        }
    }
    parts.reverse();
    let mut out = String::new();
    parts.iter().for_each(|part| crate::page::push_collapsed(part, &mut out));
    out
}

/// Whether a row stands where names are those of others, or within the text.
fn is_elsewhere(page: &Page, place: &Place, row: usize) -> bool {
    let own = page.row(row);
    place.is_elsewhere(page, row, ELSEWHERE)
        || std::iter::once(row).chain(page.ancestors(row)).any(|at| {
            let this = page.row(at);
            matches!(this.tag, Tag::Figure | Tag::Figcaption)
                // A name in a paragraph of the text.
                || this.tag == Tag::P && this.chars > own.chars + LONGEST
        })
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

/// Folders in which sites keep the lists of articles on a subject.
const SECTION_FOLDERS: [&str; 10] = [
    "tag",
    "tags",
    "category",
    "categories",
    "topic",
    "topics",
    "section",
    "sections",
    "kategorie",
    "rubrique",
];

/// Whether all that an element holds is a link to a section: “Personal finance” beside a byline.
fn leads_to_section(page: &Page, row: usize) -> bool {
    let whole = |at: &usize| page.tag(*at) == Tag::A && page.row(*at).chars * 10 >= page.row(row).chars * 9;
    page.subtree(row).chain(page.ancestors(row).take(2)).filter(whole).any(|at| {
        page.attribute(at, "href").is_some_and(|address| {
            address
                .split(['/', '?'])
                .any(|part| SECTION_FOLDERS.contains(&part.to_ascii_lowercase().as_str()))
        })
    })
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
                if let Some((post, affiliation)) = post_of(line).filter(|_| known.post.is_none()) {
                    known.post = Some(post);
                    known.affiliation = affiliation;
                }
            }
        }
    }
    person.into_iter().collect()
}
