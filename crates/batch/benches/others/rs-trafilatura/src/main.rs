//! Text and metadata of every page in a folder by rs-trafilatura, for the benchmark `pages`. Prints pages and seconds of extraction.

use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let pages: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).expect("a page")).collect();
    let begun = Instant::now();
    for page in &pages {
        let _ = std::panic::catch_unwind(|| rs_trafilatura::extract_bytes(page));
    }
    println!("{} {}", pages.len(), begun.elapsed().as_secs_f64());
}
