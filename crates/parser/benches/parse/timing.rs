//! Times of one page.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use offprint_parser::Context;
use offprint_parser::steps::{Step, parse};

use crate::pages::{Page, unbounded};

/// Seconds that a page took.
#[derive(Debug, Clone, Default)]
pub struct Times {
    /// Scraper alone, text to tree.
    pub scraper: f64,
    /// The parser, bytes to article.
    pub whole: f64,
    /// Its steps.
    pub steps: BTreeMap<Step, f64>,
}

impl Times {
    /// Parses a page with both.
    pub fn of(page: &Page, scraper_first: bool) -> Self {
        let mut times = Self::default();
        if scraper_first {
            times.scraper = scraper(&page.text);
        }
        let options = unbounded();
        let mut step: Option<(Step, Instant)> = None;
        let begin = Instant::now();
        let article = parse(&page.bytes, &Context::default(), &options, |next| {
            let now = Instant::now();
            if let Some((step, began)) = step.replace((next, now)) {
                *times.steps.entry(step).or_default() += (now - began).as_secs_f64();
            }
        });
        let end = Instant::now();
        if let Some((step, began)) = step {
            *times.steps.entry(step).or_default() += (end - began).as_secs_f64();
        }
        times.whole = (end - begin).as_secs_f64();
        drop(black_box(article));
        if !scraper_first {
            times.scraper = scraper(&page.text);
        }
        times
    }

    /// The median of each figure.
    pub fn median(rounds: &[Self]) -> Self {
        let of = |figure: &dyn Fn(&Self) -> f64| median(&rounds.iter().map(figure).collect::<Vec<f64>>());
        let steps =
            Step::ALL.iter().map(|step| (*step, of(&|one| one.steps.get(step).copied().unwrap_or_default())));
        Self { scraper: of(&|one| one.scraper), whole: of(&|one| one.whole), steps: steps.collect() }
    }

    /// Both together.
    pub fn plus(mut self, other: &Self) -> Self {
        self.scraper += other.scraper;
        self.whole += other.whole;
        for (step, time) in &other.steps {
            *self.steps.entry(*step).or_default() += time;
        }
        self
    }
}

fn scraper(text: &str) -> f64 {
    let begin = Instant::now();
    drop(black_box(scraper::Html::parse_document(text)));
    begin.elapsed().as_secs_f64()
}

/// The middle one.
pub fn median(all: &[f64]) -> f64 {
    let mut all = all.to_vec();
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or_default()
}
