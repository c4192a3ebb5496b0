//! Tables that are read aloud as well.

use std::io::{self, Write};

use super::markup::Escaped;

/// Begins a table: its caption, the heads of its columns and whether each is of numbers.
pub(crate) fn begin(caption: &str, heads: &[(&str, bool)], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"wide\"><table><caption>{}</caption><thead><tr>", Escaped(caption))?;
    for (head, is_number) in heads {
        let class = if *is_number { " class=\"n\"" } else { "" };
        writeln!(out, "<th scope=\"col\"{class}>{}</th>", Escaped(head))?;
    }
    writeln!(out, "</tr></thead><tbody>")
}

/// A row. The first cell is its head. Cells are markup.
pub(crate) fn row(cells: &[(String, bool)], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<tr>")?;
    for (index, (cell, is_number)) in cells.iter().enumerate() {
        let class = if *is_number { " class=\"n\"" } else { "" };
        match index {
            0 => write!(out, "<th scope=\"row\"{class}>{cell}</th>")?,
            _ => write!(out, "<td{class}>{cell}</td>")?,
        }
    }
    writeln!(out, "</tr>")
}

/// Ends a table; one without rows says so.
pub(crate) fn end(is_empty: bool, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    if is_empty {
        writeln!(out, "<tr><td colspan=\"{columns}\">none</td></tr>")?;
    }
    writeln!(out, "</tbody></table></div>")
}

/// A cell of text, which is markup already.
pub(crate) fn text(markup: String) -> (String, bool) {
    (markup, false)
}

/// A cell of a number.
pub(crate) fn number(number: String) -> (String, bool) {
    (number, true)
}
