//! The finishing stage: epub-builder's container with our own package and navigation documents, and nothing
//! in it that depends on when or where it was made.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::EpubError;
use crate::book::Book;
use crate::target::Target;

/// The container written anew: `mimetype` first and stored (EPUB OCF 3.3, §4.2.3), every time 1980-01-01, the
/// same permissions everywhere.
pub(crate) fn finish(assembled: &[u8], book: &Book<'_>, out: impl Write + Seek) -> Result<(), EpubError> {
    let mut archive = ZipArchive::new(Cursor::new(assembled))?;
    let mut writer = ZipWriter::new(Target::new(out));
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let stored = options.compression_method(CompressionMethod::Stored);
    let deflated = options.compression_method(CompressionMethod::Deflated);
    writer.start_file("mimetype", stored)?;
    writer.write_all(b"application/epub+zip")?;
    let pictures: BTreeMap<String, &[u8]> =
        book.pictures.iter().map(|p| (format!("OEBPS/{}", p.file), p.data.as_ref())).collect();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let name = file.name()?.into_owned();
        let own = match name.as_str() {
            "mimetype" => continue,
            // Asks one reader to show the book's own typefaces.
            "META-INF/com.apple.ibooks.display-options.xml" if book.faces.is_empty() => continue,
            "OEBPS/content.opf" => Some(book.package.as_bytes()),
            "OEBPS/nav.xhtml" => Some(book.navigation.as_bytes()),
            "OEBPS/toc.ncx" => Some(book.ncx.as_bytes()),
            _ => pictures.get(&name).copied(),
        };
        // These are compressed already.
        let is_picture = [".jpg", ".png", ".gif"].iter().any(|ending| name.ends_with(ending));
        writer.start_file(name, if is_picture { stored } else { deflated })?;
        match own {
            Some(bytes) => writer.write_all(bytes)?,
            None => {
                let mut data = Vec::new();
                file.read_to_end(&mut data)?;
                writer.write_all(&data)?;
            }
        }
    }
    writer.finish()?.flush()?;
    Ok(())
}
