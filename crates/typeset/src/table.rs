//! Tables: a grid of cells, bands that a page break leaves whole, and few rules.

use offprint_model::{Block, Scope, Table, TableCell};

use crate::blocks::Column;
use crate::column_widths::GUTTER;
use crate::line::Align;
use crate::page::{Area, Colour, Item, NodeIndex, Role, Shape};
use crate::panels::panels;
use crate::paragraph::Measure;
use crate::setter::{Head, Piece, Setter};

/// Space above and below the text of a cell.
const PAD: f32 = 2.5;
/// Rules: at head and foot, and between rows.
const HEAVY: f32 = 0.8;
const LIGHT: f32 = 0.35;

/// The largest share of a page's text that a head takes to be shown again on the next page.
const TALLEST_HEAD: f32 = 0.25;
/// Sizes of a table's text, in parts of that around it.
const SHARES: [f32; 4] = [0.88, 0.78, 0.66, 0.58];
/// Tables of fewer columns are never parted: they are narrow enough, or hold what is wide by itself.
const FEWEST_IN_PANELS: usize = 5;
/// Size of the text of a table that is parted.
const PANELS_SHARE: f32 = 0.78;

/// A cell in its place.
pub(crate) struct Placed<'t> {
    pub(crate) cell: Option<&'t TableCell>,
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Setter<'_> {
    pub(crate) fn table(&mut self, table: &Table, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let (cells, count) = grid(table);
        if count == 0 {
            return Vec::new();
        }
        let node = self.tree.add(parent, Role::Table);
        let mut out = Vec::new();
        if !table.caption.is_empty() {
            let caption = self.tree.add(node, Role::Caption);
            let mut look = self.look(column.size * 0.9);
            look.style.bold = true;
            let measure =
                Measure { align: Align::Start, leading: column.leading * 0.9, ..column.measure(0.0) };
            out.extend(self.paragraph(&table.caption, &look, caption, measure));
            out.iter_mut().for_each(|piece: &mut Piece| piece.keep = true);
        }
        let captioned = !out.is_empty();
        let at = |share: f32| Column { apart: true, align: Align::Start, ..column.smaller(share) };
        // Many columns want small letters, unless they fit in larger ones; and if no word would fit, smaller ones still.
        let smallest = match count {
            0..=4 => 0,
            5..=7 => 1,
            _ => 2,
        };
        let widest = column.width + self.margin_for_tables(column);
        let wished = self.wishes(&cells, count, table.head_rows, column);
        let fits = |index: usize, share: f32| {
            let wishes = wished.at(share);
            if index < smallest {
                wishes.wanted() <= column.width
            } else {
                wishes.needed() <= if index + 1 < SHARES.len() { column.width } else { widest }
            }
        };
        let share = SHARES.iter().enumerate().find(|(index, share)| fits(*index, **share));
        let share = share.or(SHARES.iter().enumerate().next_back()).map_or(1.0, |(_, share)| *share);
        let wishes = wished.at(share);
        if wishes.needed() > widest && count >= FEWEST_IN_PANELS {
            let panels = panels(table, &cells, &wished.at(PANELS_SHARE).words, widest);
            if panels.len() > 1 {
                return self.panels(&panels, out, node, parent, column);
            }
        }
        let inner = at(share);
        let widths = wishes.widths(column.width, widest);
        // What is wider than the column reaches into both margins alike.
        let total: f32 = widths.iter().sum::<f32>();
        let rtl = self.direction == offprint_model::Direction::Rtl;
        let left = match total - column.width {
            over if over > 0.0 => -over / 2.0,
            under if rtl => -under,
            _ => 0.0,
        };
        let column = Column { x: column.x + left, ..column };
        let inner = Column { x: column.x, ..inner };
        let figures = table.figure_columns();
        let rule = |thickness: f32, y: f32| Item {
            node: None,
            shape: Shape::Fill {
                area: Area { x: column.x, y, width: total, height: thickness },
                colour: Colour::default(),
            },
        };
        let mut first = true;
        let mut head = Head::default();
        let mut head_index = None;
        let mut row = 0;
        while row < table.rows.len() && !self.deadline.is_over() {
            // Rows that cells reach across are set as one.
            let mut end = row + 1;
            while let Some(reach) =
                cells.iter().filter(|c| c.row < end && c.row >= row).map(|c| c.row + c.rows).max()
            {
                if reach <= end {
                    break;
                }
                end = reach;
            }
            let mut bands = self.row_group(table, &cells, row..end, node, &widths, &figures, inner, rtl);
            if let Some(top) = bands.first_mut() {
                let thickness = if first { HEAVY } else { LIGHT };
                top.items.push(rule(thickness, 0.0));
                if first && captioned {
                    top.gap = column.leading * 0.2;
                }
                first = false;
            }
            let last_row = end == table.rows.len();
            if let Some(bottom) = bands.last_mut() {
                if last_row || end == table.head_rows {
                    let height = bottom.height;
                    bottom.items.push(rule(HEAVY, height - HEAVY));
                }
                // The last row does not stand alone on the next page, under the head.
                bottom.keep = !last_row && (end <= table.head_rows || end + 1 == table.rows.len());
            }
            if end <= table.head_rows {
                bands.iter_mut().for_each(|band| band.keep = !last_row);
                bands.iter().for_each(|band| head.add(band));
                if end == table.head_rows && head.height < self.style.text_height() * TALLEST_HEAD {
                    head_index = Some(self.heads.len());
                    self.heads.push(std::mem::take(&mut head));
                }
            } else {
                bands.iter_mut().for_each(|band| band.head = head_index);
            }
            out.extend(bands);
            row = end;
        }
        out.push(Piece { gap: column.leading * 0.8, ..Piece::default() });
        out
    }

    /// A table that is too wide, as tables below each other; the caption, if there is one, is that of the first.
    fn panels(
        &mut self,
        panels: &[Table],
        mut out: Vec<Piece>,
        node: NodeIndex,
        parent: NodeIndex,
        column: Column,
    ) -> Vec<Piece> {
        // The caption has no table of its own then: it stands above all of them.
        self.tree.edit(node, |n| n.role = Role::Division);
        for panel in panels {
            let mut pieces = self.table(panel, parent, column);
            if let Some(first) = pieces.first_mut().filter(|_| !out.is_empty()) {
                first.gap = column.leading * 0.5;
            }
            out.extend(pieces);
        }
        out
    }

    /// The pieces of rows that belong together: one, or several cut where no line is crossed if they are tall.
    #[allow(clippy::too_many_arguments, reason = "one table's measures, used in one place")]
    fn row_group(
        &mut self,
        table: &Table,
        cells: &[Placed<'_>],
        rows: std::ops::Range<usize>,
        table_node: NodeIndex,
        widths: &[f32],
        figures: &[bool],
        inner: Column,
        rtl: bool,
    ) -> Vec<Piece> {
        let total: f32 = widths.iter().sum();
        let mut set: Vec<(usize, usize, Vec<Piece>)> = Vec::new();
        let mut heights = vec![inner.leading + 2.0 * PAD; rows.len()];
        for row in rows.clone() {
            let row_node = self.tree.add(table_node, Role::TableRow);
            for placed in cells.iter().filter(|c| c.row == row) {
                let head = row < table.head_rows;
                let header =
                    placed.cell.and_then(|c| c.header).or(if head { Some(Scope::Column) } else { None });
                let role = if header.is_some() { Role::TableHeader } else { Role::TableCell };
                let node = self.tree.add(row_node, role);
                self.tree.edit(node, |n| {
                    n.scope = header;
                    n.colspan = u16::try_from(placed.columns).unwrap_or(1);
                    n.rowspan = u16::try_from(placed.rows).unwrap_or(1);
                });
                let Some(cell) = placed.cell else { continue };
                let before: f32 = widths.iter().take(placed.column).sum();
                let width: f32 = widths.iter().skip(placed.column).take(placed.columns).sum();
                let x = if rtl { total - before - width } else { before };
                let of_figures = placed.columns == 1 && figures.get(placed.column) == Some(&true);
                let align = if of_figures { Align::Right } else { inner.align };
                let space = Column { x: inner.x + x, width: (width - GUTTER).max(1.0), align, ..inner };
                let pieces = self.cell(cell, header.is_some(), node, space);
                let height: f32 =
                    pieces.iter().enumerate().map(|(i, p)| p.height + if i > 0 { p.gap } else { 0.0 }).sum();
                let index = row - rows.start;
                let spanned = index + placed.rows.max(1) - 1;
                let have: f32 = heights.iter().take(spanned).skip(index).sum();
                if let Some(last) = heights.get_mut(spanned) {
                    *last = last.max(height + 2.0 * PAD - have);
                }
                set.push((index, spanned, pieces));
            }
        }
        let mut tops = vec![0.0];
        let mut y = 0.0;
        for height in &heights {
            y += height;
            tops.push(y);
        }
        let whole = y;
        // Each piece of a cell with its place; then cuts where none is crossed.
        let mut parts: Vec<(f32, Piece)> = Vec::new();
        for (index, _, pieces) in set {
            let mut y = tops.get(index).copied().unwrap_or(0.0) + PAD;
            for (number, piece) in pieces.into_iter().enumerate() {
                y += if number > 0 { piece.gap } else { 0.0 };
                let height = piece.height;
                parts.push((y, piece));
                y += height;
            }
        }
        let mut cuts = vec![0.0];
        if whole > self.style.text_height() * 0.4 {
            let mut edges: Vec<f32> = parts.iter().map(|(y, piece)| y + piece.height).collect();
            edges.sort_by(f32::total_cmp);
            for edge in edges {
                let crossed = parts.iter().any(|(y, p)| *y < edge - 0.01 && y + p.height > edge + 0.01);
                let more = parts.iter().any(|(y, _)| *y >= edge - 0.01);
                if more
                    && !crossed
                    && edge > cuts.last().copied().unwrap_or(0.0) + 1.0
                    && edge < whole - PAD - 1.0
                {
                    cuts.push(edge);
                }
            }
        }
        let ends: Vec<f32> = cuts.iter().skip(1).copied().chain([whole]).collect();
        let mut bands: Vec<Piece> = cuts
            .iter()
            .zip(&ends)
            .map(|(start, end)| Piece { height: end - start, ..Piece::default() })
            .collect();
        // No line of a row stands alone before or after the end of a page.
        if let [first, .., before, _] = bands.as_mut_slice() {
            (first.keep, before.keep) = (true, true);
        }
        for (y, mut piece) in parts {
            let band = cuts.iter().rposition(|cut| *cut <= y + 0.01).unwrap_or(0);
            let start = cuts.get(band).copied().unwrap_or(0.0);
            piece.shift(0.0, y - start);
            if let Some(band) = bands.get_mut(band) {
                band.items.append(&mut piece.items);
                band.links.append(&mut piece.links);
                band.places.append(&mut piece.places);
            }
        }
        bands
    }

    fn cell(&mut self, cell: &TableCell, header: bool, node: NodeIndex, space: Column) -> Vec<Piece> {
        match (header, cell.blocks.as_slice()) {
            (true, [Block::Paragraph(paragraph)]) => {
                let node = self.tree.add(node, Role::Paragraph);
                let mut look = self.look(space.size);
                look.style.bold = true;
                self.paragraph(&paragraph.content, &look, node, space.measure(0.0))
            }
            _ => {
                let mut pieces = self.blocks(&cell.blocks, node, space);
                // A heading within a cell is no section of the article.
                pieces.iter_mut().for_each(|piece| piece.entry = None);
                pieces
            }
        }
    }
}

impl Head {
    /// Adds a band below what is there.
    fn add(&mut self, band: &Piece) {
        let mut band = Piece { items: band.items.clone(), height: band.height, ..Piece::default() };
        band.shift(0.0, self.height);
        self.items.append(&mut band.items);
        self.height += band.height;
    }
}

/// The cells in their places, every place taken exactly once, and the number of columns. Spans are cut to the
/// table, rows that are too short are filled up: PDF/UA wants a table to be regular (ISO 14289-1 §7.5).
fn grid(table: &Table) -> (Vec<Placed<'_>>, usize) {
    let count = table.columns().min(256);
    let rows = table.rows.len();
    let mut taken = vec![vec![false; count]; rows];
    let mut out = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        let is_taken = |taken: &[Vec<bool>], column: usize| {
            taken.get(index).and_then(|r| r.get(column)).copied().unwrap_or(true)
        };
        for cell in &row.cells {
            while column < count && is_taken(&taken, column) {
                column += 1;
            }
            if column >= count {
                break;
            }
            let mut columns = 0;
            while columns < usize::from(cell.colspan.max(1))
                && column + columns < count
                && !is_taken(&taken, column + columns)
            {
                columns += 1;
            }
            let reach = usize::from(cell.rowspan.max(1)).min(rows - index);
            for row in taken.iter_mut().skip(index).take(reach) {
                row.iter_mut().skip(column).take(columns).for_each(|place| *place = true);
            }
            out.push(Placed { cell: Some(cell), row: index, column, columns, rows: reach });
            column += columns;
        }
        for column in 0..count {
            if !is_taken(&taken, column) {
                out.push(Placed { cell: None, row: index, column, columns: 1, rows: 1 });
            }
        }
    }
    out.sort_by_key(|placed| (placed.row, placed.column));
    (out, count)
}
