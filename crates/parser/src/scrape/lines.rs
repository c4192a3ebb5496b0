//! The lines of a text scrape to its paragraphs: one a line or, where the text is hard-wrapped, one for each run of
//! lines that were parted only because the next word did not fit.

use crate::wide::is_wide;

/// A paragraph, or an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Number of its first line, from 1.
    pub line: usize,
    /// Its words, without the marker of an item.
    pub text: String,
    /// Whether it is an item of a bulleted list.
    pub is_item: bool,
    /// How far its first line is set in, in columns.
    pub indent: usize,
}

/// Lines shorter than this, in columns, say nothing about where a text was wrapped.
const SHORTEST_WRAPPED: usize = 35;

/// No editor wraps at more columns by itself.
const LONGEST_WRAPPED: usize = 100;

/// Lines that run on before a text counts as wrapped.
const FEWEST_WRAPPED: usize = 6;

/// By how much, in columns, a wrapped line may miss the margin: writers of letters are not exact.
const SLACK: usize = 3;

struct Line<'a> {
    number: usize,
    indent: usize,
    words: &'a str,
}

/// The paragraphs of a text.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<Line<'_>> = text
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let words = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let indent = line.chars().take_while(|c| c.is_whitespace()).count();
            Line { number: index + 1, indent, words }
        })
        .collect();
    let margin = margin(&lines);
    let mut out: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Line<'_>> = None;
    for line in &lines {
        if line.words.is_empty() {
            before = None;
            continue;
        }
        let (is_item, words) = split_marker(line.words);
        let joins = before.zip(margin).is_some_and(|(before, margin)| {
            let hangs = out.last().is_some_and(|paragraph| paragraph.is_item);
            !is_item && (line.indent <= before.indent || hangs) && runs_on(before, line, margin)
        });
        match out.last_mut().filter(|_| joins) {
            Some(paragraph) => {
                let wide = |c: Option<char>| c.is_some_and(is_wide);
                if !(wide(paragraph.text.chars().next_back()) && wide(words.chars().next())) {
                    paragraph.text.push(' ');
                }
                paragraph.text.push_str(line.words);
            }
            None => out.push(Paragraph {
                line: line.number,
                text: words.to_owned(),
                is_item,
                indent: line.indent,
            }),
        }
        before = Some(line);
    }
    out
}

/// Whether a line ends where it does because the next one's first word did not fit.
fn runs_on(line: &Line<'_>, next: &Line<'_>, margin: usize) -> bool {
    // Scripts without spaces break anywhere.
    let first = next.words.chars().take_while(|c| !c.is_whitespace());
    let first = if next.words.starts_with(is_wide) { 1 } else { first.count() };
    line.indent + line.words.chars().count() + 1 + first + SLACK > margin
}

/// The column at which a text was wrapped, if it was: most lines that another follows reach it, and most that follow
/// go on in the middle of a sentence, as those of verse do not.
fn margin(lines: &[Line<'_>]) -> Option<usize> {
    let pairs: Vec<(&Line<'_>, &Line<'_>)> = lines
        .iter()
        .zip(lines.iter().skip(1))
        .filter(|(line, next)| {
            !next.words.is_empty()
                && !split_marker(next.words).0
                && line.words.chars().count() >= SHORTEST_WRAPPED
        })
        .collect();
    let mut lengths: Vec<usize> =
        pairs.iter().map(|(line, _)| line.indent + line.words.chars().count()).collect();
    lengths.sort_unstable();
    // Nine in ten: an address may reach beyond the margin.
    let margin = *lengths.get((lengths.len() * 9 / 10).min(lengths.len().saturating_sub(1)))?;
    let reach = pairs.iter().filter(|(line, next)| runs_on(line, next, margin)).count();
    let within = pairs.iter().filter(|(_, next)| !next.words.starts_with(char::is_uppercase)).count();
    let wrapped = pairs.len() >= FEWEST_WRAPPED && reach * 3 >= pairs.len() * 2 && within * 2 >= pairs.len();
    (wrapped && margin <= LONGEST_WRAPPED).then_some(margin)
}

/// Whether a line is an item of a list, and the words after its marker. Only bullets are taken for markers: a number
/// may belong to a section title or begin a sentence, and would be lost.
fn split_marker(line: &str) -> (bool, &str) {
    for bullet in ["• ", "‣ ", "◦ ", "▪ ", "* ", "- ", "– "] {
        if let Some(words) = line.strip_prefix(bullet) {
            return (true, words.trim_start());
        }
    }
    (false, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text).into_iter().map(|paragraph| paragraph.text).collect()
    }

    const PROSE: &str = "The vane on the corn exchange has pointed south since the war and nobody\n\
        in the town has been surprised by the weather in all those years of it.\n";

    #[test]
    fn paragraphs_wrapped_without_blank_lines_end_with_a_short_line() {
        let text = format!("{PROSE}{PROSE}So it goes.\n{PROSE}{PROSE}So it went.\n{PROSE}And on.\n");
        let found = texts(&text);
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(found.iter().all(|text| text.starts_with("The vane")));
    }

    #[test]
    fn an_indented_line_begins_a_paragraph() {
        let text = format!("  {PROSE}{PROSE}{PROSE}  {PROSE}{PROSE}");
        assert_eq!(texts(&text).len(), 2);
    }

    #[test]
    fn verse_and_lines_of_their_own_are_left() {
        let verse = "The wind came down from Harl tonight,\nAnd took the barn, and took the light,\n\
                     And left the weathervane to stand\nA rusted finger on a hand.\n";
        assert_eq!(texts(&verse.repeat(3)).len(), 12);
    }
}
