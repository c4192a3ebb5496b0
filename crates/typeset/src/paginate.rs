//! Page breaking: pieces of the column to pages.

use std::collections::BTreeMap;

use crate::page::{Area, Item, LinkArea, OutlineEntry, Page, Position, Shape, Target};
use crate::paragraph::shift_item;
use crate::setter::{Destination, Head, Link, Piece};
use crate::structure::Tree;
use crate::style::Style;

/// What page breaking gives.
pub(crate) struct Paged {
    pub(crate) pages: Vec<Page>,
    pub(crate) outline: Vec<OutlineEntry>,
}

/// Breaks the column into pages and finds where links lead.
pub(crate) fn paginate(
    pieces: Vec<Piece>,
    heads: &[Head],
    links: &[Link],
    style: &Style,
    tree: &mut Tree,
) -> Paged {
    let ends = page_ends(&pieces, heads, style.text_height());
    let mut pages = Vec::with_capacity(ends.len());
    let mut places: BTreeMap<String, Position> = BTreeMap::new();
    let mut entries: Vec<(u8, OutlineEntry)> = Vec::new();
    let mut pending: Vec<(usize, Area, usize)> = Vec::new();
    let mut rest = pieces.into_iter();
    let mut start = 0;
    for end in ends {
        let index = pages.len();
        let mut page = Page {
            width: style.paper.width,
            height: style.paper.height,
            label: (index + 1).to_string(),
            ..Page::default()
        };
        let mut y = style.top;
        let mut begun = false;
        for (number, mut piece) in rest.by_ref().take(end - start).enumerate() {
            if number == 0
                && let Some(head) = piece.head.and_then(|index| heads.get(index))
            {
                place(&mut page, head.items.clone(), style.left, y);
                y += head.height;
            }
            // Space vanishes at the top of a page.
            let gap = if begun { piece.gap } else { 0.0 };
            begun |= !piece.is_space();
            y += gap;
            for ground in &piece.grounds {
                let above = if ground.joined { gap } else { 0.0 };
                let area = Area {
                    x: style.left + ground.x,
                    y: y - above,
                    width: ground.width,
                    height: piece.height + above,
                };
                page.items.push(Item { node: None, shape: Shape::Fill { area, colour: ground.colour } });
            }
            piece.shift(style.left, y);
            for item in &piece.items {
                if let (Some(node), Shape::Picture { area, .. }) = (item.node, &item.shape) {
                    tree.edit(node, |n| n.area = Some(*area));
                }
            }
            let position = Position { page: index, y: y - style.leading * 0.5 };
            for key in piece.places {
                places.entry(key).or_insert(position);
            }
            if let Some((rank, title)) = piece.entry {
                entries.push((rank, OutlineEntry { title, position, children: Vec::new() }));
            }
            pending.extend(piece.links.into_iter().map(|(area, link)| (index, area, link)));
            page.items.extend(piece.items);
            y += piece.height;
        }
        start = end;
        pages.push(page);
    }
    for (page, area, link) in pending {
        let Some(link) = links.get(link) else { continue };
        let target = match &link.destination {
            Destination::Url(url) => Target::Url(url.clone()),
            // What was not set, such as an empty block, leads to the beginning of its article.
            Destination::Place(key) => match places.get(key).or_else(|| places.get(&article_of(key))) {
                Some(position) => Target::Place(*position),
                None => continue,
            },
        };
        if let Some(page) = pages.get_mut(page) {
            page.links.push(LinkArea {
                area,
                target,
                node: link.node,
                description: link.description.clone(),
            });
        }
    }
    Paged { pages, outline: nest(entries) }
}

/// Key of the beginning of the article that a place is in.
fn article_of(key: &str) -> String {
    key.split_once('/').map_or_else(String::new, |(article, _)| format!("{article}/"))
}

/// For each page, the index of the piece after its last.
fn page_ends(pieces: &[Piece], heads: &[Head], room: f32) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let head = pieces.get(start).and_then(|piece| piece.head).and_then(|index| heads.get(index));
        let mut y = head.map_or(0.0, |head| head.height);
        let mut begun = false;
        let mut end = start;
        for (index, piece) in pieces.iter().enumerate().skip(start) {
            if index > start && piece.page {
                break;
            }
            y += piece.height + if begun { piece.gap } else { 0.0 };
            begun |= !piece.is_space();
            if y > room + 0.01 && index > start {
                break;
            }
            end = index + 1;
        }
        let forced = end == pieces.len() || pieces.get(end).is_some_and(|p| p.page);
        if !forced {
            // Back to where a page may end; if nowhere, it ends where it is full.
            let mut back = end;
            while back > start && pieces.get(back - 1).is_some_and(|p| p.keep) {
                back -= 1;
            }
            if back > start {
                end = back;
            }
        }
        ends.push(end);
        start = end;
    }
    ends
}

/// Entries by rank, nested. An entry deeper than the one before by more than one rank stands directly below it.
fn nest(entries: Vec<(u8, OutlineEntry)>) -> Vec<OutlineEntry> {
    let mut stack: Vec<(u8, OutlineEntry)> = Vec::new();
    let mut done: Vec<OutlineEntry> = Vec::new();
    let close = |stack: &mut Vec<(u8, OutlineEntry)>, done: &mut Vec<OutlineEntry>| {
        if let Some((_, entry)) = stack.pop() {
            match stack.last_mut() {
                Some((_, parent)) => parent.children.push(entry),
                None => done.push(entry),
            }
        }
    };
    for (rank, entry) in entries {
        while stack.last().is_some_and(|(above, _)| *above >= rank) {
            close(&mut stack, &mut done);
        }
        stack.push((rank, entry));
    }
    while !stack.is_empty() {
        close(&mut stack, &mut done);
    }
    done
}

/// Puts something on a page at a place of its own: a page number.
pub(crate) fn place(page: &mut Page, items: Vec<Item>, x: f32, y: f32) {
    put(&mut page.items, items, x, y);
}

/// As [`place`], among other items.
pub(crate) fn put(target: &mut Vec<Item>, items: Vec<Item>, x: f32, y: f32) {
    for mut item in items {
        shift_item(&mut item, x, y);
        target.push(Item { node: None, ..item });
    }
}
