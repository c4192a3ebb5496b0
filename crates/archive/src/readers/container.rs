//! What holds files: a folder, a zip, a tar.

use std::path::PathBuf;
use std::sync::Arc;

use crate::readers::source::Source;
use crate::{ArchiveError, Damage, NotAPage};

/// A file in a container.
pub(crate) struct Item {
    /// Its name in the container, with `/` between the names of folders.
    pub(crate) name: String,
    /// Where it begins in its container, which parts it from others of its name; 0 in a folder.
    pub(crate) offset: u64,
    /// Bytes as stored; 0 where that is not known.
    pub(crate) length: u64,
    /// Its bytes.
    pub(crate) source: Source,
    /// Its path on disk.
    pub(crate) file: Option<PathBuf>,
    /// What is known of it without its bytes: it is a link…
    pub(crate) known: Option<NotAPage>,
    /// What a careful user should know.
    pub(crate) remarks: Vec<String>,
}

/// What holds files, which are given one after another, always in the same order.
pub(crate) trait Container: Send {
    /// The next file. The place of a damage has the name in the container as its member.
    fn next(&mut self) -> Option<Result<Item, Damage>>;

    /// Makes the file of this name the next one: the first of it, or the one that begins there. Whether there is one.
    fn seek(&mut self, name: &str, offset: Option<u64>) -> Result<bool, ArchiveError>;

    /// Its files for reading out of order.
    fn files(&self) -> Arc<dyn Files>;
}

/// The files of a container by their names; may be asked from any thread.
pub(crate) trait Files: Send + Sync {
    /// Whether there is a file of this name.
    fn has(&self, name: &str) -> bool;

    /// The bytes of the file of this name, of no more than the limit.
    fn read(&self, name: &str, limit: usize) -> Option<Vec<u8>>;

    /// The names, without the folder's, of the files in a folder, which is empty or ends with `/`.
    fn names_in(&self, folder: &str) -> Vec<String>;
}
