//! Where the records of a file stand, by what they are asked for.

use sha2::{Digest, Sha256};
use url::Url;

use super::payload::Body;
use super::scanner::Scanner;
use crate::{Limits, RecordType};

/// The first 128 bits of the SHA-256 of what a record is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64, u64);

impl Key {
    /// By WARC-Record-ID.
    pub(super) fn id(id: &str) -> Self {
        Self::of("i", &[id])
    }

    /// By WARC-Target-URI and WARC-Date, as RFC 3339.
    pub(super) fn capture(uri: &str, date: &str) -> Self {
        Self::of("c", &[&normal(uri), date])
    }

    /// By WARC-Payload-Digest.
    pub(super) fn digest(digest: &str) -> Self {
        Self::of("d", &[&digest.to_ascii_lowercase()])
    }

    /// A picture by its address.
    pub(super) fn address(address: &str) -> Self {
        Self::of("a", &[&normal(address)])
    }

    fn of(kind: &str, parts: &[&str]) -> Self {
        let mut sha = Sha256::new_with_prefix(kind);
        for part in parts {
            sha.update([0]);
            sha.update(part);
        }
        let mut words = sha
            .finalize()
            .chunks_exact(8)
            .map(|bytes| bytes.iter().fold(0, |all, &byte| all << 8 | u64::from(byte)))
            .collect::<Vec<_>>()
            .into_iter();
        Self(words.next().unwrap_or_default(), words.next().unwrap_or_default())
    }
}

/// An address as browsers write it, without its fragment.
fn normal(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) => {
            url.set_fragment(None);
            url.into()
        }
        Err(_) => address.split('#').next().unwrap_or_default().to_owned(),
    }
}

/// The places of the records of a file that may be asked for, 24 bytes each.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<(Key, u64)>,
}

impl Index {
    /// Reads all heads of a file; blocks are passed over.
    pub(super) fn of(mut scanner: Scanner, limits: &Limits) -> Self {
        let mut entries = Vec::new();
        let mut keys = Vec::new();
        while let Some(head) = scanner.next_head() {
            let head = match head {
                Ok(head) => head,
                Err(damage) if damage.ends => break,
                Err(_) => continue,
            };
            keys.clear();
            let record_type = head.record_type();
            let holds = matches!(record_type, RecordType::Response | RecordType::Resource);
            if holds || record_type == RecordType::Revisit {
                let uri = head.uri("WARC-Target-URI");
                keys.extend(head.uri("WARC-Record-ID").map(Key::id));
                keys.extend(uri.zip(head.date("WARC-Date")).map(|(uri, date)| Key::capture(uri, &date)));
                if holds {
                    keys.extend(head.get("WARC-Payload-Digest").map(Key::digest));
                }
                if let Some(uri) = uri
                    && let Ok(body) = Body::look(&mut scanner, &head, limits)
                    && may_be_picture(&body, record_type == RecordType::Revisit)
                {
                    keys.push(Key::address(uri));
                }
            }
            let start = scanner.start;
            match scanner.pass() {
                Ok(_) if !scanner.is_direct() => {}
                Ok(_) => entries.extend(keys.iter().map(|key| (*key, start))),
                Err(damage) if damage.ends => break,
                Err(_) => {}
            }
            if entries.len() >= limits.max_indexed {
                entries.truncate(limits.max_indexed);
                break;
            }
        }
        entries.sort_unstable();
        entries.shrink_to_fit();
        Self { entries }
    }

    /// The offsets of the records with this key, in their order.
    pub(super) fn find(&self, key: Key) -> impl Iterator<Item = u64> {
        let from = self.entries.partition_point(|(own, _)| *own < key);
        let entries = self.entries.get(from..).unwrap_or_default();
        entries.iter().take_while(move |(own, _)| *own == key).map(|(_, offset)| *offset)
    }
}

/// Whether the body may be a picture: it is said to be one, or nothing is said.
fn may_be_picture(body: &Body, revisit: bool) -> bool {
    let status = body.status.is_none_or(|status| status == 200 || revisit && status == 304);
    let media_type = body.media_type.as_deref();
    let known = media_type.is_none_or(|name| {
        name.starts_with("image/")
            || name.ends_with("/octet-stream")
            || name.contains("unknown")
            || !name.contains('/')
    });
    status && known
}
