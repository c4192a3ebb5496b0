//! Tables as aligned columns; where they are too wide, a row a paragraph with the column's title before each cell.

use unicode_width::UnicodeWidthStr as _;

/// Draws a table of cells that are lines of text. `head` rows at the top are underlined.
pub(crate) fn draw(rows: &[Vec<String>], head: usize, width: Option<usize>) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let total: usize = widths.iter().sum::<usize>() + columns.saturating_sub(1) * 3;
    if width.is_some_and(|width| total > width) {
        return as_records(rows, head);
    }
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = widths
            .iter()
            .enumerate()
            .map(|(column, width)| {
                let cell = row.get(column).map(String::as_str).unwrap_or_default();
                format!("{cell}{}", " ".repeat(width.saturating_sub(cell.width())))
            })
            .collect();
        lines.push(cells.join(" | ").trim_end().to_owned());
        if head > 0 && index + 1 == head {
            lines.push(widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("-+-"));
        }
    }
    lines
}

fn as_records(rows: &[Vec<String>], head: usize) -> Vec<String> {
    let titles = rows.get(head.saturating_sub(1)).filter(|_| head > 0);
    let mut lines = Vec::new();
    for row in rows.iter().skip(head) {
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let title = titles.and_then(|titles| titles.get(column)).filter(|title| !title.is_empty());
            lines.push(title.map_or_else(|| cell.clone(), |title| format!("{title}: {cell}")));
        }
        lines.push(String::new());
    }
    lines.pop();
    lines
}
