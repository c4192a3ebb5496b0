//! Typefaces: eight that are embedded, those that a user gives, and those of the system for scripts that the others lack.
//!
//! Embedded are Libertinus Serif (for text) and DejaVu Sans Mono (for code and rare signs), each regular, italic,
//! bold and bold italic. They are all that is used unless the caller asks for others: the same input
//! then gives the same bytes on every machine.
#![warn(missing_docs)]

mod broken;
mod coverage;
mod design;
mod embedded;
mod face;
mod font_file;
mod licences;
mod outlines;
mod subset;
mod system;
mod tradition;
mod user;
mod wanted;

use std::sync::Arc;

use unicode_script::UnicodeScript as _;

pub use coverage::{Coverage, invisible};
pub use design::Refusal;
pub use embedded::embedded;
pub use face::{Axis, Face, FaceData, Family, Style};
pub use font_file::{FontFileError, UserFace, read_faces};
pub use licences::{FontLicence, LICENCES};
pub use outlines::outlines;
pub use subset::{SubsetError, subset};
pub use system::{SystemFonts, Wish};
pub use tradition::Tradition;
pub use user::BookFamily;
pub use wanted::{ELSEWHERE, Wanted, wanted};

use crate::user::{STYLES, UserFonts};

/// The faces that typesetting may use. Cheap to clone.
#[derive(Debug, Default, Clone)]
pub struct Fonts {
    user: UserFonts,
    system: Option<Arc<SystemFonts>>,
}

impl Fonts {
    /// The embedded faces alone.
    pub fn embedded_only() -> Self {
        Self::default()
    }

    /// The embedded faces, and others for characters that these lack.
    pub fn with_system(system: SystemFonts) -> Self {
        Self { system: Some(Arc::new(system)), ..Self::default() }
    }

    /// These, with faces that a user gave in the place of the embedded ones: those of one width in that of the family
    /// of code, all others in that of the family of text. Of several families the first is the one for text; the others
    /// show what it lacks, before the embedded faces and those of the system are asked.
    #[must_use]
    pub fn with_user(self, faces: Vec<UserFace>) -> Self {
        Self { user: UserFonts::new(faces), ..self }
    }

    /// The faces of a family and style in the order in which they are asked for a character: the user's, then the embedded
    /// one. A style that a user's family lacks is shown in the nearest that it has.
    pub fn faces(&self, family: Family, style: Style, tradition: Tradition) -> Vec<Face> {
        self.user.faces(family, style, tradition).chain([embedded(family, style)]).collect()
    }

    /// The faces that a user gave.
    pub fn user_faces(&self) -> Vec<UserFace> {
        self.user.all().cloned().collect()
    }

    /// A family as a book brings it: the user's first, else the embedded one.
    pub fn book_family(&self, family: Family) -> BookFamily {
        self.user.book_family(family).unwrap_or_else(|| BookFamily {
            name: match family {
                Family::Serif => "Libertinus Serif".to_owned(),
                Family::Mono => "DejaVu Sans Mono".to_owned(),
            },
            faces: STYLES.into_iter().map(|style| (style, embedded(family, style))).collect(),
        })
    }

    /// A system face that shows all of `cluster`, the characters of one letter with its marks, if system fonts may be used
    /// and one does.
    pub fn find(&self, cluster: &str, wish: Wish) -> Option<Face> {
        self.system.as_ref()?.find(cluster, wish)
    }

    /// As [`Fonts::find`], for one character of a text whose language is not known.
    pub fn find_character(&self, character: char, style: Style) -> Option<Face> {
        let (script, cluster) = (character.script(), character.to_string());
        let tradition = Tradition::of(script, None, &cluster);
        self.find(&cluster, Wish { style, script, tradition })
    }

    /// What a user should know of the fonts given: which styles their families lack and show in others.
    pub fn remarks(&self) -> Vec<String> {
        let named = |style: &Style| match (style.bold, style.italic) {
            (true, true) => "bold italic",
            (true, false) => "bold",
            (false, true) => "italic",
            (false, false) => "regular",
        };
        self.user
            .substitutes()
            .into_iter()
            .map(|(family, lacking)| {
                let lacking: Vec<&str> = lacking.iter().map(named).collect();
                format!(
                    "the font {family} has no {}: what should be is set in what it has; give the files of these styles as well",
                    lacking.join(", no ")
                )
            })
            .collect()
    }
}
