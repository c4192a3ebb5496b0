//! Choosing the lines of a paragraph.
//!
//! Justified text is broken for the best paragraph as a whole, after Knuth and Plass, “Breaking Paragraphs into
//! Lines” (Software: Practice and Experience 11, 1981): each line's badness is the cube of how far its spaces
//! stretch or shrink, and the sum of demerits is least. Ragged text takes what fits, line by line.

use std::ops::Range;

use crate::breaks::Break;
use crate::shape::{AtomKind, Shaped};

/// A line: a range of atoms.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Choice {
    pub(crate) atoms: Range<usize>,
    /// A hyphen that is not in the text ends it.
    pub(crate) hyphen: bool,
    /// The last of the paragraph, or ended by a line break: not stretched.
    pub(crate) ends: bool,
}

/// Demerits of breaking at a hyphen, and of two hyphens one above the other; the values of plain TeX.
const HYPHEN_PENALTY: f32 = 50.0;
const DOUBLE_HYPHEN_DEMERITS: f32 = 10_000.0;
/// Demerits of breaking within a word where no syllable ends; more than any loose line costs.
const EMERGENCY_DEMERITS: f32 = 1.0e9;
/// Shares of a space's width by which it may stretch and shrink: TeX's for Computer Modern are 1/2 and 1/3.
const STRETCH: f32 = 0.5;
const SHRINK: f32 = 0.3;
/// Share of an ideograph's width by which the gap after it may grow.
const IDEOGRAPH_STRETCH: f32 = 0.06;

/// How far an atom may stretch.
pub(crate) fn stretch(kind: AtomKind, width: f32) -> f32 {
    match kind {
        AtomKind::Space => width * STRETCH,
        AtomKind::Ideograph => width * IDEOGRAPH_STRETCH,
        AtomKind::Word | AtomKind::Newline | AtomKind::Invisible => 0.0,
    }
}

/// How far an atom may shrink.
pub(crate) fn shrink(kind: AtomKind, width: f32) -> f32 {
    if kind == AtomKind::Space { width * SHRINK } else { 0.0 }
}

/// What is measured of a paragraph: sums up to each atom.
struct Sums {
    width: Vec<f32>,
    stretch: Vec<f32>,
    shrink: Vec<f32>,
}

impl Sums {
    fn of(shaped: &Shaped) -> Self {
        let mut sums = Self { width: vec![0.0], stretch: vec![0.0], shrink: vec![0.0] };
        let (mut w, mut p, mut m) = (0.0, 0.0, 0.0);
        for atom in &shaped.atoms {
            w += atom.width;
            p += stretch(atom.kind, atom.width);
            m += shrink(atom.kind, atom.width);
            sums.width.push(w);
            sums.stretch.push(p);
            sums.shrink.push(m);
        }
        sums
    }

    fn between(of: &[f32], range: &Range<usize>) -> f32 {
        of.get(range.end).copied().unwrap_or(0.0) - of.get(range.start).copied().unwrap_or(0.0)
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

/// Lines that take what fits. `indent` shortens the first.
pub(crate) fn ragged(
    shaped: &Shaped,
    breaks: &[Break],
    measure: f32,
    indent: f32,
    hyphen: f32,
) -> Vec<Choice> {
    let sums = Sums::of(shaped);
    let count = shaped.atoms.len();
    let mut lines: Vec<Choice> = Vec::new();
    let mut start = 0;
    let mut best: Option<usize> = None;
    let mut at = 0;
    while at < count {
        let what = breaks.get(at).copied().unwrap_or(Break::No);
        let room = if lines.is_empty() { measure - indent } else { measure };
        let range = start..at + 1;
        let extra = if what == Break::Hyphen { hyphen } else { 0.0 };
        let width = Sums::between(&sums.width, &trimmed(shaped, &range)) + extra;
        if width > room + 0.01
            && let Some(end) = best.take()
        {
            let hyphen = breaks.get(end - 1) == Some(&Break::Hyphen);
            lines.push(Choice { atoms: start..end, hyphen, ends: false });
            start = end;
            at = end;
            continue;
        }
        match what {
            Break::Always => {
                lines.push(Choice { atoms: range, hyphen: false, ends: true });
                start = at + 1;
                best = None;
            }
            Break::No => {}
            Break::Emergency if best.is_some_and(|b| breaks.get(b - 1) != Some(&Break::Emergency)) => {
                // A real break earlier on the line is better than one within a word.
            }
            _ => best = Some(at + 1),
        }
        at += 1;
    }
    if start < count {
        lines.push(Choice { atoms: start..count, hyphen: false, ends: true });
    }
    lines
}

/// Lines more than which a title is not balanced: it is a paragraph then.
const MOST_BALANCED: usize = 5;

/// The lines that [`ragged`] would take, no more of them, but as nearly of one length as that allows.
pub(crate) fn balanced(
    shaped: &Shaped,
    breaks: &[Break],
    measure: f32,
    indent: f32,
    hyphen: f32,
) -> Vec<Choice> {
    let mut best = ragged(shaped, breaks, measure, indent, hyphen);
    if !(2..=MOST_BALANCED).contains(&best.len()) {
        return best;
    }
    // The narrowest measure that needs no more lines, to within a part in 128.
    let (mut narrow, mut wide) = (measure * 0.4, measure);
    for _ in 0..7 {
        let middle = (narrow + wide) / 2.0;
        let lines = ragged(shaped, breaks, middle, indent, hyphen);
        let fits = lines.len() == best.len() && lines.iter().all(|line| !is_torn(breaks, line));
        if fits {
            best = lines;
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    best
}

/// Whether a line ends within a word.
fn is_torn(breaks: &[Break], line: &Choice) -> bool {
    line.atoms.end.checked_sub(1).and_then(|last| breaks.get(last)) == Some(&Break::Emergency)
}

/// A way to have come to a break.
#[derive(Clone, Copy)]
struct Way {
    /// Atom after the break.
    at: usize,
    demerits: f32,
    hyphen: bool,
    first: bool,
    from: usize,
}

/// Lines of even length, best as a whole.
pub(crate) fn justified(
    shaped: &Shaped,
    breaks: &[Break],
    measure: f32,
    indent: f32,
    hyphen: f32,
) -> Vec<Choice> {
    let sums = Sums::of(shaped);
    let count = shaped.atoms.len();
    let mut ways = vec![Way { at: 0, demerits: 0.0, hyphen: false, first: true, from: 0 }];
    let mut active: Vec<usize> = vec![0];
    for at in 0..count {
        let what = if at + 1 == count { Break::Always } else { breaks.get(at).copied().unwrap_or(Break::No) };
        if what == Break::No {
            continue;
        }
        let mut best: Option<Way> = None;
        let mut tight: Option<Way> = None;
        let mut keep: Vec<usize> = Vec::with_capacity(active.len());
        for &index in &active {
            let Some(way) = ways.get(index).copied() else { continue };
            let room = if way.first { measure - indent } else { measure };
            let line = trimmed(shaped, &(way.at..at + 1));
            let extra = if what == Break::Hyphen { hyphen } else { 0.0 };
            let slack = room - Sums::between(&sums.width, &line) - extra;
            let shrink = Sums::between(&sums.shrink, &line);
            let overfull = slack < -shrink - 0.01;
            let badness = if overfull {
                f32::INFINITY
            } else if slack < 0.0 {
                100.0 * (-slack / shrink.max(0.001)).powi(3)
            } else if what == Break::Always {
                0.0
            } else {
                let ratio = slack / Sums::between(&sums.stretch, &line).max(room * 0.002);
                (100.0 * ratio.powi(3)).min(1.0e7)
            };
            let penalty = if what == Break::Hyphen { HYPHEN_PENALTY } else { 0.0 };
            let mut demerits = way.demerits + (1.0 + badness).powi(2).min(1.0e12) + penalty * penalty;
            if what == Break::Hyphen && way.hyphen {
                demerits += DOUBLE_HYPHEN_DEMERITS;
            }
            if what == Break::Emergency {
                demerits += EMERGENCY_DEMERITS;
            }
            let next = Way { at: at + 1, demerits, hyphen: what == Break::Hyphen, first: false, from: index };
            if overfull && slack + extra >= -shrink {
                keep.push(index); // Too long by its hyphen only: the end of the word may still fit.
            } else if overfull {
                // Kept aside: the way out when no line fits at all.
                if tight.is_none_or(|t| way.at > ways.get(t.from).map_or(0, |w| w.at)) {
                    tight = Some(Way { demerits: way.demerits + 1.0e12, ..next });
                }
            } else {
                keep.push(index);
                if best.is_none_or(|b| demerits < b.demerits) {
                    best = Some(next);
                }
            }
        }
        let chosen = if keep.is_empty() { best.or(tight) } else { best };
        active = keep;
        if what == Break::Always {
            active.clear();
        }
        if let Some(way) = chosen {
            ways.push(way);
            active.push(ways.len() - 1);
        }
    }
    let mut ends: Vec<Way> = Vec::new();
    let mut index = ways.len() - 1;
    while let Some(way) = ways.get(index).copied() {
        if index == 0 {
            break;
        }
        ends.push(way);
        index = way.from;
    }
    ends.reverse();
    let mut start = 0;
    ends.into_iter()
        .map(|way| {
            let atoms = start..way.at;
            start = way.at;
            let always = breaks.get(way.at - 1) == Some(&Break::Always) || way.at == count;
            Choice { atoms, hyphen: way.hyphen, ends: always }
        })
        .collect()
}
