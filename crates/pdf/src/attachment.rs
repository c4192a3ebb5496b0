//! The source of a document, attached to it (ISO 19005-3 §6.8).

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use offprint_model::PartialDate;

use crate::string::text;
use crate::xmp::pdf_date;

/// A file to be attached: what the document was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Name of the file, without folders: `article.html`.
    pub name: String,
    /// What the bytes are: `text/html`.
    pub media_type: String,
    /// The bytes.
    pub data: Vec<u8>,
    /// What it is, for a person.
    pub description: String,
    /// When it was last changed, or saved.
    pub modified: Option<PartialDate>,
}

/// Puts a file into the document and names it in the catalogue, as the source of the whole document. `made` is when the
/// document counts as made, in case nothing is known of the file.
pub(crate) fn attach(
    document: &mut Document,
    catalogue: ObjectId,
    attachment: &Attachment,
    made: Option<PartialDate>,
) {
    let mut parameters = dictionary! { "Size" => i64::try_from(attachment.data.len()).unwrap_or(i64::MAX) };
    parameters.set("ModDate", Object::string_literal(pdf_date(attachment.modified.or(made))));
    let file = Stream::new(
        dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => Object::Name(media_type(&attachment.media_type).into_bytes()),
            "Params" => parameters,
        },
        attachment.data.clone(),
    );
    let file = document.add_object(file);
    let name = file_name(&attachment.name);
    let ascii: String = name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    let specification = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text(&ascii),
        "UF" => text(&name),
        "Desc" => text(&attachment.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => Object::Reference(file), "UF" => Object::Reference(file) },
    });
    let files = dictionary! { "Names" => vec![text(&name), Object::Reference(specification)] };
    if let Ok(catalogue) = document.get_dictionary_mut(catalogue) {
        catalogue.set("Names", dictionary! { "EmbeddedFiles" => files });
        catalogue.set("AF", vec![Object::Reference(specification)]);
    }
}

/// A name that is no path on any system, and is not empty.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c)).collect();
    let clean = clean.trim_matches(['.', ' ']);
    if clean.is_empty() { "source".to_owned() } else { clean.to_owned() }
}

/// The media type, or the one of any bytes where it is none (RFC 6838 §4.2).
fn media_type(name: &str) -> String {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$&-^_.+".contains(c))
    };
    match name.split_once('/') {
        Some((kind, subtype)) if is_part(kind) && is_part(subtype) && name.len() < 128 => name.to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_paths_and_types_are_types() {
        let names = [
            ("a/b/c.html", "c.html"),
            ("..\\..\\x.txt", "x.txt"),
            ("..", "source"),
            ("né<w>\n.html", "néw.html"),
        ];
        for (name, wanted) in names {
            assert_eq!(file_name(name), wanted);
        }
        assert_eq!(media_type("text/html"), "text/html");
        assert_eq!(media_type("text/html; charset=x"), "application/octet-stream");
        assert_eq!(media_type("(evil)"), "application/octet-stream");
    }
}
