//! Bylines whose people the metadata do not tell: their lines stay in the text.
//!
//! Caught: a byline that left the text for the metadata, where another source won that does not name those who wrote by
//! it. Left alone: boxes of several lines, whose posts and biographies read like names; those who helped, who are told beside the winner; groups, handles and single words, which are the site
//! or a firm as often as somebody.

use offprint_model::{Person, PersonKind, Role};

use crate::clean::{Lift, Proposal, takes_people};
use crate::names::{key, looks_like_name, names_nobody, parse_byline, tidied};
use crate::segments::Segment;

/// No line that names those who wrote is longer, in characters: the width of a byline.
const LONGEST: usize = 200;

/// Whether a proposal takes a line for people of whom some are not among those chosen. `all` are the page's segments.
pub(crate) fn loses(proposal: &Proposal, all: &[Segment], chosen: &[Person]) -> bool {
    let is_line = match all.get(proposal.segments.clone()) {
        // A sentence about somebody is a biography, unless it opens as a byline does.
        Some([line]) => {
            line.width <= LONGEST && (!line.ends_sentence() || parse_byline(&line.text, None).is_some())
        }
        _ => false,
    };
    is_line
        && takes_people(proposal.rule.name)
        && proposal.lifts.iter().any(|lift| match lift {
            Lift::People(people) => people.iter().any(|person| is_lost(person, chosen)),
            _ => false,
        })
}

/// Whether somebody who wrote is not among those chosen, whatever stands around the name there or here.
fn is_lost(person: &Person, chosen: &[Person]) -> bool {
    let Some(person) = tidied(person) else { return false };
    let own = key(&person.name);
    person.role == Role::Author
        && person.kind == PersonKind::Person
        && looks_like_name(&person.name)
        && !names_nobody(&person.name)
        && !chosen
            .iter()
            .map(|known| key(&known.name))
            .any(|known| known.contains(&own) || own.contains(&known))
}
