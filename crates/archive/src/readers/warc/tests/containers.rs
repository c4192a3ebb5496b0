//! WACZ, and WARCs by an index.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::io::{Cursor, Write as _};
use std::path::Path;

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::readers::{cdxj, wacz};

const PACKAGE: (&str, &[u8]) = ("datapackage.json", b"{}");

fn zipped(files: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn picture(uri: &str) -> Made {
    Made::response(uri, "Content-Type: image/png\r\n", "picture")
}

fn drain(reader: &mut dyn Reader) -> Vec<Result<Record, Damage>> {
    std::iter::from_fn(|| reader.next()).take(1000).collect()
}

fn written(folder: &TempDir, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let path = folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_wacz_is_known_by_its_files() {
    assert!(wacz::is_wacz(["datapackage.json", "archive/a.warc.gz"]));
    assert!(!wacz::is_wacz(["datapackage.json", "index.html"]));
    assert!(!wacz::is_wacz(["archive/a.warc.gz"]));
}

#[test]
fn all_warcs_of_a_wacz_are_read_with_titles_and_pictures() {
    let folder = TempDir::new().unwrap();
    let one = gzip(&[Made::page("http://a.example/1"), Made::page("http://a.example/2")]);
    let two = gzip(&[picture("http://a.example/1.png"), Made::page("http://a.example/3")]);
    let list = br#"{"format": "json-pages-1.0", "id": "pages", "title": "All"}
{"url": "http://a.example/1", "ts": "2014-07-15T10:00:00Z", "title": "Of glass"}
"#;
    let files: [(&str, &[u8]); 5] = [
        PACKAGE,
        ("archive/one.warc.gz", &one),
        ("archive/two.warc.gz", &two),
        ("pages/pages.jsonl", list),
        ("indexes/index.cdx", b""),
    ];
    for (method, small) in [
        (CompressionMethod::Stored, false),
        (CompressionMethod::Deflated, false),
        (CompressionMethod::Deflated, true),
    ] {
        let path = written(&folder, "a.wacz", &zipped(&files, method));
        // With little room what is deflated is read as a stream.
        let limits = Limits { max_bytes: if small { 400 } else { 1 << 20 }, ..Limits::default() };
        let mut reader = wacz::open(&path, "x/a.wacz".to_owned(), &limits).unwrap();
        let items = drain(&mut *reader);
        assert_eq!(items.len(), 4, "{items:?}");
        let record = items[0].as_ref().unwrap();
        assert_eq!(record.title.as_deref(), Some("Of glass"));
        assert_eq!(record.place.member, "x/a.wacz!/archive/one.warc.gz");
        assert_eq!(items[1].as_ref().unwrap().title, None);
        assert_eq!(page(&items[3]), HTML.as_bytes());
        assert_eq!(items[3].as_ref().unwrap().place.member, "x/a.wacz!/archive/two.warc.gz");
        assert_eq!(record.resources.is_none(), small);
        if let Some(source) = &record.resources {
            assert_eq!(source.get("https://a.example/1.png", "", 100).unwrap(), b"picture");
        }
        for number in [3, 0, 2, 1] {
            assert!(reader.seek(&items[number].as_ref().unwrap().place).unwrap());
            let rest = drain(&mut *reader);
            assert_eq!(
                rest.iter().map(shown).collect::<Vec<_>>(),
                items[number..].iter().map(shown).collect::<Vec<_>>()
            );
        }
        assert!(!reader.seek(&Place::default()).unwrap());
    }
}

#[test]
fn a_broken_wacz_is_an_error_or_damage() {
    let folder = TempDir::new().unwrap();
    let one = gzip(&[Made::page("http://a.example/1")]);
    let whole = zipped(&[PACKAGE, ("archive/one.warc.gz", &one)], CompressionMethod::Stored);
    for length in 0..whole.len() {
        let path = written(&folder, "a.wacz", &whole[..length]);
        assert!(wacz::open(&path, String::new(), &Limits::default()).is_err(), "cut at {length}");
    }
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x41;
        let path = written(&folder, "a.wacz", &bytes);
        if let Ok(mut reader) = wacz::open(&path, String::new(), &Limits::default()) {
            drain(&mut *reader);
        }
    }
    let path = written(&folder, "a.wacz", &whole);
    let limits = Limits { max_entries: 1, ..Limits::default() };
    let error = wacz::open(&path, String::new(), &limits).map(drop).unwrap_err();
    assert!(matches!(error, ArchiveError::OverLimit { option: "max_entries", .. }));
}

fn line(filename: &str, place: &Place) -> String {
    let (offset, length) = (place.offset, place.length);
    format!(
        "example,a)/ 20140715100000 {{\"url\": \"http://a.example/\", \"filename\": \"{filename}\", \"offset\": \"{offset}\", \"length\": {length}}}\n"
    )
}

fn places(records: &[Made]) -> Vec<Place> {
    let mut writer = WarcWriter::gzip(Vec::new());
    records.iter().map(|record| record.write_to(&mut writer)).collect()
}

#[test]
fn an_index_says_what_is_read_and_in_what_order() {
    let folder = TempDir::new().unwrap();
    let records = [
        Made::page("http://a.example/1"),
        picture("http://a.example/1.png"),
        Made::page("http://a.example/2"),
        Made::page("http://a.example/3"),
    ];
    let place = places(&records);
    for beside in ["indexes/a.warc.gz", "archive/a.warc.gz", "indexes/sub/a.warc.gz"] {
        let warc = written(&folder, beside, &gzip(&records));
        let text = format!(
            "!meta {{\"format\": \"cdxj\"}}\n{}{}{}",
            line("a.warc.gz", &place[3]),
            line("a.warc.gz", &place[0]),
            line("none.warc.gz", &place[1]),
        ) + "not a line\n"
            + &line("a.warc.gz", &Place { offset: 5, ..Place::default() })
            + &line("a.warc.gz", &Place { offset: 1 << 40, ..Place::default() })
            + &line("a.warc.gz", &place[2]);
        for bytes in [text.clone().into_bytes(), gzip_bytes(text.as_bytes())] {
            assert!(cdxj::is_cdxj(&bytes));
            let path = written(&folder, "indexes/index.cdxj", &bytes);
            let mut reader = cdxj::open(&path, "index.cdxj".to_owned(), &Limits::default()).unwrap();
            let items = drain(&mut *reader);
            assert_eq!(items.len(), 7, "{items:?}");
            let uri = |number: usize| items[number].as_ref().unwrap().target_uri.clone().unwrap();
            assert_eq!(
                [uri(0), uri(1), uri(6)],
                ["http://a.example/3", "http://a.example/1", "http://a.example/2"]
            );
            let first = &items[0].as_ref().unwrap().place;
            assert_eq!(first.member, "index.cdxj!/a.warc.gz");
            assert_eq!((first.offset, first.length), (place[3].offset, place[3].length));
            let source = items[0].as_ref().unwrap().resources.clone().unwrap();
            assert_eq!(source.get("http://a.example/1.png", "", 100).unwrap(), b"picture");
            for (number, word) in
                [(2, "not found"), (3, "the line is not"), (4, "no record"), (5, "ends before")]
            {
                let message = items[number].as_ref().unwrap_err().to_string();
                assert!(message.contains(word), "{message}");
            }
            for number in [6, 2, 3, 0] {
                let place =
                    items[number].as_ref().map_or_else(|damage| &damage.place, |record| &record.place);
                assert!(reader.seek(place).unwrap(), "{number}");
                assert_eq!(drain(&mut *reader).len(), 7 - number);
            }
        }
        std::fs::remove_file(warc).unwrap();
    }
}

#[test]
fn an_index_cannot_lead_out_of_its_folders() {
    let folder = TempDir::new().unwrap();
    let records = [Made::page("http://a.example/1")];
    let outside = written(&folder, "secret.warc.gz", &gzip(&records));
    let absolute = outside.to_str().unwrap().to_owned();
    for filename in ["../secret.warc.gz", "x/../../secret.warc.gz", &absolute, "..", "", "C:x.warc"] {
        let path = written(&folder, "a/index.cdxj", line(filename, &Place::default()).as_bytes());
        let items = drain(&mut *cdxj::open(&path, String::new(), &Limits::default()).unwrap());
        assert_eq!(items.len(), 1);
        let message = items[0].as_ref().unwrap_err().to_string();
        assert!(message.contains("leads out"), "{message}");
    }
    assert!(Path::new(&absolute).is_file());
}

#[test]
fn a_line_over_the_limit_is_passed() {
    let folder = TempDir::new().unwrap();
    let records = [Made::page("http://a.example/1")];
    written(&folder, "a.warc.gz", &gzip(&records));
    let text = format!("{}\n{}", "x".repeat(10_000), line("a.warc.gz", &Place::default()));
    let path = written(&folder, "index.cdxj", text.as_bytes());
    let limits = Limits { max_header_bytes: 1000, ..Limits::default() };
    let items = drain(&mut *cdxj::open(&path, String::new(), &limits).unwrap());
    assert_eq!(items.len(), 2, "{items:?}");
    assert!(items[0].is_err() && items[1].is_ok());
}

#[test]
fn other_files_are_no_index() {
    for bytes in ["", "a b c", "WARC/1.0\r\n", "{\"a\": 1}", "com,a)/ 2014 text/html 200"] {
        assert!(!cdxj::is_cdxj(bytes.as_bytes()), "{bytes}");
    }
}
