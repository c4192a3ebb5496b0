//! Pages and text scrapes: any bytes give an article that keeps the model's promises, or an error.

use offprint::model::check_article;
use offprint::{Article, Context, Options, ParseError};

/// Limits so tight that what is within them is done at once: what takes long is a finding.
pub(crate) fn options() -> Options {
    Options {
        max_bytes: 256 << 10,
        max_nodes: 50_000,
        max_memory: 1 << 30,
        max_picture_bytes: 128 << 10,
        max_pictures_bytes: 256 << 10,
        max_picture_pixels: 1_000_000,
        ..Options::default()
    }
}

/// Words that are surely an article's, so that what stands beside them is looked at.
pub(crate) const ARTICLE: &str = "<h1>The harbour book</h1><p>The boats went out before light, and the harbour master wrote \
    down each of them, as he had done for forty years, whether the rain had come or not.</p><p>In the evening he counted \
    those that had come back, and lit the lamp on the mole for those that had not, and sat down by the window.</p>";

/// Reads a page and holds the article to the model's promises.
pub(crate) fn read(bytes: &[u8], context: &Context<'_>, options: &Options) -> Result<Article, ParseError> {
    let article = offprint::read(bytes, context, options)?;
    let broken = check_article(&article);
    assert!(broken.is_empty(), "{broken:?}");
    Ok(article)
}

/// Names that transports give encodings.
const CHARSETS: [&str; 16] = [
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "iso-8859-1",
    "windows-1251",
    "koi8-r",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "utf-7",
    "\u{0}no such",
];

/// The first byte says which encoding the transport named.
pub(crate) fn decode(data: &[u8]) {
    let Some((first, bytes)) = data.split_first() else { return };
    let charset = CHARSETS.get(usize::from(*first)).map(|name| (*name).to_owned());
    let _ = read(bytes, &Context { charset, ..Context::default() }, &options());
}

/// Markup after the beginning of an article.
pub(crate) fn html(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let _ = read(text.as_bytes(), &Context::default(), &options());
    let page = format!("<!doctype html><title>The harbour book</title><body>{ARTICLE}{text}");
    let context = Context { url: Some("https://example.org/2014/07/15/a".into()), ..Context::default() };
    let _ = read(page.as_bytes(), &context, &options());
}

/// Lines before and after those of a scrape.
pub(crate) fn scrape(data: &[u8]) {
    let text = String::from_utf8_lossy(data).replace('<', "‹");
    let (before, after) = text.split_once('\u{c}').unwrap_or((&text, ""));
    let line =
        "The boats went out before light, and the harbour master wrote down each of them, as he had done.";
    let page = format!("{before}\n\n{line}\n\n{line} It rained.\n\n{after}");
    let _ = read(page.as_bytes(), &Context::default(), &options());
}
