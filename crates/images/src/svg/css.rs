//! Style sheets within drawings: rules of known properties whose values fetch nothing.

use super::{lists, values};

/// Declarations (`fill: red; stroke: url(#a)`) that are known and safe.
pub(super) fn declarations(text: &str, targets: &mut Vec<String>) -> String {
    let text = without_comments(text);
    let mut kept = Vec::new();
    for declaration in text.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim();
        let Some(name) = lists::property(name.trim()) else { continue };
        if !value.is_empty()
            && !value.contains(['{', '}', '<', '>'])
            && is_whole(value)
            && values::is_safe(value, targets)
        {
            kept.push(format!("{name}:{value}"));
        }
    }
    kept.join(";")
}

/// The rules of a sheet, each with what is safe of it, and the selectors of those that point to something. Rules that
/// begin with `@` go: they import, fetch fonts, animate.
pub(super) fn sheet(text: &str, pointing: &mut Vec<(String, String)>) -> String {
    let text = without_comments(text);
    let mut rest = text.trim();
    let mut out = String::new();
    while !rest.is_empty() {
        if rest.starts_with('@') {
            rest = after_at_rule(rest).trim_start();
            continue;
        }
        let Some((selector, after)) = rest.split_once('{') else { break };
        let Some((body, after)) = after.split_once('}') else { break };
        rest = after.trim_start();
        let mut targets = Vec::new();
        let body = declarations(body, &mut targets);
        let selector = selector.trim();
        if !body.is_empty() && is_selector(selector) {
            pointing.extend(targets.into_iter().map(|target| (selector.to_owned(), target)));
            out.push_str(&format!("{selector}{{{body}}}"));
        }
    }
    out
}

fn is_selector(text: &str) -> bool {
    let known = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".#,>*:-_+~[]=\"'()^$|".contains(c);
    !text.is_empty()
        && text.chars().all(known)
        && is_whole(text)
        && !text.to_ascii_lowercase().contains("url(")
}

/// Whether quotation marks and brackets in a piece of a sheet are closed in it. Readers would look for the end of what is
/// open in what follows, and take selectors for values (CSS Syntax 3, §4.3.5 and §5.4.8).
fn is_whole(text: &str) -> bool {
    let mut open = Vec::new();
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (Some(_), '\n' | '\r' | '\u{c}') => return false,
            (Some(mark), _) if mark == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => open.push(')'),
            (None, '[') => open.push(']'),
            (None, ')' | ']') if open.pop() != Some(c) => return false,
            (None, _) => {}
        }
    }
    quote.is_none() && open.is_empty()
}

/// What follows a rule that begins with `@`: a semicolon ends it, or the block that it has.
fn after_at_rule(text: &str) -> &str {
    let Some(at) = text.find([';', '{']) else { return "" };
    let (_, rest) = text.split_at(at);
    if let Some(after) = rest.strip_prefix(';') {
        return after;
    }
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return rest.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

/// Comments become spaces: without them something new could be spelled.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // Marks of HTML's comments, which sheets of old pages begin and end with.
    out.replace("<!--", " ").replace("-->", " ")
}
