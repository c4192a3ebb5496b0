//! People as pages name them: bylines, posts, and who is the same person.

mod byline;
mod merge;
mod nobody;
mod opening;
mod person;
mod places;
mod post;
mod role_after;
mod signature;
mod tidied;
mod words;

pub(crate) use byline::parse_byline;
pub(crate) use merge::{has_key, key, merge, same_person, short_key};
pub(crate) use nobody::{is_of_date, names_nobody};
pub(crate) use opening::{is_by, role_before};
pub(crate) use person::{is_desk, looks_like_name, may_hold_name, split_people};
pub(crate) use post::{post_of, reads_as_post};
pub(crate) use signature::{given, signature};
pub(crate) use tidied::tidied;
