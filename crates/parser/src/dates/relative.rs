//! Dates told by how far they lie back: “3 days ago”, “vor 2 Stunden”, “gestern”. They mean something only where the day
//! on which the page was saved is known; what they do not tell is left out: “2 months ago” is a month, “a year ago” a year.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use offprint_model::PartialDate;

use super::words::{Unit, WORDS};

/// No such text is longer, in characters.
const LONGEST: usize = 60;

/// The day that a short text means if it was true on `captured`.
pub(crate) fn relative(text: &str, captured: PartialDate) -> Option<PartialDate> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let lower = text.to_lowercase().replace('’', "'");
    let words = words(&lower);
    let saved = civil(captured)?;
    let relative = &WORDS.relative;
    let joined = words.join(" ");
    let is = |phrases: &[&str]| phrases.iter().any(|phrase| has_phrase(&joined, phrase));
    // Of other words there may be few: “Updated 3 days ago by Ann Poe” is a line about the article, a sentence is not.
    if let Some((count, unit, used)) = amount(&words) {
        let says_so = is(relative.before) || is(relative.after);
        if !says_so || words.len() > used + MOST_OTHERS {
            return None;
        }
        return back(saved, count, unit);
    }
    if words.len() > 1 + MOST_OTHERS {
        return None;
    }
    if is(relative.yesterday) {
        back(saved, 1, Unit::Days)
    } else if is(relative.today) {
        back(saved, 0, Unit::Days)
    } else {
        None
    }
}

/// Other words beside the amount: “ago”, “Published”, “il y a”.
const MOST_OTHERS: usize = 4;

/// Words, numbers parted from the letters that follow them: “3h” and “3日前” are two each.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut digits = false;
    let mut fresh = true;
    for c in text.chars() {
        if !c.is_alphanumeric() && c != '\'' && !super::written::is_mark(c) {
            fresh = true;
            continue;
        }
        if fresh || c.is_numeric() != digits {
            out.push(String::new());
        }
        digits = c.is_numeric();
        fresh = false;
        if let Some(last) = out.last_mut() {
            last.push(super::written::digit(c).unwrap_or(c));
        }
    }
    out
}

/// The first number with a unit after it, and how many words they take; a unit after a word for “ago” is one (“il y a un an”).
fn amount(words: &[String]) -> Option<(i64, Unit, usize)> {
    for (at, word) in words.iter().enumerate() {
        let Ok(count) = word.parse::<i64>() else { continue };
        let unit = words.get(at + 1).and_then(|unit| unit_of(unit))?;
        return (count < 1_000).then_some((count, unit, 2));
    }
    // “a day ago”, “il y a un an”, “קודם שעה”: one.
    let unit = words.iter().find_map(|word| unit_of(word))?;
    Some((1, unit, 1))
}

/// What unit a word is, or begins with where a script puts “ago” right behind it: “日前”.
fn unit_of(word: &str) -> Option<Unit> {
    let units = &WORDS.relative.units;
    units.get(word).copied().or_else(|| {
        let wide = word.chars().next().is_some_and(crate::wide::is_wide);
        units
            .iter()
            .filter(|(unit, _)| wide && word.starts_with(unit))
            .max_by_key(|(unit, _)| unit.len())
            .map(|(_, unit)| *unit)
    })
}

fn has_phrase(joined: &str, phrase: &str) -> bool {
    let wide = phrase.chars().any(crate::wide::is_wide);
    wide && joined.contains(phrase) || format!(" {joined} ").contains(&format!(" {phrase} "))
}

fn back(saved: Date, count: i64, unit: Unit) -> Option<PartialDate> {
    let span: Span = match unit {
        Unit::Minutes => count.minutes(),
        Unit::Hours => count.hours(),
        Unit::Days => count.days(),
        Unit::Weeks => count.weeks(),
        Unit::Months => count.months(),
        Unit::Years => count.years(),
    };
    // Hours count from noon: which day “20 hours ago” was cannot be known nearer.
    let day = saved.at(12, 0, 0, 0).checked_sub(span).ok()?.date();
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    match unit {
        Unit::Years => PartialDate::from_year(year).ok(),
        Unit::Months => PartialDate::from_month(year, month).ok(),
        _ => PartialDate::from_day(year, month, u8::try_from(day.day()).ok()?).ok(),
    }
}

fn civil(date: PartialDate) -> Option<Date> {
    let (month, day) = (i8::try_from(date.month()?).ok()?, i8::try_from(date.day()?).ok()?);
    Date::new(i16::try_from(date.year()).ok()?, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_back_in_every_language() {
        let saved: PartialDate = "2024-03-10".parse().unwrap();
        for (text, expected) in [
            ("3 days ago", "2024-03-07"),
            ("Published 3 days ago", "2024-03-07"),
            ("Yesterday", "2024-03-09"),
            ("5 minutes ago", "2024-03-10"),
            ("2 months ago", "2024-01"),
            ("4 years ago", "2020"),
            ("a week ago", "2024-03-03"),
            ("vor 3 Tagen", "2024-03-07"),
            ("gestern", "2024-03-09"),
            ("il y a 3 jours", "2024-03-07"),
            ("hace 3 días", "2024-03-07"),
            ("há 3 dias", "2024-03-07"),
            ("3 giorni fa", "2024-03-07"),
            ("3 dagen geleden", "2024-03-07"),
            ("3 dni temu", "2024-03-07"),
            ("för 3 dagar sedan", "2024-03-07"),
            ("3 дня назад", "2024-03-07"),
            ("3 дні тому", "2024-03-07"),
            ("3 gün önce", "2024-03-07"),
            ("منذ 3 أيام", "2024-03-07"),
            ("לפני 3 ימים", "2024-03-07"),
            ("۳ روز پیش", "2024-03-07"),
            ("3日前", "2024-03-07"),
            ("3天前", "2024-03-07"),
            ("3일 전", "2024-03-07"),
            ("3 दिन पहले", "2024-03-07"),
        ] {
            let found = relative(text, saved).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn leaves_other_texts_alone() {
        let saved: PartialDate = "2024-03-10".parse().unwrap();
        for text in [
            "3 days",
            "5 min read",
            "Yesterday the river came over its banks again",
            "12 comments",
            "In 3 days the bridge opens again",
        ] {
            assert_eq!(relative(text, saved), None, "{text}");
        }
    }
}
