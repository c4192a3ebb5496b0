//! Identifiers: unique in the whole output, and links to them only where they are.

use std::collections::{BTreeMap, BTreeSet};

use offprint_model::{Article, Block, is_identifier, visit_blocks};

/// The identifiers of one article.
#[derive(Debug)]
pub(crate) struct Ids {
    prefix: String,
    /// Identifiers of blocks and notes that will be written, as the model has them.
    targets: BTreeSet<String>,
    written: BTreeSet<String>,
    generated: BTreeMap<&'static str, usize>,
}

impl Ids {
    /// Those of an article; `prefix` sets them apart from those of other articles in the same file.
    pub fn new(article: &Article, prefix: &str) -> Self {
        let mut targets = BTreeSet::new();
        let mut see = |block: &Block| {
            let id = block.attributes().and_then(|attributes| attributes.id.as_ref());
            if let Some(id) = id.filter(|id| is_identifier(id) && !crate::blocks::is_blank(block)) {
                targets.insert(id.clone());
            }
        };
        visit_blocks(&article.body, &mut see);
        article.notes.iter().for_each(|note| visit_blocks(&note.blocks, &mut see));
        targets.extend(article.notes.iter().map(|note| note.id.clone()).filter(|id| is_identifier(id)));
        Self { prefix: prefix.to_owned(), targets, written: BTreeSet::new(), generated: BTreeMap::new() }
    }

    /// The identifier to write for one of the model's; none for one that is ill-formed or stood before.
    pub fn write(&mut self, id: Option<&str>) -> Option<String> {
        let id = id.filter(|id| self.targets.contains(*id))?;
        self.written.insert(id.to_owned()).then(|| format!("{}{id}", self.prefix))
    }

    /// An identifier of our own, that no other has: `section-1`, `section-2`…
    pub fn generate(&mut self, stem: &'static str) -> String {
        let count = self.generated.entry(stem).or_insert(0);
        loop {
            *count += 1;
            let id = format!("{stem}-{count}");
            if !self.targets.contains(&id) {
                return format!("{}{id}", self.prefix);
            }
        }
    }

    /// What a link to one of the model's identifiers is written as, where there is such a target.
    pub fn link(&self, id: &str) -> Option<String> {
        self.targets.contains(id).then(|| format!("#{}{id}", self.prefix))
    }
}
