//! A run over archives: a thread that reads, threads that convert, and the caller's, which writes ledger and outputs.
//!
//! Results are settled in the order of the records, whichever thread was quicker: so numbers of rows, names that would meet and
//! lines come out the same on any number of threads and after any number of kills.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use offprint_archive::Place;

use crate::in_work::{Mark, left_behind};
use crate::lines::{self, Lines};
use crate::places::Places;
use crate::progress::{Counts, Observer};
use crate::queue::Queue;
use crate::reading::Reading;
use crate::recover::recover;
use crate::work::{self, Done, Job, convert};
use crate::{BatchError, Fingerprint, Output, Plan, Stop};
use offprint_ledger::{Ledger, LookUp, Outcome, OutputRow, Row, Rows, Source};

/// So many records may be begun ahead of the oldest that is not settled; a slow page holds up no more than these.
pub(crate) const AHEAD: u64 = 1_024;
/// Records that are settled in one transaction.
const AT_A_TIME: usize = 128;
/// After this time what there is is settled.
const AT_LATEST: Duration = Duration::from_millis(250);
/// Records that wait for a thread, for each thread.
const WAITING: usize = 8;
/// Bytes of pages that wait for a thread.
const WAITING_BYTES: usize = 64 << 20;

/// What the threads tell the one that settles.
pub(crate) enum Message {
    /// The next in order.
    Settled(u64, Settled),
    /// A record was done before, with this outcome; bytes of the sources that are behind.
    Skipped { outcome: Outcome, behind: u64 },
    /// The run can't go on.
    Failed(BatchError),
}

/// What is settled in order.
pub(crate) enum Settled {
    /// Reading of a source begins.
    Begun {
        source: Arc<Source>,
        /// Whether what the ledger has of it is of the file as it is now.
        is_fresh: bool,
    },
    /// A record.
    Record { source: Arc<Source>, done: Box<Done>, behind: u64 },
    /// A record that would be converted.
    Would { source: Arc<Source>, place: Place, behind: u64 },
    /// All of a source was read.
    Ended {
        source: Arc<Source>,
        /// Whether the file was the same from beginning to end.
        is_whole: bool,
        /// The places at which it is damaged, where all of it was read: rows of others are of an earlier state of it.
        damages: Option<BTreeSet<(String, u64)>>,
    },
}

/// What came of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// What became of the records.
    pub counts: Counts,
    /// Whether it was asked to stop before all was done.
    pub stopped: bool,
}

/// Converts what is in archives and folders, or goes on where an earlier run was.
///
/// # Errors
/// [`BatchError`] where outputs or ledger can't be written. Run again, it goes on.
pub fn run(
    inputs: &[PathBuf],
    plan: &Plan,
    ledger: &mut Ledger,
    observer: &mut dyn Observer,
    stop: &Stop,
) -> Result<Summary, BatchError> {
    let places = Places::new(&plan.out);
    places.make()?;
    outside(inputs, &plan.out)?;
    recover(ledger, &places)?;
    ledger.count_deaths(&left_behind(&places))?;
    places.clear()?;
    let fingerprint = Fingerprint::of(plan);
    let look_up = LookUp::open(ledger.path())?;
    let has_lines = plan.outputs.contains(&Output::JsonLines);
    let lines = if has_lines { Some(Lines::open(ledger, &places)?) } else { None };
    let run = ledger.begin_run((plan.now)().as_deref(), &fingerprint.whole(), plan.jobs.get())?;
    let begun = Settling::new(plan, &fingerprint, &places, inputs);
    let mut settling = Settling { lines, run, ..begun };
    let outcome = threads(inputs, &mut settling, Some(look_up), stop, Some(ledger), observer);
    let counts = settling.counts;
    drop(settling);
    let outcome =
        outcome.and_then(|()| if has_lines { Lines::put_in_order(ledger, &places) } else { Ok(()) });
    let told = match &outcome {
        Ok(()) if stop.is_asked() => "stopped".to_owned(),
        Ok(()) => "done".to_owned(),
        Err(error) => error.to_string(),
    };
    if outcome.is_ok() {
        places.clear()?;
        ledger.end_run(run, (plan.now)().as_deref(), &told)?;
        places.close();
    }
    outcome.map(|()| Summary { counts, stopped: stop.is_asked() })
}

/// Tells what a run would do, and does nothing: no file is written. Pages that would be converted count as converted.
///
/// # Errors
/// [`BatchError`] where a ledger is there and can't be read.
pub fn dry_run(
    inputs: &[PathBuf],
    plan: &Plan,
    ledger: Option<&std::path::Path>,
    observer: &mut dyn Observer,
    stop: &Stop,
) -> Result<Summary, BatchError> {
    let places = Places::new(&plan.out);
    let fingerprint = Fingerprint::of(plan);
    let look_up =
        ledger.map(|path| Ledger::read(path).and_then(|ledger| LookUp::open(ledger.path()))).transpose()?;
    let plan = Plan { dry_run: true, ..plan.clone() };
    let mut settling = Settling::new(&plan, &fingerprint, &places, inputs);
    threads(inputs, &mut settling, look_up, stop, None, observer)?;
    Ok(Summary { counts: settling.counts, stopped: stop.is_asked() })
}

/// Refuses outputs within a folder that is read.
fn outside(inputs: &[PathBuf], out: &std::path::Path) -> Result<(), BatchError> {
    let Ok(whole) = out.canonicalize() else { return Ok(()) };
    let within =
        |input: &&PathBuf| input.is_dir() && input.canonicalize().is_ok_and(|input| whole.starts_with(input));
    match inputs.iter().find(within) {
        Some(input) => Err(BatchError::Within { out: out.to_owned(), input: input.clone() }),
        None => Ok(()),
    }
}

fn bytes_of(inputs: &[PathBuf]) -> u64 {
    let length = |path: &PathBuf| {
        std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|there| there.len())
    };
    inputs.iter().filter_map(length).sum()
}

/// Ends the other threads when the one that settles ends, however it does.
struct LetGo<'a>(&'a Queue<Job>);

impl Drop for LetGo<'_> {
    fn drop(&mut self) {
        self.0.abandon();
    }
}

fn threads(
    inputs: &[PathBuf],
    settling: &mut Settling<'_>,
    look_up: Option<LookUp>,
    stop: &Stop,
    ledger: Option<&mut Ledger>,
    observer: &mut dyn Observer,
) -> Result<(), BatchError> {
    let (plan, fingerprint, places) = (settling.plan, settling.fingerprint, settling.places);
    let queue = Queue::new(plan.jobs.get().saturating_mul(WAITING), WAITING_BYTES);
    let (send, receive) = channel();
    std::thread::scope(|scope| {
        let _let_go = LetGo(&queue);
        // Gone before the others are let go: they end at their next message.
        let receive = receive;
        let reading = Reading::new(plan, fingerprint, places, look_up, &queue, send.clone(), stop);
        let begin = |name: &str| std::thread::Builder::new().name(name.to_owned());
        begin("read").spawn_scoped(scope, move || reading.run(inputs)).map_err(BatchError::Thread)?;
        for thread in 0..plan.jobs.get() {
            let (send, queue) = (send.clone(), &queue);
            // A trial run writes nothing.
            let mut mark = if plan.dry_run { None } else { Some(Mark::new(places, thread)?) };
            let work = move || {
                while let Some(job) = queue.pop() {
                    let marked = mark.as_mut().map_or(Ok(()), |mark| mark.set(&job));
                    let done = marked.and_then(|()| convert(&job, plan, fingerprint, places));
                    let cleared = mark.as_mut().map_or(Ok(()), Mark::clear);
                    let message = match cleared.and(done) {
                        Ok(done) => {
                            let (source, done) = (Arc::clone(&job.source), Box::new(done));
                            Message::Settled(job.seq, Settled::Record { source, done, behind: job.behind })
                        }
                        Err(error) => Message::Failed(error),
                    };
                    if send.send(message).is_err() {
                        break;
                    }
                }
            };
            begin("convert").spawn_scoped(scope, work).map_err(BatchError::Thread)?;
        }
        drop(send);
        settling.all(&receive, &queue, ledger, observer)
    })
}

/// Settles results, in the order of the records.
struct Settling<'a> {
    plan: &'a Plan,
    fingerprint: &'a Fingerprint,
    places: &'a Places,
    lines: Option<Lines>,
    run: i64,
    counts: Counts,
    /// What is settled next.
    batch: Vec<Settled>,
}

impl<'a> Settling<'a> {
    /// Nothing is settled yet, and nothing is written.
    fn new(plan: &'a Plan, fingerprint: &'a Fingerprint, places: &'a Places, inputs: &[PathBuf]) -> Self {
        let counts = Counts { bytes_in_all: bytes_of(inputs), ..Counts::default() };
        Self { plan, fingerprint, places, lines: None, run: 0, counts, batch: Vec::new() }
    }

    fn all(
        &mut self,
        receive: &Receiver<Message>,
        queue: &Queue<Job>,
        mut ledger: Option<&mut Ledger>,
        observer: &mut dyn Observer,
    ) -> Result<(), BatchError> {
        let mut waiting = BTreeMap::new();
        let mut next = 0_u64;
        loop {
            let message = receive.recv_timeout(AT_LATEST);
            let is_late = matches!(message, Err(RecvTimeoutError::Timeout));
            match message {
                Ok(Message::Settled(seq, settled)) => drop(waiting.insert(seq, settled)),
                Ok(Message::Skipped { outcome, behind }) => {
                    self.counts.skip(outcome);
                    self.counts.bytes = self.counts.bytes.max(behind);
                    observer.skipped(&self.counts);
                }
                Ok(Message::Failed(error)) => return Err(error),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Some(settled) = waiting.remove(&next) {
                self.batch.push(settled);
                next += 1;
            }
            if self.batch.len() >= AT_A_TIME || is_late && !self.batch.is_empty() {
                self.settle(ledger.as_deref_mut(), observer)?;
                queue.settle(next);
            }
        }
        if !self.batch.is_empty() {
            self.settle(ledger, observer)?;
        }
        // A number that never came: its thread ended by a panic.
        if waiting.is_empty() { Ok(()) } else { Err(BatchError::Defect) }
    }

    fn settle(&mut self, ledger: Option<&mut Ledger>, observer: &mut dyn Observer) -> Result<(), BatchError> {
        let batch = std::mem::take(&mut self.batch);
        if let Some(ledger) = ledger {
            return self.write(batch, ledger, observer);
        }
        for settled in batch {
            match settled {
                Settled::Record { source, done, behind } => self.tell(&source, &done.row, behind, observer),
                Settled::Would { source, place, behind } => {
                    let mut row = Row::new("", Outcome::Converted, &self.fingerprint.reading);
                    work::at(&mut row, &place);
                    self.tell(&source, &row, behind, observer);
                }
                Settled::Begun { .. } | Settled::Ended { .. } => {}
            }
        }
        Ok(())
    }

    fn tell(&mut self, source: &Source, row: &Row, behind: u64, observer: &mut dyn Observer) {
        self.counts.add(row.outcome);
        self.counts.bytes = self.counts.bytes.max(behind);
        observer.recorded(&source.path, row, &self.counts);
    }

    /// Writes rows in one transaction, then puts files in their places, then removes those that are replaced.
    fn write(
        &mut self,
        batch: Vec<Settled>,
        ledger: &mut Ledger,
        observer: &mut dyn Observer,
    ) -> Result<(), BatchError> {
        let (mut puts, mut old, mut told) = (Vec::new(), Vec::new(), Vec::new());
        let rows = ledger.rows()?;
        for settled in batch {
            match settled {
                Settled::Begun { source, is_fresh } => rows.begin(&source, is_fresh)?,
                Settled::Ended { source, is_whole, damages } => {
                    rows.complete(&source, is_whole)?;
                    if let Some(damages) = damages {
                        rows.forget_damages(&source, &damages)?;
                    }
                }
                Settled::Would { .. } => {}
                Settled::Record { source, mut done, behind } => {
                    let id = rows.source(&source)?;
                    let record = rows.record(id, &done.row, self.run)?;
                    self.outputs(&rows, record, &mut done, &mut puts, &mut old)?;
                    told.push((source, done.row, behind));
                }
            }
        }
        if let Some(lines) = &mut self.lines {
            lines.flush()?;
        }
        rows.commit()?;
        for (waiting, path) in &puts {
            self.places.put(waiting, path)?;
        }
        for path in old {
            if !ledger.is_placed(&path)? {
                self.places.remove(&path)?;
            }
        }
        for (source, row, behind) in told {
            self.tell(&source, &row, behind, observer);
        }
        Ok(())
    }

    /// Writes the outputs of a record into the ledger.
    fn outputs(
        &mut self,
        rows: &Rows<'_>,
        record: i64,
        done: &mut Done,
        puts: &mut Vec<(PathBuf, String)>,
        old: &mut Vec<String>,
    ) -> Result<(), BatchError> {
        let before = rows.outputs(record)?;
        if done.row.outcome != Outcome::Converted {
            for output in &before {
                rows.no_output(record, output)?;
                old.extend((output.format != lines::FORMAT).then(|| output.path.clone()));
            }
            return Ok(());
        }
        let mut made = Vec::new();
        if !done.staged.is_empty() {
            let files = self.plan.outputs.iter().filter(|output| **output != Output::JsonLines);
            let endings: Vec<&str> = files.map(|output| output.name()).collect();
            let is_foreign = |ending: &str, path: &str| {
                let new = done.staged.iter().find(|staged| staged.format.extension() == ending);
                new.is_some_and(|new| self.places.is_foreign(path, new.bytes, &new.sha256))
            };
            let name = rows.free_name(record, &done.name, &endings, is_foreign)?;
            for staged in done.staged.drain(..) {
                let format = staged.format.extension();
                let path = format!("{name}.{format}");
                let settings =
                    self.fingerprint.of_output(Output::File(staged.format)).unwrap_or_default().to_owned();
                let format = format.to_owned();
                puts.push((staged.path, path.clone()));
                made.push(OutputRow {
                    format,
                    path,
                    offset: 0,
                    bytes: staged.bytes,
                    sha256: staged.sha256,
                    settings,
                });
            }
        }
        if let (Some(line), Some(lines)) = (&done.line, &mut self.lines) {
            made.push(OutputRow {
                format: lines::FORMAT.to_owned(),
                path: lines::NAME.to_owned(),
                offset: lines.add(line)?,
                bytes: u64::try_from(line.len()).unwrap_or_default(),
                sha256: offprint_model::sha256_hex(line.as_bytes()),
                settings: self.fingerprint.of_output(Output::JsonLines).unwrap_or_default().to_owned(),
            });
        }
        for output in &made {
            let is_file = output.format != lines::FORMAT;
            let replaced =
                before.iter().find(|before| before.format == output.format && before.path != output.path);
            if let Some(replaced) = replaced.filter(|_| is_file) {
                rows.moved(record, replaced)?;
                old.push(replaced.path.clone());
            }
            rows.output(record, output, is_file)?;
        }
        let kept = before.into_iter().filter(|before| !made.iter().any(|made| made.format == before.format));
        done.row.outputs = kept.chain(made.iter().cloned()).collect();
        done.row.outputs.sort_by(|a, b| a.format.cmp(&b.format));
        Ok(())
    }
}
