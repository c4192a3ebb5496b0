//! Text of pages in the cells of a terminal.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// A text on one line that does nothing to a terminal: white space is one space, control characters and those that turn the
/// direction of what follows are `�`, and a mark that has no letter stands on a circle.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() || is_direction(c) => out.push('\u{FFFD}'),
            c => {
                if is_combining_mark(c) && (out.is_empty() || out.ends_with(' ')) {
                    out.push('\u{25CC}');
                }
                out.push(c);
            }
        }
    }
    out
}

fn is_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

/// The text in so many columns, cut off with `…` where it is longer.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut room = columns.saturating_sub(1);
    for cluster in text.graphemes(true) {
        let width = cluster.width();
        if width > room {
            break;
        }
        room -= width;
        out.push_str(cluster);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_but_text() {
        assert_eq!(plain(" a\n\n b\u{1b}[31mc\0 "), "a b�[31mc�");
        assert_eq!(plain("\u{202e}abc"), "�abc");
        assert_eq!(plain("\u{301}a \u{301}"), "◌\u{301}a ◌\u{301}");
        assert_eq!(cut("日本語", 6), "日本語");
        assert_eq!(cut("日本語", 5), "日本…");
        assert_eq!(cut("日本語", 4), "日…");
    }

    proptest! {
        #[test]
        fn cells_keep_to_their_columns(text in "\\PC{0,40}|.{0,40}", columns in 1_usize..30) {
            let text = plain(&text);
            prop_assert!(!text.contains(char::is_control));
            prop_assert!(cut(&text, columns).width() <= columns.max(1));
        }
    }
}
