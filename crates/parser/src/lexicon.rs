//! The words by which furniture is known, in all languages at once.
//!
//! `crates/parser/lexicon/<lang>.toml` holds them by topic; adding a language is adding a file and its line here.
//! One look at a text finds the words of all topics. A word in the list is a sign and never more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::lexicon_files::FILES;
use crate::phrases::Phrases;

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
    for found in TABLE.tree.find_in(&lower) {
        let Some(phrase) = TABLE.phrases.get(found.phrase) else { continue };
        // A phrase is the whole where all letters outside it are digits.
        let outside = hits.letters.saturating_sub(phrase.letters);
        let is_whole = outside <= *digits.get_or_insert_with(|| numerals(&lower))
            && outside == digits_outside(&lower, found.start, found.end);
        for topic in &phrase.topics {
            let slot = *topic as usize;
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

#[derive(Deserialize, Default)]
#[serde(default)]
struct File {
    appeal: Graded,
    newsletter: Graded,
    subscription: Graded,
    related: Labels,
    share: Labels,
    comments: Labels,
    cookie: Labels,
    advert: Labels,
    navigation: Labels,
    offer: Labels,
    about_author: Labels,
    tags: Labels,
    tone: Tone,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Graded {
    strong: Vec<String>,
    weak: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Labels {
    labels: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Tone {
    we: Vec<String>,
    you: Vec<String>,
}

struct Table {
    tree: Phrases,
    phrases: Vec<Phrase>,
}

struct Phrase {
    letters: u32,
    topics: Vec<Topic>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut phrases: BTreeMap<String, Vec<Topic>> = BTreeMap::new();
    for (_, text) in FILES {
        // A file that does not parse fails the test below; here it would only leave its language out.
        let file: File = toml::from_str(text).unwrap_or_default();
        let lists = [
            (Topic::Appeal, file.appeal.strong),
            (Topic::AppealTone, file.appeal.weak),
            (Topic::Newsletter, file.newsletter.strong),
            (Topic::NewsletterTone, file.newsletter.weak),
            (Topic::Subscription, file.subscription.strong),
            (Topic::Subscription, Vec::new()),
            (Topic::Related, file.related.labels),
            (Topic::Share, file.share.labels),
            (Topic::Comments, file.comments.labels),
            (Topic::Cookie, file.cookie.labels),
            (Topic::Advert, file.advert.labels),
            (Topic::Navigation, file.navigation.labels),
            (Topic::Offer, file.offer.labels),
            (Topic::AboutAuthor, file.about_author.labels),
            (Topic::Tags, file.tags.labels),
            (Topic::We, file.tone.we),
            (Topic::You, file.tone.you),
        ];
        for (topic, list) in lists {
            for phrase in list {
                let topics = phrases.entry(phrase.to_lowercase().replace('’', "'")).or_default();
                if !topics.contains(&topic) {
                    topics.push(topic);
                }
            }
        }
    }
    let (patterns, phrases): (Vec<String>, Vec<Phrase>) = phrases
        .into_iter()
        .map(|(phrase, topics)| {
            let letters = letters(&phrase);
            (phrase, Phrase { letters, topics })
        })
        .unzip();
    Table { tree: Phrases::new(&patterns), phrases }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses() {
        for (_, text) in FILES {
            let file: File = toml::from_str(text).unwrap();
            assert!(!file.appeal.strong.is_empty() && !file.related.labels.is_empty());
        }
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
