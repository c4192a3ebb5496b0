//! What is wrong with a command that reads well: found before anything is read or written.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::args::Convert;
use crate::target::same_file;

/// Looks at the values of `convert`.
///
/// # Errors
/// The first that is wrong, with what to do.
pub(crate) fn convert(args: &Convert) -> Result<(), Failure> {
    let wrong = |message: String| Err(Failure::Usage(message));
    once_from_or_to_stream(&args.inputs, "standard input is given more than once; name - once")?;
    if args.title.as_ref().is_some_and(|title| title.trim().is_empty()) {
        return wrong("--title is empty; leave it out for the page's own".into());
    }
    let mut seen = BTreeSet::new();
    for name in &args.authors {
        if name.trim().is_empty() {
            return wrong("--author is empty; leave it out for the page's own".into());
        }
        if !seen.insert(name.trim()) {
            return wrong(format!("--author {name} is given twice"));
        }
    }
    let takes_to = |output: &Path| {
        output == Path::new("-") || output.is_dir() || output.to_string_lossy().ends_with('/')
    };
    outputs(&args.outputs, !args.to.is_empty(), takes_to)
}

/// Looks at where a command writes, whether it says a format, and which outputs take one.
///
/// # Errors
/// Where standard output is given twice, and where the format is for none.
pub(crate) fn outputs(
    outputs: &[PathBuf],
    to: bool,
    takes_to: impl Fn(&Path) -> bool,
) -> Result<(), Failure> {
    once_from_or_to_stream(outputs, "standard output is given more than once; give one -o -")?;
    if to && outputs.len() > 1 && !outputs.iter().any(|output| takes_to(output)) {
        return Err(Failure::Usage(
            "--to has no meaning for several files, whose endings say the format; leave it out".into(),
        ));
    }
    Ok(())
}

/// Refuses an output that is an input or another file that the command reads, by whatever name or link.
///
/// # Errors
/// With the file that writing would destroy.
pub(crate) fn not_over(output: &Path, input: Option<&PathBuf>, others: &[PathBuf]) -> Result<(), Failure> {
    let destroyed = |what: String| {
        Err(Failure::Usage(format!(
            "-o {} is {what} and would destroy it; name another file",
            output.display()
        )))
    };
    if let Some(input) = input {
        return destroyed(format!("the input {} itself", input.display()));
    }
    match others.iter().find(|other| same_file(other, output)) {
        Some(other) => destroyed(format!("{}, which the command reads,", other.display())),
        None => Ok(()),
    }
}

fn once_from_or_to_stream(paths: &[std::path::PathBuf], message: &str) -> Result<(), Failure> {
    if paths.iter().filter(|path| path.as_path() == Path::new("-")).count() > 1 {
        return Err(Failure::Usage(message.into()));
    }
    Ok(())
}

/// An address of a page, for clap.
///
/// # Errors
/// Where it is none of http, https or file, or names no host.
pub(crate) fn address(text: &str) -> Result<String, String> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let rest = ["http://", "https://", "file:///"].iter().find_map(|scheme| lower.strip_prefix(scheme));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && !text.contains(char::is_whitespace) => {
            Ok(text.to_owned())
        }
        _ => Err("it must be the address of a page: https://…, http://… or file:///…".into()),
    }
}

/// A count of something that is needed.
pub(crate) fn at_least_one(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "it must be a whole number above 0".to_owned())
}

/// A moment, as RFC 3339 in UTC to the second.
pub(crate) fn time(text: &str) -> Result<String, String> {
    let moment: jiff::Timestamp =
        text.parse().map_err(|_| "it must be a moment like 2014-07-15T10:00:00Z (RFC 3339)".to_owned())?;
    Ok(moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
