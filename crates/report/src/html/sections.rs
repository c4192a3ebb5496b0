//! The tables of the page.

use std::io::Write;

use offprint_ledger::rusqlite::Connection;

use super::link::link;
use super::markup::{Escaped, foreign};
use super::table::{begin, end, number, row, text};
use crate::figures::{self, SiteOrder, Totals};
use crate::number::{bytes, grouped, percent, rate, real};
use crate::place::Place;
use crate::records::outputs as outputs_of;
use crate::{Options, ReportError};

/// Longest text of a page that is shown, in characters.
const LONGEST: usize = 300;

/// A text of a page, cut off where it is long.
fn shown(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return foreign(text);
    }
    foreign(&text.chars().take(LONGEST).chain(['…']).collect::<String>())
}

/// Address and place, the second smaller.
fn where_it_is(url: Option<&str>, place: &Place) -> String {
    let place = shown(&place.to_string());
    url.map_or_else(|| place.clone(), |url| format!("{}<br/><span class=\"soft\">{place}</span>", shown(url)))
}

fn heading(heading: &str, out: &mut dyn Write) -> Result<(), ReportError> {
    Ok(writeln!(out, "<h2>{}</h2>", Escaped(heading))?)
}

pub(super) fn reasons(state: &Connection, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    heading("Not converted", out)?;
    let heads = [
        ("reason", false),
        ("outcome", false),
        ("records", true),
        ("the first", false),
        ("what was said", false),
    ];
    begin("Why records were not converted", &heads, out)?;
    let reasons = figures::reasons(state, options.limit())?;
    for reason in &reasons {
        let cells = [
            text(shown(&reason.reason)),
            text(format!("<span class=\"word\">{}</span>", Escaped(&reason.outcome))),
            number(grouped(reason.count)),
            text(where_it_is(reason.url.as_deref(), &reason.place)),
            text(reason.message.as_deref().map(shown).unwrap_or_default()),
        ];
        row(&cells, out)?;
    }
    Ok(end(reasons.is_empty(), heads.len(), out)?)
}

pub(super) fn removed(state: &Connection, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    heading("Removed", out)?;
    let heads = [
        ("rule", false),
        ("pages", true),
        ("pieces", true),
        ("characters", true),
        ("characters a page", true),
    ];
    begin("What was removed, by rule", &heads, out)?;
    let removed = figures::removed(state, options.limit())?;
    for rule in &removed {
        let each = if rule.pages == 0 { 0.0 } else { real(rule.characters) / real(rule.pages) };
        let cells = [
            text(shown(&rule.rule)),
            number(grouped(rule.pages)),
            number(grouped(rule.pieces)),
            number(grouped(rule.characters)),
            number(format!("{each:.0}")),
        ];
        row(&cells, out)?;
    }
    Ok(end(removed.is_empty(), heads.len(), out)?)
}

pub(super) fn matrix(state: &Connection, out: &mut dyn Write) -> Result<(), ReportError> {
    let matrix = figures::matrix(state)?;
    if matrix.sites.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<div class=\"wide rules\"><table><caption>Pages from which a rule took something, of the largest sites: the stronger the colour, the \
         larger the share of the site’s articles</caption><thead><tr><th scope=\"col\">site</th><th scope=\"col\" class=\"n\">articles</th>"
    )?;
    for rule in &matrix.rules {
        write!(
            out,
            "<th scope=\"col\" class=\"n\">{}</th>",
            Escaped(rule).to_string().replace('-', "-<wbr/>")
        )?;
    }
    writeln!(out, "</tr></thead><tbody>")?;
    for (host, pages, counts) in &matrix.sites {
        write!(out, "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td>", shown(host), grouped(*pages))?;
        for count in counts {
            let share = if *pages == 0 { 0.0 } else { (real(*count) / real(*pages)).min(1.0) };
            let count = if *count == 0 { "·".to_owned() } else { grouped(*count) };
            write!(
                out,
                "<td class=\"n\" style=\"background: rgb(var(--heat) / {:.2})\">{count}</td>",
                share * 0.55
            )?;
        }
        writeln!(out, "</tr>")?;
    }
    Ok(end(false, 0, out)?)
}

pub(super) fn unsure(state: &Connection, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    heading("To look at", out)?;
    let heads =
        [("title", false), ("confidence", true), ("words", true), ("page", false), ("outputs", false)];
    begin("Articles of which the parser was least sure", &heads, out)?;
    let unsure = figures::unsure(state, options.limit())?;
    for article in &unsure {
        let mut links = Vec::new();
        for output in outputs_of(state, article.id)? {
            let name = Escaped(&output.format).to_string();
            links.push(match &options.outputs {
                // A line has no place of its own that a link could lead to.
                Some(folder) if !output.is_line => {
                    format!("<a href=\"{}\">{name}</a>", Escaped(link(folder, &output.path)))
                }
                _ => name,
            });
        }
        let cells = [
            text(article.title.as_deref().map_or_else(|| "without a title".to_owned(), shown)),
            number(format!("{:.2}", article.confidence)),
            number(article.words.map(grouped).unwrap_or_default()),
            text(where_it_is(article.url.as_deref(), &article.place)),
            text(links.join(" ")),
        ];
        row(&cells, out)?;
    }
    Ok(end(unsure.is_empty(), heads.len(), out)?)
}

pub(super) fn duplicates(
    state: &Connection,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let heads =
        [("title", false), ("addresses", true), ("records", true), ("words", true), ("some of them", false)];
    begin("The same text at several addresses", &heads, out)?;
    let groups = figures::duplicates(state, options.limit())?;
    for group in &groups {
        let urls: Vec<String> = group.urls.iter().map(|url| shown(url)).collect();
        let cells = [
            text(group.title.as_deref().map_or_else(|| "without a title".to_owned(), shown)),
            number(grouped(group.places)),
            number(grouped(group.records)),
            number(group.words.map(grouped).unwrap_or_default()),
            text(urls.join("<br/>")),
        ];
        row(&cells, out)?;
    }
    Ok(end(groups.is_empty(), heads.len(), out)?)
}

pub(super) fn warnings(
    state: &Connection,
    options: &Options,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let heads = [("kind", false), ("warnings", true), ("pages", true), ("for example", false)];
    begin("Warnings", &heads, out)?;
    let warnings = figures::warnings(state, options.limit())?;
    for (kind, count, pages, message) in &warnings {
        let cells =
            [text(shown(kind)), number(grouped(*count)), number(grouped(*pages)), text(shown(message))];
        row(&cells, out)?;
    }
    Ok(end(warnings.is_empty(), heads.len(), out)?)
}

pub(super) fn sites(state: &Connection, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    heading("Sites", out)?;
    let heads = [
        ("site", false),
        ("records", true),
        ("converted", true),
        ("no article", true),
        ("failed or damaged", true),
    ];
    for (caption, order) in
        [("Sites with most records", SiteOrder::Records), ("Sites with most failures", SiteOrder::Bad)]
    {
        begin(caption, &heads, out)?;
        let sites = figures::sites(state, order, options.limit())?;
        for site in &sites {
            let numbers =
                [site.records, site.converted, site.no_article, site.bad].map(|count| number(grouped(count)));
            let cells: Vec<_> = [text(shown(&site.host))].into_iter().chain(numbers).collect();
            row(&cells, out)?;
        }
        end(sites.is_empty(), heads.len(), out)?;
    }
    Ok(())
}

pub(super) fn outputs(totals: &Totals, out: &mut dyn Write) -> Result<(), ReportError> {
    heading("Outputs", out)?;
    let heads = [("format", false), ("outputs", true), ("size", true), ("of all", true)];
    begin("Outputs by format", &heads, out)?;
    let all = totals.outputs.iter().map(|(_, _, size)| size).sum();
    for (format, count, size) in &totals.outputs {
        let cells =
            [text(shown(format)), number(grouped(*count)), number(bytes(*size)), number(percent(*size, all))];
        row(&cells, out)?;
    }
    Ok(end(totals.outputs.is_empty(), heads.len(), out)?)
}

pub(super) fn runs(state: &Connection, options: &Options, out: &mut dyn Write) -> Result<(), ReportError> {
    heading("Runs", out)?;
    let heads = [
        ("run", true),
        ("begun", false),
        ("ended", false),
        ("outcome", false),
        ("version", false),
        ("jobs", true),
        ("records", true),
        ("pages a second", true),
    ];
    begin("Runs; records are counted where their rows were written last", &heads, out)?;
    let runs = figures::runs(state, options.limit())?;
    for run in &runs {
        let cells = [
            number(run.id.to_string()),
            text(run.begun.as_deref().map(shown).unwrap_or_default()),
            text(run.ended.as_deref().map(shown).unwrap_or_default()),
            text(shown(run.outcome.as_deref().unwrap_or("running, or cut off"))),
            text(shown(&run.version)),
            number(run.jobs.to_string()),
            number(grouped(run.records)),
            number(run.seconds.map_or_else(|| "–".to_owned(), |seconds| rate(run.pages, seconds))),
        ];
        row(&cells, out)?;
    }
    Ok(end(runs.is_empty(), heads.len(), out)?)
}
