//! One record: from its bytes to outputs that wait, and the row that tells of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use offprint::{Article, Context, FilesBeside, ParseError, Publication, WriteError};
use offprint_archive::{ArchiveError, Content, Damage, NotAPage, Place, Record};
use offprint_model::{block_text, sha256_hex};

use crate::line::Line;
use crate::places::Places;
use crate::reading::name_of;
use crate::staging::{NotStaged, Staged, stage};
use crate::template::Values;
use crate::{BatchError, Fingerprint, Output, Plan};
use offprint_ledger::{Outcome, Row, Source};

/// Hexadecimal digits of the digest of a text: 64 bits.
const TEXT_DIGITS: usize = 16;

/// A record to be converted.
pub(crate) struct Job {
    pub seq: u64,
    pub source: Arc<Source>,
    pub record: Box<Record>,
    /// What is to be made of it.
    pub wanted: Vec<Output>,
    /// Bytes of the archives that are behind it.
    pub behind: u64,
    /// Whether nothing else is in work beside it.
    pub alone: bool,
}

/// What became of a record.
#[derive(Debug)]
pub(crate) struct Done {
    pub row: Row,
    /// The name of its outputs, without number and ending.
    pub name: String,
    pub staged: Vec<Staged>,
    pub line: Option<String>,
}

/// A row for a record, with what the archive says of it.
pub(crate) fn row_of(record: &Record, outcome: Outcome, fingerprint: &Fingerprint) -> Row {
    let mut row = Row::new(record.record_type.as_str(), outcome, &fingerprint.reading);
    at(&mut row, &record.place);
    row.record_id.clone_from(&record.record_id);
    row.target_uri.clone_from(&record.target_uri);
    row.date.clone_from(&record.date);
    row.media_type.clone_from(&record.media_type);
    row.charset.clone_from(&record.charset);
    row.status = record.status;
    row.payload_digest.clone_from(&record.payload_digest);
    row.title.clone_from(&record.title);
    row.warnings = record.remarks.iter().map(|remark| ("archive".to_owned(), remark.clone())).collect();
    row
}

/// Puts down where a record stands.
pub(crate) fn at(row: &mut Row, place: &Place) {
    row.member.clone_from(&place.member);
    row.offset = place.offset;
    row.length = place.length;
}

/// The row of a record that is no page.
pub(crate) fn not_a_page(record: &Record, why: &NotAPage, fingerprint: &Fingerprint) -> Row {
    let mut row = row_of(record, Outcome::NotAPage, fingerprint);
    row.reason = Some(
        match why {
            NotAPage::Type => "record-type",
            NotAPage::MediaType(_) => "media-type",
            NotAPage::Status(_) => "http-status",
            NotAPage::OriginalElsewhere => "original-elsewhere",
            NotAPage::PartOf(_) => "part-of-page",
            NotAPage::Link => "link",
            NotAPage::Hidden => "hidden",
            NotAPage::AddressOnly => "address-only",
            NotAPage::Empty => "empty",
            _ => "other",
        }
        .to_owned(),
    );
    row.message = Some(why.to_string());
    row
}

/// The row of a record that can't be read.
pub(crate) fn damaged(damage: &Damage, fingerprint: &Fingerprint) -> Row {
    let Damage { place, error, about, .. } = damage;
    let outcome =
        if matches!(error, ArchiveError::OverLimit { .. }) { Outcome::Failed } else { Outcome::Damaged };
    let mut row = match about {
        Some(record) => row_of(record, outcome, fingerprint),
        None => Row::new("", outcome, &fingerprint.reading),
    };
    at(&mut row, place);
    row.reason = Some(match error {
        ArchiveError::OverLimit { option, .. } => {
            row.limits = Some(fingerprint.limits.clone());
            format!("over-limit:{option}")
        }
        ArchiveError::Io { .. } => "unreadable".to_owned(),
        ArchiveError::Vanished { .. } => "vanished".to_owned(),
        ArchiveError::Missing { .. } => "missing-archive".to_owned(),
        ArchiveError::CutOff { .. } => "cut-off".to_owned(),
        ArchiveError::Unknown { .. } => "unknown-format".to_owned(),
        _ => "malformed".to_owned(),
    });
    row.message = Some(error.to_string());
    row
}

/// The row of a record at which the program ended again and again.
pub(crate) fn given_up(record: &Record, fingerprint: &Fingerprint) -> Row {
    let mut row = row_of(record, Outcome::Failed, fingerprint);
    if let Content::Page(bytes) = &record.content {
        about_bytes(&mut row, bytes);
    }
    row.limits = Some(fingerprint.limits.clone());
    row.reason = Some("ended-program".to_owned());
    row.message = Some(
        "the program ended several times while it worked on this page alone; lower `max_memory`, and please report it; if it was ended on \
         purpose, run again with --only-failed"
            .to_owned(),
    );
    row
}

/// Converts a record. A defect of the program is a row like others.
///
/// # Errors
/// Where the disk is at fault.
pub(crate) fn convert(
    job: &Job,
    plan: &Plan,
    fingerprint: &Fingerprint,
    places: &Places,
) -> Result<Done, BatchError> {
    let outcome = catch_unwind(AssertUnwindSafe(|| made(job, plan, fingerprint, places)));
    outcome.unwrap_or_else(|panic| {
        let mut row = row_of(&job.record, Outcome::Failed, fingerprint);
        if let Content::Page(bytes) = &job.record.content {
            about_bytes(&mut row, bytes);
        }
        let said = panic.downcast_ref::<&str>().map(|said| (*said).to_owned());
        let said = said.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
        row.reason = Some("defect".to_owned());
        row.message = Some(format!("a defect of the program; please report this page ({said})"));
        for output in &job.wanted {
            // Whatever was made before is not told of.
            let _ = std::fs::remove_file(waiting(places, job.seq, *output));
        }
        Ok(Done { row, name: String::new(), staged: Vec::new(), line: None })
    })
}

fn waiting(places: &Places, seq: u64, output: Output) -> PathBuf {
    places.waiting().join(format!("{seq}.{output}"))
}

fn about_bytes(row: &mut Row, bytes: &[u8]) {
    row.bytes = u64::try_from(bytes.len()).ok();
    row.sha256 = Some(sha256_hex(bytes));
}

fn made(job: &Job, plan: &Plan, fingerprint: &Fingerprint, places: &Places) -> Result<Done, BatchError> {
    let record = &*job.record;
    let Content::Page(bytes) = &record.content else {
        let row = row_of(record, Outcome::NotAPage, fingerprint);
        return Ok(Done { row, name: String::new(), staged: Vec::new(), line: None });
    };
    let begun = Instant::now();
    let source = name_of(&job.source, &record.place.member);
    let article = read(record, bytes, &source, plan);
    let parse_us = microseconds(begun.elapsed());
    let mut done = Done {
        row: row_of(record, Outcome::Converted, fingerprint),
        name: String::new(),
        staged: Vec::new(),
        line: None,
    };
    done.row.parse_us = parse_us;
    let mut article = match article {
        Ok(article) => article,
        Err(error) => {
            about_bytes(&mut done.row, bytes);
            unread(&mut done.row, &error, fingerprint);
            return Ok(done);
        }
    };
    done.row.bytes = u64::try_from(bytes.len()).ok();
    done.row.sha256 = Some(article.provenance.sha256.clone());
    if article.metadata.title.is_none() {
        article.metadata.title.clone_from(&record.title);
    }
    about_article(&mut done.row, &article);
    done.name = name(job, plan, &article, done.row.sha256.as_deref().unwrap_or_default());
    let begun = Instant::now();
    if job.wanted.contains(&Output::JsonLines) {
        match serde_json::to_string(&Line::of(&source, &article).captured(record)) {
            Ok(line) => done.line = Some(format!("{line}\n")),
            Err(error) => {
                unwritten(&mut done, Output::JsonLines, &WriteError::Json(error), fingerprint);
                return Ok(done);
            }
        }
    }
    let publication = Publication::of(article);
    for output in &job.wanted {
        let Output::File(format) = *output else { continue };
        match stage(&publication, format, &plan.write, &waiting(places, job.seq, *output)) {
            Ok((staged, written)) => {
                done.staged.push(staged);
                let told = [written.missing_fonts(), written.lost_pictures()];
                let named = told.into_iter().flatten().map(|told| (format.extension().to_owned(), told));
                done.row.warnings.extend(named);
            }
            Err(NotStaged::Article(error)) => {
                unwritten(&mut done, *output, &error, fingerprint);
                break;
            }
            Err(NotStaged::Disk(error)) => {
                forget(&mut done);
                return Err(error);
            }
        }
    }
    done.row.write_us = microseconds(begun.elapsed());
    Ok(done)
}

/// Removes what waits of a record that is not to have it.
fn forget(done: &mut Done) {
    for staged in done.staged.drain(..) {
        // What is left is removed when the next run begins.
        let _ = std::fs::remove_file(&staged.path);
    }
    done.line = None;
}

fn read(record: &Record, bytes: &[u8], source: &str, plan: &Plan) -> Result<Article, ParseError> {
    let beside = record
        .file
        .as_deref()
        .map(|file| FilesBeside::of_page(file).saved_from(record.target_uri.as_deref()));
    let mut context = Context {
        source: Some(source.to_owned()),
        url: record.target_uri.clone(),
        captured: record.date.as_deref().and_then(|date| date.parse().ok()),
        charset: record.charset.clone(),
        ..Context::default()
    };
    match (&record.resources, &beside) {
        (Some(resources), _) => context.resources = &**resources,
        (None, Some(beside)) => context.resources = beside,
        (None, None) => {}
    }
    offprint::read(bytes, &context, &plan.options)
}

/// Why a page is not converted.
fn unread(row: &mut Row, error: &ParseError, fingerprint: &Fingerprint) {
    let (outcome, reason) = match error {
        ParseError::Empty => (Outcome::NoArticle, "empty".to_owned()),
        ParseError::Binary { .. } => (Outcome::NoArticle, "binary".to_owned()),
        ParseError::NoArticle { .. } => (Outcome::NoArticle, "no-article".to_owned()),
        ParseError::Frames { .. } => (Outcome::NoArticle, "frames".to_owned()),
        ParseError::Exhausting => (Outcome::Failed, "exhausting".to_owned()),
        ParseError::OverLimit { option, .. } | ParseError::OverTime { option, .. } => {
            (Outcome::Failed, format!("over-limit:{option}"))
        }
        _ => (Outcome::Failed, "other".to_owned()),
    };
    if outcome == Outcome::Failed {
        row.limits = Some(fingerprint.limits.clone());
    }
    row.outcome = outcome;
    row.reason = Some(reason);
    row.message = Some(error.to_string());
}

/// Why an article is not written. All outputs of a record are made or none.
fn unwritten(done: &mut Done, output: Output, error: &WriteError, fingerprint: &Fingerprint) {
    forget(done);
    done.row.outcome = Outcome::Failed;
    done.row.reason = Some(match error {
        WriteError::OverTime { option, .. } => format!("over-limit:{option}"),
        _ => format!("write:{output}"),
    });
    done.row.message = Some(error.to_string());
    done.row.limits = Some(fingerprint.limits.clone());
}

fn about_article(row: &mut Row, article: &Article) {
    let metadata = &article.metadata;
    row.title.clone_from(&metadata.title);
    let authors: Vec<&str> = metadata.authors.iter().map(|person| person.name.as_str()).collect();
    row.author = (!authors.is_empty()).then(|| authors.join("; "));
    row.site.clone_from(&metadata.site);
    row.published = metadata.published.map(|date| date.to_string());
    row.language = metadata.language.as_ref().map(|language| language.as_str().to_owned());
    row.confidence = Some(article.confidence);
    let text = block_text(&article.body);
    let words: Vec<&str> = text.split_whitespace().collect();
    row.words = u64::try_from(words.len()).ok();
    let mut digest = sha256_hex(words.join(" ").as_bytes());
    digest.truncate(TEXT_DIGITS);
    row.text_digest = Some(digest);
    let warnings = article.warnings.iter().map(|warning| {
        let kind = serde_json::to_value(warning.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
        (kind.unwrap_or_default(), warning.message.clone())
    });
    row.warnings.extend(warnings);
    let mut removals: std::collections::BTreeMap<&str, (u64, u64)> = std::collections::BTreeMap::new();
    for removal in &article.removals {
        let (pieces, characters) = removals.entry(&removal.rule).or_default();
        *pieces += 1;
        *characters += u64::try_from(removal.text.chars().count()).unwrap_or_default();
    }
    row.removals = removals
        .into_iter()
        .map(|(rule, (pieces, characters))| (rule.to_owned(), pieces, characters))
        .collect();
}

fn name(job: &Job, plan: &Plan, article: &Article, digest: &str) -> String {
    let record = &job.record;
    let metadata = &article.metadata;
    let published = metadata.published.map(|date| date.to_string());
    plan.template.name(&Values {
        date: published.or_else(|| record.date.clone()),
        address: record.target_uri.as_deref().or(metadata.url.as_deref()),
        title: metadata.title.as_deref(),
        digest,
        language: metadata.language.as_ref().map(|language| language.as_str()),
        source: &job.source.path,
        member: if record.place.member.is_empty() {
            file_name(&job.source.path)
        } else {
            &record.place.member
        },
    })
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}

fn microseconds(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
