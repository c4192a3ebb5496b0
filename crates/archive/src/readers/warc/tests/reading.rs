//! Types of records, ways of compressing, places.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use super::*;

fn sample() -> Vec<Made> {
    vec![
        Made::new(RecordType::Warcinfo, "file:a", "application/warc-fields", "software: x\r\n"),
        Made::page("http://a.example/1"),
        Made::new(
            RecordType::Request,
            "http://a.example/1",
            "application/http; msgtype=request",
            "GET / HTTP/1.1\r\n\r\n",
        ),
        Made::new(RecordType::Resource, "http://a.example/2.txt", "text/plain", "Plain words."),
        Made::new(RecordType::Conversion, "http://a.example/1", "text/plain", "Converted words."),
        Made::new(RecordType::Other("odd".to_owned()), "http://a.example/1", "text/plain", "odd"),
        Made::page("http://a.example/3"),
    ]
}

fn zstd_by_record(dictionary: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = ::zstd::bulk::Compressor::with_dictionary(3, dictionary).unwrap();
    encoder.include_checksum(true).unwrap();
    for record in sample() {
        out.extend(encoder.compress(&plain(&[record])).unwrap());
    }
    out
}

fn trained() -> Vec<u8> {
    let samples: Vec<Vec<u8>> =
        (0..400).map(|number| plain(&[Made::page(&format!("http://a.example/{number}"))])).collect();
    ::zstd::dict::from_samples(&samples, 2000).unwrap()
}

fn skippable(content: &[u8]) -> Vec<u8> {
    let mut frame = crate::readers::zstd::DICTIONARY.to_vec();
    frame.extend(u32::try_from(content.len()).unwrap().to_le_bytes());
    frame.extend(content);
    frame
}

/// All ways in which the same records may be stored.
fn ways() -> Vec<(&'static str, Vec<u8>)> {
    let dictionary = trained();
    let behind = |head: Vec<u8>| [head, zstd_by_record(&dictionary)].concat();
    let packed = ::zstd::bulk::compress(&dictionary, 3).unwrap();
    vec![
        ("plain", plain(&sample())),
        ("gzip", gzip(&sample())),
        ("gzip as a whole", gzip_bytes(&plain(&sample()))),
        ("zstd", zstd_by_record(&[])),
        ("zstd as a whole", ::zstd::bulk::compress(&plain(&sample()), 3).unwrap()),
        ("zstd with dictionary", behind(skippable(&dictionary))),
        ("zstd with packed dictionary", behind(skippable(&packed))),
        ("mixed", [plain(&sample()[..2]), gzip(&sample()[2..4]), plain(&sample()[4..])].concat()),
    ]
}

#[test]
fn all_types_however_compressed() {
    for (way, bytes) in ways() {
        assert!(is_warc(&bytes), "{way}");
        for items in [all(&bytes), streamed(&bytes)] {
            assert_eq!(items.len(), 7, "{way}: {items:?}");
            assert_eq!(reason(&items[0]), &NotAPage::Type, "{way}");
            assert_eq!(page(&items[1]), HTML.as_bytes());
            assert_eq!(reason(&items[2]), &NotAPage::Type);
            assert_eq!(page(&items[3]), b"Plain words.");
            assert_eq!(page(&items[4]), b"Converted words.");
            assert_eq!(reason(&items[5]), &NotAPage::Type);
            assert_eq!(page(&items[6]), HTML.as_bytes());
            let record = items[1].as_ref().unwrap();
            assert_eq!(record.target_uri.as_deref(), Some("http://a.example/1"));
            assert_eq!(record.media_type.as_deref(), Some("text/html"));
            assert_eq!(record.charset.as_deref(), Some("utf-8"));
            assert_eq!(record.status, Some(200));
            assert_eq!(record.date.as_deref(), Some("2014-07-15T10:00:00Z"));
            assert!(record.record_id.as_deref().unwrap().starts_with("urn:test:"));
            assert_eq!(record.remarks, Vec::<String>::new(), "{way}");
        }
    }
}

#[test]
fn places_are_those_of_members() {
    let mut writer = WarcWriter::gzip(Vec::new());
    let places: Vec<Place> = sample().iter().map(|record| record.write_to(&mut writer)).collect();
    let bytes = writer.finish().unwrap();
    let found: Vec<Place> = all(&bytes).into_iter().map(|item| item.unwrap().place).collect();
    for (found, written) in found.iter().zip(&places) {
        assert_eq!(
            (found.offset, found.length, found.member.as_str()),
            (written.offset, written.length, "a.warc")
        );
    }
    let mut writer = WarcWriter::plain(Vec::new());
    let places: Vec<Place> = sample().iter().map(|record| record.write_to(&mut writer)).collect();
    let found: Vec<Place> =
        all(&writer.finish().unwrap()).into_iter().map(|item| item.unwrap().place).collect();
    for (found, written) in found.iter().zip(&places) {
        assert_eq!((found.offset, found.length), (written.offset, written.length));
    }
}

#[test]
fn every_place_is_found_again() {
    for (way, bytes) in ways() {
        let items = all(&bytes);
        let offsets: Vec<u64> = items.iter().map(|item| item.as_ref().unwrap().place.offset).collect();
        assert!(offsets.is_sorted_by(|one, other| one < other), "{way}: {offsets:?}");
        let mut reader = opened(&bytes, &Limits::default());
        for number in [6, 0, 3, 1, 5, 2, 4] {
            let place = &items[number].as_ref().unwrap().place;
            assert!(reader.seek(place).unwrap(), "{way} {place:?}");
            for item in &items[number..] {
                assert_eq!(shown(&reader.next().unwrap()), shown(item), "{way}");
            }
            assert!(reader.next().is_none());
        }
        let nowhere = Place { member: "a.warc".to_owned(), offset: 3, length: 9 };
        assert!(!reader.seek(&nowhere).unwrap(), "{way}");
        assert!(!reader.seek(&Place { member: "b.warc".to_owned(), ..Place::default() }).unwrap());
    }
}

#[test]
fn a_stream_is_read_on_to_a_place() {
    let bytes = gzip(&sample());
    let items = all(&bytes);
    let stream = Source::Stream(Box::new(std::io::Cursor::new(bytes)));
    let mut reader = open(stream, "a.warc".to_owned(), &Limits::default()).unwrap();
    reader.next();
    assert!(reader.seek(&items[4].as_ref().unwrap().place).unwrap());
    assert_eq!(shown(&reader.next().unwrap()), shown(&items[4]));
}

#[test]
fn heads_with_bare_line_feeds_and_folded_lines() {
    let bytes = b"WARC/1.0\nwarc-type: resource\nWARC-Target-URI: <http://a.example/\n x>\nContent-Type: text/html;\n\tcharset=latin1\nCONTENT-LENGTH: 6\n\n<html>\n\nWARC/1.0\nWARC-Type: resource\nContent-Type: text/plain\nContent-Length: 2\n\nhi";
    let items = all(bytes);
    assert_eq!(items.len(), 2);
    let record = items[0].as_ref().unwrap();
    assert_eq!(record.charset.as_deref(), Some("latin1"));
    assert_eq!(page(&items[0]), b"<html>");
    assert_eq!(page(&items[1]), b"hi");
}

#[test]
fn empty_lines_between_records_and_members_are_nothing() {
    let one = plain(&sample()[1..2]);
    let bytes = [b"\r\n\r\n".as_slice(), &one, b"\r\n\n\n", &one].concat();
    assert_eq!(all(&bytes).len(), 2);
    let bytes = [gzip_bytes(b""), gzip_bytes(&one), gzip_bytes(b"\r\n\r\n"), gzip_bytes(&one)].concat();
    assert_eq!(all(&bytes).iter().filter(|item| item.is_ok()).count(), 2);
    assert_eq!(all(&bytes).len(), 2);
    assert!(all(b"").is_empty());
}

#[test]
fn what_is_no_page_says_why() {
    let answer = |head: &str, body: &[u8]| {
        let block = [head.as_bytes(), b"\r\n\r\n", body].concat();
        Made::new(RecordType::Response, "http://a.example/x", "application/http; msgtype=response", block)
    };
    let items = all(&gzip(&[
        answer("HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<html>"),
        answer("HTTP/1.1 301 Moved\r\nLocation: /", b""),
        answer("HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        answer("HTTP/1.1 200 OK\r\nContent-Type: text/html", b""),
        answer("HTTP/1.1 200 OK", b"\x89PNG\r\n\x1a\n"),
        answer("HTTP/1.1 200 OK", b"\n<HTML lang=en>"),
        answer("HTTP/1.1 200 OK\r\nContent-Type: text/plain", b"MZ\0\0"),
        answer("HTTP/1.1 203 OK\r\nContent-Type: text/html", b"<p>"),
        answer("HTTP/1.1 206 Part\r\nContent-Type: text/html", b"<p>"),
        Made::new(RecordType::Response, "dns:a.example", "text/dns", "a.example. 1 IN A 127.0.0.1"),
        Made::new(
            RecordType::Resource,
            "metadata://gnu.org/software/wget/warc/wget.log",
            "text/plain",
            "log",
        ),
        Made::new(RecordType::Continuation, "http://a.example/x", "", "rest"),
        Made::page("http://a.example/x").field("WARC-Truncated", "length").field("WARC-Segment-Number", "1"),
    ]));
    let media_type = |name: &str| NotAPage::MediaType(name.to_owned());
    assert_eq!(reason(&items[0]), &NotAPage::Status(404));
    assert_eq!(reason(&items[1]), &NotAPage::Status(301));
    assert_eq!(reason(&items[2]), &media_type("image/png"));
    assert_eq!(reason(&items[3]), &NotAPage::Empty);
    assert_eq!(reason(&items[4]), &media_type("unknown"));
    assert_eq!(page(&items[5]), b"\n<HTML lang=en>");
    assert_eq!(reason(&items[6]), &media_type("application/octet-stream"));
    assert_eq!(page(&items[7]), b"<p>");
    assert!(items[8].as_ref().unwrap().remarks[0].contains("206"));
    assert_eq!(reason(&items[9]), &media_type("text/dns"));
    assert_eq!(reason(&items[10]), &NotAPage::Type);
    assert_eq!(reason(&items[11]), &NotAPage::Type);
    assert_eq!(items[12].as_ref().unwrap().remarks.len(), 2);
}

#[test]
fn an_answer_without_head_is_read_with_a_remark() {
    let made = Made::new(RecordType::Response, "http://a.example/x", "application/http", HTML);
    let items = all(&gzip(&[made]));
    assert_eq!(page(&items[0]), HTML.as_bytes());
    assert!(items[0].as_ref().unwrap().remarks[0].contains("without its head"));
}

#[test]
fn digests_that_do_not_match_are_told() {
    let wrong = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let right = digest::sha1_base32(HTML.as_bytes());
    let made = Made::page("http://a.example/1");
    let items = all(&gzip(&[
        made.clone().field("WARC-Payload-Digest", &right),
        made.clone().field("WARC-Payload-Digest", wrong),
        made.field("WARC-Payload-Digest", "tiger:AAAA"),
    ]));
    let remarks = |number: usize| items[number].as_ref().unwrap().remarks.clone();
    assert!(remarks(0).is_empty());
    assert!(remarks(1)[0].contains("digest"), "{:?}", remarks(1));
    assert!(remarks(2).is_empty());
    let text = String::from_utf8(plain(&[Made::page("http://a.example/1")])).unwrap();
    let items = all(text.replace("glass", "grass").as_bytes());
    assert!(items[0].as_ref().unwrap().remarks[0].contains("block"));
}

#[test]
fn the_writer_refuses_what_would_break_a_head() {
    let mut record = NewRecord {
        record_type: RecordType::Conversion,
        record_id: "urn:uuid:1",
        date: "2014-07-15T10:00:00Z",
        target_uri: Some("http://a.example/\r\nWARC-Type: response"),
        refers_to: Some("urn:uuid:0"),
        content_type: Some("text/plain"),
        fields: &[],
        block: b"words",
    };
    let mut writer = WarcWriter::gzip(Vec::new());
    assert!(matches!(writer.write(&record), Err(WriteError::Field { .. })));
    record.target_uri = Some("http://a.example/");
    for fields in [[("a:b", "c")], [("", "c")], [("content-length", "7")], [("a", "b\nc")]] {
        let record = NewRecord { fields: &fields, ..record.clone() };
        assert!(writer.write(&record).is_err(), "{fields:?}");
    }
    writer.write(&record).unwrap();
    let bytes = writer.finish().unwrap();
    let items = all(&bytes);
    assert_eq!(items.len(), 1);
    assert_eq!(page(&items[0]), b"words");
}

#[test]
fn interim_answers_are_passed() {
    let block = format!(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{HTML}"
    );
    let items = all(&gzip(&[
        Made::new(RecordType::Response, "http://a.example/", "application/http", block),
        Made::new(
            RecordType::Response,
            "http://a.example/",
            "application/http",
            "HTTP/1.1 100 Continue\r\n\r\n",
        ),
    ]));
    assert_eq!(page(&items[0]), HTML.as_bytes());
    assert_eq!(items[0].as_ref().unwrap().status, Some(200));
    assert_eq!(reason(&items[1]), &NotAPage::Status(100));
}

#[test]
fn other_files_are_no_warc() {
    for bytes in [
        b"".as_slice(),
        b"<html>",
        b"PK\x03\x04",
        &gzip_bytes(b"<html>"),
        &::zstd::bulk::compress(b"<html>", 3).unwrap(),
    ] {
        assert!(!is_warc(bytes));
    }
    assert!(is_warc(b"\r\nWARC/1.0\r\n"));
}
