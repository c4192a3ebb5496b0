//! Font files of a user's: read, and used for a page and a book.

use std::io;

use offprint::{Article, Fonts, Format, Publication, WriteOptions, model::Block, read_faces};

use super::emit::writing;

/// Any bytes as a font file.
pub(crate) fn run(data: &[u8]) {
    let Ok(faces) = read_faces("a.ttf", data.to_vec()) else { return };
    let fonts = Fonts::embedded_only().with_user(faces);
    let _ = fonts.remarks();
    let body = vec![Block::paragraph("The boats fly, Äpfel — АБВ 字 ١٢")];
    let publication = Publication::of(Article { body, ..Article::default() });
    let options = WriteOptions { fonts, embed_fonts: true, ..writing() };
    // A face that cannot be cut down is an error that says so.
    let _ = offprint::write(&publication, Format::Pdf, &options, io::sink());
    let _ = offprint::write(&publication, Format::Epub, &options, io::sink());
}
