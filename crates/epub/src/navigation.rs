//! The navigation document (EPUB 3.3, §7) and EPUB 2's ncx, which old devices read.

use offprint_html::{Chapter, Section, attribute, language_tag, text};
use offprint_model::{Labels, LanguageTag};

use crate::book::Page;
use crate::front;
use crate::metadata::line;
use crate::setting::Setting;

/// A page of the printed edition.
#[derive(Debug)]
pub(crate) struct PageTarget {
    pub label: String,
    pub href: String,
}

impl PageTarget {
    /// The pages that begin in a chapter.
    pub fn of_chapter<'a>(file: &'a str, chapter: &'a Chapter) -> impl Iterator<Item = Self> + 'a {
        let breaks = chapter.page_breaks.iter();
        breaks.map(move |page| Self { label: page.label.clone(), href: address(file, chapter, &page.id) })
    }

    /// Its number, where that is one of Arabic figures.
    fn number(&self) -> Option<u64> {
        self.label.parse().ok().filter(|_| self.label.bytes().all(|b| b.is_ascii_digit()))
    }
}

/// Where an identifier of a chapter stands, whose first file is `file`.
fn address(file: &str, chapter: &Chapter, id: &str) -> String {
    let moved = chapter.moved.get(id).and_then(|index| chapter.files.get(*index));
    format!("{}#{id}", moved.map_or(file, |file| &file.name))
}

/// A line of the contents and what stands below it.
#[derive(Debug)]
pub(crate) struct Entry {
    pub title: String,
    pub href: String,
    pub inner: Vec<Entry>,
}

impl Entry {
    /// A chapter with its sections, nested by rank.
    pub fn chapter(file: &str, title: String, chapter: &Chapter) -> Self {
        let mut rest =
            chapter.sections.iter().filter(|section| line(Some(&section.title)).is_some()).peekable();
        let address = |section: &Section| address(file, chapter, &section.id);
        Self { title, href: file.to_owned(), inner: nested(&address, 0, &mut rest) }
    }
}

/// The sections that follow and rank below `above`. Depth is bounded by the six ranks there are.
fn nested<'a, I>(
    address: &dyn Fn(&Section) -> String,
    above: u8,
    sections: &mut std::iter::Peekable<I>,
) -> Vec<Entry>
where
    I: Iterator<Item = &'a Section>,
{
    let mut entries = Vec::new();
    while let Some(section) = sections.next_if(|section| section.level > above) {
        entries.push(Entry {
            title: line(Some(&section.title)).unwrap_or_default(),
            href: address(section),
            inner: nested(address, section.level, sections),
        });
    }
    entries
}

/// `nav.xhtml`: contents, pages of the printed edition and landmarks.
pub(crate) fn document(
    entries: &[Entry],
    printed: &[PageTarget],
    pages: &[Page],
    title: &str,
    setting: Setting<'_>,
) -> String {
    let labels = Labels::of(setting.language);
    let contents = text(labels.contents);
    let mut body = format!(
        "<body epub:type=\"frontmatter\">\n<nav id=\"toc\" epub:type=\"toc\" role=\"doc-toc\" \
         aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">{contents}</h1>\n"
    );
    list(entries, &mut body);
    body.push_str("</nav>\n");
    if !printed.is_empty() {
        body.push_str(
            "<nav id=\"pages\" epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\">\n<ol>\n",
        );
        for page in printed {
            let (href, label) = (attribute(&page.href), text(&page.label));
            body.push_str(&format!("<li><a href=\"{href}\">{label}</a></li>\n"));
        }
        body.push_str("</ol>\n</nav>\n");
    }
    body.push_str("<nav id=\"landmarks\" epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
    for page in pages.iter().filter(|page| !page.landmark.is_empty()) {
        let name = entries.iter().find(|entry| entry.href == page.file).map_or(title, |entry| &entry.title);
        let (kind, file) = (page.landmark, &page.file);
        body.push_str(&format!("<li><a epub:type=\"{kind}\" href=\"{file}\">{}</a></li>\n", text(name)));
    }
    // Landmarks lead to pages of the spine only, where the contents are in a book of several articles.
    if pages.iter().any(|page| page.landmark == "titlepage") {
        body.push_str(&format!("<li><a epub:type=\"toc\" href=\"#toc\">{contents}</a></li>\n"));
    }
    body.push_str("</ol>\n</nav>\n</body>\n");
    front::page(title, setting, &body)
}

fn list(entries: &[Entry], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in entries {
        out.push_str(&format!("<li><a href=\"{}\">{}</a>", attribute(&entry.href), text(&entry.title)));
        if !entry.inner.is_empty() {
            out.push('\n');
            list(&entry.inner, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// `toc.ncx` (DAISY, Z39.86-2005, §8).
pub(crate) fn ncx(
    entries: &[Entry],
    printed: &[PageTarget],
    title: &str,
    identifier: &str,
    language: Option<&LanguageTag>,
) -> String {
    let speech = language.map(|tag| format!(" xml:lang=\"{}\"", language_tag(tag))).unwrap_or_default();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" \
         version=\"2005-1\"{speech}>\n  <head>\n    <meta name=\"dtb:uid\" content=\"{}\"/>\n    \
         <meta name=\"dtb:depth\" content=\"{}\"/>\n    <meta name=\"dtb:totalPageCount\" content=\"{}\"/>\n    \
         <meta name=\"dtb:maxPageNumber\" content=\"{}\"/>\n  </head>\n  <docTitle><text>{}</text></docTitle>\n  <navMap>\n",
        attribute(identifier),
        depth(entries),
        printed.len(),
        printed.iter().filter_map(PageTarget::number).max().unwrap_or(0),
        text(title),
    );
    let mut order = 0;
    points(entries, &mut order, &mut out);
    out.push_str("  </navMap>\n");
    page_list(printed, &mut out);
    out.push_str("</ncx>\n");
    out
}

/// The pages of the printed edition. They have no place in the order of playing, which EPUB does not ask for (OPF 2.0.1,
/// §2.4.1.2): the contents have it to themselves.
fn page_list(printed: &[PageTarget], out: &mut String) {
    if printed.is_empty() {
        return;
    }
    out.push_str("  <pageList>\n");
    for (index, page) in printed.iter().enumerate() {
        let is_roman = page.label.bytes().all(|b| b"ivxlcdmIVXLCDM".contains(&b));
        let kind = match page.number() {
            Some(number) => format!("type=\"normal\" value=\"{number}\""),
            None if is_roman => "type=\"front\"".to_owned(),
            None => "type=\"special\"".to_owned(),
        };
        out.push_str(&format!(
            "<pageTarget id=\"page-{}\" {kind}><navLabel><text>{}</text></navLabel><content src=\"{}\"/></pageTarget>\n",
            index + 1,
            text(&page.label),
            attribute(&page.href)
        ));
    }
    out.push_str("  </pageList>\n");
}

fn depth(entries: &[Entry]) -> usize {
    entries.iter().map(|entry| 1 + depth(&entry.inner)).max().unwrap_or(0)
}

fn points(entries: &[Entry], order: &mut usize, out: &mut String) {
    for entry in entries {
        *order += 1;
        out.push_str(&format!(
            "<navPoint id=\"point-{order}\" playOrder=\"{order}\"><navLabel><text>{}</text></navLabel><content src=\"{}\"/>\n",
            text(&entry.title),
            attribute(&entry.href)
        ));
        points(&entry.inner, order, out);
        out.push_str("</navPoint>\n");
    }
}
