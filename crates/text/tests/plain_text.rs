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
    let without = write_text(&Publication::of(article), &TextOptions { width: None, links: LinkStyle::None });
    assert!(without.contains("See this.\n") && !without.contains("example.org"));
}
