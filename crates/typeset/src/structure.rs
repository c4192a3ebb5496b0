//! Building the logical structure.

use offprint_model::LanguageTag;

use crate::page::{Node, NodeIndex, Role, Structure};

/// The structure as it grows.
pub(crate) struct Tree {
    structure: Structure,
}

impl Tree {
    /// A tree with its root.
    pub(crate) fn new(language: Option<&LanguageTag>) -> Self {
        let root = Node { language: language.map(ToString::to_string), ..Node::default() };
        Self { structure: Structure { nodes: vec![root] } }
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

    pub(crate) fn finish(self) -> Structure {
        self.structure
    }
}
