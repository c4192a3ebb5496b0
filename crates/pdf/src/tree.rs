//! The structure tree and what ties it to the pages (ISO 32000-1 §14.7).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use offprint_typeset::{Area, Node, Numbering, Role, Structure, Typeset};

use crate::content::{Marked, Marks};
use crate::role::name;
use crate::string::text;

/// An annotation and the page it is on.
pub(crate) struct Placed {
    pub(crate) object: ObjectId,
    pub(crate) page: usize,
    /// Its key in the parent tree.
    pub(crate) key: i64,
}

/// Writes the tree; gives its root. `annotations` are those of each link's node.
pub(crate) fn write(
    document: &mut Document,
    set: &Typeset,
    marks: &Marks,
    annotations: &BTreeMap<u32, Vec<Placed>>,
    pages: &[ObjectId],
) -> ObjectId {
    let structure = &set.structure;
    let kept = kept(structure, marks, annotations);
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = structure.nodes.iter().map(|_| document.new_object_id()).collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); structure.nodes.len()];
    for (index, node) in structure.nodes.iter().enumerate() {
        if let Some(list) = node.parent.and_then(|p| children.get_mut(p.0 as usize))
            && kept.get(index) == Some(&true)
        {
            list.push(index);
        }
    }
    let first = first_marks(structure, marks);
    for (index, node) in structure.nodes.iter().enumerate() {
        let Some(id) = ids.get(index).copied().filter(|_| kept.get(index) == Some(&true)) else { continue };
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let own = marks.of_node.get(&number).map_or(&[][..], Vec::as_slice);
        let areas = annotations.get(&number).map_or(&[][..], Vec::as_slice);
        let below = children.get(index).map_or(&[][..], Vec::as_slice);
        let mut element = element(node, !areas.is_empty(), id, set, own);
        let parent = node.parent.and_then(|p| ids.get(p.0 as usize).copied()).unwrap_or(root);
        element.set("P", Object::Reference(parent));
        let page = own.first().map(|mark| mark.page);
        if let Some(page) = page.and_then(|page| pages.get(page)) {
            element.set("Pg", Object::Reference(*page));
        }
        element.set("K", kids(own, areas, below, page, &ids, &first, pages));
        document.set_object(id, element);
    }
    let parents = parent_tree(document, marks, annotations, &ids);
    let next = annotations.values().flatten().map(|a| a.key + 1).max();
    let next = next.unwrap_or_else(|| i64::try_from(pages.len()).unwrap_or(i64::MAX));
    let top = ids.first().copied().unwrap_or(root);
    document.set_object(
        root,
        dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![Object::Reference(top)],
            "ParentTree" => Object::Reference(parents),
            "ParentTreeNextKey" => next,
        },
    );
    root
}

/// Nodes that hold something, and cells, which are there though empty.
fn kept(structure: &Structure, marks: &Marks, annotations: &BTreeMap<u32, Vec<Placed>>) -> Vec<bool> {
    let mut kept = vec![false; structure.nodes.len()];
    if let Some(root) = kept.first_mut() {
        *root = true;
    }
    for (index, node) in structure.nodes.iter().enumerate().rev() {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let holds = marks.of_node.contains_key(&number)
            || annotations.contains_key(&number)
            || matches!(node.role, Role::TableCell | Role::TableHeader);
        if let Some(keep) = kept.get_mut(index)
            && (*keep || holds)
        {
            *keep = true;
            if let Some(parent) = node.parent.and_then(|p| kept.get_mut(p.0 as usize)) {
                *parent = true;
            }
        }
    }
    kept
}

/// For each node, where in the document its first content stands.
fn first_marks(structure: &Structure, marks: &Marks) -> Vec<Option<usize>> {
    let mut first: Vec<Option<usize>> = (0u32..)
        .take(structure.nodes.len())
        .map(|n| marks.of_node.get(&n).and_then(|m| m.first()).map(|m| m.order))
        .collect();
    for (index, node) in structure.nodes.iter().enumerate().rev() {
        let order = first.get(index).copied().flatten();
        if let (Some(order), Some(above)) = (order, node.parent.and_then(|p| first.get_mut(p.0 as usize))) {
            *above = Some(above.map_or(order, |a| a.min(order)));
        }
    }
    first
}

fn element(node: &Node, linked: bool, id: ObjectId, set: &Typeset, own: &[Marked]) -> Dictionary {
    // A link that leads nowhere in the end is but a piece of text.
    let role = if node.role == Role::Link && !linked { Role::Span } else { node.role };
    let mut element = dictionary! { "Type" => "StructElem", "S" => name(role) };
    if let Some(language) = &node.language {
        element.set("Lang", text(language));
    }
    if let Some(alt) = &node.alt {
        element.set("Alt", text(alt));
    }
    let integer = |number: u16| Object::Integer(i64::from(number.max(1)));
    match role {
        Role::Note => {
            // Notes have identifiers, each its own (ISO 14289-1 §7.9).
            element.set("ID", text(&format!("note-{}", id.0)));
        }
        Role::List => {
            let numbering = if node.numbering == Some(Numbering::Decimal) { "Decimal" } else { "Disc" };
            element.set("A", dictionary! { "O" => "List", "ListNumbering" => numbering });
        }
        Role::TableHeader | Role::TableCell => {
            let mut cell = dictionary! { "O" => "Table" };
            if role == Role::TableHeader {
                let row = node.scope == Some(offprint_model::Scope::Row);
                cell.set("Scope", if row { "Row" } else { "Column" });
            }
            cell.set("ColSpan", integer(node.colspan));
            cell.set("RowSpan", integer(node.rowspan));
            element.set("A", cell);
        }
        Role::Figure => {
            if let Some(area) = node.area {
                let height = own.first().and_then(|m| set.pages.get(m.page)).map_or(0.0, |p| p.height);
                let area = rectangle(&area, height);
                element.set("A", dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => area });
            }
        }
        _ => {}
    }
    element
}

/// A rectangle as PDF has it: left, bottom, right, top, from the bottom of the page.
pub(crate) fn rectangle(area: &Area, height: f32) -> Vec<Object> {
    let (bottom, top) = (height - area.y - area.height, height - area.y);
    [area.x, bottom, area.x + area.width, top].map(Object::Real).to_vec()
}

/// What stands in an element, in reading order: its own content and the elements below it, each where its first
/// content stands; then the annotations.
fn kids(
    own: &[Marked],
    areas: &[Placed],
    below: &[usize],
    page: Option<usize>,
    ids: &[ObjectId],
    first: &[Option<usize>],
    pages: &[ObjectId],
) -> Vec<Object> {
    let mut ordered: Vec<(usize, Object)> = Vec::new();
    for mark in own {
        let object = if Some(mark.page) == page {
            Object::Integer(mark.number)
        } else {
            let page = pages.get(mark.page).copied().unwrap_or_default();
            Object::Dictionary(
                dictionary! { "Type" => "MCR", "Pg" => Object::Reference(page), "MCID" => mark.number },
            )
        };
        ordered.push((mark.order, object));
    }
    // Without content of its own, its elements stand in the order in which they were made; with some, a child
    // without content stays beside the one before it.
    let mut last = 0;
    for child in below {
        let Some(id) = ids.get(*child) else { continue };
        let order = if own.is_empty() { 0 } else { first.get(*child).copied().flatten().unwrap_or(last) };
        last = order;
        ordered.push((order, Object::Reference(*id)));
    }
    ordered.sort_by_key(|(order, _)| *order);
    let mut kids: Vec<Object> = ordered.into_iter().map(|(_, object)| object).collect();
    for placed in areas {
        let page = pages.get(placed.page).copied().unwrap_or_default();
        kids.push(Object::Dictionary(dictionary! {
            "Type" => "OBJR",
            "Obj" => Object::Reference(placed.object),
            "Pg" => Object::Reference(page),
        }));
    }
    kids
}

/// From content and annotations back to their elements (ISO 32000-1 §14.7.4.4).
fn parent_tree(
    document: &mut Document,
    marks: &Marks,
    annotations: &BTreeMap<u32, Vec<Placed>>,
    ids: &[ObjectId],
) -> ObjectId {
    let reference = |node: u32| Object::Reference(ids.get(node as usize).copied().unwrap_or_default());
    let mut numbers: Vec<(i64, Object)> = Vec::new();
    for (key, nodes) in (0i64..).zip(&marks.of_page) {
        numbers.push((key, Object::Array(nodes.iter().map(|node| reference(node.0)).collect())));
    }
    for (node, placed) in annotations {
        numbers.extend(placed.iter().map(|placed| (placed.key, reference(*node))));
    }
    numbers.sort_by_key(|(key, _)| *key);
    let flat: Vec<Object> =
        numbers.into_iter().flat_map(|(key, object)| [Object::Integer(key), object]).collect();
    document.add_object(dictionary! { "Nums" => flat })
}
