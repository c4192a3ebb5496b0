//! `offprint convert`.

use std::path::{Path, PathBuf};

use offprint::model::InputKind;
use offprint::{Article, Attachment, Format, Options, Publication, WriteOptions};

use crate::args::Convert;
use crate::folder::{Folders, Wanted};
use crate::in_order::in_order;
use crate::target::{Place, STANDARD_OUTPUT, Staged, same_file, write_straight};
use crate::writing::why;
use crate::{Failure, checks, complain, input, overrides};

/// Where one output goes.
enum Target {
    File(PathBuf, Format),
    Folder(PathBuf, Vec<Format>),
    Standard(Format),
}

/// What a worker makes of an input.
struct Made {
    title: Option<String>,
    /// The bytes in each format that is wanted.
    files: Vec<(Format, Vec<u8>)>,
    /// What a careful user should know.
    remarks: Vec<String>,
}

/// Converts; whether every input was.
pub(crate) fn run(args: &Convert) -> Result<bool, Failure> {
    checks::convert(args)?;
    let targets = targets(args)?;
    let mut formats: Vec<Format> = targets.iter().flat_map(Target::formats).collect();
    formats.sort_unstable();
    formats.dedup();
    let options = args.cleaning.options()?;
    let mut write_options = args.writing.options()?;
    args.cleaning.limit_writing(&mut write_options)?;
    let mut folders = Folders::new(args.overwrite, &args.inputs);
    let mut all_done = true;
    let bar = progress(args);
    let outcome = in_order(
        &args.inputs,
        args.jobs,
        |path| make(path, args, &options, &write_options, &formats),
        |path, made| {
            let outcome = made.map_err(Problem::from).and_then(|made| {
                let mut remarks = made.remarks.clone();
                put(&made, &targets, &mut folders, &mut remarks).map(|()| remarks)
            });
            bar.inc(1);
            let name = path.display();
            match outcome {
                Ok(remarks) => {
                    for remark in remarks {
                        bar.suspend(|| complain(&format!("{name}: {remark}")));
                    }
                }
                Err(Problem { message, kind: Some(kind) }) => return Err(Failure::Output(message, kind)),
                Err(Problem { message, kind: None }) => {
                    bar.suspend(|| complain(&format!("{name}: {message}")));
                    all_done = false;
                }
            }
            Ok(())
        },
    );
    folders.remove_empty();
    bar.finish_and_clear();
    outcome.map(|()| all_done)
}

/// A bar on standard error, for several inputs and a terminal. A log tells more, and the two would write over each other.
fn progress(args: &Convert) -> indicatif::ProgressBar {
    if args.inputs.len() < 2 || args.verbosity.is_on() {
        return indicatif::ProgressBar::hidden();
    }
    indicatif::ProgressBar::new(u64::try_from(args.inputs.len()).unwrap_or(u64::MAX))
}

/// Reads an input and makes every format of it.
fn make(
    path: &Path,
    args: &Convert,
    options: &Options,
    write_options: &WriteOptions,
    formats: &[Format],
) -> Result<Made, String> {
    input::guarded(|| {
        let _span = tracing::info_span!("input", path = %path.display()).entered();
        let bytes = input::read(path, options.max_bytes)?;
        let article = input::article_in(&bytes, path, args.url.as_deref(), options)?;
        let own_options = args.attach_source.then(|| WriteOptions {
            attach_source: Some(source(path, bytes, &article)),
            ..write_options.clone()
        });
        let write_options = own_options.as_ref().unwrap_or(write_options);
        let article = overrides::apply(article, args);
        let mut remarks: Vec<String> = article.warnings.iter().map(|w| w.message.clone()).collect();
        let title = article.metadata.title.clone().or_else(|| {
            let source = article.provenance.source.as_deref()?;
            Path::new(source).file_stem().map(|stem| stem.to_string_lossy().into_owned())
        });
        let publication = Publication::of(article);
        let mut files = Vec::with_capacity(formats.len());
        for format in formats {
            let mut bytes = Vec::new();
            let written = offprint::write(&publication, *format, write_options, &mut bytes)
                .map_err(|error| why(&error))?;
            remarks.extend(written.missing_fonts());
            remarks.extend(
                written.lost_pictures().map(|lost| format!("{}: {lost}", format.extension().to_uppercase())),
            );
            files.push((*format, bytes));
        }
        if args.verbosity.is_on() {
            remarks.clear(); // They are in the log.
        }
        Ok(Made { title, files, remarks })
    })
}

/// The input as the source of what is made of it.
fn source(path: &Path, data: Vec<u8>, article: &Article) -> Attachment {
    let (media_type, ending) = match article.provenance.kind {
        InputKind::Html => ("text/html", "html"),
        InputKind::Text => ("text/plain", "txt"),
    };
    let name = path.file_name().filter(|_| path != Path::new("-"));
    Attachment {
        name: name.map_or_else(|| format!("source.{ending}"), |name| name.to_string_lossy().into_owned()),
        media_type: media_type.to_owned(),
        data,
        description: "The page that this document was made from".to_owned(),
        modified: article.provenance.captured,
    }
}

/// Why an input was not converted; with a kind where standard output is at fault.
struct Problem {
    message: String,
    kind: Option<std::io::ErrorKind>,
}

impl Problem {
    fn of_stream(name: &str, error: &std::io::Error) -> Self {
        Self { message: format!("cannot write {name}: {error}"), kind: Some(error.kind()) }
    }
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self { message, kind: None }
    }
}

fn targets(args: &Convert) -> Result<Vec<Target>, Failure> {
    let mut targets = Vec::new();
    let others: Vec<PathBuf> = args.cleaning.files().into_iter().chain(args.writing.files()).collect();
    for output in &args.outputs {
        let text = output.to_string_lossy();
        if text == "-" {
            let [format] = args.to.as_slice() else {
                return Err(Failure::Usage("-o - needs one --to FORMAT".into()));
            };
            targets.push(Target::Standard(*format));
        } else if text.ends_with('/') || output.is_dir() {
            if args.to.is_empty() {
                return Err(Failure::Usage(format!("-o {text} is a folder: say --to FORMAT")));
            }
            targets.push(Target::Folder(output.clone(), args.to.clone()));
        } else {
            if args.inputs.len() > 1 {
                return Err(Failure::Usage(format!(
                    "several inputs do not go into one file {text}; give a folder, ending in /, and --to FORMAT"
                )));
            }
            let format = match args.to.as_slice() {
                [one] if args.outputs.len() == 1 => *one,
                _ if output.extension().is_none() => {
                    return Err(Failure::Usage(format!(
                        "-o {text} has no ending that says the format; end it in / for a folder, or say --to FORMAT"
                    )));
                }
                _ => Format::of_path(output).map_err(|e| Failure::Usage(format!("-o {text}: {e}")))?,
            };
            let input = args.inputs.iter().find(|input| same_file(input, output));
            checks::not_over(output, input, &others)?;
            targets.push(Target::File(output.clone(), format));
        }
    }
    Ok(targets)
}

impl Target {
    fn formats(&self) -> Vec<Format> {
        match self {
            Self::File(_, format) | Self::Standard(format) => vec![*format],
            Self::Folder(_, formats) => formats.clone(),
        }
    }
}

/// Puts what was made where it goes: files when all of them could be written, then what cannot be taken back.
fn put(
    made: &Made,
    targets: &[Target],
    folders: &mut Folders<'_>,
    remarks: &mut Vec<String>,
) -> Result<(), Problem> {
    let bytes = |wanted: Format| {
        made.files.iter().find(|(format, _)| *format == wanted).map_or(&[][..], |(_, bytes)| bytes.as_slice())
    };
    let (mut staged, mut straight, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    for target in targets {
        match target {
            Target::File(path, format) => match Place::of(path)? {
                Place::File(place) => staged.push((Staged::beside(&place, bytes(*format))?, place)),
                Place::Straight(path) => straight.push((path, *format)),
            },
            Target::Folder(folder, formats) => {
                folders.make(folder)?;
                wanted.extend(formats.iter().map(|format| Wanted {
                    folder,
                    ending: format.extension(),
                    bytes: bytes(*format),
                }));
            }
            Target::Standard(_) => {}
        }
    }
    if !wanted.is_empty() {
        let (files, in_the_way) = folders.put(made.title.as_deref().unwrap_or_default(), &wanted)?;
        for put in &files {
            tracing::info!(file = %put.file.display(), new = put.is_new, "made");
        }
        if let Some(first) = files.first().filter(|_| in_the_way) {
            remarks.push(format!(
                "written as {}, as another file has the name before it; --overwrite replaces files",
                first.file.display()
            ));
        }
    }
    for (staged, place) in staged {
        staged.put(&place)?;
        tracing::info!(file = %place.display(), "made");
    }
    for (path, format) in straight {
        write_straight(&path, bytes(format))
            .map_err(|error| Problem::of_stream(&path.display().to_string(), &error))?;
    }
    for target in targets {
        if let Target::Standard(format) = target {
            write_straight(Path::new(STANDARD_OUTPUT), bytes(*format))
                .map_err(|error| Problem::of_stream("to standard output", &error))?;
        }
    }
    Ok(())
}
