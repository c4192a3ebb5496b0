//! An article as a content document of EPUB.

use offprint_model::{Article, Resource};

use crate::Syntax;
use crate::markup::Markup;
use crate::writer::Writer;

/// How a chapter is written.
pub struct ChapterOptions<'a> {
    /// Address of the stylesheet, as seen from the chapter.
    pub stylesheet: Option<&'a str>,
    /// What identifiers begin with; a letter first, if anything.
    pub prefix: &'a str,
    /// Names the file of a picture, as seen from the chapter; `None` for one that the book does not carry.
    pub pictures: &'a dyn Fn(&Resource) -> Option<String>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// The document: XHTML, UTF-8, `\n` at the lines' ends.
    pub xhtml: String,
    /// Identifier of the title.
    pub title_id: String,
    /// Its sections in order.
    pub sections: Vec<Section>,
    /// Whether it holds MathML, which the manifest must say (EPUB 3.3, §5.6.2, `mathml`).
    pub has_mathml: bool,
}

/// A section of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Rank, from 1 to 6; the chapter's title stands above rank 1.
    pub level: u8,
    /// Title, in one line.
    pub title: String,
    /// Identifier of its heading.
    pub id: String,
}

/// An article as an XHTML content document of EPUB 3.3 (§6.1), well-formed whatever the article holds, with
/// `epub:type` and the matching roles of DPUB-ARIA.
pub fn chapter_xhtml(article: &Article, options: &ChapterOptions<'_>) -> Chapter {
    let mut writer = Writer::new(Syntax::Xhtml, article, options.prefix, options.pictures);
    let title_id = writer.ids.generate("title");
    let tag = writer.markup.tag("section").kind("chapter").with("role", "doc-chapter");
    writer.markup.open(tag.with("aria-labelledby", &title_id));
    writer.markup.line();
    writer.header(&title_id);
    writer.body();
    writer.notes();
    writer.footer();
    writer.markup.close("section");
    writer.markup.line();

    let mut page = Markup::new(Syntax::Xhtml);
    page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    let tag = page
        .tag("html")
        .with("xmlns", "http://www.w3.org/1999/xhtml")
        .with("xmlns:epub", "http://www.idpf.org/2007/ops");
    page.open(writer.speech_of_article(tag));
    page.raw("\n<head>\n<meta charset=\"UTF-8\"/>\n");
    let tag = page.tag("title");
    page.element(tag, "title", article.metadata.title.as_deref().unwrap_or(writer.labels.untitled));
    page.line();
    if let Some(stylesheet) = options.stylesheet {
        let tag =
            page.tag("link").with("rel", "stylesheet").with("type", "text/css").with("href", stylesheet);
        page.void(tag);
        page.line();
    }
    page.raw("</head>\n<body epub:type=\"bodymatter\">\n");
    let (sections, has_mathml) = (std::mem::take(&mut writer.sections), writer.has_mathml);
    page.raw(&writer.markup.finish());
    page.raw("</body>\n</html>\n");
    Chapter { xhtml: page.finish(), title_id, sections, has_mathml }
}
