//! Page labels: what readers call pages, as the pages themselves do (ISO 32000-1 §12.4.2).

use lopdf::{Dictionary, Object, dictionary};
use offprint_typeset::roman;

use crate::string::text;

/// How the numbers of a range of pages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Decimal,
    LowerRoman,
    UpperRoman,
}

/// A label: what stands before the number, and the number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Label<'a> {
    prefix: &'a str,
    number: Option<(Numbers, u32)>,
}

/// The number tree of labels that go on as long as they count on.
pub(crate) fn page_labels<'a>(labels: impl Iterator<Item = &'a str>) -> Dictionary {
    let mut numbers: Vec<Object> = Vec::new();
    let mut last: Option<Label<'_>> = None;
    for (page, label) in (0_i64..).zip(labels) {
        let label = read(label, last.as_ref());
        let goes_on = match (&last, &label) {
            (
                Some(Label { prefix, number: Some((kind, before)) }),
                Label { prefix: own, number: Some((same, number)) },
            ) => prefix == own && kind == same && before.checked_add(1) == Some(*number),
            _ => false,
        };
        if !goes_on {
            let mut range = Dictionary::new();
            if let Some((kind, first)) = label.number {
                let style = match kind {
                    Numbers::Decimal => "D",
                    Numbers::LowerRoman => "r",
                    Numbers::UpperRoman => "R",
                };
                range.set("S", style);
                if first != 1 {
                    range.set("St", i64::from(first));
                }
            }
            if !label.prefix.is_empty() {
                range.set("P", text(label.prefix));
            }
            numbers.push(page.into());
            numbers.push(Object::Dictionary(range));
        }
        last = Some(label);
    }
    dictionary! { "Nums" => numbers }
}

/// A label parted into prefix and number. Letters that are a Roman number are one, unless they stand in a word.
fn read<'a>(label: &'a str, before: Option<&Label<'_>>) -> Label<'a> {
    let parted = |digits: &dyn Fn(char) -> bool, kind: Numbers| {
        let prefix = label.trim_end_matches(digits);
        let figures = label.strip_prefix(prefix).filter(|figures| !figures.is_empty())?;
        let number = match kind {
            Numbers::Decimal => figures.parse().ok().filter(|_| !figures.starts_with('0'))?,
            Numbers::LowerRoman => value_of(figures)?,
            Numbers::UpperRoman => value_of(&figures.to_ascii_lowercase())?,
        };
        let in_word = kind != Numbers::Decimal && prefix.ends_with(char::is_alphanumeric);
        (number > 0 && !in_word).then_some(Label { prefix, number: Some((kind, number)) })
    };
    let ways = [
        parted(&|c: char| c.is_ascii_digit(), Numbers::Decimal),
        parted(&|c: char| "ivxlcdm".contains(c), Numbers::LowerRoman),
        parted(&|c: char| "IVXLCDM".contains(c), Numbers::UpperRoman),
    ];
    let kind = |label: &Label<'_>| label.number.map(|(kind, _)| kind);
    let as_before = ways.iter().flatten().find(|way| before.is_some_and(|before| kind(before) == kind(way)));
    as_before
        .or_else(|| ways.iter().flatten().next())
        .cloned()
        .unwrap_or(Label { prefix: label, number: None })
}

/// The value of a Roman number as it is written today, in small letters.
fn value_of(text: &str) -> Option<u32> {
    let mut value = 0_u32;
    let mut before = 0;
    // From the end: what stands before something larger is taken away from it.
    for letter in text.chars().rev() {
        let worth = match letter {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            'd' => 500,
            'm' => 1000,
            _ => return None,
        };
        value = if worth < before { value.checked_sub(worth)? } else { value.checked_add(worth)? };
        before = worth;
    }
    let written = roman(usize::try_from(value).ok()?);
    (value > 0 && written == text).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(labels: &[&str]) -> Vec<(i64, String)> {
        let tree = page_labels(labels.iter().copied());
        let numbers = tree.get(b"Nums").and_then(Object::as_array).unwrap();
        let pairs = numbers.chunks(2);
        pairs
            .map(|pair| {
                let range = pair[1].as_dict().unwrap();
                let style =
                    range.get(b"S").and_then(Object::as_name).map_or("", |n| std::str::from_utf8(n).unwrap());
                let start = range.get(b"St").and_then(Object::as_i64).unwrap_or(1);
                let prefix = range.get(b"P").and_then(Object::as_str).unwrap_or_default();
                (pair[0].as_i64().unwrap(), format!("{}{style}{start}", String::from_utf8_lossy(prefix)))
            })
            .collect()
    }

    #[test]
    fn labels_that_count_on_are_one_range() {
        let expected =
            |all: &[(i64, &str)]| all.iter().map(|(p, t)| (*p, (*t).to_owned())).collect::<Vec<_>>();
        assert_eq!(said(&["1", "2", "3"]), expected(&[(0, "D1")]));
        assert_eq!(said(&["i", "ii", "iii", "iv", "1", "2"]), expected(&[(0, "r1"), (4, "D1")]));
        assert_eq!(said(&["A-1", "A-2", "B-1"]), expected(&[(0, "A-D1"), (2, "B-D1")]));
        assert_eq!(said(&["7", "8", "8", "IX"]), expected(&[(0, "D7"), (2, "D8"), (3, "R9")]));
        assert_eq!(
            said(&["cover", "mild", "", "007"]),
            expected(&[(0, "cover1"), (1, "mild1"), (2, "1"), (3, "0071")])
        );
    }
}
