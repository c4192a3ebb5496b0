//! How the text of a page of the book's own is set.

use offprint_model::{Direction, LanguageTag};

/// Language and the way that lines run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub language: Option<&'a LanguageTag>,
    /// Whether lines run from top to bottom, and columns from right to left.
    pub vertical: bool,
}

impl<'a> Setting<'a> {
    /// That of a language, in columns where it may be and is wished to be.
    pub fn of(language: Option<&'a LanguageTag>, vertical: bool) -> Self {
        Self { language, vertical: vertical && language.is_some_and(LanguageTag::may_be_vertical) }
    }

    /// Whether pages are turned from left to right.
    pub fn turns_right(self) -> bool {
        self.vertical || self.language.is_some_and(|language| language.direction() == Direction::Rtl)
    }
}
