//! Documents read again: HTML as browsers read it, XML strictly.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element as it was read.
#[derive(Debug)]
pub(super) struct Element {
    pub namespace: String,
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// The text right within, for `script`, `style` and `title`.
    pub text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The elements of a page of HTML, and what else is in it that should not be.
pub(super) fn html(page: &str) -> (Vec<Element>, Vec<String>) {
    let document = scraper::Html::parse_document(page);
    let (mut elements, mut faults) = (Vec::new(), Vec::new());
    for node in document.tree.nodes() {
        match node.value() {
            scraper::Node::Element(element) => elements.push(Element {
                namespace: element.name.ns.to_string(),
                name: element.name.local.to_string(),
                attributes: element
                    .attrs
                    .iter()
                    .map(|(key, value)| {
                        let prefix = key.prefix.as_ref().filter(|prefix| !prefix.is_empty());
                        let prefix = prefix.map(|prefix| format!("{prefix}:")).unwrap_or_default();
                        (format!("{prefix}{}", key.local), value.to_string())
                    })
                    .collect(),
                text: node
                    .children()
                    .filter_map(|child| child.value().as_text().map(|text| text.to_string()))
                    .collect(),
            }),
            scraper::Node::Comment(comment) => faults.push(format!("comment {:?}", &**comment)),
            scraper::Node::ProcessingInstruction(_) => faults.push("processing instruction".into()),
            scraper::Node::Doctype(doctype) if doctype.name() != "html" => {
                faults.push(format!("document type {:?}", doctype.name()));
            }
            _ => {}
        }
    }
    (elements, faults)
}

/// The elements of an XML document that holds nothing but elements, text, the XML declaration and HTML's document type.
pub(super) fn xml(text: &str) -> Result<Vec<Element>, String> {
    if let Some(bad) = text.chars().find(|c| !offprint::model::is_xml_char(*c)) {
        return Err(format!("character {bad:?}"));
    }
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut elements: Vec<Element> = Vec::new();
    // Of each open element its place among all and the default namespace in it.
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut roots = 0;
    loop {
        let at = reader.buffer_position();
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                roots += usize::from(open.is_empty());
                let outer = open.last().map(|(_, namespace)| namespace.clone()).unwrap_or_default();
                let element = element(&start, &outer)?;
                let namespace = element.attribute("xmlns").map_or(outer, str::to_owned);
                open.push((elements.len(), namespace));
                elements.push(element);
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(text) => {
                let text = text.xml10_content();
                if text.contains("]]>") || (open.is_empty() && !text.trim().is_empty()) {
                    return Err(format!("text {text:?}"));
                }
                if let Some((at, _)) = open.last() {
                    elements[*at].text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let text = quick_xml::escape::unescape(&format!("&{name};"))
                    .map_err(|error| error.to_string())?
                    .into_owned();
                if !text.chars().all(offprint::model::is_xml_char) || open.is_empty() {
                    return Err(format!("reference {name}"));
                }
            }
            Event::Decl(_) if at == 0 => {}
            Event::DocType(kind) if &*kind.xml10_content() == "html" && elements.is_empty() => {}
            Event::Eof if open.is_empty() && roots == 1 => return Ok(elements),
            other => return Err(format!("{other:?}")),
        }
    }
}

fn element(start: &BytesStart<'_>, outer: &str) -> Result<Element, String> {
    let name = start.name().into_inner().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        if attribute.value.contains('<') {
            return Err(format!("< in an attribute of {name}"));
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
        attributes.push((attribute.key.into_inner().to_owned(), value.into_owned()));
    }
    let own = attributes.iter().find(|(key, _)| key == "xmlns").map(|(_, value)| value.clone());
    let namespace = own.unwrap_or_else(|| outer.to_owned());
    Ok(Element { namespace, name, attributes, text: String::new() })
}
