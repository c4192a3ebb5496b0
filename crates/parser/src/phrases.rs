//! Finds many phrases in a text, where words begin and end.
//!
//! A tree of the phrases' bytes is entered only where a word begins, and nearly every word leaves it after two or three
//! letters: that is several times as fast as an automaton that goes through all of the text.

mod heads;
// Trees are made by the build script; tests make their own.
#[cfg(test)]
#[path = "../build/tree.rs"]
mod tree;

use self::heads::{HEADS, NONE, eight, head_bit};
use crate::wide::is_wide;

/// The phrases as a tree.
pub(crate) struct Phrases {
    pub nodes: &'static [Node],
    /// Children of all nodes: the byte and the node that it leads to.
    pub edges: &'static [(u8, u32)],
    /// Node by first byte.
    pub roots: &'static [u32],
    /// A bit for each figure made of the first bytes of a phrase.
    pub heads: &'static [u64; HEADS / 64],
    /// Of how many bytes these figures are made.
    pub head_lengths: &'static [usize],
}

/// A node, small, for a walk goes from one place of the tree to another far away.
#[derive(Clone, Copy)]
pub(crate) struct Node {
    first_edge: u32,
    last_edge: u32,
    /// The phrase that ends here, or [`NONE`].
    phrase: u32,
}

impl Node {
    pub(crate) const fn new(first_edge: u32, last_edge: u32, phrase: u32) -> Self {
        Self { first_edge, last_edge, phrase }
    }
}

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    /// The byte after it.
    pub end: usize,
    /// Its first byte.
    pub start: usize,
    /// Which it is.
    pub phrase: usize,
}

impl Phrases {
    /// Whether a phrase may stand at the beginning of some bytes: no for nearly all words.
    #[inline]
    fn may_begin(&self, bytes: &[u8]) -> bool {
        let eight = eight(bytes);
        self.head_lengths.iter().any(|length| {
            let bit = head_bit(eight, *length);
            self.heads.get(bit / 64).is_some_and(|slot| slot >> (bit % 64) & 1 == 1)
        })
    }

    /// All phrases in a text, also those that overlap, in the order of their ends, of one end the longest first.
    pub(crate) fn find_in(&self, text: &str) -> Vec<Found> {
        let mut all = Vec::new();
        self.each_in(text, |found| all.push(found));
        all.sort_unstable();
        all
    }

    /// Shows all phrases in a text in the order of their beginnings.
    pub(crate) fn each_in(&self, text: &str, mut show: impl FnMut(Found)) {
        let mut in_word = false;
        if text.is_ascii() {
            for (start, byte) in text.bytes().enumerate() {
                let of_word = byte.is_ascii_alphanumeric();
                if !(in_word && of_word) {
                    self.at(text, start, &mut show);
                }
                in_word = of_word;
            }
        } else {
            for (start, c) in text.char_indices() {
                let of_word = joins(c);
                if !(in_word && of_word) {
                    self.at(text, start, &mut show);
                }
                in_word = of_word;
            }
        }
    }

    /// The phrases that begin at a byte.
    #[inline]
    fn at(&self, text: &str, start: usize, show: &mut impl FnMut(Found)) {
        if let Some(bytes) = text.as_bytes().get(start..).filter(|bytes| self.may_begin(bytes)) {
            self.walk(text, bytes, start, show);
        }
    }

    fn walk(&self, text: &str, bytes: &[u8], start: usize, show: &mut impl FnMut(Found)) {
        let mut node: Option<Node> = None;
        for (offset, byte) in bytes.iter().enumerate() {
            let next = match node {
                None => self.roots.get(usize::from(*byte)).copied().filter(|root| *root != NONE),
                Some(node) => {
                    let edges = self.edges.get(node.first_edge as usize..node.last_edge as usize);
                    edges.into_iter().flatten().find(|(own, _)| own == byte).map(|(_, child)| *child)
                }
            };
            node = next.and_then(|next| self.nodes.get(next as usize)).copied();
            let Some(here) = node else { return };
            let end = start + offset + 1;
            if here.phrase != NONE && ends_word(text, end) {
                show(Found { end, start, phrase: here.phrase as usize });
            }
        }
    }
}

/// Whether a character goes together with another of its kind in one word. In scripts without spaces none does.
fn joins(c: char) -> bool {
    c.is_alphanumeric() && !is_wide(c)
}

/// Whether a word may end at a byte.
fn ends_word(text: &str, end: usize) -> bool {
    let last = text.get(..end).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    !(last.is_some_and(joins) && after.is_some_and(joins))
}

#[cfg(test)]
mod tests {
    use super::tree::Tree;
    use super::*;

    #[test]
    fn finds_phrases_where_words_begin_and_end() {
        let phrases = ["click", "read", "read more", "關連", "連"];
        let tree = Tree::of(phrases);
        let nodes: Vec<Node> =
            tree.nodes.iter().map(|(first, last, ends)| Node::new(*first, *last, *ends)).collect();
        let tree = Phrases {
            nodes: nodes.leak(),
            edges: tree.edges.leak(),
            roots: tree.roots.leak(),
            heads: (&*tree.heads.leak()).try_into().unwrap(),
            head_lengths: tree.head_lengths.leak(),
        };
        let found = |text: &str| -> Vec<&str> {
            tree.find_in(text).iter().map(|found| phrases[found.phrase]).collect()
        };
        assert_eq!(found("to read more, click"), ["read", "read more", "click"]);
        assert_eq!(found("spread readers; clicked"), Vec::<&str>::new());
        assert_eq!(found("的關連的"), ["關連", "連"]);
        assert_eq!(tree.find_in("read")[0], Found { end: 4, start: 0, phrase: 1 });
    }
}
