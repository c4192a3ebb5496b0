//! How much work a drawing may be to read: how often texts are set, and how often rules of style sheets are compared.

use std::sync::atomic::{AtomicU64, Ordering};

use offprint_images::ImageError;

/// Most texts that are set; a map of a country has some thousand names.
const MOST_TEXTS: u64 = 20_000;
/// Most bytes of texts that are set, when each is as long as the longest.
const MOST_LETTERS: u64 = 4_000_000;
/// Most times that a rule is compared with an element.
const MOST_COMPARISONS: usize = 50_000_000;

/// Counts the texts of a drawing while they are set: `use` may show one many times.
#[derive(Debug)]
pub(super) struct Texts {
    most: u64,
    set: AtomicU64,
}

impl Texts {
    /// Looks at a drawing before it is read.
    ///
    /// # Errors
    /// [`ImageError::TooLarge`] where its style sheets alone would be too much.
    pub(super) fn of(drawing: &str) -> Result<Self, ImageError> {
        let elements = drawing.matches('<').count() / 2 + 1;
        let rules: usize = drawing
            .split("<style>")
            .skip(1)
            .map(|rest| rest.split("</style>").next().unwrap_or_default())
            .map(|sheet| sheet.matches([',', '{']).count())
            .sum();
        if elements.saturating_mul(rules) > MOST_COMPARISONS {
            return Err(ImageError::TooLarge);
        }
        let texts =
            drawing.split("<text").skip(1).map(|rest| rest.split("</text>").next().unwrap_or_default());
        let longest = texts.map(str::len).max().unwrap_or(0).max(1);
        let most = MOST_TEXTS.min(MOST_LETTERS / u64::try_from(longest).unwrap_or(u64::MAX));
        Ok(Self { most, set: AtomicU64::new(0) })
    }

    /// Takes one more; whether it may be set.
    pub(super) fn one_more(&self) -> bool {
        self.set.fetch_add(1, Ordering::Relaxed) < self.most
    }

    /// Whether there were more than may be set.
    pub(super) fn were_too_many(&self) -> bool {
        self.set.load(Ordering::Relaxed) > self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_set_less_often_and_long_sheets_not_at_all() {
        assert_eq!(Texts::of("<svg><text>a</text></svg>").unwrap().most, MOST_TEXTS);
        let long = format!("<svg><text>{}</text></svg>", "a".repeat(40_000));
        let texts = Texts::of(&long).unwrap();
        assert!(texts.most <= 100);
        while texts.one_more() {}
        assert!(texts.were_too_many());
        let sheet = format!(
            "<svg><style>{}</style>{}</svg>",
            ".a{fill:red}".repeat(10_000),
            "<g></g>".repeat(10_000)
        );
        assert!(Texts::of(&sheet).is_err());
    }
}
