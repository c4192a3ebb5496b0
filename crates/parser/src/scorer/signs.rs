//! What the characters of a text tell: shares of kinds, sentences, single signs. All in one look at each character.

/// Figures of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Signs {
    /// Characters but white space.
    all: u32,
    numeric: u32,
    upper: u32,
    punctuation: u32,
    sentences: u32,
    words: u32,
    /// Words with a letter, and those whose first letter is upper case.
    lettered: u32,
    capital: u32,
    wide: u32,
    /// Whether it asks.
    pub question: bool,
    /// Whether it exclaims.
    pub exclamation: bool,
    /// Whether it has the sign of copyright.
    pub copyright: bool,
    /// Whether signs part it that part facts.
    pub parted: bool,
}

impl Signs {
    /// Looks at a text.
    pub(super) fn of(text: &str) -> Self {
        let mut signs = Self::default();
        // Of the word: whether it goes on, and whether its first letter was seen.
        let (mut in_word, mut has_letter) = (false, false);
        for c in text.chars() {
            if c.is_whitespace() {
                in_word = false;
                continue;
            }
            if !in_word {
                in_word = true;
                has_letter = false;
                signs.words += 1;
            }
            signs.all += 1;
            if c.is_ascii_lowercase() {
                signs.lettered += u32::from(!has_letter);
                has_letter = true;
                continue;
            }
            let upper = c.is_uppercase();
            signs.upper += u32::from(upper);
            if !has_letter && c.is_alphabetic() {
                has_letter = true;
                signs.lettered += 1;
                signs.capital += u32::from(upper);
            }
            if c.is_ascii_punctuation() {
                signs.punctuation += 1;
            } else {
                signs.numeric += u32::from(c.is_numeric());
                signs.wide += u32::from(crate::wide::is_wide(c));
            }
            match c {
                '.' | '。' | '।' | '۔' => signs.sentences += 1,
                '!' | '！' => {
                    signs.sentences += 1;
                    signs.exclamation = true;
                }
                '?' | '？' | '؟' => {
                    signs.sentences += 1;
                    signs.question = true;
                }
                '©' => signs.copyright = true,
                '|' | '·' | '•' | '»' | '→' | '›' => signs.parted = true,
                _ => {}
            }
        }
        signs
    }

    fn share(&self, of: u32) -> f32 {
        of as f32 / self.all.max(1) as f32
    }

    /// Share of digits.
    pub(super) fn digits(&self) -> f32 {
        self.share(self.numeric)
    }

    /// Share of capital letters.
    pub(super) fn upper_case(&self) -> f32 {
        self.share(self.upper)
    }

    /// Share of punctuation.
    pub(super) fn punctuation(&self) -> f32 {
        self.share(self.punctuation)
    }

    /// How many signs end sentences.
    pub(super) const fn sentences(&self) -> f32 {
        self.sentences as f32
    }

    /// Words, as [`crate::segments::Segment::words`] counts them.
    pub(super) fn words(&self) -> f32 {
        self.words.max(self.wide / 2) as f32
    }

    /// Share of the words that begin in upper case: titles, names and labels have many.
    pub(super) fn capitals(&self) -> f32 {
        self.capital as f32 / self.lettered.max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_kind() {
        let signs = Signs::of("© 2020 Ann Poe | “the Why?” 3 أ");
        assert_eq!((signs.words, signs.lettered, signs.capital), (9, 5, 3));
        assert_eq!((signs.numeric, signs.upper, signs.sentences), (5, 3, 1));
        assert!(signs.copyright && signs.parted && signs.question && !signs.exclamation);
        assert_eq!(signs.digits(), 5.0 / 23.0);
        assert_eq!(Signs::of("水门街上").words(), 2.0);
        assert_eq!(Signs::of(" "), Signs::default());
    }
}
