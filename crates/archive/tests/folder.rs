//! Folders of saved pages.
#![cfg(feature = "readers")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fs;
use std::path::Path;

use offprint_archive::{Archive, ArchiveError, ArchiveKind, Content, Limits, NotAPage, Record};

const PAGE: &str = "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://example.org/a \n \
    saved date: Mon Jan 01 2024 12:00:00 GMT+0200 (Eastern European Standard Time)\n--><title>A</title><p>Text</p>";

fn write(root: &Path, name: &str, bytes: &[u8]) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Member and what it is, of every record.
fn told(path: &Path, limits: &Limits) -> Vec<(String, String)> {
    let archive = Archive::open(path, limits).unwrap();
    archive
        .map(|record| match record {
            Ok(record) => (record.place.member.clone(), format!("{:?}", record.content)),
            Err(damage) => (damage.place.member.clone(), damage.to_string()),
        })
        .collect()
}

fn records(path: &Path) -> Vec<Record> {
    Archive::open(path, &Limits::default()).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_single_page_says_where_it_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.html", PAGE.as_bytes());
    let path = folder.path().join("a.html");
    let mut archive = Archive::open(&path, &Limits::default()).unwrap();
    assert_eq!(archive.kind(), ArchiveKind::Page);
    let record = archive.next().unwrap().unwrap();
    assert!(archive.next().is_none());
    assert_eq!(record.target_uri.as_deref(), Some("https://example.org/a"));
    assert_eq!(record.date.as_deref(), Some("2024-01-01T10:00:00Z"));
    assert_eq!(record.file.as_deref(), Some(path.as_path()));
    assert!(archive.seek(&record.place).unwrap());
    assert_eq!(archive.next().unwrap().unwrap().content, record.content);
}

#[test]
fn a_folder_is_walked_in_order_and_every_file_accounted_for() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, "b.html", b"<!DOCTYPE html><p>b");
    write(root, "b_files/x.css", b"p { color: red }");
    write(root, "b_files/frame.html", b"<html>");
    write(root, "alone_files/page.html", b"<html><p>a page of its own");
    write(root, "a/c.txt", b"A text.");
    write(root, "a/z.pdf", b"%PDF-1.7 ...");
    write(root, "style.css", b"p { color: red }");
    write(root, ".git/config", b"[core]");
    write(root, "empty.html", b"");
    let told = told(root, &Limits::default());
    let expected = [
        (".git", "NotAPage(hidden: its name begins with a full stop)"),
        ("a/c.txt", "Page(7 bytes)"),
        ("a/z.pdf", "NotAPage(media type application/pdf)"),
        ("alone_files/page.html", "Page(26 bytes)"),
        ("b.html", "Page(19 bytes)"),
        ("b_files/frame.html", "NotAPage(belongs to b.html)"),
        ("b_files/x.css", "NotAPage(belongs to b.html)"),
        ("empty.html", "NotAPage(empty)"),
        ("style.css", "NotAPage(media type text/css)"),
    ];
    assert_eq!(told, expected.map(|(name, what)| (name.to_owned(), what.to_owned())));
}

#[test]
fn pictures_of_a_page_in_a_folder_are_found() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a/b.html", b"<!DOCTYPE html><img src=b_files/x.png>");
    write(folder.path(), "a/b_files/x.png", b"\x89PNG\r\n\x1a\n");
    let records = records(folder.path());
    let resources = records[0].resources.as_ref().unwrap();
    assert_eq!(resources.get("", "b_files/x.png", 100).unwrap(), b"\x89PNG\r\n\x1a\n");
    assert_eq!(resources.get("", "b_files/x.png", 7), None);
    assert_eq!(resources.get("", "../a/b.html", 100), None);
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("a.html")).unwrap();
    let records = records(folder.path());
    assert_eq!(records[0].content, Content::NotAPage(NotAPage::MediaType("inode/special".to_owned())));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_unicode_is_found_again() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"caf\xe9");
    // Some systems have no such names.
    if fs::create_dir(folder.path().join(name)).is_err() {
        return;
    }
    fs::write(folder.path().join(name).join("a.html"), PAGE).unwrap();
    let all = records(folder.path());
    assert_eq!(all[0].content, Content::Page(PAGE.as_bytes().to_vec()));
    let mut archive = Archive::open(folder.path(), &Limits::default()).unwrap();
    assert!(archive.seek(&all[0].place).unwrap());
    assert_eq!(archive.next().unwrap().unwrap().content, all[0].content);
}

#[test]
fn what_has_no_page_is_refused_with_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.html", b"%PDF-1.7");
    let error = Archive::open(&folder.path().join("a.html"), &Limits::default()).err().unwrap();
    assert!(error.to_string().contains("media type application/pdf"), "{error}");
    let error = Archive::open(&folder.path().join("b.html"), &Limits::default()).err().unwrap();
    assert!(matches!(error, ArchiveError::Io { .. }));
}

#[cfg(unix)]
#[test]
fn links_are_named_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.html", PAGE.as_bytes());
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a.html"), folder.path().join("b.html")).unwrap();
    let records = records(folder.path());
    assert_eq!(records.len(), 3);
    assert!(records[1..].iter().all(|record| record.content == Content::NotAPage(NotAPage::Link)));
}

#[test]
fn folders_in_one_another_are_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let deep = "d/".repeat(300);
    write(folder.path(), &format!("{deep}a.html"), PAGE.as_bytes());
    write(folder.path(), "z.html", PAGE.as_bytes());
    let limits = Limits::default();
    let told_of = told(folder.path(), &limits);
    assert_eq!(told_of.len(), 2);
    assert!(told_of[0].1.contains("raise `max_nesting`"), "{}", told_of[0].1);
    assert_eq!(told_of[1].0, "z.html");
    let told_of = told(folder.path(), &Limits { max_nesting: 300, ..limits });
    assert!(told_of[0].1.starts_with("Page("), "{}", told_of[0].1);
}

#[test]
fn a_folder_of_too_many_files_ends_with_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b/c.txt", "b/d.txt", "b/e.txt"] {
        write(folder.path(), name, b"text");
    }
    let told = told(folder.path(), &Limits { max_entries: 4, ..Limits::default() });
    assert_eq!(told.len(), 2);
    assert!(told[1].1.contains("raise `max_entries`"));
}

#[test]
fn a_file_that_vanishes_is_a_damage_and_the_walk_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        write(folder.path(), name, b"text");
    }
    let mut archive = Archive::open(folder.path(), &Limits::default()).unwrap();
    assert!(archive.next().unwrap().is_ok());
    fs::remove_file(folder.path().join("b.txt")).unwrap();
    let damage = archive.next().unwrap().unwrap_err();
    assert_eq!(damage.place.member, "b.txt");
    assert!(matches!(damage.error, ArchiveError::Vanished { .. }) && !damage.ends);
    assert_eq!(archive.next().unwrap().unwrap().place.member, "c.txt");
    assert!(archive.next().is_none());
}

#[test]
fn what_is_too_large_is_left_out_and_the_walk_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", &[b'a'; 2000]);
    write(folder.path(), "b.txt", b"text");
    let told = told(folder.path(), &Limits { max_bytes: 1000, ..Limits::default() });
    assert!(told[0].1.contains("raise `max_bytes`"));
    assert_eq!(told[1].1, "Page(4 bytes)");
}

#[test]
fn a_search_goes_to_the_same_record_and_on_from_there() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a/a.txt", "a/b.txt", "a!/b.txt", "c.txt", "d/e/f.txt", "d/g.txt"] {
        write(folder.path(), name, name.as_bytes());
    }
    let all = records(folder.path());
    assert_eq!(all.len(), 6);
    for (at, record) in all.iter().enumerate() {
        let mut archive = Archive::open(folder.path(), &Limits::default()).unwrap();
        assert!(archive.seek(&record.place).unwrap());
        let rest: Vec<Record> = archive.map(Result::unwrap).collect();
        assert_eq!(rest.len(), all.len() - at);
        assert_eq!(format!("{:?}", rest[0]), format!("{record:?}"));
    }
    let mut archive = Archive::open(folder.path(), &Limits::default()).unwrap();
    let nowhere = offprint_archive::Place { member: "d/nothing".to_owned(), ..Default::default() };
    assert!(!archive.seek(&nowhere).unwrap());
    assert!(archive.next().is_none());
}
