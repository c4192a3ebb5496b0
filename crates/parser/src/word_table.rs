//! Words of the lexicon as the build script writes them: sorted, and held in the program as they are.

/// Words that are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordSet(pub &'static [&'static str]);

impl WordSet {
    /// Whether it holds a word.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.0.binary_search(&word).is_ok()
    }

    /// The words in their order.
    pub(crate) fn iter(&self) -> std::slice::Iter<'static, &'static str> {
        self.0.iter()
    }
}

/// What words stand for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordMap<T: 'static>(pub &'static [(&'static str, T)]);

impl<T> WordMap<T> {
    /// What a word stands for.
    pub(crate) fn get(&self, word: &str) -> Option<&'static T> {
        let at = self.0.binary_search_by(|(known, _)| known.cmp(&word)).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// The words in their order, each with what it stands for.
    pub(crate) fn iter(&self) -> std::slice::Iter<'static, (&'static str, T)> {
        self.0.iter()
    }

    /// Whether it holds a word.
    pub(crate) fn contains_key(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}
