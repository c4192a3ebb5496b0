//! What a caller wants back: marks within lines, lifts of rules that are kept, and what stands outside the container.

use std::ops::Range;

use offprint_model::Removal;

use crate::Options;
use crate::clean::Proposal;
use crate::page::Page;
use crate::segments::Segment;
use crate::site::{apart, common};

/// The proposals whose texts stay in the article, and whose lifts are metadata nonetheless.
pub(crate) fn kept<'a>(
    proposals: &'a [Proposal],
    options: &'a Options,
) -> impl Iterator<Item = &'a Proposal> {
    proposals.iter().filter(|proposal| options.keeps(proposal.rule.name))
}

/// Whether marks within lines are wanted back. Titles are read without them all the same.
pub(crate) fn wants_marks(furniture: &[Removal], options: &Options) -> bool {
    furniture.iter().any(|removal| options.names_kept(&removal.rule))
}

/// What is taken from a container that a caller names, given as segments of the page: not all that it says.
pub(crate) fn not_all(
    proposals: Vec<Proposal>,
    all: &[Segment],
    inside: &Range<usize>,
    options: &Options,
) -> Vec<Proposal> {
    let is_taken = |at: &usize| proposals.iter().any(|proposal| proposal.segments.contains(at));
    let says = |at: &usize| all.get(*at).is_some_and(|segment| segment.width > 0);
    if options.drop.is_empty() && inside.clone().filter(says).all(|at| is_taken(&at)) {
        return Vec::new();
    }
    proposals
}

/// Takes those removals back whose rules are named, and gives the element that holds what they took and the container,
/// and the rows within it that are neither; nothing where there are none.
pub(crate) fn outside(
    page: &Page,
    container: usize,
    removals: &mut Vec<Removal>,
    options: &Options,
) -> Option<(usize, Vec<Range<usize>>)> {
    if options.keep.is_empty() {
        return None;
    }
    let mut rows = vec![container];
    removals.retain(|removal| {
        let is_back = options.names_kept(&removal.rule);
        if is_back {
            rows.extend(usize::try_from(removal.place.order));
        }
        !is_back
    });
    if rows.len() == 1 {
        return None;
    }
    rows.sort_unstable();
    let wider = common(page, &rows)?;
    let others = apart(page, wider, &rows).into_iter().map(|row| page.subtree(row)).collect();
    Some((wider, others))
}
