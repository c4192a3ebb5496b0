//! `offprint batch`.

use std::io::IsTerminal as _;
use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use offprint_batch::{
    BatchError, Counts, Ledger, LedgerError, Observer, Outcome, Output, Plan, Row, Selection, Stop, Summary,
};

use crate::args::Batch;
use crate::{Failure, complain};

/// Limits of runs that nobody attends, unless others are given.
const UNATTENDED: [&str; 2] = ["max_time=2min", "max_memory=1GiB"];
/// Time between lines of progress where no terminal shows it.
const LINE_EVERY: Duration = Duration::from_secs(10);
/// Bad records are named on standard error up to this many; all of them are in the ledger.
const NAMED: u64 = 20;

/// Converts; whether nothing failed.
pub(crate) fn run(args: &Batch) -> Result<bool, Failure> {
    let plan = plan(args)?;
    let ledger = args.ledger.clone().unwrap_or_else(|| args.out.join("ledger.sqlite"));
    if let Some(missing) = args.inputs.iter().find(|input| std::fs::symlink_metadata(input).is_err()) {
        return Err(Failure::Usage(format!("{}: there is no such file or folder", missing.display())));
    }
    let is_special = |input: &&std::path::PathBuf| {
        std::fs::metadata(input).is_ok_and(|there| !there.is_file() && !there.is_dir())
    };
    if let Some(special) = args.inputs.iter().find(is_special) {
        return Err(Failure::Usage(format!(
            "{}: it is no file but a pipe or device, which may never end; give a file or folder",
            special.display()
        )));
    }
    if args.only_failed && !ledger.exists() {
        return Err(Failure::Usage(format!(
            "--only-failed takes what a ledger says, and there is none at {}; leave it out, or name the ledger",
            ledger.display()
        )));
    }
    let stop = stopping()?;
    let mut told = Told::new(args, plan.dry_run);
    let outcome = if plan.dry_run {
        let known = ledger.exists().then_some(ledger.as_path());
        offprint_batch::dry_run(&args.inputs, &plan, known, &mut told, &stop)
    } else {
        converted(args, &plan, &ledger, &mut told, &stop)
    };
    told.bar.finish_and_clear();
    let summary = outcome.map_err(failure)?;
    told.end(&summary, &ledger);
    Ok(summary.counts.bad() == 0 && !summary.stopped)
}

fn converted(
    args: &Batch,
    plan: &Plan,
    ledger: &std::path::Path,
    told: &mut Told,
    stop: &Stop,
) -> Result<Summary, BatchError> {
    if let Some(folder) = ledger.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|error| BatchError::Output { path: folder.to_owned(), error })?;
    }
    let mut ledger = Ledger::open(ledger)?;
    offprint_batch::run(&args.inputs, plan, &mut ledger, told, stop)
}

/// A wrong ledger is a wrong command; what the disk does is not.
fn failure(error: BatchError) -> Failure {
    match error {
        BatchError::Ledger(
            LedgerError::InUse { .. } | LedgerError::Damaged { .. } | LedgerError::Newer { .. },
        ) => Failure::Usage(error.to_string()),
        BatchError::Within { .. } | BatchError::Taken { .. } => Failure::Usage(error.to_string()),
        _ => Failure::Output(error.to_string(), std::io::ErrorKind::Other),
    }
}

fn plan(args: &Batch) -> Result<Plan, Failure> {
    let mut outputs: Vec<Output> = args.to.clone();
    outputs.sort_unstable();
    outputs.dedup();
    let selection = match (args.only_failed, args.sample) {
        (true, _) => Selection::OnlyFailed,
        (false, Some(count)) => Selection::Sample(count.get()),
        (false, None) => Selection::All,
    };
    let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let (options, write, limits) = args.cleaning.batch_options(&args.writing, UNATTENDED)?;
    Ok(Plan {
        template: args.name.clone().unwrap_or_default(),
        options,
        write,
        limits,
        jobs,
        selection,
        dry_run: args.dry_run,
        now: || Some(jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
        ..Plan::new(args.out.clone(), outputs)
    })
}

/// The first signal asks the run to end when what is begun is done; the next ends it at once, which loses nothing either.
fn stopping() -> Result<Stop, Failure> {
    let stop = Stop::default();
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.is_asked() {
            std::process::exit(INTERRUPTED);
        }
        complain("stopping when what is begun is done; once more stops at once");
        asked.ask();
    })
    .map_err(|error| Failure::Usage(format!("cannot listen for Ctrl-C: {error}")))?;
    Ok(stop)
}

/// What shells call the status of a program that Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// Tells how the run goes on: a bar on a terminal, lines elsewhere.
struct Told {
    bar: indicatif::ProgressBar,
    begun: Instant,
    last: Instant,
    is_terminal: bool,
    is_quiet: bool,
    dry_run: bool,
    named: u64,
    begun_at: Option<u64>,
}

impl Told {
    fn new(args: &Batch, dry_run: bool) -> Self {
        let is_terminal = std::io::stderr().is_terminal() && !args.verbosity.is_on();
        let bar = if is_terminal { indicatif::ProgressBar::new(0) } else { indicatif::ProgressBar::hidden() };
        let style =
            indicatif::ProgressStyle::with_template("{elapsed_precise} {bar:24} {percent:>3} % {msg}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        let now = Instant::now();
        Self {
            bar,
            begun: now,
            last: now,
            is_terminal,
            is_quiet: args.quiet,
            dry_run,
            named: 0,
            begun_at: None,
        }
    }

    fn tell(&mut self, counts: &Counts) {
        if self.is_quiet {
            return;
        }
        if self.is_terminal {
            self.bar.set_length(counts.bytes_in_all.max(1));
            self.bar.set_position(counts.bytes.min(counts.bytes_in_all));
            let words = self.in_words(counts);
            self.bar.set_message(words);
        } else if self.last.elapsed() >= LINE_EVERY {
            self.last = Instant::now();
            complain(&self.in_words(counts));
        }
    }

    fn in_words(&mut self, counts: &Counts) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let done = counts.records - counts.skipped;
        #[allow(clippy::cast_precision_loss, reason = "a rate for a person")]
        let rate = done as f64 / seconds;
        let from = *self.begun_at.get_or_insert(counts.bytes);
        let left = left(
            counts.bytes.saturating_sub(from),
            counts.bytes_in_all.saturating_sub(counts.bytes),
            seconds,
        );
        format!(
            "{}, {rate:.0} records/s{}",
            words(counts, self.dry_run),
            left.map(|left| format!(", {left} left")).unwrap_or_default()
        )
    }

    fn end(&mut self, summary: &Summary, ledger: &std::path::Path) {
        if self.is_quiet {
            return;
        }
        let counts = &summary.counts;
        let seconds = self.begun.elapsed().as_secs();
        let how = if summary.stopped { "stopped; the same command goes on" } else { "done" };
        let ledger = if self.dry_run { String::new() } else { format!("; ledger: {}", ledger.display()) };
        complain(&format!("{how}: {} in {}{ledger}", words(counts, self.dry_run), time(seconds)));
    }
}

fn words(counts: &Counts, dry_run: bool) -> String {
    let mut out = format!("{} records", counts.records);
    let verb = if dry_run { "would be converted" } else { "converted" };
    let parts = [
        (counts.converted, verb),
        (counts.no_article, "without an article"),
        (counts.not_a_page, "no pages"),
        (counts.skipped - counts.skipped_bad, "done before"),
        (counts.skipped_bad, "failed before"),
        (counts.failed, "failed"),
        (counts.damaged, "damaged"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if !parts.is_empty() {
        out.push_str(": ");
        out.push_str(&parts.join(", "));
    }
    out
}

/// The time that is left, by the bytes of the archives.
fn left(done: u64, more: u64, seconds: f64) -> Option<String> {
    if done == 0 || more == 0 {
        return None;
    }
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a guess for a person"
    )]
    let left = (seconds / done as f64 * more as f64) as u64;
    Some(time(left))
}

/// `3 h 05 min`.
fn time(seconds: u64) -> String {
    match (seconds / 3_600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, _) => format!("{hours} h {minutes:02} min"),
    }
}

impl Observer for Told {
    fn recorded(&mut self, source: &str, row: &Row, counts: &Counts) {
        let place = || {
            let member = if row.member.is_empty() { String::new() } else { format!("!/{}", row.member) };
            let offset = if row.record_type == "file" || row.offset == 0 {
                String::new()
            } else {
                format!(" at {}", row.offset)
            };
            let address = row.target_uri.as_ref().map(|uri| format!(" ({uri})")).unwrap_or_default();
            format!("{source}{member}{offset}{address}")
        };
        let message = row.message.as_deref().unwrap_or_default();
        match row.outcome {
            Outcome::Failed | Outcome::Damaged => {
                self.named += 1;
                if self.named <= NAMED {
                    let text = format!("{}: {message}", place());
                    self.bar.suspend(|| complain(&text));
                }
                if self.named == NAMED + 1 {
                    self.bar
                        .suspend(|| complain("more failed: the ledger has all of them (offprint report)"));
                }
            }
            outcome => tracing::info!(place = %place(), %outcome, message, "recorded"),
        }
        self.tell(counts);
    }

    fn skipped(&mut self, counts: &Counts) {
        self.tell(counts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_words() {
        assert_eq!(time(9), "9 s");
        assert_eq!(time(69), "1 min 09 s");
        assert_eq!(time(3_900), "1 h 05 min");
        assert_eq!(left(10, 30, 5.0).as_deref(), Some("15 s"));
        assert_eq!(left(0, 30, 5.0), None);
    }

    #[test]
    fn counts_are_told_in_words() {
        let counts = Counts { records: 7, converted: 4, failed: 1, skipped: 2, ..Counts::default() };
        assert_eq!(words(&counts, false), "7 records: 4 converted, 2 done before, 1 failed");
        assert_eq!(words(&Counts::default(), true), "0 records");
    }
}
