//! The command line as it is written.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Turns scraped web articles into something worth keeping.
#[derive(Debug, Parser)]
#[command(
    name = "offprint",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  offprint convert article.html -o article.epub
  offprint convert article.html -o article.pdf -o article.txt --paper a5
  offprint convert article.html -o article.json --url https://example.org/article
  offprint convert saved/*.html -o books/ --to epub --to pdf
  offprint extract saved/*.html > articles.jsonl
  offprint explain article.html

Exit status: 0 all done; 1 some inputs failed, each named; 2 the command was wrong."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write articles as files.
    Convert(Convert),
    /// Print one JSON object a line for each input, in input order.
    Extract(Extract),
    /// Show what was removed from a page, by which rule and why, and where each value of the metadata came from.
    Explain(Explain),
    /// Print the licences of the program and of the typefaces that it embeds.
    Licences,
    /// Print the JSON schema of the model.
    Schema,
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page.
    Man,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Convert {
    /// Saved pages or text scrapes; - is standard input.
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// File to write; its ending says the format. Ending in / it is a folder with a file for each input; - is standard
    /// output.
    #[arg(short, long = "output", required = true, value_name = "OUT")]
    pub outputs: Vec<PathBuf>,
    /// Format, where OUT is a folder or -: epub, pdf, txt, md, html, json. May be given more than once for a folder.
    #[arg(long, value_name = "FORMAT")]
    pub to: Vec<offprint::Format>,
    /// Address that the page was saved from.
    #[arg(long)]
    pub url: Option<String>,
    /// Title in place of the page's.
    #[arg(long)]
    pub title: Option<String>,
    /// Author in place of the page's; may be given more than once.
    #[arg(long = "author", value_name = "NAME")]
    pub authors: Vec<String>,
    /// Date of publication in place of the page's: 2014, 2014-07, 2014-07-15.
    #[arg(long, value_name = "DATE")]
    pub date: Option<offprint::model::PartialDate>,
    /// Language in place of the page's: en, pt-BR.
    #[arg(long, value_name = "TAG")]
    pub language: Option<offprint::model::LanguageTag>,
    /// Put back what this rule removes; `offprint explain` names the rules. May be given more than once.
    #[arg(long, value_name = "RULE")]
    pub keep: Vec<String>,
    /// Paper of a PDF.
    #[arg(long, value_enum, default_value_t = PaperName::A4)]
    pub paper: PaperName,
    /// Columns at which plain text is folded.
    #[arg(long, value_name = "COLUMNS", default_value_t = 72, value_parser = clap::value_parser!(u16).range(20..))]
    pub width: u16,
    /// One line a paragraph in plain text.
    #[arg(long, conflicts_with = "width")]
    pub no_wrap: bool,
    /// What becomes of links in plain text.
    #[arg(long, value_enum, default_value_t = Links::Notes)]
    pub links: Links,
    /// Leave pictures out of EPUB and HTML.
    #[arg(long)]
    pub no_pictures: bool,
    /// Set PDF in the embedded faces alone, so that it comes out the same on every machine. Without this, characters
    /// that they lack are shown in fonts of the system.
    #[arg(long)]
    pub no_system_fonts: bool,
    /// Inputs converted at the same time; as many as there are processors if not given.
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Say of each input what was found and removed.
    #[arg(short, long)]
    pub verbose: bool,
}

/// Sizes of paper.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum PaperName {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 in.
    Letter,
}

/// What becomes of links in plain text.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Links {
    /// A number, and a list of addresses at the end.
    Notes,
    /// Only their words.
    None,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Extract {
    /// Saved pages or text scrapes; - is standard input.
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Pages read at the same time.
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// A saved page or text scrape; - is standard input.
    pub input: PathBuf,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}
