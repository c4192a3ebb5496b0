//! Boosted trees, made from a table that people can read too, `model/segments.trees`; the build script reads it.
//!
//! A line is a node, a tree's nodes in pre-order: `split NAME <= THRESHOLD value V` or `leaf V`; the values are in units
//! of the logarithm of the odds that a segment is the article's. The sum over all trees is the score. What a figure
//! contributes is the sum of the steps in value at the splits that ask for it (Saabas 2014, “Interpreting random
//! forests”, as later taken over for boosted trees).

use super::features::NAMES;

/// A node, small enough for all of them to stay near the processor: each segment of each page asks hundreds. The left
/// branch of a split stands directly after it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    /// The largest figure that goes left.
    threshold: f32,
    /// Index of the figure that is asked for; [`LEAF`] for a leaf.
    figure: u16,
    /// How far on the right branch begins.
    right: u16,
}

/// No figure has this index.
const LEAF: u16 = u16::MAX;

/// The table as the build script writes it: splits name their figure by its place in `names`.
pub(super) struct Table {
    names: &'static [&'static str],
    nodes: &'static [(f32, u16, u16)],
    values: &'static [f64],
    roots: &'static [usize],
    ahead: &'static [(f64, f64)],
}

include!(concat!(env!("OUT_DIR"), "/scorer_trees.rs"));

/// The trees.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trees {
    nodes: Vec<Node>,
    /// Value of each node.
    values: &'static [f64],
    /// Where each tree begins.
    roots: &'static [usize],
    /// For each tree the least and the most that it and those after it can add to a score.
    ahead: &'static [(f64, f64)],
}

/// More than what rounding adds to a sum of some hundred leaves.
const ROUNDING: f64 = 1e-9;

impl Trees {
    /// The trees that the program holds.
    pub(super) fn learned() -> Option<Self> {
        Self::of(&TABLE)
    }

    /// The trees of a table; none where it names a figure that nobody knows.
    fn of(table: &Table) -> Option<Self> {
        let known = |name: &&str| u16::try_from(NAMES.iter().position(|known| known == name)?).ok();
        let figures: Vec<u16> = table.names.iter().map(known).collect::<Option<_>>()?;
        let node = |(threshold, name, right): &(f32, u16, u16)| {
            let figure = if *name == LEAF { LEAF } else { *figures.get(usize::from(*name))? };
            Some(Node { threshold: *threshold, figure, right: *right })
        };
        Some(Self {
            nodes: table.nodes.iter().map(node).collect::<Option<_>>()?,
            values: table.values,
            roots: table.roots,
            ahead: table.ahead,
        })
    }

    /// Whether a score is at least `bar`. Most are so far from it that a part of the trees tells.
    pub(super) fn reaches(&self, figures: &[f32], bar: f64) -> bool {
        let mut sum = 0.0;
        for (root, (least, most)) in self.roots.iter().zip(self.ahead) {
            if sum + least >= bar + ROUNDING {
                return true;
            }
            if sum + most < bar - ROUNDING {
                return false;
            }
            sum += self.walk(*root, figures, |_, _| {});
        }
        sum >= bar
    }

    /// The logarithm of the odds that a segment with these figures is the article's.
    pub(super) fn score(&self, figures: &[f32]) -> f64 {
        self.roots.iter().map(|root| self.walk(*root, figures, |_, _| {})).sum()
    }

    /// What each figure contributes to the score.
    pub(super) fn contributions(&self, figures: &[f32]) -> Vec<f64> {
        let mut all = vec![0.0; NAMES.len()];
        for root in self.roots {
            let mut before = self.value(*root);
            self.walk(*root, figures, |figure, next| {
                let value = self.value(next);
                if let Some(sum) = all.get_mut(figure) {
                    *sum += value - before;
                }
                before = value;
            });
        }
        all
    }

    fn value(&self, node: usize) -> f64 {
        self.values.get(node).copied().unwrap_or(0.0)
    }

    /// Goes from a root to a leaf and gives the leaf's value; tells of each split the figure and where it leads.
    #[inline]
    fn walk(&self, root: usize, figures: &[f32], mut tell: impl FnMut(usize, usize)) -> f64 {
        let mut at = root;
        // A branch stands after its split, so that the way ends within as many steps as there are nodes.
        while let Some(node) = self.nodes.get(at) {
            if node.figure == LEAF {
                return self.value(at);
            }
            let figure = usize::from(node.figure);
            let value = figures.get(figure).copied().unwrap_or(0.0);
            let next = at + if value <= node.threshold { 1 } else { usize::from(node.right.max(1)) };
            tell(figure, next);
            at = next;
        }
        0.0
    }
}

// Tables are read by the build script; tests read their own.
#[cfg(test)]
#[path = "../../build/scorer_trees.rs"]
mod read;

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = "# two trees\nsplit linked <= 0.5 value 0\nsplit words <= 3 value 1\nleaf -1\nleaf 2\nleaf -2\nleaf 0.25\n";

    fn read(table: &str) -> Option<Trees> {
        let table = super::read::Table::read(table)?;
        let names: Vec<&str> = table.names.into_iter().map(|name| &*name.leak()).collect();
        Trees::of(&Table {
            names: names.leak(),
            nodes: table.nodes.leak(),
            values: table.values.leak(),
            roots: table.roots.leak(),
            ahead: table.ahead.leak(),
        })
    }

    fn figures(linked: f32, words: f32) -> Vec<f32> {
        NAMES
            .iter()
            .map(|name| match *name {
                "linked" => linked,
                "words" => words,
                _ => 0.0,
            })
            .collect()
    }

    #[test]
    fn goes_left_and_right() {
        let trees = read(TWO).unwrap();
        assert_eq!(trees.score(&figures(0.0, 2.0)), -0.75);
        assert_eq!(trees.score(&figures(0.5, 9.0)), 2.25);
        assert_eq!(trees.score(&figures(0.9, 9.0)), -1.75);
    }

    #[test]
    fn tells_early_what_the_score_tells() {
        let trees = read(TWO).unwrap();
        for one in [figures(0.0, 2.0), figures(0.5, 9.0), figures(0.9, 9.0)] {
            let score = trees.score(&one);
            for bar in [score - 0.5, score, score + 1e-12, score + 0.5, -9.0, 9.0] {
                assert_eq!(trees.reaches(&one, bar), score >= bar, "{score} {bar}");
            }
        }
    }

    #[test]
    fn says_what_decided() {
        let trees = read(TWO).unwrap();
        let all = trees.contributions(&figures(0.1, 9.0));
        let of = |name: &str| all[NAMES.iter().position(|known| *known == name).unwrap()];
        assert_eq!((of("linked"), of("words"), of("width")), (1.0, 1.0, 0.0));
    }

    #[test]
    fn damaged_tables_are_refused() {
        for table in
            ["", "leaf", "split nobody <= 1 value 0\nleaf 1\nleaf 2", "split linked <= 1 value 0\nleaf 1"]
        {
            assert_eq!(read(table), None, "{table}");
        }
    }
}
