//! MathML, let through only when it is known to be good.
//!
//! The model says that the parser makes it, but a model can come from elsewhere, and one unknown element
//! would make a chapter ill-formed. So it is read and written anew: elements of presentation MathML
//! and the attributes that the model lists, the right number of children. Anything else, and the formula is
//! shown as text.

use std::collections::BTreeSet;

use offprint_model::{MAX_MATH_DEPTH, MathContent, is_math_attribute, is_math_within, math_content};
use quick_xml::events::Event;
use quick_xml::{Reader, escape};

use crate::Syntax;
use crate::escape::{push_attribute, push_text};

/// The formula written anew with its words as `alttext`, or nothing where it holds what is not known.
pub(crate) fn checked(source: &str, alternative: &str, display: bool, syntax: Syntax) -> Option<String> {
    let mut reader = Reader::from_str(source);
    reader.config_mut().expand_empty_elements = true;
    let mut out = String::new();
    // Name and number of children of each open element.
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut done = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                let name = start.local_name().into_inner().to_owned();
                let known = math_content(&name).is_some();
                let parent = open.last().map(|(name, _)| name.as_str());
                let fits = !done && is_math_within(&name, parent);
                if !known || !fits || open.len() >= MAX_MATH_DEPTH {
                    return None;
                }
                if let Some((_, children)) = open.last_mut() {
                    *children += 1;
                }
                out.push('<');
                out.push_str(&name);
                if name == "math" {
                    // HTML knows the element by its name.
                    if syntax == Syntax::Xhtml {
                        out.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
                    }
                    out.push_str(if display { " display=\"block\"" } else { "" });
                    out.push_str(" alttext=\"");
                    push_attribute(alternative, &mut out);
                    out.push('"');
                }
                let mut attributes = start.attributes();
                // The reader would compare each name with all before it.
                attributes.with_checks(false);
                let mut keys = BTreeSet::new();
                for attribute in attributes {
                    let attribute = attribute.ok()?;
                    let key = attribute.key.into_inner();
                    if !keys.insert(key) {
                        return None;
                    }
                    let value = &*attribute.value;
                    if is_math_attribute(&name, key, value) {
                        out.push_str(&format!(" {key}=\"{value}\""));
                    }
                }
                out.push('>');
                open.push((name, 0));
            }
            Event::End(_) => {
                let (name, children) = open.pop()?;
                if matches!(math_content(&name), Some(MathContent::Elements(Some(wanted))) if wanted != children)
                {
                    return None;
                }
                out.push_str(&format!("</{name}>"));
                done = open.is_empty();
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                push_token_text(&text, open.last(), &mut out)?;
            }
            Event::GeneralRef(reference) => {
                let name = reference.xml10_content();
                let text = escape::unescape(&format!("&{name};")).ok()?.into_owned();
                push_token_text(&text, open.last(), &mut out)?;
            }
            Event::Eof => return (done && open.is_empty()).then_some(out),
            _ => return None,
        }
    }
}

fn push_token_text(text: &str, parent: Option<&(String, usize)>, out: &mut String) -> Option<()> {
    if parent.is_some_and(|(name, _)| math_content(name) == Some(MathContent::Text)) {
        push_text(text, out);
    } else if !text.trim().is_empty() {
        return None;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(source: &str, alternative: &str, display: bool) -> Option<String> {
        super::checked(source, alternative, display, Syntax::Xhtml)
    }

    #[test]
    fn known_elements_pass_and_nothing_else() {
        let good = "<math display='block'><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>&lt;</mo></math>";
        assert_eq!(
            checked(good, "a/2 <", false).unwrap(),
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"a/2 &lt;\"><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>&lt;</mo></math>"
        );
        assert_eq!(
            super::checked("<math><mi>a</mi></math>", "a", true, Syntax::Html).unwrap(),
            "<math display=\"block\" alttext=\"a\"><mi>a</mi></math>"
        );
        for bad in [
            "<math><mfrac><mi>a</mi></mfrac></math>",
            "<math><script>alert(1)</script></math>",
            "<math><mtext><img src='x' onerror='y'/></mtext></math>",
            "<math><mi>a</math>",
            "<math/><math/>",
            "<math>",
            "<mi>a</mi>",
            "<math>text</math>",
            "",
        ] {
            assert_eq!(checked(bad, "", true), None, "{bad}");
        }
        assert!(
            !checked("<math><mi href='javascript:x' onclick='y'>a</mi></math>", "", true)
                .unwrap()
                .contains("x'")
        );
    }
}
