//! Opens a file by what its bytes say: a page, an archive, or neither.

use std::sync::Arc;

use crate::archive::Reader;
use crate::compressed::Compression;
use crate::container::{Container, Item};
use crate::kind::{HEAD, Kind, kind_of};
use crate::page::page;
use crate::source::Source;
use crate::{ArchiveError, ArchiveKind, Content, Limits, NotAPage, Place, Record, RecordType};

/// What a file turned out to be.
pub(crate) enum Opened {
    /// One record: a page, or what is none.
    Record(Box<Record>),
    /// An archive whose records are no files.
    Records(ArchiveKind, Box<dyn Reader>),
    /// A container of files, which are opened in turn.
    Files(ArchiveKind, Box<dyn Container>),
}

/// Opens a file, which stands at `member` from the root and is called `name`.
pub(crate) fn opened(item: Item, member: String, limits: &Limits) -> Result<Opened, ArchiveError> {
    let Item { mut name, length, mut source, file, .. } = item;
    let place = Place { member: member.clone(), offset: 0, length };
    for _ in 0..=limits.max_nesting {
        let head = source.head(HEAD)?;
        let kind = kind_of(&head, &name);
        if let Some(opened) = records(kind, &head, &name, &mut source, &member, limits)? {
            return Ok(opened);
        }
        let compression = match kind {
            Kind::Gzip => Compression::Gzip,
            Kind::Zstd => Compression::Zstd,
            Kind::Page => {
                let bytes = source.read_all(limits.max_bytes, "max_bytes")?;
                return Ok(Opened::Record(Box::new(page(place, bytes, file))));
            }
            Kind::Empty => return Ok(no_page(place, NotAPage::Empty)),
            Kind::Other(media_type) => return Ok(no_page(place, NotAPage::MediaType(media_type.to_owned()))),
            _ => return Ok(no_page(place, NotAPage::MediaType("application/octet-stream".to_owned()))),
        };
        let inner = compression.head(&head);
        let bare = uncompressed_name(&name);
        match kind_of(&inner, bare) {
            Kind::Other(media_type) => return Ok(no_page(place, NotAPage::MediaType(media_type.to_owned()))),
            _ => {
                let inflated = Source::Stream(compression.inflate(source.reader()?));
                source = Source::Bytes(Arc::from(inflated.read_all(limits.max_bytes, "max_bytes")?));
                name = bare.to_owned();
            }
        }
    }
    let limit = u64::try_from(limits.max_nesting).unwrap_or(u64::MAX);
    let found = limit.saturating_add(1);
    Err(ArchiveError::OverLimit { what: "archives in one another", found, limit, option: "max_nesting" })
}

/// Archives by their kind.
fn records(
    _kind: Kind,
    _head: &[u8],
    _name: &str,
    _source: &mut Source,
    _member: &str,
    _limits: &Limits,
) -> Result<Option<Opened>, ArchiveError> {
    Ok(None)
}

fn uncompressed_name(name: &str) -> &str {
    [".gz", ".zst", ".GZ", ".ZST"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn no_page(place: Place, why: NotAPage) -> Opened {
    Opened::Record(Box::new(Record::new(place, RecordType::File, Content::NotAPage(why))))
}
