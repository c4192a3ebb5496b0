//! What class names say of an element: for `src/purpose.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::tree::Tree;
use crate::words::Words;

/// `TREE` with all names, each between hyphens, and `PURPOSES` with what each says.
pub fn table() -> String {
    // A word may stand under several keys.
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in ["class-names", "class-names-languages"] {
        let file = Words::read(file);
        for key in file.keys() {
            // `pull-quote` is `Purpose::PULL_QUOTE`.
            let purpose = key.to_uppercase().replace('-', "_");
            for word in file.list(key) {
                names.entry(format!("-{word}-")).or_default().insert(purpose.clone());
            }
        }
    }
    let mut out = Tree::of(names.keys()).as_static("TREE");
    let _ = write!(out, "static PURPOSES: [Purpose; {}] = [", names.len());
    for purposes in names.values() {
        out.push_str("Purpose::NONE");
        for purpose in purposes {
            let _ = write!(out, ".or(Purpose::{purpose})");
        }
        out.push(',');
    }
    out + "];\n"
}
