//! What must be done again of a record that the ledger knows.

use offprint_ledger::{Known, Outcome};

use crate::places::Places;
use crate::{Fingerprint, Output};

/// Outputs that must be made still, or none where nothing of the record needs to be done again. An empty list: it must be
/// looked at again.
pub(crate) fn wanted(known: &Known, fingerprint: &Fingerprint, places: &Places) -> Option<Vec<Output>> {
    let within_limits = known.limits.as_ref().is_none_or(|limits| *limits == fingerprint.limits);
    match known.outcome {
        Outcome::NotAPage | Outcome::Damaged => {
            let is_current = known.version == env!("CARGO_PKG_VERSION") && within_limits;
            (!is_current).then(Vec::new)
        }
        _ if known.settings != fingerprint.reading => {
            Some(fingerprint.outputs.iter().map(|(output, _)| *output).collect())
        }
        Outcome::Failed | Outcome::NoArticle => {
            (!within_limits).then(|| fingerprint.outputs.iter().map(|(output, _)| *output).collect())
        }
        Outcome::Converted => {
            let is_made = |output: Output, settings: &str| {
                known.outputs.iter().any(|made| {
                    made.format == output.name() && made.settings == settings && places.is_there(output, made)
                })
            };
            let wanted: Vec<Output> = fingerprint
                .outputs
                .iter()
                .filter(|(output, settings)| !is_made(*output, settings))
                .map(|(output, _)| *output)
                .collect();
            (!wanted.is_empty()).then_some(wanted)
        }
    }
}
