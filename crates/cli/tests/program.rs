//! The program as a user meets it: files, folders, standard output, messages, exit status.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn offprint() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    command.env_remove("SOURCE_DATE_EPOCH");
    command
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

#[test]
fn one_article_to_all_formats() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = offprint();
    command.arg("convert").arg(fixture("think-tank--author-boxes.html"));
    let endings = ["epub", "pdf", "txt", "md", "html", "json"];
    for ending in endings {
        command.arg("-o").arg(folder.path().join(format!("article.{ending}")));
    }
    command.assert().success().stdout("");
    for ending in endings {
        let bytes = std::fs::read(folder.path().join(format!("article.{ending}"))).unwrap();
        assert!(bytes.len() > 500, "{ending}");
    }
    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, endings.len(), "no temporary file stays");
}

#[test]
fn a_folder_gets_a_file_for_each_input_whatever_the_number_of_jobs() {
    let names = |jobs: &str| {
        let folder = tempfile::tempdir().unwrap();
        offprint()
            .args(["convert", "--jobs", jobs, "--to", "txt", "--to", "pdf", "-o"])
            .arg(folder.path())
            .args([fixture("think-tank--author-boxes.html"), fixture("think-tank--scrape.txt")])
            .arg(fixture("chess--comments.html"))
            .assert()
            .success();
        let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap())
            })
            .collect();
        files.sort();
        files
    };
    let one = names("1");
    assert_eq!(one.len(), 6);
    assert!(one == names("3"), "files differ by the number of jobs");
}

#[test]
fn a_bad_input_is_named_and_the_others_are_converted() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.html");
    std::fs::write(&empty, "").unwrap();
    let out = folder.path().join("out");
    let assert = offprint()
        .args(["convert", "--to", "txt", "-o"])
        .arg(format!("{}/", out.display()))
        .arg(&empty)
        .arg(folder.path().join("not-there.html"))
        .arg(fixture("chess--comments.html"))
        .assert()
        .code(1);
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("empty.html: ") && said.contains("not-there.html: cannot open it"), "{said}");
    assert_eq!(std::fs::read_dir(out).unwrap().count(), 1);
}

#[test]
fn a_wrong_command_is_status_2() {
    offprint().args(["convert"]).assert().code(2);
    offprint().args(["convert", "x.html", "-o", "x.docx"]).assert().code(2);
    offprint().args(["convert", "x.html", "-o", "x.pdf"]).env("SOURCE_DATE_EPOCH", "soon").assert().code(2);
}

#[test]
fn standard_input_to_standard_output() {
    let page = std::fs::read(fixture("think-tank--scrape.txt")).unwrap();
    let assert =
        offprint().args(["convert", "-", "-o", "-", "--to", "md"]).write_stdin(page).assert().success();
    let said = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(said.starts_with("---\ntitle: "), "{said}");
}

#[test]
fn explain_tells_of_removals_and_origins() {
    let assert = offprint().arg("explain").arg(fixture("wetlands--appeal-mid-body.html")).assert().success();
    let said = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(said.contains("donat"), "{said}");
}

#[test]
fn licences_name_the_typefaces() {
    let assert = offprint().arg("licences").assert().success();
    let said = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert!(said.contains("Libertinus Serif: OFL-1.1") && said.contains("MIT OR Apache-2.0"), "{said}");
    // Both want their text carried with every copy.
    assert!(
        said.contains("SIL OPEN FONT LICENSE Version 1.1") && said.contains("Tavmjong Bah Arev"),
        "{said}"
    );
}

#[test]
fn values_that_mean_nothing_are_a_usage_error() {
    for flags in [
        &["-o", "y.txt", "--url", "not a url"][..],
        &["-o", "y.txt", "--url", ""],
        &["-o", "y.txt", "--url", "javascript:void(0)"],
        &["-o", "y.txt", "--title", " "],
        &["-o", "y.txt", "--author", ""],
        &["-o", "y.txt", "--author", "A. B", "--author", "A. B"],
        &["-o", "y.pdf", "-o", "y.txt", "--to", "txt"],
        &["-o", "-", "-o", "-", "--to", "txt"],
    ] {
        offprint().args(["convert", "-"]).args(flags).write_stdin("").assert().code(2);
    }
    offprint().args(["convert", "-", "-", "-o", "out/", "--to", "txt"]).write_stdin("").assert().code(2);
}

#[cfg(target_os = "linux")]
#[test]
fn printing_to_a_full_disk_fails_and_to_a_closed_pipe_does_not() {
    for command in ["completions bash", "man", "licences", "schema"] {
        for (end, code) in [("> /dev/full", "1"), ("| head -c 1 > /dev/null", "0")] {
            let script = format!("set -o pipefail; \"$0\" {command} {end}; test $? -eq {code}");
            let mut shell = Command::new("bash");
            let assert = shell.args(["-c", &script]).arg(env!("CARGO_BIN_EXE_offprint")).assert().success();
            let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
            assert!(!said.contains("panicked"), "{said}");
        }
    }
}

/// The crate zip used to print a line of its own.
#[cfg(target_os = "linux")]
#[test]
fn a_book_on_a_full_disk_is_told_of_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let words = "We left the house at six, and were back before anybody noticed it. ".repeat(9);
    std::fs::write(
        folder.path().join("a.html"),
        format!("<title>A day out</title><h1>A day out</h1><p>{words}</p>"),
    )
    .unwrap();
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" book a.html -o a.epub";
    let output = Command::new("bash")
        .args(["-c", script])
        .arg(env!("CARGO_BIN_EXE_offprint"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("offprint: ") && said.lines().count() == 1, "{said}");
    assert!(!folder.path().join("a.epub").exists());
}

#[test]
fn pictures_beside_the_page_are_embedded_and_none_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("saved");
    std::fs::create_dir_all(saved.join("page_files")).unwrap();
    // Eight by eight pixels: one pixel counts visits.
    let gif = b"GIF89a\x08\x00\x08\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x08\x00\x08\x00\x00\x02\x07\x84\x8f\xa9\xcb\xed\x5d\x00\x00\x3b";
    std::fs::write(saved.join("page_files/a picture.gif"), gif).unwrap();
    std::fs::write(folder.path().join("secret.gif"), [&gif[..], b"secret"].concat()).unwrap();
    let words = "We left the house at six, took the early train along the river, and were back before anybody noticed it.";
    let page = format!(
        "<title>A day out</title><article><h1>A day out</h1><p>{words}</p><figure><img src='page_files/a%20picture.gif' alt='one'></figure>\
         <p>{words}</p><figure><img src='../secret.gif' alt='two'></figure><p>{words}</p></article>"
    );
    std::fs::write(saved.join("page.html"), page).unwrap();
    let assert = offprint()
        .arg("convert")
        .arg(saved.join("page.html"))
        .args(["-o", "-", "--to", "json"])
        .assert()
        .success();
    let model: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let resources = model["articles"][0]["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 1, "{resources:#?}");
    assert_eq!(resources[0]["media_type"], "image/gif");
}

#[test]
fn pictures_are_made_smaller_and_lost_ones_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("page_files")).unwrap();
    let gif = b"GIF89a\x08\x00\x08\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x08\x00\x08\x00\x00\x02\x07\x84\x8f\xa9\xcb\xed\x5d\x00\x00\x3b";
    // Thirty-two pixels to a side are claimed; the pixels that there are do for eight.
    let mut wide = gif.to_vec();
    (wide[6], wide[8]) = (32, 32);
    std::fs::write(folder.path().join("page_files/wide.gif"), wide).unwrap();
    // It breaks off before it shows anything, and is too large to pass.
    let mut png =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x40\0\0\0\x40\x08\x02\0\0\0\x25\x0b\xe6\x89".to_vec();
    png.extend(b"\0\0\0\x40IDATx");
    std::fs::write(folder.path().join("page_files/broken.png"), png).unwrap();
    let words = "We left the house at six, took the early train along the river, and were back before anybody noticed it.";
    let page = format!(
        "<title>A day out</title><article><h1>A day out</h1><p>{words}</p><figure><img src='page_files/wide.gif' alt='one'></figure>\
         <p>{words}</p><figure><img src='page_files/broken.png' alt='two'></figure><p>{words}</p></article>"
    );
    std::fs::write(folder.path().join("page.html"), page).unwrap();
    let assert = offprint()
        .arg("convert")
        .arg(folder.path().join("page.html"))
        .args(["-o", "-", "--to", "html", "--max-image-size", "16"])
        .assert()
        .success();
    let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
    assert!(said.contains("HTML: 1 picture is shown by its words: 1 broken"), "{said}");
    let html = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    assert_eq!(html.matches("src=\"data:image/png;base64,").count(), 1, "{html}");
    assert!(html.contains("[two (page_files/broken.png)]"), "{html}");
    offprint().args(["convert", "x.html", "-o", "x.epub", "--max-image-size", "0"]).assert().code(2);
}

#[test]
fn the_log_is_on_standard_error_the_same_each_time_and_without_colours() {
    let log = |flag: &str| {
        let page = fixture("think-tank--author-boxes.html");
        let assert = offprint().args(["extract", flag]).arg(page).assert().success();
        let output = assert.get_output().clone();
        serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let (little, much) = (log("-v"), log("-vv"));
    assert!(little.contains("found an article") && little.contains("author-boxes.html"), "{little}");
    assert!(!little.contains("DEBUG") && much.contains("rule=related-links"), "{much}");
    assert!(!much.contains('\u{1b}'));
    assert_eq!(much, log("-vv"));
}

#[test]
fn convert_logs_what_it_writes_and_warnings_once() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let words = "We left the house at six 🎉, took the early train along the river, and were back before anybody noticed it.";
    std::fs::write(
        &page,
        format!("<title>A</title><article><h1>A</h1><p>{words}</p><p>{words}</p></article>"),
    )
    .unwrap();
    for (flags, level) in
        [(&["--no-system-fonts"][..], "offprint: "), (&["--no-system-fonts", "-v"], " WARN ")]
    {
        let assert = offprint()
            .arg("convert")
            .arg(&page)
            .args(flags)
            .arg("-o")
            .arg(folder.path().join("page.pdf"))
            .assert()
            .success()
            .stdout("");
        let said = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        let warnings: Vec<&str> = said.lines().filter(|line| line.contains("no glyph")).collect();
        assert_eq!(warnings.len(), 1, "{said}");
        assert!(
            warnings[0].starts_with(level) && warnings[0].contains("🎉: install fonts-symbola"),
            "{said}"
        );
        assert_eq!(said.contains("written bytes="), flags.len() == 2, "{said}");
    }
}

#[test]
fn a_font_that_cannot_be_used_is_said_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<h1>Hours</h1><p>The office is open from ten to twelve.</p>").unwrap();
    let font = folder.path().join("page-not-found.ttf");
    std::fs::write(&font, "<!DOCTYPE html><h1>Not found</h1>").unwrap();
    let target = folder.path().join("page.pdf");
    for (given, said) in [(&font, "is HTML or SVG"), (&folder.path().join("none.ttf"), "cannot read it")] {
        let mut command = offprint();
        command.arg("convert").arg(&page).arg("--font").arg(given).arg("-o").arg(&target);
        let assert = command.assert().code(2).stdout("");
        let error = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(error.contains("--font") && error.contains(said), "{error}");
        assert!(!target.exists());
    }
    // Nor is the font itself written over.
    let over = font.with_extension("pdf");
    std::fs::copy(&font, &over).unwrap();
    offprint().arg("convert").arg(&page).arg("--font").arg(&over).arg("-o").arg(&over).assert().code(2);
}

#[test]
fn every_command_has_examples_and_a_place_in_the_manual() {
    let manual = offprint().arg("man").assert().success();
    let manual = String::from_utf8_lossy(&manual.get_output().stdout).into_owned();
    for command in ["convert", "extract", "explain", "licences", "schema", "completions", "man"] {
        let help = offprint().args([command, "--help"]).assert().success();
        let help = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
        assert!(help.contains("Example") && help.contains(&format!("  offprint {command}")), "{help}");
        assert!(manual.contains(&format!(".SH \"OFFPRINT {}\"", command.to_uppercase())), "{command}");
    }
    for option in ["\\-\\-no\\-system\\-fonts", "\\-\\-jobs", "\\-\\-json"] {
        assert!(manual.contains(option), "{option}");
    }
    let completions = offprint().args(["completions", "bash"]).assert().success();
    assert!(String::from_utf8_lossy(&completions.get_output().stdout).contains("--no-system-fonts"));
}

#[test]
fn files_beside_a_page_are_found_though_its_address_is_given() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("page_files")).unwrap();
    let gif = b"GIF89a\x08\x00\x08\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00\x21\xf9\x04\x00\x00\x00\x00\x00\x2c\x00\x00\x00\x00\x08\x00\x08\x00\x00\x02\x07\x84\x8f\xa9\xcb\xed\x5d\x00\x00\x3b";
    std::fs::write(folder.path().join("page_files/a picture.gif"), gif).unwrap();
    std::fs::write(folder.path().join("other.gif"), [&gif[..], b"other"].concat()).unwrap();
    let words = "We left the house at six, took the early train along the river, and were back before anybody noticed it.";
    let page = format!(
        "<title>A day out</title><article><h1>A day out</h1><p>{words}</p><figure><img src='page_files/a%20picture.gif' alt='one'></figure>\
         <p>{words}</p><figure><img src='https://elsewhere.example/other.gif' alt='two'></figure><p>{words}</p></article>"
    );
    std::fs::write(folder.path().join("page.html"), page).unwrap();
    let assert = offprint()
        .arg("convert")
        .arg(folder.path().join("page.html"))
        .args(["-o", "-", "--to", "json", "--url", "https://example.org/days/out.html"])
        .assert()
        .success();
    let model: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    let resources = model["articles"][0]["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 1, "{resources:#?}");
    assert_eq!(resources[0]["url"], "https://example.org/days/page_files/a%20picture.gif");
}

#[test]
fn messages_say_what_to_do() {
    let said = |args: &[&str], code: i32| {
        let assert = offprint().args(args).env("SOURCE_DATE_EPOCH", "99999999999999").assert().code(code);
        let output = assert.get_output();
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    };
    let ending = said(&["convert", "x.html", "-o", "b2"], 2);
    assert!(ending.contains("end it in / for a folder"), "{ending}");
    let epoch = said(&["convert", "x.html", "-o", "x.txt"], 2);
    assert!(epoch.contains("SOURCE_DATE_EPOCH"), "{epoch}");
    let folder = said(&["extract", "."], 1);
    assert!(folder.starts_with("{\"source\":\".\",\"error\":\"it is a folder"), "{folder}");
}

#[test]
fn extract_tells_warnings_and_failed_inputs_on_standard_error() {
    let folder = tempfile::tempdir().unwrap();
    let (page, empty) = (folder.path().join("page.html"), folder.path().join("empty.html"));
    let words = "We left the house at six, took the early train along the river, and were back before anybody noticed it.";
    std::fs::write(
        &page,
        format!(
            "<title>A</title><article><h1>A</h1><p>{words}</p><p>{words}</p><img src=b.jpg alt=B></article>"
        ),
    )
    .unwrap();
    std::fs::write(&empty, "").unwrap();
    let told = |flags: &[&str]| {
        let assert = offprint().arg("extract").args(flags).args([&page, &empty]).assert().code(1);
        let output = assert.get_output().clone();
        assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 2);
        String::from_utf8(output.stderr).unwrap()
    };
    let plain = told(&[]);
    let picture = "page.html: 1 picture is not embedded";
    assert!(plain.contains(picture), "{plain}");
    let failed =
        plain.lines().filter(|line| line.starts_with("offprint: ") && line.contains("empty.html: ")).count();
    assert_eq!(failed, 1, "{plain}");
    // A log holds the warnings already.
    let logged = told(&["-v"]);
    assert_eq!(logged.matches("not embedded").count(), 1, "{logged}");
    assert!(logged.contains("offprint: ") && logged.contains("empty.html: "), "{logged}");
}

#[test]
fn explain_repeats_no_row_of_the_metadata() {
    let assert = offprint().arg("explain").arg(fixture("think-tank--author-boxes.html")).assert().success();
    let said = String::from_utf8_lossy(&assert.get_output().stdout).into_owned();
    let (metadata, _) = said.split_once("\n\nTaken out").unwrap();
    assert!(metadata.contains("(- was not chosen)"), "{metadata}");
    let rows: Vec<&str> = metadata.lines().filter(|row| row.contains(": ")).collect();
    let different: std::collections::BTreeSet<&&str> = rows.iter().collect();
    assert_eq!(rows.len(), different.len(), "{metadata}");
}

#[test]
fn the_input_is_attached_to_a_pdf_on_request_alone() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixture("think-tank--author-boxes.html");
    let made = |flags: &[&str]| {
        let path = folder.path().join("article.pdf");
        offprint().arg("convert").arg(&input).args(flags).arg("-o").arg(&path).assert().success();
        let bytes = std::fs::read(&path).unwrap();
        let says = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        (says(b"/EmbeddedFile"), says(b"<pdfaid:part>3<"), says(b"<pdfaid:part>2<"))
    };
    assert_eq!(made(&[]), (false, false, true));
    assert_eq!(made(&["--attach-source"]), (true, true, false));
}
