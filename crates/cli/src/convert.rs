//! `offprint convert`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use offprint::model::{Field, Origin, Person};
use offprint::{Article, Format, Options, Publication};

use crate::args::Convert;
use crate::target::{Names, write_whole};
use crate::{Failure, complain, input};

/// Where one output goes.
enum Target {
    File(PathBuf, Format),
    Folder(PathBuf, Vec<Format>),
    Standard(Format),
}

/// Converts; whether every input was.
pub(crate) fn run(args: &Convert) -> Result<bool, Failure> {
    let targets = targets(args)?;
    let options = Options { keep: args.keep.clone(), ..Options::default() };
    let mut names = Names::default();
    let mut all_done = true;
    for path in &args.inputs {
        let outcome =
            input::article(path, args.url.as_deref(), &options).map_err(Problem::from).and_then(|article| {
                let article = with_overrides(article, args);
                write(article, &targets, &mut names)
            });
        match outcome {
            Ok(()) => {}
            Err(Problem { message, kind: Some(kind) }) => return Err(Failure::Output(message, kind)),
            Err(Problem { message, kind: None }) => {
                complain(&format!("{}: {message}", path.display()));
                all_done = false;
            }
        }
    }
    Ok(all_done)
}

/// Why an input was not converted; with a kind where standard output is at fault.
struct Problem {
    message: String,
    kind: Option<std::io::ErrorKind>,
}

impl From<String> for Problem {
    fn from(message: String) -> Self {
        Self { message, kind: None }
    }
}

fn targets(args: &Convert) -> Result<Vec<Target>, Failure> {
    let mut targets = Vec::new();
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
            std::fs::create_dir_all(output)
                .map_err(|e| Failure::Output(format!("cannot make the folder {text}: {e}"), e.kind()))?;
            targets.push(Target::Folder(output.clone(), args.to.clone()));
        } else {
            if args.inputs.len() > 1 {
                return Err(Failure::Usage(format!(
                    "several inputs do not go into one file {text}; give a folder, ending in /, and --to FORMAT"
                )));
            }
            let format = match args.to.as_slice() {
                [one] if args.outputs.len() == 1 => *one,
                _ => Format::of_path(output).map_err(|e| Failure::Usage(format!("-o {text}: {e}")))?,
            };
            targets.push(Target::File(output.clone(), format));
        }
    }
    Ok(targets)
}

fn write(article: Article, targets: &[Target], names: &mut Names) -> Result<(), Problem> {
    let title = article.metadata.title.clone().or_else(|| {
        let source = article.provenance.source.as_deref()?;
        Path::new(source).file_stem().map(|stem| stem.to_string_lossy().into_owned())
    });
    let publication = Publication::of(article);
    let mut stem = None;
    for target in targets {
        match target {
            Target::File(path, format) => write_whole(path, &bytes(&publication, *format)?)?,
            Target::Folder(folder, formats) => {
                let stem = stem.get_or_insert_with(|| names.name(title.as_deref().unwrap_or_default()));
                for format in formats {
                    let file = folder.join(format!("{}.{}", stem.display(), format.extension()));
                    write_whole(&file, &bytes(&publication, *format)?)?;
                }
            }
            Target::Standard(format) => {
                let bytes = bytes(&publication, *format)?;
                let mut out = std::io::stdout().lock();
                out.write_all(&bytes).and_then(|()| out.flush()).map_err(|error| Problem {
                    message: format!("cannot write to standard output: {error}"),
                    kind: Some(error.kind()),
                })?;
            }
        }
    }
    Ok(())
}

fn bytes(publication: &Publication, format: Format) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    offprint::write(publication, format, &offprint::WriteOptions::default(), &mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Puts what the command line gives in the place of what the page gives.
fn with_overrides(mut article: Article, args: &Convert) -> Article {
    let mut given: Vec<(Field, String)> = Vec::new();
    if let Some(title) = &args.title {
        article.metadata.title = Some(title.trim().to_owned());
        given.push((Field::Title, title.clone()));
    }
    if !args.authors.is_empty() {
        article.metadata.authors = args.authors.iter().map(Person::named).collect();
        given.push((Field::Authors, args.authors.join("; ")));
    }
    if let Some(date) = args.date {
        article.metadata.published = Some(date);
        given.push((Field::Published, date.to_string()));
    }
    if let Some(language) = &args.language {
        article.metadata.language = Some(language.clone());
        given.push((Field::Language, language.to_string()));
    }
    for (field, value) in given {
        article
            .origins
            .iter_mut()
            .filter(|origin| origin.field == field)
            .for_each(|origin| origin.chosen = false);
        article.origins.push(Origin { field, value, reader: "given".into(), path: None, chosen: true });
    }
    article
}
