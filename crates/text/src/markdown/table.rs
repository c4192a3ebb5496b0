//! Tables of GitHub Flavored Markdown. They know no spans: a cell that spans leaves the places after it empty.

use offprint_model::{Block, Table, TableCell, block_text};

use super::inlines::{Place, inlines};

/// The lines of a table: header, delimiters, rows. A table without a header gets an empty one, as GFM wants.
pub(crate) fn table(table: &Table, place: Place<'_>) -> Vec<String> {
    let columns = table.columns();
    if columns == 0 {
        return Vec::new();
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut covered: Vec<u16> = vec![0; columns];
    for row in &table.rows {
        let mut cells: Vec<String> = Vec::new();
        let mut next: Vec<u16> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
        for source in &row.cells {
            while covered.get(cells.len()).is_some_and(|rows| *rows > 0) {
                cells.push(String::new());
            }
            let from = cells.len();
            cells.push(cell(source, place));
            cells.extend((1..source.colspan).map(|_| String::new()));
            let below = source.rowspan.max(1) - 1;
            next.iter_mut().take(cells.len()).skip(from).for_each(|rows| *rows = below);
        }
        cells.resize(columns.max(cells.len()), String::new());
        covered = next;
        rows.push(cells);
    }
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut out = Vec::new();
    let mut body = rows.as_slice();
    match rows.split_first() {
        Some((head, rest)) if table.head_rows > 0 => {
            out.push(line(head));
            body = rest;
        }
        _ => out.push(line(&vec![String::new(); columns])),
    }
    out.push(format!("|{}", " --- |".repeat(columns)));
    out.extend(body.iter().map(|row| line(row)));
    out
}

fn cell(cell: &TableCell, place: Place<'_>) -> String {
    let place = Place { table: true, ..place };
    let parts: Vec<String> = cell
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => inlines(&paragraph.content, place),
            Block::Heading(heading) => inlines(&heading.content, place),
            // A cell holds one line: other blocks are but their words.
            other => block_text(std::slice::from_ref(other))
                .lines()
                .map(|line| super::escape::escape(line, true))
                .collect::<Vec<_>>()
                .join("<br>"),
        })
        .filter(|part| !part.trim().is_empty())
        .collect();
    parts.join("<br>").trim().to_owned()
}
