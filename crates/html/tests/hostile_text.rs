//! Whatever stands in an article, nothing of it is live in what is written, and XHTML stays well-formed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod common;

use base64::Engine as _;
use offprint_html::{ChapterOptions, HtmlOptions, chapter_xhtml, write_html};
use offprint_model::{Article, Block, Image, Inline, MediaType, Publication};
use scraper::Html;

const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</script><script>alert(1)</script>",
    "</style></title></textarea><svg onload=alert(1)>",
    "]]>",
    "<!-- -- -->",
    "--!><!--",
    "&lt;script&gt; &amp;#60; &#x3c;",
    "\u{0}\u{b}\u{1f}\u{fffe}\u{7f}x",
    "{{constructor.constructor('alert(1)')()}}",
    "\u{2028}\u{2029}\u{202e}",
];

fn chapter(article: &Article) -> String {
    let options = ChapterOptions {
        vertical: false,
        deadline: offprint_model::Deadline::default(),
        stylesheet: Some("s.css"),
        prefix: "c-",
        file: &|index| format!("{index}.xhtml"),
        limit: usize::MAX,
        pictures: &|r| Some(format!("{}.png", r.id)),
        links: &|_| None,
    };
    chapter_xhtml(article, &options).files.remove(0).xhtml
}

fn assert_nothing_live(html: &str, hint: &str) {
    let page = Html::parse_document(html);
    for element in page.tree.values().filter_map(|node| node.as_element()) {
        let name = element.name();
        assert!(
            name != "script" || element.attr("type") == Some("application/ld+json"),
            "{hint}: a script came through"
        );
        assert!(
            !matches!(name, "iframe" | "object" | "embed" | "form" | "base" | "svg" | "foreignObject"),
            "{hint}: {name}"
        );
        for (key, value) in element.attrs() {
            assert!(
                !key.starts_with("on") && key != "style" && key != "srcset",
                "{hint}: {name} {key}={value}"
            );
            assert!(key != "src" || value.starts_with("data:image/"), "{hint}: {name} {key}={value}");
            let squeezed: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            assert!(
                key != "href" || !squeezed.to_ascii_lowercase().starts_with("javascript:"),
                "{hint}: {name} {key}={value}"
            );
        }
    }
}

fn assert_well_formed(xhtml: &str, hint: &str) {
    let mut reader = quick_xml::Reader::from_str(xhtml);
    reader.config_mut().check_comments = true;
    let mut depth = 0_i32;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{hint}: {error}\n{xhtml}")) {
            quick_xml::events::Event::Start(start) => {
                depth += 1;
                start.attributes().for_each(|attribute| drop(attribute.unwrap()));
            }
            quick_xml::events::Event::Empty(start) => {
                start.attributes().for_each(|attribute| drop(attribute.unwrap()));
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{hint}");
    assert!(xhtml.chars().all(offprint_model::is_xml_char), "{hint}");
}

#[test]
fn text_is_never_live() {
    for text in HOSTILE {
        let article = common::everything(text);
        assert_well_formed(&chapter(&article), text);
        assert_nothing_live(&write_html(&Publication::of(article), &HtmlOptions::default()).html, text);
    }
}

#[test]
fn addresses_are_never_live() {
    for url in [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "https://example.org/\" onclick=\"alert(1)",
        "file:///etc/passwd",
        "#\"onclick=x",
    ] {
        let mut article = Article::default();
        article.metadata.url = Some(url.into());
        article.metadata.licence = Some(url.into());
        article.metadata.authors =
            vec![offprint_model::Person { url: Some(url.into()), ..offprint_model::Person::named("A") }];
        article.body = vec![Block::Paragraph(offprint_model::Paragraph {
            content: vec![
                Inline::Link { url: url.into(), title: None, content: vec![Inline::text("x")] },
                Inline::Image(Image { url: Some(url.into()), ..Image::default() }),
            ],
            attributes: offprint_model::Attributes::default(),
        })];
        assert_well_formed(&chapter(&article), url);
        let html = write_html(&Publication::of(article), &HtmlOptions::default()).html;
        assert_nothing_live(&html, url);
        assert!(!html.contains("href="), "{url}: {html}");
    }
}

#[test]
fn pictures_are_shown_from_the_article_or_not_at_all() {
    let mut article = common::everything("x");
    article.resources[0].media_type = MediaType::Svg;
    article.resources[0].data =
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><path d='M0 0'/></svg>".to_vec();
    let written = write_html(&Publication::of(article.clone()), &HtmlOptions::default());
    let (_, rest) = written.html.split_once("src=\"data:image/svg+xml;base64,").unwrap();
    let shown = base64::engine::general_purpose::STANDARD.decode(rest.split('"').next().unwrap()).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("<path") && !shown.contains("alert"), "{shown}");
    assert!(written.pictures.lost.is_empty());

    article.resources[0].data = b"<svg xmlns='http://www.w3.org/2000/svg'>&alert;</svg>".to_vec();
    let written = write_html(&Publication::of(article), &HtmlOptions::default());
    assert!(!written.html.contains("<img"), "what cannot be made safe was shown");
    assert_eq!(written.pictures.lost.len(), 1);
}
