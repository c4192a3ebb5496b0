//! An archive of any kind, as an iterator over its records.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::readers::container::Item;
use crate::readers::folder::Folder;
use crate::readers::members::Members;
use crate::readers::opened::{Opened, opened};
use crate::readers::page::Single;
use crate::readers::source::Source;
use crate::{ArchiveError, Content, Damage, FilesBeside, Limits, Place, Record};

/// What kind of archive a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArchiveKind {
    /// WARC, however it is compressed.
    Warc,
    /// WACZ 1.1.
    Wacz,
    /// An index of WARCs (CDXJ), which says what is read of them.
    Cdxj,
    /// MHTML or a message (EML) with a page.
    Mhtml,
    /// A zip of files.
    Zip,
    /// A tar of files, however it is compressed.
    Tar,
    /// A Safari web archive.
    Webarchive,
    /// An export of a reading service.
    Export,
    /// A folder of saved pages and archives.
    Folder,
    /// One saved page or text.
    Page,
}

/// What each kind of archive does.
pub(crate) trait Reader: Send {
    /// The next record, in the order in which they stand.
    fn next(&mut self) -> Option<Result<Record, Damage>>;

    /// Makes the record at this place the next one. Whether there is one.
    fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError>;
}

/// An archive that is read record by record. The same file gives the same records, in the same order.
pub struct Archive {
    kind: ArchiveKind,
    reader: Box<dyn Reader>,
    ended: bool,
}

impl Archive {
    /// Opens a file or folder, whose kind is told by its bytes.
    ///
    /// # Errors
    /// [`ArchiveError`] where it can't be read or is of no kind that is known.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, ArchiveError> {
        let (kind, reader) = open(path, limits)?;
        Ok(Self { kind, reader, ended: false })
    }

    /// What kind it is.
    pub fn kind(&self) -> ArchiveKind {
        self.kind
    }

    /// Makes the record at this place the next one, so that reading can go on where it was. Whether there is one; where not, the
    /// archive has ended.
    ///
    /// # Errors
    /// [`ArchiveError`] where the archive can't be read.
    pub fn seek(&mut self, place: &Place) -> Result<bool, ArchiveError> {
        let found = self.reader.seek(place)?;
        self.ended = !found;
        Ok(found)
    }
}

impl Iterator for Archive {
    type Item = Result<Record, Damage>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.reader.next();
        self.ended = match &next {
            None => true,
            Some(Ok(_)) => false,
            Some(Err(damage)) => damage.ends,
        };
        next
    }
}

fn open(path: &Path, limits: &Limits) -> Result<(ArchiveKind, Box<dyn Reader>), ArchiveError> {
    let data = fs::metadata(path).map_err(|error| ArchiveError::Io { path: path.to_owned(), error })?;
    if data.is_dir() {
        let folder = Folder::open(path, limits)?;
        return Ok((ArchiveKind::Folder, Box::new(Members::new(Box::new(folder), limits))));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = Source::File(path.to_owned());
    let (file, remarks) = (Some(path.to_owned()), Vec::new());
    let item = Item { name, offset: 0, length: data.len(), source, file, known: None, remarks };
    match opened(item, String::new(), None, limits)? {
        Opened::Records(kind, reader) => Ok((kind, reader)),
        Opened::Files(kind, container) => Ok((kind, Box::new(Members::new(container, limits)))),
        Opened::Record(mut record) => {
            if let Content::NotAPage(why) = &record.content {
                return Err(ArchiveError::Unknown { path: path.to_owned(), what: why.to_string() });
            }
            record.resources =
                Some(Arc::new(FilesBeside::of_page(path).saved_from(record.target_uri.as_deref())));
            Ok((ArchiveKind::Page, Box::new(Single::new(*record))))
        }
    }
}
