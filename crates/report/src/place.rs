//! Where a record stands, for a person.

use std::fmt;

use offprint_ledger::rusqlite::{self, Row};

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub path: String,
    pub kind: String,
    pub member: String,
    pub offset: u64,
}

impl Place {
    /// From four columns that begin at `first`: path and kind of the source, member, offset.
    pub fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            path: row.get(first)?,
            kind: row.get(first + 1)?,
            member: row.get(first + 2)?,
            offset: row.get(first + 3)?,
        })
    }
}

/// `crawl.warc.gz @1234`, `crawl.wacz!/archive/data.warc.gz @1234`, `saved/a.html`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if !self.member.is_empty() {
            f.write_str(if self.kind == "folder" { "/" } else { "!/" })?;
            f.write_str(&self.member)?;
        }
        // Files begin at 0; so does the first record of a WARC, and there it tells something.
        let is_in_file = matches!(self.kind.as_str(), "warc" | "wacz" | "cdxj");
        if self.offset > 0 || is_in_file { write!(f, " @{}", self.offset) } else { Ok(()) }
    }
}
