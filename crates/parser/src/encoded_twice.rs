//! Text that was encoded twice: its UTF-8 was once read as Latin-1 and written out as UTF-8 again, as careless copies of
//! pages are. “donâ\u{80}\u{99}t” was “don’t”.
//!
//! Repaired: runs that hold a control character between U+0080 and U+009F, which no text has, and are UTF-8 as bytes.
//! Where there are several, other runs that are UTF-8 too.
//! Left alone: all else, “Â©” and “Ã©” by themselves too, which somebody may have meant.

/// The text with such runs repaired, and their number; nothing where there are none.
pub(crate) fn repaired(text: &str) -> Option<(String, usize)> {
    // The controls are two bytes in UTF-8, C2 and one from 80 to 9F: most pages have none and end here.
    let bytes = text.as_bytes();
    let has_control =
        memchr::memchr_iter(0xC2, bytes).any(|at| matches!(bytes.get(at + 1), Some(0x80..=0x9F)));
    if !has_control {
        return None;
    }
    let (careful, count) = with(text, false);
    match count {
        0 => None,
        CERTAIN.. => Some(with(text, true)),
        _ => Some((careful, count)),
    }
}

/// From so many runs on, the whole text was encoded twice, and the runs without a control character too: “Â\u{a0}”.
const CERTAIN: usize = 3;

fn with(text: &str, all: bool) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<u8> = Vec::new();
    let mut count = 0;
    for c in text.chars() {
        if let Some(byte) = u8::try_from(u32::from(c)).ok().filter(|byte| *byte >= 0x80) {
            run.push(byte);
            continue;
        }
        count += usize::from(flush(&mut run, &mut out, all));
        out.push(c);
    }
    count += usize::from(flush(&mut run, &mut out, all));
    (out, count)
}

/// Appends a run, repaired where it can be; whether it was.
fn flush(run: &mut Vec<u8>, out: &mut String, all: bool) -> bool {
    if run.is_empty() {
        return false;
    }
    let has_control = all || run.iter().any(|byte| *byte < 0xA0);
    let good =
        std::str::from_utf8(run).ok().filter(|good| has_control && !good.chars().any(char::is_control));
    match good {
        Some(good) => out.push_str(good),
        None => out.extend(run.iter().map(|byte| char::from(*byte))),
    }
    let repaired = good.is_some();
    run.clear();
    repaired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repairs_what_was_encoded_twice() {
        let twice = |text: &str| text.bytes().map(char::from).collect::<String>();
        let (text, count) = repaired(&format!("I don{}t, {} she said", twice("’"), twice("“no”"))).unwrap();
        assert_eq!((text.as_str(), count), ("I don’t, “no” she said", 3));
        let (text, _) = repaired(&twice("“a” – “b” – é")).unwrap();
        assert_eq!(text, "“a” – “b” – é");
    }

    #[test]
    fn leaves_other_text_alone() {
        for text in ["plain", "café, Ã©, Â© 2020", "naïve\u{85}line", "日本語 ä ö"] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
