//! Planning pages: which pieces stand in which column, before anything is moved.
//!
//! A column is filled with pieces until the next would not fit, and then given back to where it may end (no widow, no
//! orphan, no heading alone). What is referred to in a note at the foot takes its room from the column in which the
//! reference stands, as TeX's insertions do (The TeXbook, chapter 15); a long note goes on in the next. A figure that
//! does not fit lets the text after it go first and stands at the top of the next column.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use crate::setter::{Destination, Footnote, Head, Link, Piece};

/// Lines of a note that may stand alone where a note is broken over columns, at both ends.
const NOTE_LINES: usize = 2;
/// Notes of fewer pieces are not broken.
const SHORT_NOTE: usize = 4;
/// Pieces that are looked at for what must stand together with another.
const MOST_KEPT: usize = 6;
/// Share of the room left over by the grid that goes above what stands off the grid, the rest goes below: what is
/// above a heading belongs to the text before it.
const ABOVE: f32 = 0.62;

/// What is to be set, and what is known of it beforehand.
pub(crate) struct Matter<'p> {
    pieces: &'p [Piece],
    heads: &'p [Head],
    notes: &'p [Footnote],
    /// Notes whose first reference is in a piece.
    referred: BTreeMap<usize, Vec<usize>>,
    /// From baseline to baseline; none where lines stand on no grid.
    grid: Option<f32>,
    /// Height of the rule above notes, with the space about it.
    rule: f32,
}

/// Where setting has come to.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct State {
    /// The next piece.
    pub(crate) next: usize,
    /// Figures that wait for the next column.
    floats: VecDeque<Range<usize>>,
    /// Notes that are to go on in the next column, each with its next piece.
    notes: VecDeque<(usize, usize)>,
}

/// What stands somewhere in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A piece of the text.
    Body(usize),
    /// A piece of a note.
    Note(usize, usize),
    /// The rule above the notes.
    Rule,
    /// The head of a table that goes on.
    Head(usize),
}

/// What stands in a column, each with its distance from the column's top and the space above it.
#[derive(Debug, Clone, Default)]
pub(crate) struct ColumnPlan {
    pub(crate) placed: Vec<(Source, f32, f32)>,
    /// Height that is taken, notes apart.
    pub(crate) height: f32,
    /// Height of the notes with their rule.
    pub(crate) notes: f32,
}

/// A column being filled.
#[derive(Clone, Default)]
struct Filling {
    body: Vec<(Source, f32, f32)>,
    y: f32,
    begun: bool,
    notes: Vec<(usize, usize)>,
    notes_height: f32,
    state: State,
}

/// The lengths of a filling at a place to which it may be given back.
struct Mark {
    body: usize,
    y: f32,
    notes: usize,
    notes_height: f32,
    floats: usize,
    waiting: VecDeque<(usize, usize)>,
    next: usize,
}

impl<'p> Matter<'p> {
    pub(crate) fn new(
        pieces: &'p [Piece],
        heads: &'p [Head],
        notes: &'p [Footnote],
        links: &[Link],
        grid: Option<f32>,
        rule: f32,
    ) -> Self {
        let mut by_key: BTreeMap<&str, usize> =
            notes.iter().enumerate().map(|(index, note)| (note.key.as_str(), index)).collect();
        let mut referred: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        if !by_key.is_empty() {
            for (index, piece) in pieces.iter().enumerate() {
                for (_, link) in &piece.links {
                    let Some(Destination::Place(key)) = links.get(*link).map(|link| &link.destination) else {
                        continue;
                    };
                    if let Some(note) = by_key.remove(key.as_str()) {
                        referred.entry(index).or_default().push(note);
                    }
                }
            }
        }
        Self { pieces, heads, notes, referred, grid, rule }
    }

    /// Whether everything is set.
    pub(crate) fn is_done(&self, state: &State) -> bool {
        state.next >= self.pieces.len() && state.floats.is_empty() && state.notes.is_empty()
    }

    /// Whether the next piece goes over all columns.
    pub(crate) fn is_wide(&self, state: &State) -> bool {
        state.floats.is_empty()
            && state.notes.is_empty()
            && self.pieces.get(state.next).is_some_and(|p| p.wide)
    }

    /// Whether a new page is to begin.
    pub(crate) fn begins_page(&self, state: &State) -> bool {
        state.floats.is_empty()
            && state.notes.is_empty()
            && self.pieces.get(state.next).is_none_or(|p| p.page)
    }

    /// Fills a column of a height. `wide` takes only what goes over all columns, else only what does not; none takes
    /// both. `fresh` is at the top of a page, where a piece that begins one may stand.
    pub(crate) fn column(&self, state: &mut State, room: f32, wide: Option<bool>, fresh: bool) -> ColumnPlan {
        let mut filling = Filling { state: std::mem::take(state), ..Filling::default() };
        self.carried(&mut filling, room);
        self.floats(&mut filling, room);
        let start = filling.body.len();
        let first = filling.state.next;
        let mut mark: Option<Mark> = None;
        let mut full = false;
        while let Some(piece) = self.pieces.get(filling.state.next) {
            let index = filling.state.next;
            let opens = index == first && start == 0 && filling.notes.is_empty() && fresh;
            if (piece.page && !opens) || wide.is_some_and(|wide| piece.wide != wide) {
                break;
            }
            // What ends an article waits for its figures.
            if piece.ends && !filling.state.floats.is_empty() {
                break;
            }
            if let Some(group) = self.float_at(index) {
                // No figure overtakes another.
                if !filling.state.floats.is_empty() {
                    filling.state.next = group.end;
                    filling.state.floats.push_back(group);
                    continue;
                }
                let height = self.height_of(&group);
                let gap = if filling.begun { piece.gap } else { 0.0 };
                let left = room - filling.y - gap - filling.notes_height;
                if height > left && filling.begun && height <= room {
                    filling.state.next = group.end;
                    filling.state.floats.push_back(group);
                    continue;
                }
            }
            let forced = filling.body.is_empty() && filling.notes.is_empty();
            if !self.place(&mut filling, index, room, forced) {
                full = true;
                break;
            }
            filling.state.next = index + 1;
            if !piece.keep {
                mark = Some(filling.mark());
            }
        }
        // Back to where a column may end; if nowhere, it ends where it is full.
        if full && let Some(mark) = mark {
            filling.give_back(mark);
        }
        self.finish(filling, state, room)
    }

    /// Notes that go on from the column before.
    fn carried(&self, filling: &mut Filling, room: f32) {
        let waiting = std::mem::take(&mut filling.state.notes);
        for (note, from) in waiting {
            self.add_note(filling, note, from, room, true);
        }
    }

    /// Figures that wait; the first stands whatever its height.
    fn floats(&self, filling: &mut Filling, room: f32) {
        while let Some(group) = filling.state.floats.front().cloned() {
            let gap = self.pieces.get(group.start).map_or(0.0, |piece| piece.gap);
            let gap = if filling.begun { gap } else { 0.0 };
            let fits = filling.y + gap + self.height_of(&group) <= room - filling.notes_height + 0.01;
            if !fits && filling.begun {
                break;
            }
            filling.state.floats.pop_front();
            for index in group {
                self.place(filling, index, room, true);
            }
        }
    }

    /// The pieces of a figure that begins here and may be moved.
    fn float_at(&self, index: usize) -> Option<Range<usize>> {
        let id = self.pieces.get(index)?.float?;
        if index > 0 && self.pieces.get(index - 1).is_some_and(|before| before.float == Some(id)) {
            return None;
        }
        let rest = self.pieces.get(index..)?;
        Some(index..index + rest.iter().take_while(|piece| piece.float == Some(id)).count())
    }

    fn height_of(&self, group: &Range<usize>) -> f32 {
        let pieces = self.pieces.get(group.clone()).unwrap_or_default();
        // The last piece may be nothing but space, which is not needed at a column's end.
        let count = pieces.iter().rposition(|piece| !piece.is_space()).map_or(0, |last| last + 1);
        pieces
            .iter()
            .take(count)
            .enumerate()
            .map(|(index, piece)| piece.height + if index > 0 { piece.gap } else { 0.0 })
            .sum()
    }

    /// Places a piece and the notes that it refers to; false where they do not fit. `forced` places in any case.
    fn place(&self, filling: &mut Filling, index: usize, room: f32, forced: bool) -> bool {
        let Some(piece) = self.pieces.get(index) else { return true };
        let mut y = filling.y;
        let head = piece.head.filter(|_| !filling.begun);
        let head = head.and_then(|number| self.heads.get(number).map(|head| (number, head)));
        if let Some((_, head)) = head {
            y += head.height;
        }
        // Space vanishes at the top of a column.
        let mut gap = if filling.begun { piece.gap } else { 0.0 };
        if let Some(grid) = self.grid.filter(|_| piece.grid) {
            let off = ((y + gap) / grid - 0.001).ceil() * grid - (y + gap);
            gap += off.max(0.0);
        }
        let mut notes_height = filling.notes_height;
        let referred = self.referred.get(&index).map_or(&[][..], Vec::as_slice);
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        // Lines that no column may part from this one stand in it too.
        let space = room - (y + gap + piece.height) - self.kept_after(index);
        for (nth, note) in referred.iter().enumerate() {
            let rule = if filling.notes.is_empty() && parts.is_empty() { self.rule } else { 0.0 };
            let (height, count) = self.note_part(*note, 0, space - notes_height - rule);
            let whole = self.notes.get(*note).map_or(0, |note| note.pieces.len());
            if count == 0 && !(forced && nth == 0) {
                if forced {
                    waiting.push((*note, 0));
                    continue;
                }
                return false;
            }
            if count == 0 {
                waiting.push((*note, 0));
                continue;
            }
            parts.extend((0..count).map(|piece| (*note, piece)));
            notes_height += height + rule;
            if count < whole {
                waiting.push((*note, count));
            }
        }
        if !forced && y + gap + piece.height > room - notes_height + 0.01 {
            return false;
        }
        if let Some((number, _)) = head {
            filling.body.push((Source::Head(number), filling.y, 0.0));
        }
        filling.body.push((Source::Body(index), y + gap, gap));
        filling.y = y + gap + piece.height;
        filling.begun |= !piece.is_space();
        filling.notes.extend(parts);
        filling.notes_height = notes_height;
        filling.state.notes.extend(waiting);
        true
    }

    /// Height of the pieces after one from which no column may part it.
    fn kept_after(&self, index: usize) -> f32 {
        let after = self.pieces.get(index..).unwrap_or_default();
        let pairs = after.iter().zip(after.iter().skip(1)).take(MOST_KEPT);
        pairs
            .take_while(|(before, next)| before.keep && !next.page)
            .map(|(_, next)| next.gap + next.height)
            .sum()
    }

    /// How much of a note, from a piece on, fits into a height: its height and its pieces. All of it, or so much that
    /// neither part is too short; none if that does not fit.
    fn note_part(&self, note: usize, from: usize, room: f32) -> (f32, usize) {
        let Some(note) = self.notes.get(note) else { return (0.0, 0) };
        let pieces = note.pieces.get(from..).unwrap_or_default();
        let (mut height, mut best) = (0.0, (0.0, 0));
        for (index, piece) in pieces.iter().enumerate() {
            height += piece.height + piece.gap;
            if height > room + 0.01 {
                break;
            }
            let (before, after) = (index + 1, pieces.len() - index - 1);
            let whole = after == 0;
            let parted =
                pieces.len() >= SHORT_NOTE && before >= NOTE_LINES && after >= NOTE_LINES && !piece.keep;
            if whole || parted {
                best = (height, before);
            }
        }
        best
    }

    /// Adds a note from a piece on, or what of it fits; the rest waits. `first` is where nothing else may come first.
    fn add_note(&self, filling: &mut Filling, note: usize, from: usize, room: f32, forced: bool) {
        let rule = if filling.notes.is_empty() { self.rule } else { 0.0 };
        let left = room - filling.notes_height - rule;
        let (mut height, mut count) = self.note_part(note, from, left);
        let whole = self.notes.get(note).map_or(0, |note| note.pieces.len()).saturating_sub(from);
        if count == 0 && forced && filling.notes.is_empty() {
            // A piece taller than a column stands all the same, else it would wait for ever.
            let pieces = self.notes.get(note).and_then(|note| note.pieces.get(from..)).unwrap_or_default();
            for piece in pieces {
                if count > 0 && height + piece.height + piece.gap > left {
                    break;
                }
                height += piece.height + piece.gap;
                count += 1;
            }
        }
        if count > 0 {
            filling.notes.extend((from..from + count).map(|piece| (note, piece)));
            filling.notes_height += height + rule;
        }
        if count < whole {
            filling.state.notes.push_back((note, from + count));
        }
    }

    fn finish(&self, mut filling: Filling, state: &mut State, room: f32) -> ColumnPlan {
        if self.grid.is_some() {
            self.spread(&mut filling.body);
        }
        let mut placed = filling.body;
        if !filling.notes.is_empty() {
            // At the foot, or below the text where that goes further than it should.
            let mut y = (room - filling.notes_height).max(filling.y);
            placed.push((Source::Rule, y + self.rule * 0.6, 0.0));
            y += self.rule;
            for (note, index) in filling.notes {
                let Some(piece) = self.notes.get(note).and_then(|note| note.pieces.get(index)) else {
                    continue;
                };
                placed.push((Source::Note(note, index), y + piece.gap, piece.gap));
                y += piece.gap + piece.height;
            }
        }
        *state = filling.state;
        ColumnPlan { placed, height: filling.y, notes: filling.notes_height }
    }

    /// Shares the room that the grid left before a line out to both sides of what stands off the grid above it.
    fn spread(&self, body: &mut [(Source, f32, f32)]) {
        let piece = |source: &Source| match source {
            Source::Body(index) => self.pieces.get(*index),
            _ => None,
        };
        let mut off: Option<usize> = None;
        for index in 0..body.len() {
            let Some((source, _, gap)) = body.get(index).copied() else { break };
            let Some(own) = piece(&source) else { continue };
            if !own.grid {
                off = off.or(Some(index));
                continue;
            }
            let more = gap - own.gap;
            if let Some(first) = off.take()
                && first > 0
                && more > 0.01
            {
                let down = more * ABOVE;
                for (_, y, _) in body.iter_mut().take(index).skip(first) {
                    *y += down;
                }
                if let Some((_, _, gap)) = body.get_mut(first) {
                    *gap += down;
                }
            }
        }
    }
}

impl Filling {
    fn mark(&self) -> Mark {
        Mark {
            body: self.body.len(),
            y: self.y,
            notes: self.notes.len(),
            notes_height: self.notes_height,
            floats: self.state.floats.len(),
            waiting: self.state.notes.clone(),
            next: self.state.next,
        }
    }

    fn give_back(&mut self, mark: Mark) {
        self.body.truncate(mark.body);
        self.y = mark.y;
        self.notes.truncate(mark.notes);
        self.notes_height = mark.notes_height;
        self.state.floats.truncate(mark.floats);
        self.state.notes = mark.waiting;
        self.state.next = mark.next;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::page::{Area, NodeIndex};

    /// A document of pieces, some of which refer to notes.
    #[derive(Debug, Clone)]
    struct Sample {
        pieces: Vec<Piece>,
        notes: Vec<Footnote>,
        links: Vec<Link>,
    }

    fn piece() -> impl Strategy<Value = (f32, f32, bool, bool, bool, bool)> {
        (
            1.0f32..120.0,
            0.0f32..20.0,
            any::<bool>(),
            prop::bool::weighted(0.05),
            any::<bool>(),
            prop::bool::weighted(0.1),
        )
    }

    fn sample() -> impl Strategy<Value = Sample> {
        let notes = prop::collection::vec(prop::collection::vec(1.0f32..60.0, 1..9), 0..8);
        (prop::collection::vec(piece(), 1..60), notes, any::<prop::sample::Index>()).prop_map(
            |(pieces, notes, at)| {
                let mut float = 0;
                let count = pieces.len();
                let mut pieces: Vec<Piece> = pieces
                    .into_iter()
                    .map(|(height, gap, keep, page, grid, floats)| {
                        float += u32::from(floats);
                        Piece {
                            height,
                            gap,
                            keep,
                            page,
                            grid,
                            float: floats.then_some(float),
                            ..Piece::default()
                        }
                    })
                    .collect();
                let mut links = Vec::new();
                let notes: Vec<Footnote> = notes
                    .into_iter()
                    .enumerate()
                    .map(|(number, heights)| {
                        let key = format!("0/{number}");
                        let link = Link {
                            destination: Destination::Place(key.clone()),
                            node: NodeIndex(0),
                            description: String::new(),
                            key: None,
                        };
                        let place = (at.index(count) + number * 3) % count;
                        if let Some(piece) = pieces.get_mut(place) {
                            piece.links.push((Area::default(), links.len()));
                        }
                        links.push(link);
                        let line = |height| Piece { height, ..Piece::default() };
                        Footnote { key, pieces: heights.into_iter().map(line).collect() }
                    })
                    .collect();
                Sample { pieces, notes, links }
            },
        )
    }

    proptest! {
        #[test]
        fn every_piece_and_note_stands_once_and_within_its_column(sample in sample(), room in 100.0f32..500.0) {
            let matter = Matter::new(&sample.pieces, &[], &sample.notes, &sample.links, Some(14.0), 10.0);
            let mut state = State::default();
            let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
            let mut noted: BTreeMap<(usize, usize), usize> = BTreeMap::new();
            let mut columns = 0;
            while !matter.is_done(&state) {
                let before = state.clone();
                let plan = matter.column(&mut state, room, None, true);
                prop_assert!(state != before, "nothing was set");
                columns += 1;
                prop_assert!(columns < 1_000);
                let mut last = 0.0f32;
                for (nth, (source, y, _)) in plan.placed.iter().enumerate() {
                    prop_assert!(*y >= last - 0.01, "one over another");
                    let height = match source {
                        Source::Body(index) => {
                            *seen.entry(*index).or_default() += 1;
                            sample.pieces.get(*index).map_or(0.0, |p| p.height)
                        }
                        Source::Note(note, index) => {
                            *noted.entry((*note, *index)).or_default() += 1;
                            sample.notes.get(*note).and_then(|n| n.pieces.get(*index)).map_or(0.0, |p| p.height)
                        }
                        Source::Rule | Source::Head(_) => 0.0,
                    };
                    last = y + height;
                    let alone = nth == 0 || height > room * 0.5;
                    prop_assert!(last <= room + 0.1 || alone || plan.notes > 0.0, "{last} of {room}");
                }
            }
            prop_assert_eq!(seen.len(), sample.pieces.len());
            prop_assert!(seen.values().chain(noted.values()).all(|count| *count == 1));
            prop_assert_eq!(noted.len(), sample.notes.iter().map(|note| note.pieces.len()).sum::<usize>());
        }
    }

    fn lines(count: usize) -> Vec<Piece> {
        vec![Piece { height: 10.0, ..Piece::default() }; count]
    }

    fn columns(matter: &Matter<'_>, room: f32) -> Vec<Vec<Source>> {
        let mut state = State::default();
        let mut out = Vec::new();
        while !matter.is_done(&state) {
            let plan = matter.column(&mut state, room, None, true);
            out.push(plan.placed.into_iter().map(|(source, _, _)| source).collect());
        }
        out
    }

    #[test]
    fn a_figure_that_does_not_fit_lets_the_text_go_first() {
        let mut pieces = lines(8);
        let figure = |height| Piece { height, float: Some(1), ..Piece::default() };
        pieces.splice(3..3, [Piece { keep: true, ..figure(25.0) }, figure(10.0)]);
        let matter = Matter::new(&pieces, &[], &[], &[], None, 5.0);
        let got = columns(&matter, 60.0);
        let body = |all: &[usize]| all.iter().map(|index| Source::Body(*index)).collect::<Vec<_>>();
        assert_eq!(got, [body(&[0, 1, 2, 5, 6, 7]), body(&[3, 4, 8, 9])]);
    }

    #[test]
    fn figures_stay_in_order_and_what_ends_an_article_waits_for_them() {
        let mut pieces = lines(9);
        let figure = |id, height| Piece { height, float: Some(id), ..Piece::default() };
        // The second would fit where the first does not.
        pieces.splice(3..3, [figure(1, 45.0)]);
        pieces.splice(5..5, [figure(2, 10.0)]);
        if let Some(last) = pieces.last_mut() {
            last.ends = true;
        }
        let matter = Matter::new(&pieces, &[], &[], &[], None, 5.0);
        let got = columns(&matter, 60.0);
        let body = |all: &[usize]| all.iter().map(|index| Source::Body(*index)).collect::<Vec<_>>();
        assert_eq!(got, [body(&[0, 1, 2, 4, 6, 7]), body(&[3, 5]), body(&[8, 9, 10])]);
    }

    #[test]
    fn a_note_takes_its_room_from_the_column_of_its_reference() {
        let mut pieces = lines(10);
        let links = [Link {
            destination: Destination::Place("0/n".to_owned()),
            node: NodeIndex(0),
            description: String::new(),
            key: None,
        }];
        if let Some(piece) = pieces.get_mut(1) {
            piece.links.push((Area::default(), 0));
        }
        let notes = [Footnote { key: "0/n".to_owned(), pieces: lines(2) }];
        let matter = Matter::new(&pieces, &[], &notes, &links, None, 5.0);
        let first = columns(&matter, 60.0).into_iter().next().unwrap_or_default();
        let body = (0..3).map(Source::Body);
        let expected: Vec<Source> =
            body.chain([Source::Rule, Source::Note(0, 0), Source::Note(0, 1)]).collect();
        assert_eq!(first, expected);
    }

    #[test]
    fn a_long_note_goes_on_in_the_next_column() {
        let mut pieces = lines(6);
        let links = [Link {
            destination: Destination::Place("0/n".to_owned()),
            node: NodeIndex(0),
            description: String::new(),
            key: None,
        }];
        if let Some(piece) = pieces.get_mut(0) {
            piece.links.push((Area::default(), 0));
        }
        let notes = [Footnote { key: "0/n".to_owned(), pieces: lines(8) }];
        let matter = Matter::new(&pieces, &[], &notes, &links, None, 5.0);
        let got = columns(&matter, 60.0);
        let notes_in = |column: &[Source]| column.iter().filter(|s| matches!(s, Source::Note(..))).count();
        assert_eq!(got.iter().map(|column| notes_in(column)).collect::<Vec<_>>(), [4, 4, 0]);
    }
}
