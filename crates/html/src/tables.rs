//! Tables.

use offprint_model::{Block, Paragraph, Scope, Table, TableCell, TableRow};

use crate::inlines::{is_blank, says_something};
use crate::writer::{Within, Writer};

/// Tables of so many columns are seldom narrower than a telephone.
const WIDE_TABLE: usize = 5;

impl Writer<'_> {
    /// A table. Row groups end at the head, so spans that would reach from the head into the body are cut.
    pub(crate) fn table(&mut self, table: &Table) {
        // A box of its own lets a wide table scroll without the page.
        let wide = table.columns() >= WIDE_TABLE;
        let wrapper =
            self.markup.tag("div").with("class", if wide { "table wide" } else { "table" }).scrolls(wide);
        self.markup.open(wrapper);
        let tag = self.tag_of("table", &table.attributes);
        self.markup.open(tag);
        self.markup.line();
        if !is_blank(&table.caption) {
            self.markup.start("caption");
            self.inlines(&table.caption);
            self.markup.close("caption");
            self.markup.line();
        }
        let figures = table.figure_columns();
        let (head, body) = table.rows.split_at(table.head_rows.min(table.rows.len()));
        for (name, rows) in [("thead", head), ("tbody", body)] {
            if rows.is_empty() {
                continue;
            }
            self.markup.start(name);
            self.markup.line();
            self.rows(rows, &figures);
            self.markup.close(name);
            self.markup.line();
        }
        self.markup.close("table");
        self.markup.close("div");
    }

    fn rows(&mut self, rows: &[TableRow], figures: &[bool]) {
        // For each column, how many rows a cell from above still covers.
        let mut covered: Vec<usize> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            self.markup.start("tr");
            let mut column = 0;
            let mut next: Vec<usize> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
            for cell in &row.cells {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                // HTML allows 1000 columns (§4.9.11). A cell that would lie over one from above is cut.
                let wanted = usize::from(cell.colspan).clamp(1, 1000);
                let free = (column..column + wanted)
                    .take_while(|at| covered.get(*at).is_none_or(|rows| *rows == 0))
                    .count()
                    .max(1);
                let down = usize::from(cell.rowspan).clamp(1, rows.len() - index);
                if next.len() < column + free {
                    next.resize(column + free, 0);
                }
                next.iter_mut().skip(column).take(free).for_each(|rows| *rows = down - 1);
                let of_figures = free == 1 && figures.get(column) == Some(&true);
                column += free;
                self.cell(cell, free, down, of_figures);
            }
            covered = next;
            self.markup.close("tr");
            self.markup.line();
        }
    }

    fn cell(&mut self, cell: &TableCell, across: usize, down: usize, of_figures: bool) {
        // A header without words, the corner of most tables, names nothing: as a header it would be read out as nothing.
        let header = cell.header.filter(|_| has_words(&cell.blocks));
        let name = if header.is_some() { "th" } else { "td" };
        // A header over several columns is the header of the group (§4.9.10).
        let scope = header.map(|scope| match (scope, across, down) {
            (Scope::Column, 1, _) => "col",
            (Scope::Column, _, _) => "colgroup",
            (Scope::Row, _, 1) => "row",
            (Scope::Row, _, _) => "rowgroup",
        });
        let (across, down) = (across.to_string(), down.to_string());
        let tag = self
            .markup
            .tag(name)
            .maybe("class", of_figures.then_some("figures"))
            .maybe("scope", scope)
            .maybe("colspan", Some(across.as_str()).filter(|count| *count != "1"))
            .maybe("rowspan", Some(down.as_str()).filter(|count| *count != "1"));
        self.markup.open(tag);
        match cell.blocks.as_slice() {
            [] => {}
            [Block::Paragraph(Paragraph { content, attributes })] if attributes.is_empty() => {
                self.inlines(content);
            }
            blocks => {
                let within =
                    Within { header_cell: header.is_some() || self.within.header_cell, ..self.within };
                self.inside(within, |writer| writer.inner_blocks(blocks));
            }
        }
        self.markup.close(name);
    }
}

/// Whether some blocks hold anything that can be read out.
fn has_words(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(Paragraph { content, .. }) => says_something(content),
        _ => true,
    })
}
