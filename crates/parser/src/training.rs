//! What the scorer is trained on: the segments of a page with their figures.
//!
//! For the script that trains it (`training/train.py`) and for whoever wants to know why a segment was taken for
//! furniture. Nothing here is needed to parse.

use crate::article::{Observed, Observer, observed};
use crate::scorer;
use crate::{Context, Options, ParseError};

/// A segment of a page as the scorer sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Its visible text.
    pub text: String,
    /// Whether it stands in the container and no pass takes it.
    pub kept: bool,
    /// What the scorer knows of it, in the order of [`figure_names`].
    pub figures: Vec<f32>,
}

/// Names of the figures of a [`Sample`].
pub const fn figure_names() -> &'static [&'static str] {
    scorer::names()
}

/// All segments of a page in page order.
///
/// # Errors
/// Those of [`crate::parse`].
pub fn samples(bytes: &[u8], context: &Context<'_>, options: &Options) -> Result<Vec<Sample>, ParseError> {
    let mut gatherer = Gatherer(Vec::new());
    observed(bytes, context, options, &mut gatherer)?;
    Ok(gatherer.0)
}

struct Gatherer(Vec<Sample>);

impl Observer for Gatherer {
    fn sees(&mut self, seen: &Observed<'_>) {
        let mut kept = vec![false; seen.all.len()];
        if let Some(slots) = kept.get_mut(seen.inside.clone()) {
            slots.fill(true);
        }
        for proposal in seen.proposals {
            for slot in kept.get_mut(proposal.segments.clone()).into_iter().flatten() {
                *slot = false;
            }
        }
        let rows = scorer::rows(seen.view, seen.all, seen.inside.clone(), seen.proposals);
        for ((segment, kept), figures) in seen.all.iter().zip(kept).zip(rows) {
            self.0.push(Sample { text: segment.text.clone(), kept, figures });
        }
    }
}
