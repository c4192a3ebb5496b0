//! `offprint extract`: a JSON object a line; what a careful user should know is told on standard error.

use std::io::Write as _;
use std::path::Path;

use offprint::model::{Person, Role, marked_text};
use offprint::{Article, Options};
use serde::Serialize;

use crate::args::Extract;
use crate::in_order::in_order;
use crate::{Failure, complain, input};

/// One line of output.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    authors: Vec<Author<'a>>,
    /// First published; where the page does not say that, last changed.
    published: Option<String>,
    modified: Option<String>,
    site: Option<&'a str>,
    language: Option<&'a str>,
    text: String,
}

/// The line of an input that holds no article.
#[derive(Serialize)]
struct Failed<'a> {
    source: &'a str,
    error: &'a str,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    role: Option<&'a str>,
    affiliation: Option<&'a str>,
    bio: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> Author<'a> {
    /// The role is the post as printed; where there is none, what they did if they did not write.
    fn of(person: &'a Person) -> Self {
        let contribution = (person.role != Role::Author).then(|| person.role.as_str());
        Self {
            name: &person.name,
            role: person.post.as_deref().or(contribution),
            affiliation: person.affiliation.as_deref(),
            bio: person.biography.as_deref(),
            url: person.url.as_deref(),
        }
    }
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
                serde_json::to_string(&line_of(&source, &article)).map_err(|error| error.to_string())?;
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

fn line_of<'a>(source: &'a str, article: &'a Article) -> Line<'a> {
    let metadata = &article.metadata;
    let mut text = marked_text(&article.body);
    for note in &article.notes {
        text.push('\n');
        text.push_str(&marked_text(&note.blocks));
    }
    Line {
        source,
        url: metadata.url.as_deref(),
        title: metadata.title.as_deref(),
        subtitle: metadata.dek.as_deref(),
        authors: metadata.makers().into_iter().map(Author::of).collect(),
        published: metadata.published.or(metadata.modified).map(|date| date.to_string()),
        modified: metadata.modified.map(|date| date.to_string()),
        site: metadata.site.as_deref(),
        language: metadata.language.as_ref().map(|language| language.as_str()),
        text,
    }
}
