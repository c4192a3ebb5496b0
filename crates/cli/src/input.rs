//! Reading inputs.

use std::io::Read as _;
use std::path::Path;

use offprint::{Article, Context, FilesBeside, Options, ParseError};

use crate::cleaning::told;

/// The article in an input, or why there is none: for a person, with what to do, without the input's name.
pub(crate) fn article(path: &Path, url: Option<&str>, options: &Options) -> Result<Article, String> {
    article_in(&read(path, options.max_bytes)?, path, url, options)
}

/// The article in the bytes of an input, as [`article`] does.
pub(crate) fn article_in(
    bytes: &[u8],
    path: &Path,
    url: Option<&str>,
    options: &Options,
) -> Result<Article, String> {
    let beside = FilesBeside::of_page(path).saved_from(url);
    let mut context = Context {
        source: Some(path.display().to_string()),
        url: url.map(str::to_owned),
        ..Context::default()
    };
    // Standard input has no place that files could stand beside.
    if path != Path::new("-") {
        context.resources = &beside;
    }
    offprint::read(bytes, &context, options).map_err(|error| {
        let option = match error {
            ParseError::OverLimit { option, .. } | ParseError::OverTime { option, .. } => Some(option),
            _ => None,
        };
        told(&error, option)
    })
}

/// Runs the work on an input. A defect of ours must not end a run over many.
pub(crate) fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("a defect of the program; please report this page".into()))
}

/// No more than the limit and a byte are read: the parser says that it is too much.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, String> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|e| format!("cannot read standard input: {e}"))?;
    } else {
        if path.is_dir() {
            return Err("it is a folder; name the pages in it".into());
        }
        let file = std::fs::File::open(path)
            .map_err(|e| format!("cannot open it: {e}; check the name and who may read it"))?;
        file.take(limit).read_to_end(&mut bytes).map_err(|e| format!("cannot read it: {e}"))?;
    }
    Ok(bytes)
}
