//! `offprint explain`: what was removed and why, and where the metadata came from.

use std::io::Write as _;

use offprint::Article;
use offprint::model::RemovalKind;

use crate::args::Explain;
use crate::{Failure, complain, input};

/// Characters of a removed text that are shown.
const SHOWN: usize = 160;

/// Explains; whether the input held an article.
pub(crate) fn run(args: &Explain) -> Result<bool, Failure> {
    let _span = tracing::info_span!("input", path = %args.input.display()).entered();
    let options = args.cleaning.options()?;
    let article = match input::article(&args.input, args.url.as_deref(), &options) {
        Ok(article) => article,
        Err(message) => {
            complain(&format!("{}: {message}", args.input.display()));
            return Ok(false);
        }
    };
    let mut out = std::io::stdout().lock();
    let written = if args.json {
        let value = serde_json::json!({
            "source": article.provenance.source,
            "confidence": article.confidence,
            "warnings": article.warnings,
            "origins": article.origins,
            "removals": article.removals,
        });
        writeln!(out, "{value:#}")
    } else {
        show(&article, &mut out)
    };
    written.map_err(|error| {
        Failure::Output(format!("cannot write to standard output: {error}"), error.kind())
    })?;
    Ok(true)
}

fn show(article: &Article, out: &mut impl std::io::Write) -> std::io::Result<()> {
    writeln!(out, "Confidence {:.2}; read as {}", article.confidence, article.provenance.encoding)?;
    for warning in &article.warnings {
        writeln!(out, "Warning: {}", warning.message)?;
    }
    writeln!(out, "\nMetadata (- was not chosen)")?;
    let mut seen = std::collections::BTreeSet::new();
    for origin in &article.origins {
        let mark = if origin.chosen { ' ' } else { '-' };
        let place = origin.path.as_deref().map(|path| format!(" at {path}")).unwrap_or_default();
        let value = shorten(&origin.value);
        let row = format!("{mark} {}: {value} ({}{place})", origin.field.as_str(), origin.reader);
        // A page may say a thing twice in one way.
        if seen.insert(row.clone()) {
            writeln!(out, "{row}")?;
        }
    }
    writeln!(out, "\nTaken out, in page order")?;
    for removal in &article.removals {
        let became = match removal.kind {
            RemovalKind::Furniture => "removed".to_owned(),
            RemovalKind::Duplicate => "said elsewhere".to_owned(),
            RemovalKind::Outside => "outside".to_owned(),
            RemovalKind::Lifted(field) => format!("lifted into {}", field.as_str()),
        };
        writeln!(out, "{} [{}, {:.2}] {became}", removal.place.path, removal.rule, removal.confidence)?;
        writeln!(out, "    {}\n    “{}”", removal.reason, shorten(&removal.text))?;
    }
    Ok(())
}

fn shorten(text: &str) -> String {
    let line = text.replace('\n', " / ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    format!("{}… ({} characters)", line.chars().take(SHOWN).collect::<String>(), line.chars().count())
}
