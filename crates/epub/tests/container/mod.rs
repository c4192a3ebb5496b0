//! What is in the container of a book. Each test takes of it what it needs.
#![allow(dead_code, reason = "no test file takes all of it")]

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use offprint_epub::{EpubOptions, write};
use offprint_model::Publication;
use zip::ZipArchive;

/// The book as it is written by default.
pub fn bytes(publication: &Publication) -> Vec<u8> {
    bytes_with(publication, &EpubOptions::default())
}

/// The book as it is written with some options.
pub fn bytes_with(publication: &Publication, options: &EpubOptions) -> Vec<u8> {
    let mut out = Vec::new();
    write(publication, options, &mut out).unwrap();
    out
}

/// The text of a file.
pub fn entry(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The names of all files.
pub fn names(book: &[u8]) -> Vec<String> {
    ZipArchive::new(Cursor::new(book)).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// The texts in a container, by name beside the package document.
pub fn files(book: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    (0..archive.len())
        .filter_map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let name = file.name().unwrap().strip_prefix("OEBPS/")?.to_owned();
            let mut text = String::new();
            file.read_to_string(&mut text).ok()?;
            Some((name, text))
        })
        .collect()
}
