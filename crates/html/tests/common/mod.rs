//! Articles for the tests.

use offprint_model::{
    Article, Attributes, Block, Code, DefinitionItem, DefinitionList, Embed, EmbedKind, Figure, Heading,
    Image, Inline, List, ListItem, Math, MediaType, Note, Paragraph, Person, Provenance, Quotation, Resource,
    Scope, Stanza, Table, TableCell, TableRow, Verse, VerseLine,
};

/// A PNG of one grey pixel.
pub const PIXEL: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 104, 0, 0, 0, 130, 0, 129, 119, 205, 114, 182,
    0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

fn paragraph(content: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content, attributes: Attributes::default() })
}

/// An article that holds every kind of block and inline, with `text` wherever text may stand.
pub fn everything(text: &str) -> Article {
    let mut article = Article {
        provenance: Provenance { sha256: "0".repeat(64), ..Provenance::default() },
        confidence: 1.0,
        ..Article::default()
    };
    let m = &mut article.metadata;
    (m.title, m.dek, m.site, m.section) =
        (Some(text.into()), Some(text.into()), Some(text.into()), Some(text.into()));
    (m.description, m.licence, m.tags) = (Some(text.into()), Some(text.into()), vec![text.into()]);
    (m.published, m.modified) = ("2014-07-15".parse().ok(), "2015-01".parse().ok());
    m.language = "en".parse().ok();
    m.url = Some("https://example.org/a?b=1&c=2".into());
    m.authors = vec![
        Person { post: Some(text.into()), biography: Some(text.into()), ..Person::named(text) },
        Person::named("Ada Lovelace"),
    ];
    article.resources.push(Resource {
        id: "r1".into(),
        media_type: MediaType::Png,
        url: None,
        width: 1,
        height: 1,
        data: PIXEL.to_vec(),
    });
    let shown = Image { resource: Some("r1".into()), alt: Some(text.into()), ..Image::default() };
    let lost = Image {
        url: Some("https://example.org/lost.png".into()),
        alt: Some(text.into()),
        ..Image::default()
    };
    let note = || Inline::NoteReference { note: "n1".into(), label: "1".into() };
    let id = |id: &str| Attributes { id: Some(id.into()), ..Attributes::default() };
    let t = || words(text);
    article.body = vec![
        Block::Heading(Heading { level: 1, content: t(), attributes: id("one") }),
        paragraph(vec![
            Inline::text(text),
            Inline::Emphasis { content: t() },
            Inline::Strong { content: vec![Inline::SmallCaps { content: t() }] },
            Inline::Code { text: text.into() },
            Inline::Link {
                url: "https://example.org/?x=1&y=2".into(),
                title: Some(text.into()),
                content: vec![
                    Inline::Link { url: "https://example.org/inner".into(), title: None, content: t() },
                    note(),
                ],
            },
            Inline::Link { url: "#one".into(), title: None, content: t() },
            Inline::Link { url: "#nowhere".into(), title: None, content: t() },
            Inline::LineBreak,
            Inline::Superscript { content: vec![note()] },
            Inline::Subscript { content: t() },
            Inline::Strikethrough { content: vec![Inline::Quotation { content: t() }] },
            Inline::Ruby {
                base: vec![Inline::Ruby { base: t(), annotation: text.into() }],
                annotation: text.into(),
            },
            Inline::Span { language: "ar".parse().ok(), direction: None, content: t() },
            Inline::Image(shown.clone()),
            Inline::Image(lost.clone()),
            Inline::Math(Math { tex: None, mathml: Some(text.into()), text: text.into() }),
            Inline::PageBreak { label: text.into() },
        ]),
        Block::Heading(Heading { level: 2, content: t(), attributes: Attributes::default() }),
        Block::List(List {
            ordered: true,
            start: Some(3),
            items: vec![
                ListItem { blocks: vec![paragraph(t()), Block::List(List::default())] },
                ListItem::default(),
            ],
            attributes: Attributes::default(),
        }),
        Block::DefinitionList(DefinitionList {
            items: vec![
                DefinitionItem { terms: vec![], descriptions: vec![vec![paragraph(t())]] },
                DefinitionItem { terms: vec![t()], descriptions: vec![] },
            ],
            attributes: Attributes::default(),
        }),
        Block::Quotation(Quotation {
            blocks: vec![paragraph(t())],
            source: t(),
            url: Some("https://example.org/said".into()),
            attributes: Attributes::default(),
        }),
        Block::Figure(Figure {
            images: vec![shown.clone(), lost],
            caption: t(),
            credit: t(),
            ..Figure::default()
        }),
        Block::Table(table(text)),
        Block::Code(Code {
            text: format!("a\n  {text}"),
            language: Some(text.into()),
            attributes: id("one"),
        }),
        Block::Aside(offprint_model::Aside {
            blocks: vec![paragraph(t())],
            attributes: Attributes::default(),
        }),
        Block::Verse(Verse {
            stanzas: vec![Stanza {
                lines: vec![VerseLine { indent: 0, content: t() }, VerseLine { indent: 2, content: t() }],
            }],
            attributes: Attributes::default(),
        }),
        Block::Rule,
        Block::Embed(Embed {
            kind: EmbedKind::Video,
            url: "https://example.org/film".into(),
            title: Some(text.into()),
            provider: Some(text.into()),
            thumbnail: Some(shown),
            caption: t(),
            attributes: Attributes::default(),
        }),
        Block::Math(Math {
            tex: None,
            mathml: Some("<math><msup><mi>x</mi><mn>2</mn></msup></math>".into()),
            text: text.into(),
        }),
    ];
    article.notes = vec![Note { id: "n1".into(), label: "1".into(), blocks: vec![paragraph(t())] }];
    article
}

fn table(text: &str) -> Table {
    let cell = |header, colspan, rowspan| TableCell {
        blocks: vec![
            Block::Heading(Heading { level: 1, content: words(text), attributes: Attributes::default() }),
            Block::Aside(offprint_model::Aside {
                blocks: vec![Block::paragraph(text)],
                attributes: Attributes::default(),
            }),
        ],
        header,
        colspan,
        rowspan,
    };
    Table {
        caption: words(text),
        head_rows: 1,
        rows: vec![
            TableRow { cells: vec![cell(Some(Scope::Column), 2, 9), cell(Some(Scope::Column), 1, 1)] },
            TableRow { cells: vec![cell(Some(Scope::Row), 1, 2), cell(None, 1, 1), cell(None, 1, 2)] },
            TableRow { cells: vec![cell(None, 65535, 65535)] },
        ],
        attributes: Attributes::default(),
    }
}
