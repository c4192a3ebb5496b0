//! Markdown read back by another reader says what the model says: the same blocks, the same letters, the same marks.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod outline;

use offprint_model::{
    Article, Attributes, Block, Code, Heading, Image, Inline, List, ListItem, Note, Paragraph, Publication,
    Quotation, Stanza, Table, TableCell, TableRow, Verse, VerseLine, plain_text,
};
use offprint_text::{MarkdownOptions, write_markdown};
use proptest::prelude::*;

fn markdown(article: &Article) -> String {
    write_markdown(
        &Publication::of(article.clone()),
        &MarkdownOptions { front_matter: false, ..MarkdownOptions::default() },
    )
}

fn article(body: Vec<Block>) -> Article {
    let mut article = Article { body, ..Article::default() };
    article.metadata.title = Some("T".into());
    article
}

fn t(text: &str) -> Inline {
    Inline::text(text)
}

fn em(content: Vec<Inline>) -> Inline {
    Inline::Emphasis { content }
}

fn strong(content: Vec<Inline>) -> Inline {
    Inline::Strong { content }
}

fn link(url: &str, content: Vec<Inline>) -> Inline {
    Inline::Link { url: url.into(), title: None, content }
}

fn reference(note: &str) -> Inline {
    Inline::NoteReference { note: note.into(), label: "1".into() }
}

fn p(content: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content, attributes: Attributes::default() })
}

fn list(ordered: bool, items: Vec<Vec<Block>>) -> Block {
    let items = items.into_iter().map(|blocks| ListItem { blocks }).collect();
    Block::List(List { ordered, items, ..List::default() })
}

fn code(text: &str) -> Block {
    Block::Code(Code { text: text.into(), language: Some("rust".into()), ..Code::default() })
}

fn table(head_rows: usize, rows: Vec<Vec<Vec<Block>>>) -> Block {
    let rows = rows
        .into_iter()
        .map(|cells| TableRow {
            cells: cells.into_iter().map(|blocks| TableCell { blocks, ..TableCell::default() }).collect(),
        })
        .collect();
    Block::Table(Table { head_rows, rows, ..Table::default() })
}

/// Read back, the article is what it was.
fn same(article: &Article) -> Result<(), String> {
    let written = markdown(article);
    let (mut leaves, _) = outline::of_markdown(&written);
    if leaves.is_empty() {
        return Err("not even a title".into());
    }
    let title = leaves.remove(0);
    let letters: String = title.1.iter().map(|(c, _)| *c).collect();
    if (title.0.as_str(), Some(letters.as_str())) != ("h1", article.metadata.title.as_deref()) {
        return Err(format!("title {title:?}\n{written}"));
    }
    let expected = outline::of_article(article);
    if leaves == expected {
        return Ok(());
    }
    let at = leaves.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    Err(format!(
        "leaf {at} of {}/{}:\n read  {:?}\n model {:?}\n{written}",
        leaves.len(),
        expected.len(),
        leaves.get(at),
        expected.get(at)
    ))
}

#[track_caller]
fn holds(body: Vec<Block>) {
    if let Err(why) = same(&article(body)) {
        panic!("{why}");
    }
}

#[test]
fn text_never_becomes_markup() {
    let lines = [
        "# no title",
        "####### x",
        "#",
        "- no item",
        "-",
        "---",
        "- - -",
        "--",
        "+ no item",
        "+",
        "1. no item",
        "12) no item",
        "1.",
        "> no quotation",
        ">x",
        "===",
        "=",
        "* star",
        "***",
        "_ _ _",
        "___",
        "~~~",
        "```",
        "`code`",
        "**bold**",
        "_em_ and __strong__",
        "~~struck~~",
        "~a~ b",
        "[a](b)",
        "[a]: http://x.org",
        "[^1]",
        "[^1]: note",
        "![a](b)",
        "<b>bold</b>",
        "<!-- no -->",
        "<http://a.org>",
        "a < b > c",
        "<3",
        "<",
        "&amp; &#65; &copy; &nosuch; AT&T &",
        "a | b",
        "| a |",
        "|---|",
        ":-:",
        ":::",
        ": x",
        "\\",
        "a\\",
        "\\*",
        "C:\\dir\\*",
        "http://a.org/x_y_z?a=1&copy=2#t",
        "snake_case and _x",
        "5 * 3 * 2",
        "a*b*c",
        "x ~ y",
        "\u{a0}x",
        "- [ ] task",
        "    four",
        "+++",
        "{#id}",
        "$5 and $6",
        "10. ",
        "1999. A year",
        "-5 degrees",
        "+1",
        "Hm...",
        "a - b",
        "e.g. well-known (see p. 3)!",
        "!",
        "\"quoted\"",
        "'",
        "::",
        "=x",
        "-x-",
    ];
    for line in lines {
        let line = line.trim();
        for before in [None, Some("a"), Some("a | b")] {
            let mut content: Vec<Inline> =
                before.into_iter().flat_map(|b| [t(b), Inline::LineBreak]).collect();
            content.push(t(line));
            holds(vec![
                p(content.clone()),
                list(false, vec![vec![p(content.clone())]]),
                p(vec![em(content)]),
            ]);
        }
        holds(vec![
            Block::Heading(Heading { level: 1, content: vec![t(line)], attributes: Attributes::default() }),
            table(1, vec![vec![vec![p(vec![t(line)])]], vec![vec![p(vec![t(line)])]]]),
            p(vec![link("https://example.org/", vec![t(line)])]),
        ]);
    }
}

#[test]
fn ordinary_prose_is_left_alone() {
    for prose in [
        "Ordinary prose: a well-known case (see p. 3), e.g. 3.5 % of snake_case, or x = y - 1!",
        "AT&T and R&D; A & B.",
        "-5 degrees",
        "+1 for that",
        "a < b",
        ":) said she",
        "C# is a language",
        "http://a.org/x_y?a=1&b=2",
        "=x",
    ] {
        let written = markdown(&article(vec![p(vec![t(prose)])]));
        assert_eq!(written, format!("# T\n\n{prose}\n"));
    }
}

#[test]
fn marks_beside_letters_points_and_breaks() {
    let mut wraps: Vec<fn(Vec<Inline>) -> Inline> = vec![em, strong];
    wraps.push(|content| Inline::Strikethrough { content });
    wraps.push(|content| link("https://example.org/a_(b)", content));
    wraps.push(|content| Inline::Superscript { content });
    let inner = ["x", " x ", "x.", "(x)", "“x”", "*", "x y", "é", "「漢」", "\u{a0}x", "!", "\\"];
    for wrap in &wraps {
        for inner in inner {
            for (before, after) in
                [("a", "b"), (" ", " "), ("a ", " b"), ("(", ")"), ("!", "("), ("漢", "字"), ("\\", "[")]
            {
                holds(vec![p(vec![t("s"), t(before), wrap(vec![t(inner)]), t(after), t("e")])]);
            }
            holds(vec![p(vec![wrap(vec![t(inner)])])].into_iter().filter(|_| inner != " ").collect());
            for other in &wraps {
                holds(vec![p(vec![wrap(vec![t(inner)]), other(vec![t(inner)]), t("z")])]);
                holds(vec![p(vec![t("a"), wrap(vec![t("i"), em(vec![t(inner)])]), t("z")])]);
            }
        }
        // Breaks at either edge, as editors leave them.
        holds(vec![p(vec![t("a"), wrap(vec![t("b"), Inline::LineBreak]), t("c")])]);
        holds(vec![p(vec![t("a"), wrap(vec![Inline::LineBreak, t("b")]), t("c")])]);
        holds(vec![p(vec![t("a"), wrap(vec![t("b"), Inline::LineBreak, t("- c")]), t("d")])]);
    }
    holds(vec![p(vec![em(vec![t("a "), em(vec![t("b")]), t(" c")])])]);
    holds(vec![p(vec![strong(vec![em(vec![t("a")]), t(" b")]), t("c")])]);
}

#[test]
fn notes() {
    let mut article = article(vec![
        p(vec![reference("n1"), t(": not a definition")]),
        p(vec![t("Wow!"), reference("n1"), reference("n2"), t("(x) [y]")]),
        p(vec![link("https://example.org/", vec![t("with a note"), reference("n2")]), t(".")]),
        table(1, vec![vec![vec![p(vec![t("a"), reference("n1")])]]]),
    ]);
    article.notes = vec![
        Note {
            id: "n1".into(),
            label: "1".into(),
            blocks: vec![
                p(vec![t("One.")]),
                p(vec![t("Two.")]),
                list(false, vec![vec![p(vec![t("x")])]]),
                code("a\n\n  b"),
            ],
        },
        Note {
            id: "n2".into(),
            label: "2".into(),
            blocks: vec![list(true, vec![vec![p(vec![t("first")])]])],
        },
    ];
    if let Err(why) = same(&article) {
        panic!("{why}");
    }
}

#[test]
fn blocks_in_blocks() {
    let q =
        |blocks| Block::Quotation(Quotation { blocks, source: vec![t("A. Nother")], ..Quotation::default() });
    let one = |text: &str| vec![p(vec![t(text)])];
    holds(vec![
        list(
            false,
            vec![one("a"), vec![p(vec![t("b")]), list(true, vec![one("c"), one("d")]), p(vec![t("e")])]],
        ),
        list(false, vec![one("another list")]),
        list(true, vec![one("x"), vec![code("fn a() {\n\n    b  \n}"), q(one("in an item"))]]),
        list(true, vec![vec![Block::Rule], vec![list(false, vec![one("deep")])]]),
        q(one("one")),
        q(vec![list(false, vec![one("y")]), code("````\nfence")]),
        Block::Rule,
        code("```\n# no title\n~~~"),
        code("\n\n  x\n "),
    ]);
    holds(vec![Block::List(List {
        start: Some(7),
        ..as_list(list(true, vec![one("seven"), one("eight")]))
    })]);
    let line = |indent, text: &str| VerseLine { indent, content: vec![t(text)] };
    holds(vec![Block::Verse(Verse {
        stanzas: vec![
            Stanza { lines: vec![line(0, "- one"), line(0, "# two"), line(2, "three"), line(0, "===")] },
            Stanza { lines: vec![line(0, "four")] },
        ],
        ..Verse::default()
    })]);
}

fn as_list(block: Block) -> List {
    match block {
        Block::List(list) => list,
        _ => unreachable!(),
    }
}

#[test]
fn tables() {
    let c = |text: &str| vec![p(vec![t(text)])];
    holds(vec![
        table(
            1,
            vec![vec![c("a|b"), c("\\|")], vec![c("\\"), vec![p(vec![Inline::Code { text: "x|y".into() }])]]],
        ),
        table(0, vec![vec![c("no"), c("head")], vec![c("x")]]),
        table(1, vec![vec![vec![p(vec![t("a"), Inline::LineBreak, t("- b")]), p(vec![em(vec![t("c")])])]]]),
        table(
            1,
            vec![vec![vec![list(
                false,
                vec![vec![p(vec![link("https://example.org/", vec![t("l")])])], c("m")],
            )]]],
        ),
        table(1, vec![vec![vec![p(vec![Inline::Code { text: "a\\|b".into() }])]]]),
    ]);
}

#[test]
fn addresses_and_titles() {
    let urls = [
        "https://example.org/a_(b)",
        "https://example.org/?a=1&copy=2&amp;x",
        "https://example.org/a)b*c*",
        "mailto:a@b.org",
    ];
    for url in urls {
        let image = Image { url: Some(url.into()), alt: Some("a ] b".into()), ..Image::default() };
        let body = vec![p(vec![link(url, vec![t("x")]), t(" "), Inline::Image(image)])];
        let (_, found) = outline::of_markdown(&markdown(&article(body.clone())));
        assert_eq!(found, [url, url]);
        holds(body);
    }
    for title in ["C #", "##", "1. x", "a * b", "- x"] {
        let mut article = article(vec![p(vec![t("x")])]);
        article.metadata.title = Some(title.into());
        if let Err(why) = same(&article) {
            panic!("{why}");
        }
    }
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        6 => "[a-c*_`~\\[\\]<>&|!#+=.()\\\\:;1 \"-]{1,6}".prop_map(Inline::text),
        2 => "[\u{e9}漢。“”\u{a0}a ]{1,4}".prop_map(Inline::text),
        1 => "[a`|\\\\ *]{0,4}x".prop_map(|text| Inline::Code { text }),
        1 => Just(Inline::LineBreak),
        1 => Just(reference("n1")),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let inner = prop::collection::vec(inner, 1..4);
        prop_oneof![
            inner.clone().prop_map(em),
            inner.clone().prop_map(strong),
            inner.clone().prop_map(|content| Inline::Strikethrough { content }),
            inner.clone().prop_map(|content| Inline::Subscript { content }),
            inner.clone().prop_map(|content| Inline::Quotation { content }),
            // A reference in a link moves to its end; `notes` looks at that.
            inner.prop_map(|content| {
                let plain = plain_text(&content);
                link("https://example.org/", vec![t(&plain.replace('\n', " "))])
            }),
        ]
    })
}

/// Runs of space collapse to one, as the model promises of its text.
fn seen(article: &Article) -> (String, String) {
    let squeeze = |leaves: Vec<outline::Leaf>| {
        let mut words: Vec<String> = leaves
            .into_iter()
            .map(|(path, letters)| {
                let text: String = letters.iter().map(|(c, _)| *c).collect();
                format!("{path}: {}", text.split_whitespace().collect::<Vec<_>>().join(" "))
            })
            .filter(|line| !line.ends_with(": "))
            .collect();
        words.push(String::new());
        words.join("\n")
    };
    let mut read = outline::of_markdown(&markdown(article)).0;
    read.remove(0);
    (squeeze(read), squeeze(outline::of_article(article)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_paragraph_reads_back(content in prop::collection::vec(inline(), 1..6)) {
        prop_assume!(!plain_text(&content).trim().is_empty());
        let mut article = article(vec![p(content.clone()), list(false, vec![vec![p(content.clone())]]),
            table(1, vec![vec![vec![p(content)]]])]);
        article.notes = vec![Note { id: "n1".into(), label: "1".into(), blocks: vec![p(vec![t("note")])] }];
        let (read, model) = seen(&article);
        prop_assert_eq!(&read, &model, "{}", markdown(&article));
    }
}
