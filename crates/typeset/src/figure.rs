//! Figures: pictures with their captions and credits.

use offprint_model::{Figure, Image, Inline, is_relative_address, is_safe_url};

use crate::blocks::Column;
use crate::line::Align;
use crate::page::{Area, Item, NodeIndex, Role, Shape};
use crate::paragraph::Measure;
use crate::setter::{Piece, Setter};

/// The largest share of a page's text that a picture takes, so that its caption and a line of text go with it.
const TALLEST: f32 = 0.72;
/// Points a pixel: screens count 96 pixels an inch (CSS Values 4, §6.2), paper 72 points.
const POINTS_A_PIXEL: f32 = 0.75;

impl Setter<'_> {
    pub(crate) fn figure(&mut self, figure: &Figure, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let node = self.tree.add(parent, Role::Division);
        let mut pieces = Vec::new();
        for image in &figure.images {
            pieces.extend(self.picture_piece(image, node, column));
        }
        pieces.extend(self.blocks(&figure.blocks, node, Column { apart: true, ..column }));
        let mut caption = figure.caption.clone();
        if !figure.credit.is_empty() {
            if !caption.is_empty() {
                caption.push(Inline::text(" "));
            }
            caption.push(Inline::Emphasis { content: figure.credit.clone() });
        }
        if !caption.is_empty() {
            if let Some(last) = pieces.last_mut() {
                last.keep = true;
            }
            let node = self.tree.add(node, Role::Caption);
            let look = self.look(column.size * 0.86);
            // Under a picture narrower than the column, which stands in the middle, so does its caption.
            let narrow = pieces.iter().flat_map(|piece| &piece.items).any(|item| match item.shape {
                Shape::Picture { area, .. } => area.width < column.width * 0.95,
                _ => false,
            });
            let align = if narrow { Align::Centre } else { Align::Start };
            let measure = Measure { align, leading: column.leading * 0.86, ..column.measure(0.0) };
            let mut lines = self.paragraph(&caption, &look, node, measure);
            if let Some(first) = lines.first_mut() {
                first.gap = column.leading * 0.25;
            }
            pieces.extend(lines);
        }
        if !pieces.is_empty() {
            pieces.push(Piece { gap: column.leading * 0.8, ..Piece::default() });
        }
        pieces
    }

    /// A picture in the middle of the column, no larger than it is; its alternative text where it can't be shown.
    /// A picture marked as decoration that can't be shown leaves nothing.
    pub(crate) fn picture_piece(&mut self, image: &Image, parent: NodeIndex, column: Column) -> Vec<Piece> {
        let alt = image.alt.as_deref().map(str::trim).filter(|alt| !alt.is_empty());
        if let Some((picture, width, height)) = self.picture(image) {
            let tallest = self.style.text_height() * TALLEST;
            let scale = POINTS_A_PIXEL.min(column.width / width).min(tallest / height);
            let (width, height) = (width * scale, height * scale);
            let area = Area { x: column.x + (column.width - width) / 2.0, y: 0.0, width, height };
            let node = self.tree.add(parent, Role::Figure);
            let alt = alt.unwrap_or(self.labels.picture).to_owned();
            self.tree.edit(node, |n| (n.alt, n.area) = (Some(alt), Some(area)));
            let item = Item { node: Some(node), shape: Shape::Picture { picture, area } };
            return vec![Piece { height, gap: column.leading * 0.8, items: vec![item], ..Piece::default() }];
        }
        if image.alt.as_deref() == Some("") {
            return Vec::new();
        }
        // What is relative to a page that is not known leads nowhere, but names the picture.
        let address = image.url.as_deref().filter(|url| is_relative_address(url));
        let address = address.map(|url| format!(" ({url})")).unwrap_or_default();
        let words = match alt {
            Some(alt) => format!("[{}: {alt}{address}]", self.labels.picture),
            None => format!("[{}{address}]", self.labels.picture),
        };
        let content = match image.url.as_deref().filter(|url| is_safe_url(url)) {
            Some(url) => {
                vec![Inline::Link { url: url.to_owned(), title: None, content: vec![Inline::text(words)] }]
            }
            None => vec![Inline::text(words)],
        };
        let node = self.tree.add(parent, Role::Paragraph);
        let look = self.look(column.size * 0.86);
        let measure = Measure { align: Align::Start, leading: column.leading * 0.86, ..column.measure(0.0) };
        self.paragraph(&content, &look, node, measure)
    }
}
