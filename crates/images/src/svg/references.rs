//! What a drawing shows of itself again, and how much that comes to.

use std::collections::{BTreeMap, BTreeSet};

/// Most elements when all that is pointed to is drawn each time.
const MAX_DRAWN: u64 = 500_000;

/// Elements that can be pointed to, with what they hold and point to.
#[derive(Debug)]
pub(super) struct References {
    nodes: Vec<Node>,
    by_id: BTreeMap<String, usize>,
    /// What style sheets point to, by class; `""` for selectors of other kinds, which may mean any element.
    by_class: BTreeMap<String, BTreeSet<String>>,
    /// Nodes of the open elements: their own where they have an id, else that around them.
    open: Vec<usize>,
}

#[derive(Debug, Default)]
struct Node {
    elements: u64,
    within: Vec<usize>,
    targets: Vec<String>,
    classes: Vec<String>,
}

impl Default for References {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
            by_id: BTreeMap::new(),
            by_class: BTreeMap::new(),
            open: Vec::new(),
        }
    }
}

impl References {
    /// An element begins.
    pub fn open(&mut self, id: Option<String>, targets: Vec<String>, classes: Vec<String>) {
        let around = self.open.last().copied().unwrap_or(0);
        let node = match id {
            Some(id) => {
                let node = self.nodes.len();
                self.nodes.push(Node::default());
                self.by_id.insert(id, node);
                if let Some(around) = self.nodes.get_mut(around) {
                    around.within.push(node);
                }
                node
            }
            None => around,
        };
        self.open.push(node);
        if let Some(node) = self.nodes.get_mut(node) {
            node.elements += 1;
            node.targets.extend(targets);
            node.classes.extend(classes);
        }
    }

    /// It ends.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Rules of a style sheet point to something: selectors with what they point to.
    pub fn style(&mut self, pointing: Vec<(String, String)>) {
        for (selectors, target) in pointing {
            for selector in selectors.split(',').map(str::trim) {
                let class = selector.strip_prefix('.').filter(|class| super::values::is_id(class));
                let targets = self.by_class.entry(class.unwrap_or_default().to_owned()).or_default();
                targets.insert(target.clone());
            }
        }
    }

    /// Takes what the sheets point to over to the elements that they mean; whether that is not too much.
    fn resolve_classes(&mut self) -> bool {
        let mut added = 0_u64;
        for node in &mut self.nodes {
            for class in std::iter::once("").chain(node.classes.iter().map(String::as_str)) {
                let Some(targets) = self.by_class.get(class) else { continue };
                added = added.saturating_add(u64::try_from(targets.len()).unwrap_or(u64::MAX));
                if added > MAX_DRAWN {
                    return false;
                }
                node.targets.extend(targets.iter().cloned());
            }
        }
        true
    }

    /// Whether it comes to too much, or to no end. Goes down without recursion: what is open stands on a stack.
    pub fn is_bomb(&mut self) -> bool {
        if !self.resolve_classes() {
            return true;
        }
        let mut known: Vec<Option<u64>> = vec![None; self.nodes.len()];
        let mut is_open = vec![false; self.nodes.len()];
        let mut stack = vec![(0_usize, 0_usize, 0_u64)];
        while let Some((node, next, sum)) = stack.pop() {
            let Some(here) = self.nodes.get(node) else { return true };
            let child = match here.within.get(next) {
                Some(child) => Some(Some(*child)),
                // What is not there is not drawn.
                None => {
                    here.targets.get(next - here.within.len()).map(|target| self.by_id.get(target).copied())
                }
            };
            let mark = |marks: &mut Vec<bool>, value| {
                if let Some(mark) = marks.get_mut(node) {
                    *mark = value;
                }
            };
            match child {
                None => {
                    let all = sum.saturating_add(here.elements);
                    if all > MAX_DRAWN {
                        return true;
                    }
                    mark(&mut is_open, false);
                    if let Some(known) = known.get_mut(node) {
                        *known = Some(all);
                    }
                }
                Some(None) => stack.push((node, next + 1, sum)),
                Some(Some(child)) => match known.get(child).copied().flatten() {
                    Some(size) => stack.push((node, next + 1, sum.saturating_add(size))),
                    None if child == node || is_open.get(child).copied().unwrap_or(true) => return true,
                    None => {
                        mark(&mut is_open, true);
                        stack.push((node, next, sum));
                        stack.push((child, 0, 0));
                    }
                },
            }
        }
        false
    }
}
