//! Prints a JSON object a line for each page named on the command line: what the parser finds.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::io::Write as _;

use offprint_model::{Person, Role};
use offprint_parser::{Context, Options, parse};

/// Those who made the article: no reviewers, editors and contributors, where anybody else is named.
fn makers(people: &[Person]) -> Vec<&Person> {
    let checked = |person: &&Person| matches!(person.role, Role::Reviewer | Role::Editor | Role::Contributor);
    let makers: Vec<&Person> = people.iter().filter(|person| !checked(person)).collect();
    if makers.is_empty() { people.iter().collect() } else { makers }
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for source in std::env::args().skip(1) {
        let line = match parse(&std::fs::read(&source)?, &Context::default(), &Options::default()) {
            Ok(article) => serde_json::json!({
                "source": source,
                "title": article.metadata.title,
                "subtitle": article.metadata.dek,
                "authors": makers(&article.metadata.authors),
                "published": article.metadata.published.or(article.metadata.modified),
                "text": offprint_model::marked_text(&article.body),
            }),
            Err(error) => serde_json::json!({ "source": source, "error": error.to_string() }),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
