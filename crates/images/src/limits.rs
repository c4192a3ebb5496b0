//! How large pictures may be.

/// How large pictures may be, and what their reader can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageLimits {
    /// Pixels of the longest side; a larger picture is scaled down. Drawings (SVG) have no pixels.
    pub max_side: u32,
    /// Bytes of one picture; a larger one is written anew with less quality, then scaled down. Drawings (SVG) have a
    /// fixed limit of their own.
    pub max_bytes: usize,
    /// Pixels of the largest picture that is decoded at all; what has more is lost. Read from the head of the file.
    pub max_pixels: u64,
    /// Whether the reader shows WebP: a browser does, devices from before EPUB 3.3 do not.
    pub webp: bool,
}

impl Default for ImageLimits {
    /// 2,000 pixels to a side: what the largest screens of reading devices show (some 1,900 × 2,500). 1.5 MB: a good
    /// JPEG of that size has a third. 64 million pixels: more than any telephone takes in one picture by default. No WebP.
    fn default() -> Self {
        Self { max_side: 2_000, max_bytes: 1_500_000, max_pixels: 64_000_000, webp: false }
    }
}
