//! Zips and tars of saved pages.
#![cfg(feature = "readers")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use offprint_archive::{Archive, ArchiveError, ArchiveKind, Content, Limits, NotAPage, Record};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

type Files<'a> = &'a [(&'a str, &'a [u8])];

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const SAVED: Files = &[
    ("saved/a.html", b"<!DOCTYPE html><img src='a_files/x%20y.png'><p>first"),
    ("saved/a_files/x y.png", PNG),
    ("saved/a_files/frame.html", b"<html>frame"),
    ("saved/b.html", b"<!DOCTYPE html><p>second"),
    ("notes.txt", b"A text."),
];

fn zip_of(files: Files, method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_of(files: Files) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut head = tar::Header::new_gnu();
        head.set_size(bytes.len() as u64);
        head.set_mode(0o644);
        // The writer refuses `..`: such a name is written as an attacker would.
        if name.contains("..") {
            head.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
            head.set_cksum();
            tar.append(&head, *bytes).unwrap();
        } else {
            tar.append_data(&mut head, name, *bytes).unwrap();
        }
    }
    tar.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

struct Stored {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn stored(name: &str, bytes: &[u8]) -> Stored {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    Stored { _folder: folder, path }
}

fn records(path: &Path) -> Vec<Record> {
    Archive::open(path, &Limits::default()).unwrap().map(Result::unwrap).collect()
}

fn told(path: &Path, limits: &Limits) -> Vec<(String, String)> {
    let tell = |record: Result<Record, _>| match record {
        Ok(record) => (record.place.member.clone(), format!("{:?}", record.content)),
        Err(damage) => {
            let damage: offprint_archive::Damage = damage;
            (damage.place.member.clone(), damage.to_string())
        }
    };
    Archive::open(path, limits).unwrap().map(tell).collect()
}

fn every_container(files: Files) -> Vec<(ArchiveKind, Stored)> {
    let tar = tar_of(files);
    vec![
        (ArchiveKind::Zip, stored("x.zip", &zip_of(files, CompressionMethod::Deflated))),
        (ArchiveKind::Zip, stored("x.zip", &zip_of(files, CompressionMethod::Stored))),
        (ArchiveKind::Tar, stored("x.tar", &tar)),
        (ArchiveKind::Tar, stored("x.tar.gz", &gz(&tar))),
        (ArchiveKind::Tar, stored("x.tar.zst", &zst(&tar))),
    ]
}

#[test]
fn pages_and_their_pictures() {
    for (kind, stored) in every_container(SAVED) {
        assert_eq!(Archive::open(&stored.path, &Limits::default()).unwrap().kind(), kind);
        let records = records(&stored.path);
        let names: Vec<&str> = records.iter().map(|record| record.place.member.as_str()).collect();
        assert_eq!(names, SAVED.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        assert_eq!(records[0].content, Content::Page(SAVED[0].1.to_vec()));
        for part in &records[1..3] {
            assert_eq!(part.content, Content::NotAPage(NotAPage::PartOf("saved/a.html".to_owned())));
        }
        let resources = records[0].resources.as_ref().unwrap();
        assert_eq!(resources.get("", "a_files/x%20y.png", 100).unwrap(), PNG, "{kind:?}");
        assert_eq!(resources.get("", "old_files/x%20y.png", 100).unwrap(), PNG, "a renamed folder");
        assert_eq!(resources.get("", "a_files/x%20y.png", 7), None);
        assert_eq!(resources.get("", "../notes.txt", 100), None);
        assert_eq!(resources.get("", "a_files/frame.html", 100).unwrap(), b"<html>frame");
    }
}

#[test]
fn a_search_goes_to_the_same_record_and_on_from_there() {
    let inner = zip_of(SAVED, CompressionMethod::Deflated);
    let files: Files = &[("a.html", b"<html>a"), ("in.zip", &inner), ("z.html", b"<html>z")];
    for (_, stored) in every_container(files) {
        let all = records(&stored.path);
        assert_eq!(all.len(), 7);
        assert_eq!(all[1].place.member, "in.zip!/saved/a.html");
        assert_eq!(format!("{all:?}"), format!("{:?}", records(&stored.path)));
        let mut archive = Archive::open(&stored.path, &Limits::default()).unwrap();
        for (at, record) in all.iter().enumerate().rev() {
            assert!(archive.seek(&record.place).unwrap(), "{:?}", record.place);
            let rest: Vec<Record> = archive.by_ref().map(Result::unwrap).collect();
            assert_eq!(format!("{rest:?}"), format!("{:?}", &all[at..]));
        }
    }
}

#[test]
fn archives_in_a_folder_are_opened_in_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    fs::write(folder.path().join("sub/x.zip"), zip_of(SAVED, CompressionMethod::Deflated)).unwrap();
    fs::write(folder.path().join("y.html.gz"), gz(b"<html><p>packed")).unwrap();
    fs::write(folder.path().join("z.tar.gz"), gz(&tar_of(SAVED))).unwrap();
    let all = records(folder.path());
    assert_eq!(all.len(), 11);
    assert_eq!(all[0].place.member, "sub/x.zip!/saved/a.html");
    assert_eq!(
        all[1].content.clone(),
        Content::NotAPage(NotAPage::PartOf("sub/x.zip!/saved/a.html".to_owned()))
    );
    assert_eq!(all[5].place.member, "y.html.gz");
    assert_eq!(all[5].content, Content::Page(b"<html><p>packed".to_vec()));
    assert!(all[6].resources.as_ref().unwrap().get("", "a_files/x%20y.png", 100).is_some());
}

#[test]
fn names_that_lead_outside_are_only_names() {
    let files: Files = &[("../../etc/a.html", b"<html>a"), ("b.html", b"<html>b")];
    for (_, stored) in every_container(files) {
        let records = records(&stored.path);
        assert_eq!(records[0].place.member, "../../etc/a.html");
        assert!(records[0].remarks[0].contains("leads outside"));
        assert!(records[1].remarks.is_empty());
        assert!(matches!(records[0].content, Content::Page(_)));
    }
}

#[test]
fn what_is_too_large_is_left_out_and_reading_goes_on() {
    let large = vec![b'a'; 100_000];
    let files: Files = &[("a.txt", &large), ("b.txt", b"text")];
    for (kind, stored) in every_container(files) {
        let told = told(&stored.path, &Limits { max_bytes: 50_000, ..Limits::default() });
        assert_eq!(told.len(), 2, "{kind:?}");
        assert!(told[0].1.contains("raise `max_bytes`"), "{}", told[0].1);
        assert_eq!(told[1].1, "Page(4 bytes)");
    }
}

#[test]
fn archives_in_one_another_are_bounded() {
    let mut bytes = zip_of(SAVED, CompressionMethod::Stored);
    for _ in 0..8 {
        bytes = zip_of(&[("in.zip", &bytes), ("z.txt", b"text")], CompressionMethod::Deflated);
    }
    let stored = stored("x.zip", &bytes);
    let told = told(&stored.path, &Limits { max_nesting: 3, ..Limits::default() });
    assert!(told[0].1.contains("raise `max_nesting`"), "{}", told[0].1);
    assert_eq!(told.len(), 5);
    assert_eq!(records(&stored.path).len(), 13);
}

#[test]
fn files_that_share_their_bytes_are_read_once() {
    let mut bytes =
        zip_of(&[("a.txt", &[b'a'; 5000]), ("b.txt", &[b'b'; 5000])], CompressionMethod::Deflated);
    // The second entry of the directory is made to say that it stands where the first does.
    let entry = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 42..entry + 46].copy_from_slice(&[0; 4]);
    let stored = stored("x.zip", &bytes);
    let told = told(&stored.path, &Limits::default());
    assert_eq!(told[0].1, "Page(5000 bytes)");
    assert!(told[1].1.contains("zip bomb"), "{}", told[1].1);
}

#[test]
fn a_directory_that_lies_is_found_out() {
    let mut bytes = zip_of(&[("a.txt", &[b'a'; 5000]), ("b.txt", b"text")], CompressionMethod::Deflated);
    let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[entry + 24..entry + 28].copy_from_slice(&10_u32.to_le_bytes());
    let stored = stored("x.zip", &bytes);
    let told = told(&stored.path, &Limits::default());
    assert!(told[0].1.contains("not what the directory"), "{}", told[0].1);
    assert_eq!(told[1].1, "Page(4 bytes)");
}

/// What is found again: each place leads to the record that it was given with.
fn is_found_again(path: &Path) {
    let archive = Archive::open(path, &Limits::default()).unwrap();
    let places: Vec<_> = archive
        .map(|record| match record {
            Ok(record) => (record.place.clone(), format!("{:?}", record.content)),
            Err(damage) => (damage.place.clone(), damage.to_string()),
        })
        .collect();
    for (place, content) in &places {
        assert_eq!(
            places
                .iter()
                .filter(|(other, _)| (&other.member, other.offset) == (&place.member, place.offset))
                .count(),
            1,
            "{place:?}"
        );
        let mut archive = Archive::open(path, &Limits::default()).unwrap();
        if archive.seek(place).unwrap() {
            let again = match archive.next().unwrap() {
                Ok(record) => format!("{:?}", record.content),
                Err(damage) => damage.to_string(),
            };
            assert_eq!(&again, content, "{place:?}");
        }
    }
}

/// Files of one name had one place, and one row of the two.
#[test]
fn files_of_one_name_have_places_of_their_own() {
    let tar = tar_of(&[("a.txt", b"first"), ("a.txt", b"the second")]);
    for (name, bytes) in [("x.tar", tar.clone()), ("x.tar.gz", gz(&tar)), ("x.tar.zst", zst(&tar))] {
        let stored = stored(name, &bytes);
        let told = told(&stored.path, &Limits::default());
        assert_eq!(told[0].1, "Page(5 bytes)", "{name}");
        assert_eq!(told[1].1, "Page(10 bytes)", "{name}");
        is_found_again(&stored.path);
    }
    // The second entry of the directory is given the name of the first.
    let mut zip = zip_of(&[("a.txt", b"first"), ("b.txt", b"the second")], CompressionMethod::Stored);
    for mark in [b"PK\x01\x02", b"PK\x03\x04"] {
        let at = zip.windows(4).rposition(|window| window == mark).unwrap();
        let name = zip[at..].windows(5).position(|window| window == b"b.txt").unwrap();
        zip[at + name] = b'a';
    }
    let stored = stored("x.zip", &zip);
    let told = told(&stored.path, &Limits::default());
    assert_eq!(told.len(), 2);
    assert!(told[1].1.contains("1 more files than can be read"), "{}", told[1].1);
    is_found_again(&stored.path);
}

#[cfg(target_os = "linux")]
#[test]
fn names_in_a_folder_are_told_apart() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [(&b"n\xff.txt"[..], "one"), (b"n\xfe.txt", "two"), (b"x.zip!/a.txt", "three")] {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::write(folder.path().join("x.zip"), zip_of(&[("a.txt", b"in the zip")], CompressionMethod::Stored))
        .unwrap();
    let names: Vec<String> = told(folder.path(), &Limits::default()).into_iter().map(|told| told.0).collect();
    assert_eq!(names, ["n%FE.txt", "n%FF.txt", "x.zip!/a.txt", "x.zip%21/a.txt"]);
    is_found_again(folder.path());
}

#[test]
fn a_message_without_parts_is_damaged() {
    let stored =
        stored("x.mhtml", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b--\n");
    let error = Archive::open(&stored.path, &Limits::default()).err().unwrap();
    assert!(error.to_string().contains("no part"), "{error}");
}

#[test]
fn a_message_that_is_cut_off_says_so() {
    let message = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>half";
    for (end, remarks) in [("", 1), ("\n--b--\n", 0)] {
        let stored = stored("x.mhtml", &[message, end.as_bytes()].concat());
        let record = records(&stored.path).remove(0);
        assert_eq!(record.remarks.len(), remarks, "{:?}", record.remarks);
    }
}

/// A bit that fell over in an entry that is stored as it is, in a zip on disk and in one within another.
#[test]
fn stored_entries_are_checked_too() {
    let mut bytes = zip_of(&[("a.txt", b"kept as it was"), ("b.txt", b"text")], CompressionMethod::Stored);
    let at = bytes.windows(4).position(|window| window == b"kept").unwrap();
    bytes[at] ^= 1;
    let within = zip_of(&[("x.zip", &bytes)], CompressionMethod::Stored);
    for bytes in [bytes, within] {
        let stored = stored("x.zip", &bytes);
        let told = told(&stored.path, &Limits::default());
        assert!(told[0].1.contains("malformed zip entry: its size or checksum"), "{}", told[0].1);
        assert_eq!(told[1].1, "Page(4 bytes)");
    }
}

#[test]
fn a_directory_of_too_many_files_is_an_error() {
    let stored = stored("x.zip", &zip_of(SAVED, CompressionMethod::Stored));
    let limits = Limits { max_entries: 4, ..Limits::default() };
    let error = Archive::open(&stored.path, &limits).err().unwrap();
    assert!(matches!(error, ArchiveError::OverLimit { option: "max_entries", found: 5, .. }), "{error}");
}

#[test]
fn encrypted_files_are_named() {
    let mut bytes = zip_of(&[("a.txt", b"secret"), ("b.txt", b"text")], CompressionMethod::Stored);
    for mark in [b"PK\x01\x02", b"PK\x03\x04"] {
        let at = bytes.windows(4).position(|window| window == mark).unwrap();
        bytes[at + if mark == b"PK\x01\x02" { 8 } else { 6 }] |= 1;
    }
    let stored = stored("x.zip", &bytes);
    let told = told(&stored.path, &Limits::default());
    assert!(told[0].1.contains("encrypted"), "{}", told[0].1);
    assert_eq!(told[1].1, "Page(4 bytes)");
}

#[test]
fn a_tar_that_is_cut_off_gives_what_it_has() {
    let tar = tar_of(SAVED);
    let cut = &tar[..2200];
    for (name, bytes) in [("x.tar", cut.to_vec()), ("x.tar.gz", gz(cut))] {
        let stored = stored(name, &bytes);
        let told = told(&stored.path, &Limits::default());
        assert_eq!(told[0].1, "Page(52 bytes)", "{name}");
        assert!(told.last().unwrap().1.contains("cut off"), "{told:?}");
    }
}

#[test]
fn a_head_without_end_is_bounded() {
    let name = format!("{}.html", "long/".repeat(1000));
    let stored = stored("x.tar", &tar_of(&[("a.txt", b"text"), (&name, b"<html>a")]));
    assert_eq!(records(&stored.path)[1].place.member, name);
    let told = told(&stored.path, &Limits { max_header_bytes: 2000, ..Limits::default() });
    assert_eq!(told[0].1, "Page(4 bytes)");
    assert!(told[1].1.contains("raise `max_header_bytes`"), "{}", told[1].1);
    assert_eq!(told.len(), 2);
}

#[test]
fn links_in_a_tar_are_named() {
    let mut tar = tar::Builder::new(Vec::new());
    let mut head = tar::Header::new_gnu();
    head.set_entry_type(tar::EntryType::Symlink);
    head.set_size(0);
    tar.append_link(&mut head, "a.html", "/etc/passwd").unwrap();
    let stored = stored("x.tar", &tar.into_inner().unwrap());
    assert_eq!(records(&stored.path)[0].content, Content::NotAPage(NotAPage::Link));
}

#[test]
fn what_holds_itself_ends() {
    // Gzip of gzip of …, as deep as to be over the limit.
    let mut bytes = b"<html><p>deep".to_vec();
    for _ in 0..70 {
        bytes = gz(&bytes);
    }
    let stored = stored("x.html.gz", &bytes);
    let error = Archive::open(&stored.path, &Limits::default()).err().unwrap();
    assert!(error.to_string().contains("max_nesting"), "{error}");
}
