//! Breakpoints: the places at which a line may end, with what the choice among them needs to know.
//!
//! Between two breakpoints nothing of a line's making depends on single letters, so that sums up to each breakpoint are
//! enough: of widths, and of how far spaces stretch and shrink (Knuth and Plass 1981, “Data structures”).

use crate::breaks::Break;
use crate::hanging::Edges;
use crate::shape::AtomKind;

/// Shares of a space's width by which it may stretch and shrink. Libertinus' space is a quarter of an em, so that a space
/// shrinks to a fifth of an em and stretches, within the tolerance, to some four tenths: Bringhurst's bounds are
/// a fifth and a half (The Elements of Typographic Style, §2.1.2). TeX's shares for Computer Modern are 1/2 and 1/3.
const STRETCH: f32 = 0.5;
const SHRINK: f32 = 0.2;
/// Share of an ideograph's width by which the gap after it may grow.
const IDEOGRAPH_STRETCH: f32 = 0.06;
/// Share of a letter's width by which the gap between words may grow in scripts that set no spaces.
const UNSPACED_STRETCH: f32 = 0.25;

/// How far an atom may stretch.
pub(crate) fn stretch(kind: AtomKind, width: f32) -> f32 {
    match kind {
        AtomKind::Space => width * STRETCH,
        AtomKind::Ideograph => width * IDEOGRAPH_STRETCH,
        AtomKind::Unspaced => width * UNSPACED_STRETCH,
        AtomKind::Word | AtomKind::Newline | AtomKind::Invisible => 0.0,
    }
}

/// How far an atom may shrink.
pub(crate) fn shrink(kind: AtomKind, width: f32) -> f32 {
    if kind == AtomKind::Space { width * SHRINK } else { 0.0 }
}

/// Sums from the beginning of the paragraph; double, because paragraphs may be long and lines are their differences.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Sums {
    pub(crate) width: f64,
    pub(crate) stretch: f64,
    pub(crate) shrink: f64,
}

/// A place at which a line may end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Breakpoint {
    /// The atom that the next line begins with.
    pub(crate) next: usize,
    /// Sums up to the end of a line that ends here, without the space that vanishes.
    pub(crate) end: Sums,
    /// Sums up to the beginning of a line that begins after it; what hangs over the start is left out.
    pub(crate) start: Sums,
    /// Width of the hyphen, if the line ends in one, less what hangs over the end.
    pub(crate) tail: f64,
    pub(crate) kind: Break,
    /// What it costs to break here beyond the line's own badness.
    pub(crate) penalty: f64,
    /// The line ends in a hyphen, the text's own or one that is added.
    pub(crate) flagged: bool,
}

/// Penalties of breaking at a hyphen that is added, and at one that is in the text: those of plain TeX. Other breaks
/// within words, after a slash for instance, cost as much.
const HYPHEN_PENALTY: f64 = 50.0;

/// The breakpoints of a paragraph. The first is its beginning and the last its end. `hyphen` gives the advance of the
/// hyphen after an atom.
pub(crate) fn breakpoints(
    edges: Edges<'_>,
    breaks: &[Break],
    hyphen: &mut dyn FnMut(usize) -> f32,
) -> Vec<Breakpoint> {
    let Edges { rich, shaped, .. } = edges;
    let mut sums = Sums::default();
    let mut seen = Sums::default();
    let mut last_seen = 0;
    let begin = |sums: Sums, next: usize| Sums { width: sums.width + f64::from(edges.start(next)), ..sums };
    let mut out = vec![Breakpoint {
        next: 0,
        end: sums,
        start: begin(sums, 0),
        tail: 0.0,
        kind: Break::Always,
        penalty: 0.0,
        flagged: false,
    }];
    let count = shaped.atoms.len();
    for (index, atom) in shaped.atoms.iter().enumerate() {
        let before = sums;
        sums.width += f64::from(atom.width);
        sums.stretch += f64::from(stretch(atom.kind, atom.width));
        sums.shrink += f64::from(shrink(atom.kind, atom.width));
        let shown = matches!(atom.kind, AtomKind::Word | AtomKind::Ideograph | AtomKind::Unspaced);
        if shown {
            // The last of a line has nothing after it to be moved.
            seen = Sums { width: sums.width, ..before };
            last_seen = index;
        }
        let kind = match breaks.get(index) {
            _ if index + 1 == count => Break::Always,
            None | Some(Break::No) => continue,
            Some(kind) => *kind,
        };
        let text = || rich.text.get(shaped.text(index)).unwrap_or_default();
        let (penalty, flagged) = match kind {
            Break::Hyphen => (HYPHEN_PENALTY, true),
            Break::Yes if atom.kind == AtomKind::Word => match text().chars().last() {
                Some('-' | '\u{2010}') => (HYPHEN_PENALTY, true),
                Some('\u{2013}' | '\u{2014}') => (0.0, false),
                _ => (HYPHEN_PENALTY, false),
            },
            _ => (0.0, false),
        };
        let tail = if kind == Break::Hyphen {
            let advance = hyphen(index);
            advance - edges.hyphen(advance)
        } else {
            -edges.end(last_seen)
        };
        out.push(Breakpoint {
            next: index + 1,
            end: seen,
            start: begin(sums, index + 1),
            tail: f64::from(tail),
            kind,
            penalty,
            flagged,
        });
    }
    out
}
