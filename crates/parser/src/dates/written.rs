//! Dates for people: “15 July, 2014”, “July 15th, 2014 at 9:30”, “15 juillet 2014”, “2014年7月15日”.

use offprint_model::PartialDate;

use super::machine::YEARS;
use super::words::{Order, WORDS};

/// No line that holds a date is longer, in characters.
const LONGEST: usize = 160;

/// A date found in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// The date.
    pub date: PartialDate,
    /// Whether it is that of a change.
    pub modified: bool,
    /// Words of the line that are neither the date nor go with one.
    pub other_words: usize,
}

/// A line that is nothing but a date and the words that go with one; or a line of short facts apart from one another,
/// one of which is that: “19 February 2011 · Gil Abrams · 3 comments”.
pub(crate) fn is_dateline(text: &str, language: Option<&str>) -> Option<FoundDate> {
    if let Some(found) = find(text, language).filter(|found| found.other_words == 0) {
        return Some(found);
    }
    let facts: Vec<&str> = text
        .split(['|', '•', '·', '⋅', '∙', '\n', '\u{3000}'])
        .map(str::trim)
        .filter(|fact| !fact.is_empty())
        .collect();
    let short = facts.len() > 1 && facts.iter().all(|fact| fact.chars().count() <= LONGEST_FACT);
    short.then(|| facts.iter().find_map(|fact| find(fact, language).filter(|f| f.other_words == 0))).flatten()
}

/// No fact in a line of several is longer, in characters.
const LONGEST_FACT: usize = 40;

/// The first date in a short line, whatever else it says.
pub(crate) fn date_in(text: &str, language: Option<&str>) -> Option<FoundDate> {
    find(text, language)
}

/// The dates of a short line, each with what the words before it say: “Published 3 May 2020, updated 4 June 2021”.
pub(crate) fn dates_in(text: &str, language: Option<&str>) -> Vec<FoundDate> {
    if text.chars().count() > LONGEST || !text.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let order = order_of(language);
    let mut found = Vec::new();
    let mut at = 0;
    let mut said_to = 0;
    while at < pieces.len() {
        match date_at(&pieces, at, order) {
            Some((date, length)) => {
                let before = pieces.get(said_to..at).unwrap_or_default();
                found.push(FoundDate { date, modified: says_change(before), other_words: 0 });
                at += length;
                said_to = at;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether words say that the date after them is that of a change. The last word of the kind decides: “Published 3 May,
/// updated”.
fn says_change(before: &[Piece]) -> bool {
    before.iter().any(|piece| matches!(piece, Piece::Word(word) if WORDS.updated.contains(word)))
}

/// A piece of a line: a number, a word.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A number, how many digits it has, and the sign after it.
    Number(u32, usize, char),
    Month(u8),
    Word(String),
}

/// Finds the first date in a short line.
pub(super) fn find(text: &str, language: Option<&str>) -> Option<FoundDate> {
    if text.chars().count() > LONGEST || !text.chars().any(|c| c.is_numeric()) {
        return None;
    }
    let pieces = pieces(text);
    let order = order_of(language);
    let (date, used) = (0..pieces.len())
        .find_map(|at| date_at(&pieces, at, order).map(|(date, length)| (date, at..at + length)))?;
    let before = pieces.get(..used.start).unwrap_or_default();
    let modified = says_change(before);
    let other_words = pieces
        .iter()
        .enumerate()
        .filter(|(index, _)| !used.contains(index))
        .filter(|(_, piece)| match piece {
            Piece::Word(word) => !WORDS.others.contains(word.trim_matches('.')) && word.chars().count() > 1,
            Piece::Number(..) | Piece::Month(_) => false,
        })
        .count();
    Some(FoundDate { date, modified, other_words })
}

/// The order of numbers in a language, as a tag has it: `de`, `en-GB`. Americans put the month first and write slashes, and
/// say less often than others which English theirs is.
fn order_of(language: Option<&str>) -> Order {
    let Some(tag) = language else { return Order::default() };
    let tag = tag.trim().to_lowercase().replace('_', "-");
    let (primary, region) = tag.split_once('-').unwrap_or((&tag, ""));
    if primary == "en" {
        return match region {
            "us" | "ph" | "ca" => Order::Mdy,
            "" => Order::MdyWithSlash,
            _ => Order::Dmy,
        };
    }
    WORDS.orders.get(primary).copied().unwrap_or_default()
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut run = String::new();
    let mut numeric = false;
    let mut push = |run: &mut String, numeric: bool, after: char| {
        if run.is_empty() {
            return;
        }
        let word = std::mem::take(run);
        if numeric {
            if let Ok(number) = word.parse() {
                out.push(Piece::Number(number, word.len(), after));
            }
        } else {
            let lower = word.trim_matches('.').to_lowercase();
            match WORDS.months.get(&lower) {
                Some(month) => out.push(Piece::Month(*month)),
                None => out.push(Piece::Word(lower)),
            }
        }
    };
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            if !numeric {
                push(&mut run, false, ' ');
            }
            numeric = true;
            run.push(digit);
        } else if c.is_alphabetic() || c == '.' && !numeric && !run.is_empty() || is_mark(c) {
            if numeric {
                push(&mut run, true, ' ');
            }
            numeric = false;
            run.push(c);
        } else {
            push(&mut run, numeric, c);
            numeric = false;
        }
    }
    push(&mut run, numeric, ' ');
    // “7月”: a number and its word are the month.
    out
}

/// Signs that are part of a word in Arabic, Hebrew and Indic scripts.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{200c}' | '\u{200d}')
}

/// A decimal digit of any script that newspapers use, as an ASCII digit.
pub(super) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// The date that begins at a piece, and how many pieces it takes.
fn date_at(pieces: &[Piece], at: usize, order: Order) -> Option<(PartialDate, usize)> {
    let piece = |offset: usize| pieces.get(at + offset);
    let year = |piece: Option<&Piece>| match piece {
        Some(Piece::Number(n, 4, _)) => u16::try_from(*n).ok().filter(|y| YEARS.contains(y)),
        _ => None,
    };
    let small = |piece: Option<&Piece>| match piece {
        Some(Piece::Number(n, 1 | 2, _)) => u8::try_from(*n).ok(),
        _ => None,
    };
    // “de”, “of”, “st”, “th”, “г.”: at most two short words stand between the parts of a date.
    let skip = |from: usize| -> usize {
        let mut offset = from;
        while offset < from + 2
            && matches!(piece(offset), Some(Piece::Word(word)) if word.chars().count() <= 3)
        {
            offset += 1;
        }
        offset
    };
    // Year, month, day with signs between: 2014年7月15日, 2014. 7. 15., 2014년 7월 15일.
    if let Some(y) = year(piece(0)) {
        let m_at = skip(1);
        let month = match piece(m_at) {
            Some(Piece::Month(m)) => Some(*m),
            other => small(other),
        };
        if let Some(m) = month {
            let d_at = skip(m_at + 1);
            if let Some(d) = small(piece(d_at))
                && let Ok(date) = PartialDate::from_day(y, m, d)
            {
                return Some((date, skip_sign(pieces, at, d_at + 1)));
            }
        }
    }
    // Day, month name, year.
    if let Some(d) = small(piece(0)) {
        let m_at = skip(1);
        if let Some(Piece::Month(m)) = piece(m_at) {
            let y_at = skip(m_at + 1);
            if let Some(y) = year(piece(y_at))
                && let Ok(date) = PartialDate::from_day(y, *m, d)
            {
                return Some((date, y_at + 1));
            }
        }
        // In numbers, the year last.
        if let (Some(second), Some(y)) = (small(piece(1)), year(piece(2))) {
            let slash = matches!(piece(0), Some(Piece::Number(_, _, '/')));
            let month_first = order == Order::Mdy || order == Order::MdyWithSlash && slash;
            let (day, month) = if second > 12 || d <= 12 && month_first { (second, d) } else { (d, second) };
            if let Ok(date) = PartialDate::from_day(y, month, day) {
                return Some((date, 3));
            }
        }
    }
    if let Some(Piece::Month(m)) = piece(0) {
        // Month name, day, year.
        if let Some(d) = small(piece(1)) {
            let y_at = skip(2);
            if let Some(y) = year(piece(y_at))
                && let Ok(date) = PartialDate::from_day(y, *m, d)
            {
                return Some((date, y_at + 1));
            }
        }
        // Month name, year.
        let y_at = skip(1);
        if let Some(y) = year(piece(y_at))
            && let Ok(date) = PartialDate::from_month(y, *m)
        {
            return Some((date, y_at + 1));
        }
    }
    None
}

/// 日 or 일 after the day belongs to the date.
fn skip_sign(pieces: &[Piece], at: usize, offset: usize) -> usize {
    match pieces.get(at + offset) {
        Some(Piece::Word(word)) if matches!(word.as_str(), "日" | "일") => offset + 1,
        _ => offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("15 July, 2014", "2014-07-15"),
            ("July 15th, 2014", "2014-07-15"),
            ("Published: 15/07/2014", "2014-07-15"),
            ("15. Juli 2014", "2014-07-15"),
            ("le 15 juillet 2014", "2014-07-15"),
            ("15 de julio de 2014", "2014-07-15"),
            ("2014年7月15日", "2014-07-15"),
            ("15 июля 2014 г.", "2014-07-15"),
            ("١٥ يوليو ٢٠١٤", "2014-07-15"),
            ("Posted on Tue Jul 15, 2014 at 9:30 am", "2014-07-15"),
            ("July 2014", "2014-07"),
        ] {
            let found = is_dateline(text, None);
            assert_eq!(found.map(|f| f.date.to_string()).as_deref(), Some(expected), "{text}");
        }
        assert!(is_dateline("Last updated: March 3, 2020", None).unwrap().modified);
    }

    #[test]
    fn leaves_sentences_alone() {
        for text in [
            "On 15 July 2014 the troops left Mosul for good.",
            "In 2014",
            "Chapter 12",
            "The 15 July deadline",
        ] {
            assert_eq!(is_dateline(text, None), None, "{text}");
        }
    }
}
