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
  offprint convert article.html -o article.txt
  offprint convert article.html -o article.json --url https://example.org/article
  offprint convert saved/*.html -o texts/ --to txt
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
    /// Format, where OUT is a folder or -: txt, json.
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
