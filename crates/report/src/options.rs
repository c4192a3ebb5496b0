//! What a report for people shows.

/// What a report for people shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Times and runs too. Without them two ledgers of the same work give the same bytes.
    pub timings: bool,
    /// Most rows of a table.
    pub rows: usize,
    /// Columns of the terminal, at least 60 of them ([`crate::table`]).
    pub width: usize,
    /// The way from the report's folder to that of the outputs, with `/` between the names: empty where they are the same,
    /// `books`, `../out`. None where no links are wanted ([`crate::html`]).
    pub outputs: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { timings: false, rows: 20, width: 96, outputs: None }
    }
}

impl Options {
    /// For SQL.
    pub(crate) fn limit(&self) -> i64 {
        i64::try_from(self.rows).unwrap_or(i64::MAX)
    }
}
