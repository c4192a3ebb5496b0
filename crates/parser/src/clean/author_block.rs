//! Author blocks: names with posts, affiliations and biographies, at the top or at the end, once or twice.
//!
//! Caught: boxes that say they present the author; in the head of a page or text scrape, lines with a name and, below
//! it, a post; after the prose, “About the author” with what it says.
//! Left alone: people whom the article is about; pictures with a caption amid the prose.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use offprint_model::Person;

use super::{Lift, Proposals, Rule, View};
use crate::evidence::Evidence;
use crate::lexicon::Topic;
use crate::names::{looks_like_name, may_hold_name, parse_byline, post_of, split_people};
use crate::purpose::Purpose;
use crate::segments::SegmentKind;

/// What it is called.
pub(super) const RULE: Rule = Rule::new("author-block", "presents the author");

/// One sign that is enough, or two.
const ENOUGH: f32 = 1.2;

/// No name or post is longer, in characters.
const LONGEST_LINE: usize = 140;

/// No line of names alone is as long, in characters.
const LONGEST_NAME: usize = 60;

/// Where a box that presents somebody is not about the author.
const OTHERS: Purpose = Purpose::RELATED.or(Purpose::COMMENTS).or(Purpose::CAROUSEL).or(Purpose::TESTIMONIAL);

/// Proposes author blocks.
pub(crate) fn propose(view: &View<'_>, proposals: &mut Proposals) {
    head(view, proposals);
    repeated(view, proposals);
    boxes(view, proposals);
    tail(view, proposals);
}

/// Lines before the prose: a name that a byline repeats, and the post under it.
fn head(view: &View<'_>, proposals: &mut Proposals) {
    let mut person: Option<Person> = None;
    let people_near: Vec<Person> = (0..view.body.start)
        .filter_map(|index| parse_byline(view.text(index), view.language))
        .flatten()
        .collect();
    let mut nameless = false;
    // How often each line stands in the container, once anybody asks.
    let times: OnceCell<BTreeMap<&str, usize>> = OnceCell::new();
    let count = || {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        view.segments.iter().for_each(|segment| *times.entry(segment.text.trim()).or_default() += 1);
        times
    };
    for index in 1..view.body.start {
        let Some(segment) = view.segment(index) else { continue };
        let text = segment.text.as_str();
        if segment.width > LONGEST_LINE || text.is_empty() {
            person = None;
            continue;
        }
        let announced = std::mem::replace(&mut nameless, false);
        if let Some(people) = parse_byline(text, view.language) {
            nameless = people.is_empty();
            person = (people.len() == 1).then(|| people.into_iter().next()).flatten();
            continue;
        }
        let named =
            people_near.iter().chain(view.people).find(|known| known.name.eq_ignore_ascii_case(text.trim()));
        if let Some(known) = named.filter(|_| looks_like_name(text)) {
            let evidence = Evidence::default().sign("is the name of somebody whom a byline names", true, 1.5);
            proposals.lift(
                index..index + 1,
                RULE,
                &evidence,
                ENOUGH,
                vec![Lift::People(vec![Person::named(known.name.clone())])],
            );
            person = Some(Person::named(known.name.clone()));
            continue;
        }
        // A byline without a name, or a name with a post below it that stands in a line of its own again.
        if looks_like_name(text) {
            let next =
                view.segment(index + 1).filter(|next| next.width <= LONGEST_LINE && !next.ends_sentence());
            let again = times.get_or_init(count).get(text.trim()).is_some_and(|times| *times > 1);
            let evidence = Evidence::default()
                .sign("is a name", true, 0.3)
                .sign("stands under a byline without a name", announced, 0.7)
                .sign("has a post below it", next.is_some_and(|next| post_of(&next.text).is_some()), 0.5)
                .sign("stands in a line of its own again", again, 0.5)
                .against(
                    "is a link to somewhere",
                    segment.linked > 0.5 && !view.is_scrape() && !announced,
                    0.5,
                );
            if evidence.weight() >= ENOUGH {
                let named = Person::named(text.trim());
                proposals.lift(
                    index..index + 1,
                    RULE,
                    &evidence,
                    ENOUGH,
                    vec![Lift::People(vec![named.clone()])],
                );
                person = Some(named);
                continue;
            }
        }
        let Some(author) = person.take() else { continue };
        if let Some((post, affiliation)) = post_of(text) {
            let evidence = Evidence::default()
                .sign("stands under a byline", true, 0.7)
                .sign("reads as a post", true, 0.7)
                .against("ends as a sentence does", segment.ends_sentence(), 0.4);
            let with_post = Person { post: Some(post), affiliation, ..author };
            proposals.lift(index..index + 1, RULE, &evidence, ENOUGH, vec![Lift::People(vec![with_post])]);
        }
    }
}

/// After the prose: a name that stands in a line of its own before it too, and the post under it.
fn repeated(view: &View<'_>, proposals: &mut Proposals) {
    let heads: BTreeSet<&str> = (0..view.body.start).map(|index| view.text(index).trim()).collect();
    let mut index = view.body.start;
    while index < view.segments.len() {
        let name = view.text(index).trim();
        let near_end = view.prose_in(index..view.segments.len()) < view.prose * 0.15;
        let before = near_end && heads.contains(name);
        if name.is_empty() || !before || !looks_like_name(name) {
            index += 1;
            continue;
        }
        let post = view.segment(index + 1).filter(|next| heads.contains(next.text.trim()));
        // Names of products and sections read like names and stand in menus above and below: on a page, unlike in a bare
        // scrape, something else must say that it is a person.
        let is_known = view.is_scrape()
            || post.is_some()
            || view.people.iter().any(|person| person.name.eq_ignore_ascii_case(name));
        let evidence = Evidence::default()
            .sign("is a name in a line of its own", true, 0.5)
            .sign("stands in one before the prose too", before, 0.6)
            .sign("stands at the end", near_end, 0.4)
            .against("nothing else names such a person", !is_known, 0.5);
        let end = index + 1 + usize::from(post.is_some());
        proposals.lift(index..end, RULE, &evidence, ENOUGH, vec![Lift::People(people_in(view, index..end))]);
        index = end;
    }
}

/// Boxes whose class says that they present the author.
fn boxes(view: &View<'_>, proposals: &mut Proposals) {
    for (_, range) in view.boxes(Purpose::AUTHOR, 0.12) {
        let outside = view.is_before_body(range.start) || view.is_after_body(range.start);
        let mut segments = view.segments.get(range.clone()).unwrap_or_default().iter();
        let is_caption = |kind: SegmentKind| matches!(kind, SegmentKind::Picture | SegmentKind::Caption);
        if !outside && segments.all(|segment| is_caption(segment.kind)) {
            continue;
        }
        let evidence = Evidence::default()
            .sign("its names say that it presents the author", true, 0.9)
            .sign("stands outside the prose", outside, 0.5)
            .sign("is announced so", range.clone().any(|index| view.hits(index).is(Topic::AboutAuthor)), 0.4)
            .sign("is short", view.width(range.clone()) < 160, 0.3)
            .against(
                "holds several paragraphs",
                range.clone().filter(|index| view.is_prose(*index)).count() > 3,
                0.6,
            );
        // The author of a comment, of another article, of praise goes, and is not named.
        let other = view.segment(range.start).is_some_and(|segment| segment.around.has(OTHERS));
        let people = if other { Vec::new() } else { people_in(view, range.clone()) };
        proposals.lift(range, RULE, &evidence, ENOUGH, vec![Lift::People(people)]);
    }
}

/// “About the author” after the prose, with what follows it.
fn tail(view: &View<'_>, proposals: &mut Proposals) {
    for (index, segment) in view.segments.iter().enumerate() {
        let announces = view.hits(index).is(Topic::AboutAuthor);
        let last_third = view.prose_in(index..view.segments.len()) < view.prose * 0.15;
        if !announces || !last_third || segment.width > 60 || index < view.body.start {
            continue;
        }
        let mut end = index + 1;
        while end < view.segments.len() && end - index <= 6 {
            let Some(next) = view.segment(end) else { break };
            if matches!(next.kind, SegmentKind::Heading(_)) && !looks_like_name(&next.text) {
                break;
            }
            end += 1;
        }
        let evidence = Evidence::default()
            .sign("is announced as the author's", true, 0.8)
            .sign("stands at the end", true, 0.6)
            .against("nothing follows", end == index + 1, 0.4);
        proposals.lift(
            index..end,
            RULE,
            &evidence,
            ENOUGH,
            vec![Lift::People(people_in(view, index + 1..end))],
        );
    }
}

/// The people that a box names: each a short line that is a name, the lines under it a post or a biography.
fn people_in(view: &View<'_>, range: std::ops::Range<usize>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for index in range {
        let text = view.text(index);
        if let Some(named) = parse_byline(text, view.language) {
            people.extend(named);
        } else if text.chars().count() < LONGEST_NAME && looks_like_name(text) {
            people.push(Person::named(text.trim()));
        } else if let Some(several) = several_in(text) {
            people.extend(several);
        } else if let Some(person) = people.last_mut() {
            if let Some((post, affiliation)) =
                post_of(text).filter(|_| person.post.is_none() && text.chars().count() < LONGEST_LINE)
            {
                person.post = Some(post);
                person.affiliation = affiliation;
            } else if person.biography.is_none() && view.is_prose(index) {
                person.biography = Some(text.to_owned());
            }
        }
    }
    people
}

/// “Tom Reed and Ayesha Khan”: a short line of two names or more, and hardly anything else.
fn several_in(text: &str) -> Option<Vec<Person>> {
    if text.chars().count() >= LONGEST_NAME || !may_hold_name(text) {
        return None;
    }
    let people = split_people(text);
    let words: usize = people.iter().map(|person| person.name.split_whitespace().count()).sum();
    let are_names = people.iter().all(|person| looks_like_name(&person.name) && person.post.is_none());
    (people.len() > 1 && are_names && words * 2 >= text.split_whitespace().count()).then_some(people)
}
