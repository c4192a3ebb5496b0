//! Countries, and places of several words that read like names: what stands after a name and a comma is where somebody is.

use crate::word_table::WordSet;

include!(concat!(env!("OUT_DIR"), "/places.rs"));

/// Whether some words are such a place.
pub(super) fn is_place(text: &str) -> bool {
    let bare = text.trim().trim_end_matches('.');
    bare.starts_with(char::is_uppercase) && PLACES.contains(&bare.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_countries() {
        for place in ["Germany", "United Kingdom", "DEUTSCHLAND", "New York"] {
            assert!(is_place(place), "{place}");
        }
        for name in ["Jordan", "Ann Poe", "germany", "Frank Germany"] {
            assert!(!is_place(name), "{name}");
        }
    }
}
