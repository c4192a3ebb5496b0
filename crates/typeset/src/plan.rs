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

impl State {
    /// Whether figures or notes wait for a column.
    fn owes(&self) -> bool {
        !self.floats.is_empty() || !self.notes.is_empty()
    }
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
        state.next >= self.pieces.len() && !state.owes()
    }

    /// Whether the next piece goes over all columns.
    pub(crate) fn is_wide(&self, state: &State) -> bool {
        !state.owes() && self.pieces.get(state.next).is_some_and(|p| p.wide)
    }

    /// Whether a new page is to begin.
    pub(crate) fn begins_page(&self, state: &State) -> bool {
        !state.owes() && self.pieces.get(state.next).is_none_or(|p| p.page)
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
            if let Some(group) = self.float_at(index)
                && self.waits(&filling, &group, room)
            {
                filling.state.next = group.end;
                filling.state.floats.push_back(group);
                continue;
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

    /// Whether a figure waits for the next column: one before it does, for none overtakes another, or it does not fit
    /// here and would at the top of one.
    fn waits(&self, filling: &Filling, group: &Range<usize>, room: f32) -> bool {
        if !filling.state.floats.is_empty() {
            return true;
        }
        let here = self.end_of(group, filling.y, filling.begun);
        let alone = self.end_of(group, 0.0, false);
        filling.begun && here > room - filling.notes_height + 0.01 && alone <= room + 0.01
    }

    /// Notes that go on from the column before.
    fn carried(&self, filling: &mut Filling, room: f32) {
        let waiting = std::mem::take(&mut filling.state.notes);
        for (note, from) in waiting {
            self.carry_on(filling, note, from, room);
        }
    }

    /// Figures that wait; the first stands whatever its height.
    fn floats(&self, filling: &mut Filling, room: f32) {
        while let Some(group) = filling.state.floats.front().cloned() {
            let end = self.end_of(&group, filling.y, filling.begun);
            let fits = end <= room - filling.notes_height + 0.01;
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

    /// How far down a column the pieces go that begin below `y`, with what the grid adds.
    fn end_of(&self, group: &Range<usize>, mut y: f32, mut begun: bool) -> f32 {
        let pieces = self.pieces.get(group.clone()).unwrap_or_default();
        // The last piece may be nothing but space, which is not needed at a column's end.
        let count = pieces.iter().rposition(|piece| !piece.is_space()).map_or(0, |last| last + 1);
        for piece in pieces.iter().take(count) {
            y += self.gap_above(piece, y, begun) + piece.height;
            begun |= !piece.is_space();
        }
        y
    }

    /// The space above a piece that begins below `y`: its own, which vanishes at the top of a column, and what brings it
    /// to the grid.
    fn gap_above(&self, piece: &Piece, y: f32, begun: bool) -> f32 {
        let gap = if begun { piece.gap } else { 0.0 };
        let Some(grid) = self.grid.filter(|_| piece.grid) else { return gap };
        let off = ((y + gap) / grid - 0.001).ceil() * grid - (y + gap);
        gap + off.max(0.0)
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
        let gap = self.gap_above(piece, y, filling.begun);
        let mut notes_height = filling.notes_height;
        let referred = self.referred.get(&index).map_or(&[][..], Vec::as_slice);
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        // Lines that no column may part from this one stand in it too.
        let space = room - (y + gap + piece.height) - self.kept_after(index);
        for note in referred {
            let rule = if filling.notes.is_empty() && parts.is_empty() { self.rule } else { 0.0 };
            let (height, count) = self.note_part(*note, 0, space - notes_height - rule);
            let whole = self.notes.get(*note).map_or(0, |note| note.pieces.len());
            if count == 0 {
                if !forced {
                    return false;
                }
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

    /// Sets a note from a piece on, or what of it fits; the rest waits.
    fn carry_on(&self, filling: &mut Filling, note: usize, from: usize, room: f32) {
        let rule = if filling.notes.is_empty() { self.rule } else { 0.0 };
        let left = room - filling.notes_height - rule;
        let (mut height, mut count) = self.note_part(note, from, left);
        let whole = self.notes.get(note).map_or(0, |note| note.pieces.len()).saturating_sub(from);
        if count == 0 && filling.notes.is_empty() {
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
