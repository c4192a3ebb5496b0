//! What a run is to do.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use offprint::{Options, WriteOptions};
use offprint_archive::Limits;

use crate::{Output, Template};

/// Which records a run takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection {
    /// All that are not done.
    #[default]
    All,
    /// Those of the ledger that failed or were damaged, and no others.
    OnlyFailed,
    /// So many pages, chosen by a digest of their places: the same from the same archives.
    Sample(usize),
}

/// What a run is to do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The folder of the outputs.
    pub out: PathBuf,
    /// What is made of each page. None where only the ledger is wanted.
    pub outputs: Vec<Output>,
    /// How outputs are named.
    pub template: Template,
    /// How articles are found, and the limits of a page.
    pub options: Options,
    /// How they are written.
    pub write: WriteOptions,
    /// Limits of reading archives.
    pub limits: Limits,
    /// Threads that convert.
    pub jobs: NonZeroUsize,
    /// Which records.
    pub selection: Selection,
    /// Nothing is written, neither outputs nor ledger: what would be done is counted.
    pub dry_run: bool,
    /// The time for the ledger's list of runs, as RFC 3339; none where no times are wanted. The library asks no clock of its own for
    /// what it writes.
    pub now: fn() -> Option<String>,
}

impl Plan {
    /// A plan for text in a folder, with the defaults of the library, two jobs and no times.
    pub fn new(out: PathBuf, outputs: Vec<Output>) -> Self {
        Self {
            out,
            outputs,
            template: Template::default(),
            options: Options::default(),
            write: WriteOptions::default(),
            limits: Limits::default(),
            jobs: NonZeroUsize::MIN.saturating_add(1),
            selection: Selection::All,
            dry_run: false,
            now: || None,
        }
    }
}
