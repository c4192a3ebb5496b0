//! People as pages name them: bylines, posts, and who is the same person.

mod byline;
mod merge;
mod person;
mod post;
mod tidied;
mod words;

pub(crate) use byline::parse_byline;
pub(crate) use merge::{key, merge};
pub(crate) use person::{looks_like_name, split_people};
pub(crate) use post::post_of;
pub(crate) use tidied::tidied;
