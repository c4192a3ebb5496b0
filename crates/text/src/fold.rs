//! Folding lines at a width, counted in columns of a terminal (Unicode Standard Annex 11).

use unicode_width::UnicodeWidthStr as _;

/// Folds a text into lines of at most `width` columns. What has no space to break at stands over the edge, except in
/// scripts written without spaces, which break between any two letters.
pub(crate) fn fold(text: &str, width: Option<usize>) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        match width {
            Some(width) => fold_line(line, width.max(8), &mut lines),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

fn fold_line(line: &str, width: usize, lines: &mut Vec<String>) {
    let mut current = String::new();
    let mut columns = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        for (index, piece) in pieces(word).into_iter().enumerate() {
            let piece_columns = piece.width();
            let space = usize::from(index == 0 && !current.is_empty());
            if !current.is_empty() && columns + space + piece_columns > width {
                lines.push(std::mem::take(&mut current));
                columns = 0;
            } else if space > 0 {
                current.push(' ');
                columns += 1;
            }
            current.push_str(&piece);
            columns += piece_columns;
        }
    }
    lines.push(current);
}

/// A word as it may be broken: whole, or between East Asian letters.
fn pieces(word: &str) -> Vec<String> {
    let wide =
        |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}');
    // What must not begin a line stays with the letter before it.
    let closes = |c: char| {
        matches!(c, '。' | '、' | '，' | '！' | '？' | '」' | '』' | '）' | 'ー' | 'っ' | 'ッ' | '：' | '；')
    };
    let mut pieces: Vec<String> = Vec::new();
    for c in word.chars() {
        let breaks =
            pieces.last().and_then(|p| p.chars().next_back()).is_some_and(|before| wide(before) || wide(c));
        match pieces.last_mut() {
            Some(last) if !breaks || closes(c) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_at_spaces_and_between_ideographs() {
        assert_eq!(fold("one two three", Some(8)), ["one two", "three"]);
        assert_eq!(fold("日本語の文章です。", Some(8)), ["日本語の", "文章で", "す。"]);
        assert_eq!(fold("a\nb", None), ["a", "b"]);
    }
}
