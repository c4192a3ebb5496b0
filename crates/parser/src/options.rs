//! What the caller wants, and the limits that keep one bad page from harming a run.

/// Settings of [`crate::parse`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Names of rules whose removals are put back into the article (`donation-appeal`). `explain` names them.
    pub keep: Vec<String>,
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
}

impl Default for Options {
    fn default() -> Self {
        Self {
            keep: Vec::new(),
            max_bytes: 64 << 20,
            max_nodes: 2_000_000,
            max_depth: 256,
            max_picture_bytes: 16 << 20,
            max_pictures_bytes: 128 << 20,
            max_picture_pixels: 64_000_000,
        }
    }
}
