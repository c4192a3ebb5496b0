//! Keeping text from being taken for markup (CommonMark §2.4, §6).

/// Text within a line, so escaped that it reads as itself. `table` also escapes `|`.
pub(crate) fn escape(text: &str, table: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before: Option<char> = None;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        let inner = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '~' => true,
            // Within a word it marks nothing.
            '_' => !(inner(before) && inner(next)),
            '<' => next.is_none_or(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => next.is_none_or(|n| n.is_ascii_alphanumeric() || n == '#'),
            '|' => table,
            '$' => false,
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

/// A line that begins a block, escaped where its beginning would make it another kind of block: `# `, `- `, `1. `,
/// `> `, `=`, `|`, `:::`, a fence, a table's delimiter row.
pub(crate) fn guard_start(line: &str) -> String {
    let body = line.trim_start_matches([' ', '\t']);
    let Some(first) = body.chars().next() else { return body.to_owned() };
    let digits: usize = body.bytes().take_while(u8::is_ascii_digit).count();
    if matches!(first, '#' | '>' | '+' | '-' | '=' | '|' | ':') {
        return format!("\\{body}");
    }
    if digits > 0
        && digits <= 9
        && let (Some(number), Some(rest)) = (body.get(..digits), body.get(digits..))
        && rest.starts_with(['.', ')'])
    {
        return format!("{number}\\{rest}");
    }
    body.to_owned()
}

/// An address between parentheses: in angle brackets where it holds what would end it.
pub(crate) fn destination(url: &str) -> String {
    if url.contains(['(', ')', ' ', '<', '>']) {
        format!("<{}>", url.replace('<', "%3C").replace('>', "%3E").replace('\n', "%0A"))
    } else {
        url.replace('\\', "%5C")
    }
}

/// Code between backticks, more of them than it holds (CommonMark §6.1).
pub(crate) fn code_span(code: &str, table: bool) -> String {
    let code = code.replace('\n', " ");
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

/// Length of the longest run of a character.
pub(crate) fn longest_run(text: &str, of: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == of { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
