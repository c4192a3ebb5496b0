//! Finds many phrases in a text, where words begin and end.
//!
//! A tree of the phrases' bytes is entered only where a word begins, and nearly every word leaves it after two or three
//! letters: that is several times as fast as an automaton that goes through all of the text.

use std::ops::Range;

use crate::segments::is_wide;

/// The phrases as a tree.
pub(crate) struct Phrases {
    nodes: Vec<Node>,
    /// Children of all nodes: the byte and the node that it leads to.
    edges: Vec<(u8, usize)>,
    /// Node by first byte.
    roots: Vec<Option<usize>>,
    /// A bit for each figure made of the first bytes of a phrase.
    heads: Vec<u64>,
    /// Of how many bytes these figures are made.
    head_lengths: Vec<usize>,
}

/// Bits of [`Phrases::heads`].
const HEADS: usize = 1 << 16;

/// Of a phrase as many bytes tell well enough whether a text may begin with it.
const HEAD: usize = 6;

/// The first eight bytes of a text as a number; what is shorter ends in zeros.
#[inline]
fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk::<8>() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)),
    }
}

/// The bit for the first `length` bytes, up to seven, of a number made by [`eight`].
#[inline]
const fn head_bit(eight: u64, length: usize) -> usize {
    let first = eight & ((1 << (8 * length)) - 1);
    ((first.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize ^ length) % HEADS
}

#[derive(Clone, Default)]
struct Node {
    edges: Range<usize>,
    /// The phrase that ends here.
    phrase: Option<usize>,
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
    /// Makes the tree of phrases, which are numbered as they come. They must be sorted and differ.
    pub(crate) fn new<S: AsRef<str>>(phrases: &[S]) -> Self {
        let mut tree = Self {
            nodes: vec![Node::default()],
            edges: Vec::new(),
            roots: vec![None; 256],
            heads: vec![0; HEADS / 64],
            head_lengths: Vec::new(),
        };
        for phrase in phrases {
            let bytes = phrase.as_ref().as_bytes();
            let length = bytes.len().min(HEAD);
            let bit = head_bit(eight(bytes), length);
            if let Some(slot) = tree.heads.get_mut(bit / 64) {
                *slot |= 1 << (bit % 64);
            }
            if !tree.head_lengths.contains(&length) {
                tree.head_lengths.push(length);
            }
        }
        // Nodes whose children are to be made, each with its depth and the phrases under it: siblings get neighbouring edges.
        let mut todo = vec![(0usize, 0usize, 0..phrases.len())];
        while let Some((node, depth, range)) = todo.pop() {
            let byte =
                |number: usize| phrases.get(number).and_then(|p| p.as_ref().as_bytes().get(depth)).copied();
            let mut at = range.start;
            // The shortest comes first: it ends here.
            if depth > 0 && at < range.end && byte(at).is_none() {
                if let Some(node) = tree.nodes.get_mut(node) {
                    node.phrase = Some(at);
                }
                at += 1;
            }
            let first = tree.edges.len();
            while at < range.end {
                let Some(own) = byte(at) else { break };
                let end = (at..range.end).find(|number| byte(*number) != Some(own)).unwrap_or(range.end);
                let child = tree.nodes.len();
                tree.nodes.push(Node::default());
                tree.edges.push((own, child));
                if depth == 0
                    && let Some(root) = tree.roots.get_mut(usize::from(own))
                {
                    *root = Some(child);
                }
                todo.push((child, depth + 1, at..end));
                at = end;
            }
            let last = tree.edges.len();
            if let Some(node) = tree.nodes.get_mut(node) {
                node.edges = first..last;
            }
        }
        tree
    }

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
        let mut in_word = false;
        if text.is_ascii() {
            for (start, byte) in text.bytes().enumerate() {
                let of_word = byte.is_ascii_alphanumeric();
                if !(in_word && of_word) {
                    self.at(text, start, &mut all);
                }
                in_word = of_word;
            }
        } else {
            for (start, c) in text.char_indices() {
                let of_word = joins(c);
                if !(in_word && of_word) {
                    self.at(text, start, &mut all);
                }
                in_word = of_word;
            }
        }
        all.sort_unstable();
        all
    }

    /// The phrases that begin at a byte.
    fn at(&self, text: &str, start: usize, all: &mut Vec<Found>) {
        let Some(bytes) = text.as_bytes().get(start..).filter(|bytes| self.may_begin(bytes)) else { return };
        let mut node: Option<usize> = None;
        for (offset, byte) in bytes.iter().enumerate() {
            let next = match node.and_then(|node| self.nodes.get(node)) {
                None => self.roots.get(usize::from(*byte)).copied().flatten(),
                Some(node) => {
                    let edges = self.edges.get(node.edges.clone()).unwrap_or_default();
                    edges.iter().find(|(own, _)| own == byte).map(|(_, child)| *child)
                }
            };
            let Some(next) = next else { return };
            node = Some(next);
            let end = start + offset + 1;
            if let Some(phrase) = self.nodes.get(next).and_then(|node| node.phrase)
                && ends_word(text, end)
            {
                all.push(Found { end, start, phrase });
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
    use super::*;

    #[test]
    fn finds_phrases_where_words_begin_and_end() {
        let phrases = ["click", "read", "read more", "關連", "連"];
        let tree = Phrases::new(&phrases);
        let found = |text: &str| -> Vec<&str> {
            tree.find_in(text).iter().map(|found| phrases[found.phrase]).collect()
        };
        assert_eq!(found("to read more, click"), ["read", "read more", "click"]);
        assert_eq!(found("spread readers; clicked"), Vec::<&str>::new());
        assert_eq!(found("的關連的"), ["關連", "連"]);
        assert_eq!(tree.find_in("read")[0], Found { end: 4, start: 0, phrase: 1 });
    }
}
