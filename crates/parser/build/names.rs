//! The words of bylines: for `src/names/words.rs`; places: for `src/names/places.rs`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::words::{Words, set, slice};

/// The lists that are sets.
const SETS: [&str; 14] = [
    "no_colon",
    "and",
    "staff",
    "agencies",
    "picture_agencies",
    "posts",
    "post_openers",
    "desks",
    "fields",
    "degrees",
    "suffixes",
    "honorifics",
    "particles",
    "not_names",
];

/// `WORDS` of all languages together.
pub fn table(languages: &[(&str, Words)]) -> String {
    let bylines: Vec<Words> = languages.iter().map(|(_, words)| words.section("byline")).collect();
    let all = |key: &'static str| bylines.iter().flat_map(move |byline| byline.list(key));
    let mut out = String::from("pub(super) static WORDS: Words = Words {\n");
    for key in SETS {
        let _ = writeln!(out, "{key}: {},", set(&all(key).collect()));
    }
    let employers = bylines.iter().flat_map(|byline| [byline.list("at"), byline.list("of")]).flatten();
    for (field, mut list) in [
        ("by", all("by").collect::<Vec<_>>()),
        ("after", all("after").collect()),
        ("before_employer", employers.collect()),
    ] {
        list.sort_by_key(|phrase| longest_first(phrase));
        let _ = writeln!(out, "{field}: {},", slice(&list));
    }
    let mut roles = Vec::new();
    for byline in &bylines {
        let section = byline.section("roles");
        for key in section.keys() {
            let role = match key {
                "translator" => "Translator",
                "photographer" => "Photographer",
                "illustrator" => "Illustrator",
                "editor" => "Editor",
                "reviewer" => "Reviewer",
                "interviewer" => "Interviewer",
                _ => "Contributor",
            };
            roles.extend(section.list(key).into_iter().map(|phrase| (phrase, role)));
        }
    }
    roles.sort_by_key(|(phrase, _)| longest_first(phrase));
    out.push_str("roles: &[");
    for (phrase, role) in roles {
        let _ = write!(out, "({phrase:?}, Role::{role}),");
    }
    out + "],\n};\n"
}

fn longest_first(phrase: &str) -> (std::cmp::Reverse<usize>, String) {
    (std::cmp::Reverse(phrase.len()), phrase.to_owned())
}

/// `PLACES`.
pub fn places() -> String {
    let places: BTreeSet<String> = Words::read("places").list("places").into_iter().collect();
    format!("static PLACES: WordSet = {};\n", set(&places))
}
