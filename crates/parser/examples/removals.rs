//! Prints, as one JSON object a line, what was removed from each page: for measuring what a rule takes that it should
//! not. `cargo run --release -p offprint-parser --example removals -- PAGE...`
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::io::Write as _;

use offprint_parser::{Context, Options, parse};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let removals = match parse(&bytes, &Context::default(), &Options::default()) {
            Ok(article) => article
                .removals
                .iter()
                .map(|r| serde_json::json!({"rule": r.rule, "reason": r.reason, "confidence": r.confidence, "text": r.text}))
                .collect(),
            Err(error) => vec![serde_json::json!({"rule": "error", "text": error.to_string()})],
        };
        writeln!(out, "{}", serde_json::json!({"source": path, "removals": removals}))?;
    }
    Ok(())
}
