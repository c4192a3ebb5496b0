//! Time and memory of books of many articles with three pictures each.
//!
//!     cargo bench -p offprint --bench book
//!
//! The most memory at once counts from the first article read to the last byte written, and is the allocator's own figure: what the
//! system shows for the process is that and the program.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::fmt::Write as _;
use std::io::Cursor;
use std::time::Instant;

use offprint::book::{Item, Plan, gather};
use offprint::model::ResourceSource;
use offprint::{Context, Format, Options, WriteOptions};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

const PICTURES: usize = 3;
/// Sides of a picture in pixels: some 80 kB as JPEG.
const SIDES: (u32, u32) = (640, 420);

/// Pictures made when they are asked for, each another.
struct Drawn;

impl ResourceSource for Drawn {
    fn get(&self, url: &str, _written: &str, _limit: usize) -> Option<Vec<u8>> {
        let number: u32 = url.trim_end_matches(".jpg").rsplit('/').next()?.parse().ok()?;
        let mut state = number.wrapping_mul(2_654_435_761) | 1;
        let picture = image::RgbImage::from_fn(SIDES.0, SIDES.1, |x, y| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let grain = (state % 48) as u8;
            image::Rgb([(x / 3) as u8 / 2 + grain, (y / 2) as u8 / 2 + grain, (number % 128) as u8 + grain])
        });
        let mut out = Cursor::new(Vec::new());
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 75).encode_image(&picture).ok()?;
        Some(out.into_inner())
    }
}

fn page(number: usize) -> String {
    let mut html = format!(
        "<html lang=en><head><title>Number {number}</title><link rel=canonical href='https://many.example/{number}'></head>\
         <body><article><h1>Number {number}</h1><p>By Ann Walker</p>"
    );
    for paragraph in 0..24 {
        let words: Vec<String> = (0..60)
            .map(|word| format!("word{}", (number * 7_919 + paragraph * 104_729 + word * 31) % 99_991))
            .collect();
        let _ = write!(
            html,
            "<p>The {paragraph}th paragraph of {number}, of which much is told: {}.</p>",
            words.join(" ")
        );
        if paragraph % 8 == 4 {
            let picture = number * PICTURES + paragraph / 8;
            let _ = write!(
                html,
                "<figure><img src='https://many.example/p/{picture}.jpg' alt='Picture {picture}'></figure>"
            );
        }
    }
    let _ = write!(
        html,
        "<p>More in <a href='https://many.example/{}'>the one before</a>.</p></article></body></html>",
        number.saturating_sub(1)
    );
    html
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!(
        "{:>9}{:>10}{:>12}{:>12}{:>12}{:>14}",
        "articles", "pictures", "EPUB, MB", "read, s", "write, s", "most, MB"
    );
    for articles in [125, 250, 500, 1_000] {
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let start = Instant::now();
        let mut items = Vec::with_capacity(articles);
        for number in 0..articles {
            let context = Context { resources: &Drawn, ..Context::default() };
            let mut article = offprint::read(page(number).as_bytes(), &context, &Options::default())?;
            article.removals = Vec::new();
            article.origins = Vec::new();
            items.push(Item::from(article));
        }
        let read = start.elapsed();
        let start = Instant::now();
        let book = gather(items, &Plan { title: Some("Many".into()), ..Plan::default() })?;
        let pictures: usize = book.publication.articles.iter().map(|article| article.resources.len()).sum();
        let mut file = tempfile::tempfile()?;
        offprint::write_seekable(&book.publication, Format::Epub, &WriteOptions::default(), &mut file)?;
        let written = start.elapsed();
        let most = ALLOCATED.peak_usage().saturating_sub(before);
        println!(
            "{articles:>9}{pictures:>10}{:>12.1}{:>12.2}{:>12.2}{:>14.1}",
            file.metadata()?.len() as f64 / 1e6,
            read.as_secs_f64(),
            written.as_secs_f64(),
            most as f64 / 1e6
        );
    }
    Ok(())
}
