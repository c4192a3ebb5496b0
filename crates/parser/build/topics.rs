//! The words by which furniture is known: for `src/lexicon.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::tree::Tree;
use crate::words::Words;

/// Which list of a file is of which topic.
const LISTS: [(&str, &str, &str); 16] = [
    ("appeal", "strong", "Appeal"),
    ("appeal", "weak", "AppealTone"),
    ("newsletter", "strong", "Newsletter"),
    ("newsletter", "weak", "NewsletterTone"),
    ("subscription", "strong", "Subscription"),
    ("related", "labels", "Related"),
    ("share", "labels", "Share"),
    ("comments", "labels", "Comments"),
    ("cookie", "labels", "Cookie"),
    ("advert", "labels", "Advert"),
    ("navigation", "labels", "Navigation"),
    ("offer", "labels", "Offer"),
    ("about_author", "labels", "AboutAuthor"),
    ("tags", "labels", "Tags"),
    ("tone", "we", "We"),
    ("tone", "you", "You"),
];

/// `TREE` with all phrases, and `PHRASES` with what is known of each.
pub fn table(languages: &[(&str, Words)]) -> String {
    let mut phrases: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (language, words) in languages {
        for (section, key, topic) in LISTS {
            let list = words.section(section).list(key);
            let must_be_there = matches!(topic, "Appeal" | "Related");
            assert!(!must_be_there || !list.is_empty(), "{language}: {section}.{key} is missing");
            for phrase in list {
                phrases.entry(phrase.to_lowercase().replace('’', "'")).or_default().insert(topic);
            }
        }
    }
    let mut out = Tree::of(phrases.keys()).as_static("TREE");
    let _ = write!(out, "static PHRASES: [Phrase; {}] = [", phrases.len());
    for (phrase, topics) in &phrases {
        let letters = phrase.chars().filter(|c| c.is_alphanumeric()).count();
        let topics: Vec<String> = topics.iter().map(|topic| format!("Topic::{topic}.bit()")).collect();
        let _ = write!(out, "Phrase {{ letters: {letters}, topics: {} }},", topics.join(" | "));
    }
    out + "];\n"
}
