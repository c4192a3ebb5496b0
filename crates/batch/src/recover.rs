//! Seeing to what was decided but perhaps not done when the last run was killed.

use offprint_ledger::{Ledger, Pending};

use crate::BatchError;
use crate::lines::Lines;
use crate::places::Places;

/// An output that did not come to its place is taken out of the ledger, so that it is made again; a file that was to be removed is
/// removed.
pub(crate) fn recover(ledger: &Ledger, places: &Places) -> Result<(), BatchError> {
    for pending in ledger.pending()? {
        match pending {
            Pending::Put { record, output } if !places.holds(&output.path, output.bytes, &output.sha256) => {
                ledger.forget_output(record, &output.format)?;
            }
            Pending::Remove { path } if !ledger.is_placed(&path)? => places.remove(&path)?,
            Pending::Lines { path } => places.put_staged(&path)?,
            _ => {}
        }
    }
    ledger.nothing_pending()?;
    Lines::recover(ledger, places)
}
