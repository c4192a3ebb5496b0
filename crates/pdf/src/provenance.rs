//! What the articles were made from, in the document's metadata: a schema of our own, described as PDF/A wants it
//! (ISO 19005-2 §6.6.2.3.3).

use offprint_model::{InputKind, Publication, is_xml_char};

use crate::xmp::escaped;

/// The namespace of the schema.
macro_rules! namespace {
    () => {
        concat!(env!("CARGO_PKG_REPOSITORY"), "/ns/provenance/1.0/")
    };
}
pub(crate) use namespace;

/// A field of the structure.
macro_rules! field {
    ($name:literal, $kind:literal, $description:literal) => {
        concat!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaField:name>",
            $name,
            "</pdfaField:name><pdfaField:valueType>",
            $kind,
            "</pdfaField:valueType><pdfaField:description>",
            $description,
            "</pdfaField:description></rdf:li>"
        )
    };
}

/// The description of the schema.
pub(crate) const SCHEMA: &str = concat!(
    "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Provenance of articles</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>",
    namespace!(),
    "</pdfaSchema:namespaceURI><pdfaSchema:prefix>op</pdfaSchema:prefix>",
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>inputs</pdfaProperty:name>",
    "<pdfaProperty:valueType>Seq Input</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>What each article was made from, in the order of the articles</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property>",
    "<pdfaSchema:valueType><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaType:type>Input</pdfaType:type>",
    "<pdfaType:namespaceURI>",
    namespace!(),
    "</pdfaType:namespaceURI><pdfaType:prefix>op</pdfaType:prefix>",
    "<pdfaType:description>A file that an article was made from</pdfaType:description><pdfaType:field><rdf:Seq>",
    field!("name", "Text", "Name of the file"),
    field!("url", "Text", "Address that it was saved from"),
    field!("captured", "Text", "When it was saved: a date of ISO 8601, as far as it is known"),
    field!("sha256", "Text", "SHA-256 of its bytes, in hexadecimal digits"),
    field!("encoding", "Text", "Encoding that it was read in"),
    field!("kind", "Text", "What it was taken for: html or text"),
    field!("generator", "Text", "Program and version that made the article of it"),
    "</rdf:Seq></pdfaType:field></rdf:li></rdf:Seq></pdfaSchema:valueType></rdf:li>"
);

/// What each article was made from; nothing for articles that say nothing of it.
pub(crate) fn statement(publication: &Publication) -> String {
    let mut out = String::new();
    for article in &publication.articles {
        let from = &article.provenance;
        if from.sha256.is_empty() {
            continue;
        }
        let kind = match from.kind {
            InputKind::Html => "html",
            InputKind::Text => "text",
        };
        let captured = from.captured.map(|date| date.to_string());
        let fields = [
            // Folders are the machine's, and may name who sits at it.
            ("name", from.source.as_deref().and_then(|name| name.rsplit(['/', '\\']).next())),
            ("url", from.url.as_deref()),
            ("captured", captured.as_deref()),
            ("sha256", Some(from.sha256.as_str())),
            ("encoding", Some(from.encoding.as_str())),
            ("kind", Some(kind)),
            ("generator", Some(from.generator.as_str())),
        ];
        out.push_str("<rdf:li rdf:parseType=\"Resource\">");
        for (name, value) in fields {
            let value: String = value.unwrap_or_default().chars().filter(|c| is_xml_char(*c)).collect();
            if !value.is_empty() {
                out.push_str(&format!("<op:{name}>{}</op:{name}>", escaped(&value)));
            }
        }
        out.push_str("</rdf:li>");
    }
    if out.is_empty() { out } else { format!("<op:inputs><rdf:Seq>{out}</rdf:Seq></op:inputs>") }
}
