//! What the page is called, by which its text is told from others in the same state.

use crate::metadata::tidy;
use crate::names::key;
use crate::page::Page;
use crate::tag::Tag;

/// Letters of a word that says something of what a text is about.
const TELLING: usize = 4;

/// Telling words of a title from which texts are told apart by them.
const ENOUGH_WORDS: usize = 3;

/// Shortest title that tells an object from others, in letters.
const TELLING_TITLE: usize = 6;

/// What the page is called.
pub(super) struct Titles {
    /// The telling words of its title, in lower case.
    words: Vec<String>,
    /// The letters of its titles.
    keys: Vec<String>,
}

impl Titles {
    pub(super) fn of(page: &Page) -> Self {
        let title = (0..page.len()).find(|row| page.tag(*row) == Tag::Title);
        let text: String = title.map(|row| page.raw_text(row)).unwrap_or_default();
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= TELLING)
            .map(str::to_lowercase)
            .collect();
        let og = (0..page.len())
            .find(|row| page.tag(*row) == Tag::Meta && page.attribute(*row, "property") == Some("og:title"));
        let og = og.and_then(|row| page.attribute(row, "content")).unwrap_or_default();
        let keys = [key(&text), key(&tidy(og))];
        Self { words, keys: keys.into_iter().filter(|key| !key.is_empty()).collect() }
    }

    /// Whether an object of this title is what the page is about: the page's title is that, or that with the site's name.
    pub(super) fn is_page(&self, title: &str) -> bool {
        let own = key(&tidy(title));
        let fits = |known: &String| {
            *known == own
                || own.len() * 2 >= known.len() && (known.starts_with(&own) || known.ends_with(&own))
        };
        own.chars().count() >= TELLING_TITLE && self.keys.iter().any(fits)
    }

    /// How many fifths of the title's telling words a text holds; all, where the title has few.
    pub(super) fn said_in(&self, html: &str) -> usize {
        if self.words.len() < ENOUGH_WORDS {
            return 5;
        }
        let text = html.to_lowercase();
        self.words.iter().filter(|word| text.contains(word.as_str())).count() * 5 / self.words.len()
    }
}
