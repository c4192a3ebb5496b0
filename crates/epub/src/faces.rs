//! The typefaces that a book brings, where that is wished.

use std::collections::BTreeSet;

use offprint_fonts::{BookFamily, Family, Fonts, Style, SubsetError, UserFace, subset};

use crate::book::Page;

/// What style sheets and readers set that stands in no page: quotation marks of `q`, dashes, marks of lists, hyphens.
const SET_BY_STYLE: &str = "\u{a0}«»‐‑–—‘’‚“”„•‣…‹›◦▪";

/// A typeface's file.
pub(crate) struct FaceFile {
    /// Name beside the package document.
    pub file: String,
    pub media_type: &'static str,
    pub data: Vec<u8>,
    pub family: Family,
    /// Name of the family.
    pub name: String,
    /// The styles that it shows: several if its weight varies.
    pub styles: Vec<Style>,
}

/// The faces for some pages: upright, italic, bold and both, and those of code where there is any. The user's take the
/// place of ours; styles that they lack are left to the reader, which slants and thickens what there is.
pub(crate) fn of(pages: &[Page], user: &[UserFace]) -> Result<Vec<FaceFile>, SubsetError> {
    // Tags and addresses are counted too; they are letters of ASCII, which every book has.
    let mut characters: BTreeSet<char> = (' '..='~').chain(SET_BY_STYLE.chars()).collect();
    for page in pages {
        characters.extend(page.xhtml.chars().filter(|character| !character.is_control()));
    }
    let has_code = pages.iter().any(|page| page.xhtml.contains("<code"));
    let families = [Family::Serif].into_iter().chain(has_code.then_some(Family::Mono));
    let fonts = Fonts::embedded_only().with_user(user.to_vec());
    let mut files: Vec<FaceFile> = Vec::new();
    for family in families {
        let BookFamily { name, faces } = fonts.book_family(family);
        let first = files.len();
        let mut taken = Vec::new();
        for (style, face) in faces {
            let same = taken.iter().position(|(data, index)| (data, *index) == (&face.data, face.index));
            if let Some(file) = same.and_then(|same| files.get_mut(first + same)) {
                file.styles.push(style);
                continue;
            }
            let data = subset(&face, &characters)?;
            let (ending, media_type) =
                if data.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
            files.push(FaceFile {
                file: file_name(&files, &face.name, ending),
                media_type,
                data,
                family,
                name: name.clone(),
                styles: vec![style],
            });
            taken.push((face.data, face.index));
        }
    }
    Ok(files)
}

/// A name that no other file has, of letters that stand in addresses as they are: a user's fonts are called anything.
fn file_name(files: &[FaceFile], face: &str, ending: &str) -> String {
    let face: String = face.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    let plain = format!("fonts/{face}.{ending}");
    if !face.is_empty() && files.iter().all(|file| !file.file.eq_ignore_ascii_case(&plain)) {
        return plain;
    }
    format!("fonts/{face}-{}.{ending}", files.len() + 1)
}
