//! Link annotations (ISO 32000-1 §12.5.6.5) and destinations.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};
use offprint_typeset::{Position, Target, Typeset};

use crate::string::{MOST_BYTES, text};
use crate::tree::{Placed, rectangle};

/// Writes the annotations and puts them on their pages; gives those of each node.
pub(crate) fn write(
    document: &mut Document,
    set: &Typeset,
    pages: &[ObjectId],
) -> BTreeMap<u32, Vec<Placed>> {
    let mut out: BTreeMap<u32, Vec<Placed>> = BTreeMap::new();
    let mut key = i64::try_from(pages.len()).unwrap_or(i64::MAX);
    for (index, page) in set.pages.iter().enumerate() {
        let Some(id) = pages.get(index).copied() else { continue };
        let mut annotations = Vec::new();
        for link in &page.links {
            // An address that archives do not take leads nowhere: cut off it would lead elsewhere.
            if matches!(&link.target, Target::Url(url) if ascii(url).len() > MOST_BYTES) {
                continue;
            }
            let mut annotation = dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => rectangle(&link.area, page.height),
                "Border" => vec![0.into(), 0.into(), 0.into()],
                "F" => 4,
                "StructParent" => key,
                "Contents" => text(&link.description),
            };
            match &link.target {
                Target::Url(url) => {
                    // Addresses are ASCII in PDF (ISO 32000-1 §12.6.4.7).
                    let url = ascii(url);
                    let action = dictionary! {
                        "Type" => "Action",
                        "S" => "URI",
                        "URI" => Object::string_literal(url),
                    };
                    annotation.set("A", action);
                }
                Target::Place(position) => annotation.set("Dest", destination(*position, set, pages)),
            }
            let object = document.add_object(annotation);
            annotations.push(Object::Reference(object));
            out.entry(link.node.0).or_default().push(Placed { object, page: index, key });
            key += 1;
        }
        if let Ok(page) = document.get_dictionary_mut(id) {
            page.set("StructParents", i64::try_from(index).unwrap_or(i64::MAX));
            page.set("Tabs", "S");
            page.remove(b"Annots");
            if !annotations.is_empty() {
                page.set("Annots", annotations);
            }
        }
    }
    out
}

/// An explicit destination: the page, scrolled to the position (ISO 32000-1 §12.3.2.2).
pub(crate) fn destination(position: Position, set: &Typeset, pages: &[ObjectId]) -> Vec<Object> {
    let page = pages.get(position.page).copied().unwrap_or_default();
    let height = set.pages.get(position.page).map_or(0.0, |page| page.height);
    let top = (height - position.y).clamp(0.0, height);
    vec![Object::Reference(page), "XYZ".into(), Object::Null, Object::Real(top), Object::Null]
}

/// An address with everything outside ASCII percent-encoded.
fn ascii(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    let mut buffer = [0; 4];
    for character in url.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            for byte in character.encode_utf8(&mut buffer).bytes() {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    out
}
