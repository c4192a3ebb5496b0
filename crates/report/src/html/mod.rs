//! The run in figures and plots, as one page.

mod link;
mod markup;
mod plot;
mod sections;
mod table;

use std::io::Write;

use offprint_ledger::rusqlite::Connection;
use offprint_ledger::{Ledger, Outcome};

use crate::figures::{self, Count, Totals};
use crate::number::{bytes, grouped, real};
use crate::{Options, ReportError, state};
use markup::Escaped;
use plot::Plot;

/// Writes the run as one page of HTML that is well-formed XML too: figures, plots, and tables of what a person should look at. It
/// needs no network and runs no script; every text of a page is escaped and no address in it can be followed but those of outputs,
/// which stand in the folder of [`Options::outputs`]. Plots have their figures as tables. Colours follow the reader's choice of light
/// or dark. With [`Options::timings`] also how fast records were converted, and the runs.
///
/// # Errors
/// [`ReportError`] where the ledger can't be read or the report can't be written.
pub fn html(ledger: &Ledger, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    let state = state(ledger)?;
    let totals = figures::totals(&state)?;
    write!(
        out,
        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\"><head><meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <title>Report of a conversion</title>\n<style>\n{}</style></head>\n<body><header><h1>Report of a conversion</h1>\n",
        include_str!("style.css")
    )?;
    let noun = if totals.sources == 1 { "source" } else { "sources" };
    let unfinished = match totals.unfinished {
        0 => String::new(),
        unfinished => format!(", {} not read to the end", grouped(unfinished)),
    };
    writeln!(
        out,
        "<p>{} records of {} {noun}{unfinished}. Pages of {} with articles of {} words.</p></header><main>",
        grouped(totals.records),
        grouped(totals.sources),
        bytes(totals.bytes),
        grouped(totals.words)
    )?;
    top(&totals, out)?;
    plots(&state, &totals, options, out)?;
    sections::reasons(&state, options, out)?;
    sections::removed(&state, options, out)?;
    sections::matrix(&state, out)?;
    sections::unsure(&state, options, out)?;
    sections::duplicates(&state, options, out)?;
    sections::warnings(&state, options, out)?;
    sections::sites(&state, options, out)?;
    sections::outputs(&totals, out)?;
    if options.timings {
        sections::runs(&state, options, out)?;
    }
    writeln!(out, "</main><footer>offprint {}</footer></body></html>", Escaped(env!("CARGO_PKG_VERSION")))?;
    Ok(out.flush()?)
}

fn top(totals: &Totals, out: &mut dyn Write) -> Result<(), ReportError> {
    let figures = [
        ("records", grouped(totals.records)),
        ("pages", grouped(totals.pages())),
        ("converted", grouped(totals.of(Outcome::Converted))),
        ("no article", grouped(totals.of(Outcome::NoArticle))),
        ("failed", grouped(totals.of(Outcome::Failed))),
        ("damaged", grouped(totals.of(Outcome::Damaged))),
        (
            "median confidence",
            totals.confidence.map_or_else(|| "–".to_owned(), |median| format!("{median:.2}")),
        ),
    ];
    write!(out, "<dl class=\"figures\">")?;
    for (name, value) in figures {
        write!(out, "<div><dt>{name}</dt><dd>{value}</dd></div>")?;
    }
    Ok(writeln!(out, "</dl>")?)
}

/// Longest span of months that is shown as months.
const MOST_MONTHS: usize = 48;
/// Most years.
const MOST_YEARS: i64 = 60;
/// Most languages.
const MOST_LANGUAGES: i64 = 12;

fn bars(counts: Vec<Count>) -> Vec<(String, f64)> {
    counts.into_iter().map(|(label, count)| (label, real(count))).collect()
}

/// A count that went through a plot.
fn whole(value: f64) -> String {
    format!("{value:.0}").parse().map_or_else(|_| format!("{value:.0}"), grouped)
}

fn plots(
    state: &Connection,
    totals: &Totals,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    writeln!(out, "<h2>In figures</h2>")?;
    let plot = |id, title, axis, unit| Plot { id, title, axis, unit };
    let outcomes: Vec<(&str, u64)> =
        totals.outcomes.iter().map(|(outcome, count)| (outcome.as_str(), *count)).collect();
    plot("outcomes", "What became of the records", "outcome", "records").stack(&outcomes, out)?;
    writeln!(out, "<div class=\"plots\">")?;
    let confidences = bars(figures::confidences(state)?);
    plot("confidence", "How sure the parser was", "confidence", "articles").columns(
        &confidences,
        whole,
        out,
    )?;
    let words = bars(figures::words(state)?);
    plot("words", "How long the articles are", "words", "articles").columns(&words, whole, out)?;
    let months = figures::months(state, MOST_MONTHS)?;
    if months.len() > 2 {
        plot("published", "When the articles were published", "month", "articles").columns(
            &bars(months),
            whole,
            out,
        )?;
    } else {
        let years = bars(figures::years(state, MOST_YEARS)?);
        plot("published", "When the articles were published", "year", "articles")
            .columns(&years, whole, out)?;
    }
    let languages = bars(figures::languages(state, MOST_LANGUAGES)?);
    plot("languages", "Languages", "language", "articles").bars(&languages, whole, out)?;
    if options.timings {
        let speeds: Vec<(String, f64)> =
            figures::speeds(state)?.into_iter().map(|(first, rate)| (grouped(first), rate)).collect();
        let plot = plot(
            "speed",
            "How fast pages were converted",
            "number of the record",
            "pages a second, one thread",
        );
        plot.columns(&speeds, |rate| format!("{rate:.1}"), out)?;
    }
    Ok(writeln!(out, "</div>")?)
}
