//! Building the logical structure.

use offprint_model::{Direction, LanguageTag};

use crate::page::{Node, NodeIndex, Role, Structure};

/// The structure as it grows.
pub(crate) struct Tree {
    structure: Structure,
    rtl: bool,
}

impl Tree {
    /// A tree with its root.
    pub(crate) fn new(language: Option<&LanguageTag>) -> Self {
        let root = Node { language: language.map(ToString::to_string), ..Node::default() };
        let rtl = language.is_some_and(|language| language.direction() == Direction::Rtl);
        Self { structure: Structure { nodes: vec![root] }, rtl }
    }

    pub(crate) const ROOT: NodeIndex = NodeIndex(0);

    /// A new node below `parent`, after those that are there.
    pub(crate) fn add(&mut self, parent: NodeIndex, role: Role) -> NodeIndex {
        let index = NodeIndex(u32::try_from(self.structure.nodes.len()).unwrap_or(u32::MAX));
        self.structure.nodes.push(Node { role, parent: Some(parent), ..Node::default() });
        index
    }

    /// Changes a node.
    pub(crate) fn edit(&mut self, node: NodeIndex, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.structure.nodes.get_mut(node.0 as usize) {
            change(node);
        }
    }

    /// The role of a node.
    pub(crate) fn role(&self, node: NodeIndex) -> Option<Role> {
        self.structure.nodes.get(node.0 as usize).map(|node| node.role)
    }

    /// Whether the document runs from right to left.
    pub(crate) fn is_rtl(&self) -> bool {
        self.rtl
    }

    pub(crate) fn finish(self) -> Structure {
        self.structure
    }
}
