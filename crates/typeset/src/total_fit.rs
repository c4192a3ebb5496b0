//! Total-fit line breaking: the lines that are best as a whole, after Knuth and Plass, “Breaking Paragraphs into Lines”
//! (Software: Practice and Experience 11, 1981), as TeX has it (TeX: The Program, §813–§890).
//!
//! Each line has a badness, the cube of how far its spaces stretch or shrink, and demerits that come of it; the sum
//! of demerits is least. Ways to a breakpoint differ in the fitness class of their last line and in how many lines end
//! in hyphens one above the other, since both bear on what follows; of each kind the best is kept.

use crate::breakpoints::{Breakpoint, Sums};
use crate::breaks::Break;

/// What lines are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Of one length: spaces stretch and shrink.
    Even,
    /// Of nearly one length, their spaces as they are.
    Ragged,
}

/// Widths of lines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rooms {
    pub(crate) first: f64,
    pub(crate) rest: f64,
}

/// What lines cost and may be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) aim: Aim,
    /// What each line costs.
    pub(crate) line_penalty: f64,
    /// Demerits of lines one above the other whose fitness classes are not neighbours.
    pub(crate) adjacent_demerits: f64,
    /// Demerits of two lines that end in hyphens, and of a hyphen at the end of the last line but one.
    pub(crate) double_hyphen_demerits: f64,
    pub(crate) final_hyphen_demerits: f64,
    /// Badness that no line may pass.
    pub(crate) tolerance: f64,
    /// Stretch that every line is given on top of its own.
    pub(crate) emergency_stretch: f64,
    /// Lines that may end in hyphens one above the other.
    pub(crate) hyphens_in_a_row: u8,
    /// Last lines shorter than this, and those that are only the end of a word, are scraps.
    pub(crate) scrap: f64,
    pub(crate) scrap_demerits: f64,
    /// The last resort: breaks within words and lines that are too long, as few as can be.
    pub(crate) last_resort: bool,
    /// By how much a line may be too long, for the sake of rounding.
    pub(crate) give: f64,
    /// Badness of having to change by a length where a length can be had.
    pub(crate) badness: fn(f64, f64) -> f64,
}

/// The values of plain TeX.
pub(crate) const PLAIN: Rules = Rules {
    aim: Aim::Even,
    line_penalty: 10.0,
    adjacent_demerits: 10_000.0,
    double_hyphen_demerits: 10_000.0,
    final_hyphen_demerits: 5_000.0,
    tolerance: 200.0,
    emergency_stretch: 0.0,
    hyphens_in_a_row: u8::MAX,
    scrap: 0.0,
    scrap_demerits: 0.0,
    last_resort: false,
    give: 0.0,
    badness,
};

/// 100 times the cube of the ratio.
pub(crate) fn badness(change: f64, give: f64) -> f64 {
    if change <= 0.0 {
        0.0
    } else if give <= 0.0 {
        f64::INFINITY
    } else {
        100.0 * (change / give).powi(3)
    }
}

/// What a way to a breakpoint costs; fewer violations come before all else.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub(crate) struct Cost {
    violations: u32,
    pub(crate) demerits: f64,
}

/// Violations of the last resort: a third hyphen in a row, a break within a word where no syllable ends, a line too long.
const THIRD_HYPHEN: u32 = 1;
const TORN_WORD: u32 = 100;
const OVERFULL: u32 = 10_000;

/// Fitness classes, as TeX numbers them: lines whose badness is at most 12 are decent.
const VERY_LOOSE: u8 = 0;
const LOOSE: u8 = 1;
const DECENT: u8 = 2;
const TIGHT: u8 = 3;
const CLASSES: usize = 4;
/// Hyphens in a row are told apart up to this many.
const RUNS: usize = 4;

/// Ways that are followed at once; only paragraphs of thousands of breakpoints in one line come to it.
const MOST_ACTIVE: usize = 2048;

/// A way to a breakpoint that lines may still start from.
#[derive(Clone, Copy)]
struct Way {
    start: Sums,
    cost: Cost,
    node: usize,
    fitness: u8,
    hyphens: u8,
    first: bool,
}

/// A breakpoint on a way, and the node before it.
#[derive(Clone, Copy)]
struct Node {
    point: usize,
    from: usize,
}

#[derive(Clone, Copy)]
struct Candidate {
    cost: Cost,
    from: usize,
    scrap: bool,
}

/// Lines.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    /// Indexes of the breakpoints at which lines end; the last is the end.
    pub(crate) ends: Vec<usize>,
    pub(crate) demerits: f64,
    /// The last line is a scrap.
    pub(crate) scrap: bool,
}

/// The best lines from the first of some breakpoints to the last of them, if there are any within the rules.
pub(crate) fn total_fit(points: &[Breakpoint], rooms: Rooms, rules: &Rules) -> Option<Fit> {
    let start = points.first()?;
    let mut nodes = vec![Node { point: 0, from: 0 }];
    let mut active = vec![Way {
        start: start.start,
        cost: Cost::default(),
        node: 0,
        fitness: DECENT,
        hyphens: 0,
        first: true,
    }];
    let last = points.len().checked_sub(1).filter(|last| *last > 0)?;
    for (index, point) in points.iter().enumerate().skip(1) {
        let ends = index == last;
        if point.kind == Break::Emergency && !rules.last_resort && !ends {
            continue;
        }
        let mut best: [[Option<Candidate>; CLASSES]; RUNS] = [[None; CLASSES]; RUNS];
        let mut rescue: Option<Candidate> = None;
        let mut found = false;
        active.retain(|way| {
            let line = Line::of(way, point, rooms, rules.aim);
            if line.slack < -line.shrink - rules.give {
                let cost = Cost {
                    violations: way.cost.violations.saturating_add(OVERFULL),
                    demerits: way.cost.demerits,
                };
                // The latest start makes the shortest of the lines that are too long.
                rescue = Some(Candidate { cost, from: way.node, scrap: false });
                // Too long by its hyphen only: the end of the word may still fit.
                return line.slack + point.tail.max(0.0) >= -line.shrink - rules.give;
            }
            let Some((demerits, fitness, scrap)) = line.demerits(way, point, ends, rules) else {
                return true;
            };
            let hyphens = if point.flagged && !ends { way.hyphens.saturating_add(1) } else { 0 };
            let mut violations = way.cost.violations;
            if hyphens > rules.hyphens_in_a_row {
                if !rules.last_resort {
                    return true;
                }
                violations = violations.saturating_add(THIRD_HYPHEN);
            }
            if point.kind == Break::Emergency {
                violations = violations.saturating_add(TORN_WORD);
            }
            let cost = Cost { violations, demerits: way.cost.demerits + demerits };
            let run = usize::from(hyphens).min(RUNS - 1);
            let slot = best.get_mut(run).and_then(|row| row.get_mut(usize::from(fitness)));
            if let Some(slot) = slot.filter(|slot| slot.is_none_or(|c| cost <= c.cost)) {
                *slot = Some(Candidate { cost, from: way.node, scrap });
                found = true;
            }
            true
        });
        if ends {
            let candidates = best.iter().flatten().flatten();
            let least =
                candidates.min_by(|a, b| a.cost.partial_cmp(&b.cost).unwrap_or(std::cmp::Ordering::Equal));
            let chosen = least.copied().or(rescue.filter(|_| rules.last_resort))?;
            return Some(finish(&nodes, chosen, index));
        }
        if !found {
            if !active.is_empty() {
                continue;
            }
            let candidate = rescue.filter(|_| rules.last_resort)?;
            add(&mut nodes, &mut active, index, point, candidate, DECENT, 0);
            continue;
        }
        let mut least: Option<Cost> = None;
        for (run, row) in (0u8..).zip(&best) {
            for candidate in row.iter().flatten() {
                if least.is_none_or(|l| candidate.cost < l) {
                    least = Some(candidate.cost);
                }
            }
            for (fitness, candidate) in (0u8..).zip(row) {
                let Some(candidate) = candidate else { continue };
                // What costs more than the best of another class with all that the change of class can cost is
                // never the better way on.
                let most = least.map_or(f64::INFINITY, |l| l.demerits + rules.adjacent_demerits);
                let worse = least.is_some_and(|l| candidate.cost.violations > l.violations);
                if candidate.cost.demerits <= most && !worse {
                    add(&mut nodes, &mut active, index, point, *candidate, fitness, run);
                }
            }
        }
        if active.len() > MOST_ACTIVE {
            active.drain(..active.len() - MOST_ACTIVE / 2);
        }
    }
    None
}

fn add(
    nodes: &mut Vec<Node>,
    active: &mut Vec<Way>,
    index: usize,
    point: &Breakpoint,
    candidate: Candidate,
    fitness: u8,
    hyphens: u8,
) {
    active.push(Way {
        start: point.start,
        cost: candidate.cost,
        node: nodes.len(),
        fitness,
        hyphens,
        first: false,
    });
    nodes.push(Node { point: index, from: candidate.from });
}

fn finish(nodes: &[Node], chosen: Candidate, last: usize) -> Fit {
    let mut ends = vec![last];
    let mut at = chosen.from;
    while let Some(node) = nodes.get(at).filter(|_| at != 0) {
        ends.push(node.point);
        at = node.from;
    }
    ends.reverse();
    Fit { ends, demerits: chosen.cost.demerits, scrap: chosen.scrap }
}

/// A line that is looked at.
struct Line {
    room: f64,
    width: f64,
    /// Room that is left; less than nothing where spaces must shrink.
    slack: f64,
    stretch: f64,
    shrink: f64,
}

impl Line {
    fn of(way: &Way, point: &Breakpoint, rooms: Rooms, aim: Aim) -> Self {
        let even = aim == Aim::Even;
        let room = if way.first { rooms.first } else { rooms.rest };
        // A line of nothing but space has no width.
        let width = (point.end.width - way.start.width).max(0.0);
        Self {
            room,
            width,
            slack: room - width - point.tail,
            stretch: (point.end.stretch - way.start.stretch).max(0.0),
            shrink: if even { (point.end.shrink - way.start.shrink).max(0.0) } else { 0.0 },
        }
    }

    /// Demerits of a line that is not too long, its fitness class, and whether it is a scrap; none where its badness
    /// passes the tolerance.
    fn demerits(&self, way: &Way, point: &Breakpoint, ends: bool, rules: &Rules) -> Option<(f64, u8, bool)> {
        let judged = ends && !way.first && rules.scrap_demerits > 0.0;
        // The end of a word alone is no line.
        let syllable = judged && way.hyphens > 0 && self.stretch <= 0.0;
        let scrap = syllable || (judged && self.width < rules.scrap);
        let scrap_demerits = match (syllable, scrap) {
            (true, _) => rules.scrap_demerits * SYLLABLE,
            (false, true) => rules.scrap_demerits,
            (false, false) => 0.0,
        };
        if rules.aim == Aim::Ragged {
            let share = if ends { 0.0 } else { 100.0 * self.slack.max(0.0) / self.room.max(1.0) };
            if share > rules.tolerance {
                return None;
            }
            let hyphens = self.hyphen_demerits(way, point, ends, rules);
            let own = rules.line_penalty.powi(2) + share.powi(2) + point.penalty.powi(2);
            return Some((own + hyphens + scrap_demerits, DECENT, scrap));
        }
        let (badness, fitness) = if self.slack < 0.0 {
            let badness = (rules.badness)(-self.slack, self.shrink).min(100.0);
            (badness, if badness > 12.0 { TIGHT } else { DECENT })
        } else if ends {
            (0.0, DECENT)
        } else {
            let badness = (rules.badness)(self.slack, self.stretch + rules.emergency_stretch);
            let fitness = match badness {
                b if b > 99.0 => VERY_LOOSE,
                b if b > 12.0 => LOOSE,
                _ => DECENT,
            };
            (badness, fitness)
        };
        if badness > rules.tolerance {
            return None;
        }
        let mut demerits = (rules.line_penalty + badness).powi(2).min(MOST_DEMERITS) + point.penalty.powi(2);
        demerits += self.hyphen_demerits(way, point, ends, rules);
        if fitness.abs_diff(way.fitness) > 1 {
            demerits += rules.adjacent_demerits;
        }
        Some((demerits + scrap_demerits, fitness, scrap))
    }

    fn hyphen_demerits(&self, way: &Way, point: &Breakpoint, ends: bool, rules: &Rules) -> f64 {
        match (way.hyphens > 0, ends) {
            (false, _) => 0.0,
            (true, true) => rules.final_hyphen_demerits,
            (true, false) if point.flagged => rules.double_hyphen_demerits,
            (true, false) => 0.0,
        }
    }
}

/// How many times worse the end of a word alone is than another scrap: worth a line whose spaces are twice as wide.
const SYLLABLE: f64 = 10.0;

/// Demerits of one line are bounded, so that those of a paragraph add up.
const MOST_DEMERITS: f64 = 1.0e18;
