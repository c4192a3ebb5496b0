//! The fonts that a user gives: which face of which family shows a style.

use crate::{Face, Family, Style, Tradition, UserFace};

/// Of bold text in a family that has no bold nothing is taken from another family: two designs in one line look like a
/// mistake. It is set in what the family has, and [`UserFonts::substitutes`] says so.
#[derive(Debug, Default, Clone)]
pub(crate) struct UserFonts {
    families: Vec<UserFamily>,
}

/// The styles, the plain one first.
pub(crate) const STYLES: [Style; 4] = [
    Style { bold: false, italic: false },
    Style { bold: false, italic: true },
    Style { bold: true, italic: false },
    Style { bold: true, italic: true },
];

/// A family as a book brings it.
#[derive(Debug, Clone, PartialEq)]
pub struct BookFamily {
    /// Its name.
    pub name: String,
    /// Its faces, each with the style that it shows. Styles of one variable font have the same bytes.
    pub faces: Vec<(Style, Face)>,
}

#[derive(Debug, Clone)]
struct UserFamily {
    name: String,
    family: Family,
    faces: Vec<UserFace>,
}

impl UserFonts {
    /// Sorts faces by family, in the order in which they were given.
    pub(crate) fn new(faces: Vec<UserFace>) -> Self {
        let mut families: Vec<UserFamily> = Vec::new();
        for face in faces {
            let family = if face.design.monospaced { Family::Mono } else { Family::Serif };
            match families.iter_mut().find(|f| f.name == face.family && f.family == family) {
                Some(known) => known.faces.push(face),
                None => families.push(UserFamily { name: face.family.clone(), family, faces: vec![face] }),
            }
        }
        Self { families }
    }

    /// The nearest face to a style of each family, the families that suit best first, else in the order given.
    pub(crate) fn faces(
        &self,
        family: Family,
        style: Style,
        tradition: Tradition,
    ) -> impl Iterator<Item = Face> + '_ {
        let mut families: Vec<&UserFamily> = self.families.iter().filter(|f| f.family == family).collect();
        families.sort_by_key(|f| tradition.fit(&f.name));
        families.into_iter().filter_map(move |family| family.nearest(style))
    }

    /// All faces that were given.
    pub(crate) fn all(&self) -> impl Iterator<Item = &UserFace> {
        self.families.iter().flat_map(|family| &family.faces)
    }

    /// Name and faces of the first family of a kind, without those that stand for a style that it lacks.
    pub(crate) fn book_family(&self, kind: Family) -> Option<BookFamily> {
        let family = self.families.iter().find(|family| family.family == kind)?;
        let lacking = family.lacking();
        let faces = STYLES
            .into_iter()
            .filter(|style| !lacking.contains(style))
            .filter_map(|style| Some((style, family.nearest(style)?)))
            .collect();
        Some(BookFamily { name: family.name.clone(), faces })
    }

    /// Which styles the first family of each kind lacks: name of the family and the styles.
    pub(crate) fn substitutes(&self) -> Vec<(&str, Vec<Style>)> {
        [Family::Serif, Family::Mono]
            .into_iter()
            .filter_map(|kind| self.families.iter().find(|f| f.family == kind))
            .map(|family| (family.name.as_str(), family.lacking()))
            .filter(|(_, lacking)| !lacking.is_empty())
            .collect()
    }
}

impl UserFamily {
    fn nearest(&self, style: Style) -> Option<Face> {
        // The first of several that are as near.
        let nearest = self.faces.iter().min_by_key(|face| face.design.distance(style))?;
        Some(Face { axes: nearest.design.axes(style), ..nearest.face.clone() })
    }

    fn lacking(&self) -> Vec<Style> {
        STYLES
            .into_iter()
            .skip(1)
            .filter(|style| !self.faces.iter().any(|face| face.design.is(*style)))
            .collect()
    }
}
