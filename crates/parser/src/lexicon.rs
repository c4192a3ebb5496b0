//! The words by which furniture is known, in all languages at once.
//!
//! `crates/parser/lexicon/<lang>.toml` holds them by topic; `build/topics.rs` makes one table of them.
//! One look at a text finds the words of all topics. A word in the list is a sign and never more.

use std::collections::BTreeSet;

use crate::phrases::{Node, Phrases};

/// What words are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    /// Asks for money.
    Appeal,
    /// Goes with asking for money.
    AppealTone,
    /// Asks for an e-mail address or to be followed.
    Newsletter,
    /// Goes with that.
    NewsletterTone,
    /// Asks to subscribe or to log in.
    Subscription,
    /// Announces other articles.
    Related,
    /// Button to share, print, like.
    Share,
    /// Announces or asks for comments.
    Comments,
    /// Asks for consent to cookies.
    Cookie,
    /// Marks advertisement.
    Advert,
    /// Moves about the site.
    Navigation,
    /// Button that sells, books, leads on.
    Offer,
    /// Announces who wrote it.
    AboutAuthor,
    /// Announces keywords.
    Tags,
    /// The site speaks of itself.
    We,
    /// The site speaks to its reader.
    You,
}

impl Topic {
    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Number of topics.
const TOPICS: usize = 16;

/// What the lexicon finds in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hits {
    distinct: [u8; TOPICS],
    covered: [u32; TOPICS],
    starts: u32,
    whole: u32,
    letters: u32,
}

impl Hits {
    /// How many different phrases of a topic occur.
    pub(crate) fn count(&self, topic: Topic) -> usize {
        self.distinct.get(topic as usize).copied().unwrap_or(0).into()
    }

    /// Whether a phrase of the topic occurs.
    pub(crate) fn has(&self, topic: Topic) -> bool {
        self.count(topic) > 0
    }

    /// Share of the letters and digits that phrases of the topic cover, from 0 to 1.
    pub(crate) fn coverage(&self, topic: Topic) -> f32 {
        if self.letters == 0 {
            return 0.0;
        }
        let covered = self.covered.get(topic as usize).copied().unwrap_or(0);
        (covered as f32 / self.letters as f32).min(1.0)
    }

    /// Whether the text begins with a phrase of the topic.
    pub(crate) const fn starts_with(&self, topic: Topic) -> bool {
        self.starts & (1 << topic as u32) != 0
    }

    /// Whether the whole text, but for punctuation and digits, is one phrase of the topic.
    pub(crate) const fn is(&self, topic: Topic) -> bool {
        self.whole & (1 << topic as u32) != 0
    }
}

/// Finds the words of every topic in a text.
pub(crate) fn look_up(text: &str) -> Hits {
    let lower = text.to_lowercase();
    let lower = if lower.contains('’') { lower.replace('’', "'") } else { lower };
    let mut hits = Hits { letters: letters(&lower), ..Hits::default() };
    let mut seen: BTreeSet<usize> = BTreeSet::new();
    let mut covered_to = [0usize; TOPICS];
    let first = lower.find(char::is_alphanumeric).unwrap_or(0);
    let mut digits: Option<u32> = None;
    for found in TREE.find_in(&lower) {
        let Some(phrase) = PHRASES.get(found.phrase) else { continue };
        // A phrase is the whole where all letters outside it are digits.
        let outside = hits.letters.saturating_sub(phrase.letters);
        let is_whole = outside <= *digits.get_or_insert_with(|| numerals(&lower))
            && outside == digits_outside(&lower, found.start, found.end);
        for slot in (0..TOPICS).filter(|slot| phrase.topics >> slot & 1 == 1) {
            if seen.insert(found.phrase * TOPICS + slot)
                && let Some(count) = hits.distinct.get_mut(slot)
            {
                *count = count.saturating_add(1);
            }
            if let (Some(to), Some(covered)) = (covered_to.get_mut(slot), hits.covered.get_mut(slot)) {
                // Overlapping phrases are counted once: only what lies beyond what is covered already.
                let fresh = found.start.max(*to);
                if fresh < found.end {
                    *covered += lower.get(fresh..found.end).map_or(0, letters);
                    *to = found.end;
                }
            }
            let bit = 1u32 << slot;
            if found.start <= first {
                hits.starts |= bit;
            }
            if is_whole {
                hits.whole |= bit;
            }
        }
    }
    hits
}

fn letters(text: &str) -> u32 {
    let count = if text.is_ascii() {
        text.bytes().filter(u8::is_ascii_alphanumeric).count()
    } else {
        text.chars().filter(|c| c.is_alphanumeric()).count()
    };
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn numerals(text: &str) -> u32 {
    u32::try_from(text.chars().filter(|c| c.is_numeric()).count()).unwrap_or(u32::MAX)
}

fn digits_outside(text: &str, start: usize, end: usize) -> u32 {
    text.get(..start).map_or(0, numerals) + text.get(end..).map_or(0, numerals)
}

/// What is known of a phrase of the tree.
struct Phrase {
    letters: u32,
    /// The bits of its topics.
    topics: u16,
}

include!(concat!(env!("OUT_DIR"), "/topics.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_of_every_file_is_found() {
        let topics = [
            ("appeal", "strong", Topic::Appeal),
            ("appeal", "weak", Topic::AppealTone),
            ("newsletter", "strong", Topic::Newsletter),
            ("newsletter", "weak", Topic::NewsletterTone),
            ("subscription", "strong", Topic::Subscription),
            ("related", "labels", Topic::Related),
            ("share", "labels", Topic::Share),
            ("comments", "labels", Topic::Comments),
            ("cookie", "labels", Topic::Cookie),
            ("advert", "labels", Topic::Advert),
            ("navigation", "labels", Topic::Navigation),
            ("offer", "labels", Topic::Offer),
            ("about_author", "labels", Topic::AboutAuthor),
            ("tags", "labels", Topic::Tags),
            ("tone", "we", Topic::We),
            ("tone", "you", Topic::You),
        ];
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon");
        let mut languages = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let file: toml::Table = std::fs::read_to_string(entry.unwrap().path()).unwrap().parse().unwrap();
            languages += usize::from(file.contains_key("appeal"));
            for (section, key, topic) in topics {
                let list = file.get(section).and_then(|section| section.get(key)?.as_array());
                for phrase in list.into_iter().flatten().map(|phrase| phrase.as_str().unwrap()) {
                    assert!(look_up(phrase).has(topic), "{section}.{key}: {phrase}");
                }
            }
        }
        assert_eq!(languages, 21);
    }

    #[test]
    fn finds_words_not_letters() {
        assert!(look_up("Donate").is(Topic::Appeal));
        assert!(!look_up("a donated kidney").has(Topic::Appeal));
        assert!(look_up("Share this article").is(Topic::Share));
        assert!(
            look_up("Before you click away, we’d like to ask you for a favour …").count(Topic::Appeal) >= 2
        );
        assert!(look_up("関連記事").is(Topic::Related));
        assert!(look_up("3 Comments").is(Topic::Comments));
        assert!(!look_up("The comments of the minister").is(Topic::Comments));
    }

    #[test]
    fn covers_each_letter_once() {
        let hits = look_up("Share on Facebook Twitter LinkedIn");
        assert!(hits.coverage(Topic::Share) > 0.95 && hits.coverage(Topic::Share) <= 1.0);
    }
}
