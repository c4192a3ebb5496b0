//! Compressing the content of pages (ISO 32000-1 §7.4.4).

use flate2::{Compress, Compression, FlushCompress, Status};

use crate::PdfError;

/// Effort: zlib's default, from which 9 saves less than a hundredth and takes twice the time.
const LEVEL: u32 = 6;

/// One compressor for all pages: its state takes a quarter of a megabyte, which made anew for each page leaves as many holes in
/// the memory.
pub(crate) struct Compressor {
    state: Compress,
}

impl Default for Compressor {
    fn default() -> Self {
        Self { state: Compress::new(Compression::new(LEVEL), true) }
    }
}

impl Compressor {
    /// A stream, compressed; the same bytes for the same stream, whatever was compressed before.
    ///
    /// # Errors
    /// [`PdfError::Malformed`] where the compressor stops before the end.
    pub(crate) fn compressed(&mut self, content: &[u8]) -> Result<Vec<u8>, PdfError> {
        self.state.reset();
        let mut out = Vec::with_capacity(content.len() / 4 + 64);
        loop {
            let done = usize::try_from(self.state.total_in()).unwrap_or(usize::MAX);
            let rest = content.get(done..).unwrap_or_default();
            let lost = PdfError::Malformed("a page could not be compressed");
            match self.state.compress_vec(rest, &mut out, FlushCompress::Finish).map_err(|_| lost)? {
                Status::StreamEnd => break,
                Status::Ok | Status::BufError => out.reserve(content.len() / 4 + 64),
            }
        }
        out.shrink_to_fit();
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_is_compressed_comes_back_and_does_not_depend_on_what_came_before()
    -> Result<(), Box<dyn std::error::Error>> {
        let pages: Vec<Vec<u8>> =
            (0..4_u8).map(|page| (0..40_000_u32).map(|n| (n * n / 7) as u8 ^ page).collect()).collect();
        let mut one = Compressor::default();
        for page in pages.iter().chain([&Vec::new()]) {
            let compressed = one.compressed(page)?;
            assert_eq!(compressed, Compressor::default().compressed(page)?);
            let mut back = Vec::new();
            flate2::read::ZlibDecoder::new(compressed.as_slice()).read_to_end(&mut back)?;
            assert_eq!(&back, page);
        }
        Ok(())
    }
}
