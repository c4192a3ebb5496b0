//! What parsing is said to take at most is never less than it takes: pages of one thing alone, and of all together. One test
//! alone is in this program, for it counts what the whole program allocates.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what was taken"
)]

use offprint_parser::{Context, Options, ParseError, parse};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

const SENTENCE: &str =
    "The boats went out in the morning, and some of them came back before the rain that day. ";

/// Pages of about so many bytes are made of each piece.
const SIZE: usize = 60_000;

/// What pages are made of, over and over.
const PIECES: [&str; 42] = [
    "<p>x",
    "<p>x</p>",
    "<p>The boats went out in the morning.</p>",
    "<p>The boats went out in the morning, and some of them came back before the rain that day.</p>",
    "<div>x</div>",
    "<div></div>",
    "<i>x</i>",
    "<b>x</b> ",
    "<i></i>",
    "<br>",
    "x<br><br>",
    "<hr>",
    "<h2>x</h2>",
    "<ul><li>x</ul>",
    "<li>x",
    "<dl><dt>x<dd>y</dl>",
    "<table><td>x</table>",
    "<table><tr><th>x<td>y<tr><td>z<td>1</table>",
    "<blockquote>x</blockquote>",
    "<pre>x</pre>",
    "<a href=#>x</a> ",
    "<a href=https://example.org/a>x</a> ",
    "<p><a href=https://example.org/a>Menu</a></p>",
    "<img src=a.png alt=x>",
    "<figure><img src=a.png><figcaption>x</figcaption></figure>",
    "<sup><a href=#n1>1</a></sup>",
    "<p id=n1>x",
    "<math><mi>x</mi></math> ",
    "<svg><path d='M0 0'/></svg>",
    "<ruby>x<rt>y</ruby>",
    "<p class=share>Share this</p>",
    "<p class=newsletter-box>Subscribe to our newsletter</p>",
    "<p class='byline author' itemprop=author>By Ann Poe</p>",
    "<time datetime=2014-07-15>15 July 2014</time> ",
    "<meta name=author content=x>",
    "<p a b c d e f g h i j k l>x",
    "<p data-a=0123456789abcdef0123456789abcdef data-b='x y'>x",
    "</p>",
    "<!--x-->",
    "<",
    "<iframe src=https://example.org/></iframe>",
    "<p hidden>x</p>",
];

/// Text alone.
const TEXTS: [&str; 5] = ["word ", "字の文。", "&amp;", "x\n", "a\u{301}, "];

fn pages() -> Vec<(String, String)> {
    let head = format!("<title>x</title><h1>The harbour book</h1><p>{}</p>", SENTENCE.repeat(8));
    let many = |piece: &str| piece.repeat(SIZE / piece.len());
    let mut pages = vec![("all".to_owned(), format!("{head}{}", many(&PIECES.concat())))];
    for piece in PIECES.iter().chain(&TEXTS) {
        pages.push((format!("{piece:?}"), format!("{head}{}", many(piece))));
        pages.push((
            format!("{piece:?} in an article"),
            format!("<article>{head}{}{head}</article>", many(piece)),
        ));
    }
    let numbered: String =
        (0..SIZE / 40).map(|n| format!("<p id=a{n} data-{n}=x>{n} <a href=#a{n}>x</a>")).collect();
    pages.push(("names that differ".into(), format!("{head}{numbered}")));
    let lines: String = (0..SIZE / 20).map(|n| format!("A line of text {n}\n")).collect();
    pages.push(("lines of a scrape".into(), lines));
    let paragraphs = format!("{SENTENCE}\n\n").repeat(SIZE / SENTENCE.len());
    pages.push(("paragraphs of a scrape".into(), paragraphs));
    let escaped = format!("<p>{SENTENCE}<\\/p>").repeat(SIZE / SENTENCE.len());
    let stated = format!(
        "<script type='application/ld+json'>{{\"@type\":\"Article\",\"articleBody\":\"{escaped}\"}}</script>"
    );
    pages.push(("data".into(), format!("<title>x</title><body>{stated}")));
    for (name, value) in
        [("objects", "{\"a\":1},"), ("numbers", "1,"), ("lists", "[[1]],"), ("texts", "\"word\",")]
    {
        let list = value.repeat(SIZE / value.len());
        for (kind, before) in [("application/json", ""), ("application/ld+json", "\"@type\":\"Article\",")] {
            let script = format!("<script type='{kind}'>{{{before}\"a\":[{list}1]}}</script>");
            pages.push((
                format!("data of {name}, {kind}"),
                format!("<title>x</title><body>{script}<p>{SENTENCE}"),
            ));
        }
    }
    let data = "AAAA".repeat(SIZE / 4);
    for (name, around) in [
        ("a picture", "<img src=\"data:image/png;base64,DATA\" alt=x>"),
        (
            "a picture in a figure",
            "<figure><img src=data:image/png;base64,DATA><figcaption>x</figcaption></figure>",
        ),
        ("a drawing", "<img src='data:image/svg+xml;base64,DATA'>"),
        ("a drawing that is text", "<img src='data:image/svg+xml,<svg>DATA</svg>'>"),
        ("pictures of several sizes", "<img srcset='data:image/png;base64,DATA 2x'>"),
        ("a source", "<picture><source srcset='data:image/webp;base64,DATA'><img src=a.png></picture>"),
        ("a film", "<video poster='data:image/png;base64,DATA' src='data:video/mp4;base64,DATA'></video>"),
        ("a link", "<p><a href='data:text/plain;base64,DATA'>x</a></p>"),
        ("a link to a text", "<p><a href='data:text/plain,DATA'>x</a></p>"),
        ("a picture that waits", "<img data-src='data:image/png;base64,DATA'>"),
        (
            "a picture in a drawing",
            "<svg width=90 height=90><image href='data:image/png;base64,DATA'/></svg>",
        ),
        ("a frame", "<iframe src='data:text/html,<p>DATA'></iframe>"),
        ("a style sheet", "<link rel=stylesheet href='data:text/css;base64,DATA'>"),
        ("styles", "<style>.a{background:url(data:image/png;base64,DATA)}</style>"),
        ("an icon", "<link rel=icon href='data:image/png;base64,DATA'>"),
        ("the address", "<link rel=canonical href='data:text/html;base64,DATA'>"),
    ] {
        let around = around.replace("DATA", &data);
        pages.push((format!("{name} within the page"), format!("{head}{around}<p>{SENTENCE}</p>")));
        pages
            .push((format!("{name} within the article"), format!("<article>{head}{around}{head}</article>")));
    }
    let rules = ".a>b,#c{color:red;display:none}".repeat(SIZE / 31);
    pages.push(("rules of style".into(), format!("<style>{rules}</style>{head}")));
    let hidden =
        format!("<div style='display:none'>{}</div>", format!("<p>{SENTENCE}").repeat(SIZE / SENTENCE.len()));
    pages.push(("hidden".into(), hidden));
    pages
}

/// What is estimated for a page, without parsing it.
fn estimate(page: &str) -> usize {
    let nothing = Options { max_memory: 0, ..Options::default() };
    match parse(page.as_bytes(), &Context::default(), &nothing) {
        Err(ParseError::OverLimit { option: "max_memory", found, .. }) => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_page_takes_more_memory_than_is_estimated() {
    // Tables that are made once are made before, and are within what is estimated for the smallest page.
    let smallest = format!("<p>{}", SENTENCE.repeat(4));
    let start = ALLOCATED.current_usage();
    let _ = parse(smallest.as_bytes(), &Context::default(), &Options::default());
    let (any, tables) = (estimate("<p>x"), ALLOCATED.peak_usage() - start);
    assert!(tables < any, "tables of {tables} bytes, {any} estimated");
    let mut worst = Vec::new();
    for (name, page) in pages() {
        let estimate = estimate(&page) - any;
        let start = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let article = parse(page.as_bytes(), &Context::default(), &Options::default());
        let peak = ALLOCATED.peak_usage() - start;
        drop(article);
        worst.push((
            peak as f64 / estimate as f64,
            name,
            peak,
            estimate,
            page.matches('<').count(),
            page.len(),
        ));
    }
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    let told: Vec<String> = worst
        .iter()
        .map(|(share, name, peak, estimate, tags, bytes)| {
            format!("{share:.2} of {estimate}: {peak} for {bytes} bytes, {tags} tags: {name}")
        })
        .collect();
    println!("tables {tables} of {any}\n{}", told.join("\n"));
    assert!(worst.iter().all(|(share, ..)| *share <= 1.0), "{}", told.first().unwrap());
}
