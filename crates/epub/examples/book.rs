//! Makes an EPUB of articles in the JSON form of the model: `book OUT.epub IN.json…`. Several publications
//! become one book.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;

use offprint_epub::{EpubOptions, write};
use offprint_model::{Metadata, Publication};

fn main() -> Result<(), Box<dyn Error>> {
    let mut names = std::env::args().skip(1);
    let target = names.next().ok_or("usage: book OUT.epub IN.json…")?;
    let mut book: Option<Publication> = None;
    for name in names {
        let publication: Publication = serde_json::from_slice(&fs::read(&name)?)?;
        match &mut book {
            None => book = Some(publication),
            Some(book) => {
                book.metadata = Metadata { title: Some("Collected articles".into()), ..Metadata::default() };
                book.articles.extend(publication.articles);
            }
        }
    }
    let book = book.ok_or("no articles given")?;
    write(&book, &EpubOptions::default(), BufWriter::new(File::create(target)?))?;
    Ok(())
}
