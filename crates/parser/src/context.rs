//! What the caller knows about an input.

use offprint_model::{NoResources, PartialDate, ResourceSource};

/// What the caller knows about an input besides its bytes. All of it may be left out.
#[derive(Clone)]
pub struct Context<'a> {
    /// File name or other name of the input, for provenance and messages; never opened.
    pub source: Option<String>,
    /// Absolute address that the input was saved from; links and pictures are made absolute with it.
    pub url: Option<String>,
    /// When it was saved.
    pub captured: Option<PartialDate>,
    /// Encoding from the transport (`charset` of the HTTP `Content-Type`), as a label of the WHATWG Encoding
    /// Standard.
    pub charset: Option<String>,
    /// Where pictures can be had besides `data:` addresses.
    pub resources: &'a dyn ResourceSource,
}

impl Default for Context<'_> {
    fn default() -> Self {
        Self { source: None, url: None, captured: None, charset: None, resources: &NoResources }
    }
}
