//! Escaping of text and attribute values.

use offprint_model::is_xml_char;

/// A text as the content of an element, in HTML and in XML: `&`, `<` and `>` escaped, characters that XML
/// forbids left out.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    push_text(text, &mut out);
    out
}

/// A text as the value of an attribute in double quotes, in HTML and in XML. Tabs and line breaks become
/// character references, since XML would read them as spaces.
pub fn attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + value.len() / 16);
    push_attribute(value, &mut out);
    out
}

pub(crate) fn push_text(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| is_xml_char(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

pub(crate) fn push_attribute(value: &str, out: &mut String) {
    for c in value.chars().filter(|c| is_xml_char(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes() {
        assert_eq!(text("a<b>&\u{0}\u{b}\u{fffe}]]>\"'"), "a&lt;b&gt;&amp;]]&gt;\"'");
        assert_eq!(attribute("\"x\" on\n='y'"), "&quot;x&quot; on&#10;='y'");
    }
}
