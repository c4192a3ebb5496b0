//! Finds many phrases in a text, where words begin and end.
//!
//! A tree of the phrases' bytes is entered only where a word begins, and nearly every word leaves it after two or three
//! letters: that is several times as fast as an automaton that goes through all of the text.

use crate::segments::is_wide;

/// The phrases as a tree.
pub(crate) struct Phrases {
    nodes: Vec<Node>,
    /// Children of all nodes: the byte and the node that it leads to.
    edges: Vec<(u8, u32)>,
    /// Node by first byte.
    roots: Vec<u32>,
    /// A bit for each figure made of the first bytes of a phrase.
    heads: Vec<u64>,
    /// Of how many bytes these figures are made.
    head_lengths: Vec<usize>,
}

/// Bits of [`Phrases::heads`].
const HEADS: usize = 1 << 18;

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

/// A node, small, for a walk goes from one place of the tree to another far away.
#[derive(Clone, Copy)]
struct Node {
    first_edge: u32,
    last_edge: u32,
    /// The phrase that ends here, or [`NONE`].
    phrase: u32,
}

/// No node and no phrase has this number.
const NONE: u32 = u32::MAX;

const EMPTY: Node = Node { first_edge: 0, last_edge: 0, phrase: NONE };

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
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
            nodes: vec![EMPTY],
            edges: Vec::new(),
            roots: vec![NONE; 256],
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
                    node.phrase = number(at);
                }
                at += 1;
            }
            let first = tree.edges.len();
            while at < range.end {
                let Some(own) = byte(at) else { break };
                let end = (at..range.end).find(|number| byte(*number) != Some(own)).unwrap_or(range.end);
                let child = tree.nodes.len();
                tree.nodes.push(EMPTY);
                tree.edges.push((own, number(child)));
                if depth == 0
                    && let Some(root) = tree.roots.get_mut(usize::from(own))
                {
                    *root = number(child);
                }
                todo.push((child, depth + 1, at..end));
                at = end;
            }
            let last = tree.edges.len();
            if let Some(node) = tree.nodes.get_mut(node) {
                (node.first_edge, node.last_edge) = (number(first), number(last));
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
