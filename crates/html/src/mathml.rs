//! MathML, let through only when it is known to be good.
//!
//! The model says that the parser makes it, but a model can come from elsewhere, and one unknown element
//! would make a chapter ill-formed. So it is read and written anew: elements of presentation MathML
//! (MathML Core, §3), a few attributes, the right number of children. Anything else, and the formula is
//! shown as text.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use quick_xml::{Reader, escape};

use crate::escape::{push_attribute, push_text};

/// Elements that hold text.
const TOKENS: [&str; 5] = ["mi", "mn", "mo", "ms", "mtext"];
/// Elements that hold elements, and how many they must hold.
const LAYOUT: [(&str, Option<usize>); 19] = [
    ("math", None),
    ("mrow", None),
    ("mstyle", None),
    ("mpadded", None),
    ("mphantom", None),
    ("msqrt", None),
    ("merror", None),
    ("mtable", None),
    ("mtr", None),
    ("mtd", None),
    ("mspace", Some(0)),
    ("mfrac", Some(2)),
    ("mroot", Some(2)),
    ("msub", Some(2)),
    ("msup", Some(2)),
    ("munder", Some(2)),
    ("mover", Some(2)),
    ("msubsup", Some(3)),
    ("munderover", Some(3)),
];
const ATTRIBUTES: [&str; 7] =
    ["mathvariant", "stretchy", "fence", "separator", "accent", "accentunder", "columnalign"];
const MAX_DEPTH: usize = 40;

/// The formula written anew with its words as `alttext`, or nothing where it holds what is not known.
pub(crate) fn checked(source: &str, alternative: &str, display: bool) -> Option<String> {
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
                let token = TOKENS.contains(&name.as_str());
                let known = token || LAYOUT.iter().any(|(known, _)| *known == name);
                let parent = open.last().map(|(name, _)| name.as_str());
                let fits = match (parent, name.as_str()) {
                    (None, "math") => !done,
                    (None, _) | (Some(_), "math") => false,
                    (Some("mtable"), inner) => inner == "mtr",
                    (Some("mtr"), inner) => inner == "mtd",
                    (Some(_), "mtr" | "mtd") => false,
                    (Some(outer), _) => !TOKENS.contains(&outer),
                };
                if !known || !fits || open.len() >= MAX_DEPTH {
                    return None;
                }
                if let Some((_, children)) = open.last_mut() {
                    *children += 1;
                }
                out.push('<');
                out.push_str(&name);
                if name == "math" {
                    out.push_str(" xmlns=\"http://www.w3.org/1998/Math/MathML\"");
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
                    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ' '));
                    if ATTRIBUTES.contains(&key) && plain {
                        out.push_str(&format!(" {key}=\"{value}\""));
                    }
                }
                out.push('>');
                open.push((name, 0));
            }
            Event::End(_) => {
                let (name, children) = open.pop()?;
                let wanted = LAYOUT.iter().find(|(known, _)| *known == name).and_then(|(_, wanted)| *wanted);
                if wanted.is_some_and(|wanted| wanted != children) {
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
    if parent.is_some_and(|(name, _)| TOKENS.contains(&name.as_str())) {
        push_text(text, out);
    } else if !text.trim().is_empty() {
        return None;
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn known_elements_pass_and_nothing_else() {
        let good = "<math display='block'><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>&lt;</mo></math>";
        assert_eq!(
            checked(good, "a/2 <", false).unwrap(),
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"a/2 &lt;\"><mfrac><mi>a</mi><mn>2</mn></mfrac><mo>&lt;</mo></math>"
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
