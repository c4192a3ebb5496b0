//! Tables as aligned columns, their cells folded where they are too wide; where even that does not fit, a row a
//! paragraph with the column's title before each cell.

use unicode_width::UnicodeWidthStr as _;

use crate::fold::fold;

/// Columns of the terminal below which a cell is not folded: it would be a word a line.
const NARROWEST: usize = 12;
/// Between two columns: ` | `.
const BETWEEN: usize = 3;

/// Draws a table of cells that are lines of text. `head` rows at the top are underlined; `figures` tells the columns
/// that stand at the right.
pub(crate) fn draw(rows: &[Vec<String>], head: usize, figures: &[bool], width: Option<usize>) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize, measure: &dyn Fn(&str) -> usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| measure(cell)).max().unwrap_or(0)
    };
    let wanted: Vec<usize> = (0..columns).map(|column| widest(column, &|cell| cell.width())).collect();
    let longest_word = |cell: &str| cell.split(' ').map(|word| word.width()).max().unwrap_or(0);
    let needed: Vec<usize> = wanted
        .iter()
        .enumerate()
        .map(|(column, wanted)| widest(column, &longest_word).max(NARROWEST).min(*wanted))
        .collect();
    let room = width.map(|width| width.saturating_sub(columns.saturating_sub(1) * BETWEEN));
    let Some(widths) = fitted(wanted, &needed, room) else { return as_records(rows, head) };
    let rule = || widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("-+-");
    let folded: Vec<Vec<Vec<String>>> = rows
        .iter()
        .map(|row| {
            let cell = |column: usize| row.get(column).map(String::as_str).unwrap_or_default();
            widths.iter().enumerate().map(|(column, width)| fold(cell(column), Some(*width))).collect()
        })
        .collect();
    // Rows of several lines need something between them.
    let ruled = folded.iter().skip(head).flatten().any(|cell| cell.len() > 1);
    let mut lines = Vec::new();
    for (index, row) in folded.iter().enumerate() {
        for line in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
            let cells: Vec<String> = widths
                .iter()
                .zip(row)
                .enumerate()
                .map(|(column, (width, cell))| {
                    let cell = cell.get(line).map(String::as_str).unwrap_or_default();
                    let space = " ".repeat(width.saturating_sub(cell.width()));
                    if figures.get(column) == Some(&true) {
                        format!("{space}{cell}")
                    } else {
                        format!("{cell}{space}")
                    }
                })
                .collect();
            lines.push(cells.join(" | ").trim_end().to_owned());
        }
        let last = index + 1 == folded.len();
        if !last && (index + 1 == head || ruled && index >= head) {
            lines.push(rule());
        }
    }
    lines
}

/// The widths that the columns get: what they want, or the widest made narrower until all fit; none where that would
/// break words.
fn fitted(mut widths: Vec<usize>, needed: &[usize], room: Option<usize>) -> Option<Vec<usize>> {
    let room = room.unwrap_or(usize::MAX);
    let mut total: usize = widths.iter().sum();
    if needed.iter().sum::<usize>() > room {
        return None;
    }
    while total > room {
        let widest = widths
            .iter_mut()
            .zip(needed)
            .filter(|(width, needed)| **width > **needed)
            .max_by_key(|(w, _)| **w);
        let (width, _) = widest?;
        *width -= 1;
        total -= 1;
    }
    Some(widths)
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
