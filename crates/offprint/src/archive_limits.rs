//! The limits of reading archives by their names, as [`crate::limits()`] has those of a page.

use offprint_archive::Limits;

use crate::limits::{Limit, LimitError, LimitUnit, from_size, to_size, value_of};

/// A row of the table.
struct Row {
    name: &'static str,
    unit: LimitUnit,
    what: &'static str,
    get: fn(&Limits) -> Option<u64>,
    set: fn(&mut Limits, u64),
}

const ROWS: [Row; 6] = [
    Row {
        name: "max_bytes",
        unit: LimitUnit::Bytes,
        what: "A page of an archive after its encodings are undone, and what must be held in memory to read others: a message, a \
               zip within a zip. A larger one fails, and the next is read.",
        get: |of| from_size(of.max_bytes),
        set: |of, value| of.max_bytes = to_size(value),
    },
    Row {
        name: "max_header_bytes",
        unit: LimitUnit::Bytes,
        what: "The head of a record (WARC, HTTP, MIME). A record with a larger one fails, and the next is looked for.",
        get: |of| from_size(of.max_header_bytes),
        set: |of, value| of.max_header_bytes = to_size(value),
    },
    Row {
        name: "max_inflated_bytes",
        unit: LimitUnit::Bytes,
        what: "What one record of an archive is inflated to, also where it is only passed over. What is larger is left at that, and \
               the next record looked for; in a file that is compressed as a whole there is no way to it, and a row says so.",
        get: |of| Some(of.max_inflated_bytes),
        set: |of, value| of.max_inflated_bytes = value,
    },
    Row {
        name: "max_entries",
        unit: LimitUnit::Count("entries"),
        what: "Files of a zip or tar by its directory, and of a folder. Of more none is read.",
        get: |of| from_size(of.max_entries),
        set: |of, value| of.max_entries = to_size(value),
    },
    Row {
        name: "max_nesting",
        unit: LimitUnit::Count("levels"),
        what: "Archives in archives and folders in folders. What is deeper fails.",
        get: |of| from_size(of.max_nesting),
        set: |of, value| of.max_nesting = to_size(value),
    },
    Row {
        name: "max_indexed",
        unit: LimitUnit::Count("records"),
        what: "Records of a file whose places are remembered for pictures and revisits, some 40 bytes each. Pictures and originals \
               beyond are not found.",
        get: |of| from_size(of.max_indexed),
        set: |of, value| of.max_indexed = to_size(value),
    },
];

/// All limits of reading archives. Feature `archive`.
pub fn archive_limits() -> Vec<Limit> {
    let limits = Limits::default();
    ROWS.iter()
        .map(|row| Limit { name: row.name, default: (row.get)(&limits), unit: row.unit, what: row.what })
        .collect()
}

/// Sets a limit of reading archives by its name, as [`crate::set_limit`] does. Feature `archive`.
///
/// # Errors
/// [`LimitError`] where there is no such limit, or the value says nothing.
pub fn set_archive_limit(name: &str, value: &str, limits: &mut Limits) -> Result<(), LimitError> {
    let Some(row) = ROWS.iter().find(|row| row.name == name) else {
        let known = ROWS.map(|row| row.name).join(", ");
        return Err(LimitError::Unknown { name: name.to_owned(), known });
    };
    (row.set)(limits, value_of(name, value, row.unit)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A limit that is added to the archives and not to the table does not compile here.
    #[test]
    fn each_limit_sets_its_own_field() {
        let mut limits = Limits::default();
        for (row, number) in ROWS.iter().zip(3_u64..) {
            set_archive_limit(row.name, &number.to_string(), &mut limits).unwrap();
        }
        let Limits { max_bytes, max_header_bytes, max_inflated_bytes, max_entries, max_nesting, max_indexed } =
            limits;
        assert_eq!((max_bytes, max_header_bytes, max_inflated_bytes), (3, 4, 5));
        assert_eq!((max_entries, max_nesting, max_indexed), (6, 7, 8));
        assert!(matches!(
            set_archive_limit("max_size", "1", &mut limits.clone()),
            Err(LimitError::Unknown { .. })
        ));
    }

    /// `docs/limits.md` has a row for each limit, in order, with its default and what it bounds.
    #[test]
    fn the_page_of_limits_says_the_same() {
        let page = include_str!("../../../docs/limits.md");
        let (_, page) = page.split_once("## Archives").unwrap();
        let rows: Vec<String> = archive_limits()
            .iter()
            .map(|l| format!("| `{}` | {} | {} | {} |", l.name, l.default_in_words(), l.unit, l.what))
            .collect();
        let written: Vec<&str> = page.lines().filter(|line| line.starts_with("| `max_")).collect();
        assert_eq!(written, rows, "docs/limits.md is to have:\n{}", rows.join("\n"));
    }
}
