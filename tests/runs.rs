//! Runs over archives: stopped, repeated, changed, on any number of threads.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use offprint::LinkStyle;
use offprint_batch::{
    BatchError, Counts, Ledger, LedgerError, Observer, Outcome, Output, Plan, Row, Selection, Silent, Stop,
    Summary, dry_run, run,
};
use tempfile::TempDir;

use crate::crawl::write_crawl;
use crate::ledger_content::{folder_content, ledger_content};

type Tested = Result<(), Box<dyn std::error::Error>>;

/// A crawl, and room for outputs.
struct Trial {
    folder: TempDir,
    inputs: Vec<PathBuf>,
}

impl Trial {
    fn of(records: usize) -> Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let crawl = folder.path().join("crawl.warc.gz");
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
        write_crawl(std::fs::File::create(&crawl)?, &fixtures, records, 7)?;
        Ok(Self { folder, inputs: vec![crawl] })
    }

    fn plan(&self, name: &str, outputs: &[&str]) -> Result<Plan, Box<dyn std::error::Error>> {
        let outputs = outputs.iter().map(|name| name.parse::<Output>()).collect::<Result<Vec<_>, _>>()?;
        Ok(Plan::new(self.folder.path().join(name), outputs))
    }

    fn run(&self, plan: &Plan) -> Result<Summary, Box<dyn std::error::Error>> {
        Ok(self.run_until(plan, u64::MAX)?)
    }

    /// Runs, and asks to stop after so many records.
    fn run_until(&self, plan: &Plan, most: u64) -> Result<Summary, BatchError> {
        let stop = Stop::default();
        let mut until = Until { most, stop: stop.clone() };
        std::fs::create_dir_all(&plan.out)
            .map_err(|error| BatchError::Output { path: plan.out.clone(), error })?;
        let mut ledger = Ledger::open(&ledger_of(plan))?;
        run(&self.inputs, plan, &mut ledger, &mut until, &stop)
    }
}

fn ledger_of(plan: &Plan) -> PathBuf {
    plan.out.join("ledger.sqlite")
}

/// Outputs and ledger, as two runs over the same must have them.
fn content(plan: &Plan) -> Result<(String, String), Box<dyn std::error::Error>> {
    Ok((folder_content(&plan.out)?, ledger_content(&ledger_of(plan))?))
}

/// Asks to stop after some records.
struct Until {
    most: u64,
    stop: Stop,
}

impl Observer for Until {
    fn recorded(&mut self, _source: &str, _row: &Row, counts: &Counts) {
        if counts.records - counts.skipped >= self.most {
            self.stop.ask();
        }
    }
}

#[test]
fn every_record_has_a_row_and_a_run_again_does_nothing() -> Tested {
    let trial = Trial::of(300)?;
    let plan = trial.plan("out", &["txt", "jsonl"])?;
    let summary = trial.run(&plan)?;
    let counts = summary.counts;
    assert!(!summary.stopped);
    assert!(counts.records >= 300, "{counts:?}");
    assert!(
        counts.converted > 100 && counts.no_article > 0 && counts.not_a_page > 50 && counts.damaged > 0,
        "{counts:?}"
    );
    assert_eq!(
        counts.records,
        counts.converted + counts.no_article + counts.not_a_page + counts.failed + counts.damaged
    );
    let before = content(&plan)?;
    assert_eq!(before.1.lines().filter(|line| line.starts_with("record ")).count() as u64, counts.records);
    let again = trial.run(&plan)?;
    assert_eq!((again.counts.records, again.counts.skipped), (counts.records, counts.records));
    assert_eq!(content(&plan)?, before);
    assert!(!plan.out.join(".offprint").exists(), "nothing waits");
    Ok(())
}

#[test]
fn stopped_runs_and_other_threads_come_to_the_same() -> Tested {
    let trial = Trial::of(900)?;
    let whole = trial.plan("whole", &["html", "txt", "jsonl"])?;
    trial.run(&whole)?;
    let parts =
        Plan { jobs: NonZeroUsize::MIN.saturating_add(4), ..trial.plan("parts", &["html", "txt", "jsonl"])? };
    let mut runs = 0;
    while trial.run_until(&parts, 1)?.stopped {
        runs += 1;
        assert!(runs < 100, "it goes on");
    }
    assert!(runs > 1, "it was stopped on the way");
    let ((files, rows), (files_of_parts, rows_of_parts)) = (content(&whole)?, content(&parts)?);
    assert_eq!(files, files_of_parts);
    assert_eq!(rows, rows_of_parts);
    Ok(())
}

#[test]
fn changed_options_make_again_what_they_change() -> Tested {
    let trial = Trial::of(60)?;
    let mut plan = trial.plan("out", &["html", "txt"])?;
    let first = trial.run(&plan)?.counts;
    let times = |ending: &str| -> std::io::Result<Vec<std::time::SystemTime>> {
        let listed = folder_content(&plan.out)?;
        let names = listed.lines().filter_map(|line| line.split_once(' ')).map(|(name, _)| name.to_owned());
        let files = names.filter(|name| name.ends_with(ending)).map(|name| plan.out.join(name));
        files.map(|file| std::fs::metadata(file)?.modified()).collect()
    };
    let (html, text) = (times(".html")?, times(".txt")?);
    let listed = folder_content(&plan.out)?;
    plan.write.text.links = LinkStyle::None;
    plan.outputs.push("md".parse()?);
    let second = trial.run(&plan)?.counts;
    assert_eq!(second.converted, first.converted);
    assert_eq!(second.skipped, first.records - first.converted, "what has no outputs is done");
    assert_eq!(times(".html")?, html, "as they were");
    assert_ne!(times(".txt")?, text, "made again");
    assert_eq!(times(".md")?.len(), html.len());
    assert_ne!(folder_content(&plan.out)?, listed);
    Ok(())
}

#[test]
fn another_template_moves_outputs_and_leaves_nothing_behind() -> Tested {
    let trial = Trial::of(60)?;
    let mut plan = trial.plan("out", &["txt"])?;
    trial.run(&plan)?;
    let fresh = Plan { template: "{site}/{slug}".parse()?, ..trial.plan("fresh", &["txt"])? };
    trial.run(&fresh)?;
    plan.template = "{site}/{slug}".parse()?;
    trial.run(&plan)?;
    assert_eq!(folder_content(&plan.out)?, folder_content(&fresh.out)?);
    Ok(())
}

#[test]
fn what_was_lost_is_made_again_and_files_of_others_stay() -> Tested {
    let trial = Trial::of(60)?;
    let plan = trial.plan("out", &["txt", "jsonl"])?;
    trial.run(&plan)?;
    let before = content(&plan)?;
    let lost = before.0.lines().find_map(|line| line.split_once(' ')).map(|(name, _)| plan.out.join(name));
    std::fs::remove_file(lost.ok_or("an output")?)?;
    std::fs::write(plan.out.join("articles.jsonl"), "cut")?;
    trial.run(&plan)?;
    assert_eq!(content(&plan)?, before);

    // A file of the user's where an output of another folder would stand.
    let other = trial.plan("other", &["txt"])?;
    let taken =
        before.0.lines().filter_map(|line| line.split_once(' ')).find(|(name, _)| name.ends_with(".txt"));
    let taken = other.out.join(taken.ok_or("a text")?.0);
    std::fs::create_dir_all(taken.parent().ok_or("a folder")?)?;
    std::fs::write(&taken, "mine")?;
    trial.run(&other)?;
    assert_eq!(std::fs::read_to_string(&taken)?, "mine");
    let numbered =
        taken.with_file_name(format!("{}-2.txt", taken.file_stem().ok_or("a name")?.to_string_lossy()));
    assert!(numbered.is_file(), "{}", numbered.display());
    Ok(())
}

#[test]
fn a_higher_limit_looks_again_at_what_went_over_it() -> Tested {
    let trial = Trial::of(60)?;
    let mut plan = trial.plan("out", &["txt"])?;
    plan.options.max_nodes = 120;
    let first = trial.run(&plan)?.counts;
    assert!(first.failed > 5 && first.converted > 0, "{first:?}");
    let unchanged = trial.run(&plan)?.counts;
    assert_eq!(unchanged.skipped, first.records);
    plan.options.max_nodes = 2_000_000;
    let second = trial.run(&plan)?.counts;
    assert_eq!(second.failed, 0, "{second:?}");
    assert_eq!(second.skipped, first.records - first.failed);
    let at_once = Plan { options: plan.options.clone(), ..trial.plan("once", &["txt"])? };
    trial.run(&at_once)?;
    assert_eq!(content(&plan)?, content(&at_once)?);
    Ok(())
}

#[test]
fn failed_ones_alone_samples_and_trials() -> Tested {
    let trial = Trial::of(120)?;
    let mut plan = trial.plan("out", &["txt"])?;
    plan.options.max_nodes = 120;
    let first = trial.run(&plan)?.counts;
    plan.options.max_nodes = 2_000_000;
    plan.selection = Selection::OnlyFailed;
    let again = trial.run(&plan)?.counts;
    assert_eq!(again.records, first.failed + first.damaged);
    assert_eq!((again.failed, again.damaged), (0, first.damaged));

    let sample = Plan { selection: Selection::Sample(7), ..trial.plan("sample", &["txt"])? };
    let sampled = trial.run(&sample)?.counts;
    assert_eq!(sampled.records, 7);
    let other = Plan { selection: Selection::Sample(7), ..trial.plan("sample-again", &["txt"])? };
    trial.run(&other)?;
    assert_eq!(content(&sample)?, content(&other)?);

    let dry = trial.plan("dry", &["txt"])?;
    let would = dry_run(&trial.inputs, &dry, None, &mut Silent, &Stop::default())?.counts;
    assert_eq!(would.records, first.records);
    assert!(!dry.out.exists(), "nothing is written");
    let after = dry_run(&trial.inputs, &plan, Some(&ledger_of(&plan)), &mut Silent, &Stop::default())?;
    assert_eq!(after.counts.converted, 0, "{after:?}");
    Ok(())
}

#[test]
fn a_changed_archive_is_read_again() -> Tested {
    let trial = Trial::of(80)?;
    let plan = trial.plan("out", &["txt"])?;
    trial.run(&plan)?;
    // The crawler went on.
    let archive = trial.inputs.first().ok_or("an input")?;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    write_crawl(std::fs::File::create(archive)?, &fixtures, 120, 7)?;
    let second = trial.run(&plan)?.counts;
    assert!(second.skipped >= 70, "{second:?}");
    let fresh = trial.plan("fresh", &["txt"])?;
    trial.run(&fresh)?;
    assert_eq!(folder_content(&plan.out)?, folder_content(&fresh.out)?);
    Ok(())
}

#[test]
fn a_ledger_is_for_one_run_at_a_time() -> Tested {
    let trial = Trial::of(10)?;
    let plan = trial.plan("out", &["txt"])?;
    trial.run(&plan)?;
    let held = Ledger::open(&ledger_of(&plan))?;
    let refused = trial.run_until(&plan, u64::MAX);
    assert!(matches!(refused, Err(BatchError::Ledger(LedgerError::InUse { .. }))), "{refused:?}");
    // Reports may read.
    Ledger::read(&ledger_of(&plan))?;
    drop(held);
    trial.run(&plan)?;
    Ok(())
}

#[test]
fn damaged_and_other_ledgers_are_told() -> Tested {
    let trial = Trial::of(60)?;
    let plan = trial.plan("out", &["txt"])?;
    trial.run(&plan)?;
    let ledger = ledger_of(&plan);
    let good = std::fs::read(&ledger)?;
    for (what, bytes) in [
        ("text", b"This is no ledger but a text of some length.".repeat(40)),
        ("another database", {
            let other = trial.folder.path().join("other.sqlite");
            let connection = offprint_ledger::rusqlite::Connection::open(&other)?;
            connection.execute_batch("CREATE TABLE mine (a)")?;
            drop(connection);
            std::fs::read(&other)?
        }),
        ("damage", {
            let mut damaged = good.clone();
            damaged.iter_mut().skip(4_096).for_each(|byte| *byte = 0x55);
            damaged
        }),
    ] {
        std::fs::write(&ledger, bytes)?;
        let outcome = trial.run_until(&plan, u64::MAX);
        let Err(BatchError::Ledger(error @ LedgerError::Damaged { .. })) = outcome else {
            return Err(format!("{what}: {outcome:?}").into());
        };
        assert!(error.to_string().contains("move it away"), "{what}: {error}");
    }
    // A new ledger takes the outputs that are there for its own.
    let files = folder_content(&plan.out)?;
    std::fs::remove_file(&ledger)?;
    trial.run(&plan)?;
    assert_eq!(folder_content(&plan.out)?, files);
    Ok(())
}

#[test]
fn an_input_that_is_not_there_has_a_row() -> Tested {
    let mut trial = Trial::of(10)?;
    let before = trial.run(&trial.plan("before", &["txt"])?)?.counts;
    trial.inputs.push(trial.folder.path().join("gone.warc.gz"));
    let plan = trial.plan("out", &["txt"])?;
    let counts = trial.run(&plan)?.counts;
    assert_eq!(counts.damaged, before.damaged + 1, "{counts:?}");
    let rows = ledger_content(&ledger_of(&plan))?;
    assert!(rows.contains(r#"reason="unreadable""#), "{rows}");
    assert!(Outcome::ALL.iter().all(|outcome| outcome.as_str().parse() == Ok(*outcome)));
    Ok(())
}

#[test]
fn an_output_folder_that_is_a_file_ends_the_run_with_a_hint() -> Tested {
    let trial = Trial::of(10)?;
    let plan = trial.plan("out", &["txt"])?;
    trial.run(&plan)?;
    let fresh = trial.plan("fresh", &["txt"])?;
    // Where a folder of outputs would be there is a file.
    let first = folder_content(&plan.out)?;
    let day = first.lines().next().and_then(|line| line.split('/').next()).ok_or("a folder")?.to_owned();
    std::fs::create_dir_all(&fresh.out)?;
    std::fs::write(fresh.out.join(&day), "a file")?;
    let outcome = trial.run_until(&fresh, u64::MAX);
    let Err(error @ BatchError::Output { .. }) = outcome else { return Err(format!("{outcome:?}").into()) };
    assert!(error.to_string().contains("goes on where it was"), "{error}");
    std::fs::remove_file(fresh.out.join(&day))?;
    trial.run(&fresh)?;
    assert_eq!(content(&fresh)?, content(&plan)?);
    Ok(())
}

/// What a run leaves behind that the program ended at a record, before anything was settled.
fn dies_at(trial: &Trial, plan: &Plan, record: &str, alone: bool) -> Tested {
    std::fs::create_dir_all(plan.out.join(".offprint"))?;
    let ledger = Ledger::open(&ledger_of(plan))?;
    ledger.begin_run(None, "", 1)?;
    let source = trial.inputs.first().ok_or("an input")?.display().to_string();
    let mark = format!("{}\0{source}\0\0{record}\0", if alone { "alone" } else { "" });
    std::fs::write(plan.out.join(".offprint/working-0"), mark)?;
    drop(ledger);
    // A run that is asked to stop at once counts what was left behind.
    let stop = Stop::default();
    stop.ask();
    let mut ledger = Ledger::open(&ledger_of(plan))?;
    run(&[], plan, &mut ledger, &mut Silent, &stop)?;
    Ok(())
}

#[test]
fn a_record_that_ends_the_program_is_given_up_and_one_that_only_was_there_is_not() -> Tested {
    let trial = Trial::of(60)?;
    let whole = trial.plan("whole", &["txt"])?;
    let counts = trial.run(&whole)?.counts;
    let rows = ledger_content(&ledger_of(&whole))?;
    let row = rows.lines().find(|line| line.contains("outcome=\"converted\"")).ok_or("a page")?;
    let (_, offset) = row.split_once(" offset=Integer(").ok_or("an offset")?;
    let (offset, _) = offset.split_once(')').ok_or("its end")?;

    // Killed again and again just after it began: the record is only converted alone.
    let killed = trial.plan("killed", &["txt"])?;
    for _ in 0..4 {
        dies_at(&trial, &killed, offset, false)?;
    }
    assert_eq!(trial.run(&killed)?.counts, counts);
    assert_eq!(content(&killed)?.0, content(&whole)?.0);

    let crashed = trial.plan("crashed", &["txt"])?;
    for n in 0..5 {
        dies_at(&trial, &crashed, offset, n >= 3)?;
    }
    let given_up = trial.run(&crashed)?.counts;
    assert_eq!((given_up.converted, given_up.failed), (counts.converted - 1, counts.failed + 1));
    assert!(ledger_content(&ledger_of(&crashed))?.contains("reason=\"ended-program\""));
    Ok(())
}
