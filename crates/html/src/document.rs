//! A publication as one self-contained file of HTML.

use base64::Engine as _;
use offprint_model::{Article, Labels, LanguageTag, MediaType, Publication, Resource};

use crate::Syntax;
use crate::href::web_address;
use crate::markup::Markup;
use crate::writer::Writer;

const STYLE: &str = include_str!("style.css");

/// Nothing is fetched and nothing is run, even if something of the kind should ever get into a file.
const POLICY: &str =
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// How HTML is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Whether pictures are carried in the file; if not, their words and addresses are.
    pub pictures: bool,
    /// Whether schema.org data is written.
    pub schema_org: bool,
}

impl Default for HtmlOptions {
    /// With pictures and schema.org data.
    fn default() -> Self {
        Self { pictures: true, schema_org: true }
    }
}

/// The publication as one file of HTML, `\n` at the lines' ends: style and pictures within, nothing fetched,
/// no script. A publication of several articles begins with its title and a list of them.
pub fn write_html(publication: &Publication, options: &HtmlOptions) -> String {
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
    markup.raw(&format!("<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"));
    let several = publication.articles.len() > 1;
    if several {
        contents(&mut markup, publication, title, &labels);
    }
    for (index, article) in publication.articles.iter().enumerate() {
        let prefix = if several { prefix(index) } else { String::new() };
        markup.raw(&one(article, &prefix, language, options));
    }
    markup.raw("</main>\n</body>\n</html>\n");
    markup.finish()
}

fn prefix(index: usize) -> String {
    format!("a{}-", index + 1)
}

fn contents(markup: &mut Markup, publication: &Publication, title: &str, labels: &Labels) {
    markup.raw("<header class=\"book\">\n");
    let tag = markup.tag("h1").with("class", "book-title");
    markup.element(tag, "h1", title);
    markup.line();
    let tag = markup.tag("nav").with("aria-label", labels.contents);
    markup.open(tag);
    markup.raw("\n<ol>\n");
    for (index, article) in publication.articles.iter().enumerate() {
        markup.start("li");
        let language = article.metadata.language.as_ref();
        let tag = markup.tag("a").with("href", &format!("#{}article", prefix(index)));
        let tag = tag.language(language.filter(|_| language != publication.metadata.language.as_ref()));
        let labels = Labels::of(language);
        markup.element(tag, "a", article.metadata.title.as_deref().unwrap_or(labels.untitled));
        markup.close("li");
        markup.line();
    }
    markup.raw("</ol>\n</nav>\n</header>\n");
}

fn one(article: &Article, prefix: &str, language: Option<&LanguageTag>, options: &HtmlOptions) -> String {
    let pictures = |resource: &Resource| options.pictures.then(|| data_address(resource)).flatten();
    let mut writer = Writer::new(Syntax::Html, article, prefix, &pictures);
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

/// The picture as a `data:` address. An SVG only if nothing in it runs or is fetched.
fn data_address(resource: &Resource) -> Option<String> {
    if resource.data.is_empty()
        || (resource.media_type == MediaType::Svg && !crate::is_safe_svg(&resource.data))
    {
        return None;
    }
    let data = base64::engine::general_purpose::STANDARD.encode(&resource.data);
    Some(format!("data:{};base64,{data}", resource.media_type.as_str()))
}
