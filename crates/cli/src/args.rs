//! The command line as it is written.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::cleaning::Cleaning;
use crate::page::PageFlags;

/// Turns scraped web articles into something worth keeping.
///
/// It finds the article in a saved page or in text copied from one, lifts title, dek, authors and dates into metadata,
/// strips what is not the article, keeps an account of every removal, and writes EPUB, PDF, plain text, Markdown, HTML
/// and JSON.
#[derive(Debug, Parser)]
#[command(
    name = "offprint",
    version,
    max_term_width = 100,
    after_help = "\
Examples:
  offprint convert article.html -o article.epub
  offprint convert article.html -o article.pdf -o article.txt --page a5
  offprint convert article.html -o article.json --url https://example.org/article
  offprint convert saved/*.html -o books/ --to epub --to pdf
  offprint book saved/*.html -o reader.epub --title 'A reader'
  offprint extract saved/*.html > articles.jsonl
  offprint explain article.html
  offprint batch crawl.warc.gz --out books/ --to epub,txt

`offprint help COMMAND` tells more of each command.

Exit status: 0 all done; 1 some inputs failed, each named; 2 the command was wrong."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Convert(Convert),
    Book(Book),
    Extract(Extract),
    Explain(Explain),
    Batch(Box<Batch>),
    Report(Report),
    /// Print the licences of the program and of the typefaces that it embeds.
    #[command(after_help = "Example:\n  offprint licences")]
    Licences,
    /// Print the JSON schema of the model, which `convert --to json` and the library write.
    #[command(after_help = "Example:\n  offprint schema > publication.schema.json")]
    Schema,
    /// Print completions for a shell.
    #[command(after_help = "\
Examples:
  offprint completions bash > ~/.local/share/bash-completion/completions/offprint
  offprint completions zsh > ~/.zfunc/_offprint
  offprint completions fish > ~/.config/fish/completions/offprint.fish")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page, with all commands and their options.
    #[command(after_help = "\
Examples:
  offprint man > offprint.1
  offprint man | man -l -")]
    Man,
}

/// Write articles as files.
///
/// Reads saved pages (HTML, XHTML) and text scrapes, told apart by their content, and writes what is the article in
/// each format that is asked for. A file is written beside its place and renamed when whole; one that cannot be made
/// leaves nothing behind, and the other inputs are still done.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  One article in three formats; the endings say which:
    offprint convert article.html -o article.epub -o article.pdf -o article.txt
  A folder of pages, a file for each, named by its title:
    offprint convert saved/*.html -o books/ --to epub --to pdf
  From standard input to standard output:
    curl -s https://example.org/article | offprint convert - -o - --to md --url https://example.org/article
  What the page does not say or says wrongly:
    offprint convert scrape.txt -o article.epub --title 'A Day Out' --author 'A. Walker' --date 2014-07
  A PDF that is the same on every machine:
    offprint convert article.html -o article.pdf --page a5 --no-system-fonts
  With what a rule takes out:
    offprint convert article.html -o article.html --keep donation-appeal
  With all that stands in the article's element but its newsletter boxes:
    offprint convert article.html -o article.html --keep-all --drop newsletter-box
  As files say that know the site:
    offprint convert article.html -o article.epub --sites sites.toml --url https://example.org/article
    offprint convert saved/*.html -o books/ --to epub --site-config ftr-site-config/

Pictures in the page (data: addresses) and in files beside it (as browsers save them) are embedded; of others the \
alternative text, caption and address are kept. What they are is told by their bytes, not their names. Metadata, such as \
where a photograph was taken, is left behind, and drawings (SVG) lose what runs or fetches. SOURCE_DATE_EPOCH, if set, is when EPUB and PDF count as made.")]
pub(crate) struct Convert {
    /// Saved pages or text scrapes; - is standard input.
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// File to write; its ending says the format. Ending in / it is a folder with a file for each input; - is standard
    /// output.
    #[arg(short, long = "output", required = true, value_name = "OUT")]
    pub outputs: Vec<PathBuf>,
    /// Format, where OUT is a folder, or is -, or has an ending of its own: epub, pdf, txt, md, html, json. May be
    /// given more than once for a folder.
    #[arg(long, value_name = "FORMAT")]
    pub to: Vec<offprint::Format>,
    /// Replace files in a folder. Without this a file that is there and holds something else is left, and the new one
    /// is numbered.
    #[arg(long)]
    pub overwrite: bool,
    /// Address that the page was saved from. Relative links become absolute with it.
    #[arg(long, value_parser = crate::checks::address)]
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
    #[command(flatten)]
    pub writing: Writing,
    /// Attach the input to a PDF made of it, as its source. The PDF is PDF/A-3a then rather than PDF/A-2a.
    #[arg(long, help_heading = "Formats")]
    pub attach_source: bool,
    /// Inputs converted at the same time; as many as there are processors if not given.
    #[arg(long, value_name = "N", value_parser = crate::checks::at_least_one)]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub verbosity: Verbosity,
    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// Flags of every command that writes files.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Formats")]
pub(crate) struct Writing {
    #[command(flatten)]
    pub page: PageFlags,
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
    /// Longest side of a picture in EPUB and HTML, in pixels; larger ones are scaled down.
    #[arg(long, value_name = "PX", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(16..))]
    pub max_image_size: u32,
    /// Largest picture in EPUB and HTML, in bytes; larger ones are written with less quality, then scaled down.
    #[arg(long, value_name = "N", default_value_t = 1_500_000, value_parser = clap::value_parser!(u64).range(1_024..))]
    pub max_image_bytes: u64,
    /// Style sheet (CSS) of your own for EPUB and HTML, which comes after offprint's. It may fetch nothing.
    #[arg(long, value_name = "FILE")]
    pub css: Option<PathBuf>,
    /// Put typefaces into an EPUB, cut down to its characters: Libertinus Serif, and DejaVu Sans Mono for code, or those
    /// of --font. Without this the reader's own are used.
    #[arg(long)]
    pub embed_fonts: bool,
    /// Font file (.ttf, .otf, .ttc, .woff, .woff2) in which PDF is set; may be given more than once, for regular, bold,
    /// italic and bold italic. One of a fixed width is for code. What the first family lacks is shown in the others given,
    /// then in the typefaces that come with offprint.
    #[arg(long = "font", value_name = "FILE")]
    pub fonts: Vec<PathBuf>,
    /// Set Chinese and Japanese in an EPUB in columns from right to left.
    #[arg(long)]
    pub vertical: bool,
    /// Set PDF in the embedded faces and those of --font alone, so that it comes out the same on every machine. Without
    /// this, characters that they lack are shown in fonts of the system.
    #[arg(long)]
    pub no_system_fonts: bool,
}

/// What becomes of links in plain text.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum Links {
    /// A number, and a list of addresses at the end.
    Notes,
    /// Only their words.
    None,
}

/// Print one JSON object a line for each input, in input order.
///
/// Each line has source, url, title, subtitle, authors (name, role, affiliation, bio, url), published, modified, site,
/// language and text; the text is the body alone, with headings, list items, table rows and code on lines of their own.
/// The line of an input that holds no article has source and error.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  offprint extract saved/*.html > articles.jsonl
  offprint extract article.html | jq -r .text
  offprint extract saved/*.html --sites sites.toml --drop related-links > articles.jsonl
  curl -s https://example.org/article | offprint extract - --url https://example.org/article")]
pub(crate) struct Extract {
    /// Saved pages or text scrapes; - is standard input.
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Address that the page was saved from. Relative links become absolute with it.
    #[arg(long, value_parser = crate::checks::address)]
    pub url: Option<String>,
    /// Pages read at the same time; as many as there are processors if not given.
    #[arg(long, value_name = "N", value_parser = crate::checks::at_least_one)]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub verbosity: Verbosity,
    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// Show what was removed from a page, by which rule and why, and where each value of the metadata came from.
///
/// Removals are in page order, each with its place, rule, confidence, reason and the beginning of its text. In the list
/// of the metadata a - stands before what was not chosen.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  offprint explain article.html
  offprint explain article.html --sites sites.toml --url https://example.org/article
  offprint explain article.html --json | jq '.removals[] | {rule, text}'")]
pub(crate) struct Explain {
    /// A saved page or text scrape; - is standard input.
    pub input: PathBuf,
    /// Address that the page was saved from.
    #[arg(long, value_parser = crate::checks::address)]
    pub url: Option<String>,
    /// As JSON, with the whole texts.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub verbosity: Verbosity,
    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// Make one book of many articles.
///
/// The book has a cover, a title page, contents, a chapter for each article, and parts if asked for. Links between its
/// articles become links within it. Articles that say the same as another stand once. An input that holds no article is
/// named, and the book is made of the others.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  A folder of pages, the oldest first, a part for each year:
    offprint book saved/*.html -o reader.epub --title 'A reader' --order date --parts year
  For the screen and for paper, with editors and a foreword:
    offprint book saved/*.html -o reader.epub -o reader.pdf --title 'A reader' --editor 'A. Walker' --foreword before.md
  As a book file says (TOML: title, inputs, parts…):
    offprint book --list reader.toml -o reader.epub
  To standard output:
    offprint book saved/*.html -o - --to epub > reader.epub")]
pub(crate) struct Book {
    /// Saved pages or text scrapes; - is standard input. They stand before those of a book file.
    #[arg(required_unless_present = "list")]
    pub inputs: Vec<PathBuf>,
    /// File to write; its ending says the format: .epub, .pdf, .txt, .md, .html, .json. May be given more than once. - is
    /// standard output.
    #[arg(short, long = "output", required = true, value_name = "OUT")]
    pub outputs: Vec<PathBuf>,
    /// Format, where OUT is -, or the only one and has an ending of its own: epub, pdf, txt, md, html, json.
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<offprint::Format>,
    /// Book file: TOML with title, inputs, parts and more; `docs/books.md` has the format. Flags go before what it says.
    #[arg(long, value_name = "FILE")]
    pub list: Option<PathBuf>,
    /// Title. Without it: the site, if all articles are from one, or else the name of the first OUT.
    #[arg(long)]
    pub title: Option<String>,
    /// Subtitle.
    #[arg(long)]
    pub subtitle: Option<String>,
    /// Editor; may be given more than once.
    #[arg(long = "editor", value_name = "NAME")]
    pub editors: Vec<String>,
    /// Foreword: a file in Markdown or plain text.
    #[arg(long, value_name = "FILE")]
    pub foreword: Option<PathBuf>,
    /// Order of the articles: given, date, author, site, title.
    #[arg(long)]
    pub order: Option<offprint::book::Order>,
    /// A part for each: site, author, year, month, section.
    #[arg(long, value_name = "BY")]
    pub parts: Option<offprint::book::PartsBy>,
    /// Picture for the cover, in place of one that is made of title, people, site and date.
    #[arg(long, value_name = "FILE", conflicts_with = "no_cover")]
    pub cover: Option<PathBuf>,
    /// No cover.
    #[arg(long)]
    pub no_cover: bool,
    /// Date of publication: 2014, 2014-07, 2014-07-15.
    #[arg(long, value_name = "DATE")]
    pub date: Option<offprint::model::PartialDate>,
    /// Main language: en, pt-BR. Without it that of most articles.
    #[arg(long, value_name = "TAG")]
    pub language: Option<offprint::model::LanguageTag>,
    /// A short summary.
    #[arg(long, value_name = "TEXT")]
    pub description: Option<String>,
    /// Publisher. Without it the site, if all articles are from one.
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Series that the book belongs to.
    #[arg(long, value_name = "TITLE")]
    pub series: Option<String>,
    /// Its place in the series: 3, 2014.1.
    #[arg(long, value_name = "N", requires = "series")]
    pub position: Option<String>,
    /// Keep articles that say the same as another.
    #[arg(long)]
    pub keep_duplicates: bool,
    #[command(flatten)]
    pub writing: Writing,
    /// Inputs read at the same time; as many as there are processors if not given.
    #[arg(long, value_name = "N", value_parser = crate::checks::at_least_one)]
    pub jobs: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub verbosity: Verbosity,
    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// Convert every page of web archives and folders, with a ledger of what became of each record.
///
/// Reads WARC (plain, gzip, zstd), WACZ, CDXJ, MHTML, EML, zip, tar, .webarchive, exports of reading services, folders and single
/// pages, told apart by their bytes. Every record has a row in the ledger: what it was, what became of it, why, what was made.
/// Killed or stopped at any moment and started again with the same command, it goes on where it was. When options have changed it
/// makes again what they change, and no more.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  A crawl as books, text and one file of lines:
    offprint batch crawl.warc.gz --out books/ --to epub,txt,jsonl
  All archives of a folder, with names of one's own:
    offprint batch crawls/ --out out/ --to epub,pdf --name '{site}/{year}/{slug}-{digest8}'
  What would be done; a hundred pages to look at first:
    offprint batch crawl.wacz --out out/ --to epub --dry-run
    offprint batch crawl.wacz --out trial/ --to epub --sample 100
  What failed, once more, with a higher limit:
    offprint batch crawl.warc.gz --out books/ --to epub,txt,jsonl --only-failed --limit max_bytes=256MiB
  What became of them:
    offprint report books/ledger.sqlite

Names in --name: {date} {year} {month} {day} {site} {slug} {digest8} {digest} {language} {source} {member}.

Exit status: 0 every page was converted or holds no article; 1 some records failed or are damaged, now or before, or the run was stopped; 2 the \
command was wrong.")]
pub(crate) struct Batch {
    /// Archives, saved pages, folders of them.
    #[arg(required = true)]
    pub inputs: Vec<PathBuf>,
    /// Folder of the outputs, made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// What is made of each page: epub, pdf, txt, md, html, json; jsonl is one file of lines for all. Several with commas.
    #[arg(long, required = true, value_name = "FORMATS", value_delimiter = ',')]
    pub to: Vec<offprint_batch::Output>,
    /// Ledger; DIR/ledger.sqlite if not given.
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// Template of the names below DIR, without the ending; {date}/{site}/{slug}-{digest8} if not given.
    #[arg(long, value_name = "TEMPLATE")]
    pub name: Option<offprint_batch::Template>,
    /// Pages converted at the same time; as many as there are processors if not given.
    #[arg(long, value_name = "N", value_parser = crate::checks::at_least_one)]
    pub jobs: Option<std::num::NonZeroUsize>,
    /// Write nothing: count what would be converted.
    #[arg(long)]
    pub dry_run: bool,
    /// Take only records of the ledger that failed or were damaged.
    #[arg(long, conflicts_with = "sample")]
    pub only_failed: bool,
    /// Take only so many pages of all, the same ones each time.
    #[arg(long, value_name = "N", value_parser = crate::checks::at_least_one)]
    pub sample: Option<std::num::NonZeroUsize>,
    /// Tell no progress.
    #[arg(short, long)]
    pub quiet: bool,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub verbosity: Verbosity,
    #[command(flatten)]
    pub cleaning: Cleaning,
}

/// Tell what became of the records of a run.
///
/// Reads the ledger that `offprint batch` writes, also while it does. The format is said by --to or by the ending of FILE.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  offprint report books/ledger.sqlite
  offprint report books/ledger.sqlite -o books/report.html
  offprint report books/ledger.sqlite --to csv > records.csv
  offprint report books/ledger.sqlite --to jsonl | jq -r 'select(.outcome == \"failed\") | .url'
  Outputs as conversion records, and pages of a WACZ:
    offprint report books/ledger.sqlite -o derived.warc.gz
    offprint report books/ledger.sqlite --to pages-jsonl --texts -o pages/pages.jsonl
  For a repository: PREMIS, and whether every file is whole:
    offprint report books/ledger.sqlite --to premis > premis.jsonl
    offprint report books/ledger.sqlite --to fixity

Exit status: 0 all is well; 1 the report could not be made, or --to fixity found outputs missing or changed; 2 the command was wrong.")]
pub(crate) struct Report {
    /// The ledger.
    pub ledger: PathBuf,
    /// Format; table if neither this nor the ending of FILE says it.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<crate::report::ReportFormat>,
    /// File to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Folder of the outputs; that of the ledger if not given.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Leave times and runs out of table and page, so that the same work gives the same bytes.
    #[arg(long)]
    pub no_times: bool,
    /// Put times and runs into JSON lines and CSV.
    #[arg(long, conflicts_with = "no_times")]
    pub times: bool,
    /// The texts of pages (txt) go into the list of pages of a WACZ.
    #[arg(long)]
    pub texts: bool,
    /// Date of the records of a WARC, and of pages without one, as RFC 3339; that of the capture if not given.
    #[arg(long, value_name = "TIME", value_parser = crate::checks::time)]
    pub date: Option<String>,
}

/// How much is logged.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct Verbosity {
    /// Log to standard error: what was found in each input, what was written, warnings. Twice: each value of the
    /// metadata and each removal as well.
    #[arg(short, long, action = clap::ArgAction::Count)]
    pub verbose: u8,
}
