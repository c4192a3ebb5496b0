//! The fuzz targets of `fuzz/` for a moment, in the build that is there anyway: their seeds, and seeds with faults put in.
//! The faults are the same each time. `cargo xtask fuzz` looks for longer, and is led by what the code does.

#[path = "../fuzz/src/archive.rs"]
mod archive;
#[path = "../fuzz/src/book_file.rs"]
mod book_file;
#[path = "../fuzz/src/emit.rs"]
mod emit;
#[path = "../fuzz/src/font.rs"]
mod font;
#[path = "../fuzz/src/page.rs"]
mod page;
#[path = "../fuzz/src/picture.rs"]
mod picture;
#[path = "../fuzz/src/site_files.rs"]
mod site_files;

use std::path::Path;

/// Longest input in bytes: longer ones find nothing more, and are slow.
const LONGEST: usize = 8_000;

/// Numbers that are the same each time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % most.max(1)
    }

    /// A run of bytes out of some, no longer than so many.
    fn piece(&mut self, of: &[u8], longest: usize) -> Vec<u8> {
        let (from, length) = (self.below(of.len()), 1 + self.below(longest));
        of.iter().skip(from).take(length).copied().collect()
    }

    /// One of the seeds with faults in it.
    fn faulty(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let pick = |numbers: &mut Self| seeds.get(numbers.below(seeds.len())).cloned().unwrap_or_default();
        let mut data = pick(self);
        data.truncate(LONGEST);
        for _ in 0..1 + self.below(10) {
            let at = self.below(data.len() + 1);
            let end = (at + self.below(60)).min(data.len());
            match self.below(5) {
                0 => drop(data.drain(at..end)),
                1 => {
                    let other = pick(self);
                    let piece = self.piece(&other, 300);
                    drop(data.splice(at..at, piece));
                }
                2 => {
                    let piece = self.piece(&data, 200).repeat(1 + self.below(5));
                    drop(data.splice(at..at, piece));
                }
                3 => {
                    let byte =
                        [0, 0xff, 0x7f, 0x80, b'9', b'<'].get(self.below(6)).copied().unwrap_or_default();
                    data.iter_mut().skip(at).take(1).for_each(|here| *here = byte);
                }
                _ => {
                    let bit = 1 << self.below(8);
                    data.iter_mut().skip(at).take(1).for_each(|here| *here ^= bit);
                }
            }
        }
        data.truncate(LONGEST);
        data
    }
}

/// The files of some folders of the project with these endings, all where there are none.
fn files(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        path.is_file() && (endings.is_empty() || endings.contains(&ending))
    });
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// Runs a target on its seeds and on so many faulty ones. An input that fails is left in a file that is named.
fn smoke(name: &str, run: fn(&[u8]), seeds: &[Vec<u8>], faulty: usize) {
    assert!(!seeds.is_empty(), "{name} has no seeds");
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let more: Vec<Vec<u8>> = (0..faulty).map(|_| numbers.faulty(seeds)).collect();
    let whole = seeds.iter().filter(|seed| seed.len() <= 4 * LONGEST).take(faulty);
    for data in whole.chain(&more) {
        if let Err(panic) = std::panic::catch_unwind(|| run(data)) {
            let kept = std::env::temp_dir().join(format!("offprint-fuzz-{name}"));
            std::fs::write(&kept, data).unwrap();
            eprintln!("{name} failed on {}", kept.display());
            std::panic::resume_unwind(panic);
        }
    }
}

/// Pages: those made for fuzzing, and fixtures.
fn pages() -> Vec<Vec<u8>> {
    let mut pages = files("fuzz/seeds/parse_html", &[]);
    pages.extend(files("fixtures", &["html"]));
    pages
}

#[test]
fn pages_and_scrapes() {
    smoke("decode", page::decode, &files("fuzz/seeds/decode", &[]), 100);
    smoke("parse_html", page::html, &pages(), 60);
    let mut scrapes = files("fuzz/seeds/scrape", &[]);
    scrapes.extend(files("fixtures", &["txt"]));
    smoke("scrape", page::scrape, &scrapes, 60);
}

#[test]
fn formats() {
    smoke("emit_text", emit::text, &pages(), 40);
    smoke("emit_html", emit::html, &pages(), 40);
    smoke("emit_epub", emit::epub, &pages(), 40);
    smoke("emit_pdf", emit::pdf, &pages(), 30);
    smoke("emit_model", emit::model, &files("tests/hostile_pages", &["json"]), 100);
}

#[test]
fn pictures_and_fonts() {
    let mut pictures = files("fuzz/seeds/pictures", &[]);
    pictures.extend(files("tests/drawings", &["svg"]));
    smoke("pictures", picture::run, &pictures, 200);
    smoke("fonts", font::run, &files("fuzz/seeds/fonts", &[]), 200);
}

#[test]
fn files_of_users() {
    smoke("site_files", site_files::run, &files("fuzz/seeds/site_files", &[]), 60);
    smoke("book_file", book_file::run, &files("fuzz/seeds/book_file", &[]), 100);
}

#[test]
fn archives() {
    for (name, run) in [
        ("archive_warc", archive::warc as fn(&[u8])),
        ("archive_zip", archive::zip),
        ("archive_mhtml", archive::mhtml),
        ("archive_webarchive", archive::webarchive),
        ("archive_export", archive::export),
        ("archive_tar", archive::tar),
        ("archive_cdxj", archive::cdxj),
        ("archive_wacz", archive::wacz),
    ] {
        smoke(name, run, &files(&format!("fuzz/seeds/{name}"), &[]), 100);
    }
}
