//! The outline, which readers show as bookmarks (ISO 32000-1 §12.3.3).

use lopdf::{Document, Object, ObjectId, dictionary};
use offprint_typeset::{OutlineEntry, Typeset};

use crate::links::destination;
use crate::string::text;

/// Writes the outline; gives its root, or none if it has no entry.
pub(crate) fn write(document: &mut Document, set: &Typeset, pages: &[ObjectId]) -> Option<ObjectId> {
    if set.outline.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let (first, last, count) = level(document, &set.outline, root, set, pages)?;
    document.set_object(
        root,
        dictionary! {
            "Type" => "Outlines",
            "First" => Object::Reference(first),
            "Last" => Object::Reference(last),
            "Count" => count,
        },
    );
    Some(root)
}

/// Entries of one level and those below them; depth is that of headings, six at most. Gives the first, the last,
/// and how many there are in all.
fn level(
    document: &mut Document,
    entries: &[OutlineEntry],
    parent: ObjectId,
    set: &Typeset,
    pages: &[ObjectId],
) -> Option<(ObjectId, ObjectId, i64)> {
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let mut count = 0;
    for (index, entry) in entries.iter().enumerate() {
        let Some(id) = ids.get(index).copied() else { continue };
        let mut item = dictionary! {
            "Title" => text(&entry.title),
            "Parent" => Object::Reference(parent),
            "Dest" => destination(entry.position, set, pages),
        };
        if let Some(before) = index.checked_sub(1).and_then(|i| ids.get(i)) {
            item.set("Prev", Object::Reference(*before));
        }
        if let Some(after) = ids.get(index + 1) {
            item.set("Next", Object::Reference(*after));
        }
        count += 1;
        if let Some((first, last, below)) = level(document, &entry.children, id, set, pages) {
            item.set("First", Object::Reference(first));
            item.set("Last", Object::Reference(last));
            item.set("Count", below);
            count += below;
        }
        document.set_object(id, item);
    }
    Some((*ids.first()?, *ids.last()?, count))
}
