//! The words of bylines, of every language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use offprint_model::Role;
use serde::Deserialize;

use crate::lexicon_files::FILES;

/// The words.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Before the names: the longest first.
    pub by: Vec<String>,
    /// Of these, the single words that need no colon after them.
    pub no_colon: BTreeSet<String>,
    /// After the name, in a line that says no more: the longest first.
    pub after: Vec<String>,
    /// Between two names.
    pub and: BTreeSet<String>,
    /// Show that a name is a group's.
    pub staff: BTreeSet<String>,
    /// Groups whose names do not show it.
    pub agencies: BTreeSet<String>,
    /// Agencies and stores of pictures.
    pub picture_agencies: BTreeSet<String>,
    /// What somebody is.
    pub posts: BTreeSet<String>,
    /// Open a post: “Senior Autos Reporter”.
    pub post_openers: BTreeSet<String>,
    /// Show that a group made the article, not that it owns the site: “team”, “newsroom”.
    pub desks: BTreeSet<String>,
    /// Posts after which `of` names a subject.
    pub fields: BTreeSet<String>,
    /// Before an employer: the longest first.
    pub before_employer: Vec<String>,
    /// Degrees.
    pub degrees: BTreeSet<String>,
    /// Junior, the third.
    pub suffixes: BTreeSet<String>,
    /// Dr, Prof.
    pub honorifics: BTreeSet<String>,
    /// Words of a name in lower case.
    pub particles: BTreeSet<String>,
    /// Words that no name holds.
    pub not_names: BTreeSet<String>,
    /// What a helper did, by the words before the name: the longest first.
    pub roles: Vec<(String, Role)>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    byline: Byline,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Byline {
    by: Vec<String>,
    no_colon: Vec<String>,
    after: Vec<String>,
    and: Vec<String>,
    staff: Vec<String>,
    agencies: Vec<String>,
    picture_agencies: Vec<String>,
    posts: Vec<String>,
    post_openers: Vec<String>,
    desks: Vec<String>,
    fields: Vec<String>,
    at: Vec<String>,
    of: Vec<String>,
    degrees: Vec<String>,
    suffixes: Vec<String>,
    honorifics: Vec<String>,
    particles: Vec<String>,
    not_names: Vec<String>,
    roles: BTreeMap<String, Vec<String>>,
}

/// The words of all languages together.
pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (_, text) in FILES {
        let file: File = toml::from_str(text).unwrap_or_default();
        let byline = file.byline;
        words.by.extend(byline.by);
        words.no_colon.extend(byline.no_colon);
        words.after.extend(byline.after);
        words.and.extend(byline.and);
        words.staff.extend(byline.staff);
        words.agencies.extend(byline.agencies);
        words.picture_agencies.extend(byline.picture_agencies);
        words.posts.extend(byline.posts);
        words.fields.extend(byline.fields);
        words.post_openers.extend(byline.post_openers);
        words.desks.extend(byline.desks);
        words.before_employer.extend(byline.at.into_iter().chain(byline.of));
        words.degrees.extend(byline.degrees);
        words.suffixes.extend(byline.suffixes);
        words.honorifics.extend(byline.honorifics);
        words.particles.extend(byline.particles);
        words.not_names.extend(byline.not_names);
        for (name, phrases) in byline.roles {
            let role = match name.as_str() {
                "translator" => Role::Translator,
                "photographer" => Role::Photographer,
                "illustrator" => Role::Illustrator,
                "editor" => Role::Editor,
                "reviewer" => Role::Reviewer,
                "interviewer" => Role::Interviewer,
                _ => Role::Contributor,
            };
            words.roles.extend(phrases.into_iter().map(|phrase| (phrase, role)));
        }
    }
    let longest_first = |a: &String, b: &String| b.len().cmp(&a.len()).then(a.cmp(b));
    words.by.sort_by(longest_first);
    words.after.sort_by(longest_first);
    words.before_employer.sort_by(longest_first);
    words.roles.sort_by(|a, b| longest_first(&a.0, &b.0));
    words
});
