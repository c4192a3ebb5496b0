//! Pages to measure by: a folder of saved ones, or invented ones.

use std::fmt::Write as _;
use std::io::Read as _;

use offprint_parser::{Context, Options, parse};

/// A page.
pub struct Page {
    /// Name of its file, or what it is.
    pub name: String,
    /// As it was saved.
    pub bytes: Vec<u8>,
    /// Decoded as the parser does, for what reads text only.
    pub text: String,
}

impl Page {
    fn new(name: String, bytes: Vec<u8>) -> Self {
        let article = parse(&bytes, &Context::default(), &unbounded());
        let encoding = article
            .ok()
            .and_then(|article| encoding_rs::Encoding::for_label(article.provenance.encoding.as_bytes()));
        let text = encoding.unwrap_or(encoding_rs::UTF_8).decode(&bytes).0.into_owned();
        Self { name, bytes, text }
    }

    /// An invented page, which is UTF-8.
    pub fn invented(name: &str, text: String) -> Self {
        Self { name: name.to_owned(), bytes: text.clone().into_bytes(), text }
    }
}

/// Settings under which no page is too large.
pub fn unbounded() -> Options {
    Options { max_bytes: usize::MAX, max_nodes: usize::MAX, max_memory: usize::MAX, ..Options::default() }
}

/// The pages named on the command line: files, or folders of `.html` and `.html.gz` and of more
/// folders. Invented ones where none is named.
pub fn named(places: &[String]) -> std::io::Result<Vec<Page>> {
    if places.is_empty() {
        return Ok(blog());
    }
    let mut files = Vec::new();
    let mut todo: Vec<std::path::PathBuf> = places.iter().map(Into::into).collect();
    while let Some(place) = todo.pop() {
        if place.is_dir() {
            for entry in std::fs::read_dir(place)? {
                todo.push(entry?.path());
            }
        } else {
            files.push(place);
        }
    }
    files.sort();
    let mut pages = Vec::new();
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = if name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".txt") {
            std::fs::read(&file)?
        } else if name.ends_with(".gz") {
            let mut bytes = Vec::new();
            flate2::read::GzDecoder::new(std::fs::File::open(&file)?).read_to_end(&mut bytes)?;
            bytes
        } else {
            continue;
        };
        pages.push(Page::new(name, bytes));
    }
    if pages.is_empty() {
        let message = format!("{} holds no .html, .htm, .txt or .gz", places.join(", "));
        return Err(std::io::Error::new(std::io::ErrorKind::NotFound, message));
    }
    Ok(pages)
}

/// Invented pages of a blog, each a little longer than the one before.
fn blog() -> Vec<Page> {
    (1..=40)
        .map(|number| Page::invented(&format!("blog {number}"), page(&rich(number * 12, number))))
        .collect()
}

/// A page of some content, with a menu, a row of teasers and a footer around it.
pub fn page(content: &str) -> String {
    let mut html = String::from(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>The lock keeper's year | Saltmere Courier</title>\
         <meta property='og:title' content=\"The lock keeper's year\"><meta name=author content='Maud Ellery'>\
         <style>.post p { margin: 0 0 1em }</style><script>window.layer = window.layer || [];</script></head>\
         <body class='post-template single'><nav class='main-nav'><ul>",
    );
    for number in 0..25 {
        let _ = write!(
            html,
            "<li class='menu-item menu-item-{number}'><a href='/section/{number}'>Section {number}</a></li>"
        );
    }
    html.push_str("</ul></nav><main><article class='post'><h1>The lock keeper's year</h1><p class='byline'>By <a href='/author/maud'>Maud Ellery</a>, 3 May 2020</p><div class='entry-content'>");
    html.push_str(content);
    html.push_str("</div></article><div class='related'><h2>Related articles</h2>");
    for number in 0..12 {
        let _ = write!(
            html,
            "<div class='card card--small'><a href='/story/{number}'><img src='/p/{number}.jpg' alt=''><h3>Another story of the canal, number {number}</h3></a></div>"
        );
    }
    html.push_str(
        "</div></main><footer class='site-footer'><p>© Saltmere Courier</p></footer></body></html>",
    );
    html
}

/// Sentences that differ from one another.
fn sentence(number: usize) -> String {
    const SUBJECTS: [&str; 7] =
        ["The keeper", "A barge", "The old gate", "Her neighbour", "The council", "Rain", "The miller"];
    const VERBS: [&str; 5] = ["waited", "was mended", "came back", "went down the river", "stood in the fog"];
    const WHEN: [&str; 9] = [
        "before the first frost",
        "on a Tuesday in March",
        "when the water was high",
        "for want of oak",
        "in the year of the flood",
        "without a word to anybody",
        "as it had for 40 years",
        "and nobody wrote it down",
        "while the town slept",
    ];
    let of =
        |words: &[&'static str], by: usize| words.get(number / by % words.len()).copied().unwrap_or_default();
    format!(
        "{} {}, {}, and {} it was told again. ",
        of(&SUBJECTS, 1),
        of(&VERBS, 3),
        of(&WHEN, 2),
        of(&WHEN, 7)
    )
}

/// Plain paragraphs.
pub fn prose(paragraphs: usize) -> String {
    let mut html = String::new();
    for number in 0..paragraphs {
        html.push_str("<p>");
        for at in 0..4 {
            html.push_str(&sentence(number * 5 + at));
        }
        html.push_str("</p>\n");
    }
    html
}

/// Paragraphs as systems write them: classes, links, emphasis, headings, figures, lists, boxes.
pub fn rich(paragraphs: usize, seed: usize) -> String {
    let mut html = String::new();
    for number in 0..paragraphs {
        let at = number + seed * 31;
        if number % 9 == 4 {
            let _ = write!(
                html,
                "<h2 id='part-{number}' class='wp-block-heading'>Part {number} of the year</h2>"
            );
        }
        if number % 13 == 6 {
            let _ = write!(
                html,
                "<figure class='wp-block-image size-large'><img class='wp-image-{number}' src='/p/{at}.jpg' \
                 srcset='/p/{at}-300.jpg 300w, /p/{at}-900.jpg 900w' width=900 height=600 alt='The lock at dusk'>\
                 <figcaption>The lock at dusk. Photo: Ines Ek</figcaption></figure>"
            );
        }
        if number % 17 == 9 {
            html.push_str("<ul class='wp-block-list'>");
            for item in 0..5 {
                let _ = write!(html, "<li><strong>Gate {item}:</strong> {}</li>", sentence(at + item));
            }
            html.push_str("</ul>");
        }
        if number % 23 == 11 {
            html.push_str("<div class='newsletter-box widget'><p>Sign up for our newsletter</p><form><input type=email><button>Sign up</button></form></div>");
        }
        let _ = writeln!(
            html,
            "<p class='has-text-align-left'>{}<a href='https://example.org/story/{at}'>{}</a><em>{}</em> <span style='color: #333'>{}</span></p>",
            sentence(at),
            sentence(at + 1),
            sentence(at + 2),
            sentence(at + 3)
        );
    }
    html
}
