//! The package document (EPUB 3.3, §5): metadata, manifest, spine.

use offprint_html::{UNKNOWN_LANGUAGE, language_tag};
use offprint_model::LanguageTag;

use crate::book::Page;
use crate::faces::FaceFile;
use crate::pictures::Picture;
use crate::setting::Setting;

/// What the package is made of.
pub(crate) struct Parts<'a> {
    /// Content of the `metadata` element.
    pub metadata: &'a str,
    pub pages: &'a [Page],
    pub pictures: &'a [Picture<'a>],
    /// File name of the cover among the pictures.
    pub cover: Option<&'a str>,
    /// Whether the contents are a page of the book, which follows the title page.
    pub contents_in_spine: bool,
    pub setting: Setting<'a>,
    /// The typefaces that the book brings.
    pub faces: &'a [FaceFile],
}

/// The whole document. All names in it are of our own making.
pub(crate) fn document(parts: &Parts<'_>) -> String {
    let language = parts.setting.language.map_or(UNKNOWN_LANGUAGE, language_tag);
    let direction = parts.setting.language.map(LanguageTag::direction).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" \
         version=\"3.0\" unique-identifier=\"identifier\" xml:lang=\"{language}\" dir=\"{}\">\n  \
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n{}",
        direction.as_str(),
        parts.metadata,
    );
    let id_of_picture = |index: usize| format!("picture-{}", index + 1);
    let cover = parts.cover.and_then(|file| parts.pictures.iter().position(|picture| picture.file == file));
    if let Some(index) = cover {
        // What EPUB 2 readers look for.
        out.push_str(&format!("    <meta name=\"cover\" content=\"{}\"/>\n", id_of_picture(index)));
    }
    if parts.setting.vertical {
        // What Kindle looks for.
        out.push_str("    <meta name=\"primary-writing-mode\" content=\"vertical-rl\"/>\n");
    }
    out.push_str("  </metadata>\n  <manifest>\n");
    let mut item = |id: &str, file: &str, kind: &str, properties: &str| {
        let properties =
            if properties.is_empty() { String::new() } else { format!(" properties=\"{properties}\"") };
        out.push_str(&format!("    <item id=\"{id}\" href=\"{file}\" media-type=\"{kind}\"{properties}/>\n"));
    };
    item("nav", "nav.xhtml", "application/xhtml+xml", "nav");
    item("ncx", "toc.ncx", "application/x-dtbncx+xml", "");
    item("stylesheet", "stylesheet.css", "text/css", "");
    for page in parts.pages {
        item(&id_of(page), &page.file, "application/xhtml+xml", page.properties);
    }
    for (index, picture) in parts.pictures.iter().enumerate() {
        let properties = if cover == Some(index) { "cover-image" } else { "" };
        item(&id_of_picture(index), &picture.file, picture.media_type.as_str(), properties);
    }
    for (index, face) in parts.faces.iter().enumerate() {
        item(&format!("face-{}", index + 1), &face.file, face.media_type, "");
    }
    let progression = if parts.setting.turns_right() { " page-progression-direction=\"rtl\"" } else { "" };
    out.push_str(&format!("  </manifest>\n  <spine toc=\"ncx\"{progression}>\n"));
    for page in parts.pages {
        out.push_str(&format!("    <itemref idref=\"{}\"/>\n", id_of(page)));
        if parts.contents_in_spine && page.landmark == "titlepage" {
            out.push_str("    <itemref idref=\"nav\"/>\n");
        }
    }
    out.push_str("  </spine>\n</package>\n");
    out
}

fn id_of(page: &Page) -> String {
    format!("page-{}", page.file.strip_suffix(".xhtml").unwrap_or(&page.file))
}
