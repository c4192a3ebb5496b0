//! Transfer and content encodings of answers.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::io::Write as _;

use proptest::prelude::*;

use super::*;

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::new(6));
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(6));
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn br(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 5, 20);
    writer.write_all(bytes).unwrap();
    drop(writer);
    out
}

fn zstd_bytes(bytes: &[u8]) -> Vec<u8> {
    ::zstd::bulk::compress(bytes, 3).unwrap()
}

fn chunked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for chunk in bytes.chunks(17) {
        out.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
        out.extend(chunk);
        out.extend(b"\r\n");
    }
    out.extend(b"0\r\n\r\n");
    out
}

fn read(encoding: &str, transfer: &str, body: Vec<u8>) -> Result<Record, Damage> {
    let mut head = "Content-Type: text/html\r\n".to_owned();
    if !encoding.is_empty() {
        head.push_str(&format!("Content-Encoding: {encoding}\r\n"));
    }
    if !transfer.is_empty() {
        head.push_str(&format!("Transfer-Encoding: {transfer}\r\n"));
    }
    let limits = Limits { max_bytes: 1 << 20, ..Limits::default() };
    all_with(&gzip(&[Made::response("http://a.example/", &head, body)]), &limits).remove(0)
}

#[test]
fn every_encoding_is_undone() {
    let html = HTML.as_bytes();
    for (encoding, transfer, body) in [
        ("gzip", "", gzip_bytes(html)),
        ("x-gzip", "", gzip_bytes(html)),
        ("deflate", "", zlib(html)),
        ("deflate", "", deflate(html)),
        ("br", "", br(html)),
        ("zstd", "", zstd_bytes(html)),
        ("", "chunked", chunked(html)),
        ("br", "Chunked", chunked(&br(html))),
        ("gzip, br", "", br(&gzip_bytes(html))),
        ("", "gzip, chunked", chunked(&gzip_bytes(html))),
        ("identity", "", html.to_vec()),
        ("gzip", "", [gzip_bytes(&html[..20]), gzip_bytes(&html[20..])].concat()),
    ] {
        let item = read(encoding, transfer, body);
        assert_eq!(page(&item), html, "{encoding} {transfer}");
        assert!(item.unwrap().remarks.is_empty(), "{encoding} {transfer}");
    }
}

#[test]
fn bodies_that_were_stored_decoded_stay() {
    for (encoding, transfer) in
        [("gzip", ""), ("deflate", ""), ("br", ""), ("zstd", ""), ("", "chunked"), ("br", "chunked")]
    {
        let item = read(encoding, transfer, HTML.as_bytes().to_vec());
        assert_eq!(page(&item), HTML.as_bytes(), "{encoding} {transfer}");
        assert!(item.unwrap().remarks.is_empty());
    }
}

/// A transfer that was cut: the server spoke of more bytes than came.
#[test]
fn a_body_shorter_than_its_length_is_told() {
    for (said, remarks) in [(HTML.len() + 1, 1), (HTML.len(), 0), (3, 0)] {
        let head = format!("Content-Type: text/html\r\nContent-Length: {said}\r\n");
        let items = all(&gzip(&[Made::response("http://a.example/", &head, HTML)]));
        let record = items.into_iter().next().unwrap().unwrap();
        assert_eq!(record.remarks.len(), remarks, "{said}: {:?}", record.remarks);
    }
}

/// A record that is longer than it says, in a member of its own.
#[test]
fn what_stands_behind_a_record_in_its_member_is_told() {
    let whole = String::from_utf8(plain(&[Made::page("http://a.example/")])).unwrap();
    let at = whole.find("Content-Length: ").unwrap() + "Content-Length: ".len();
    let end = at + whole.get(at..).unwrap().find('\r').unwrap();
    let short = [whole.get(..at).unwrap(), "80", whole.get(end..).unwrap()].concat();
    let items = all(&gzip_bytes(short.as_bytes()));
    let record = items.into_iter().next().unwrap().unwrap();
    assert!(record.remarks.iter().any(|remark| remark.contains("no record")), "{:?}", record.remarks);
}

#[test]
fn what_breaks_off_is_kept_with_a_remark() {
    let mut seed = 1_u32;
    let noise: String = (0..60_000)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'a' + (seed >> 24) as u8 % 26)
        })
        .collect();
    let html = format!("<html>{noise}");
    let html = html.as_bytes();
    for (encoding, transfer, whole) in [
        ("gzip", "", gzip_bytes(html)),
        ("deflate", "", zlib(html)),
        ("br", "", br(html)),
        ("", "chunked", chunked(html)),
    ] {
        let item = read(encoding, transfer, whole[..whole.len() - 100].to_vec());
        let kept = page(&item);
        assert!(kept.len() > 1000 && html.starts_with(&kept[..kept.len() - 20]), "{encoding} {}", kept.len());
        assert!(!item.unwrap().remarks.is_empty(), "{encoding} {transfer}");
    }
}

#[test]
fn what_cannot_be_decoded_is_damage() {
    let noise = [&[0x28, 0xB5, 0x2F, 0xFD], [0xFF; 100].as_slice()].concat();
    for encoding in ["zstd", "sdch", "gzip, gzip, gzip, gzip, gzip"] {
        let item = read(encoding, "", noise.clone());
        assert!(
            matches!(item, Err(Damage { error: ArchiveError::Malformed { .. }, ends: false, .. })),
            "{encoding}"
        );
    }
}

#[test]
fn bombs_are_stopped() {
    let large = vec![b' '; 4 << 20];
    for (encoding, body) in [
        ("gzip", gzip_bytes(&large)),
        ("deflate", zlib(&large)),
        ("br", br(&large)),
        ("zstd", zstd_bytes(&large)),
        ("gzip, gzip", gzip_bytes(&gzip_bytes(&large))),
        ("", large),
    ] {
        let item = read(encoding, "", body);
        let Err(Damage { error: ArchiveError::OverLimit { option, .. }, ends: false, .. }) = item else {
            panic!("{encoding}: {item:?}")
        };
        assert_eq!(option, "max_bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_body_is_read_or_refused(
        encoding in prop::sample::select(vec!["gzip", "deflate", "br", "zstd", "br, gzip", ""]),
        transfer in prop::sample::select(vec!["", "chunked"]),
        way in 0..6_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        length in any::<prop::sample::Index>(),
    ) {
        let html = HTML.repeat(20);
        let html = html.as_bytes();
        let mut body = match way {
            0 => gzip_bytes(html),
            1 => deflate(html),
            2 => br(html),
            3 => zstd_bytes(html),
            4 => chunked(html),
            _ => html.to_vec(),
        };
        for (at, value) in changes {
            let at = at.index(body.len());
            body[at] = value;
        }
        body.truncate(length.index(body.len() + 1));
        // Either way it is told; nothing may panic or have more than the limit.
        if let Ok(Record { content: Content::Page(bytes), .. }) = read(encoding, transfer, body) {
            prop_assert!(bytes.len() <= 1 << 20);
        }
    }
}
