//! The program offprint: flags to settings, messages, exit status. It has no logic of its own.

mod args;
mod batch;
mod book;
mod checks;
mod cleaning;
mod convert;
mod explain;
mod extract;
mod folder;
mod in_order;
mod input;
mod licences;
mod logging;
mod manual;
mod overrides;
mod page;
mod report;
mod target;
mod writing;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use crate::args::{Args, Command};

/// All done.
const DONE: u8 = 0;
/// Some inputs failed, each named on standard error.
const SOME_FAILED: u8 = 1;
/// The command itself was wrong.
const WRONG_USAGE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match &args.command {
        Command::Convert(convert) => {
            logging::begin(convert.verbosity);
            convert::run(convert)
        }
        Command::Book(book) => {
            logging::begin(book.verbosity);
            book::run(book)
        }
        Command::Extract(extract) => {
            logging::begin(extract.verbosity);
            extract::run(extract)
        }
        Command::Explain(explain) => {
            logging::begin(explain.verbosity);
            explain::run(explain)
        }
        Command::Batch(batch) => {
            logging::begin(batch.verbosity);
            batch::run(batch)
        }
        Command::Report(report) => report::run(report),
        Command::Licences => print(&licences::text()),
        Command::Schema => print(SCHEMA),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), "offprint", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
        Command::Man => {
            let mut page = Vec::new();
            manual::write(&mut page)
                .map_err(|error| Failure::Output(error.to_string(), error.kind()))
                .and_then(|()| print(&String::from_utf8_lossy(&page)))
        }
    };
    ExitCode::from(match outcome {
        Ok(true) => DONE,
        Ok(false) => SOME_FAILED,
        // Whoever reads our output has enough of it.
        Err(Failure::Output(_, std::io::ErrorKind::BrokenPipe)) => DONE,
        Err(Failure::Output(message, _)) => {
            complain(&message);
            SOME_FAILED
        }
        Err(Failure::Usage(message)) => {
            complain(&message);
            WRONG_USAGE
        }
    })
}

/// The JSON schema of the model, as the documentation has it; a test holds it to the types.
const SCHEMA: &str = include_str!("../../../docs/schema/publication.schema.json");

fn print(text: &str) -> Result<bool, Failure> {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map(|()| true)
        .map_err(|error| Failure::Output(format!("cannot write to standard output: {error}"), error.kind()))
}

/// Why a command ended before it had done everything.
#[derive(Debug)]
enum Failure {
    /// The command is wrong, and how to mend it.
    Usage(String),
    /// Standard output or a folder can't be written.
    Output(String, std::io::ErrorKind),
}

/// Says on standard error what went wrong.
#[allow(clippy::print_stderr, reason = "it is the one place that does")]
fn complain(message: &str) {
    eprintln!("offprint: {message}");
}
