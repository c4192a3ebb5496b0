//! What is damaged anywhere is told, and reading ends.
#![cfg(feature = "readers")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use offprint_archive::{Archive, Limits};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PAGE: &[u8] =
    b"<!DOCTYPE html><!-- saved from url=(0019)https://example.org --><img src=a_files/x.png><p>text";

fn zip() -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("a.html", PAGE), ("a_files/x.png", b"\x89PNG\r\n\x1a\n"), ("b/c.txt", b"text")] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar() -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    let long = format!("{}a.html", "long/".repeat(40));
    for (name, bytes) in
        [("a.html", PAGE), ("a_files/x.png", b"\x89PNG\r\n\x1a\n"), (&long, PAGE), ("x.zip", &zip())]
    {
        let mut head = tar::Header::new_gnu();
        head.set_size(bytes.len() as u64);
        tar.append_data(&mut head, name, bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn webarchive(xml: bool) -> Vec<u8> {
    let mut page = plist::Dictionary::new();
    page.insert("WebResourceURL".into(), "https://example.org/".into());
    page.insert("WebResourceData".into(), plist::Value::Data(PAGE.to_vec()));
    let mut root = plist::Dictionary::new();
    root.insert("WebMainResource".into(), plist::Value::Dictionary(page.clone()));
    root.insert("WebSubresources".into(), plist::Value::Array(vec![plist::Value::Dictionary(page)]));
    let (root, mut out) = (plist::Value::Dictionary(root), Vec::new());
    if xml { root.to_writer_xml(&mut out) } else { root.to_writer_binary(&mut out) }.unwrap();
    out
}

const MESSAGE: &[u8] = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\
Content-Transfer-Encoding: quoted-printable\n\n<p>caf=C3=A9\n--b\nContent-Type: image/png\nContent-Location: x.png\n\
Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--\n";

/// The archives, each with a name.
fn archives() -> Vec<(&'static str, Vec<u8>)> {
    let links = b"<title>Pocket Export</title><a href=\"https://example.org\" time_added=\"1\">A</a><a href=x>&amp;&#65;";
    let json =
        br#"[{"is_archived":0,"url":"https://example.org","title":"A","content":"<p>\"text\""},{"url":"b"}]"#;
    let list = br#"[{"slug":"a","title":"A","url":"https://example.org","savedAt":"2024-01-01T10:00:00Z"}]"#;
    vec![
        ("x.zip", zip()),
        ("x.tar", tar()),
        ("x.tar.gz", gz(&tar())),
        ("x.tar.zst", zst(&tar())),
        ("x.html", PAGE.to_vec()),
        ("x.html.gz", gz(PAGE)),
        ("x.mhtml", MESSAGE.to_vec()),
        ("x.webarchive", webarchive(false)),
        ("x.webarchive", webarchive(true)),
        ("x.csv", b"URL,Title,Selection,Folder\nhttps://example.org,\"A\",\"B\nC\",\n".to_vec()),
        ("x.html", links.to_vec()),
        ("x.json", json.to_vec()),
        ("metadata_0_to_1.json", list.to_vec()),
    ]
}

/// Reads an archive whole, with its pictures, and gives what came of it. It must end.
fn read(path: &Path, limits: &Limits) -> Vec<String> {
    let mut archive = match Archive::open(path, limits) {
        Ok(archive) => archive,
        Err(error) => return vec![error.to_string()],
    };
    let mut told = Vec::new();
    let mut places = Vec::new();
    for record in archive.by_ref() {
        assert!(told.len() < 10_000, "it does not end");
        match record {
            Ok(record) => {
                if let Some(resources) = &record.resources {
                    let _ = resources.get("https://example.org/x.png", "a_files/x.png", 1000);
                }
                told.push(format!("{record:?}"));
                places.push(record.place);
            }
            Err(damage) => told.push(damage.to_string()),
        }
    }
    for place in places {
        let _ = archive.seek(&place);
        let _ = archive.next();
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_panics_and_all_ends(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let limits = Limits { max_bytes: 1 << 20, ..Limits::default() };
        for (name, mut bytes) in archives() {
            for (at, byte) in &flips {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            if let Some(cut) = &cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            prop_assert_eq!(read(&path, &limits), read(&path, &limits));
        }
        // And all of them in a folder.
        prop_assert_eq!(read(folder.path(), &limits), read(folder.path(), &limits));
    }
}
