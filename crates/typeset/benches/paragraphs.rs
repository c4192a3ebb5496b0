//! Time of setting a book of 90,000 words into pages: shaping, line breaking, placing, page breaking.
//!
//!     cargo bench -p offprint-typeset --bench paragraphs -- [ROUNDS]
//!
//! The text is invented: sentences of `prose.txt` in an order drawn from fixed numbers, every so many words a name that
//! occurs nowhere else, so that caches of words meet what they would meet in a book.
#![allow(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "printing is what it is for; the tables are its own"
)]

use std::time::Instant;

use offprint_fonts::Fonts;
use offprint_model::{Article, Block, Deadline, Publication};
use offprint_typeset::{Paper, Style, typeset};

const PROSE: &str = include_str!("prose.txt");
const WORDS: usize = 90_000;
const ARTICLES: usize = 30;

/// Numbers that look drawn (Knuth's MMIX multiplier).
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

fn name(draw: &mut Draw) -> String {
    const PARTS: [&str; 24] = [
        "ard", "mel", "ton", "bar", "vin", "sel", "dor", "ham", "win", "ker", "lis", "mar", "nor", "pel",
        "ros", "sta", "ter", "und", "val", "wes", "yar", "zel", "fen", "gor",
    ];
    let mut out = String::new();
    for _ in 0..2 + draw.below(3) {
        out.push_str(PARTS[draw.below(PARTS.len())]);
    }
    let mut letters = out.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

fn book() -> Publication {
    let sentences: Vec<&str> =
        PROSE.split_inclusive(['.', '\n']).map(str::trim).filter(|s| s.len() > 8).collect();
    let mut draw = Draw(7);
    let mut articles = Vec::new();
    for _ in 0..ARTICLES {
        let mut article = Article::default();
        article.metadata.title = Some(format!("The {} papers", name(&mut draw)));
        article.metadata.language = "en".parse().ok();
        let mut words = 0;
        while words < WORDS / ARTICLES {
            let mut text = String::new();
            for _ in 0..2 + draw.below(5) {
                for (index, word) in sentences[draw.below(sentences.len())].split_whitespace().enumerate() {
                    if !text.is_empty() {
                        text.push(' ');
                    }
                    if index > 0 && draw.below(40) == 0 {
                        text.push_str(&name(&mut draw));
                        text.push(' ');
                        words += 1;
                    }
                    text.push_str(word);
                    words += 1;
                }
            }
            article.body.push(Block::paragraph(text));
        }
        articles.push(article);
    }
    let mut book = Publication::of(Article::default());
    book.articles = articles;
    book
}

fn main() {
    let rounds: usize = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(5);
    let book = book();
    let fonts = Fonts::embedded_only();
    for (name, paper) in [("A4", Paper::A4), ("A5", Paper::A5), ("e-ink", Paper::EINK)] {
        let mut times = Vec::new();
        let mut pages = 0;
        for _ in 0..rounds {
            let start = Instant::now();
            pages = typeset(&book, &Style::on(paper), &fonts, &|_| true, Deadline::default()).pages.len();
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        println!("{name:6} {pages:5} pages  median {:7.1} ms  least {:7.1} ms", times[rounds / 2], times[0]);
    }
}
