//! Data tables (HTML §4.9).

use offprint_model::{Block, Scope, Table, TableCell, TableRow};

use super::Converter;
use crate::tag::Tag;

/// Widest span that is taken at its word. HTML allows 1000 columns; a page that asks for more means “all”.
const WIDEST_SPAN: u16 = 1000;
/// Places of a table's grid for each cell in it, and beside that as many as a large table has, before its spans are taken for
/// nonsense: a page of three thousand cells that span a thousand columns and all rows below comes to some 10¹⁰ places.
const PLACES_A_CELL: usize = 8;
const PLACES_BESIDE: usize = 200_000;

impl Converter<'_> {
    pub(super) fn table(&mut self, row: usize, depth: usize, out: &mut Vec<Block>) {
        let page = self.page;
        let mut table = Table { attributes: self.attributes(row), ..Table::default() };
        let mut heads_only = true;
        let rows: Vec<usize> = page.subtree(row).skip(1).filter(|index| !self.is_gone(*index)).collect();
        for index in rows {
            match page.tag(index) {
                Tag::Caption => table.caption = self.inlines(index + 1..page.row(index).end),
                Tag::Tr if self.shows(index) => {
                    let cells = self.cells(index, depth);
                    let in_head = page.closest(index, row, |at| page.tag(at) == Tag::Thead).is_some()
                        || !cells.is_empty() && cells.iter().all(|cell| cell.header == Some(Scope::Column));
                    if cells.is_empty() {
                        continue;
                    }
                    if in_head && heads_only {
                        table.head_rows += 1;
                    } else {
                        heads_only = false;
                    }
                    table.rows.push(TableRow { cells });
                }
                _ => {}
            }
        }
        let height = table.rows.len();
        // A head of all rows is none: cells that are all headers are a table of labels.
        if table.head_rows == height && height > 1 {
            table.head_rows = 1;
        }
        // A row of several header cells below the head names the rows beside it.
        let head_rows = table.head_rows;
        for (index, row) in table.rows.iter_mut().enumerate() {
            for cell in &mut row.cells {
                let left = u16::try_from(height - index).unwrap_or(u16::MAX);
                cell.rowspan = cell.rowspan.min(left);
                if index >= head_rows && cell.header == Some(Scope::Column) && head_rows > 0 {
                    cell.header = Some(Scope::Row);
                }
            }
        }
        bound_spans(&mut table);
        if table.columns() == 0
            || table.rows.iter().flat_map(|row| &row.cells).all(|cell| cell.blocks.is_empty())
        {
            return;
        }
        // One column is no table but what stands in it.
        if table.columns() == 1 && table.caption.is_empty() {
            out.extend(table.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| cell.blocks));
            return;
        }
        out.push(Block::Table(table));
    }

    fn cells(&mut self, row: usize, depth: usize) -> Vec<TableCell> {
        let page = self.page;
        let children: Vec<usize> = page.children(row).filter(|child| !self.is_gone(*child)).collect();
        let only_headers = children.iter().all(|child| page.tag(*child) != Tag::Td);
        let mut cells = Vec::new();
        for child in children {
            let tag = page.tag(child);
            if !matches!(tag, Tag::Td | Tag::Th) || !self.shows(child) {
                continue;
            }
            let header = match (tag, page.attribute(child, "scope")) {
                (Tag::Th, Some("row" | "rowgroup")) => Some(Scope::Row),
                (Tag::Th, Some("col" | "colgroup")) => Some(Scope::Column),
                (Tag::Th, _) if only_headers => Some(Scope::Column),
                (Tag::Th, _) => Some(Scope::Row),
                _ => None,
            };
            let span = |name: &str| {
                page.attribute(child, name)
                    .and_then(|value| value.trim().parse::<u64>().ok())
                    .map_or(1, |n| u16::try_from(n).unwrap_or(u16::MAX).clamp(1, WIDEST_SPAN))
            };
            let blocks = self.children(child, depth + 1);
            cells.push(TableCell { blocks, header, colspan: span("colspan"), rowspan: span("rowspan") });
        }
        cells
    }
}

/// Takes the spans away from a table that comes to far more places than cells.
fn bound_spans(table: &mut Table) {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let most = cells().count().saturating_mul(PLACES_A_CELL).saturating_add(PLACES_BESIDE);
    let covered: usize =
        cells().map(|cell| usize::from(cell.colspan).saturating_mul(usize::from(cell.rowspan))).sum();
    // The columns are only counted where that takes no longer than there are places.
    if covered <= most && table.columns().saturating_mul(table.rows.len()) <= most {
        return;
    }
    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
        (cell.colspan, cell.rowspan) = (1, 1);
    }
}

#[cfg(test)]
mod tests {
    use offprint_model::{Table, TableCell, TableRow};

    use super::bound_spans;

    fn row(spans: &[(u16, u16)]) -> TableRow {
        let cell = |(colspan, rowspan): &(u16, u16)| TableCell {
            colspan: *colspan,
            rowspan: *rowspan,
            ..TableCell::default()
        };
        TableRow { cells: spans.iter().map(cell).collect() }
    }

    fn bounded(rows: Vec<TableRow>) -> Table {
        let mut table = Table { rows, ..Table::default() };
        bound_spans(&mut table);
        table
    }

    #[test]
    fn spans_without_end_are_none() {
        let wide = bounded(vec![row(&[(1000, 2000), (1, 1)]); 2_000]);
        assert_eq!(wide.columns(), 2);
        let mut rows = vec![row(&[(1000, 1)])];
        rows.extend(vec![row(&[(1, 1), (1, 1)]); 2_000]);
        assert_eq!(bounded(rows).columns(), 2);
    }

    #[test]
    fn spans_of_tables_stay() {
        let rows = vec![row(&[(1000, 1)]), row(&[(1, 2), (1, 1)]), row(&[(1, 1)])];
        assert_eq!(bounded(rows.clone()).rows, rows);
        let large = vec![row(&[(2, 1), (1, 1)]); 5_000];
        assert_eq!(bounded(large.clone()).rows, large);
    }
}
