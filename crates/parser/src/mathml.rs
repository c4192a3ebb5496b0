//! A formula of the page (`math`) as presentation MathML of our own and as text.
//!
//! Elements and attributes are written anew as the model lists them (and the `mfenced` of older pages as what it stands
//! for); of `semantics` its first child stays. A formula with anything else, or with too few or too many parts of a
//! fraction or root, has no MathML, but its text. Depth does not matter: what is open is a stack.

use offprint_model::{
    MAX_MATH_DEPTH, MathContent, is_math_attribute, is_math_within, is_xml_char, math_content,
};

use crate::blocks::clean_text;
use crate::page::Page;
use crate::tag::Tag;

/// Attributes that are looked at, in the order in which they are written.
const ATTRIBUTES: [&str; 14] = [
    "mathvariant",
    "form",
    "fence",
    "separator",
    "stretchy",
    "symmetric",
    "largeop",
    "movablelimits",
    "accent",
    "accentunder",
    "linethickness",
    "columnalign",
    "columnspan",
    "rowspan",
];

/// Names of TeX as the encoding of an annotation, in lower case.
const TEX: [&str; 5] = ["application/x-tex", "application/x-latex", "text/x-tex", "tex", "latex"];

/// A formula as MathML, if all of it is known, and as text.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub mathml: Option<String>,
    pub text: String,
}

/// A part of a formula, written.
#[derive(Debug, Default)]
struct Part<'a> {
    /// Name of the element; none for text that stands loose.
    name: &'a str,
    markup: String,
    text: String,
}

/// An open element.
struct Open<'a> {
    row: usize,
    end: usize,
    name: &'a str,
    parts: Vec<Part<'a>>,
    /// Own text of a token.
    text: String,
}

/// The formula at a row.
pub(crate) fn written(page: &Page, row: usize) -> Written {
    let mut known = true;
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut done = Part::default();
    let mut at = row;
    let end = page.row(row).end;
    loop {
        while let Some(last) = open.pop_if(|last| at >= last.end) {
            let part = closed(page, last, &mut known);
            match open.last_mut() {
                Some(around) => around.parts.push(part),
                None => done = part,
            }
        }
        if at >= end {
            break;
        }
        let next = page.row(at).end;
        let around = open.last_mut();
        if page.tag(at) == Tag::Text {
            let text = page.text(at);
            match around {
                Some(token) if is_token(token.name) => token.text.push_str(text),
                Some(around) if !text.trim().is_empty() => {
                    known = false;
                    around.parts.push(Part {
                        name: "",
                        markup: String::new(),
                        text: clean_text(text).trim().to_owned(),
                    });
                }
                _ => {}
            }
            at = next;
            continue;
        }
        let name = page.name(at);
        let of_semantics = around.as_ref().is_some_and(|around| around.name == "semantics");
        // Annotations, and other forms of what stands first.
        if name.starts_with("annotation")
            || of_semantics && around.is_some_and(|around| !around.parts.is_empty())
        {
            at = next;
            continue;
        }
        known &= open.len() < MAX_MATH_DEPTH;
        open.push(Open { row: at, end: next, name, parts: Vec::new(), text: String::new() });
        at += 1;
    }
    let text = clean_text(&done.text).trim().to_owned();
    known &= is_math_within(done.name, None);
    let is_filled = !done.markup.is_empty() && !text.is_empty();
    Written { mathml: (known && is_filled).then_some(done.markup), text }
}

/// An element whose parts are all there; `known` becomes false where it is none of ours.
fn closed<'a>(page: &'a Page, element: Open<'a>, known: &mut bool) -> Part<'a> {
    let Open { row, name, parts, text, .. } = element;
    if is_token(name) {
        // What stands within a token is no MathML.
        *known &= parts.is_empty();
        let mut words = clean_text(&text).trim_matches(' ').to_owned();
        let markup = format!("{}{}</{name}>", start(page, row, name), escaped(&words));
        parts.iter().for_each(|part| words.push_str(&format!(" {}", part.text)));
        let shown = words.chars().filter_map(|c| match c {
            // Function application reads as a space; the other signs are not to be seen.
            '\u{2061}' => Some(' '),
            '\u{2062}'..='\u{2064}' => None,
            c => Some(c),
        });
        return Part { name, markup, text: shown.collect() };
    }
    if name == "semantics" {
        return parts.into_iter().next().unwrap_or_default();
    }
    if name == "mfenced" {
        return fenced(page, row, &parts);
    }
    *known &= match math_content(name) {
        Some(MathContent::Elements(count)) => count.is_none_or(|count| count == parts.len()),
        _ => false,
    };
    *known &= parts.iter().all(|part| is_math_within(part.name, Some(name)));
    let text = text_of(name, &parts);
    let mut markup = if name == "math" { "<math>".to_owned() } else { start(page, row, name) };
    parts.iter().for_each(|part| markup.push_str(&part.markup));
    markup.push_str(&format!("</{name}>"));
    Part { name, markup, text }
}

/// Whether an element holds text.
fn is_token(name: &str) -> bool {
    math_content(name) == Some(MathContent::Text)
}

/// What `mfenced` stands for (MathML 3 §3.3.8): its parts between fences, with separators.
fn fenced<'a>(page: &Page, row: usize, parts: &[Part<'_>]) -> Part<'a> {
    let sign = |name: &str, usual: &str| page.attribute(row, name).unwrap_or(usual).trim().to_owned();
    let separators: Vec<char> = sign("separators", ",").chars().filter(|c| !c.is_whitespace()).collect();
    let mut whole = Part { name: "mrow", markup: "<mrow>".to_owned(), text: String::new() };
    let mut put = |markup: &str, text: &str| {
        whole.markup.push_str(markup);
        whole.text.push_str(text);
    };
    let operator = |sign: &str, kind: &str| match clean_text(sign) {
        sign if sign.is_empty() => (String::new(), sign),
        sign => (format!("<mo {kind}=\"true\">{}</mo>", escaped(&sign)), sign),
    };
    let (markup, text) = operator(&sign("open", "("), "fence");
    put(&markup, &text);
    for (index, part) in parts.iter().enumerate() {
        let separator = separators.get(index.saturating_sub(1)).or(separators.last());
        if let Some(separator) = separator.filter(|_| index > 0) {
            let (markup, text) = operator(&separator.to_string(), "separator");
            put(&markup, &text);
        }
        put(&part.markup, &part.text);
    }
    let (markup, text) = operator(&sign("close", ")"), "fence");
    put(&markup, &text);
    put("</mrow>", "");
    whole
}

/// A start tag with the attributes that are known.
fn start(page: &Page, row: usize, name: &str) -> String {
    let mut out = format!("<{name}");
    for attribute in ATTRIBUTES {
        let Some(value) = page.attribute(row, attribute).map(str::trim) else { continue };
        if is_math_attribute(name, attribute, value) {
            out.push_str(&format!(" {attribute}=\"{value}\""));
        }
    }
    out.push('>');
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| is_xml_char(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
    out
}

/// How an element reads in one line: `(a + b)/2`, `√x`, `x_1^2`.
fn text_of(name: &str, parts: &[Part<'_>]) -> String {
    let text = |index: usize| parts.get(index).map_or("", |part| part.text.as_str());
    let joined_by =
        |between: &str| parts.iter().map(|part| part.text.trim()).collect::<Vec<_>>().join(between);
    match (name, parts.len()) {
        ("mphantom", _) => String::new(),
        ("mspace", _) => " ".to_owned(),
        ("mfrac", 2) => format!("{}/{}", grouped(text(0)), grouped(text(1))),
        ("msqrt", _) => format!("√{}", grouped(&joined(parts))),
        ("mroot", 2) => format!("√[{}]{}", text(1).trim(), grouped(text(0))),
        ("msub" | "munder", 2) => format!("{}_{}", text(0), grouped(text(1))),
        ("msup", 2) => format!("{}^{}", text(0), grouped(text(1))),
        // A sign over a letter (an arrow, a bar) stands after it, as Unicode has it.
        ("mover", 2) if text(1).chars().count() == 1 => format!("{}{}", text(0), text(1)),
        ("mover", 2) => format!("{}^{}", text(0), grouped(text(1))),
        ("msubsup" | "munderover", 3) => {
            format!("{}_{}^{}", text(0), grouped(text(1)), grouped(text(2)))
        }
        ("mtable", _) => joined_by("; "),
        ("mtr", _) => joined_by(", "),
        _ => joined(parts),
    }
}

/// Parts one after the other; words stand apart.
fn joined(parts: &[Part<'_>]) -> String {
    let mut out = String::new();
    let mut before_is_word = false;
    for part in parts {
        let is_word = part.text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
        if (is_word || before_is_word)
            && out.ends_with(char::is_alphanumeric)
            && part.text.starts_with(char::is_alphanumeric)
        {
            out.push(' ');
        }
        out.push_str(&part.text);
        before_is_word = is_word;
    }
    out
}

/// In parentheses, unless it is one number or word.
fn grouped(text: &str) -> String {
    let text = text.trim();
    let is_one = text.chars().all(char::is_alphanumeric)
        || text.chars().count() == 1
        || text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    if is_one { text.to_owned() } else { format!("({text})") }
}

/// TeX that a formula carries as an annotation.
pub(crate) fn annotated_tex(page: &Page, row: usize) -> Option<String> {
    let is_tex = |at: &usize| {
        page.tag(*at) != Tag::Text
            && page.name(*at) == "annotation"
            && page
                .attribute(*at, "encoding")
                .is_some_and(|encoding| TEX.contains(&encoding.trim().to_ascii_lowercase().as_str()))
    };
    page.subtree(row).find(is_tex).and_then(|at| tex(&page.raw_text(at)))
}

/// TeX without delimiters, and without the group that only sets its style, as MediaWiki writes it.
pub(crate) fn tex(source: &str) -> Option<String> {
    let clean: String = source.chars().filter(|c| *c != '\r' && is_xml_char(*c)).collect();
    let mut tex = clean.trim();
    for style in ["\\displaystyle", "\\textstyle"] {
        let inner = tex
            .strip_prefix('{')
            .and_then(|rest| rest.trim_start().strip_prefix(style))
            .filter(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
            .and_then(|rest| rest.strip_suffix('}'));
        if let Some(inner) = inner.filter(|inner| is_balanced(inner)) {
            tex = inner.trim();
        }
    }
    (!tex.is_empty()).then(|| tex.to_owned())
}

/// Whether each brace of TeX has its other within.
fn is_balanced(tex: &str) -> bool {
    let (mut depth, mut escaped) = (0_usize, false);
    for c in tex.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 0 => return false,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth == 0 && !escaped
}

#[cfg(test)]
mod tests {
    use offprint_model::InputKind;

    use super::*;
    use crate::Options;

    fn formula(html: &str) -> (Option<String>, String, Option<String>) {
        let page = Page::parse(html, InputKind::Html, &Options::default()).unwrap();
        let row = (0..page.len()).find(|row| page.tag(*row) == Tag::Math).unwrap();
        let Written { mathml, text } = written(&page, row);
        (mathml, text, annotated_tex(&page, row))
    }

    #[test]
    fn a_formula_is_written_anew() {
        let (mathml, text, tex) = formula(
            "<math display=block onclick='x()'><semantics><mrow class=a><mi mathvariant=normal href='https://a.example'>t\
             </mi><mo stretchy=false>=</mo><msqrt><mfrac linethickness=1px><mi>m</mi><mrow><mn>3</mn><mi>k</mi></mrow>\
             </mfrac></msqrt><mo>&lt;</mo></mrow><annotation encoding='application/x-tex'>t = \\sqrt{a &lt; b}\
             </annotation></semantics></math>",
        );
        assert_eq!(
            mathml.unwrap(),
            "<math><mrow><mi mathvariant=\"normal\">t</mi><mo stretchy=\"false\">=</mo><msqrt>\
             <mfrac linethickness=\"1px\"><mi>m</mi><mrow><mn>3</mn><mi>k</mi></mrow></mfrac></msqrt><mo>&lt;</mo>\
             </mrow></math>"
        );
        assert_eq!(text, "t=√(m/3k)<");
        assert_eq!(tex.unwrap(), "t = \\sqrt{a < b}");
    }

    #[test]
    fn fences_and_words_are_read() {
        let (mathml, text, _) = formula(
            "<math><mi>f</mi><mfenced><mi>x</mi><mi>y</mi></mfenced><mo>=</mo><mn>0</mn><mtext>if</mtext><mi>x</mi>\
             <mo>∈</mo><msubsup><mi>A</mi><mn>1</mn><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msubsup></math>",
        );
        assert!(mathml.unwrap().starts_with(
            "<math><mi>f</mi><mrow><mo fence=\"true\">(</mo><mi>x</mi><mo separator=\"true\">,</mo><mi>y</mi>\
             <mo fence=\"true\">)</mo></mrow><mo>=</mo>"
        ));
        assert_eq!(text, "f(x,y)=0 if x∈A_1^(n+1)");
    }

    #[test]
    fn what_is_not_known_keeps_its_text_alone() {
        for (html, words) in [
            ("<math><mfrac><mi>a</mi></mfrac></math>", "a"),
            ("<math><menclose><mi>b</mi></menclose></math>", "b"),
            ("<math><mtext>see <b>this</b></mtext></math>", "see this"),
            ("<math>loose<mi>c</mi></math>", "loose c"),
            ("<math><mtr><mtd><mi>d</mi></mtd></mtr></math>", "d"),
            ("<math><mtable><mi>e</mi></mtable></math>", "e"),
        ] {
            let (mathml, text, _) = formula(html);
            assert_eq!((mathml, text.as_str()), (None, words), "{html}");
        }
        let deep = format!("<math>{}<mi>x</mi>{}</math>", "<mrow>".repeat(60), "</mrow>".repeat(60));
        let (mathml, text, _) = formula(&deep);
        assert_eq!((mathml, text.as_str()), (None, "x"));
        assert_eq!(formula("<math><mrow></mrow></math>").0, None);
    }

    #[test]
    fn style_groups_around_tex_go() {
        assert_eq!(tex(" {\\displaystyle x^{2}} ").unwrap(), "x^{2}");
        assert_eq!(tex("{\\displaystyle a}+{b}").unwrap(), "{\\displaystyle a}+{b}");
        assert_eq!(tex("{\\displaystyle \\{a\\}}").unwrap(), "\\{a\\}");
        assert_eq!(tex("{\\displaystylish a}").unwrap(), "{\\displaystylish a}");
        assert_eq!(tex(" \n"), None);
    }
}
