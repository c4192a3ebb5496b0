//! Years and days of other calendars: the eras of Japan, the Buddhist era of Thailand, the solar calendar of Iran.

use offprint_model::PartialDate;

/// The eras of Japan and the year before the first of each.
const ERAS: [(&str, u32); 4] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911)];

/// The year of an era that a word ends in: 令和2年 is 2020.
pub(super) fn year_of_era(word: &str, year: u32) -> Option<u32> {
    ERAS.iter().find(|(era, _)| word.ends_with(era)).map(|(_, before)| before + year)
}

/// Years of the Buddhist era that articles can be of: 1957 to 2057.
const BUDDHIST_YEARS: std::ops::RangeInclusive<u32> = 2500..=2600;

/// Between the Buddhist era and ours, as Thailand counts.
const BUDDHIST_AHEAD: u32 = 543;

/// The year of our count for one of the Buddhist era, written whole or, after day and month, with two digits.
pub(super) fn buddhist_year(year: u32, digits: usize, after_month: bool) -> Option<u32> {
    let whole = match digits {
        4 => year,
        2 if after_month => BUDDHIST_YEARS.start() + year,
        _ => return None,
    };
    BUDDHIST_YEARS.contains(&whole).then(|| whole - BUDDHIST_AHEAD)
}

/// Years of the Persian calendar that articles can be of.
pub(super) const SOLAR_YEARS: std::ops::RangeInclusive<u32> = 1300..=1479;

/// Days from the epoch of the count below to the beginning of the Gregorian cycle of 400 years.
const OFFSET: u32 = 355_668;

/// A day of the Persian calendar; by the cycle of 33 years, which is right from 1800 to 2256.
pub(super) fn solar(year: u32, month: u8, day: u8) -> Option<PartialDate> {
    let months = u32::from(month).checked_sub(1)?;
    let longest = if months < 6 { 31 } else { 30 };
    if months > 11 || day == 0 || u32::from(day) > longest || !SOLAR_YEARS.contains(&year) {
        return None;
    }
    let before = if months < 6 { months * 31 } else { 186 + (months - 6) * 30 };
    let year = year + 1595;
    let days = 365 * year + (year / 33) * 8 + (year % 33).div_ceil(4) + u32::from(day) + before;
    let mut days = days.checked_sub(OFFSET)?;
    let mut gregorian = 400 * (days / 146_097);
    days %= 146_097;
    if days > 36_524 {
        days -= 1;
        gregorian += 100 * (days / 36_524);
        days %= 36_524;
        if days >= 365 {
            days += 1;
        }
    }
    gregorian += 4 * (days / 1_461);
    days %= 1_461;
    if days > 365 {
        gregorian += (days - 1) / 365;
        days = (days - 1) % 365;
    }
    let leap = gregorian % 4 == 0 && gregorian % 100 != 0 || gregorian % 400 == 0;
    let lengths = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = days + 1;
    for (month, length) in (1u8..).zip(lengths) {
        if left <= length {
            return PartialDate::from_day(u16::try_from(gregorian).ok()?, month, u8::try_from(left).ok()?)
                .ok();
        }
        left -= length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts_days() {
        for (year, month, day, expected) in [
            (1399, 2, 14, "2020-05-03"),
            (1399, 12, 30, "2021-03-20"),
            (1400, 1, 1, "2021-03-21"),
            (1378, 10, 11, "2000-01-01"),
            (1402, 12, 10, "2024-02-29"),
        ] {
            assert_eq!(solar(year, month, day).map(|d| d.to_string()).as_deref(), Some(expected));
        }
        assert_eq!(solar(1399, 13, 1), None);
        assert_eq!(solar(1399, 7, 31), None);
        assert_eq!(year_of_era("令和", 2), Some(2020));
        assert_eq!(buddhist_year(2567, 4, false), Some(2024));
        assert_eq!(buddhist_year(67, 2, true), Some(2024));
        assert_eq!(buddhist_year(2024, 4, true), None);
    }
}
