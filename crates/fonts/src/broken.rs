//! Broken tables of a user's font: the crates that cut fonts down count on tables that say nothing impossible.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::{Face, SubsetError};

/// What `make` makes of a face; a refusal where a crate behind it panics, as `skera` 0.9 does on a map of characters with a glyph
/// past the last, and write-fonts 0.48 on outlines whose points lie further apart than their numbers can say; subsetter 0.2 adds
/// up what a table of names says without looking where numbers end. None changes anything but what it makes.
pub(crate) fn unless_broken<T>(
    face: &Face,
    make: impl FnOnce() -> Result<T, SubsetError>,
) -> Result<T, SubsetError> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| {
        Err(SubsetError { face: face.name.clone(), reason: "one of its tables is broken".to_owned() })
    })
}
