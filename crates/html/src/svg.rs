//! SVG that may be shown.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements that draw (SVG 2), and nothing that runs, animates, links or holds HTML.
const ELEMENTS: [&str; 32] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "filter",
    "feGaussianBlur",
    "feOffset",
    "feBlend",
    "feColorMatrix",
    "feFlood",
    "feComposite",
    "feMerge",
    "feMergeNode",
];
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const MAX_DEPTH: usize = 64;

/// Whether an SVG is well-formed and holds only known elements that draw: no script, style sheet, event
/// attribute, entity, link, or address outside the file. Lenient in nothing: a picture refused is shown by
/// its words.
pub fn is_safe_svg(data: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(data) else { return false };
    read(text).is_some()
}

fn read(text: &str) -> Option<()> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut ids = BTreeSet::new();
    let (mut depth, mut seen) = (0_usize, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                if depth == 0 && (seen || start.name().into_inner() != "svg" || !has_namespace(&start)) {
                    return None;
                }
                (seen, depth) = (true, depth + 1);
                let name = start.name().into_inner().to_owned();
                if depth > MAX_DEPTH || !ELEMENTS.contains(&name.as_str()) {
                    return None;
                }
                for attribute in start.attributes() {
                    let attribute = attribute.ok()?;
                    let key = attribute.key.into_inner();
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
                    is_safe_attribute(key, &value).then_some(())?;
                    if key == "id" {
                        is_name(&value).then_some(())?;
                        ids.insert(value.into_owned()).then_some(())?;
                    }
                }
            }
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::Text(text) => {
                let text = text.xml10_content();
                let allowed = text.chars().all(|c| offprint_model::is_xml_char(c) || c == '\r');
                (allowed && (depth > 0 || text.trim_matches('\u{feff}').trim().is_empty())).then_some(())?;
            }
            Event::GeneralRef(name) => {
                let name = name.xml10_content();
                (depth > 0 && matches!(&*name, "amp" | "lt" | "gt" | "quot" | "apos")).then_some(())?;
            }
            Event::Comment(_) | Event::Decl(_) => {}
            Event::Eof => return (seen && depth == 0).then_some(()),
            Event::DocType(_) | Event::PI(_) | Event::CData(_) | Event::Empty(_) => return None,
        }
    }
}

fn has_namespace(start: &BytesStart<'_>) -> bool {
    start.try_get_attribute("xmlns").ok().flatten().is_some_and(|attribute| &*attribute.value == NAMESPACE)
}

fn is_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

fn is_safe_attribute(key: &str, value: &str) -> bool {
    let key = key.to_ascii_lowercase();
    if key == "xmlns" || key == "xmlns:xlink" {
        return true;
    }
    if key == "href" || key == "xlink:href" {
        return value.starts_with('#');
    }
    let squeezed: String =
        value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let fetches = squeezed.replace("url(#", "").contains("url(") || squeezed.contains("@import");
    let runs = squeezed.contains("javascript:") || squeezed.contains("expression(");
    let foreign = key.contains(':') && !key.starts_with("xml:");
    !(key.starts_with("on") || foreign || key == "xml:base" || fetches || runs || value.contains('\\'))
}

#[cfg(test)]
mod tests {
    use super::is_safe_svg;

    #[test]
    fn drawings_pass_and_nothing_that_runs_or_fetches() {
        let wrap = |inner: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>")
        };
        assert!(is_safe_svg(
            wrap("<g id=\"a\"><path d=\"M0 0h9\" fill=\"url(#b)\"/></g><use href=\"#a\"/>").as_bytes()
        ));
        for bad in [
            "<script>1</script>",
            "<path d=\"M0 0\" onclick=\"x\"/>",
            "<a href=\"javascript:x\"><path d=\"M0 0\"/></a>",
            "<use href=\"https://example.org/x.svg#a\"/>",
            "<image href=\"https://example.org/x.png\"/>",
            "<foreignObject><p>x</p></foreignObject>",
            "<style>@import url(https://example.org)</style>",
            "<path d=\"M0 0\" style=\"fill:url( https://example.org/x )\"/>",
            "<g>",
            "<g id=\"a\"/><g id=\"a\"/>",
            "<?xml-stylesheet href=\"x\"?>",
            "&unknown;",
        ] {
            assert!(!is_safe_svg(wrap(bad).as_bytes()), "{bad}");
        }
        assert!(!is_safe_svg(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns=\"http://www.w3.org/2000/svg\"/>"));
        assert!(!is_safe_svg(b"<svg/>"));
        assert!(!is_safe_svg(b""));
    }
}
