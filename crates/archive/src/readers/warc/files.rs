//! Pictures and originals of revisits, found in the file itself (and in those that belong with it) by an index.

use std::collections::BTreeSet;
use std::sync::{Mutex, OnceLock};

use offprint_model::ResourceSource;

use super::head::Head;
use super::index::{Index, Key};
use super::payload::{self, Payload, Wanted};
use super::raw::Raw;
use super::scanner::Scanner;
use crate::readers::source::Source;
use crate::{ArchiveError, Content, Limits, NotAPage};

/// Most revisits of revisits that are followed.
const MAX_HOPS: usize = 4;
/// Most records of one address that are tried for a picture.
const MAX_TRIES: usize = 4;

/// Files of one archive that can be read at any place.
pub(crate) struct Files {
    files: Vec<OneFile>,
    limits: Limits,
}

struct OneFile {
    /// Locked only while it is opened.
    source: Mutex<Source>,
    /// Made when first asked.
    index: OnceLock<Index>,
    /// One reader that stands ready, so that not every picture opens the file.
    idle: Mutex<Option<Scanner>>,
}

impl Files {
    pub(crate) fn new(sources: impl IntoIterator<Item = Source>, limits: &Limits) -> Self {
        let one =
            |source| OneFile { source: Mutex::new(source), index: OnceLock::new(), idle: Mutex::new(None) };
        Self { files: sources.into_iter().map(one).collect(), limits: limits.clone() }
    }

    /// Opens a file by its number, for reading from its beginning.
    pub(super) fn open(&self, number: usize, member: String) -> Result<Scanner, ArchiveError> {
        let raw = self.files.get(number).map_or_else(|| Ok(Raw::default()), OneFile::open)?;
        Ok(Scanner::new(raw, member, &self.limits))
    }

    /// What the original of a revisit holds (ISO 28500:2017, §6.7): found by its identifier, else by its address and date, else
    /// by the digest of what it holds.
    pub(super) fn original(&self, revisit: &Head, wanted: Wanted, limits: &Limits) -> Option<Payload> {
        let mut revisit = revisit.clone();
        let mut been = BTreeSet::new();
        for _ in 0..MAX_HOPS {
            let (head, payload) = self.referred(&revisit, wanted, limits, &mut been)?;
            if payload.content != Content::NotAPage(NotAPage::OriginalElsewhere) {
                return Some(payload);
            }
            revisit = head;
        }
        None
    }

    /// The record that a revisit refers to.
    fn referred(
        &self,
        revisit: &Head,
        wanted: Wanted,
        limits: &Limits,
        been: &mut BTreeSet<(usize, u64)>,
    ) -> Option<(Head, Payload)> {
        let keys = [
            revisit.uri("WARC-Refers-To").map(Key::id),
            revisit
                .uri("WARC-Refers-To-Target-URI")
                .zip(revisit.date("WARC-Refers-To-Date"))
                .map(|(uri, date)| Key::capture(uri, &date)),
            revisit.get("WARC-Payload-Digest").map(Key::digest),
        ];
        for key in keys.into_iter().flatten() {
            for (number, file) in self.files.iter().enumerate() {
                for offset in file.index(&self.limits).find(key).take(MAX_TRIES) {
                    if been.insert((number, offset))
                        && let Some(found) = file.read_at(offset, wanted, limits)
                    {
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    /// The bytes of a picture at one of the addresses that name the same.
    fn picture(&self, key: Key, limits: &Limits) -> Option<Vec<u8>> {
        for file in &self.files {
            for offset in file.index(&self.limits).find(key).take(MAX_TRIES) {
                let Some((head, payload)) = file.read_at(offset, Wanted::Anything, limits) else { continue };
                // Hashes of addresses are not the addresses.
                if head.uri("WARC-Target-URI").map(Key::address) != Some(key) {
                    continue;
                }
                let content = match payload.content {
                    Content::NotAPage(NotAPage::OriginalElsewhere) => {
                        self.original(&head, Wanted::Anything, limits).map(|payload| payload.content)
                    }
                    content => Some(content),
                };
                if let Some(Content::Page(bytes)) = content {
                    return Some(bytes);
                }
            }
        }
        None
    }
}

impl ResourceSource for Files {
    fn get(&self, url: &str, _written: &str, limit: usize) -> Option<Vec<u8>> {
        let limits = Limits { max_bytes: limit, ..self.limits.clone() };
        let bare = url.split('#').next().unwrap_or_default();
        let without_query = bare.split_once('?').map(|(before, _)| before);
        for address in [Some(bare), without_query].into_iter().flatten() {
            let other = match address.split_once("://") {
                Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => {
                    Some(format!("https://{rest}"))
                }
                Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => {
                    Some(format!("http://{rest}"))
                }
                _ => None,
            };
            for address in [Some(address), other.as_deref()].into_iter().flatten() {
                if let Some(bytes) = self.picture(Key::address(address), &limits) {
                    return Some(bytes);
                }
            }
        }
        None
    }
}

impl OneFile {
    fn index(&self, limits: &Limits) -> &Index {
        self.index.get_or_init(|| match self.open() {
            Ok(raw) => Index::of(Scanner::new(raw, String::new(), limits), limits),
            Err(_) => Index::default(),
        })
    }

    fn open(&self) -> Result<Raw, ArchiveError> {
        match self.source.lock() {
            Ok(source) => Raw::open_again(&source),
            Err(poisoned) => Raw::open_again(&poisoned.into_inner()),
        }
    }

    fn scanner(&self, limits: &Limits) -> Option<Scanner> {
        Some(Scanner::new(self.open().ok()?, String::new(), limits).staying())
    }

    /// The record at an offset of the file.
    fn read_at(&self, offset: u64, wanted: Wanted, limits: &Limits) -> Option<(Head, Payload)> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.take());
        let mut scanner = match idle {
            Some(scanner) => scanner,
            None => self.scanner(limits)?,
        };
        let head = scanner.go_to(offset).then(|| scanner.next_head()).flatten().and_then(Result::ok);
        let found = head.filter(|_| scanner.start == offset).and_then(|head| {
            let payload = payload::read(&mut scanner, &head, wanted, limits).ok()?;
            // What broke looks empty until it is passed.
            let whole = payload.content != Content::NotAPage(NotAPage::Empty) || scanner.pass().is_ok();
            whole.then_some((head, payload))
        });
        if let Ok(mut idle) = self.idle.lock() {
            *idle = Some(scanner);
        }
        found
    }
}
