//! `--verbose`: the events of the library and of the program, on standard error.
//!
//! Without times and colours, so that two runs over the same inputs say the same. With several jobs the lines of several
//! inputs mix; each names its input.

use tracing::level_filters::LevelFilter;

use crate::args::Verbosity;

/// Begins to log as far as is wanted; without `--verbose` nothing is.
pub(crate) fn begin(verbosity: Verbosity) {
    let level = match verbosity.verbose {
        0 => return,
        1 => LevelFilter::INFO,
        2 => LevelFilter::DEBUG,
        _ => LevelFilter::TRACE,
    };
    let begun = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_writer(std::io::stderr)
        .with_target(false)
        .without_time()
        .try_init();
    // The program begins once.
    debug_assert!(begun.is_ok());
}

impl Verbosity {
    /// Whether anything is logged; warnings then are among it.
    pub(crate) fn is_on(self) -> bool {
        self.verbose > 0
    }
}
