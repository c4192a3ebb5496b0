//! Plain text of hand-made publications.

use offprint_model::{
    Article, Block, Inline, List, ListItem, Person, Publication, Table, TableCell, TableRow,
};
use offprint_text::{LinkStyle, TextOptions, write_text};

fn cell(text: &str) -> TableCell {
    TableCell { blocks: vec![Block::paragraph(text)], ..TableCell::default() }
}

#[test]
fn writes_front_matter_and_body() {
    let mut article = Article::default();
    article.metadata.title = Some("A day out".into());
    article.metadata.dek = Some("What came of it.".into());
    article.metadata.published = "2014-07-15".parse().ok();
    article.metadata.authors =
        vec![Person { post: Some("Walker".into()), ..Person::named("Ada Poe") }, Person::named("Jan Kurz")];
    article.body = vec![
        Block::Paragraph(offprint_model::Paragraph {
            content: vec![
                Inline::text("See "),
                Inline::Link {
                    url: "https://example.org/".into(),
                    title: None,
                    content: vec![Inline::text("this")],
                },
                Inline::text("."),
            ],
            ..Default::default()
        }),
        Block::List(List {
            ordered: true,
            items: vec![
                ListItem { blocks: vec![Block::paragraph("one")] },
                ListItem { blocks: vec![Block::paragraph("two")] },
            ],
            ..List::default()
        }),
        Block::Table(Table {
            head_rows: 1,
            rows: vec![
                TableRow { cells: vec![cell("Name"), cell("Age")] },
                TableRow { cells: vec![cell("Ada"), cell("36")] },
            ],
            ..Table::default()
        }),
    ];
    let expected = "\
A day out
=========

What came of it.

By Ada Poe and Jan Kurz
  Ada Poe: Walker
15 July 2014

See this{1}.

1. one
2. two

Name | Age
-----+----
Ada  | 36

Links
-----

{1} https://example.org/
";
    assert_eq!(write_text(&Publication::of(article.clone()), &TextOptions::default()), expected);
    let without = write_text(
        &Publication::of(article),
        &TextOptions { width: None, links: LinkStyle::None, ..TextOptions::default() },
    );
    assert!(without.contains("See this.\n") && !without.contains("example.org"));
}

fn text_of(body: Vec<Block>) -> String {
    let mut article = Article::default();
    article.metadata.title = Some("T".into());
    article.body = body;
    let text = write_text(&Publication::of(article), &TextOptions::default());
    text.strip_prefix("T\n=\n\n").unwrap_or(&text).to_owned()
}

fn item(blocks: Vec<Block>) -> ListItem {
    ListItem { blocks }
}

fn list(ordered: bool, items: Vec<ListItem>) -> Block {
    Block::List(List { ordered, items, ..List::default() })
}

#[test]
fn marks_of_lists_stand_within_quotations_and_boxes() {
    let inner = vec![
        Block::paragraph("Before."),
        list(false, vec![item(vec![Block::paragraph("one")]), item(vec![Block::paragraph("two")])]),
    ];
    let quotation = offprint_model::Quotation { blocks: inner.clone(), ..Default::default() };
    assert_eq!(text_of(vec![Block::Quotation(quotation)]), "> Before.\n>\n> • one\n> • two\n");
    let heading = offprint_model::Heading {
        level: 2,
        content: vec![Inline::text("Box")],
        attributes: Default::default(),
    };
    let blocks = [vec![Block::Heading(heading)], inner].concat();
    let aside = offprint_model::Aside { blocks, ..Default::default() };
    assert_eq!(text_of(vec![Block::Aside(aside)]), "| Box\n|\n| Before.\n|\n| • one\n| • two\n");
}

#[test]
fn lists_of_lines_are_close_and_lists_of_paragraphs_apart() {
    let nested = list(false, vec![item(vec![Block::paragraph("in")]), item(vec![Block::paragraph("side")])]);
    let close = list(
        true,
        vec![item(vec![Block::paragraph("one"), nested.clone()]), item(vec![Block::paragraph("two")])],
    );
    assert_eq!(text_of(vec![close]), "1. one\n   • in\n   • side\n2. two\n");
    let apart = list(
        true,
        vec![
            item(vec![Block::paragraph("one"), Block::paragraph("more"), nested]),
            item(vec![Block::paragraph("two")]),
        ],
    );
    assert_eq!(text_of(vec![apart]), "1. one\n\n   more\n\n   • in\n   • side\n\n2. two\n");
    let empty = list(true, vec![item(Vec::new()), item(vec![Block::paragraph("two")])]);
    assert_eq!(text_of(vec![empty]), "1.\n2. two\n");
}

#[test]
fn wide_tables_are_folded_with_figures_at_the_right() {
    let long = "A remark that goes on for longer than a line of the text has room for beside the others";
    let rows = [["Boat", "Crew", "Remark"], ["One", "7", long], ["Two", "120", "None"]];
    let rows =
        rows.iter().map(|row| TableRow { cells: row.iter().map(|text| cell(text)).collect() }).collect();
    let table = Table { head_rows: 1, rows, ..Table::default() };
    assert_eq!(
        text_of(vec![Block::Table(table)]),
        "\
Boat | Crew | Remark
-----+------+-----------------------------------------------------------
One  |    7 | A remark that goes on for longer than a line of the text
     |      | has room for beside the others
-----+------+-----------------------------------------------------------
Two  |  120 | None
"
    );
}

#[test]
fn powers_are_not_run_together_and_pictures_stand_apart() {
    let paragraph =
        |content: Vec<Inline>| Block::Paragraph(offprint_model::Paragraph { content, ..Default::default() });
    let raised = |text: &str| Inline::Superscript { content: vec![Inline::text(text)] };
    let lowered = |text: &str| Inline::Subscript { content: vec![Inline::text(text)] };
    let body = vec![paragraph(vec![
        Inline::text("10"),
        raised("−16"),
        Inline::text(" of H"),
        lowered("2"),
        Inline::text("O on the 1"),
        raised("st"),
    ])];
    assert_eq!(text_of(body), "10⁻¹⁶ of H₂O on the 1st\n");
    let image = offprint_model::Image { alt: Some("A portrait".into()), ..Default::default() };
    let body = vec![paragraph(vec![Inline::text("See"), Inline::Image(image), Inline::text("him.")])];
    assert_eq!(text_of(body), "See [A portrait] him.\n");
}
