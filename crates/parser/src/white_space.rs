//! White space as a browser shows it: runs of it are one space.

/// Appends text with runs of white space made one space, joining it to what is there as a browser would.
pub(crate) fn push_collapsed(text: &str, out: &mut String) {
    let mut rest = text;
    loop {
        // Most text is printable ASCII with single spaces: that goes as it is.
        let (run, tail) = plain_run(rest, out.is_empty() || ends_in_space(out));
        out.push_str(run);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        // A space that must not break is a space once words are only compared or counted.
        if c.is_whitespace() || c == '\u{200b}' && ends_in_space(out) {
            if !out.is_empty() && !ends_in_space(out) {
                out.push(' ');
            }
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        } else if offprint_model::is_xml_char(c) && c != '\u{ad}' {
            out.push(c);
        }
    }
}

/// How much of a text can be taken as it is where white space is made single spaces: printable ASCII with single spaces;
/// and the rest.
#[inline]
pub(crate) fn plain_run(text: &str, after_space: bool) -> (&str, &str) {
    let mut in_space = after_space;
    let end = text.bytes().position(|b| {
        let keeps = matches!(b, 0x21..=0x7e) || b == b' ' && !in_space;
        in_space = b == b' ';
        !keeps
    });
    text.split_at_checked(end.unwrap_or(text.len())).unwrap_or(("", text))
}

/// Whether a text ends in a space.
#[inline]
pub(crate) fn ends_in_space(text: &str) -> bool {
    text.as_bytes().last() == Some(&b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_becomes_single_spaces() {
        let collapsed = |text: &str| {
            let mut out = String::new();
            push_collapsed(text, &mut out);
            out
        };
        assert_eq!(collapsed("\n  a  b\tc\u{a0} \u{200b}d\u{ad}e “f”\u{7f}\n"), "a b c de “f” ");
        assert_eq!(collapsed(" \n "), "");
    }
}
