//! Files that say what a book is made of.

use offprint::book::BookFile;

/// Any text as a book file.
pub(crate) fn run(data: &[u8]) {
    let _ = BookFile::parse(&String::from_utf8_lossy(data));
}
