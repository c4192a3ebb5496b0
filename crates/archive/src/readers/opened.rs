//! Opens a file by what its bytes say: a page, an archive, or neither.

use std::sync::Arc;

use crate::readers::archive::Reader;
use crate::readers::compressed::Compression;
use crate::readers::container::{Container, Files, Item};
use crate::readers::export::{Export, Format};
use crate::readers::kind::{HEAD, Kind, kind_of};
use crate::readers::mhtml::Mhtml;
use crate::readers::page::page;
use crate::readers::source::Source;
use crate::readers::tar_files::TarFiles;
use crate::readers::webarchive::Webarchive;
use crate::readers::zip_files::ZipFiles;
use crate::readers::{cdxj, wacz, warc};
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

/// What is opened, with all that is known of it.
struct Candidate<'a> {
    source: Source,
    /// Its name in its container.
    name: String,
    /// Where it stands from the root.
    member: String,
    /// The files of its container.
    beside: Option<&'a Arc<dyn Files>>,
    limits: &'a Limits,
}

/// Opens a file, which stands at `member` from the root, beside others if it is in a container.
pub(crate) fn opened(
    item: Item,
    member: String,
    beside: Option<&Arc<dyn Files>>,
    limits: &Limits,
) -> Result<Opened, ArchiveError> {
    let Item { name, offset, length, source, file, .. } = item;
    let place = Place { member: member.clone(), offset, length };
    let mut candidate = Candidate { source, name, member, beside, limits };
    for _ in 0..=limits.max_nesting {
        let head = candidate.source.head(HEAD)?;
        // What is damaged at its beginning is told by its name: what stands behind the damage is read all the same.
        let name = candidate.name.to_ascii_lowercase();
        let is_called_warc = [".warc", ".warc.gz", ".warc.zst"].iter().any(|ending| name.ends_with(ending));
        if !head.is_empty() && is_called_warc || warc::is_warc(&head) {
            return candidate.warc();
        }
        let compression = match kind_of(&head, &candidate.name) {
            Kind::Gzip => Compression::Gzip,
            Kind::Zstd => Compression::Zstd,
            Kind::Page => {
                let bytes = match &candidate.source {
                    // All of it has been read.
                    Source::File(_) if head.len() < HEAD.min(limits.max_bytes) => head,
                    _ => candidate.source.read_all(limits.max_bytes, "max_bytes")?,
                };
                return Ok(Opened::Record(Box::new(page(place, bytes, file))));
            }
            Kind::Empty => return Ok(no_page(place, NotAPage::Empty)),
            Kind::Other(media_type) => return Ok(no_page(place, NotAPage::MediaType(media_type.to_owned()))),
            Kind::Warc => return candidate.warc(),
            Kind::Tar => return candidate.tar(None),
            Kind::Cdxj => return candidate.cdxj(place),
            kind => return candidate.archive(kind),
        };
        let bare = uncompressed_name(&candidate.name).to_owned();
        match kind_of(&compression.head(&head), &bare) {
            Kind::Warc => return candidate.warc(),
            Kind::Tar => return candidate.tar(Some(compression)),
            Kind::Cdxj => return candidate.cdxj(place),
            Kind::Other(media_type) => return Ok(no_page(place, NotAPage::MediaType(media_type.to_owned()))),
            _ => {
                let inflated = Source::Stream(compression.inflate(candidate.source.reader()?));
                let bytes = inflated.read_all(limits.max_bytes, "max_bytes")?;
                candidate.source = Source::Bytes(Arc::from(bytes));
                candidate.name = bare;
            }
        }
    }
    let limit = u64::try_from(limits.max_nesting).unwrap_or(u64::MAX);
    let found = limit.saturating_add(1);
    Err(ArchiveError::OverLimit { what: "archives in one another", found, limit, option: "max_nesting" })
}

impl Candidate<'_> {
    /// A WARC, however it is compressed and wherever it stands.
    fn warc(self) -> Result<Opened, ArchiveError> {
        Ok(Opened::Records(ArchiveKind::Warc, warc::open(self.source, self.member, self.limits)?))
    }

    /// The WARCs that an index names. In a folder they stand themselves, and the index would give their records twice.
    fn cdxj(self, place: Place) -> Result<Opened, ArchiveError> {
        match &self.source {
            Source::File(path) if self.beside.is_none() => {
                Ok(Opened::Records(ArchiveKind::Cdxj, cdxj::open(path, self.member, self.limits)?))
            }
            _ => Ok(no_page(place, NotAPage::MediaType("application/x-cdxj".to_owned()))),
        }
    }

    fn zip(self) -> Result<Opened, ArchiveError> {
        let limits = self.limits;
        let path = match &self.source {
            Source::File(path) => Some(path.clone()),
            _ => None,
        };
        let member = self.member.clone();
        let zip = ZipFiles::open(self.seekable()?, limits)?;
        match path.filter(|_| wacz::is_wacz(zip.names())) {
            Some(path) => Ok(Opened::Records(ArchiveKind::Wacz, wacz::open(&path, member, limits)?)),
            None => Ok(Opened::Files(ArchiveKind::Zip, Box::new(zip))),
        }
    }

    fn tar(self, compression: Option<Compression>) -> Result<Opened, ArchiveError> {
        let limits = self.limits;
        Ok(Opened::Files(ArchiveKind::Tar, Box::new(TarFiles::open(self.seekable()?, compression, limits)?)))
    }

    fn archive(self, kind: Kind) -> Result<Opened, ArchiveError> {
        let limits = self.limits;
        let format = match kind {
            Kind::Zip => return self.zip(),
            Kind::Message => {
                let bytes = self.source.read_all(limits.max_bytes, "max_bytes")?;
                let message = Mhtml::open(bytes, self.member, limits)?;
                return Ok(Opened::Records(ArchiveKind::Mhtml, Box::new(message)));
            }
            Kind::Webarchive => {
                let bytes = self.source.read_all(limits.max_bytes, "max_bytes")?;
                let archive = Webarchive::open(bytes, self.member, limits)?;
                return Ok(Opened::Records(ArchiveKind::Webarchive, Box::new(archive)));
            }
            Kind::Links => Format::Links,
            Kind::Wallabag => Format::Wallabag,
            Kind::Omnivore => Format::Omnivore,
            _ => Format::Table,
        };
        let export = Export::open(self.source, format, (self.member, &self.name), self.beside, limits)?;
        Ok(Opened::Records(ArchiveKind::Export, Box::new(export)))
    }

    /// The bytes for reading at any place: in memory, where they can only be read on.
    fn seekable(self) -> Result<Source, ArchiveError> {
        match self.source {
            stream @ Source::Stream(_) => {
                Ok(Source::Bytes(Arc::from(stream.read_all(self.limits.max_bytes, "max_bytes")?)))
            }
            source => Ok(source),
        }
    }
}

fn uncompressed_name(name: &str) -> &str {
    [".gz", ".zst", ".GZ", ".ZST"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn no_page(place: Place, why: NotAPage) -> Opened {
    Opened::Record(Box::new(Record::new(place, RecordType::File, Content::NotAPage(why))))
}
