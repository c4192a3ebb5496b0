//! `offprint batch` and `offprint report`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use offprint_tests::crawl::write_crawl;
use offprint_tests::ledger_content::{folder_content, ledger_content};

fn crawl(folder: &Path, records: usize) -> PathBuf {
    let path = folder.join("crawl.warc.gz");
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    write_crawl(std::fs::File::create(&path).unwrap(), &fixtures, records, 3).unwrap();
    path
}

fn offprint(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offprint"));
    command.env_remove("SOURCE_DATE_EPOCH").current_dir(folder).stdin(Stdio::null());
    command
}

fn batch(folder: &Path, out: &str) -> Command {
    let mut command = offprint(folder);
    command.args([
        "batch",
        "crawl.warc.gz",
        "--to",
        "html,txt,jsonl",
        "--jobs",
        "2",
        "--no-system-fonts",
        "--out",
        out,
    ]);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn content(folder: &Path, out: &str) -> (String, String) {
    let out = folder.join(out);
    (folder_content(&out).unwrap(), ledger_content(&out.join("ledger.sqlite")).unwrap())
}

/// Killed again and again on the way, a run comes to the same as one that nobody disturbed.
#[test]
fn killed_runs_come_to_the_same() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 260);
    let whole = batch(folder.path(), "whole").output().unwrap();
    // Some records are damaged.
    assert_eq!(whole.status.code(), Some(1), "{}", said(&whole));
    let mut killed = 0;
    for n in 0..200_u64 {
        let mut child = batch(folder.path(), "parts").stderr(Stdio::null()).spawn().unwrap();
        // Different moments: at the beginning, between commits, within one.
        std::thread::sleep(Duration::from_millis(120 + n * 97 % 700));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        killed += 1;
    }
    assert!(killed > 0, "it was killed on the way");
    let last = batch(folder.path(), "parts").output().unwrap();
    assert!(matches!(last.status.code(), Some(0 | 1)), "{}", said(&last));
    let ((files, rows), (files_of_parts, rows_of_parts)) =
        (content(folder.path(), "whole"), content(folder.path(), "parts"));
    assert_eq!(files, files_of_parts);
    assert_eq!(rows, rows_of_parts);
}

/// Ctrl-C lets what is begun be finished.
#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_in_order() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 400);
    let child = batch(folder.path(), "out").stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(400));
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let message = said(&output);
    assert!(message.contains("stopping when what is begun is done"), "{message}");
    assert!(message.contains("stopped; the same command goes on"), "{message}");
    assert!(!folder.path().join("out/.offprint").exists(), "nothing waits");
    let rows = ledger_content(&folder.path().join("out/ledger.sqlite")).unwrap();
    assert!(!rows.contains("pending "), "{rows}");
}

/// A file that may grow no further stands for a full disk: both give an error from the system.
#[cfg(unix)]
#[test]
fn a_full_disk_ends_the_run_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 200);
    let whole = batch(folder.path(), "whole").output().unwrap();
    assert_eq!(whole.status.code(), Some(1), "{}", said(&whole));
    // In blocks of 1,024 bytes: room for a part of the ledger, of the lines, of a page.
    for blocks in ["24", "96", "200"] {
        let command = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec {} batch crawl.warc.gz --to html,txt,jsonl --no-system-fonts --out full",
            env!("CARGO_BIN_EXE_offprint")
        );
        let output = Command::new("bash").args(["-c", &command]).current_dir(folder.path()).output().unwrap();
        assert!(matches!(output.status.code(), Some(1 | 2)), "{blocks}: {output:?}");
        let message = said(&output);
        assert!(message.contains("cannot"), "{blocks}: {message}");
        assert!(!message.contains("panicked"), "{blocks}: {message}");
    }
    let last = batch(folder.path(), "full").output().unwrap();
    assert_eq!(last.status.code(), Some(1), "{}", said(&last));
    assert_eq!(content(folder.path(), "full"), content(folder.path(), "whole"));
}

#[test]
fn wrong_commands_write_nothing() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 10);
    for (arguments, word) in [
        (&["batch", "none.warc.gz", "--out", "out", "--to", "txt"][..], "no such file"),
        (&["batch", "crawl.warc.gz", "--out", "out", "--to", "docx"][..], "no format"),
        (
            &["batch", "crawl.warc.gz", "--out", "out", "--to", "txt", "--name", "../{slug}"][..],
            "below the folder",
        ),
        (&["batch", "crawl.warc.gz", "--out", "out", "--to", "txt", "--name", "{year}"][..], "alike"),
        (&["batch", "crawl.warc.gz", "--out", "out", "--to", "txt", "--limit", "max_size=1"][..], "no limit"),
        (
            &["batch", "crawl.warc.gz", "--out", "out", "--to", "txt", "--only-failed", "--sample", "3"][..],
            "cannot be used",
        ),
        (&["batch", "crawl.warc.gz", "--out", "out", "--to", "txt", "--jobs", "0"][..], "above 0"),
        (&["batch", "crawl.warc.gz", "--out", "out", "--to", "txt", "--name", ""][..], "empty"),
        (&["report", "none.sqlite"][..], "none.sqlite"),
        (&["report", "."][..], "it is a folder"),
        (&["report", "none.sqlite", "-o", "out.docx"][..], "no report has the ending .docx"),
        (&["report", "none.sqlite", "--to", "csv", "--texts"][..], "only for pages-jsonl"),
        (&["report", "none.sqlite", "--times"][..], "only for jsonl and csv"),
        (&["report", "crawl.warc.gz"][..], "no ledger"),
    ] {
        let output = offprint(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(word), "{arguments:?}: {}", said(&output));
        assert!(!folder.path().join("out").exists(), "{arguments:?}");
    }
}

#[test]
fn a_trial_writes_nothing_and_a_second_run_takes_the_ledger() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 30);
    let dry = batch(folder.path(), "out").arg("--dry-run").output().unwrap();
    assert_eq!(dry.status.code(), Some(0), "{}", said(&dry));
    assert!(said(&dry).contains("would be converted"), "{}", said(&dry));
    assert!(!folder.path().join("out").exists());
    batch(folder.path(), "out").output().unwrap();
    let held = offprint_ledger::Ledger::open(&folder.path().join("out/ledger.sqlite")).unwrap();
    let refused = batch(folder.path(), "out").output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("in use by another run"), "{}", said(&refused));
    drop(held);
    let again = batch(folder.path(), "out").output().unwrap();
    assert!(said(&again).contains("done before"), "{}", said(&again));
}

/// Each report is made, and the WARC that is made is read again.
#[test]
fn reports_of_a_run() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 60);
    batch(folder.path(), "out").output().unwrap();
    let report = |arguments: &[&str]| {
        let output =
            offprint(folder.path()).args(["report", "out/ledger.sqlite"]).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let table = report(&[]);
    assert!(table.contains("converted"), "{table}");
    let rows = report(&["--to", "jsonl"]);
    let records = ledger_content(&folder.path().join("out/ledger.sqlite")).unwrap();
    assert_eq!(rows.lines().count(), records.lines().filter(|line| line.starts_with("record ")).count());
    assert!(report(&["--to", "csv"]).starts_with("url,"));
    report(&["-o", "out/report.html"]);
    assert!(std::fs::read_to_string(folder.path().join("out/report.html")).unwrap().contains("<svg"));
    assert!(report(&["--to", "pages-jsonl", "--texts"]).contains("json-pages-1.0"));
    assert!(report(&["--to", "premis"]).contains("normalization"));
    std::fs::remove_file(folder.path().join("out/report.html")).unwrap();
    assert!(report(&["--to", "fixity"]).contains("whole"));
    report(&["-o", "derived.warc.gz"]);
    let derived = offprint(folder.path())
        .args(["batch", "derived.warc.gz", "--to", "jsonl", "--out", "derived", "--dry-run"])
        .output()
        .unwrap();
    assert_eq!(derived.status.code(), Some(0), "{}", said(&derived));
    // Outputs elsewhere than the ledger.
    std::fs::copy(folder.path().join("out/ledger.sqlite"), folder.path().join("moved.sqlite")).unwrap();
    let output = offprint(folder.path()).args(["report", "moved.sqlite", "--to", "fixity"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("--out"), "{}", said(&output));
    assert!(report(&["--to", "fixity", "--out", "out"]).contains("whole"));
    // A file that was changed.
    let listed = folder_content(&folder.path().join("out")).unwrap();
    let text = listed
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(name, _)| name.ends_with(".txt"))
        .unwrap()
        .0;
    std::fs::write(folder.path().join("out").join(text), "changed").unwrap();
    let output =
        offprint(folder.path()).args(["report", "out/ledger.sqlite", "--to", "fixity"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("changed"));
}

/// The rows of a source, without what tells of times.
fn rows(folder: &Path, columns: &str) -> Vec<Vec<Option<String>>> {
    let ledger = offprint_ledger::Ledger::read(&folder.join("out/ledger.sqlite")).unwrap();
    let query = format!("SELECT {columns} FROM record ORDER BY member, \"offset\"");
    let mut select = ledger.connection().prepare(&query).unwrap();
    let count = select.column_count();
    let row = |row: &offprint_ledger::rusqlite::Row<'_>| (0..count).map(|at| row.get(at)).collect();
    select.query_map([], row).unwrap().collect::<Result<_, _>>().unwrap()
}

fn warc_of(records: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (url, date) in records {
        let words = "The boats went out in the morning, and some came back before the rain. ".repeat(9);
        let page = format!("<title>The boats</title><h1>The boats</h1><p>{words}</p>");
        let record = format!(
            "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\nContent-Type: text/html\r\n\
             Content-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        );
        bytes.extend(record.bytes());
    }
    bytes
}

/// The same page at the same place, and had from another address: row and output are those of the new one.
#[test]
fn a_changed_archive_leaves_no_old_facts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crawl.warc.gz");
    std::fs::write(&file, warc_of(&[("https://a.example/one", "2014-07-15T10:00:00Z")])).unwrap();
    batch(folder.path(), "out").output().unwrap();
    std::fs::write(&file, warc_of(&[("https://a.example/two", "2015-07-15T10:00:00Z")])).unwrap();
    batch(folder.path(), "out").output().unwrap();
    let told = rows(folder.path(), "target_uri, date, outcome");
    let word = |text: &str| Some(text.to_owned());
    assert_eq!(told, [[word("https://a.example/two"), word("2015-07-15T10:00:00Z"), word("converted")]]);
    let lines = std::fs::read_to_string(folder.path().join("out/articles.jsonl")).unwrap();
    assert!(lines.contains("/two") && !lines.contains("/one"), "{lines}");
}

/// What was damaged and is whole: nothing of the damage stays, and the run ends well.
#[test]
fn damage_that_was_mended_leaves_no_row() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crawl.warc.gz");
    let date = "2014-07-15T10:00:00Z";
    let whole = warc_of(&[("https://a.example/one", date), ("https://a.example/two", date)]);
    std::fs::write(&file, whole.get(..whole.len() - 90).unwrap()).unwrap();
    assert_eq!(batch(folder.path(), "out").output().unwrap().status.code(), Some(1));
    let told = rows(folder.path(), "outcome, record_type, target_uri");
    let word = |text: &str| Some(text.to_owned());
    assert_eq!(told.last().unwrap(), &[word("damaged"), word("resource"), word("https://a.example/two")]);
    // The whole has another record before, so that no place is the same.
    let one = warc_of(&[("https://a.example/a-new-one-before", date)]);
    std::fs::write(&file, [one, whole].concat()).unwrap();
    for _ in 0..2 {
        let output = batch(folder.path(), "out").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let told = rows(folder.path(), "outcome");
    assert!(told.iter().all(|row| row == &[word("converted")]), "{told:?}");
}

#[test]
fn a_report_goes_over_no_ledger_archive_or_output() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 30);
    batch(folder.path(), "out").output().unwrap();
    let before = content(folder.path(), "out");
    let archive = std::fs::read(folder.path().join("crawl.warc.gz")).unwrap();
    let text = before
        .0
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(name, _)| name.ends_with(".txt"))
        .unwrap()
        .0;
    for (target, word) in [
        ("out/ledger.sqlite".to_owned(), "the ledger"),
        ("out/ledger.sqlite.lock".to_owned(), "the ledger"),
        ("crawl.warc.gz".to_owned(), "an archive"),
        ("out/articles.jsonl".to_owned(), "an output"),
        (format!("out/{text}"), "an output"),
    ] {
        let output = offprint(folder.path())
            .args(["report", "out/ledger.sqlite", "--to", "csv", "-o", &target])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{target}: {}", said(&output));
        assert!(said(&output).contains(word), "{target}: {}", said(&output));
    }
    assert_eq!(content(folder.path(), "out"), before);
    assert_eq!(std::fs::read(folder.path().join("crawl.warc.gz")).unwrap(), archive);
}

#[test]
fn lines_of_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    crawl(folder.path(), 10);
    std::fs::create_dir(folder.path().join("out")).unwrap();
    let lines = folder.path().join("out/articles.jsonl");
    std::fs::write(&lines, "mine\n").unwrap();
    let refused = batch(folder.path(), "out").output().unwrap();
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(said(&refused).contains("not of this ledger"), "{}", said(&refused));
    // Nor where no lines are asked for.
    offprint(folder.path()).args(["batch", "crawl.warc.gz", "--to", "txt", "--out", "out"]).output().unwrap();
    assert_eq!(std::fs::read_to_string(&lines).unwrap(), "mine\n");
}

#[test]
fn outputs_within_the_inputs_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::write(
        folder.path().join("in/a.html"),
        "<title>A</title><p>Words of some length stand here.</p>",
    )
    .unwrap();
    for out in ["in", "in/out"] {
        let output =
            offprint(folder.path()).args(["batch", "in", "--to", "txt", "--out", out]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("outside of it"), "{}", said(&output));
    }
}

/// What is damaged at its beginning is an archive all the same, alone and in a folder.
#[test]
fn a_warc_without_its_beginning_is_read_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = std::fs::read(crawl(folder.path(), 40)).unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::write(folder.path().join("in/cut.warc.gz"), &bytes[300..]).unwrap();
    for (input, out) in [("in", "a"), ("in/cut.warc.gz", "b")] {
        let output =
            offprint(folder.path()).args(["batch", input, "--to", "txt", "--out", out]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("converted"), "{}", said(&output));
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("p.html")).status().unwrap().success());
    let output =
        offprint(folder.path()).args(["batch", "p.html", "--to", "txt", "--out", "out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}
