//! The pages before the first article: the cover, and the title page of a book of several articles.

use offprint_html::{UNKNOWN_LANGUAGE, attribute, language_tag, text};
use offprint_model::{Labels, Part, Publication};

use crate::book::Page;
use crate::metadata::line;
use crate::navigation::Entry;
use crate::setting::Setting;

/// A page of XHTML around some markup.
pub(crate) fn page(title: &str, setting: Setting<'_>, body: &str) -> String {
    let class = if setting.vertical { " class=\"vertical\"" } else { "" };
    let language = setting.language.map_or(UNKNOWN_LANGUAGE, language_tag);
    let direction = setting.language.map(|tag| format!(" dir=\"{}\"", tag.direction().as_str()));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"{class} lang=\"{language}\" xml:lang=\"{language}\"{}>\n<head>\n<meta charset=\"UTF-8\"/>\n<title>{}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"stylesheet.css\"/>\n</head>\n{body}</html>\n",
        direction.unwrap_or_default(),
        text(title),
    )
}

/// The page that shows the cover.
pub(crate) fn cover(file: &str, title: &str, setting: Setting<'_>) -> Page {
    let body = format!(
        "<body class=\"cover\" epub:type=\"cover\">\n<p><img src=\"{}\" alt=\"{}\" role=\"doc-cover\"/></p>\n</body>\n",
        attribute(file),
        attribute(title)
    );
    Page { file: "cover.xhtml".into(), xhtml: page(title, setting, &body), properties: "", landmark: "cover" }
}

/// Title, dek, people and date of the whole.
pub(crate) fn title_page(publication: &Publication, title: &str, setting: Setting<'_>) -> Page {
    let metadata = &publication.metadata;
    let labels = Labels::of(setting.language);
    let mut body = format!(
        "<body epub:type=\"frontmatter\">\n<section class=\"title-page\" epub:type=\"titlepage\" \
         aria-labelledby=\"title\">\n<h1 id=\"title\" epub:type=\"fulltitle\">{}</h1>\n",
        text(title)
    );
    if let Some(dek) = line(metadata.dek.as_deref()) {
        body.push_str(&format!(
            "<p class=\"dek\" epub:type=\"subtitle\" role=\"doc-subtitle\">{}</p>\n",
            text(&dek)
        ));
    }
    let mut add =
        |class: &str, value: &str| body.push_str(&format!("<p class=\"{class}\">{}</p>\n", text(value)));
    let names: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
    if !names.is_empty() {
        add("authors", &labels.join(&names));
    }
    if let Some(date) = metadata.published {
        add("date", &date.to_words(setting.language));
    }
    if let Some(site) = line(metadata.site.as_deref()) {
        add("site", &site);
    }
    body.push_str("</section>\n</body>\n");
    let xhtml = page(title, setting, &body);
    Page { file: "title.xhtml".into(), xhtml, properties: "", landmark: "titlepage" }
}

/// The page before the first article of a part, and the part's line of the contents.
pub(crate) fn part_page(number: usize, part: &Part, setting: Setting<'_>) -> (Page, Entry) {
    let title = line(Some(&part.title)).unwrap_or_else(|| number.to_string());
    let file = format!("part-{number:02}.xhtml");
    let body = format!(
        "<body epub:type=\"bodymatter\">\n<section class=\"part-page\" epub:type=\"part\" role=\"doc-part\" \
         aria-labelledby=\"part-{number}\">\n<h1 id=\"part-{number}\">{}</h1>\n</section>\n</body>\n",
        text(&title)
    );
    let entry = Entry { title: title.clone(), href: file.clone(), inner: Vec::new() };
    (Page { file, xhtml: page(&title, setting, &body), properties: "", landmark: "" }, entry)
}
