//! The run in figures, for a terminal.

mod cell;
mod grid;

use std::io::Write;

use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::Connection;

use crate::figures::{self, Count, Reason, Site, SiteOrder, Totals};
use crate::number::{bytes, grouped, percent, rate, real, time};
use crate::{Options, ReportError, state};
use grid::{Grid, number, text};

pub(crate) use cell::plain;

/// Writes the run in figures as plain text: outcomes, why pages were not converted, removals by rule, sites, the articles to look
/// at, duplicates, languages, years, warnings; with [`Options::timings`] times and runs. No line is longer than
/// [`Options::width`], but for numbers that leave no room.
///
/// # Errors
/// [`ReportError`] where the ledger can't be read or the report can't be written.
pub fn table(ledger: &Ledger, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    let state = state(ledger)?;
    let width = options.width.max(60);
    let totals = figures::totals(&state)?;
    outcomes(&totals, width, out)?;
    if options.timings {
        times(&totals, width, out)?;
    }
    outputs(&totals, width, out)?;
    reasons(&figures::reasons(&state, options.limit())?, width, out)?;
    removals(&state, &totals, options, width, out)?;
    let most = figures::sites(&state, SiteOrder::Records, options.limit())?;
    sites(&most, "Sites with most records", width, out)?;
    let worst = figures::sites(&state, SiteOrder::Bad, options.limit())?;
    sites(&worst, "Sites with most failures", width, out)?;
    articles(&state, options, width, out)?;
    let articles = totals.of(offprint_ledger::Outcome::Converted);
    counts(&figures::languages(&state, options.limit())?, articles, "Languages", width, out)?;
    counts(&figures::years(&state, options.limit())?, articles, "Years of publication", width, out)?;
    warnings(&state, options, width, out)?;
    if options.timings {
        runs(&state, options, width, out)?;
    }
    Ok(out.flush()?)
}

fn outcomes(totals: &Totals, width: usize, out: &mut dyn Write) -> Result<(), ReportError> {
    let noun = if totals.sources == 1 { "source" } else { "sources" };
    let unfinished = match totals.unfinished {
        0 => String::new(),
        unfinished => format!(", {} not read to the end", grouped(unfinished)),
    };
    writeln!(out, "{} records of {} {noun}{unfinished}", grouped(totals.records), grouped(totals.sources))?;
    writeln!(
        out,
        "{} pages of {}, articles of {} words",
        grouped(totals.pages()),
        bytes(totals.bytes),
        grouped(totals.words)
    )?;
    if let Some(confidence) = totals.confidence {
        writeln!(out, "confidence: {confidence:.2} (median)")?;
    }
    let mut grid = Grid::new(vec![text(""), number(""), number("")]);
    for (outcome, count) in &totals.outcomes {
        grid.row(vec![outcome.to_string(), grouped(*count), percent(*count, totals.records)]);
    }
    Ok(grid.write("Outcomes", "", width, out)?)
}

fn times(totals: &Totals, width: usize, out: &mut dyn Write) -> Result<(), ReportError> {
    let all = totals.parse_us + totals.write_us;
    let mut grid = Grid::new(vec![text(""), number("time"), number("share"), number("a page")]);
    for (name, us) in
        [("finding articles", totals.parse_us), ("writing outputs", totals.write_us), ("both", all)]
    {
        let each = if totals.timed == 0 { "–".to_owned() } else { time(real(us) / real(totals.timed)) };
        grid.row(vec![name.to_owned(), time(real(us)), percent(us, all), each]);
    }
    grid.write("Time of all threads together", "", width, out)?;
    let seconds = real(all) / 1e6;
    Ok(writeln!(out, "  {} pages in a second of one thread", rate(totals.timed, seconds))?)
}

fn outputs(totals: &Totals, width: usize, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut grid = Grid::new(vec![text("format"), number("outputs"), number("size")]);
    for (format, count, size) in &totals.outputs {
        grid.row(vec![format.clone(), grouped(*count), bytes(*size)]);
    }
    Ok(grid.write("Outputs", "none", width, out)?)
}

fn reasons(reasons: &[Reason], width: usize, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut grid = Grid::new(vec![text("outcome"), text("reason"), number("records"), text("for example")]);
    for reason in reasons {
        let place = reason.place.to_string();
        let (example, place) = match &reason.url {
            Some(url) => (url.clone(), place),
            None => (place, String::new()),
        };
        let cells = vec![reason.outcome.clone(), reason.reason.clone(), grouped(reason.count), example];
        grid.row_with(cells, vec![place, reason.message.clone().unwrap_or_default()]);
    }
    Ok(grid.write("Why records were not converted", "all were", width, out)?)
}

fn removals(
    state: &Connection,
    totals: &Totals,
    options: &Options,
    width: usize,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let pages = totals.of(offprint_ledger::Outcome::Converted);
    let mut grid = Grid::new(vec![
        text("rule"),
        number("pages"),
        number("of all"),
        number("pieces"),
        number("characters"),
    ]);
    for removed in figures::removed(state, options.limit())? {
        grid.row(vec![
            removed.rule,
            grouped(removed.pages),
            percent(removed.pages, pages),
            grouped(removed.pieces),
            grouped(removed.characters),
        ]);
    }
    Ok(grid.write("Removed, by rule", "nothing", width, out)?)
}

fn sites(sites: &[Site], heading: &str, width: usize, out: &mut dyn Write) -> Result<(), ReportError> {
    let heads =
        vec![text("site"), number("records"), number("converted"), number("no article"), number("failed")];
    let mut grid = Grid::new(heads);
    for site in sites {
        grid.row(vec![
            site.host.clone(),
            grouped(site.records),
            grouped(site.converted),
            grouped(site.no_article),
            grouped(site.bad),
        ]);
    }
    Ok(grid.write(heading, "none", width, out)?)
}

fn articles(
    state: &Connection,
    options: &Options,
    width: usize,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut grid = Grid::new(vec![number("confidence"), number("words"), text("title")]);
    for unsure in figures::unsure(state, options.limit())? {
        let cells = vec![
            format!("{:.2}", unsure.confidence),
            unsure.words.map(grouped).unwrap_or_default(),
            unsure.title.unwrap_or_default(),
        ];
        grid.row_with(cells, vec![unsure.url.unwrap_or_else(|| unsure.place.to_string())]);
    }
    grid.write("Articles of which the parser was least sure", "none", width, out)?;
    let mut grid = Grid::new(vec![number("addresses"), number("records"), number("words"), text("title")]);
    for group in figures::duplicates(state, options.limit())? {
        let cells = vec![
            grouped(group.places),
            grouped(group.records),
            group.words.map(grouped).unwrap_or_default(),
            group.title.unwrap_or_default(),
        ];
        grid.row_with(cells, group.urls);
    }
    Ok(grid.write("The same text at several addresses", "none", width, out)?)
}

fn counts(
    counts: &[Count],
    all: u64,
    heading: &str,
    width: usize,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut grid = Grid::new(vec![text(""), number(""), number("")]);
    for (name, count) in counts {
        grid.row(vec![name.clone(), grouped(*count), percent(*count, all)]);
    }
    Ok(grid.write(heading, "none", width, out)?)
}

fn warnings(
    state: &Connection,
    options: &Options,
    width: usize,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let mut grid = Grid::new(vec![text("kind"), number("warnings"), number("pages"), text("for example")]);
    for (kind, count, pages, message) in figures::warnings(state, options.limit())? {
        grid.row(vec![kind, grouped(count), grouped(pages), message]);
    }
    Ok(grid.write("Warnings", "none", width, out)?)
}

fn runs(state: &Connection, options: &Options, width: usize, out: &mut dyn Write) -> Result<(), ReportError> {
    let mut grid = Grid::new(vec![
        number("run"),
        text("begun"),
        text("outcome"),
        text("version"),
        number("jobs"),
        number("records"),
        number("pages/s"),
    ]);
    for run in figures::runs(state, options.limit())? {
        let cells = vec![
            run.id.to_string(),
            run.begun.unwrap_or_default(),
            run.outcome.unwrap_or_else(|| "running, or cut off".to_owned()),
            run.version,
            run.jobs.to_string(),
            grouped(run.records),
            run.seconds.map_or_else(|| "–".to_owned(), |seconds| rate(run.pages, seconds)),
        ];
        grid.row_with(cells, run.ended.map(|ended| format!("ended {ended}")).into_iter().collect());
    }
    Ok(grid.write("Runs", "none", width, out)?)
}
