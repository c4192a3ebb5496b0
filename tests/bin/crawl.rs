//! Writes a crawl of the fixtures: `cargo run -p offprint-tests --bin crawl -- RECORDS FILE.warc.gz [SEED]`.
#![allow(clippy::print_stderr, reason = "a program for the terminal")]

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (records, file) = (arguments.next().and_then(|text| text.parse().ok()), arguments.next());
    let (Some(records), Some(file)) = (records, file) else {
        eprintln!("usage: crawl RECORDS FILE.warc.gz [SEED]");
        return ExitCode::from(2);
    };
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let made = File::create(&file)
        .and_then(|out| offprint_tests::crawl::write_crawl(BufWriter::new(out), &fixtures, records, seed));
    match made {
        Ok(made) => {
            eprintln!(
                "{file}: {} records, {} pages, {} damaged places",
                made.records, made.pages, made.damaged
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}
