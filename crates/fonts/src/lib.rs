//! Typefaces: eight that are embedded, and those of the system for scripts that the embedded ones lack.
//!
//! Embedded are Libertinus Serif (for text) and DejaVu Sans Mono (for code and rare signs), each regular, italic,
//! bold and bold italic. They are all that is used unless the caller asks for the system's fonts: the same input
//! then gives the same bytes on every machine.
#![warn(missing_docs)]

mod embedded;
mod face;
mod licences;
mod subset;
mod system;
mod wanted;

use std::sync::Arc;

pub use embedded::embedded;
pub use face::{Face, FaceData, Family, Style};
pub use licences::{FontLicence, LICENCES};
pub use subset::{SubsetError, subset};
pub use system::SystemFonts;
pub use wanted::{Wanted, wanted};

/// The faces that typesetting may use. Cheap to clone.
#[derive(Debug, Default, Clone)]
pub struct Fonts {
    system: Option<Arc<SystemFonts>>,
}

impl Fonts {
    /// The embedded faces alone.
    pub fn embedded_only() -> Self {
        Self::default()
    }

    /// The embedded faces, and others for characters that these lack.
    pub fn with_system(system: SystemFonts) -> Self {
        Self { system: Some(Arc::new(system)) }
    }

    /// The embedded face of a family and style.
    pub fn face(&self, family: Family, style: Style) -> Face {
        embedded(family, style)
    }

    /// A system face that has a glyph for `character`, if system fonts may be used and one has.
    pub fn find(&self, character: char, style: Style) -> Option<Face> {
        self.system.as_ref()?.find(character, style)
    }
}
