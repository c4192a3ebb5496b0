//! Dates for people: “15 July, 2014”, “July 15th, 2014 at 9:30”, “15 juillet 2014”, “2014年7月15日”.

use offprint_model::{Field, PartialDate};

use super::calendars::{SOLAR_YEARS, buddhist_year, solar, year_of_era};
use super::machine::YEARS;
use super::words::{Order, WORDS};
use crate::word_table::WordSet;

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

impl FoundDate {
    /// The field that it is a value of.
    pub(crate) const fn field(&self) -> Field {
        if self.modified { Field::Modified } else { Field::Published }
    }
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

/// The date of a short line that says what date it is, before it or after: “This page was last changed on 29 January
/// 2020 at 13:22”, “Saved by ibby on 24 July 2017”. Tells nothing of a line without such a word.
pub(crate) fn labelled_date(text: &str, language: Option<&str>) -> Option<FoundDate> {
    let found = find(text, language)?;
    let pieces = pieces(text);
    let says =
        |list: &WordSet| pieces.iter().any(|piece| matches!(piece, Piece::Word(word) if list.contains(word)));
    let modified = says(&WORDS.updated);
    (modified || says(&WORDS.published)).then_some(FoundDate { modified, ..found })
}

/// No label of a date has more words.
const LONGEST_LABEL: usize = 5;

/// Whether a line without a date of its own says that the date below it is that of a change: “Last reviewed”.
pub(crate) fn labels_change(text: &str) -> bool {
    if text.chars().count() > LONGEST_FACT || text.split_whitespace().count() > LONGEST_LABEL {
        return false;
    }
    let pieces = pieces(text);
    let is_word = |piece: &Piece| matches!(piece, Piece::Word(_));
    !pieces.is_empty()
        && pieces.iter().all(is_word)
        && says_change(&pieces)
        && !pieces.iter().any(|piece| matches!(piece, Piece::Word(word) if WORDS.published.contains(word)))
}

/// The dates of a short line, each with what the words before it say: “Published 3 May 2020, updated 4 June 2021”.
pub(crate) fn dates_in(text: &str, language: Option<&str>) -> Vec<FoundDate> {
    if text.chars().count() > LONGEST || !text.chars().any(char::is_numeric) {
        return Vec::new();
    }
    let order = order_of(language);
    let pieces = pieces_in(text, language);
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
    /// A month of the Persian calendar.
    SolarMonth(u8),
    Word(String),
}

/// Finds the first date in a short line.
pub(super) fn find(text: &str, language: Option<&str>) -> Option<FoundDate> {
    if text.chars().count() > LONGEST || !text.chars().any(|c| c.is_numeric()) {
        return None;
    }
    let order = order_of(language);
    let pieces = pieces_in(text, language);
    let (date, used) = (0..pieces.len())
        .filter(|at| !is_within_number(&pieces, *at))
        .find_map(|at| date_at(&pieces, at, order).map(|(date, length)| (date, at..at + length)))
        .filter(|(_, used)| !is_within_number(&pieces, used.end))?;
    let before = pieces.get(..used.start).unwrap_or_default();
    let modified = says_change(before);
    let other_words = pieces
        .iter()
        .enumerate()
        .filter(|(index, _)| !used.contains(index))
        .filter(|(_, piece)| match piece {
            Piece::Word(word) => !WORDS.others.contains(word.trim_matches('.')) && word.chars().count() > 1,
            Piece::Number(..) | Piece::Month(_) | Piece::SolarMonth(_) => false,
        })
        .count();
    Some(FoundDate { date, modified, other_words })
}

/// Whether a number goes on from the one before it: “12.10.19.20”, “2019-05-03-1”, of which no part is a date.
fn is_within_number(pieces: &[Piece], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    matches!(before, Some(Piece::Number(_, _, '.' | '-' | '/')))
        && matches!(pieces.get(at), Some(Piece::Number(..)))
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

/// The pieces of a text in a language: in Thai also those without a Thai word count years in the Buddhist era.
fn pieces_in(text: &str, language: Option<&str>) -> Vec<Piece> {
    let pieces = pieces(text);
    let thai = language.is_some_and(|tag| tag.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("th")));
    if thai { of_buddhist_era(pieces) } else { pieces }
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
                None => out.push(match WORDS.solar_months.get(&lower) {
                    Some(month) => Piece::SolarMonth(*month),
                    None => Piece::Word(lower),
                }),
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
    let out = of_eras(out);
    if text.chars().any(is_thai) { of_buddhist_era(out) } else { out }
}

/// Whether a character is of Thai script.
const fn is_thai(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}')
}

/// Years of the Buddhist era as years of our count: “3 พฤษภาคม 2563”, “3 พ.ค. 63”.
fn of_buddhist_era(mut pieces: Vec<Piece>) -> Vec<Piece> {
    for at in 0..pieces.len() {
        let after_month = at.checked_sub(1).is_some_and(|before| {
            matches!(pieces.get(before), Some(Piece::Month(_)))
                && before
                    .checked_sub(1)
                    .is_some_and(|day| matches!(pieces.get(day), Some(Piece::Number(_, 1 | 2, _))))
        });
        if let Some(Piece::Number(year, digits, _)) = pieces.get_mut(at)
            && let Some(own) = buddhist_year(*year, *digits, after_month)
        {
            (*year, *digits) = (own, 4);
        }
    }
    pieces
}

/// Years that are counted in eras as years of our count: “令和 2 年”.
fn of_eras(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let year = match (out.last(), &piece) {
            (Some(Piece::Word(word)), Piece::Number(number, 1 | 2, _)) => year_of_era(word, *number),
            _ => None,
        };
        match year {
            Some(year) => {
                out.pop();
                out.push(Piece::Number(year, 4, ' '));
            }
            None => out.push(piece),
        }
    }
    out
}

/// Signs that are part of a word in Arabic, Hebrew and Indic scripts.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}'..='\u{e4e}' | '\u{200c}' | '\u{200d}')
}

/// A decimal digit of any script that newspapers use, as an ASCII digit.
pub(super) fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

/// Years of two digits below are of this century: articles of the Web are no older than 1990.
const CENTURY_TURNS: u16 = 70;

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
    let solar_year = |piece: Option<&Piece>| match piece {
        Some(Piece::Number(n, 4, _)) => Some(*n).filter(|y| SOLAR_YEARS.contains(y)),
        _ => None,
    };
    // Of the Persian calendar: day, month name, year; or year, month, day in numbers.
    if let (Some(d), Some(Piece::SolarMonth(m)), Some(y)) = (small(piece(0)), piece(1), solar_year(piece(2)))
    {
        return solar(y, *m, d).map(|date| (date, 3));
    }
    if let (Some(y), Some(m), Some(d)) = (solar_year(piece(0)), small(piece(1)), small(piece(2))) {
        return solar(y, m, d).map(|date| (date, 3));
    }
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
        // In numbers, the year of two digits: 28.01.22.
        if let (
            Some(Piece::Number(_, 2, sign)),
            Some(Piece::Number(second, 2, again)),
            Some(Piece::Number(short, 2, after)),
        ) = (piece(0), piece(1), piece(2))
            && sign == again
            && matches!(sign, '.' | '/')
            && !matches!(after, '.' | '/' | ':')
            && let (Ok(second), Ok(short)) = (u8::try_from(*second), u16::try_from(*short))
        {
            // In Korea the year comes first here too: 22.11.29.
            if order == Order::Ymd {
                let year = if u16::from(d) < CENTURY_TURNS { 2000 } else { 1900 } + u16::from(d);
                if let Ok(date) = PartialDate::from_day(year, second, u8::try_from(short).unwrap_or(u8::MAX))
                {
                    return Some((date, 3));
                }
            }
            let month_first = *sign == '/' && matches!(order, Order::Mdy | Order::MdyWithSlash);
            let (day, month) = if second > 12 || month_first && d <= 12 { (second, d) } else { (d, second) };
            let century = if short < CENTURY_TURNS { 2000 } else { 1900 };
            if let Ok(date) = PartialDate::from_day(century + short, month, day) {
                return Some((date, 3));
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
    fn reads_dates_of_every_language() {
        for (text, language, expected) in [
            ("Published: 3 May 2020", "en", "2020-05-03"),
            ("May 3rd, 2020 at 9:30 pm", "en-US", "2020-05-03"),
            ("5/3/2020", "en-US", "2020-05-03"),
            ("3/5/2020", "en-GB", "2020-05-03"),
            ("03-05-2020", "en", "2020-05-03"),
            ("Sun., May 3, 2020", "en", "2020-05-03"),
            ("3 May 2020 | 5 min read", "en", "2020-05-03"),
            ("Veröffentlicht am 3. Mai 2020, 14:05 Uhr", "de", "2020-05-03"),
            ("03.05.2020", "de", "2020-05-03"),
            ("Publié le 3 mai 2020 à 14h05", "fr", "2020-05-03"),
            ("1er mai 2020", "fr", "2020-05-01"),
            ("Publicado el 3 de mayo de 2020", "es", "2020-05-03"),
            ("Publicado em 3 de maio de 2020", "pt", "2020-05-03"),
            ("Pubblicato il 3 maggio 2020", "it", "2020-05-03"),
            ("Gepubliceerd op 3 mei 2020", "nl", "2020-05-03"),
            ("Opublikowano 3 maja 2020", "pl", "2020-05-03"),
            ("Publicerad 3 maj 2020", "sv", "2020-05-03"),
            ("2020-05-03 14:05", "sv", "2020-05-03"),
            ("Опубликовано 3 мая 2020 г.", "ru", "2020-05-03"),
            ("Опубліковано 3 травня 2020 р.", "uk", "2020-05-03"),
            ("3 Mayıs 2020 Pazar", "tr", "2020-05-03"),
            ("نشر في 3 مايو 2020", "ar", "2020-05-03"),
            ("3 במאי 2020", "he", "2020-05-03"),
            ("۳ مه ۲۰۲۰", "fa", "2020-05-03"),
            ("۱۴ اردیبهشت ۱۳۹۹", "fa", "2020-05-03"),
            ("۱۳۹۹/۰۲/۱۴", "fa", "2020-05-03"),
            ("公開日：2020年5月3日", "ja", "2020-05-03"),
            ("令和2年5月3日", "ja", "2020-05-03"),
            ("发布时间：2020年05月03日", "zh", "2020-05-03"),
            ("發佈於 2020-05-03", "zh", "2020-05-03"),
            ("입력 2020.05.03 14:05", "ko", "2020-05-03"),
            ("2020년 5월 3일", "ko", "2020-05-03"),
            ("3 मई 2020", "hi", "2020-05-03"),
            ("3 Μαΐου 2020, 14:05", "el", "2020-05-03"),
            ("Δημοσιεύτηκε: Κυριακή 3 Μαΐου 2020", "el", "2020-05-03"),
            ("03 ΜΑΡΤΙΟΥ 2020", "el", "2020-03-03"),
            ("3 พฤษภาคม 2563", "th", "2020-05-03"),
            ("เผยแพร่เมื่อ 3 พ.ค. 2563 เวลา 14:05 น.", "th", "2020-05-03"),
            ("วันที่ ๓ กุมภาพันธ์ พ.ศ. ๒๕๖๓", "th", "2020-02-03"),
            ("3 พ.ค. 63", "th", "2020-05-03"),
            ("03/05/2563", "th", "2020-05-03"),
            ("3 พฤษภาคม 2020", "th", "2020-05-03"),
        ] {
            let found = is_dateline(text, Some(language));
            assert_eq!(found.map(|f| f.date.to_string()).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn tells_changes_from_publication() {
        for text in [
            "Updated 3 May 2020",
            "Aktualisiert am 3. Mai 2020",
            "Mis à jour le 3 mai 2020",
            "Actualizado el 3 de mayo de 2020",
            "Atualizado em 3 de maio de 2020",
            "Aggiornato il 3 maggio 2020",
            "Bijgewerkt op 3 mei 2020",
            "Zaktualizowano 3 maja 2020",
            "Uppdaterad 3 maj 2020",
            "Обновлено 3 мая 2020",
            "Оновлено 3 травня 2020",
            "Güncellendi: 3 Mayıs 2020",
            "Ενημερώθηκε: 3 Μαΐου 2020",
            "อัปเดตล่าสุด 3 พฤษภาคม 2563",
        ] {
            assert!(date_in(text, None).is_some_and(|found| found.modified), "{text}");
        }
        let both = dates_in("Published 3 May 2020. Updated: 4 June 2021", None);
        let told: Vec<(String, bool)> = both.into_iter().map(|f| (f.date.to_string(), f.modified)).collect();
        assert_eq!(told, [("2020-05-03".to_owned(), false), ("2021-06-04".to_owned(), true)]);
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
