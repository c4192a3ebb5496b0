//! Reading a drawing: only what is safe of it, with no file and no network, and texts in the faces of the document.

use std::sync::Arc;

use offprint_fonts::{Face, Family, Fonts, Style, embedded};
use offprint_images::{ImageError, Kind, sanitize_svg};
use resvg::usvg;
use usvg::fontdb::{Database, ID, Source};
use usvg::{FontFamily, FontResolver, FontStyle, ImageHrefResolver, ImageKind, Options, Tree};

use super::bounds::Texts;
use crate::pictures::size_within;

/// Families that are written with a typewriter's typeface.
const MONOSPACED: [&str; 6] = ["mono", "courier", "consolas", "menlo", "monaco", "code"];
/// Pixels of the largest picture within a drawing.
const MOST_PIXELS: u64 = 16_000_000;
/// Weight from which a face is bold (CSS Fonts 4, §2.2: 600 is semi-bold).
const BOLD: u16 = 600;

/// Reads a drawing. It is written anew from what is safe first, whatever it went through before: that bounds its depth, its
/// length, and how often it repeats itself.
pub(crate) fn read(data: &[u8], fonts: &Fonts) -> Result<Tree, ImageError> {
    let safe = String::from_utf8(sanitize_svg(data)?.data).map_err(|_| ImageError::Broken)?;
    let texts = Texts::of(&safe)?;
    let mut database = Database::new();
    let mut faces: Vec<(Family, Style, ID)> = Vec::new();
    let families: &[Family] = if safe.contains("<text") { &[Family::Serif, Family::Mono] } else { &[] };
    for family in families.iter().copied() {
        for style in STYLES {
            if let Some(id) = load(&mut database, embedded(family, style)) {
                faces.push((family, style, id));
            }
        }
    }
    let options = Options {
        font_family: "serif".to_owned(),
        fontdb: Arc::new(database),
        font_resolver: resolver(faces, fonts, &texts),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(picture),
            // No file is read.
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(&safe, &options).map_err(|_| ImageError::Broken)?;
    if texts.were_too_many() { Err(ImageError::TooLarge) } else { Ok(tree) }
}

const STYLES: [Style; 4] = [
    Style { bold: false, italic: false },
    Style { bold: false, italic: true },
    Style { bold: true, italic: false },
    Style { bold: true, italic: true },
];

fn load(database: &mut Database, face: Face) -> Option<ID> {
    let ids = database.load_font_source(Source::Binary(Arc::new(face.data)));
    ids.get(face.index as usize).or(ids.first()).copied()
}

fn resolver<'a>(faces: Vec<(Family, Style, ID)>, fonts: &'a Fonts, texts: &'a Texts) -> FontResolver<'a> {
    let fallbacks = faces.clone();
    FontResolver {
        // Asked once for each text and font in it.
        select_font: Box::new(move |font, _| {
            if !texts.one_more() {
                return None;
            }
            let mono = font.families().iter().find_map(|family| match family {
                FontFamily::Monospace => Some(true),
                FontFamily::Named(name) => {
                    let name = name.to_ascii_lowercase();
                    MONOSPACED.iter().any(|part| name.contains(part)).then_some(true)
                }
                _ => Some(false),
            });
            let family = if mono == Some(true) { Family::Mono } else { Family::Serif };
            let style = Style { bold: font.weight() >= BOLD, italic: font.style() != FontStyle::Normal };
            faces.iter().find(|(f, s, _)| *f == family && *s == style).map(|(_, _, id)| *id)
        }),
        select_fallback: Box::new(move |character, used, database| {
            let style = used.first().and_then(|first| fallbacks.iter().find(|(_, _, id)| id == first));
            let style = style.map_or_else(Style::default, |(_, style, _)| *style);
            let own = fallbacks.iter().find(|(_, s, id)| {
                *s == style
                    && !used.contains(id)
                    && database.with_face_data(*id, |data, index| has(data, index, character)) == Some(true)
            });
            if let Some((_, _, id)) = own {
                return Some(*id);
            }
            let face = fonts.find_character(character, style)?;
            let id = load(Arc::make_mut(database), face)?;
            (!used.contains(&id)).then_some(id)
        }),
    }
}

fn has(data: &[u8], index: u32, character: char) -> bool {
    use skrifa::MetadataProvider as _;
    skrifa::FontRef::from_index(data, index)
        .is_ok_and(|font| font.charmap().map(character).is_some_and(|glyph| glyph.to_u32() != 0))
}

/// A picture within a drawing, known by its bytes and no larger than can be decoded.
fn picture(_: &str, data: Arc<Vec<u8>>, options: &Options<'_>) -> Option<ImageKind> {
    let kind = Kind::of(&data)?;
    if kind == Kind::Svg {
        // It was made safe with the drawing around it, and has none within it.
        let inner = Options {
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            fontdb: Arc::clone(&options.fontdb),
            font_family: options.font_family.clone(),
            ..Options::default()
        };
        return Tree::from_data(&data, &inner).ok().map(ImageKind::SVG);
    }
    size_within(kind, &data, MOST_PIXELS)?;
    match kind {
        Kind::Jpeg => Some(ImageKind::JPEG(data)),
        Kind::Png => Some(ImageKind::PNG(data)),
        Kind::Gif => Some(ImageKind::GIF(data)),
        Kind::Webp => Some(ImageKind::WEBP(data)),
        _ => None,
    }
}
