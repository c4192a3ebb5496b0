//! Markdown read back by pulldown-cmark gives the words of the model, and none of them as markup.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use offprint_model::{Article, Block, Inline, Note, Paragraph, Publication, plain_text};
use offprint_text::{MarkdownOptions, write_markdown};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Text of each paragraph, and how many blocks of another kind there are.
fn read_back(markdown: &str) -> (Vec<String>, usize) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let (mut paragraphs, mut others, mut text) = (Vec::new(), 0, String::new());
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Paragraph) => text.clear(),
            Event::End(TagEnd::Paragraph) => paragraphs.push(std::mem::take(&mut text)),
            Event::Start(
                Tag::List(_)
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::Heading { .. }
                | Tag::HtmlBlock,
            )
            | Event::Rule => others += 1,
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            _ => {}
        }
    }
    (paragraphs, others)
}

fn markdown(paragraphs: Vec<Vec<Inline>>) -> String {
    let mut article = Article::default();
    article.metadata.title = Some("Title".into());
    article.body = paragraphs
        .into_iter()
        .map(|content| Block::Paragraph(Paragraph { content, ..Paragraph::default() }))
        .collect();
    write_markdown(&Publication::of(article), &MarkdownOptions { front_matter: false })
}

/// White space at a line's ends and runs of it are nothing to Markdown.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn text_that_looks_like_markup_stays_text() {
    for text in [
        "# not a heading",
        "- not a list",
        "+ nor this",
        "1. nor this",
        "12) nor this",
        "> not a quotation",
        "=== not",
        "--- not",
        "*not emphasis*",
        "_nor this_",
        "snake_case_name",
        "2 * 3 * 4",
        "`not code`",
        "[not](a link)",
        "![nor](a picture)",
        "<b>not bold</b>",
        "a < b and b > a",
        "&amp; stays",
        "AT&T",
        "~~not struck~~",
        "[^1] no note",
        "| not | a table |",
        "back\\slash",
        "http://example.org/a_b_c",
        "    not code",
        "\tnor this",
        "***",
        "___",
        "Is it? [yes]: no",
        "!",
        "#",
        "-",
        "1.",
        "a*b*c",
        "**",
        "~",
        "``` not a fence",
        "~~~ nor this",
    ] {
        let out = markdown(vec![vec![Inline::text(text)]]);
        let (paragraphs, others) = read_back(&out);
        // The title is the one heading.
        assert_eq!(others, 1, "{text:?} became another block:\n{out}");
        assert_eq!(paragraphs.iter().map(|p| words(p)).collect::<Vec<_>>(), [words(text)], "{out}");
    }
}

#[test]
fn notes_come_back() {
    let content =
        vec![Inline::text("Said so."), Inline::NoteReference { note: "n1".into(), label: "1".into() }];
    let article = Article {
        body: vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })],
        notes: vec![Note { id: "n1".into(), label: "1".into(), blocks: vec![Block::paragraph("By whom?")] }],
        ..Article::default()
    };
    let out = write_markdown(&Publication::of(article), &MarkdownOptions { front_matter: false });
    let parser = Parser::new_ext(&out, Options::ENABLE_FOOTNOTES);
    let notes = parser
        .filter(|e| matches!(e, Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_)));
    assert_eq!(notes.count(), 2, "{out}");
}

fn inline() -> impl Strategy<Value = Inline> {
    let text = "[a-c*_`~<>&#|.,!\\[\\]()\\\\ -]{1,8}".prop_map(Inline::text);
    let code = "[a-c`* ]{1,5}".prop_filter("code that is only space is none", |t| !t.trim().is_empty());
    let leaf = prop_oneof![4 => text, 1 => code.prop_map(|text| Inline::Code { text })];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..3).prop_map(|content| Inline::Emphasis { content }),
            proptest::collection::vec(inner.clone(), 1..3).prop_map(|content| Inline::Strong { content }),
            proptest::collection::vec(inner, 1..3).prop_map(|content| Inline::Strikethrough { content }),
        ]
    })
}

proptest! {
    #[test]
    fn any_words_come_back(content in proptest::collection::vec(inline(), 1..5)) {
        let wanted = words(&plain_text(&content));
        let out = markdown(vec![content]);
        let (paragraphs, _) = read_back(&out);
        // Space within code and at the edges of marks may move; letters and signs may not be lost or made.
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&paragraphs.join(" ")), bare(&wanted), "{}", out);
    }
}
