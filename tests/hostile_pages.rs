//! Pages made to harm whoever reads what is made of them: hundreds of ways to bring in a script, a handler, an address that
//! runs or something that is fetched, each in several places of an article. They go the whole way, and what is written is
//! read again: HTML as browsers read it, the files of an EPUB as XML, Markdown by its own parser. Nothing may be in it but the
//! elements, attributes and addresses that the writers are known to write.
//!
//! The vectors are tables in `hostile_pages/*.toml`.

mod allowed;
mod documents;
mod models;
mod outputs;
mod pages;
mod vectors;

use offprint::model::{Block, Figure, Image, MediaType, Resource, ResourceSource, block_text};
use offprint::{Context, Options, Publication};

use pages::{Page, SENTENCE};
use vectors::Vector;

/// So many of the pages must be found to be articles, or the vectors would be tried on nothing.
const ENOUGH_ARTICLES: f64 = 0.95;

/// Of the pages of bytes some are in encodings, or hold the article in elements, of which nothing is read by design.
const ENOUGH_OF_BYTES: f64 = 0.85;
/// So many of the vectors of markup are but text for a browser when they stand in a body.
const TEXT_FOR_BROWSERS: usize = 19;

/// The same bytes at every address.
struct Everywhere(Vec<u8>);

impl ResourceSource for Everywhere {
    fn get(&self, _url: &str, _written: &str, limit: usize) -> Option<Vec<u8>> {
        (self.0.len() <= limit).then(|| self.0.clone())
    }
}

/// Reads a page, writes it in every format that a program opens, and says what is wrong with what is written; none where
/// the page is no article.
fn faults(page: &Page) -> Option<(bool, Vec<String>)> {
    let pictures = Everywhere(page.picture.clone());
    let context = Context {
        url: page.url.clone(),
        source: page.source.clone(),
        resources: &pictures,
        ..Context::default()
    };
    let article = offprint::read(&page.bytes, &context, &Options::default()).ok()?;
    let is_whole = block_text(&article.body).contains(SENTENCE);
    let mut faults: Vec<String> =
        offprint::model::check_article(&article).iter().map(|violation| format!("{violation:?}")).collect();
    let publication = Publication::of(article.clone());
    faults.extend(outputs::faults(&publication));
    if page.as_book {
        let mut book = publication;
        book.articles.push(article);
        faults.extend(outputs::faults(&book));
    }
    Some((is_whole, faults))
}

/// Tries all pages that `pages` makes of the vectors of a file.
fn try_all(file: &str, enough: f64, pages: impl Fn(&Vector) -> Vec<Page> + Sync) {
    let vectors = vectors::of(file);
    let halves = vectors.chunks(vectors.len().div_ceil(2).max(1));
    let results: Vec<(usize, usize, Vec<String>)> = std::thread::scope(|scope| {
        let runs: Vec<_> = halves
            .map(|half| {
                let pages = &pages;
                scope.spawn(move || {
                    let (mut all, mut whole, mut found) = (0, 0, Vec::new());
                    for vector in half {
                        for page in pages(vector) {
                            all += 1;
                            let Some((is_whole, faults)) = faults(&page) else { continue };
                            whole += usize::from(is_whole);
                            let name = format!("{file}, {}, {} ({})", vector.kind, vector.name, page.place);
                            found.extend(faults.into_iter().map(|fault| format!("{name}: {fault}")));
                        }
                    }
                    (all, whole, found)
                })
            })
            .collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    let all: usize = results.iter().map(|(all, _, _)| all).sum();
    let whole: usize = results.iter().map(|(_, whole, _)| whole).sum();
    let found: Vec<String> = results.into_iter().flat_map(|(_, _, found)| found).collect();
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
    #[allow(clippy::cast_precision_loss, reason = "some thousands")]
    let share = whole as f64 / all as f64;
    assert!(share >= enough, "{file}: only {whole} of {all} pages were read whole");
}

#[test]
fn markup_is_never_live() {
    try_all("markup", ENOUGH_ARTICLES, pages::of_markup);
}

#[test]
fn addresses_are_never_live() {
    try_all("addresses", ENOUGH_ARTICLES, pages::of_address);
}

#[test]
fn attributes_are_never_live() {
    try_all("attributes", ENOUGH_ARTICLES, pages::of_attribute);
}

#[test]
fn words_of_metadata_are_never_live() {
    try_all("words", ENOUGH_ARTICLES, pages::of_words);
}

#[test]
fn bytes_are_never_live() {
    try_all("bytes", ENOUGH_OF_BYTES, pages::of_bytes);
}

#[test]
fn scrapes_are_never_live() {
    try_all("scrapes", ENOUGH_ARTICLES, pages::of_scrape);
}

#[test]
fn pictures_are_never_live() {
    try_all("pictures", ENOUGH_ARTICLES, pages::of_picture);
}

/// An article whose only picture has such bytes, whatever they are. Models need not come from the parser.
fn article_with_picture(media_type: MediaType, data: &[u8]) -> offprint::Article {
    let mut article = offprint::Article::default();
    article.metadata.title = Some("The Last Ferry".into());
    article.resources =
        vec![Resource { id: "r1".into(), media_type, url: None, width: 90, height: 90, data: data.to_vec() }];
    let image = Image { resource: Some("r1".into()), alt: Some("The boat".into()), ..Image::default() };
    article.body = vec![Block::Figure(Figure { images: vec![image], ..Figure::default() })];
    article
}

#[test]
fn pictures_of_a_model_are_never_live() {
    let mut found = Vec::new();
    for vector in vectors::of("pictures") {
        let data = vectors::bytes(&vector.value);
        let faults = outputs::faults(&Publication::of(article_with_picture(MediaType::Svg, &data)));
        found.extend(faults.into_iter().map(|fault| format!("{}: {fault}", vector.name)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Pictures that only draw come through, or the hostile ones would be tried on nothing.
#[test]
fn harmless_pictures_are_shown() {
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="90" height="90"/></svg>"#;
    let html = outputs::html_of(&Publication::of(article_with_picture(MediaType::Svg, svg)));
    assert!(html.contains("<img src=\"data:image/svg+xml;base64,"));
    let vector = Vector { kind: String::new(), name: String::new(), value: "words".into() };
    for page in pages::of_markup(&vector).iter().filter(|page| matches!(page.place, "caption" | "attribute"))
    {
        let html = outputs::html_of(&Publication::of(crate::read(&page.bytes).unwrap()));
        assert!(html.contains("<img src=\"data:image/png;base64,"), "{}", page.place);
    }
}

/// Nothing that the writers' own style sheets name lies elsewhere.
#[test]
fn own_style_sheets_fetch_nothing() {
    for sheet in [include_str!("../crates/html/src/style.css"), include_str!("../crates/epub/src/style.css")]
    {
        assert_eq!(outputs::css_faults(sheet), Vec::<String>::new());
    }
    for bad in
        ["@import 'a.css';", "p{fill:url(https:evil.example)}", "p{fill:image-set('//evil.example/a' 1x)}"]
    {
        assert!(!outputs::css_faults(bad).is_empty(), "{bad}");
    }
}

/// What checks the rest must itself see what is live.
#[test]
fn live_pages_are_seen() {
    let frame = |inner: &str| {
        let mut article = offprint::Article::default();
        article.metadata.title = Some("A title".into());
        article.body = vec![Block::paragraph("HERE")];
        outputs::html_of(&Publication::of(article)).replace("HERE", inner)
    };
    assert_eq!(outputs::html_faults(&frame("words")), Vec::<String>::new());
    let vectors = vectors::of("markup");
    let unseen: Vec<String> = vectors
        .iter()
        .filter(|vector| outputs::html_faults(&frame(&vector.value)).is_empty())
        .map(|vector| format!("{}, {}", vector.kind, vector.name))
        .collect();
    assert!(unseen.len() <= TEXT_FOR_BROWSERS, "{unseen:#?}");
    for live in [
        "<script>alert(1)</script>",
        "<i onclick=alert(1)>x</i>",
        "<p style='color:red'>x</p>",
        "<a href=' java\nscript:alert(1)'>x</a>",
        "<a href='//evil.example'>x</a>",
        "<img src='https://evil.example/a.png' alt=''>",
        "<img src='data:image/svg+xml,<svg/>' alt=''>",
        "<svg></svg>",
        "<p class=mine>x</p>",
        "<!-- x -->",
        "<template></template>",
    ] {
        assert!(!outputs::html_faults(&frame(live)).is_empty(), "{live}");
    }
}
