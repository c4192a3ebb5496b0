//! The day in the address of an article: `/2018/07/02/tiny-houses`, for pages that tell none elsewhere.

use offprint_model::{Field, PartialDate};

use super::{Candidate, Value};

/// Weaker than anything that the page says.
const WEIGHT: f32 = 0.15;

/// Reads the day in the page's addresses, the caller's first.
pub(crate) fn read(given: Option<&str>, known: &[Candidate]) -> Option<Candidate> {
    let told = known.iter().filter(|c| c.field == Field::Url).map(|c| c.value.text());
    let date = given.map(str::to_owned).into_iter().chain(told).find_map(|address| day_in(&address))?;
    Some(Candidate {
        field: Field::Published,
        value: Value::Date(date),
        reader: "address",
        weight: WEIGHT,
        path: None,
    })
}

/// Three folders that are year, month and day, or one that begins with them: `2018/07/02`, `2018-07-02-tiny-houses`.
fn day_in(address: &str) -> Option<PartialDate> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let folders: Vec<&str> = path.split('/').skip(1).collect();
    let day = |year: &str, month: &str, day: &str| {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let right = year.len() == 4 && (1..=2).contains(&month.len()) && (1..=2).contains(&day.len());
        if !right || !digits(year) || !digits(month) || !digits(day) {
            return None;
        }
        let year: u16 = year.parse().ok().filter(|year| (1990..=2100).contains(year))?;
        PartialDate::from_day(year, month.parse().ok()?, day.parse().ok()?).ok()
    };
    let apart = folders.windows(3).find_map(|three| match three {
        [y, m, d] => day(y, m, d),
        _ => None,
    });
    apart.or_else(|| {
        folders.iter().find_map(|folder| {
            let mut parts = folder.splitn(4, '-');
            day(parts.next()?, parts.next()?, parts.next()?)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_in_addresses() {
        let day = |address: &str| day_in(address).map(|date| date.to_string());
        assert_eq!(day("https://example.org/2018/07/02/tiny-houses/").as_deref(), Some("2018-07-02"));
        assert_eq!(day("https://example.org/blog/2018-07-02-tiny-houses").as_deref(), Some("2018-07-02"));
        for address in
            ["https://example.org/2018/07/tiny", "https://example.org/p/2018", "https://example.org/1/2/3"]
        {
            assert_eq!(day(address), None, "{address}");
        }
    }
}
