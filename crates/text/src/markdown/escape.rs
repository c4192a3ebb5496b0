//! Keeping text from being taken for markup (CommonMark §2.4, §6).

use offprint_model::is_xml_char;

/// Text within a line, so escaped that it reads as itself. `table` also escapes `|`. Characters that no document may hold go
/// first: a carriage return would end the line, and what stands beside them would come together.
pub(crate) fn escape(text: &str, table: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut characters = text.chars().filter(|c| is_xml_char(*c)).peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            // Within a word it marks nothing.
            '_' => !(inner(before) && inner(next)),
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => is_reference(characters.clone()),
            '|' => table,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Whether what follows a `&` makes a character reference of it (CommonMark §2.5): a name of at least two letters,
/// as the shortest in HTML are, or a number, and a semicolon. "R&D;" is none.
fn is_reference(after: impl Iterator<Item = char>) -> bool {
    let mut length = 0_usize;
    for (index, c) in after.enumerate() {
        match c {
            '#' if index == 0 => length += 1,
            c if c.is_ascii_alphanumeric() => length += 1,
            ';' => return length > 1,
            _ => return false,
        }
    }
    false
}

/// A line that begins a block, escaped where its beginning would make it another kind of block: `# `, `- `, `1. `,
/// `> `, a setext underline, a thematic break, a table's row or delimiter row.
pub(crate) fn guard_start(line: &str) -> String {
    let body = line.trim_start_matches([' ', '\t']);
    let Some(first) = body.chars().next() else { return String::new() };
    let second = body.chars().nth(1);
    let all = |of: &str| body.chars().all(|c| of.contains(c));
    let special = match first {
        '#' | '>' | '|' => true,
        '-' | '+' => second.is_none_or(char::is_whitespace) || all("-+:| \t"),
        '=' => all("= \t"),
        ':' => second.is_none_or(|c| matches!(c, '-' | ':' | ' ' | '\t')),
        _ => false,
    };
    if special {
        return format!("\\{body}");
    }
    let digits: usize = body.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0
        && digits <= 9
        && let (Some(number), Some(rest)) = (body.get(..digits), body.get(digits..))
        && rest.starts_with(['.', ')'])
        && rest.chars().nth(1).is_none_or(char::is_whitespace)
    {
        return format!("{number}\\{rest}");
    }
    body.to_owned()
}

/// A heading's text, so that a run of `#` at its end does not close it (CommonMark §4.2).
pub(crate) fn guard_heading(text: &str) -> String {
    match text.trim().strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text.trim().to_owned(),
    }
}

/// An address between parentheses: in angle brackets where it holds what would end it.
pub(crate) fn destination(url: &str, table: bool) -> String {
    let mut out = String::with_capacity(url.len());
    let mut characters = url.chars();
    while let Some(c) = characters.next() {
        match c {
            '&' if is_reference(characters.clone()) => out.push_str("&amp;"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\n' => out.push_str("%0A"),
            '\\' => out.push_str("%5C"),
            '|' if table => out.push_str("%7C"),
            other => out.push(other),
        }
    }
    if out.contains(['(', ')', ' ']) { format!("<{out}>") } else { out }
}

/// Code between backticks, more of them than it holds (CommonMark §6.1).
pub(crate) fn code_span(code: &str, table: bool) -> String {
    let code = clean_code(code).replace('\n', " ");
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    let pad = if code.starts_with('`')
        || code.ends_with('`')
        || (code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty())
    {
        " "
    } else {
        ""
    };
    let code = if table { code.replace('|', "\\|") } else { code };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// Code without the characters that no document may hold: a carriage return would end the line (CommonMark §2.1).
pub(crate) fn clean_code(code: &str) -> String {
    code.chars().filter(|c| is_xml_char(*c)).collect()
}

/// Length of the longest run of a character.
pub(crate) fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
