//! Tables that are too wide for a page, parted into tables of fewer columns that stand below each other. Each begins with
//! the first column, which says what its rows are; that is how printed books carry on a table of many columns.

use offprint_model::{Table, TableCell, TableRow};

use crate::table::Placed;

/// The parts of a table, each no wider than `widest` by the `widths` of its columns where that can be; one if it can't be
/// parted. A cell over columns of several parts stands in each of them.
pub(crate) fn panels(table: &Table, cells: &[Placed<'_>], widths: &[f32], widest: f32) -> Vec<Table> {
    let first = widths.first().copied().unwrap_or(0.0);
    let mut ranges = Vec::new();
    let (mut start, mut width) = (1, first);
    for (index, own) in widths.iter().enumerate().skip(1) {
        if width + own > widest && index > start {
            ranges.push(start..index);
            (start, width) = (index, first);
        }
        width += own;
    }
    ranges.push(start..widths.len());
    if ranges.len() == 1 {
        return vec![table.clone()];
    }
    ranges
        .into_iter()
        .map(|range| {
            let rows = (0..table.rows.len()).map(|row| {
                let here = cells.iter().filter(|placed| placed.row == row).filter_map(|placed| {
                    let columns = placed.column..placed.column + placed.columns;
                    let shown = columns.filter(|column| *column == 0 || range.contains(column)).count();
                    let colspan = u16::try_from(shown).ok().filter(|count| *count > 0)?;
                    let rowspan = u16::try_from(placed.rows).unwrap_or(u16::MAX);
                    let cell = placed.cell.cloned().unwrap_or_default();
                    Some(TableCell { colspan, rowspan, ..cell })
                });
                TableRow { cells: here.collect() }
            });
            Table { rows: rows.collect(), head_rows: table.head_rows, ..Table::default() }
        })
        .collect()
}
