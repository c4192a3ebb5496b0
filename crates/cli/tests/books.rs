//! `offprint book`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::path::Path;

use assert_cmd::Command;

fn offprint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    command.env_remove("SOURCE_DATE_EPOCH").current_dir(folder);
    command
}

/// A page of some length, whose words differ from those of other pages.
fn page(folder: &Path, name: &str, title: &str, date: &str, link: &str) {
    let sentences: Vec<String> = (0..12)
        .map(|n| format!("In the {n}th year {title} came back to the harbour of Number {n}, and nobody of {name} saw it."))
        .collect();
    let page = format!(
        "<html lang=en><head><title>{title}</title><link rel=canonical href='https://harbour.example/{name}'>\
         <meta property='og:site_name' content='Harbour News'></head><body><article><h1>{title}</h1>\
         <p>By Ann Walker</p><time datetime='{date}' class=published>{date}</time><p>{}</p>\
         <p>More in <a href='{link}'>what was told before</a>, of which little was true.</p></article></body></html>",
        sentences.join("</p><p>")
    );
    std::fs::write(folder.join(name), page).unwrap();
}

fn pages(folder: &Path) {
    page(folder, "a.html", "The tug", "2021-05-01", "https://harbour.example/b.html");
    page(folder, "b.html", "The barge", "2019-03-02", "https://elsewhere.example/x");
    page(folder, "c.html", "The ferry", "2020-07-07", "https://www.harbour.example/a.html?utm_source=mail");
}

fn said(assert: &assert_cmd::assert::Assert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
}

#[test]
fn one_command_makes_a_book_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path());
    std::fs::write(folder.path().join("before.md"), "Three *ships*, each on its own.").unwrap();
    let mut command = offprint(folder.path());
    command.args(["book", "a.html", "b.html", "c.html", "--order", "date", "--foreword", "before.md"]);
    for ending in ["epub", "pdf", "txt", "md", "html", "json"] {
        command.args(["-o", &format!("ships.{ending}")]);
    }
    let assert = command.assert().success();
    assert_eq!(said(&assert), "");
    let text = std::fs::read_to_string(folder.path().join("ships.txt")).unwrap();
    assert!(
        text.starts_with(
            "Harbour News\n============\n\nContents\n--------\n\nForeword\nThe barge\nThe ferry\nThe tug\n"
        ),
        "{text}"
    );
    let html = std::fs::read_to_string(folder.path().join("ships.html")).unwrap();
    assert!(html.contains("<a href=\"#a4-article\">what was told before</a>"), "the ferry leads to the tug");
    assert!(html.contains("<a href=\"#a2-article\">what was told before</a>"), "the tug leads to the barge");
    assert!(html.contains("<a href=\"https://elsewhere.example/x\">"));
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("ships.json")).unwrap()).unwrap();
    assert_eq!(json["articles"][0]["matter"], "foreword");
    assert_eq!(json["articles"][3]["metadata"]["title"], "The tug");
    assert!(json["cover"].as_str().is_some_and(|id| json["resources"][0]["id"] == id));
    assert_eq!(
        (&json["resources"][0]["width"], &json["resources"][0]["height"]),
        (&1600.into(), &2400.into())
    );
    for ending in ["epub", "pdf"] {
        assert!(std::fs::metadata(folder.path().join(format!("ships.{ending}"))).unwrap().len() > 10_000);
    }
    // The same bytes again, whatever the number of threads.
    let before = std::fs::read(folder.path().join("ships.epub")).unwrap();
    let mut again = offprint(folder.path());
    again.args([
        "book",
        "a.html",
        "b.html",
        "c.html",
        "--order",
        "date",
        "--foreword",
        "before.md",
        "--jobs",
        "1",
    ]);
    again.args(["-o", "again.epub"]).assert().success();
    // The title is that of the site, not of the file.
    assert_eq!(before, std::fs::read(folder.path().join("again.epub")).unwrap());
}

#[test]
fn a_bad_input_does_not_spoil_the_book() {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path());
    std::fs::write(folder.path().join("empty.html"), "").unwrap();
    std::fs::copy(folder.path().join("b.html"), folder.path().join("copy.html")).unwrap();
    let assert = offprint(folder.path())
        .args([
            "book",
            "a.html",
            "empty.html",
            "b.html",
            "nowhere.html",
            "copy.html",
            "-o",
            "two.txt",
            "--title",
            "Two",
        ])
        .assert()
        .code(1);
    let said = said(&assert);
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(
        lines[0].starts_with("offprint: empty.html: ") && lines[1].starts_with("offprint: nowhere.html: "),
        "{said}"
    );
    assert_eq!(
        lines[2],
        "offprint: copy.html: left out, the same file as b.html; --keep-duplicates keeps it"
    );
    let text = std::fs::read_to_string(folder.path().join("two.txt")).unwrap();
    assert!(text.starts_with("Two\n===\n\nContents\n--------\n\nThe tug\nThe barge\n\n==="), "{text}");

    let none = offprint(folder.path()).args(["book", "empty.html", "-o", "none.epub"]).assert().code(1);
    assert!(self::said(&none).contains("no book was made"));
    assert!(!folder.path().join("none.epub").exists());
}

#[test]
fn a_book_file_names_inputs_and_parts() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    std::fs::create_dir(&saved).unwrap();
    pages(&saved);
    std::fs::write(saved.join("before.md"), "# To the reader\n\nRead on.").unwrap();
    std::fs::write(
        saved.join("ships.toml"),
        "title = 'Ships'\neditors = ['Bo Cole']\nforeword = 'before.md'\n\
         [[part]]\ntitle = 'Small'\ninputs = ['a.html', { file = 'b.html', title = 'A barge' }]\n\
         [[part]]\ntitle = 'Large'\ninputs = ['c.html']\n",
    )
    .unwrap();
    offprint(folder.path())
        .args([
            "book",
            "--list",
            "saved/ships.toml",
            "-o",
            "ships.txt",
            "-o",
            "ships.md",
            "--subtitle",
            "Of a harbour",
        ])
        .assert()
        .success();
    let text = std::fs::read_to_string(folder.path().join("ships.txt")).unwrap();
    let front = "Ships\n=====\n\nOf a harbour\n\nBo Cole\n\nContents\n--------\n\nTo the reader\nSmall\n  The tug\n  A barge\nLarge\n  The ferry\n";
    assert!(text.starts_with(front), "{text}");
    let markdown = std::fs::read_to_string(folder.path().join("ships.md")).unwrap();
    assert!(markdown.contains("\n***\n\n# Small\n\n# The tug\n"), "{markdown}");
}

#[test]
fn what_is_wrong_with_the_command_is_said_before_anything_is_read() {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path());
    std::fs::write(folder.path().join("bad.toml"), "title = 'x'\ninputs = ['a.html']\ncolour = 'red'\n")
        .unwrap();
    std::fs::write(folder.path().join("cover.gif"), "GIF89a").unwrap();
    let wrong = |args: &[&str], part: &str| {
        let assert = offprint(folder.path()).arg("book").args(args).assert().code(2);
        let said = said(&assert);
        assert!(said.contains(part), "{args:?}: {said}");
    };
    wrong(&["a.html", "-o", "books/"], "a book is one file");
    wrong(&["a.html", "-o", "book"], "-o book");
    wrong(&["a.html", "-o", "a.html"], "would destroy it");
    wrong(&["-o", "x.epub"], "required");
    wrong(&["--list", "bad.toml", "-o", "x.epub"], "line 3: unknown field `colour`");
    wrong(&["--list", "nowhere.toml", "-o", "x.epub"], "give a book file");
    wrong(&["a.html", "-o", "x.epub", "--cover", "cover.gif"], "give a JPEG or PNG");
    wrong(&["a.html", "-o", "x.epub", "--foreword", "nowhere.md"], "give a file in Markdown");
    wrong(&["a.html", "-o", "x.epub", "--order", "size"], "given, date, author, site, title");
    wrong(&["a.html", "-o", "x.epub", "--parts", "size"], "site, author, year, month, section");
    assert!(!folder.path().join("x.epub").exists());
}

#[test]
fn no_output_destroys_what_the_command_reads() {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path());
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("before.txt", "A foreword.");
    write("list.txt", "title = 'x'\ninputs = ['a.html']\n");
    write("sites.txt", "['*']\ninclude = 'article'\n");
    let refused = |args: &[&str], name: &str| {
        let before = std::fs::read(folder.path().join(name)).unwrap();
        let assert = offprint(folder.path()).args(args).args(["-o", name]).assert().code(2);
        assert!(said(&assert).contains("which the command reads, and would destroy it"), "{}", said(&assert));
        assert_eq!(before, std::fs::read(folder.path().join(name)).unwrap());
    };
    refused(&["book", "a.html", "--foreword", "before.txt"], "before.txt");
    refused(&["book", "--list", "list.txt"], "list.txt");
    refused(&["book", "a.html", "--sites", "sites.txt"], "sites.txt");
    refused(&["convert", "a.html", "--sites", "sites.txt"], "sites.txt");
}

#[test]
fn a_book_goes_to_standard_output_where_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path());
    let run = |args: &[&str]| offprint(folder.path()).args(["book", "a.html", "b.html"]).args(args).assert();
    let assert = run(&["-o", "-", "--to", "epub"]).success();
    assert!(assert.get_output().stdout.starts_with(b"PK"));
    let assert = run(&["-o", "-"]).code(2);
    assert!(said(&assert).contains("--to FORMAT"), "{}", said(&assert));
    let assert = run(&["-o", "-", "-o", "-", "--to", "md"]).code(2);
    assert!(said(&assert).contains("more than once"), "{}", said(&assert));
    let assert = run(&["-o", "-", "-o", "ships.epub", "--to", "md"]).success();
    assert!(assert.get_output().stdout.starts_with(b"---"));
    assert!(std::fs::read(folder.path().join("ships.epub")).unwrap().starts_with(b"PK"));
}

#[test]
fn a_style_sheet_of_the_users_is_read_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    pages(folder.path());
    std::fs::write(folder.path().join("own.css"), "p { text-indent: 1em }").unwrap();
    std::fs::write(folder.path().join("bad.css"), "p {}\n@import 'x.css';").unwrap();
    let run = |args: &[&str]| offprint(folder.path()).args(["convert", "a.html"]).args(args).assert();
    run(&["-o", "a-out.html", "--css", "own.css"]).success();
    let html = std::fs::read_to_string(folder.path().join("a-out.html")).unwrap();
    assert!(html.contains("<style>\np { text-indent: 1em }\n</style>"), "{html}");
    let assert = run(&["-o", "b-out.html", "--css", "bad.css"]).code(2);
    assert!(said(&assert).contains("bad.css: line 2: it fetches another sheet"), "{}", said(&assert));
    assert!(!folder.path().join("b-out.html").exists());
    let assert = run(&["-o", "own.css", "--to", "html", "--css", "own.css"]).code(2);
    assert!(said(&assert).contains("would destroy it"), "{}", said(&assert));
}
