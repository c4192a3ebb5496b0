//! Names of files as file systems compare them.

use unicode_normalization::UnicodeNormalization as _;

/// What two names have in common that some file system takes for one: letters of either case, however they are composed.
pub fn folded(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn names_that_some_file_system_takes_for_one_are_one() {
        assert_eq!(folded("Cafe\u{301}"), folded("CAFÉ"));
        assert_ne!(folded("a/b"), folded("a/c"));
    }
}
