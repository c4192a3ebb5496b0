#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod containers;
mod damage;
mod encodings;
mod lookups;
mod reading;

use std::io::Write as _;
use std::sync::Arc;

use super::*;
use crate::{Content, Damage, NotAPage, Place, Record, RecordType};

pub(super) const HTML: &str =
    "<!DOCTYPE html><html><body><p>Of glass, and how it is blown.</p></body></html>";

/// A record before it is written.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) kind: RecordType,
    pub(super) id: String,
    pub(super) uri: String,
    pub(super) date: String,
    pub(super) content_type: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) block: Vec<u8>,
}

impl Made {
    pub(super) fn new(kind: RecordType, uri: &str, content_type: &str, block: impl AsRef<[u8]>) -> Self {
        let block = block.as_ref().to_vec();
        let id = format!("urn:test:{uri}:{}", digest::sha1_base32(&block));
        let date = "2014-07-15T10:00:00Z".to_owned();
        Self {
            kind,
            id,
            uri: uri.to_owned(),
            date,
            content_type: content_type.to_owned(),
            fields: Vec::new(),
            block,
        }
    }

    /// An answer with status 200.
    pub(super) fn response(uri: &str, head: &str, body: impl AsRef<[u8]>) -> Self {
        let mut block = format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes();
        block.extend_from_slice(body.as_ref());
        Self::new(RecordType::Response, uri, "application/http; msgtype=response", block)
    }

    pub(super) fn page(uri: &str) -> Self {
        Self::response(uri, "Content-Type: text/html; charset=utf-8\r\n", HTML)
    }

    pub(super) fn field(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(super) fn write_to(&self, writer: &mut WarcWriter<impl std::io::Write>) -> Place {
        let fields: Vec<_> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        writer
            .write(&NewRecord {
                record_type: self.kind.clone(),
                record_id: &self.id,
                date: &self.date,
                target_uri: Some(&self.uri),
                refers_to: None,
                content_type: Some(&self.content_type).filter(|name| !name.is_empty()).map(String::as_str),
                fields: &fields,
                block: &self.block,
            })
            .unwrap()
    }
}

pub(super) fn gzip(records: &[Made]) -> Vec<u8> {
    let mut writer = WarcWriter::gzip(Vec::new());
    for record in records {
        record.write_to(&mut writer);
    }
    writer.finish().unwrap()
}

pub(super) fn plain(records: &[Made]) -> Vec<u8> {
    let mut writer = WarcWriter::plain(Vec::new());
    for record in records {
        record.write_to(&mut writer);
    }
    writer.finish().unwrap()
}

pub(super) fn gzip_bytes(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

pub(super) fn opened(bytes: &[u8], limits: &Limits) -> Box<dyn Reader> {
    open(Source::Bytes(Arc::from(bytes)), "a.warc".to_owned(), limits).unwrap()
}

pub(super) fn all_with(bytes: &[u8], limits: &Limits) -> Vec<Result<Record, Damage>> {
    let mut reader = opened(bytes, limits);
    std::iter::from_fn(|| reader.next()).take(100_000).collect()
}

pub(super) fn all(bytes: &[u8]) -> Vec<Result<Record, Damage>> {
    all_with(bytes, &Limits::default())
}

/// The same from a stream.
pub(super) fn streamed(bytes: &[u8]) -> Vec<Result<Record, Damage>> {
    let stream = Source::Stream(Box::new(std::io::Cursor::new(bytes.to_vec())));
    let mut reader = open(stream, "a.warc".to_owned(), &Limits::default()).unwrap();
    std::iter::from_fn(|| reader.next()).take(100_000).collect()
}

/// What can be compared of an item.
pub(super) fn shown(item: &Result<Record, Damage>) -> String {
    match item {
        Ok(record) => {
            format!("{:?} {} {:?}", record.target_uri, record.record_type.as_str(), record.content)
        }
        Err(damage) => format!("{damage}"),
    }
}

pub(super) fn page(item: &Result<Record, Damage>) -> &[u8] {
    match item {
        Ok(Record { content: Content::Page(bytes), .. }) => bytes,
        other => panic!("no page: {other:?}"),
    }
}

pub(super) fn reason(item: &Result<Record, Damage>) -> &NotAPage {
    match item {
        Ok(Record { content: Content::NotAPage(why), .. }) => why,
        other => panic!("not told why it is no page: {other:?}"),
    }
}
