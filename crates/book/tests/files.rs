//! Book files and forewords.

use offprint_book::{BookFile, Order, PartsBy, foreword};
use offprint_model::{Block, Inline, Publication, check, plain_text};

#[test]
fn a_book_file_says_it_all() {
    let file = BookFile::parse(
        r#"
title = "Metals"
subtitle = "A reader"
editors = ["Cy Dee"]
foreword = "before.md"
cover = "cover.png"
date = 2024-05-01
language = "en-GB"
publisher = "The Ledger"
order = "date"
parts-by = "given"
series = { title = "Readers", position = 2 }
inputs = ["loose.html"]

[[part]]
title = "Old"
inputs = ["zinc.html", { file = "tin.html", url = "https://example.org/tin", title = "Tin" }]
"#,
    )
    .unwrap();
    assert_eq!(file.plan.title.as_deref(), Some("Metals"));
    assert_eq!((file.plan.order, file.plan.parts), (Order::Date, PartsBy::Given));
    assert_eq!(file.plan.date.unwrap().to_string(), "2024-05-01");
    assert_eq!(file.plan.series.unwrap().position.as_deref(), Some("2"));
    let inputs: Vec<_> =
        file.inputs.iter().map(|input| (input.file.as_str(), input.part.as_deref())).collect();
    assert_eq!(inputs, [("loose.html", None), ("zinc.html", Some("Old")), ("tin.html", Some("Old"))]);
    assert_eq!(file.inputs[2].url.as_deref(), Some("https://example.org/tin"));
    assert_eq!((file.foreword.as_deref(), file.cover.as_deref()), (Some("before.md"), Some("cover.png")));
}

#[test]
fn what_is_wrong_is_said_with_what_to_write() {
    let error = |text: &str| BookFile::parse(text).unwrap_err().to_string();
    assert!(error("title = \"x\"").contains("names no input"));
    assert!(
        error("title = \"x\"\ninputs = [\"a\"]\nauthor = \"y\"")
            .starts_with("line 3: unknown field `author`")
    );
    assert!(error("title = ").starts_with("line 1: "));
    let unknown = error("title = \"x\"\ninputs = [{ file = \"a\", titel = \"b\" }]");
    assert!(unknown.starts_with("line 2: an input is a file's name"), "{unknown}");
    assert!(error("inputs = [\"a\"]\ndate = \"soon\"").contains("write 2014, 2014-07 or 2014-07-15"));
    assert!(error("inputs = [\"a\"]\norder = \"size\"").contains("given, date, author, site, title"));
    assert!(
        error("inputs = [\"a\"]\nparts-by = \"size\"").contains("given, site, author, year, month, section")
    );
    assert!(error("inputs = [\"a\"]\nlanguage = \"-\"").contains("write en or pt-BR"));
}

#[test]
fn a_foreword_is_markdown_or_plain_text() {
    let article = foreword(
        "# To the reader\n\nThese *pieces* were [gathered](https://example.org/a) by\nus.\n\n### Thanks\n\n\
         1. to Ann\n2. to Bo\n\n> No debt\n\n<script>alert(1)</script>\n\n[bad](javascript:x) ![A cat](cat.png)\n\n```\ncode\n```",
        "Foreword",
        None,
    );
    assert_eq!(article.metadata.title.as_deref(), Some("To the reader"));
    let kinds: Vec<&str> = article
        .body
        .iter()
        .map(|block| match block {
            Block::Paragraph(_) => "p",
            Block::Heading(heading) => {
                assert_eq!(heading.level, 1);
                "h"
            }
            Block::List(list) => {
                assert!(list.ordered && list.start.is_none() && list.items.len() == 2);
                "list"
            }
            Block::Quotation(_) => "quote",
            Block::Code(_) => "code",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["p", "h", "list", "quote", "p", "p", "code"]);
    let Some(Block::Paragraph(first)) = article.body.first() else { panic!() };
    assert_eq!(plain_text(&first.content), "These pieces were gathered by us.");
    assert!(first.content.iter().any(|inline| matches!(inline, Inline::Link { .. })));
    let Some(Block::Paragraph(last)) = article.body.get(5) else { panic!() };
    assert_eq!(plain_text(&last.content), "bad A cat");
    assert_eq!(check(&Publication::of(article)), []);

    let plain = foreword("One line.\n\nAnother line.", "Foreword", None);
    assert_eq!((plain.metadata.title.as_deref(), plain.body.len()), (Some("Foreword"), 2));
    assert_eq!(check(&Publication::of(foreword(&"> ".repeat(200), "F", None))), []);
    assert_eq!(check(&Publication::of(foreword(&format!("{}x", "> - ".repeat(100)), "F", None))), []);
}
