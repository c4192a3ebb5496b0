//! An article as content documents of EPUB.

use std::collections::BTreeMap;

use offprint_model::{Article, Deadline, Matter, Resource};

use crate::Syntax;
use crate::language::UNKNOWN_LANGUAGE;
use crate::markup::Markup;
use crate::pages::{ids, pieces, relinked};
use crate::writer::Writer;

/// How a chapter is written.
pub struct ChapterOptions<'a> {
    /// Address of the stylesheet, as seen from the chapter.
    pub stylesheet: Option<&'a str>,
    /// What identifiers begin with; a letter first, if anything.
    pub prefix: &'a str,
    /// Names the files of the chapter, counted from 0.
    pub file: &'a dyn Fn(usize) -> String,
    /// Bytes of a body after which another file begins. A block is never broken: one that is longer stays whole.
    pub limit: usize,
    /// Names the file of a picture, as seen from the chapter; `None` for one that the book does not carry.
    pub pictures: &'a dyn Fn(&Resource) -> Option<String>,
    /// Names the place in the book that a web address leads to, as seen from the chapter; `None` for one outside.
    pub links: &'a dyn Fn(&str) -> Option<String>,
    /// Whether lines run from top to bottom and columns from right to left: the root has the class `vertical`.
    pub vertical: bool,
    /// Past it, what is not written yet is left out; whoever set one asks it afterwards.
    pub deadline: Deadline,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its files in reading order; at least one.
    pub files: Vec<ChapterFile>,
    /// Identifier of the title, in the first file.
    pub title_id: String,
    /// Its sections in order.
    pub sections: Vec<Section>,
    /// Where pages of the printed edition begin, in order.
    pub page_breaks: Vec<PageBreak>,
    /// For each identifier that does not stand in the first file, the index of its file.
    pub moved: BTreeMap<String, usize>,
}

/// A file of a chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterFile {
    /// Its name, as [`ChapterOptions::file`] gives it.
    pub name: String,
    /// The document: XHTML, UTF-8, `\n` at the lines' ends.
    pub xhtml: String,
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

/// Where a page of the printed edition begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBreak {
    /// What the edition calls the page, in one line.
    pub label: String,
    /// Identifier of the place.
    pub id: String,
}

/// An article as XHTML content documents of EPUB 3.3 (§6.1), well-formed whatever the article holds, with
/// `epub:type` and the matching roles of DPUB-ARIA. One file, or several where it is long.
pub fn chapter_xhtml(article: &Article, options: &ChapterOptions<'_>) -> Chapter {
    let mut writer = Writer::new(Syntax::Xhtml, article, options.prefix, options.pictures, options.links);
    writer.vertical = options.vertical;
    writer.deadline = options.deadline;
    let title_id = writer.ids.generate("title");
    writer.header(&title_id);
    let header = writer.take();
    writer.blocks_with_cuts(&article.body);
    let body = writer.take();
    writer.notes();
    let notes = writer.take();
    writer.footer();
    let footer = writer.take();

    let mut bodies = pieces(&body, &writer.cuts, options.limit);
    // Notes that would make the last file too long get one of their own.
    if bodies
        .last()
        .is_some_and(|last| !last.is_empty() && last.len() + notes.len() > options.limit.max(notes.len()))
    {
        bodies.push("");
    }
    let last = bodies.len().saturating_sub(1);
    let title = article.metadata.title.as_deref().unwrap_or(writer.labels.untitled);
    let contents: Vec<String> = bodies
        .iter()
        .enumerate()
        .map(|(index, body)| {
            let mut page = Markup::new(Syntax::Xhtml);
            let kind = match article.matter {
                Matter::Foreword => "foreword",
                _ => "chapter",
            };
            let tag = page.tag("section").kind(kind).with("role", &format!("doc-{kind}"));
            let tag = if index == 0 {
                tag.with("aria-labelledby", &title_id)
            } else {
                tag.with("aria-label", title)
            };
            page.open(tag);
            page.line();
            if index == 0 {
                page.raw(&header);
            }
            if index == 0 || !body.is_empty() {
                page.raw("<div class=\"body\">\n");
                page.raw(body);
                page.raw("</div>\n");
            }
            if index == last {
                page.raw(&notes);
                page.raw(&footer);
            }
            page.close("section");
            page.line();
            page.finish()
        })
        .collect();

    let names: Vec<String> = (0..contents.len()).map(|index| (options.file)(index)).collect();
    let mut places = BTreeMap::new();
    if contents.len() > 1 {
        for (index, content) in contents.iter().enumerate() {
            places.extend(ids(content).map(|id| (id.to_owned(), index)));
        }
    }
    let files = contents
        .into_iter()
        .zip(&names)
        .enumerate()
        .map(|(index, (content, name))| {
            let content = if names.len() > 1 { relinked(&content, index, &places, &names) } else { content };
            let has_mathml = content.contains("<math");
            ChapterFile { name: name.clone(), xhtml: page(&content, title, &writer, options), has_mathml }
        })
        .collect();
    places.retain(|_, index| *index > 0);
    let sections = std::mem::take(&mut writer.sections);
    let page_breaks = std::mem::take(&mut writer.page_breaks);
    Chapter { files, title_id, sections, page_breaks, moved: places }
}

/// A document around some content.
fn page(content: &str, title: &str, writer: &Writer<'_>, options: &ChapterOptions<'_>) -> String {
    let mut page = Markup::new(Syntax::Xhtml);
    page.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    let tag = page
        .tag("html")
        .with("xmlns", "http://www.w3.org/1999/xhtml")
        .with("xmlns:epub", "http://www.idpf.org/2007/ops");
    let tag = tag.maybe("class", writer.vertical.then_some("vertical"));
    // A book says that it does not know the language (BCP 47, §4.1): readers must be told something (EPUB Accessibility).
    let tag = match writer.article.metadata.language {
        Some(_) => writer.speech_of_article(tag),
        None => tag.with("lang", UNKNOWN_LANGUAGE).with("xml:lang", UNKNOWN_LANGUAGE),
    };
    page.open(tag);
    page.raw("\n<head>\n<meta charset=\"UTF-8\"/>\n");
    let tag = page.tag("title");
    page.element(tag, "title", title);
    page.line();
    if let Some(stylesheet) = options.stylesheet {
        let tag =
            page.tag("link").with("rel", "stylesheet").with("type", "text/css").with("href", stylesheet);
        page.void(tag);
        page.line();
    }
    let matter = if writer.article.matter == Matter::Foreword { "frontmatter" } else { "bodymatter" };
    page.raw(&format!("</head>\n<body epub:type=\"{matter}\">\n"));
    page.raw(content);
    page.raw("</body>\n</html>\n");
    page.finish()
}
