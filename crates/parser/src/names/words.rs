//! The words of bylines, of every language, as `build/names.rs` gathers them.

use offprint_model::Role;

use crate::word_table::WordSet;

/// The words.
#[derive(Debug)]
pub(super) struct Words {
    /// Before the names: the longest first.
    pub by: &'static [&'static str],
    /// Of these, the single words that need no colon after them.
    pub no_colon: WordSet,
    /// After the name, in a line that says no more: the longest first.
    pub after: &'static [&'static str],
    /// Between two names.
    pub and: WordSet,
    /// Show that a name is a group's.
    pub staff: WordSet,
    /// Groups whose names do not show it.
    pub agencies: WordSet,
    /// Agencies and stores of pictures.
    pub picture_agencies: WordSet,
    /// What somebody is.
    pub posts: WordSet,
    /// Open a post: “Senior Autos Reporter”.
    pub post_openers: WordSet,
    /// Show that a group made the article, not that it owns the site: “team”, “newsroom”.
    pub desks: WordSet,
    /// Posts after which `of` names a subject.
    pub fields: WordSet,
    /// Before an employer: the longest first.
    pub before_employer: &'static [&'static str],
    /// Degrees.
    pub degrees: WordSet,
    /// Junior, the third.
    pub suffixes: WordSet,
    /// Dr, Prof.
    pub honorifics: WordSet,
    /// Words of a name in lower case.
    pub particles: WordSet,
    /// Words that no name holds.
    pub not_names: WordSet,
    /// What a helper did, by the words before the name: the longest first.
    pub roles: &'static [(&'static str, Role)],
}

include!(concat!(env!("OUT_DIR"), "/names.rs"));
