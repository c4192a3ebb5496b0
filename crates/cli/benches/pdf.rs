//! Time and memory of PDFs, beside typst and Chromium where these are on the path, in one run on the same words.
//!
//!     cargo bench -p offprint-cli --bench pdf -- [PAGE]
//!
//! PAGE is a saved page in English whose paragraphs are repeated; a fixture if not given. `OFFPRINT_TYPST` and
//! `OFFPRINT_CHROMIUM` name other programs than `typst` and `chromium`. Each program is started anew and reads its own
//! form of the words: a page of HTML or a file of typst. All set A5, 10 points, justified and hyphenated, with tags.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use offprint::model::{Block, block_text};
use offprint::{Context, Options};

/// Words of the documents and how often each is made: an article, a book, and a thousand pages of A5.
const DOCUMENTS: [(&str, usize, usize); 3] =
    [("article", 1_500, 7), ("book", 90_000, 5), ("thousand", 620_000, 1)];

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo starts benchmarks in the package's folder; names are meant from the workspace's.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::args().skip(1).find(|word| word != "--bench");
    let page =
        root.join(given.unwrap_or_else(|| "fixtures/arctic-shipping--drupal-think-tank.html".to_owned()));
    let article = offprint::read(&std::fs::read(&page)?, &Context::default(), &Options::default())?;
    let paragraphs: Vec<String> = article
        .body
        .iter()
        .filter(|block| matches!(block, Block::Paragraph(_)))
        .map(|block| block_text(std::slice::from_ref(block)).trim().to_owned())
        .filter(|text| text.split_whitespace().count() > 8)
        .collect();
    if paragraphs.is_empty() {
        return Err("the page has no paragraphs".into());
    }
    let folder = tempfile::tempdir()?;
    println!("{}", versions());
    println!("document      words   pages  program     median, s  fastest, s  memory, MB");
    for (name, words, rounds) in DOCUMENTS {
        let (html, typst, count) = written(&paragraphs, words);
        let source = folder.path().join(format!("{name}.html"));
        std::fs::write(&source, html)?;
        let typst_source = folder.path().join(format!("{name}.typ"));
        std::fs::write(&typst_source, typst)?;
        for (program, command) in programs(&source, &typst_source) {
            let Some(figures) = timed(&command, rounds)? else { continue };
            let out = source.with_extension(format!("{program}.pdf"));
            println!(
                "{name:<10}{count:>9}{:>8}  {program:<10}{:>11.3}{:>12.3}{:>12}",
                pages(&out),
                figures.median.as_secs_f64(),
                figures.fastest.as_secs_f64(),
                figures.memory.map_or_else(|| "?".to_owned(), |kilobytes| (kilobytes / 1000).to_string())
            );
        }
    }
    Ok(())
}

/// The words as HTML and as typst, and how many there are.
fn written(paragraphs: &[String], words: usize) -> (String, String, usize) {
    let mut html = String::from(
        "<!DOCTYPE html><html lang=en><head><title>Figures</title><style>@page{size:A5;margin:18mm}\
         body{font:10pt/13.8pt 'Libertinus Serif',serif;text-align:justify;hyphens:auto}</style></head>\
         <body><article><h1>Figures</h1>",
    );
    let mut typst = String::from(
        "#set page(\"a5\", margin: 18mm)\n\
         #set par(justify: true, leading: 0.55em, spacing: 0.55em, first-line-indent: 1.4em)\n\
         #set text(font: \"Libertinus Serif\", lang: \"en\", size: 10pt)\n\
         #set document(title: \"Figures\")\n= Figures\n\n",
    );
    let (mut count, mut round) = (0, 0);
    // Writing to a string does not fail.
    while count < words {
        round += 1;
        let _ = write!(html, "<h2>Part {round}</h2>");
        let _ = write!(typst, "== Part {round}\n\n");
        for text in paragraphs {
            if count >= words {
                break;
            }
            count += text.split_whitespace().count();
            let _ = write!(html, "<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"));
            for letter in text.chars() {
                if letter.is_ascii_punctuation() {
                    typst.push('\\');
                }
                typst.push(letter);
            }
            typst.push_str("\n\n");
        }
    }
    html.push_str("</article></body></html>");
    (html, typst, count)
}

/// What is run, each with the name that its output has.
fn programs(source: &Path, typst: &Path) -> Vec<(&'static str, Command)> {
    let named = |variable: &str, usual: &str| std::env::var(variable).unwrap_or_else(|_| usual.to_owned());
    let out = |name: &str| source.with_extension(format!("{name}.pdf"));
    let mut ours = Command::new(env!("CARGO_BIN_EXE_offprint"));
    ours.args(["convert", "--page", "a5", "--no-system-fonts", "--overwrite"]).arg(source);
    ours.arg("-o").arg(out("offprint"));
    let mut theirs = Command::new(named("OFFPRINT_TYPST", "typst"));
    theirs.arg("compile").arg(typst).arg(out("typst"));
    let mut browser = Command::new(named("OFFPRINT_CHROMIUM", "chromium"));
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
    browser.arg(format!("--print-to-pdf={}", out("chromium").display())).arg(source);
    vec![("offprint", ours), ("typst", theirs), ("chromium", browser)]
}

struct Figures {
    median: Duration,
    fastest: Duration,
    /// The most memory of any round, in kilobytes, where GNU time tells it.
    memory: Option<u64>,
}

/// Runs a command so many times; none where it is not there.
fn timed(command: &Command, rounds: usize) -> Result<Option<Figures>, Box<dyn Error>> {
    let measured = Path::new("/usr/bin/time").exists();
    let mut times = Vec::new();
    let mut memory = None;
    for _ in 0..rounds {
        let mut run = if measured {
            let mut run = Command::new("/usr/bin/time");
            run.args(["-f", "%M"]).arg(command.get_program());
            run
        } else {
            Command::new(command.get_program())
        };
        run.args(command.get_args()).stdout(Stdio::null());
        let start = Instant::now();
        let Ok(output) = run.output() else { return Ok(None) };
        let taken = start.elapsed();
        if output.status.code() == Some(127) {
            return Ok(None);
        }
        if !output.status.success() {
            let program = command.get_program().to_string_lossy();
            return Err(format!("{program} failed: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        let told = String::from_utf8_lossy(&output.stderr);
        let kilobytes = told.lines().last().and_then(|line| line.trim().parse::<u64>().ok());
        memory = memory.max(kilobytes);
        times.push(taken);
    }
    times.sort();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    Ok(Some(Figures { median, fastest: times.first().copied().unwrap_or_default(), memory }))
}

/// Pages of a PDF as pdfinfo counts them.
fn pages(path: &Path) -> String {
    let output = Command::new("pdfinfo").arg(path).output();
    let told = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    told.lines().find_map(|line| line.strip_prefix("Pages:")).map_or("?", str::trim).to_owned()
}

/// The versions of what is compared.
fn versions() -> String {
    let told = |variable: &str, usual: &str| {
        let program = std::env::var(variable).unwrap_or_else(|_| usual.to_owned());
        let output = Command::new(program).arg("--version").output().ok();
        output.map_or_else(|| format!("no {usual}"), |o| String::from_utf8_lossy(&o.stdout).trim().to_owned())
    };
    let (typst, chromium) = (told("OFFPRINT_TYPST", "typst"), told("OFFPRINT_CHROMIUM", "chromium"));
    format!("offprint {}, {typst}, {chromium}", env!("CARGO_PKG_VERSION"))
}
