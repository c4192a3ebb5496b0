//! A publication as one self-contained file of HTML.

use std::cell::RefCell;

use base64::Engine as _;
use offprint_images::{Album, ImageAccount, ImageLimits};
use offprint_model::{
    Article, CrossReference, CrossReferences, Deadline, Labels, LanguageTag, Publication, Resource,
};

use crate::Syntax;
use crate::href::web_address;
use crate::markup::Markup;
use crate::user_style::UserStyle;
use crate::writer::{Pictures, Writer};

const STYLE: &str = include_str!("style.css");

/// Nothing is fetched and nothing is run, even if something of the kind should ever get into a file.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// How HTML is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Whether pictures are carried in the file; if not, their words and addresses are.
    pub pictures: bool,
    /// How large pictures may be.
    pub limits: ImageLimits,
    /// Whether schema.org data is written.
    pub schema_org: bool,
    /// A style sheet of the user's own, which comes after ours.
    pub style: Option<UserStyle>,
    /// When writing is given up: what is not written by then is left out, and whoever set one asks it afterwards.
    pub deadline: Deadline,
}

impl Default for HtmlOptions {
    /// With pictures and schema.org data, however long it takes; browsers show WebP.
    fn default() -> Self {
        let limits = ImageLimits { webp: true, ..ImageLimits::default() };
        Self { pictures: true, limits, schema_org: true, style: None, deadline: Deadline::default() }
    }
}

/// A file of HTML, and what became of its pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HtmlDocument {
    /// The file.
    pub html: String,
    /// What became of the pictures.
    pub pictures: ImageAccount,
}

/// The publication as one file of HTML, `\n` at the lines' ends: style and pictures within, nothing fetched,
/// no script. A publication of several articles begins with its title and a list of them.
pub fn write_html(publication: &Publication, options: &HtmlOptions) -> HtmlDocument {
    let album = RefCell::new(Album::new(publication, options.limits, options.deadline));
    let pictures = |resource: &Resource| {
        let mut album = album.borrow_mut();
        options.pictures.then(|| data_address(&mut album, resource)).flatten()
    };
    let metadata = &publication.metadata;
    let language = metadata.language.as_ref();
    let labels = Labels::of(language);
    let title = metadata.title.as_deref().unwrap_or(labels.untitled);
    let mut markup = Markup::new(Syntax::Html);
    markup.raw("<!doctype html>\n");
    let tag = markup.tag("html").language(language).direction(language.map(LanguageTag::direction));
    markup.open(tag);
    markup.raw("\n<head>\n<meta charset=\"utf-8\">\n");
    let named = |markup: &mut Markup, key: &str, name: &str, content: &str| {
        let tag = markup.tag("meta").with(key, name).with("content", content);
        markup.void(tag);
        markup.line();
    };
    named(&mut markup, "http-equiv", "Content-Security-Policy", POLICY);
    named(&mut markup, "name", "viewport", "width=device-width, initial-scale=1");
    let tag = markup.tag("title");
    markup.element(tag, "title", title);
    markup.line();
    if let Some(description) = metadata.description.as_ref().or(metadata.dek.as_ref()) {
        named(&mut markup, "name", "description", description);
    }
    if let Some(generator) = publication.articles.first().map(|article| &article.provenance.generator) {
        named(&mut markup, "name", "generator", generator);
    }
    if let Some(address) = metadata.url.as_deref().and_then(web_address) {
        let tag = markup.tag("link").with("rel", "canonical").with("href", &address);
        markup.void(tag);
        markup.line();
    }
    crate::open_graph::write(&mut markup, publication, title);
    if options.schema_org {
        let data = crate::schema_org::json_ld(&publication.articles);
        markup.raw(&format!("<script type=\"application/ld+json\">{data}</script>\n"));
    }
    markup.raw(&format!("<style>\n{STYLE}</style>\n"));
    if let Some(style) = &options.style {
        markup.raw(&format!("<style>\n{}\n</style>\n", style.in_html()));
    }
    markup.raw("</head>\n<body>\n<main>\n");
    let several = publication.is_book();
    let references = CrossReferences::of(publication);
    let links = |url: &str| {
        let CrossReference { article, id } = references.find(url)?;
        Some(format!("#{}{}", prefix(article), id.as_deref().unwrap_or("article")))
    };
    if several {
        contents(&mut markup, publication, title, &labels);
    }
    for (index, article) in publication.articles.iter().enumerate() {
        if let Some((number, part)) = publication.part_at(index) {
            let tag = markup.tag("h1").with("class", "part").with("id", &part_id(number));
            markup.element(tag, "h1", &part.title);
            markup.line();
        }
        let prefix = if several { prefix(index) } else { String::new() };
        markup.raw(&one(article, &prefix, language, &links, &pictures, options.deadline));
    }
    markup.raw("</main>\n</body>\n</html>\n");
    let html = markup.finish();
    HtmlDocument { html, pictures: album.into_inner().into_account() }
}

fn prefix(index: usize) -> String {
    format!("a{}-", index + 1)
}

/// The book's title, people and contents.
fn contents(markup: &mut Markup, publication: &Publication, title: &str, labels: &Labels) {
    let metadata = &publication.metadata;
    markup.raw("<header class=\"book\">\n");
    let tag = markup.tag("h1").with("class", "book-title");
    markup.element(tag, "h1", title);
    markup.line();
    let line = |markup: &mut Markup, class: &str, text: &str| {
        let tag = markup.tag("p").with("class", class);
        markup.element(tag, "p", text);
        markup.line();
    };
    if let Some(dek) = &metadata.dek {
        line(markup, "dek", dek);
    }
    let names: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
    if !names.is_empty() {
        line(markup, "authors", &labels.join(&names));
    }
    let tag = markup.tag("nav").with("aria-label", labels.contents);
    markup.open(tag);
    markup.raw("\n<ol>\n");
    let mut in_part = false;
    for (index, article) in publication.articles.iter().enumerate() {
        if let Some((number, part)) = publication.part_at(index) {
            markup.raw(if in_part { "</ol>\n</li>\n<li>" } else { "<li>" });
            let tag = markup.tag("a").with("href", &format!("#{}", part_id(number)));
            markup.element(tag, "a", &part.title);
            markup.raw("\n<ol>\n");
            in_part = true;
        }
        markup.start("li");
        let language = article.metadata.language.as_ref();
        let tag = markup.tag("a").with("href", &format!("#{}article", prefix(index)));
        let tag = tag.language(language.filter(|_| language != metadata.language.as_ref()));
        let labels = Labels::of(language);
        markup.element(tag, "a", article.metadata.title.as_deref().unwrap_or(labels.untitled));
        markup.close("li");
        markup.line();
    }
    markup.raw(if in_part { "</ol>\n</li>\n" } else { "" });
    markup.raw("</ol>\n</nav>\n</header>\n");
}

/// Identifier of the part of a number.
fn part_id(number: usize) -> String {
    format!("part-{number}")
}

fn one(
    article: &Article,
    prefix: &str,
    language: Option<&LanguageTag>,
    links: &dyn Fn(&str) -> Option<String>,
    pictures: &Pictures<'_>,
    deadline: Deadline,
) -> String {
    let mut writer = Writer::new(Syntax::Html, article, prefix, pictures, links);
    writer.deadline = deadline;
    let title = writer.ids.generate("title");
    // The file's own address of an article: fixed, so that the contents can name it.
    let tag = writer
        .markup
        .tag("article")
        .maybe("id", (!prefix.is_empty()).then(|| format!("{prefix}article")).as_deref());
    let tag =
        if article.metadata.language.as_ref() == language { tag } else { writer.speech_of_article(tag) };
    writer.markup.open(tag.with("aria-labelledby", &title));
    writer.markup.line();
    writer.header(&title);
    writer.body();
    writer.notes();
    writer.footer();
    writer.markup.close("article");
    writer.markup.line();
    writer.markup.finish()
}

/// The picture as a `data:` address, made ready.
fn data_address(album: &mut Album<'_>, resource: &Resource) -> Option<String> {
    let prepared = album.get(resource)?;
    let data = base64::engine::general_purpose::STANDARD.encode(&prepared.data);
    Some(format!("data:{};base64,{data}", prepared.media_type.as_str()))
}
