//! Data tables (HTML §4.9).

use offprint_model::{Block, Scope, Table, TableCell, TableRow};

use super::Converter;
use crate::tag::Tag;

/// Widest span that is taken at its word. HTML allows 1000 columns; a page that asks for more means “all”.
const WIDEST_SPAN: u16 = 1000;

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
