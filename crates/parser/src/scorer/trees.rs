//! Boosted trees, read from a table that people can read too.
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

/// The trees.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Trees {
    nodes: Vec<Node>,
    /// Value of each node.
    values: Vec<f64>,
    /// Where each tree begins.
    roots: Vec<usize>,
    /// For each tree the least and the most that it and those after it can add to a score.
    ahead: Vec<(f64, f64)>,
}

/// More than what rounding adds to a sum of some hundred leaves.
const ROUNDING: f64 = 1e-9;

impl Trees {
    /// Reads the table; none where it is damaged or names a figure that nobody knows.
    pub(super) fn read(table: &str) -> Option<Self> {
        let mut trees = Self::default();
        // Splits whose branches are being read, and whether the right one has begun.
        let mut open: Vec<(usize, bool)> = Vec::new();
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let index = trees.nodes.len();
            if open.is_empty() {
                trees.roots.push(index);
            }
            if let Some(value) = line.strip_prefix("leaf ") {
                let value = value.parse().ok()?;
                trees.nodes.push(Node { figure: LEAF, threshold: 0.0, right: 0 });
                trees.values.push(value);
                while let Some((split, right_begun)) = open.pop() {
                    if !right_begun {
                        trees.nodes.get_mut(split)?.right = u16::try_from(index + 1 - split).ok()?;
                        open.push((split, true));
                        break;
                    }
                }
            } else {
                let (name, rest) = line.strip_prefix("split ")?.split_once(" <= ")?;
                let (threshold, value) = rest.split_once(" value ")?;
                let figure = NAMES.iter().position(|known| *known == name)?;
                let figure = u16::try_from(figure).ok().filter(|figure| *figure != LEAF)?;
                let threshold = largest_within(threshold.parse().ok()?);
                trees.nodes.push(Node { figure, threshold, right: 0 });
                trees.values.push(value.parse().ok()?);
                open.push((index, false));
            }
        }
        let mut ahead = (0.0, 0.0);
        for (at, root) in trees.roots.iter().enumerate().rev() {
            let end = trees.roots.get(at + 1).copied().unwrap_or(trees.nodes.len());
            let leaves = || {
                let nodes = trees.nodes.get(*root..end).unwrap_or_default().iter();
                let values = trees.values.get(*root..end).unwrap_or_default();
                nodes.zip(values).filter(|(node, _)| node.figure == LEAF).map(|(_, value)| *value)
            };
            ahead.0 += leaves().fold(f64::INFINITY, f64::min);
            ahead.1 += leaves().fold(f64::NEG_INFINITY, f64::max);
            trees.ahead.push(ahead);
        }
        trees.ahead.reverse();
        (open.is_empty() && !trees.roots.is_empty()).then_some(trees)
    }

    /// Whether a score is at least `bar`. Most are so far from it that a part of the trees tells.
    pub(super) fn reaches(&self, figures: &[f32], bar: f64) -> bool {
        let mut sum = 0.0;
        for (root, (least, most)) in self.roots.iter().zip(&self.ahead) {
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
        for root in &self.roots {
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

/// The largest figure that is no larger than a threshold: what is compared with it in the figures' own precision goes as
/// it would in the threshold's.
fn largest_within(threshold: f64) -> f32 {
    let near = threshold as f32;
    if f64::from(near) > threshold { near.next_down() } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# two trees\nsplit linked <= 0.5 value 0\nsplit words <= 3 value 1\nleaf -1\nleaf 2\nleaf -2\nleaf 0.25\n";

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
        let trees = Trees::read(TABLE).unwrap();
        assert_eq!(trees.score(&figures(0.0, 2.0)), -0.75);
        assert_eq!(trees.score(&figures(0.5, 9.0)), 2.25);
        assert_eq!(trees.score(&figures(0.9, 9.0)), -1.75);
    }

    #[test]
    fn tells_early_what_the_score_tells() {
        let trees = Trees::read(TABLE).unwrap();
        for one in [figures(0.0, 2.0), figures(0.5, 9.0), figures(0.9, 9.0)] {
            let score = trees.score(&one);
            for bar in [score - 0.5, score, score + 1e-12, score + 0.5, -9.0, 9.0] {
                assert_eq!(trees.reaches(&one, bar), score >= bar, "{score} {bar}");
            }
        }
    }

    #[test]
    fn says_what_decided() {
        let trees = Trees::read(TABLE).unwrap();
        let all = trees.contributions(&figures(0.1, 9.0));
        let of = |name: &str| all[NAMES.iter().position(|known| *known == name).unwrap()];
        assert_eq!((of("linked"), of("words"), of("width")), (1.0, 1.0, 0.0));
    }

    #[test]
    fn damaged_tables_are_refused() {
        for table in
            ["", "leaf", "split nobody <= 1 value 0\nleaf 1\nleaf 2", "split linked <= 1 value 0\nleaf 1"]
        {
            assert_eq!(Trees::read(table), None, "{table}");
        }
    }
}
