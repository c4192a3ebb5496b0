//! Prints a JSON object a line for each page named on the command line: what the parser finds.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::io::Write as _;

use offprint_parser::{Context, Options, parse};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for source in std::env::args().skip(1) {
        let line = match parse(&std::fs::read(&source)?, &Context::default(), &Options::default()) {
            Ok(article) => serde_json::json!({
                "source": source,
                "title": article.metadata.title,
                "subtitle": article.metadata.dek,
                "authors": article.metadata.makers(),
                "published": article.metadata.published.or(article.metadata.modified),
                "text": offprint_model::marked_text(&article.body),
            }),
            Err(error) => serde_json::json!({ "source": source, "error": error.to_string() }),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
