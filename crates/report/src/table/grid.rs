//! Rows with aligned columns.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use super::cell::{cut, plain};

/// A column.
pub(crate) struct Column {
    head: &'static str,
    is_number: bool,
}

/// A column of text.
pub(crate) const fn text(head: &'static str) -> Column {
    Column { head, is_number: false }
}

/// A column of numbers, which end below each other.
pub(crate) const fn number(head: &'static str) -> Column {
    Column { head, is_number: true }
}

/// Rows with aligned columns. All are held until they are written: for lists that are bounded.
pub(crate) struct Grid {
    columns: Vec<Column>,
    rows: Vec<Row>,
}

struct Row {
    cells: Vec<String>,
    /// Lines that stand below it, further in.
    below: Vec<String>,
}

/// Columns between columns, and before the first.
const GAP: usize = 2;
/// How far in the lines below a row stand.
const BELOW: usize = 6;
/// Columns of text are made no narrower.
const NARROWEST: usize = 8;

impl Grid {
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub fn row(&mut self, cells: Vec<String>) {
        self.row_with(cells, Vec::new());
    }

    /// A row with lines below it.
    pub fn row_with(&mut self, cells: Vec<String>, below: Vec<String>) {
        let cells = cells.iter().map(|cell| plain(cell)).collect();
        let below = below.iter().map(|line| plain(line)).filter(|line| !line.is_empty()).collect();
        self.rows.push(Row { cells, below });
    }

    /// Writes the rows under a heading; where there are none, what `none` says.
    pub fn write(&self, heading: &str, none: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "\n{heading}")?;
        if self.rows.is_empty() {
            return writeln!(out, "  {none}");
        }
        let widths = self.widths(width);
        if self.columns.iter().any(|column| !column.head.is_empty()) {
            self.line(self.columns.iter().map(|column| column.head), &widths, out)?;
        }
        for row in &self.rows {
            self.line(row.cells.iter().map(String::as_str), &widths, out)?;
            for line in &row.below {
                writeln!(out, "{:BELOW$}{}", "", cut(line, width.saturating_sub(BELOW)))?;
            }
        }
        Ok(())
    }

    /// As wide as what is in them, and the widest of text narrower where that is too much.
    fn widths(&self, width: usize) -> Vec<usize> {
        let cell = |row: &Row, index: usize| row.cells.get(index).map_or(0, |cell| cell.width());
        let mut widths: Vec<usize> = self
            .columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                self.rows.iter().map(|row| cell(row, index)).max().unwrap_or(0).max(column.head.width())
            })
            .collect();
        let room = width.saturating_sub(GAP * widths.len());
        loop {
            let over = widths.iter().sum::<usize>().saturating_sub(room);
            let widest = widths
                .iter_mut()
                .zip(&self.columns)
                .filter(|(width, column)| !column.is_number && **width > NARROWEST)
                .map(|(width, _)| width)
                .max_by_key(|width| **width);
            match widest {
                Some(widest) if over > 0 => *widest -= 1,
                _ => return widths,
            }
        }
    }

    fn line<'a>(
        &self,
        cells: impl Iterator<Item = &'a str>,
        widths: &[usize],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut line = String::new();
        for ((cell, column), width) in cells.zip(&self.columns).zip(widths) {
            let cell = if column.is_number { cell.to_owned() } else { cut(cell, *width) };
            let fill = " ".repeat(width.saturating_sub(cell.width()));
            line.push_str(&" ".repeat(GAP));
            let parts = if column.is_number { [fill, cell] } else { [cell, fill] };
            parts.iter().for_each(|part| line.push_str(part));
        }
        writeln!(out, "{}", line.trim_end())
    }
}
