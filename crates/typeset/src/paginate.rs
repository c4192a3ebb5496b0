//! Page breaking: pieces of the column to pages.

use std::collections::BTreeMap;

use offprint_model::Deadline;

use crate::outline::nest;
use crate::page::{Area, Colour, Item, LinkArea, OutlineEntry, Page, Position, Shape, Target};
use crate::paragraph::shift_item;
use crate::plan::{ColumnPlan, Matter, Source, State};
use crate::setter::{Destination, Footnote, Head, Link, Piece};
use crate::structure::Tree;
use crate::style::Style;

/// What page breaking gives.
pub(crate) struct Paged {
    pub(crate) pages: Vec<Page>,
    pub(crate) outline: Vec<OutlineEntry>,
    /// For each page the article that goes on at its top; none where one begins or nothing belongs to one.
    pub(crate) running: Vec<Option<usize>>,
    /// Index of the page on which the first article begins.
    pub(crate) first: usize,
}

/// What is broken into pages.
pub(crate) struct Copy<'s> {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) notes: Vec<Footnote>,
    pub(crate) heads: &'s [Head],
    pub(crate) links: &'s [Link],
}

/// Columns of a page, planned: where each begins and what stands in it.
struct PagePlan {
    columns: Vec<(f32, f32, ColumnPlan)>,
}

/// Breaks the column into pages and finds where links lead.
pub(crate) fn paginate(copy: Copy<'_>, style: &Style, tree: &mut Tree, deadline: Deadline) -> Paged {
    let Copy { mut pieces, mut notes, heads, links } = copy;
    let grid = style.grid.then_some(style.leading);
    let matter = Matter::new(&pieces, heads, &notes, links, grid, style.leading * 0.9);
    let mut plans = Vec::new();
    let mut state = State::default();
    while !matter.is_done(&state) && !deadline.is_over() {
        let before = state.clone();
        plans.push(page_plan(&matter, &mut state, style));
        if state == before {
            break; // Nothing was set, and nothing would be for ever.
        }
    }
    let mut builder = Builder {
        style,
        tree,
        pages: Vec::new(),
        places: BTreeMap::new(),
        entries: Vec::new(),
        pending: Vec::new(),
        running: Vec::new(),
        current: None,
        first: None,
    };
    for plan in plans {
        if deadline.is_over() {
            break;
        }
        builder.page(plan, &mut pieces, &mut notes, heads);
    }
    let Builder { mut pages, places, entries, pending, running, first, .. } = builder;
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
    Paged { pages, outline: nest(entries), running, first: first.unwrap_or(0) }
}

/// Plans a page: what goes over all columns, then the columns, which are of one length where the text ends.
fn page_plan(matter: &Matter<'_>, state: &mut State, style: &Style) -> PagePlan {
    let room = style.text_height();
    let count = usize::from(style.columns.max(1));
    let mut columns = Vec::new();
    let mut top = 0.0;
    if count == 1 {
        columns.push((0.0, 0.0, matter.column(state, room, None, true)));
        return PagePlan { columns };
    }
    if matter.is_wide(state) {
        let plan = matter.column(state, room, Some(true), true);
        top = plan.height;
        columns.push((0.0, 0.0, plan));
        if matter.begins_page(state) || matter.is_wide(state) {
            return PagePlan { columns };
        }
        top = (top / style.leading).ceil() * style.leading;
        if room - top < style.leading * 3.0 {
            return PagePlan { columns };
        }
    }
    let fill = |state: &mut State, height: f32| -> Vec<(f32, f32, ColumnPlan)> {
        (0..count)
            .map(|index| {
                let x = index as f32 * (style.measure() + style.gutter);
                let fresh = index == 0 && top == 0.0;
                (x, top, matter.column(state, height, Some(false), fresh))
            })
            .collect()
    };
    let before = state.clone();
    let full = fill(state, room - top);
    if !matter.begins_page(state) {
        columns.extend(full);
        return PagePlan { columns };
    }
    // The last page: the least height in which all of it stands. Notes stand at the foot of the page, so with them it is full.
    let has_notes = full.iter().any(|(_, _, plan)| plan.notes > 0.0);
    let after = state.clone();
    let mut best = full;
    if !has_notes {
        let lines = ((room - top) / style.leading).floor() as usize;
        let (mut low, mut high) = (1, lines);
        while low < high {
            let middle = (low + high) / 2;
            let mut trial = before.clone();
            let plans = fill(&mut trial, middle as f32 * style.leading);
            if trial == after
                && plans
                    .iter()
                    .all(|(_, _, plan)| plan.height <= middle as f32 * style.leading + style.leading)
            {
                best = plans;
                high = middle;
            } else {
                low = middle + 1;
            }
        }
    }
    columns.extend(best);
    PagePlan { columns }
}

/// Pages as they are built.
struct Builder<'s> {
    style: &'s Style,
    tree: &'s mut Tree,
    pages: Vec<Page>,
    places: BTreeMap<String, Position>,
    entries: Vec<(u8, OutlineEntry)>,
    pending: Vec<(usize, Area, usize)>,
    running: Vec<Option<usize>>,
    /// The article at hand.
    current: Option<usize>,
    /// The page on which the first article begins.
    first: Option<usize>,
}

impl Builder<'_> {
    fn page(&mut self, plan: PagePlan, pieces: &mut [Piece], notes: &mut [Footnote], heads: &[Head]) {
        let style = self.style;
        let mut page = Page { width: style.paper.width, height: style.paper.height, ..Page::default() };
        let mut running = self.current;
        for (x, top, column) in plan.columns {
            let (x, top) = (style.left + x, style.top + top);
            for (source, y, gap) in column.placed {
                let y = top + y;
                match source {
                    Source::Body(index) => {
                        let Some(piece) = pieces.get_mut(index).map(std::mem::take) else { continue };
                        if piece.page {
                            running = None;
                            self.current = piece.article;
                        }
                        if piece.article.is_some() {
                            self.first = self.first.or(Some(self.pages.len()));
                        }
                        self.piece(&mut page, piece, x, y, gap);
                    }
                    Source::Note(note, index) => {
                        let Some(note) = notes.get_mut(note) else { continue };
                        let Some(piece) = note.pieces.get_mut(index).map(std::mem::take) else { continue };
                        self.piece(&mut page, piece, x, y, gap);
                    }
                    Source::Head(index) => {
                        let Some(head) = heads.get(index) else { continue };
                        place(&mut page, head.items.clone(), x, y);
                    }
                    Source::Rule => {
                        let width = style.measure() * 0.25;
                        let rtl = self.tree.is_rtl();
                        let left = if rtl { x + style.measure() - width } else { x };
                        let area = Area { x: left, y, width, height: 0.4 };
                        page.items.push(fill(area, style.colours.rule));
                    }
                }
            }
        }
        self.running.push(running);
        self.pages.push(page);
    }

    fn piece(&mut self, page: &mut Page, mut piece: Piece, x: f32, y: f32, gap: f32) {
        let index = self.pages.len();
        for ground in &piece.grounds {
            let above = if ground.joined { gap } else { 0.0 };
            let area =
                Area { x: x + ground.x, y: y - above, width: ground.width, height: piece.height + above };
            page.items.push(fill(area, ground.colour));
        }
        piece.shift(x, y);
        for item in &piece.items {
            if let (Some(node), Shape::Picture { area, .. }) = (item.node, &item.shape) {
                self.tree.edit(node, |n| n.area = Some(*area));
            }
        }
        let position = Position { page: index, y: y - self.style.leading * 0.5 };
        for key in piece.places {
            self.places.entry(key).or_insert(position);
        }
        if let Some((rank, title)) = piece.entry {
            self.entries.push((rank, OutlineEntry { title, position, children: Vec::new() }));
        }
        self.pending.extend(piece.links.into_iter().map(|(area, link)| (index, area, link)));
        page.items.extend(piece.items);
    }
}

fn fill(area: Area, colour: Colour) -> Item {
    Item { node: None, shape: Shape::Fill { area, colour } }
}

/// Key of the beginning of the article that a place is in.
fn article_of(key: &str) -> String {
    key.split_once('/').map_or_else(String::new, |(article, _)| format!("{article}/"))
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
