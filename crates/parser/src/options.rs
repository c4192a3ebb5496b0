//! What the caller wants, and the limits that keep one bad page from harming a run.

use std::sync::Arc;
use std::time::Duration;

use crate::Sites;

/// Settings of [`crate::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Names of rules whose removals are put back into the article (`donation-appeal`); see [`crate::rules`]. What they
    /// lift into the metadata is there as well.
    pub keep: Vec<String>,
    /// Names of rules that take all that they propose, where it would be weighed against the rest of the page otherwise.
    pub drop: Vec<String>,
    /// No pass and not the scorer take anything from the article's container, but by the rules of `drop`. Marks within
    /// lines and what stands outside the container come back by their rules' names only, in `keep`.
    pub keep_all: bool,
    /// What is said of single sites.
    pub sites: Arc<Sites>,
    /// Largest input in bytes.
    pub max_bytes: usize,
    /// Most nodes of the page's tree.
    pub max_nodes: usize,
    /// Deepest nesting of elements; what is deeper is taken as if it stood at this depth.
    pub max_depth: usize,
    /// Largest picture in bytes.
    pub max_picture_bytes: usize,
    /// Most bytes of all pictures of an article together.
    pub max_pictures_bytes: usize,
    /// Largest picture in pixels.
    pub max_picture_pixels: u64,
    /// Most memory in bytes that parsing may come to, pictures apart, which have limits of their own. It is estimated from
    /// the page's bytes, tags and attributes before anything is made of them, so that what is refused costs next to
    /// nothing, and the estimate is above what is taken.
    pub max_memory: usize,
    /// How long parsing may take. None, the default, is for as long as it takes: then the clock is never asked, and the
    /// same input gives the same on every machine.
    pub max_time: Option<Duration>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            keep: Vec::new(),
            drop: Vec::new(),
            keep_all: false,
            sites: Arc::default(),
            max_bytes: 64 << 20,
            max_nodes: 2_000_000,
            max_depth: 256,
            max_picture_bytes: 16 << 20,
            max_pictures_bytes: 128 << 20,
            max_picture_pixels: 64_000_000,
            max_memory: 4 << 30,
            max_time: None,
        }
    }
}

impl Options {
    /// Whether what a rule would take from the article's container stays.
    pub(crate) fn keeps(&self, rule: &str) -> bool {
        self.names_kept(rule) || self.keep_all && !self.drops(rule)
    }

    /// Whether a rule is named among those whose removals are put back.
    pub(crate) fn names_kept(&self, rule: &str) -> bool {
        self.keep.iter().any(|name| name == rule)
    }

    /// Whether a rule takes all that it proposes.
    pub(crate) fn drops(&self, rule: &str) -> bool {
        self.drop.iter().any(|name| name == rule)
    }
}
