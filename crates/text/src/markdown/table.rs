//! Tables of GitHub Flavored Markdown. They know no spans: a cell that spans leaves the places after it empty.

use offprint_model::{Block, Table, TableCell, block_text};

use super::escape::escape;
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
    let mut parts = Vec::new();
    lines(&cell.blocks, Place { table: true, ..place }, &mut parts);
    parts.join("<br>")
}

/// A cell holds one line: paragraphs and items become parts of it, other blocks but their words.
fn lines(blocks: &[Block], place: Place<'_>, out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(inlines(&paragraph.content, place)),
            Block::Heading(heading) => out.push(inlines(&heading.content, place)),
            Block::List(list) => list.items.iter().for_each(|item| lines(&item.blocks, place, out)),
            Block::Quotation(quotation) => lines(&quotation.blocks, place, out),
            other => {
                out.extend(block_text(std::slice::from_ref(other)).lines().map(|line| escape(line, true)))
            }
        }
    }
    out.retain(|part| !part.trim().is_empty());
}
