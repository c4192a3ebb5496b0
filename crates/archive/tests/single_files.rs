//! Messages, web archives of Safari and exports: many records in one file.
#![cfg(feature = "readers")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use offprint_archive::{Archive, ArchiveKind, Content, Limits, NotAPage, Record};
use plist::{Dictionary, Value};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The records of a file of this name, also after searching each.
fn records(name: &str, bytes: &[u8]) -> (ArchiveKind, Vec<Record>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let all = all(&path);
    let mut archive = Archive::open(&path, &Limits::default()).unwrap();
    let kind = archive.kind();
    for (at, record) in all.iter().enumerate().rev() {
        assert!(archive.seek(&record.place).unwrap(), "{:?}", record.place);
        let rest: Vec<Record> = archive.by_ref().map(Result::unwrap).collect();
        assert_eq!(format!("{rest:?}"), format!("{:?}", &all[at..]));
    }
    (kind, all)
}

fn all(path: &Path) -> Vec<Record> {
    Archive::open(path, &Limits::default()).unwrap().map(Result::unwrap).collect()
}

fn text(record: &Record) -> String {
    match &record.content {
        Content::Page(bytes) => String::from_utf8(bytes.clone()).unwrap(),
        Content::NotAPage(why) => panic!("{why}"),
    }
}

const CHROMIUM: &str = "From: <Saved by Blink>\r\n\
Snapshot-Content-Location: https://example.org/story?id=1\r\n\
Subject: =?utf-8?Q?A=20day=20=E2=80=93=20out?=\r\n\
Date: Mon, 1 Jan 2024 11:00:00 +0100\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\
\r\n\r\n\
------MultipartBoundary--x----\r\n\
Content-Type: text/html; charset=\"windows-1252\"\r\n\
Content-ID: <frame-1@mhtml.blink>\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\
Content-Location: https://example.org/story?id=1\r\n\
\r\n\
<!DOCTYPE html><p>caf=E9 =\r\nnoir<img src=3D\"/x.png\">\r\n\
------MultipartBoundary--x----\r\n\
Content-Type: image/png\r\n\
Content-Transfer-Encoding: base64\r\n\
Content-Location: https://example.org/x.png\r\n\
\r\n\
iVBORw0K\r\nGgo=\r\n\
------MultipartBoundary--x----\r\n\
Content-Type: text/html\r\n\
Content-ID: <frame-2@mhtml.blink>\r\n\
Content-Transfer-Encoding: 8bit\r\n\
\r\n\
<p>an advertisement\r\n\
------MultipartBoundary--x------\r\n";

#[test]
fn a_page_of_chromium() {
    let (kind, records) = records("a.mhtml", CHROMIUM.as_bytes());
    assert_eq!(kind, ArchiveKind::Mhtml);
    assert_eq!(records.len(), 3);
    let page = &records[0];
    let Content::Page(bytes) = &page.content else { panic!("no page") };
    assert!(bytes.starts_with(b"<!DOCTYPE html><p>caf\xe9 noir<img src=\"/x.png\">"));
    assert_eq!(page.charset.as_deref(), Some("windows-1252"));
    assert_eq!(page.title.as_deref(), Some("A day – out"));
    assert_eq!(page.date.as_deref(), Some("2024-01-01T10:00:00Z"));
    assert_eq!(page.target_uri.as_deref(), Some("https://example.org/story?id=1"));
    let resources = page.resources.as_ref().unwrap();
    assert_eq!(resources.get("https://example.org/x.png", "/x.png", 100).unwrap(), PNG);
    assert_eq!(resources.get("https://example.org/x.png", "/x.png", 7), None);
    assert_eq!(
        resources.get("cid:frame-1%40mhtml.blink", "cid:frame-1%40mhtml.blink", 1000).unwrap(),
        *bytes
    );
    assert!(matches!(records[2].content, Content::NotAPage(NotAPage::PartOf(_))));
}

#[test]
fn the_root_is_the_part_that_the_head_names() {
    let message = "MIME-Version: 1.0\nContent-Type: multipart/related; start=\"<two>\"; boundary=b\n\n\
        --b\nContent-Type: text/html\nContent-ID: <one>\n\n<p>one\n\
        --b\nContent-Type: text/html\nContent-ID: <two>\nContent-Location: http://example.org/\n\n<p>two\n--b--\n";
    let (_, records) = records("a.mht", message.as_bytes());
    assert!(matches!(records[0].content, Content::NotAPage(NotAPage::PartOf(_))));
    assert_eq!(text(&records[1]).trim(), "<p>two");
    assert_eq!(records[1].target_uri.as_deref(), Some("http://example.org/"));
}

#[test]
fn a_letter_with_a_page() {
    let message = "From: a@example.org\nTo: b@example.org\nSubject: News\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n\
        MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\n\n\
        --out\nContent-Type: multipart/alternative; boundary=in\n\n\
        --in\nContent-Type: text/plain\n\nplain\n--in\nContent-Type: text/html\n\n<p>rich\n--in--\n\
        --out\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--out--\n";
    let (_, records) = records("a.eml", message.as_bytes());
    assert_eq!(records.len(), 3);
    assert_eq!(text(&records[1]).trim(), "<p>rich");
    assert_eq!(records[1].title.as_deref(), Some("News"));
}

#[test]
fn parts_in_parts_beyond_measure_end() {
    let mut message = String::from("MIME-Version: 1.0\n");
    for depth in 0..5000 {
        message += &format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n");
    }
    let (_, records) = records("a.eml", message.as_bytes());
    assert_eq!(records.len(), 1);
}

fn resource(url: &str, media_type: &str, bytes: &[u8]) -> Value {
    let mut resource = Dictionary::new();
    resource.insert("WebResourceURL".into(), url.into());
    resource.insert("WebResourceMIMEType".into(), media_type.into());
    resource.insert("WebResourceTextEncodingName".into(), "UTF-8".into());
    resource.insert("WebResourceData".into(), Value::Data(bytes.to_vec()));
    Value::Dictionary(resource)
}

fn webarchive(frames: Vec<Value>) -> Value {
    let mut archive = Dictionary::new();
    archive.insert("WebMainResource".into(), resource("https://example.org/a", "text/html", b"<p>page"));
    archive.insert(
        "WebSubresources".into(),
        Value::Array(vec![resource("https://example.org/x.png", "image/png", PNG)]),
    );
    archive.insert("WebSubframeArchives".into(), Value::Array(frames));
    Value::Dictionary(archive)
}

#[test]
fn a_web_archive_of_safari() {
    let archive = webarchive(vec![webarchive(Vec::new())]);
    let (mut binary, mut xml) = (Vec::new(), Vec::new());
    archive.to_writer_binary(&mut binary).unwrap();
    archive.to_writer_xml(&mut xml).unwrap();
    for bytes in [binary, xml] {
        let (kind, records) = records("a.webarchive", &bytes);
        assert_eq!(kind, ArchiveKind::Webarchive);
        assert_eq!(records.len(), 4);
        assert_eq!(text(&records[0]), "<p>page");
        assert_eq!(records[0].target_uri.as_deref(), Some("https://example.org/a"));
        let resources = records[0].resources.as_ref().unwrap();
        assert_eq!(resources.get("https://example.org/x.png", "x.png", 100).unwrap(), PNG);
        let part = Content::NotAPage(NotAPage::PartOf("https://example.org/a".to_owned()));
        assert!(records[1..].iter().all(|record| record.content == part));
    }
}

#[test]
fn web_archives_in_one_another_are_bounded() {
    let mut archive = webarchive(Vec::new());
    for _ in 0..100 {
        archive = webarchive(vec![archive]);
    }
    let mut bytes = Vec::new();
    archive.to_writer_binary(&mut bytes).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.webarchive");
    fs::write(&path, bytes).unwrap();
    let error = Archive::open(&path, &Limits::default()).err().unwrap();
    assert!(error.to_string().contains("max_nesting"), "{error}");
}

fn link(record: &Record) -> (&str, Option<&str>, Option<&str>) {
    assert_eq!(record.content, Content::NotAPage(NotAPage::AddressOnly));
    (record.target_uri.as_deref().unwrap(), record.title.as_deref(), record.date.as_deref())
}

#[test]
fn links_of_pocket() {
    let page = "<!DOCTYPE html><html><head><meta charset=\"UTF-8\"><title>Pocket Export</title></head><body>\
        <h1>Unread</h1><ul><li><a href=\"https://example.org/a?x=1&amp;y=2\" time_added=\"1704103200\" tags=\"\">One &amp; two</a></li>\
        <li><a time_added='1704103200' href=https://example.org/b>https://example.org/b</a></li></ul></body></html>";
    let (kind, of_page) = records("ril_export.html", page.as_bytes());
    assert_eq!(kind, ArchiveKind::Export);
    let date = Some("2024-01-01T10:00:00Z");
    assert_eq!(link(&of_page[0]), ("https://example.org/a?x=1&y=2", Some("One & two"), date));
    assert_eq!(link(&of_page[1]), ("https://example.org/b", None, date));
    let bookmarks = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<DL><p>\n\
        <DT><A HREF=\"https://example.org/d\" ADD_DATE=\"1704103200\">D</A>\n</DL>";
    assert_eq!(
        link(&records("bookmarks.html", bookmarks.as_bytes()).1[0]),
        ("https://example.org/d", Some("D"), date)
    );
    let table = "title,url,time_added,tags,status\n\"Hello, \"\"world\"\"\",https://example.org/c,1704103200,a|b,unread\n";
    let (kind, of_table) = records("part_000000.csv", table.as_bytes());
    assert_eq!(kind, ArchiveKind::Export);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part_000000.csv");
    fs::write(&path, table).unwrap();
    let mut archive = Archive::open(&path, &Limits::default()).unwrap();
    assert!(!archive.seek(&offprint_archive::Place { offset: 1, ..Default::default() }).unwrap());
    assert_eq!(link(&of_table[0]), ("https://example.org/c", Some("Hello, \"world\""), date));
}

#[test]
fn links_and_selections_of_instapaper() {
    let table = "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://example.org/a,A,,Unread,1704103200,[]\n\
        https://example.org/b,B,\"What was\nselected\",Archive,1704103200,[]\n";
    let (_, records) = records("instapaper-export.csv", table.as_bytes());
    assert_eq!(link(&records[0]).1, Some("A"));
    assert_eq!(text(&records[1]), "What was\nselected");
    assert_eq!(records[1].media_type.as_deref(), Some("text/plain"));
}

#[test]
fn a_quotation_that_is_never_closed_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, format!("URL,Title,Selection,Folder\na,\"{}", "b\n".repeat(50_000))).unwrap();
    let limits = Limits { max_bytes: 20_000, ..Limits::default() };
    let results: Vec<_> = Archive::open(&path, &limits).unwrap().collect();
    assert_eq!(results.len(), 1);
    assert!(results[0].as_ref().err().unwrap().to_string().contains("max_bytes"));
}

#[test]
fn articles_of_wallabag() {
    let long = "x".repeat(30_000);
    let json = format!(
        r#"[{{"is_archived":0,"id":1,"title":"A <b> & \"c\"","url":"https://example.org/a","content":"<p>text, [with] {{marks}}","created_at":"2024-01-01T10:00:00+0000","published_at":"2023-12-31T00:00:00+0000","published_by":["Ann"],"language":"de_DE"}},
        {{"is_archived":1,"url":"https://example.org/b","title":"B","content":""}},
        {{"url":"https://example.org/c","content":"{long}"}}, 7 ]"#
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("All articles.json");
    fs::write(&path, json).unwrap();
    let limits = Limits { max_bytes: 20_000, ..Limits::default() };
    let results: Vec<_> = Archive::open(&path, &limits).unwrap().collect();
    assert_eq!(results.len(), 4);
    let page = results[0].as_ref().unwrap();
    let html = text(page);
    assert!(html.contains("<html lang=\"de-DE\">"));
    assert!(html.contains("<title>A &lt;b&gt; &amp; &quot;c&quot;</title>"));
    assert!(html.contains("<meta name=\"author\" content=\"Ann\">"));
    assert!(html.contains("<p>text, [with] {marks}"));
    assert_eq!(page.date.as_deref(), Some("2024-01-01T10:00:00Z"));
    assert_eq!(link(results[1].as_ref().unwrap()).0, "https://example.org/b");
    assert!(results[2].as_ref().err().unwrap().to_string().contains("max_bytes"));
    assert!(results[3].as_ref().err().unwrap().to_string().contains("JSON"));
}

#[test]
fn an_export_of_omnivore() {
    let list = br#"[ { "id": "1", "slug": "a-story-1", "title": "A story", "url": "https://example.org/a", "savedAt": "2024-01-01T10:00:00.000Z" },
        { "id": "2", "slug": "gone-2", "title": "Gone", "url": "https://example.org/b", "savedAt": "2024-01-01T10:00:00.000Z" } ]"#;
    let files: [(&str, &[u8]); 4] = [
        ("content/a-story-1.html", b"<!DOCTYPE html><p>text"),
        ("content/other.html", b"<!DOCTYPE html><p>of no list"),
        ("highlights/a-story-1.md", b"> marked"),
        ("metadata_0_to_20.json", list),
    ];
    let folder = tempfile::tempdir().unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let path = folder.path().join("export").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let zip = zip.finish().unwrap().into_inner();
    for (records, prefix) in [(records("omnivore.zip", &zip).1, ""), (all(folder.path()), "export/")] {
        assert_eq!(records.len(), 5);
        assert_eq!(records[0].target_uri.as_deref(), Some("https://example.org/a"));
        assert_eq!(records[0].title.as_deref(), Some("A story"));
        assert_eq!(records[0].date.as_deref(), Some("2024-01-01T10:00:00Z"));
        assert_eq!(text(&records[0]), "<!DOCTYPE html><p>text");
        assert_eq!(records[1].title, None);
        let article = Content::NotAPage(NotAPage::PartOf(format!("{prefix}content/a-story-1.html")));
        assert_eq!(records[2].content, article);
        assert_eq!(records[3].content, article);
        assert_eq!(link(&records[4]), ("https://example.org/b", Some("Gone"), Some("2024-01-01T10:00:00Z")));
    }
}
