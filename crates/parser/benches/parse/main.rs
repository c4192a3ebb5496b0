//! Time of the parser beside scraper's own, step by step.
//!
//!     cargo bench -p offprint-parser --bench parse -- [--rounds N] [FOLDER …]   pages of folders, or invented ones
//!     cargo bench -p offprint-parser --bench parse -- --scale                   growth with size, siblings and levels
//!
//! Each page is parsed by scraper alone and by the parser in turn; of the rounds the median is taken, page by page and
//! step by step, so that what else the machine does falls out. One thread.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

#[path = "../pages.rs"]
mod pages;
mod scale;
mod timing;

use timing::{Times, median};

/// Rounds over all pages, where none are asked for.
const ROUNDS: usize = 5;

fn main() -> std::io::Result<()> {
    let (mut rounds, mut by_scale) = (ROUNDS, false);
    let mut places = Vec::new();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            // Cargo says so to every benchmark.
            "--bench" => {}
            "--scale" => by_scale = true,
            "--rounds" => rounds = words.next().and_then(|count| count.parse().ok()).unwrap_or(ROUNDS),
            _ => places.push(word),
        }
    }
    if by_scale {
        scale::print(rounds);
        return Ok(());
    }
    let pages = pages::named(&places)?;
    let mut rounds_of: Vec<Vec<Times>> = pages.iter().map(|_| Vec::new()).collect();
    for round in 0..rounds {
        for (page, times) in pages.iter().zip(&mut rounds_of) {
            times.push(Times::of(page, round % 2 == 0));
        }
    }
    let times: Vec<Times> = rounds_of.iter().map(|rounds| Times::median(rounds)).collect();
    let sum = times.iter().fold(Times::default(), |sum, one| sum.plus(one));
    let bytes: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages, {:.1} MB, {rounds} rounds", pages.len(), bytes as f64 / 1e6);
    println!("scraper alone  {:8.3} s", sum.scraper);
    println!("whole          {:8.3} s", sum.whole);
    println!("ratio          {:8.2}", sum.whole / sum.scraper);
    let mut ratios: Vec<f64> = times.iter().map(|one| one.whole / one.scraper).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| ratios.get((ratios.len() as f64 * share) as usize).copied().unwrap_or_default();
    println!("of a page      {:8.2} median, {:.2} of one in ten or more", median(&ratios), at(0.9));
    println!("\n{:<12}{:>10}{:>10}{:>16}", "step", "s", "share", "of scraper's");
    for (step, time) in &sum.steps {
        let name = format!("{step:?}").to_lowercase();
        println!("{name:<12}{time:>10.3}{:>9.1}%{:>16.3}", 100.0 * time / sum.whole, time / sum.scraper);
    }
    let mut slow: Vec<(&str, f64, f64)> = pages
        .iter()
        .zip(&times)
        .map(|(page, one)| (page.name.as_str(), one.whole - 1.5 * one.scraper, one.whole / one.scraper))
        .collect();
    slow.sort_by(|a, b| b.1.total_cmp(&a.1));
    println!("\nfurthest over one and a half times scraper's own");
    for (name, over, ratio) in slow.iter().take(5) {
        println!("{name:<24}{:>8.1} ms over, ratio {ratio:.2}", over * 1e3);
    }
    Ok(())
}
