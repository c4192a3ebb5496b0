//! `offprint report`.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use offprint_batch::Ledger;
use offprint_report::{Options, PagesOptions, PremisOptions, ReportError, WarcOptions};

use crate::args::Report;
use crate::target::{Place, STANDARD_OUTPUT, Staged, same_file};
use crate::{Failure, complain};

/// Formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ReportFormat {
    /// Figures for a terminal.
    Table,
    /// A line of JSON for each record, with all facts.
    Jsonl,
    /// The same as CSV.
    Csv,
    /// One page with figures and plots.
    Html,
    /// The outputs as conversion records of a WARC.
    Warc,
    /// The list of pages of a WACZ, with their texts where txt was made.
    PagesJsonl,
    /// Objects and events of PREMIS 3, a line of JSON each.
    Premis,
    /// Whether each output is there and whole: what is missing, changed or unknown.
    Fixity,
}

/// Writes a report; whether all outputs are whole, where that was asked.
pub(crate) fn run(args: &Report) -> Result<bool, Failure> {
    let format = format(args)?;
    has_meaning(args, format)?;
    let ledger = Ledger::read(&args.ledger).map_err(|error| Failure::Usage(error.to_string()))?;
    let beside = args.ledger.parent().unwrap_or(Path::new(""));
    let outputs = args.out.clone().unwrap_or_else(|| beside.to_owned());
    match args.output.as_deref().filter(|path| *path != Path::new(STANDARD_OUTPUT)) {
        None => {
            if args.output.is_none() && format == ReportFormat::Warc && std::io::stdout().is_terminal() {
                return Err(Failure::Usage("a WARC is not for a terminal; give -o FILE.warc.gz".into()));
            }
            let mut out = BufWriter::new(std::io::stdout().lock());
            let whole = written(args, format, &ledger, &outputs, &mut out).map_err(told)?;
            out.flush().map_err(|error| told(ReportError::Write(error)))?;
            Ok(whole)
        }
        Some(path) => {
            let failed = |message: String| Failure::Output(message, std::io::ErrorKind::Other);
            let place = match Place::of(path).map_err(failed)? {
                Place::File(place) | Place::Straight(place) => place,
            };
            if let Some(what) = in_the_way(&place, &args.ledger, &ledger, &outputs) {
                return Err(Failure::Usage(format!(
                    "-o {}: it is {what}; name another file",
                    path.display()
                )));
            }
            let (staged, whole) = Staged::made_by(&place, |file| {
                let mut out = BufWriter::new(file);
                let whole =
                    written(args, format, &ledger, &outputs, &mut out).map_err(|error| error.to_string())?;
                out.flush().map_err(|error| ReportError::Write(error).to_string())?;
                Ok(whole)
            })
            .map_err(failed)?;
            staged.put(&place).map_err(failed)?;
            Ok(whole)
        }
    }
}

/// What of the run stands where a report would.
fn in_the_way(place: &Path, ledger_file: &Path, ledger: &Ledger, outputs: &Path) -> Option<&'static str> {
    let beside = |ending: &str| {
        let mut name = ledger_file.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    if ["", "-wal", "-shm", "-journal", ".lock"].iter().any(|ending| same_file(place, &beside(ending))) {
        return Some("the ledger");
    }
    // What can't be asked is taken for the worst.
    let sources = ledger.sources().unwrap_or_default();
    if sources.iter().any(|source| same_file(place, Path::new(source))) {
        return Some("an archive that was read");
    }
    let (folder, outputs) =
        (place.parent()?, if outputs.as_os_str().is_empty() { Path::new(".") } else { outputs });
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let within =
        folder.canonicalize().ok()?.strip_prefix(outputs.canonicalize().ok()?).ok()?.join(place.file_name()?);
    let path: Vec<String> =
        within.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    ledger.has_output(&path.join("/")).unwrap_or(true).then_some("an output of the run")
}

fn told(error: ReportError) -> Failure {
    let kind = match &error {
        ReportError::Write(error) => error.kind(),
        _ => std::io::ErrorKind::Other,
    };
    Failure::Output(error.to_string(), kind)
}

/// What is asked for: by `--to`, or by the ending of the file.
fn format(args: &Report) -> Result<ReportFormat, Failure> {
    let file = args.output.as_deref().filter(|path| *path != Path::new(STANDARD_OUTPUT));
    let (None, Some(file)) = (args.to, file) else { return Ok(args.to.unwrap_or(ReportFormat::Table)) };
    match (by_ending(file), file.extension()) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(ReportFormat::Table),
        (None, Some(ending)) => Err(Failure::Usage(format!(
            "-o {}: no report has the ending .{}; say the format with --to",
            file.display(),
            ending.display()
        ))),
    }
}

/// Refuses flags that the format knows nothing of.
fn has_meaning(args: &Report, format: ReportFormat) -> Result<(), Failure> {
    use ReportFormat::{Csv, Jsonl, PagesJsonl, Warc};
    let flags: [(&str, bool, &str, &[ReportFormat]); 3] = [
        ("--texts", args.texts, "pages-jsonl", &[PagesJsonl]),
        ("--times", args.times, "jsonl and csv", &[Jsonl, Csv]),
        ("--date", args.date.is_some(), "warc and pages-jsonl", &[Warc, PagesJsonl]),
    ];
    match flags.into_iter().find(|(_, given, _, formats)| *given && !formats.contains(&format)) {
        Some((flag, _, formats, _)) => {
            Err(Failure::Usage(format!("{flag} has a meaning only for {formats}")))
        }
        None => Ok(()),
    }
}

/// The format that a file's ending stands for.
fn by_ending(path: &Path) -> Option<ReportFormat> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let is = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    match () {
        () if is(&[".warc", ".warc.gz"]) => Some(ReportFormat::Warc),
        () if name == "pages.jsonl" => Some(ReportFormat::PagesJsonl),
        () if is(&[".jsonl", ".ndjson"]) => Some(ReportFormat::Jsonl),
        () if is(&[".csv"]) => Some(ReportFormat::Csv),
        () if is(&[".html", ".htm"]) => Some(ReportFormat::Html),
        () if is(&[".txt"]) => Some(ReportFormat::Table),
        () => None,
    }
}

fn written(
    args: &Report,
    format: ReportFormat,
    ledger: &Ledger,
    outputs: &Path,
    out: &mut dyn Write,
) -> Result<bool, ReportError> {
    let timings = !args.no_times;
    let date = args.date.as_deref();
    let figures = || Options { timings, outputs: way(args.output.as_deref(), outputs), ..Options::default() };
    match format {
        ReportFormat::Table => offprint_report::table(ledger, &figures(), out)?,
        ReportFormat::Html => offprint_report::html(ledger, &figures(), out)?,
        ReportFormat::Jsonl => offprint_report::jsonl(ledger, args.times, out)?,
        ReportFormat::Csv => offprint_report::csv(ledger, args.times, out)?,
        ReportFormat::Warc => {
            let name =
                args.output.as_deref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy());
            let gzip = !name.as_deref().is_some_and(|name| name.ends_with(".warc"));
            let options = WarcOptions { date, filename: name.as_deref(), gzip, ..WarcOptions::new(outputs) };
            offprint_report::warc(ledger, &options, out)?;
        }
        ReportFormat::PagesJsonl => {
            let options =
                PagesOptions { texts: args.texts.then_some(outputs), date, ..PagesOptions::default() };
            offprint_report::pages_jsonl(ledger, &options, out)?;
        }
        ReportFormat::Premis => offprint_report::premis(ledger, &PremisOptions::default(), out)?,
        ReportFormat::Fixity => {
            let found = offprint_report::fixity(ledger, outputs, out)?;
            if found.whole == 0 && found.missing > 0 && args.out.is_none() {
                complain(
                    "no output is there; if they are in another folder than the ledger, name it with --out",
                );
            }
            return Ok(found.is_whole());
        }
    }
    Ok(true)
}

/// The way from the folder of a report to that of the outputs, where it is a short one.
fn way(report: Option<&Path>, outputs: &Path) -> Option<String> {
    let folder = report?.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let outputs = if outputs.as_os_str().is_empty() { Path::new(".") } else { outputs };
    let (from, to): (PathBuf, PathBuf) = (folder.canonicalize().ok()?, outputs.canonicalize().ok()?);
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_outputs_is_relative() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/out");
        std::fs::create_dir_all(&out).unwrap();
        std::fs::create_dir_all(folder.path().join("b")).unwrap();
        assert_eq!(way(Some(&out.join("r.html")), &out).as_deref(), Some(""));
        assert_eq!(way(Some(&folder.path().join("b/r.html")), &out).as_deref(), Some("../a/out"));
        assert_eq!(way(None, &out), None);
    }

    #[test]
    fn endings_say_the_format() {
        for (name, format) in [
            ("a.warc.gz", Some(ReportFormat::Warc)),
            ("pages/pages.jsonl", Some(ReportFormat::PagesJsonl)),
            ("rows.jsonl", Some(ReportFormat::Jsonl)),
            ("r.HTML", Some(ReportFormat::Html)),
            ("r", None),
        ] {
            assert_eq!(by_ending(Path::new(name)), format, "{name}");
        }
    }
}
