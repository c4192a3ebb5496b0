//! The thread that reads archives: which records are to be converted, and which are done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::UNIX_EPOCH;

use offprint_archive::{Archive, ArchiveError, ArchiveKind, Content, Damage, Place, Record};
use offprint_model::sha256_hex;

use crate::in_work::{is_given_up, is_suspect};
use crate::places::Places;
use crate::queue::Queue;
use crate::run::{AHEAD, Message, Settled};
use crate::wanted::wanted;
use crate::work::{Done, Job, damaged, given_up, not_a_page};
use crate::{BatchError, Fingerprint, Output, Plan, Selection, Stop};
use offprint_ledger::{Deaths, Known, LookUp, Outcome, Source};

/// What is known of a source before it is read.
fn source_of(path: &Path) -> Source {
    let there = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file);
    let modified = there.as_ref().and_then(|there| there.modified().ok()?.duration_since(UNIX_EPOCH).ok());
    Source {
        path: path.to_string_lossy().into_owned(),
        kind: String::new(),
        bytes: there.and_then(|there| i64::try_from(there.len()).ok()),
        modified: modified.and_then(|time| i64::try_from(time.as_nanos()).ok()),
    }
}

/// How a record is named in what is made of it: the same wherever the archive stands.
pub(crate) fn name_of(source: &Source, member: &str) -> String {
    let name = Path::new(&source.path).file_name().map(|name| name.to_string_lossy());
    let name = name.as_deref().unwrap_or(&source.path);
    match (member, source.kind.as_str()) {
        ("", _) => name.to_owned(),
        (member, "folder") => member.to_owned(),
        (member, _) => format!("{name}!/{member}"),
    }
}

/// Where a record that the ledger knows stands.
fn place_of(known: &Known) -> Place {
    Place { member: known.member.clone(), offset: known.offset, length: known.length }
}

/// What the thread works with.
pub(crate) struct Reading<'a> {
    pub plan: &'a Plan,
    pub fingerprint: &'a Fingerprint,
    pub places: &'a Places,
    /// None for a trial run without a ledger.
    pub look_up: Option<LookUp>,
    pub queue: &'a Queue<Job>,
    pub send: Sender<Message>,
    pub stop: &'a Stop,
    seq: u64,
    /// Bytes of the sources that are behind.
    behind: u64,
    /// Whether the program ended at any record before it got on.
    has_deaths: bool,
    /// Damaged places of the source that is read, as far as it was read now.
    damages: BTreeSet<(String, u64)>,
}

/// Why reading ends before its end: it was asked to, or the run has failed.
struct Ended;

impl<'a> Reading<'a> {
    pub(crate) fn new(
        plan: &'a Plan,
        fingerprint: &'a Fingerprint,
        places: &'a Places,
        look_up: Option<LookUp>,
        queue: &'a Queue<Job>,
        send: Sender<Message>,
        stop: &'a Stop,
    ) -> Self {
        // Where that can't be read nothing can, and the first question says so.
        let has_deaths = look_up.as_ref().is_some_and(|look_up| look_up.has_deaths().unwrap_or(true));
        Self {
            plan,
            fingerprint,
            places,
            look_up,
            queue,
            send,
            stop,
            seq: 0,
            behind: 0,
            has_deaths,
            damages: BTreeSet::new(),
        }
    }

    /// Reads all sources; then the queue is closed.
    pub(crate) fn run(mut self, inputs: &[PathBuf]) {
        let outcome = match self.plan.selection {
            Selection::Sample(count) => self.sample(inputs, count),
            Selection::All | Selection::OnlyFailed => inputs.iter().try_for_each(|input| self.source(input)),
        };
        // Whoever ended it knows why.
        let _ = outcome;
        self.queue.close();
    }

    fn fail(&self, error: BatchError) -> Ended {
        // The one who takes messages is gone where this fails, and so has ended the run.
        let _ = self.send.send(Message::Failed(error));
        Ended
    }

    /// Waits for room, and gives the next number.
    fn next_seq(&mut self) -> Result<u64, Ended> {
        if self.stop.is_asked() || !self.queue.wait_for(self.seq, AHEAD) {
            return Err(Ended);
        }
        let seq = self.seq;
        self.seq += 1;
        Ok(seq)
    }

    fn settle(&mut self, settled: Settled) -> Result<(), Ended> {
        let seq = self.next_seq()?;
        self.send.send(Message::Settled(seq, settled)).map_err(|_| Ended)
    }

    fn source(&mut self, path: &Path) -> Result<(), Ended> {
        let mut facts = source_of(path);
        let only_failed = self.plan.selection == Selection::OnlyFailed;
        let known = match &self.look_up {
            Some(look_up) => look_up.source(&facts.path).map_err(|error| self.fail(error.into()))?,
            None => None,
        };
        if only_failed && known.is_none() {
            return Ok(());
        }
        let archive = Archive::open(path, &self.plan.limits);
        facts.kind = archive.as_ref().map_or("unreadable", |archive| kind_name(archive.kind())).to_owned();
        let is_unchanged = known.as_ref().is_some_and(|known| {
            facts.bytes.is_some() && known.bytes == facts.bytes && known.modified == facts.modified
        });
        let begin = self.behind;
        let source = Arc::new(facts.clone());
        self.settle(Settled::Begun {
            source: Arc::clone(&source),
            is_fresh: known.is_none() || is_unchanged,
        })?;
        let known_id = known.as_ref().map(|known| known.id);
        self.damages.clear();
        // Whether it was read from its beginning, so that damage which was not met is none any more.
        let mut is_read = false;
        match archive {
            Err(error) => {
                let row = damaged(&Damage::at(Place::default(), error), self.fingerprint);
                self.row(&source, row)?;
            }
            Ok(mut archive) => {
                if only_failed {
                    self.again(&mut archive, &source, known_id, true)?;
                } else {
                    let was_complete = known.as_ref().is_some_and(|known| known.complete);
                    let goes_on = is_unchanged && self.again(&mut archive, &source, known_id, false)?;
                    if !(goes_on && was_complete) {
                        self.records(&mut archive, &source, known_id)?;
                        is_read = !goes_on;
                    }
                }
            }
        }
        self.behind = begin + facts.bytes.and_then(|bytes| u64::try_from(bytes).ok()).unwrap_or(0);
        if only_failed {
            return Ok(());
        }
        let now = source_of(path);
        let is_same = facts.bytes == now.bytes && facts.modified == now.modified;
        let is_whole = is_same && facts.kind != "unreadable";
        let damages = (is_whole && is_read).then(|| std::mem::take(&mut self.damages));
        self.settle(Settled::Ended { source, is_whole, damages })
    }

    /// Reads the archive on.
    fn records(
        &mut self,
        archive: &mut Archive,
        source: &Arc<Source>,
        known: Option<i64>,
    ) -> Result<(), Ended> {
        for record in archive.by_ref() {
            self.record(record, source, known)?;
        }
        Ok(())
    }

    fn record(
        &mut self,
        record: Result<Record, Damage>,
        source: &Arc<Source>,
        known: Option<i64>,
    ) -> Result<(), Ended> {
        let place = record.as_ref().map_or_else(|damage| &damage.place, |record| &record.place);
        if record.is_err() {
            self.damages.insert((place.member.clone(), place.offset));
        }
        let known = match (&self.look_up, known) {
            (Some(look_up), Some(known)) => {
                look_up.known(known, &place.member, place.offset).map_err(|error| self.fail(error.into()))?
            }
            _ => None,
        };
        match known.map(|known| (known.outcome, self.wanted(&known, record.as_ref().ok()))) {
            Some((outcome, None)) => self.skip(outcome),
            Some((_, Some(wanted))) => self.take(record, source, wanted),
            None => self.take(record, source, self.all()),
        }
    }

    fn all(&self) -> Vec<Output> {
        self.fingerprint.outputs.iter().map(|(output, _)| *output).collect()
    }

    /// What is to be made of a record that the ledger knows; none where it is done.
    fn wanted(&self, known: &Known, record: Option<&Record>) -> Option<Vec<Output>> {
        // Another record in its place, or the same with other facts, which the row and the outputs tell.
        if let Some(record) = record
            && (&known.record_id, &known.target_uri, &known.date)
                != (&record.record_id, &record.target_uri, &record.date)
        {
            return Some(self.all());
        }
        if let Some(Content::Page(bytes)) = record.map(|record| &record.content)
            && known.sha256.as_deref() != Some(sha256_hex(bytes).as_str())
        {
            return Some(self.all());
        }
        let outputs = wanted(known, self.fingerprint, self.places)?;
        Some(if outputs.is_empty() { self.all() } else { outputs })
    }

    fn skip(&mut self, outcome: Outcome) -> Result<(), Ended> {
        let message = Message::Skipped { outcome, behind: self.behind };
        self.send.send(message).map_err(|_| Ended)?;
        if self.stop.is_asked() { Err(Ended) } else { Ok(()) }
    }

    fn take(
        &mut self,
        record: Result<Record, Damage>,
        source: &Arc<Source>,
        wanted: Vec<Output>,
    ) -> Result<(), Ended> {
        let record = match record {
            Err(damage) => return self.damage(source, &damage),
            Ok(record) => record,
        };
        let bytes = match &record.content {
            Content::NotAPage(why) => {
                let row = not_a_page(&record, why, self.fingerprint);
                return self.row(source, row);
            }
            Content::Page(bytes) => bytes.len(),
        };
        if self.plan.dry_run {
            return self.settle(Settled::Would {
                source: Arc::clone(source),
                place: record.place,
                behind: self.behind,
            });
        }
        let deaths = self.deaths(&source.path, &record.place)?;
        if is_given_up(deaths) {
            return self.row(source, given_up(&record, self.fingerprint));
        }
        let alone = is_suspect(deaths);
        if alone {
            self.wait_for_all()?;
        }
        let seq = self.next_seq()?;
        let behind =
            if record.place.member.is_empty() { self.behind + record.place.offset } else { self.behind };
        let job = Job { seq, source: Arc::clone(source), record: Box::new(record), wanted, behind, alone };
        self.queue.push(job, bytes).map_err(|_| Ended)?;
        if alone { self.wait_for_all() } else { Ok(()) }
    }

    /// Waits until nothing is in work.
    fn wait_for_all(&self) -> Result<(), Ended> {
        if self.queue.wait_for(self.seq, 1) { Ok(()) } else { Err(Ended) }
    }

    /// How often the program ended at a record.
    fn deaths(&self, source: &str, place: &Place) -> Result<Deaths, Ended> {
        match &self.look_up {
            Some(look_up) if self.has_deaths => {
                look_up.deaths(source, &place.member, place.offset).map_err(|error| self.fail(error.into()))
            }
            _ => Ok(Deaths::default()),
        }
    }

    fn damage(&mut self, source: &Arc<Source>, damage: &Damage) -> Result<(), Ended> {
        self.row(source, damaged(damage, self.fingerprint))
    }

    fn row(&mut self, source: &Arc<Source>, row: crate::Row) -> Result<(), Ended> {
        let behind = if row.member.is_empty() { self.behind + row.offset } else { self.behind };
        let done = Done { row, name: String::new(), staged: Vec::new(), line: None };
        self.settle(Settled::Record { source: Arc::clone(source), done: Box::new(done), behind })
    }

    /// Goes through the records of a source that the ledger knows, and takes again those that are not done. Then the archive stands
    /// behind the last of them. Whether it does.
    fn again(
        &mut self,
        archive: &mut Archive,
        source: &Arc<Source>,
        known: Option<i64>,
        only_bad: bool,
    ) -> Result<bool, Ended> {
        let Some(id) = known else { return Ok(false) };
        let (mut after, mut last) = (0, None);
        loop {
            let Some(look_up) = &self.look_up else { return Ok(false) };
            let records = look_up.records(id, after, only_bad).map_err(|error| self.fail(error.into()))?;
            let Some(newest) = records.last() else { break };
            after = newest.id;
            for known in records {
                let outputs =
                    if only_bad { Some(self.all()) } else { wanted(&known, self.fingerprint, self.places) };
                match outputs {
                    None => self.skip(known.outcome)?,
                    Some(outputs) => {
                        let outputs = if outputs.is_empty() { self.all() } else { outputs };
                        match self.at(archive, &place_of(&known)) {
                            Some(record) => self.take(record, source, outputs)?,
                            None => {
                                let error = ArchiveError::Malformed {
                                    format: "archive",
                                    what: "the record is not there any more".to_owned(),
                                };
                                self.damage(source, &Damage::at(place_of(&known), error))?;
                            }
                        }
                    }
                }
                last = Some(place_of(&known));
            }
        }
        Ok(only_bad || last.is_some_and(|last| self.at(archive, &last).is_some()))
    }

    fn at(&self, archive: &mut Archive, place: &Place) -> Option<Result<Record, Damage>> {
        match archive.seek(place) {
            Ok(true) => archive.next(),
            Ok(false) | Err(_) => None,
        }
    }

    /// Takes so many pages of all sources: those whose places have the smallest digests.
    fn sample(&mut self, inputs: &[PathBuf], count: usize) -> Result<(), Ended> {
        let mut chosen: BTreeMap<String, (usize, Place)> = BTreeMap::new();
        for (index, input) in inputs.iter().enumerate() {
            // What can't be opened is told of when pages are taken of it.
            let Ok(archive) = Archive::open(input, &self.plan.limits) else { continue };
            let facts = source_of(input);
            for record in archive.filter_map(Result::ok) {
                if self.stop.is_asked() {
                    return Err(Ended);
                }
                if !matches!(record.content, Content::Page(_)) {
                    continue;
                }
                let place = record.place;
                let key = format!("{}\n{}\n{}", name_of(&facts, ""), place.member, place.offset);
                chosen.insert(sha256_hex(key.as_bytes()), (index, place));
                if chosen.len() > count {
                    chosen.pop_last();
                }
            }
        }
        let mut places: Vec<(usize, Place)> = chosen.into_values().collect();
        places.sort_unstable();
        for (index, input) in inputs.iter().enumerate() {
            let mut of_this = places.iter().filter(|(of, _)| *of == index).map(|(_, place)| place).peekable();
            if of_this.peek().is_none() {
                continue;
            }
            let Ok(mut archive) = Archive::open(input, &self.plan.limits) else { continue };
            let mut facts = source_of(input);
            kind_name(archive.kind()).clone_into(&mut facts.kind);
            let known = match &self.look_up {
                Some(look_up) => look_up.source(&facts.path).map_err(|error| self.fail(error.into()))?,
                None => None,
            };
            let source = Arc::new(facts);
            // A sample is never the whole: a run over all looks at each record.
            self.settle(Settled::Begun { source: Arc::clone(&source), is_fresh: false })?;
            for place in of_this {
                if let Some(record) = self.at(&mut archive, place) {
                    self.record(record, &source, known.as_ref().map(|known| known.id))?;
                }
            }
        }
        Ok(())
    }
}

fn kind_name(kind: ArchiveKind) -> &'static str {
    match kind {
        ArchiveKind::Warc => "warc",
        ArchiveKind::Wacz => "wacz",
        ArchiveKind::Cdxj => "cdxj",
        ArchiveKind::Mhtml => "mhtml",
        ArchiveKind::Zip => "zip",
        ArchiveKind::Tar => "tar",
        ArchiveKind::Webarchive => "webarchive",
        ArchiveKind::Export => "export",
        ArchiveKind::Folder => "folder",
        ArchiveKind::Page => "page",
        _ => "other",
    }
}
