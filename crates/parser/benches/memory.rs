//! The most memory at once that parsing a page takes, over the page's size and over what `max_memory` counts it as.
//!
//!     cargo bench -p offprint-parser --bench memory -- [FILE or FOLDER …]
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

#[allow(dead_code, reason = "the other benchmark has the rest")]
mod pages;

use offprint_parser::{Context, Options, ParseError, parse};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Smaller pages are shown apart: the words of all languages, loaded once, outweigh them.
const SMALL: usize = 10_000;

fn main() -> std::io::Result<()> {
    let places: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let mut pages = pages::named(&places)?;
    if places.is_empty() {
        for megabytes in [1, 10, 100] {
            let html = pages::page(&pages::rich(megabytes * 1_590, 0));
            pages.push(pages::Page::invented(&format!("rich markup, {megabytes} MB"), html));
        }
    }
    // Tables that are made once are made before.
    let _ = parse(pages::page(&pages::rich(40, 0)).as_bytes(), &Context::default(), &pages::unbounded());
    let mut all: Vec<(f64, usize, &str)> = Vec::new();
    let mut counted: Vec<(f64, &str)> = Vec::new();
    for page in &pages {
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let article = parse(&page.bytes, &Context::default(), &pages::unbounded());
        let most = ALLOCATED.peak_usage().saturating_sub(before);
        drop(article);
        if let Some(estimate) = estimate(&page.bytes) {
            counted.push((most as f64 / estimate as f64, &page.name));
        }
        all.push((most as f64 / page.bytes.len().max(1) as f64, page.bytes.len(), &page.name));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let large: Vec<f64> = all.iter().filter(|one| one.1 >= SMALL).map(|one| one.0).collect();
    let median = large.get(large.len() / 2).copied().unwrap_or_default();
    println!(
        "{} pages; of {} of 10 kB and more: most {:.1} times the page, median {median:.1}",
        all.len(),
        large.len(),
        large.first().copied().unwrap_or_default()
    );
    for (ratio, bytes, name) in all.iter().take(12) {
        println!("{name:<32}{:>10.1} kB{ratio:>8.1}", *bytes as f64 / 1e3);
    }
    counted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: usize| counted.get(counted.len() * share / 100).map_or(0.0, |one| one.0);
    if let (Some(least), Some(most)) = (counted.first(), counted.last()) {
        println!(
            "taken for a byte that is counted: least {:.2} ({}), median {:.2}, 95 of 100 below {:.2}, most {:.2} ({})",
            least.0,
            least.1,
            at(50),
            at(95),
            most.0,
            most.1
        );
    }
    Ok(())
}

/// What the page counts as for `max_memory`, which the error says.
fn estimate(bytes: &[u8]) -> Option<usize> {
    let options = Options { max_memory: 1, ..pages::unbounded() };
    match parse(bytes, &Context::default(), &options) {
        Err(ParseError::OverLimit { option: "max_memory", found, .. }) => Some(found),
        _ => None,
    }
}
