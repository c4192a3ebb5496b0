//! `offprint extract`: a JSON object a line; what a careful user should know is told on standard error.

use std::io::Write as _;
use std::path::Path;

use offprint::Options;
use offprint_batch::Line;
use serde::Serialize;

use crate::args::Extract;
use crate::in_order::in_order;
use crate::{Failure, complain, input};

/// The line of an input that holds no article.
#[derive(Serialize)]
struct Failed<'a> {
    source: &'a str,
    error: &'a str,
}

/// Extracts; whether every input held an article.
pub(crate) fn run(args: &Extract) -> Result<bool, Failure> {
    let options = args.cleaning.options()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut all_good = true;
    in_order(
        &args.inputs,
        args.jobs,
        |path| told(path, args.url.as_deref(), &options),
        |path, told| {
            all_good &= told.is_article;
            // What is logged tells the warnings of an article; that there is none is told either way.
            let remarks = if told.is_article && args.verbosity.is_on() { Vec::new() } else { told.remarks };
            for remark in remarks {
                complain(&format!("{}: {remark}", path.display()));
            }
            writeln!(out, "{}", told.line).map_err(broken)
        },
    )?;
    out.flush().map_err(broken)?;
    Ok(all_good)
}

fn broken(error: std::io::Error) -> Failure {
    Failure::Output(format!("cannot write to standard output: {error}"), error.kind())
}

/// What is told of an input.
struct Told {
    line: String,
    /// Whether the line is an article's.
    is_article: bool,
    /// What a careful user should know, or why there is no article.
    remarks: Vec<String>,
}

/// What is told of an input.
fn told(path: &Path, url: Option<&str>, options: &Options) -> Told {
    let source = path.to_string_lossy();
    let outcome = input::guarded(|| {
        let _span = tracing::info_span!("input", path = %path.display()).entered();
        input::article(path, url, options).and_then(|article| {
            let line =
                serde_json::to_string(&Line::of(&source, &article)).map_err(|error| error.to_string())?;
            Ok((line, article.warnings.into_iter().map(|warning| warning.message).collect()))
        })
    });
    match outcome {
        Ok((line, remarks)) => Told { line, is_article: true, remarks },
        Err(error) => {
            let failed = Failed { source: &source, error: &error };
            let line = serde_json::to_string(&failed).unwrap_or_default();
            Told { line, is_article: false, remarks: vec![error] }
        }
    }
}
