//! Columns of figures in tables: they read best one under the other, at the right.

use crate::{Block, Table, TableCell, block_text};

/// Cells of figures that make a column one of figures; one alone says nothing of its column.
const FEWEST: usize = 2;

impl TableCell {
    /// Whether a number stands in the cell, with its sign, unit of money or per cent: `−1,250.5 %`. A range, a date or
    /// several numbers are none.
    pub fn is_figure(&self) -> bool {
        is_figure(block_text(&self.blocks).trim())
    }

    /// Whether nothing stands in the cell, or a dash for nothing.
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block, Block::Paragraph(_)))
            && matches!(block_text(&self.blocks).trim(), "" | "–" | "—" | "-")
    }
}

impl Table {
    /// For each column whether figures stand in it and nothing else, below the head.
    pub fn figure_columns(&self) -> Vec<bool> {
        let mut counts: Vec<Option<usize>> = vec![Some(0); self.columns()];
        // For each column, how many rows a cell from above still covers.
        let mut covered: Vec<usize> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let mut column = 0;
            let mut next: Vec<usize> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
            for cell in &row.cells {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let across = usize::from(cell.colspan.max(1));
                if index >= self.head_rows
                    && across == 1
                    && !cell.is_empty()
                    && let Some(count) = counts.get_mut(column)
                {
                    *count = count.filter(|_| cell.is_figure()).map(|count| count + 1);
                }
                if next.len() < column + across {
                    next.resize(column + across, 0);
                }
                let down = usize::from(cell.rowspan.max(1)) - 1;
                next.iter_mut().skip(column).take(across).for_each(|rows| *rows = down);
                column += across;
            }
            covered = next;
        }
        counts.into_iter().map(|count| count.is_some_and(|count| count >= FEWEST)).collect()
    }
}

fn is_figure(text: &str) -> bool {
    let bare = text.trim_start_matches(|c: char| matches!(c, '(' | '~' | '±') || is_sign(c) || is_unit(c));
    let bare = bare.trim_start().trim_end_matches(|c: char| matches!(c, ')' | '*') || is_unit(c)).trim_end();
    bare.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && bare.ends_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || is_separator(c))
}

fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '−' | '–' | '<' | '>' | '≤' | '≥')
}

fn is_unit(c: char) -> bool {
    matches!(c, '%' | '‰' | '$' | '€' | '£' | '¥')
}

/// What stands between groups of digits and before decimals.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Inline, Paragraph, TableRow};

    #[test]
    fn figures_are_told_from_words_dates_and_ranges() {
        for figure in ["7", "9,800", "1 250,5 %", "−3.2", "$1,000", "(12)", "12%", ".5", "1’000"] {
            assert!(is_figure(figure), "{figure}");
        }
        for other in ["", "n/a", "12 May", "3–4", "2020-01-14", "5 km", "A1", "%", "10:30"] {
            assert!(!is_figure(other), "{other}");
        }
    }

    #[test]
    fn a_column_is_one_of_figures_if_all_its_cells_are() {
        let cell = |text: &str| TableCell {
            blocks: vec![Paragraph { content: vec![Inline::text(text)], ..Default::default() }.into()],
            ..TableCell::default()
        };
        let rows = [["Boat", "Crew", "Note"], ["One", "7", "1"], ["Two", "—", "2"], ["Three", "12", "see 1"]];
        let rows: Vec<TableRow> =
            rows.iter().map(|row| TableRow { cells: row.iter().map(|text| cell(text)).collect() }).collect();
        let table = Table { rows, head_rows: 1, ..Table::default() };
        assert_eq!(table.figure_columns(), [false, true, false]);
    }
}
