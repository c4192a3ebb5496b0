//! The package document (EPUB 3.3, §5): metadata, manifest, spine.

use offprint_html::language_tag;
use offprint_model::{Direction, LanguageTag};

use crate::book::Page;
use crate::pictures::Picture;

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
    pub language: Option<&'a LanguageTag>,
}

/// The whole document. All names in it are of our own making.
pub(crate) fn document(parts: &Parts<'_>) -> String {
    let language =
        parts.language.map(|tag| format!(" xml:lang=\"{}\"", language_tag(tag))).unwrap_or_default();
    let direction = parts.language.map(LanguageTag::direction).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" \
         version=\"3.0\" unique-identifier=\"identifier\"{language} dir=\"{}\">\n  \
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
    let progression = if direction == Direction::Rtl { " page-progression-direction=\"rtl\"" } else { "" };
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
