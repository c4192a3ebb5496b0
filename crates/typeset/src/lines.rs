//! Choosing the lines of a paragraph.
//!
//! Even and ragged lines are both chosen for the paragraph as a whole ([`crate::total_fit`]), in passes that allow more
//! and more: without hyphenation, with it, with more room for spaces to stretch, and at last with breaks within words.
//! Titles are balanced: lines that take what fits in the narrowest measure that needs no more of them.

use std::ops::Range;

use crate::breakpoints::{Breakpoint, Sums, breakpoints};
use crate::breaks::{Break, breaks, emergencies};
use crate::faces::FaceSet;
use crate::hanging::Edges;
use crate::hyphens::Hyphenator;
use crate::rich_text::RichText;
use crate::shape::{AtomKind, Shaped};
use crate::shaper::Shaper;
use crate::total_fit::{Aim, Fit, PLAIN, Rooms, Rules, total_fit};

/// A line: a range of atoms.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) atoms: Range<usize>,
    /// A hyphen that is not in the text ends it.
    pub(crate) hyphen: bool,
    /// The last of the paragraph, or ended by a line break: not stretched.
    pub(crate) ends: bool,
}

/// How the lines of a paragraph are to be chosen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    pub(crate) manner: Manner,
    pub(crate) measure: f32,
    /// By how much the first line is shorter.
    pub(crate) indent: f32,
    /// Size of the text.
    pub(crate) size: f32,
    /// Words may be divided.
    pub(crate) hyphenate: bool,
    pub(crate) hanging: bool,
}

/// What the lines are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Even,
    Ragged,
    /// As few as can be, and of nearly one length.
    Balanced,
}

/// Badness that lines without hyphens may have, before words are divided (TeX's `\pretolerance`).
const TOLERANCE_WITHOUT_HYPHENS: f64 = 100.0;
/// Stretch, in ems, that lines get on top of their own where the tolerance is passed otherwise: as much as one space has, so
/// that lines without a space can be compared. TeX gives ems, since its badness ends at 10,000 and can't tell a
/// bad line from a worse one; ours can, and so finds the lines whose own spaces are stretched least.
const EMERGENCY_STRETCH: f64 = 0.125;
/// Lines that may end in hyphens one above the other.
const HYPHENS_IN_A_ROW: u8 = 2;
/// Ems that a last line has at least, where it has no more than an indent to be longer than: the next paragraph's first
/// line would begin to the right of its end.
const SHORTEST_LAST_LINE: f64 = 2.2;
/// The same as a share of the indent.
const SHORTEST_OF_INDENT: f64 = 1.4;
/// Demerits of a last line that is a scrap: as much as some four lines of badness 100 cost.
const SCRAP_DEMERITS: f64 = 50_000.0;
/// Share of the measure, in hundredths, that a ragged line may leave empty before words are divided.
const RAGGED_TOLERANCE: f64 = 35.0;
/// Penalties of ragged lines that end in hyphens, in hundredths of the measure left empty: seldom worth it.
const RAGGED_HYPHENS: f64 = 30.0;
/// Points that a line may be too long for the sake of rounding.
const GIVE: f64 = 0.01;

/// What choosing lines needs and keeps.
pub(crate) struct Chooser<'a, 'f> {
    pub(crate) faces: &'a mut FaceSet<'f>,
    pub(crate) shaper: &'a mut Shaper,
    pub(crate) hyphenator: &'a mut Hyphenator,
}

impl Chooser<'_, '_> {
    /// The lines of a shaped paragraph.
    pub(crate) fn lines(&mut self, rich: &RichText, shaped: &mut Shaped, wish: Wish) -> Vec<Choice> {
        let mut breaks = breaks(rich, shaped);
        emergencies(shaped, &mut breaks, wish.measure - wish.indent.max(0.0));
        let shaped = &*shaped;
        let edges = Edges { rich, shaped, hanging: wish.hanging };
        let points = self.points(edges, &breaks);
        let rooms = Rooms { first: f64::from(wish.measure - wish.indent), rest: f64::from(wish.measure) };
        if wish.manner == Manner::Balanced {
            return balanced(&points, rooms);
        }
        let mut more: Option<Vec<Breakpoint>> = None;
        let mut out = Vec::new();
        // Between line breaks of the text each stretch is chosen by itself.
        let (mut from, mut rooms) = (0, rooms);
        while from + 1 < points.len() {
            let ahead = points.iter().skip(from + 1).position(|point| point.kind == Break::Always);
            let to = ahead.map_or(points.len() - 1, |ahead| from + 1 + ahead);
            let stretch = points.get(from..=to).unwrap_or_default();
            self.stretch(stretch, &mut more, &mut breaks, edges, rooms, wish, &mut out);
            from = to;
            rooms.first = rooms.rest;
        }
        out
    }

    fn points(&mut self, edges: Edges<'_>, breaks: &[Break]) -> Vec<Breakpoint> {
        breakpoints(edges, breaks, &mut |index| {
            let span = edges.shaped.stretch(index).and_then(|stretch| edges.rich.spans.get(stretch.span));
            span.map_or(0.0, |span| {
                self.shaper
                    .hyphen(self.faces, &span.look)
                    .map_or(0.0, |hyphen| hyphen.advance * span.look.size)
            })
        })
    }

    /// The lines between two line breaks of the text, in the first pass that finds some.
    #[allow(clippy::too_many_arguments, reason = "one step of `lines`, whose state it works on")]
    fn stretch(
        &mut self,
        points: &[Breakpoint],
        more: &mut Option<Vec<Breakpoint>>,
        breaks: &mut [Break],
        edges: Edges<'_>,
        rooms: Rooms,
        wish: Wish,
        out: &mut Vec<Choice>,
    ) {
        let passes = passes(wish);
        let first = passes.first().and_then(|rules| total_fit(points, rooms, rules));
        if let Some(fit) = first.as_ref().filter(|fit| !fit.scrap) {
            take(points, fit, out);
            return;
        }
        let divided = more.get_or_insert_with(|| {
            if wish.hyphenate {
                self.hyphenator.hyphenate(edges.rich, edges.shaped, breaks);
            }
            self.points(edges, breaks)
        });
        let at = |next: usize| divided.partition_point(|point| point.next < next);
        let (from, to) = match (points.first(), points.last()) {
            (Some(first), Some(last)) => (at(first.next), at(last.next)),
            _ => return,
        };
        let divided = divided.get(from..=to).unwrap_or_default();
        let second = passes.get(1).and_then(|rules| total_fit(divided, rooms, rules));
        // A scrap that the tolerance leaves no way around may be worth a looser line.
        let third = match &second {
            Some(fit) if fit.scrap => passes.get(2).and_then(|rules| total_fit(divided, rooms, rules)),
            _ => None,
        };
        match (first, second, third) {
            (_, _, Some(third)) if !third.scrap => take(divided, &third, out),
            (Some(first), _, _) if !first.scrap => take(points, &first, out),
            (_, Some(second), _) => take(divided, &second, out),
            (Some(first), None, _) => take(points, &first, out),
            (None, None, _) => {
                let fit = passes.iter().skip(2).find_map(|rules| total_fit(divided, rooms, rules));
                match fit {
                    Some(fit) => take(divided, &fit, out),
                    // The last pass always finds something; were it not so, no text would be lost.
                    None => {
                        take(points, &Fit { ends: vec![points.len() - 1], demerits: 0.0, scrap: false }, out)
                    }
                }
            }
        }
    }
}

/// The rules of each pass.
fn passes(wish: Wish) -> [Rules; 4] {
    let size = f64::from(wish.size);
    let scrap = (size * SHORTEST_LAST_LINE).max(f64::from(wish.indent) * SHORTEST_OF_INDENT);
    let even = Rules {
        hyphens_in_a_row: HYPHENS_IN_A_ROW,
        scrap,
        scrap_demerits: SCRAP_DEMERITS,
        give: GIVE,
        ..PLAIN
    };
    let stretched = Rules { tolerance: f64::INFINITY, emergency_stretch: size * EMERGENCY_STRETCH, ..even };
    let last = Rules { last_resort: true, ..stretched };
    if wish.manner == Manner::Even {
        return [Rules { tolerance: TOLERANCE_WITHOUT_HYPHENS, ..even }, even, stretched, last];
    }
    // A share of the measure is what costs here: one line more costs as much as a tenth of a line left empty.
    let ragged = Rules {
        aim: Aim::Ragged,
        tolerance: RAGGED_TOLERANCE,
        double_hyphen_demerits: RAGGED_HYPHENS * RAGGED_HYPHENS,
        final_hyphen_demerits: RAGGED_HYPHENS * RAGGED_HYPHENS,
        scrap_demerits: RAGGED_HYPHENS * RAGGED_HYPHENS,
        ..even
    };
    let open = Rules { tolerance: f64::INFINITY, ..ragged };
    [ragged, ragged, open, Rules { last_resort: true, ..open }]
}

fn take(points: &[Breakpoint], fit: &Fit, out: &mut Vec<Choice>) {
    let mut start = points.first().map_or(0, |point| point.next);
    for end in &fit.ends {
        let Some(point) = points.get(*end) else { continue };
        out.push(choice(start, point));
        start = point.next;
    }
}

fn choice(start: usize, point: &Breakpoint) -> Choice {
    Choice {
        atoms: start..point.next,
        hyphen: point.kind == Break::Hyphen,
        ends: point.kind == Break::Always,
    }
}

/// The atoms of a line without the space at its end.
pub(crate) fn trimmed(shaped: &Shaped, range: &Range<usize>) -> Range<usize> {
    let mut end = range.end;
    while end > range.start
        && shaped
            .atoms
            .get(end - 1)
            .is_some_and(|a| matches!(a.kind, AtomKind::Space | AtomKind::Newline | AtomKind::Invisible))
    {
        end -= 1;
    }
    range.start..end
}

/// Lines that take what fits: indexes of the breakpoints at which they end.
pub(crate) fn first_fit(points: &[Breakpoint], rooms: Rooms) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut start = points.first().map_or_else(Sums::default, |point| point.start);
    let mut best: Option<usize> = None;
    let mut at = 1;
    while let Some(point) = points.get(at) {
        let room = if ends.is_empty() { rooms.first } else { rooms.rest };
        let width = (point.end.width - start.width).max(0.0) + point.tail;
        if width > room + GIVE
            && let Some(end) = best.take()
        {
            ends.push(end);
            start = points.get(end).map_or(start, |point| point.start);
            at = end + 1;
            continue;
        }
        let torn = |index: usize| points.get(index).is_some_and(|point| point.kind == Break::Emergency);
        if point.kind == Break::Always {
            ends.push(at);
            start = point.start;
            best = None;
        } else if !(torn(at) && best.is_some_and(|best| !torn(best))) {
            // A real break earlier on the line is better than one within a word.
            best = Some(at);
        }
        at += 1;
    }
    ends
}

/// Lines more than which a title is not balanced: it is a paragraph then.
const MOST_BALANCED: usize = 5;

/// The lines of [`first_fit`], no more of them, but as nearly of one length as that allows.
fn balanced(points: &[Breakpoint], rooms: Rooms) -> Vec<Choice> {
    let mut best = first_fit(points, rooms);
    if (2..=MOST_BALANCED).contains(&best.len()) {
        // The narrowest measure that needs no more lines, to within a part in 128.
        let (mut narrow, mut wide) = (rooms.rest * 0.4, rooms.rest);
        let indent = rooms.rest - rooms.first;
        for _ in 0..7 {
            let middle = (narrow + wide) / 2.0;
            let lines = first_fit(points, Rooms { first: middle - indent, rest: middle });
            let torn =
                lines.iter().any(|end| points.get(*end).is_some_and(|point| point.kind == Break::Emergency));
            if lines.len() == best.len() && !torn {
                best = lines;
                wide = middle;
            } else {
                narrow = middle;
            }
        }
    }
    let mut out = Vec::new();
    take(points, &Fit { ends: best, demerits: 0.0, scrap: false }, &mut out);
    out
}
