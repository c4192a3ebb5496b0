//! Prints a JSON object a line for each page named on the command line: its segments with their figures, for training.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::io::Write as _;

use offprint_parser::training::{figure_names, samples};
use offprint_parser::{Context, Options};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    writeln!(out, "{}", serde_json::json!({ "names": figure_names() }))?;
    for source in std::env::args().skip(1) {
        let line = match samples(&std::fs::read(&source)?, &Context::default(), &Options::default()) {
            Ok(all) => {
                let segments: Vec<_> = all
                    .iter()
                    .map(|one| serde_json::json!({ "text": one.text, "kept": one.kept, "figures": one.figures }))
                    .collect();
                serde_json::json!({ "source": source, "segments": segments })
            }
            Err(error) => serde_json::json!({ "source": source, "error": error.to_string() }),
        };
        writeln!(out, "{line}")?;
    }
    out.flush()
}
