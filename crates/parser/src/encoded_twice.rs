//! Text that was encoded twice: its UTF-8 was once read as Latin-1 and written out as UTF-8 again, as careless copies of
//! pages are. “donâ\u{80}\u{99}t” was “don’t”.
//!
//! Repaired: runs that hold a control character between U+0080 and U+009F, which no text has, and are UTF-8 as bytes.
//! Where all runs are UTF-8 as bytes of Latin-1 or windows-1252, and there are several, all: “riverâ€™s”.
//! Left alone: all else, “Â©” and “Ã©” by themselves too, which somebody may have meant.

/// The text with such runs repaired, and their number; nothing where there are none.
pub(crate) fn repaired(text: &str) -> Option<(String, usize)> {
    if text.is_ascii() {
        return None;
    }
    let runs = Runs::of(text);
    if runs.with_control == 0 && runs.good < SEVERAL || runs.good == 0 {
        return None;
    }
    // The whole text was encoded twice: runs without a control character are repaired too (“Â\u{a0}”, “â€™”).
    let all = runs.bad * MOST_BAD <= runs.good && runs.good >= CERTAIN;
    if !all && runs.with_control == 0 {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for run in runs_of(text) {
        match decoded(run, all) {
            Some(good) => {
                out.push_str(&good);
                count += 1;
            }
            None => out.push_str(run),
        }
    }
    (count > 0).then_some((out, count))
}

/// From so many runs on the whole text was encoded twice.
const CERTAIN: usize = 3;

/// Runs without control characters from which that may be: a text about such runs shows fewer.
const SEVERAL: usize = 8;

/// One run in so many may be no UTF-8, and the rest still be encoded twice: what was put in later.
const MOST_BAD: usize = 20;

/// How many runs there are of each kind.
#[derive(Default)]
struct Runs {
    good: usize,
    with_control: usize,
    bad: usize,
}

impl Runs {
    fn of(text: &str) -> Self {
        let mut runs = Self::default();
        for run in runs_of(text).filter(|run| !run.is_ascii()) {
            match decoded(run, true) {
                Some(_) => {
                    runs.good += 1;
                    runs.with_control += usize::from(run.chars().any(is_control));
                }
                None => runs.bad += 1,
            }
        }
        runs
    }
}

/// Pieces of a text in turn: ASCII, and not.
fn runs_of(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let bytes = rest.as_bytes();
        let ascii = bytes.first()?.is_ascii();
        let end = bytes.iter().position(|byte| byte.is_ascii() != ascii).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(run)
    })
}

/// A run as the UTF-8 that its characters are in windows-1252 (a Latin-1 whose controls may be signs); `all`: also
/// where it has no control character.
fn decoded(run: &str, all: bool) -> Option<String> {
    // UTF-8 begins with a byte that says so, and has another: most runs are one sign and end here.
    let mut chars = run.chars();
    let begins = chars.next().and_then(byte).is_some_and(|byte| matches!(byte, 0xC2..=0xF4));
    if !begins || chars.next().is_none() || !all && !run.chars().any(is_control) {
        return None;
    }
    let bytes: Option<Vec<u8>> = run.chars().map(byte).collect();
    let text = String::from_utf8(bytes?).ok()?;
    (!text.chars().any(char::is_control)).then_some(text)
}

const fn is_control(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

/// The byte that a character is in Latin-1 or windows-1252.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    bytes.first().copied().filter(|_| !unmappable && bytes.len() == 1)
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
        let western = |text: &str| encoding_rs::WINDOWS_1252.decode(text.as_bytes()).0.into_owned();
        let page = "It’s “a”, – “b” – é, ü, and don’t, won’t, can’t.";
        assert_eq!(repaired(&western(page)).map(|(text, _)| text).as_deref(), Some(page));
        let about = "“Ã©” was é, “â€™” was ’; – the rest – is “right”, isn’t it: ä, ö, ü.";
        assert_eq!(repaired(about), None);
        for text in ["plain", "café, Ã©, Â© 2020", "naïve\u{85}line", "日本語 ä ö"] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
