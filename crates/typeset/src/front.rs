//! The front of a book of several articles: its title page, its contents, the titles of its parts.

use std::collections::BTreeSet;

use offprint_model::{Direction, Part, Publication};

use crate::blocks::Column;
use crate::line::Align;
use crate::page::{Area, Item, NodeIndex, Page, Role, Target};
use crate::paginate;
use crate::paragraph::Measure;
use crate::rich_text::RichText;
use crate::setter::{Destination, Piece, Setter};
use crate::structure::Tree;

/// Room for page numbers at the right of the contents, in ems.
const NUMBERS: f32 = 3.0;
/// Distance from the edge at which leaders end, and from dot to dot, in ems.
const LEADERS_END: f32 = 2.2;
const DOT: f32 = 0.62;
/// Fewer dots look like an ellipsis.
const LEAST_DOTS: f32 = 4.0;

/// Key of the beginning of an article.
pub(crate) fn beginning(article: usize) -> String {
    format!("{article}/")
}

impl Setter<'_> {
    /// Title page and contents, and the nodes of the links in the contents, whose pages are not known yet.
    pub(crate) fn front(
        &mut self,
        publication: &Publication,
        column: Column,
    ) -> (Vec<Piece>, BTreeSet<NodeIndex>) {
        let metadata = &publication.metadata;
        let node = self.tree.add(Tree::ROOT, Role::Division);
        let balanced = Measure { align: Align::Balanced, ..column.measure(0.0) };
        let mut out = vec![Piece {
            height: self.style.text_height() * 0.22,
            keep: true,
            page: true,
            ..Piece::default()
        }];
        let title = metadata.title.as_deref().unwrap_or(self.labels.untitled).to_owned();
        let heading = self.tree.add(node, Role::Heading(1));
        let mut look = self.look(column.size * 2.6);
        look.style.bold = true;
        let leading = (column.size * 2.6 * 1.16).round();
        out.extend(self.plain(&title, &look, heading, Measure { leading, ..balanced }));
        let mut line = |setter: &mut Self, text: &str, size: f32, italic: bool, gap: f32| {
            let paragraph = setter.tree.add(node, Role::Paragraph);
            let mut look = setter.look(column.size * size);
            look.style.italic = italic;
            let leading = (column.leading * size).round();
            let mut pieces = setter.plain(text, &look, paragraph, Measure { leading, ..balanced });
            if let Some(first) = pieces.first_mut() {
                first.gap = gap;
            }
            out.extend(pieces);
        };
        if let Some(dek) = &metadata.dek {
            line(self, dek, 1.3, true, column.leading);
        }
        let names: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
        if !names.is_empty() {
            let names = self.labels.join(&names);
            line(self, &names, 1.1, false, column.leading * 2.0);
        }
        let site = metadata.site.clone().filter(|site| *site != title);
        let date = metadata.published.map(|date| date.to_words(metadata.language.as_ref()));
        let place: Vec<String> = site.into_iter().chain(date).collect();
        if !place.is_empty() {
            line(self, &place.join(" · "), 1.0, false, column.leading);
        }
        let (contents, links) = self.contents(publication, node, column);
        out.extend(contents);
        (out, links)
    }

    fn contents(
        &mut self,
        publication: &Publication,
        node: NodeIndex,
        column: Column,
    ) -> (Vec<Piece>, BTreeSet<NodeIndex>) {
        let mut links = BTreeSet::new();
        let heading = self.tree.add(node, Role::Heading(1));
        let mut look = self.look(column.size * 1.6);
        look.style.bold = true;
        let start = Measure { align: Align::Start, ..column.measure(0.0) };
        let leading = (column.leading * 1.6).round();
        let name = self.labels.contents;
        let mut out = self.plain(name, &look, heading, Measure { leading, ..start });
        if let Some(first) = out.first_mut() {
            first.page = true;
            first.entry = Some((0, name.to_owned()));
        }
        out.iter_mut().for_each(|piece| piece.keep = true);
        let list = self.tree.add(node, Role::Contents);
        let mut above = list;
        let mut indent = 0.0;
        for (index, article) in publication.articles.iter().enumerate() {
            if let Some((_, part)) = publication.part_at(index) {
                let item = self.tree.add(list, Role::ContentsItem);
                let mut look = self.look(column.size);
                look.style.bold = true;
                let mut pieces = self.plain(&part.title, &look, item, start);
                pieces.iter_mut().for_each(|piece| piece.keep = true);
                if let Some(first) = pieces.first_mut() {
                    first.gap = column.leading * 0.7;
                }
                out.extend(pieces);
                above = self.tree.add(item, Role::Contents);
                indent = column.size * 1.2;
            }
            let item = self.tree.add(above, Role::ContentsItem);
            let link = self.tree.add(item, Role::Link);
            let title = article.metadata.title.as_deref().unwrap_or(self.labels.untitled);
            let destination = Destination::Place(beginning(index));
            let number = self.add_link(destination, link, title, None);
            let mut rich = RichText::default();
            let mut look = self.look(column.size);
            look.language = article.metadata.language.clone();
            rich.push(title, &look, link, Some(number));
            let width = column.width - column.size * NUMBERS - indent;
            let rtl = self.direction == offprint_model::Direction::Rtl;
            let x = if rtl { column.size * NUMBERS } else { column.x + indent };
            let mut pieces = self.rich_paragraph(&rich, Measure { x, width, ..start });
            if let Some(first) = pieces.first_mut() {
                first.gap = column.leading * 0.25;
                links.insert(link);
            }
            out.extend(pieces);
        }
        (out, links)
    }

    /// The title of a part, on a page of its own.
    pub(crate) fn part(&mut self, part: &Part, column: Column) -> Vec<Piece> {
        let heading = self.tree.add(Tree::ROOT, Role::Heading(1));
        let mut look = self.look(column.size * 2.2);
        look.style.bold = true;
        let leading = (column.size * 2.2 * 1.16).round();
        let balanced = Measure { align: Align::Balanced, leading, ..column.measure(0.0) };
        let mut out = vec![Piece {
            height: self.style.text_height() * 0.22,
            keep: true,
            page: true,
            ..Piece::default()
        }];
        let mut lines = self.plain(&part.title, &look, heading, balanced);
        if let Some(first) = lines.first_mut() {
            first.entry = Some((0, part.title.clone()));
        }
        out.extend(lines);
        out
    }

    /// Sets the number of its page beside each line of the contents. The link says where it leads to those who hear it, so the
    /// number is an artifact.
    pub(crate) fn number_contents(&mut self, pages: &mut [Page], contents: &BTreeSet<NodeIndex>) {
        let labels: Vec<String> = pages.iter().map(|page| page.label.clone()).collect();
        for page in pages.iter_mut() {
            // A title of several lines has an area for each; the number stands beside the last.
            let mut last: Vec<(NodeIndex, Area, usize)> = Vec::new();
            for link in page.links.iter().filter(|link| contents.contains(&link.node)) {
                let Target::Place(position) = link.target else { continue };
                match last.last_mut().filter(|(node, ..)| *node == link.node) {
                    Some(entry) => *entry = (link.node, link.area, position.page),
                    None => last.push((link.node, link.area, position.page)),
                }
            }
            for (_, area, target) in last {
                let Some(label) = labels.get(target).cloned() else { continue };
                self.contents_number(page, &label, area);
            }
        }
    }

    /// The number of a page in the contents, and the leaders that lead to it from the title.
    fn contents_number(&mut self, page: &mut Page, label: &str, area: Area) {
        let style = self.style;
        let rtl = self.direction == Direction::Rtl;
        let align = if rtl { Align::Start } else { Align::Right };
        let look = self.look(style.size);
        let whole = style.full_measure();
        let y = area.y + (area.height - style.leading) / 2.0;
        let direction = std::mem::replace(&mut self.direction, Direction::Ltr);
        let set = |setter: &mut Self, text: &str, width: f32, align: Align| -> Vec<Item> {
            let measure = Measure { x: 0.0, width, indent: 0.0, leading: style.leading, align };
            setter.plain(text, &look, Tree::ROOT, measure).into_iter().flat_map(|piece| piece.items).collect()
        };
        let width = style.size * NUMBERS;
        let number = set(self, label, width, align);
        let each = style.size * DOT;
        let dot = set(self, ".", each, Align::Start);
        self.direction = direction;
        paginate::place(page, number, style.left + if rtl { 0.0 } else { whole - width }, y);
        // Leaders all end at one place, so that their dots stand below each other.
        let (start, end) = if rtl {
            (style.size * LEADERS_END, area.x - style.left - style.size * 0.5)
        } else {
            (area.x + area.width - style.left + style.size * 0.5, whole - style.size * LEADERS_END)
        };
        let dots = ((end - start) / each).floor();
        if dots >= LEAST_DOTS {
            for nth in 0..dots as usize {
                let x = if rtl { start + nth as f32 * each } else { end - (nth + 1) as f32 * each };
                paginate::place(page, dot.clone(), style.left + x, y);
            }
        }
    }
}
