//! Pages a second, from archives to outputs, beside other programs that extract text.
//!
//! `cargo bench -p offprint-batch --bench pages -- CRAWL.warc.gz [--pages N] [--other NAME=PROGRAM…]`
//!
//! - reading: every record of the archive, inflated and told apart, and nothing else
//! - parsing: articles found in the pages, one thread
//! - whole: text and EPUB of each page, ledger and all, with one job and with two; and how the rate of the last thousand pages
//!   stands to that of the first
//! - others: each program is given a folder of the same pages and prints their number and the seconds that it took
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::cast_precision_loss, reason = "a benchmark")]

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use offprint_archive::{Archive, Content, Limits};
use offprint_batch::{Counts, Ledger, Observer, Plan, Row, Stop, run};

/// Pages that are measured at each end of a run.
const ENDS: usize = 1_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let (mut archive, mut most, mut others) = (None, 2_000, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--pages" => most = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(most),
            "--other" => others.extend(arguments.next()),
            _ => archive = Some(PathBuf::from(argument)),
        }
    }
    let Some(archive) = archive else {
        println!(
            "usage: cargo bench -p offprint-batch --bench pages -- CRAWL.warc.gz [--pages N] [--other NAME=PROGRAM…]"
        );
        return;
    };
    reading(&archive);
    let pages = pages_of(&archive, most);
    parsing(&pages);
    let folder = tempfile::tempdir().unwrap();
    for (n, page) in pages.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{n:06}.html")), page).unwrap();
    }
    for other in &others {
        let (name, program) = other.split_once('=').unwrap_or((other, other));
        let mut words = program.split(' ');
        let output = Command::new(words.next().unwrap()).args(words).arg(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut figures = said.split_whitespace().filter_map(|figure| figure.parse::<f64>().ok());
        match (figures.next(), figures.next()) {
            (Some(count), Some(seconds)) => told(name, count as usize, seconds),
            _ => println!("{name}: {}", String::from_utf8_lossy(&output.stderr)),
        }
    }
    for jobs in [1, 2] {
        whole(&archive, jobs);
    }
}

fn told(what: &str, count: usize, seconds: f64) {
    println!("{what:28} {count:>7} in {seconds:>8.2} s  {:>9.1} a second", count as f64 / seconds);
}

fn reading(archive: &Path) {
    let begun = Instant::now();
    let (mut records, mut bytes) = (0, 0);
    for record in Archive::open(archive, &Limits::default()).unwrap() {
        records += 1;
        if let Ok(record) = record
            && let Content::Page(page) = record.content
        {
            bytes += page.len();
        }
    }
    told("reading, records", records, begun.elapsed().as_secs_f64());
    println!("{:28} {:.1} MB of pages", "", bytes as f64 / 1e6);
}

fn pages_of(archive: &Path, most: usize) -> Vec<Vec<u8>> {
    let records = Archive::open(archive, &Limits::default()).unwrap().filter_map(Result::ok);
    let pages = records.filter_map(|record| match record.content {
        Content::Page(page) if record.media_type.as_deref() == Some("text/html") => Some(page),
        _ => None,
    });
    pages.take(most).collect()
}

fn parsing(pages: &[Vec<u8>]) {
    let begun = Instant::now();
    let found = pages
        .iter()
        .filter(|page| {
            offprint::read(page, &offprint::Context::default(), &offprint::Options::default()).is_ok()
        })
        .count();
    told("parsing, pages", pages.len(), begun.elapsed().as_secs_f64());
    println!("{:28} {found} with an article", "");
}

/// When each page was done.
struct Times {
    begun: Instant,
    done: Vec<Duration>,
}

impl Observer for Times {
    fn recorded(&mut self, _source: &str, row: &Row, _counts: &Counts) {
        if row.bytes.is_some() {
            self.done.push(self.begun.elapsed());
        }
    }
}

fn whole(archive: &Path, jobs: usize) {
    let out = tempfile::tempdir().unwrap();
    let outputs = ["txt", "epub"].map(|name| name.parse().unwrap()).to_vec();
    let plan = Plan { jobs: NonZeroUsize::new(jobs).unwrap(), ..Plan::new(out.path().to_owned(), outputs) };
    let mut ledger = Ledger::open(&out.path().join("ledger.sqlite")).unwrap();
    let mut times = Times { begun: Instant::now(), done: Vec::new() };
    run(&[archive.to_owned()], &plan, &mut ledger, &mut times, &Stop::default()).unwrap();
    let seconds = times.begun.elapsed().as_secs_f64();
    told(&format!("text and EPUB, {jobs} job(s)"), times.done.len(), seconds);
    let ends = ENDS.min(times.done.len() / 2).max(1);
    let rate = |from: usize, to: usize| {
        let at = |n: usize| times.done.get(n).map_or(0.0, Duration::as_secs_f64);
        (to - from) as f64 / (at(to) - at(from)).max(f64::EPSILON)
    };
    let last = times.done.len().saturating_sub(1);
    println!(
        "{:28} first {ends}: {:.1}, last {ends}: {:.1} a second",
        "",
        rate(0, ends.min(last)),
        rate(last.saturating_sub(ends), last)
    );
}
