//! Makes the trees of phrases that `src/phrases.rs` goes through.

use super::heads::{HEAD, HEADS, NONE, eight, head_bit};

/// What `Phrases` is made of. A node is its first edge, the one after its last, and the phrase that ends there.
pub struct Tree {
    pub nodes: Vec<(u32, u32, u32)>,
    pub edges: Vec<(u8, u32)>,
    pub roots: Vec<u32>,
    pub heads: Vec<u64>,
    pub head_lengths: Vec<usize>,
}

const EMPTY: (u32, u32, u32) = (0, 0, NONE);

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NONE)
}

impl Tree {
    /// Makes the tree of phrases, which are numbered as they come. They must be sorted and differ.
    pub fn of<S: AsRef<str>>(phrases: impl IntoIterator<Item = S>) -> Self {
        let phrases: Vec<Vec<u8>> =
            phrases.into_iter().map(|phrase| phrase.as_ref().as_bytes().to_vec()).collect();
        let mut tree = Self {
            nodes: vec![EMPTY],
            edges: Vec::new(),
            roots: vec![NONE; 256],
            heads: vec![0; HEADS / 64],
            head_lengths: Vec::new(),
        };
        for bytes in &phrases {
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
            let byte = |number: usize| phrases.get(number).and_then(|bytes| bytes.get(depth)).copied();
            let mut at = range.start;
            // The shortest comes first: it ends here.
            if depth > 0 && at < range.end && byte(at).is_none() {
                if let Some((_, _, phrase)) = tree.nodes.get_mut(node) {
                    *phrase = number(at);
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
            if let Some((first_edge, last_edge, _)) = tree.nodes.get_mut(node) {
                (*first_edge, *last_edge) = (number(first), number(last));
            }
        }
        tree
    }

    /// The tree as a static of the parser.
    #[cfg_attr(test, allow(dead_code, reason = "tests of the parser make trees and write none"))]
    pub fn as_static(&self, name: &str) -> String {
        let Self { nodes, edges, roots, heads, head_lengths } = self;
        let mut lines = format!("static {name}: Phrases = Phrases {{ nodes: &[");
        for (first_edge, last_edge, phrase) in nodes {
            lines.push_str(&format!("Node::new({first_edge},{last_edge},{phrase}),"));
        }
        lines.push_str(&format!(
            "],\nedges: &{edges:?},\nroots: &{roots:?},\nheads: &{heads:?},\nhead_lengths: &{head_lengths:?} }};\n"
        ));
        lines
    }
}
