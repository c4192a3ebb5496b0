//! `offprint book`.

use std::path::{Path, PathBuf};

use offprint::book::{BookFile, Item, Likeness, Plan, foreword, gather};
use offprint::model::{Field, Labels, Resource, Series};
use offprint::{Article, Format, Options, Publication, WriteOptions};

use crate::args::Book;
use crate::in_order::in_order;
use crate::target::{Place, STANDARD_OUTPUT, Staged, same_file, write_straight};
use crate::writing::why;
use crate::{Failure, checks, complain, input, overrides};

/// Bytes of a picture for the cover: no screen shows more.
const LARGEST_COVER: u64 = 32 << 20;

/// An input and what a book file says of it.
struct Listed {
    file: PathBuf,
    url: Option<String>,
    title: Option<String>,
    part: Option<String>,
}

/// Makes the book; whether every input is in it.
pub(crate) fn run(args: &Book) -> Result<bool, Failure> {
    let targets = targets(args)?;
    let Planned { plan, inputs, foreword, cover } = plan(args)?;
    let named = args.list.iter().chain(&args.foreword).chain(&args.cover).chain(&cover).chain(&foreword);
    let others: Vec<PathBuf> =
        named.cloned().chain(args.cleaning.files()).chain(args.writing.files()).collect();
    for (output, _) in &targets {
        let input = inputs.iter().map(|input| &input.file).find(|file| same_file(file, output));
        checks::not_over(output, input, &others)?;
    }
    let options = args.cleaning.options()?;
    let mut write_options = args.writing.options()?;
    args.cleaning.limit_writing(&mut write_options)?;
    let cover = cover.map(|path| picture(&path)).transpose()?;
    let accounts = targets.iter().any(|(_, format)| *format == Format::Json);
    let (items, names, mut all_done) = read(&inputs, args, &options, accounts)?;
    if items.is_empty() {
        complain("no input holds an article; no book was made");
        return Ok(false);
    }
    let book = gather(items, &plan).map_err(|error| Failure::Usage(error.to_string()))?;
    for duplicate in &book.duplicates {
        let name = |index: usize| names.get(index).map(|name| name.display().to_string()).unwrap_or_default();
        let alike = match duplicate.likeness {
            Likeness::SameInput => "the same file as".to_owned(),
            Likeness::SameText => "the same words as".to_owned(),
            Likeness::NearlySame(share) => format!("{:.0} % of its passages stand in", share * 100.0),
            _ => "like".to_owned(),
        };
        let (own, other) = (name(duplicate.index), name(duplicate.of));
        complain(&format!("{own}: left out, {alike} {other}; --keep-duplicates keeps it"));
    }
    let mut publication = book.publication;
    put_cover(&mut publication, cover, args, &write_options);
    all_done &= write(&publication, &targets, &write_options)?;
    Ok(all_done)
}

fn targets(args: &Book) -> Result<Vec<(PathBuf, Format)>, Failure> {
    let takes_to = |output: &Path| output == Path::new(STANDARD_OUTPUT);
    checks::outputs(&args.outputs, args.to.is_some(), takes_to)?;
    args.outputs
        .iter()
        .map(|output| {
            if output.is_dir() || output.to_string_lossy().ends_with('/') {
                return Err(Failure::Usage(format!(
                    "-o {} is a folder, and a book is one file; name the file",
                    output.display()
                )));
            }
            let format = match args.to {
                Some(format) if args.outputs.len() == 1 || takes_to(output) => format,
                None if takes_to(output) => {
                    return Err(Failure::Usage("-o - needs --to FORMAT".into()));
                }
                _ => Format::of_path(output)
                    .map_err(|error| Failure::Usage(format!("-o {}: {error}", output.display())))?,
            };
            Ok((output.clone(), format))
        })
        .collect()
}

/// What the flags and the book file say.
struct Planned {
    plan: Plan,
    inputs: Vec<Listed>,
    /// The file with the foreword, which is in the plan.
    foreword: Option<PathBuf>,
    /// The file with the picture for the cover.
    cover: Option<PathBuf>,
}

fn plan(args: &Book) -> Result<Planned, Failure> {
    let mut file = BookFile::default();
    let mut folder = PathBuf::new();
    if let Some(path) = &args.list {
        let wrong = |what: String| Failure::Usage(format!("--list {}: {what}", path.display()));
        let text = std::fs::read_to_string(path)
            .map_err(|error| wrong(format!("cannot read it: {error}; give a book file in TOML and UTF-8")))?;
        file = BookFile::parse(&text).map_err(|error| wrong(error.to_string()))?;
        folder = path.parent().map(Path::to_owned).unwrap_or_default();
    }
    let plain = |file: &PathBuf| Listed { file: file.clone(), url: None, title: None, part: None };
    let mut inputs: Vec<Listed> = args.inputs.iter().map(plain).collect();
    inputs.extend(file.inputs.into_iter().map(|listed| Listed {
        file: folder.join(listed.file),
        url: listed.url,
        title: listed.title,
        part: listed.part,
    }));
    let mut plan = file.plan;
    let given = |flag: &Option<String>, own: Option<String>| flag.clone().or(own);
    plan.title = given(&args.title, plan.title);
    plan.subtitle = given(&args.subtitle, plan.subtitle);
    plan.description = given(&args.description, plan.description);
    plan.publisher = given(&args.publisher, plan.publisher);
    if !args.editors.is_empty() {
        plan.editors = args.editors.clone();
    }
    plan.date = args.date.or(plan.date);
    plan.language = args.language.clone().or(plan.language);
    plan.order = args.order.unwrap_or(plan.order);
    plan.parts = args.parts.unwrap_or(plan.parts);
    plan.keep_duplicates |= args.keep_duplicates;
    if let Some(title) = &args.series {
        plan.series = Some(Series { title: title.clone(), position: args.position.clone() });
    }
    let first = args.outputs.first().and_then(|output| output.file_stem());
    plan.fallback_title = first.map(|stem| stem.to_string_lossy().into_owned());
    let own_foreword = args.foreword.clone().or_else(|| file.foreword.map(|name| folder.join(name)));
    if let Some(path) = &own_foreword {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::Usage(format!(
                "foreword {}: cannot read it: {error}; give a file in Markdown or plain text, in UTF-8",
                path.display()
            ))
        })?;
        let title = Labels::of(plan.language.as_ref()).foreword;
        plan.foreword = Some(foreword(&text, title, plan.language.as_ref()));
    }
    let cover = args.cover.clone().or_else(|| file.cover.map(|name| folder.join(name)));
    Ok(Planned { plan, inputs, foreword: own_foreword, cover: cover.filter(|_| !args.no_cover) })
}

/// Reads the inputs; the articles, the names of their files, and whether all could be read. Without `accounts` what was
/// removed is let go, which no format but JSON writes.
fn read(
    inputs: &[Listed],
    args: &Book,
    options: &Options,
    accounts: bool,
) -> Result<(Vec<Item>, Vec<PathBuf>, bool), Failure> {
    let mut items = Vec::with_capacity(inputs.len());
    let mut names = Vec::with_capacity(inputs.len());
    let mut all_done = true;
    in_order(
        inputs,
        args.jobs,
        |listed| input::guarded(|| article(listed, options, accounts)),
        |listed, article| {
            let name = listed.file.display();
            match article {
                Ok(article) => {
                    for warning in article.warnings.iter().filter(|_| !args.verbosity.is_on()) {
                        complain(&format!("{name}: {}", warning.message));
                    }
                    items.push(Item { article, part: listed.part.clone() });
                    names.push(listed.file.clone());
                }
                Err(message) => {
                    complain(&format!("{name}: {message}"));
                    all_done = false;
                }
            }
            Ok(())
        },
    )?;
    Ok((items, names, all_done))
}

fn article(listed: &Listed, options: &Options, accounts: bool) -> Result<Article, String> {
    let _span = tracing::info_span!("input", path = %listed.file.display()).entered();
    let mut article = input::article(&listed.file, listed.url.as_deref(), options)?;
    if let Some(title) = &listed.title {
        article.metadata.title = Some(title.clone());
        overrides::chose(&mut article, Field::Title, title.clone());
    }
    if !accounts {
        article.removals = Vec::new();
        article.origins = Vec::new();
    }
    Ok(article)
}

/// The picture for the cover.
fn picture(path: &Path) -> Result<Resource, Failure> {
    let wrong =
        |what: &str| Failure::Usage(format!("--cover {}: {what}; give a JPEG or PNG", path.display()));
    let size = std::fs::metadata(path).map_err(|error| wrong(&format!("cannot read it: {error}")))?;
    if !size.is_file() || size.len() > LARGEST_COVER {
        return Err(wrong("it is no file, or larger than 32 MB"));
    }
    let data = std::fs::read(path).map_err(|error| wrong(&format!("cannot read it: {error}")))?;
    offprint::picture_cover(data).ok_or_else(|| wrong("it is neither JPEG nor PNG"))
}

fn put_cover(publication: &mut Publication, picture: Option<Resource>, args: &Book, options: &WriteOptions) {
    if args.no_cover {
        return;
    }
    let cover = match picture {
        Some(picture) => Some(picture),
        None => match offprint::cover(publication, &options.fonts) {
            Ok(cover) => Some(cover),
            Err(error) => {
                complain(&format!("{error}; the book has no cover"));
                None
            }
        },
    };
    if let Some(cover) = cover {
        publication.cover = Some(cover.id.clone());
        publication.resources.push(cover);
    }
}

/// Writes every format beside its place, and puts all of them there when all are whole.
fn write(
    publication: &Publication,
    targets: &[(PathBuf, Format)],
    options: &WriteOptions,
) -> Result<bool, Failure> {
    let mut all_done = true;
    let mut staged = Vec::new();
    let mut straight = Vec::new();
    for (output, format) in targets {
        let outcome = Place::of(output).and_then(|place| {
            let written = match place {
                Place::File(place) => {
                    let (file, written) = Staged::made_by(&place, |file| {
                        let out = std::io::BufWriter::new(file);
                        offprint::write_seekable(publication, *format, options, out)
                            .map_err(|error| why(&error))
                    })?;
                    staged.push((file, place));
                    written
                }
                Place::Straight(path) => {
                    let mut bytes = Vec::new();
                    let written = offprint::write(publication, *format, options, &mut bytes)
                        .map_err(|error| why(&error))?;
                    straight.push((path, bytes));
                    written
                }
            };
            for remark in [written.missing_fonts(), written.lost_pictures()].into_iter().flatten() {
                complain(&format!("{}: {remark}", output.display()));
            }
            Ok(())
        });
        if let Err(message) = outcome {
            complain(&message);
            all_done = false;
        }
    }
    if !all_done {
        return Ok(false);
    }
    for (file, place) in staged {
        if let Err(message) = file.put(&place) {
            complain(&message);
            all_done = false;
        }
    }
    for (path, bytes) in straight {
        write_straight(&path, &bytes).map_err(|error| {
            Failure::Output(format!("cannot write {}: {error}", path.display()), error.kind())
        })?;
    }
    Ok(all_done)
}
