//! Articles to EPUB a second on one thread, and the program beside pandoc on the same cleaned pages.
//!
//!     cargo build --release && cargo bench -p offprint --bench epub -- FOLDER [PROGRAM]
//!
//! FOLDER holds saved pages (`.html`, `.html.gz`), also in folders within; PROGRAM is `target/release/offprint` if not given.
//! Without pandoc on the path only the first figure is printed.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::ffi::OsStr;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use offprint::{Context, Format, Options, Publication, WriteOptions};

/// Times that all articles are written; the fastest counts, as all else is the machine's.
const ROUNDS: usize = 5;
/// Pages that are given to both programs, spread over the folder.
const PAIRED: usize = 40;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    // Cargo starts benchmarks in the crate's folder; names are meant from the workspace's.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join(words.next().ok_or("name a folder of saved pages")?);
    let program = root.join(words.next().unwrap_or_else(|| "target/release/offprint".into()));
    let mut pages = Vec::new();
    pages_in(&folder, &mut pages)?;
    pages.sort();
    let mut publications = Vec::new();
    for page in &pages {
        let bytes = bytes_of(page)?;
        if let Ok(article) = offprint::read(&bytes, &Context::default(), &Options::default()) {
            publications.push(Publication::of(article));
        }
    }
    let options = WriteOptions::default();
    let mut fastest = Duration::MAX;
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        bytes = 0;
        for publication in &publications {
            let mut out = Vec::new();
            offprint::write(publication, Format::Epub, &options, &mut out)?;
            bytes += out.len();
        }
        fastest = fastest.min(start.elapsed());
    }
    let count = publications.len();
    println!(
        "{count} articles to EPUB, one thread: {:.0} a second, {:.1} MB",
        count as f64 / fastest.as_secs_f64(),
        bytes as f64 / 1e6
    );
    beside_pandoc(&publications, &program)
}

/// Both programs, each started anew for each page, in turn.
fn beside_pandoc(publications: &[Publication], program: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let works = |program: &OsStr| {
        Command::new(program).arg("--version").stdout(Stdio::null()).status().is_ok_and(|s| s.success())
    };
    if !works(OsStr::new("pandoc")) || !works(program.as_os_str()) {
        println!("pandoc or {} was not found: no comparison", program.display());
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let (page, book) = (folder.path().join("page.html"), folder.path().join("book.epub"));
    let step = (publications.len() / PAIRED).max(1);
    let (mut own, mut other, mut ratios) = (Duration::ZERO, Duration::ZERO, Vec::new());
    for publication in publications.iter().step_by(step).take(PAIRED) {
        let mut html = Vec::new();
        offprint::write(publication, Format::Html, &WriteOptions::default(), &mut html)?;
        std::fs::write(&page, html)?;
        let run = |mut command: Command| -> io::Result<Duration> {
            let start = Instant::now();
            let status = command.stderr(Stdio::null()).status()?;
            if !status.success() {
                return Err(io::Error::other(format!("{command:?} failed")));
            }
            Ok(start.elapsed())
        };
        let mut ours = Command::new(program);
        ours.arg("convert").arg(&page).args(["--no-system-fonts", "-o"]).arg(&book);
        let mut pandoc = Command::new("pandoc");
        pandoc.args(["--from", "html", "--to", "epub3"]).arg(&page).arg("-o").arg(&book);
        let (a, b) = (run(ours)?, run(pandoc)?);
        own += a;
        other += b;
        ratios.push(b.as_secs_f64() / a.as_secs_f64());
    }
    // A run over many pages loads its tables once; pandoc has no such run.
    let many: Vec<PathBuf> = publications
        .iter()
        .step_by(step)
        .take(PAIRED)
        .enumerate()
        .map(|(index, publication)| {
            let path = folder.path().join(format!("{index}.html"));
            let mut html = Vec::new();
            offprint::write(publication, Format::Html, &WriteOptions::default(), &mut html)?;
            std::fs::write(&path, html)?;
            Ok(path)
        })
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let mut together = Command::new(program);
    together.arg("convert").args(&many).args(["--jobs", "1", "--no-system-fonts", "--to", "epub", "-o"]);
    together.arg(format!("{}/", folder.path().join("books").display())).stderr(Stdio::null());
    let start = Instant::now();
    together.status()?;
    let run = start.elapsed();
    println!(
        "the same pages in one process on one thread: offprint {:.1} ms a page; pandoc takes {:.1} times as long",
        run.as_secs_f64() * 1e3 / many.len().max(1) as f64,
        other.as_secs_f64() / run.as_secs_f64()
    );
    ratios.sort_by(f64::total_cmp);
    let ms = |time: Duration| time.as_secs_f64() * 1e3 / ratios.len().max(1) as f64;
    println!(
        "{} cleaned pages, each with a process of its own: offprint {:.1} ms, pandoc {:.1} ms a page; pandoc takes {:.1} times as long (median {:.1}, least {:.1})",
        ratios.len(),
        ms(own),
        ms(other),
        other.as_secs_f64() / own.as_secs_f64(),
        ratios.get(ratios.len() / 2).copied().unwrap_or_default(),
        ratios.first().copied().unwrap_or_default()
    );
    Ok(())
}

fn pages_in(folder: &Path, pages: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            pages_in(&path, pages)?;
        } else if name.ends_with(".html") || name.ends_with(".html.gz") {
            pages.push(path);
        }
    }
    Ok(())
}

fn bytes_of(page: &Path) -> io::Result<Vec<u8>> {
    let bytes = std::fs::read(page)?;
    if page.extension() != Some(OsStr::new("gz")) {
        return Ok(bytes);
    }
    let mut out = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut out)?;
    Ok(out)
}
