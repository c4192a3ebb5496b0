//! The typefaces that a book brings, where that is wished.

use std::collections::BTreeSet;

use offprint_fonts::{Family, Style, SubsetError, embedded, subset};

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
    pub style: Style,
}

/// The faces for some pages: upright, italic, bold and both, and those of code where there is any.
pub(crate) fn of(pages: &[Page]) -> Result<Vec<FaceFile>, SubsetError> {
    // Tags and addresses are counted too; they are letters of ASCII, which every book has.
    let mut characters: BTreeSet<char> = (' '..='~').chain(SET_BY_STYLE.chars()).collect();
    for page in pages {
        characters.extend(page.xhtml.chars().filter(|character| !character.is_control()));
    }
    let has_code = pages.iter().any(|page| page.xhtml.contains("<code"));
    let families = [Family::Serif].into_iter().chain(has_code.then_some(Family::Mono));
    let mut files = Vec::new();
    for family in families {
        for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
            let style = Style { bold, italic };
            let face = embedded(family, style);
            let data = subset(&face, &characters)?;
            let (ending, media_type) =
                if data.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
            files.push(FaceFile {
                file: format!("fonts/{}.{ending}", face.name),
                media_type,
                data,
                family,
                style,
            });
        }
    }
    Ok(files)
}
