//! The list of pages of a WACZ.

use std::io::Write;
use std::path::Path;

use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::Connection;
use serde::Serialize;

use crate::outputs::Outputs;
use crate::record_id::record_id;
use crate::records::outputs;
use crate::{ReportError, state};

/// What the list of pages has.
#[derive(Debug, Clone, Copy)]
pub struct PagesOptions<'a> {
    /// The folder of the outputs, where the texts of the pages are wanted.
    pub texts: Option<&'a Path>,
    /// The date of pages whose archive says none, as RFC 3339.
    pub date: Option<&'a str>,
    /// Most bytes of a text: 64 MB where nothing else is said.
    pub max_text_bytes: u64,
}

impl Default for PagesOptions<'_> {
    fn default() -> Self {
        Self { texts: None, date: None, max_text_bytes: 64_000_000 }
    }
}

#[derive(Serialize)]
struct Head {
    format: &'static str,
    id: &'static str,
    title: &'static str,
    #[serde(rename = "hasText")]
    has_text: bool,
}

#[derive(Serialize)]
struct Page<'a> {
    id: &'a str,
    url: &'a str,
    ts: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Writes `pages.jsonl` of WACZ 1.1 (§5.2.2, `json-pages-1.0`): a head, and a line for each converted page that has an address
/// and a date, both of which the format demands. `size` is the page's bytes. Texts are those of the outputs `txt`, or of the lines
/// of `jsonl` where there are none; they must be as they were made.
///
/// # Errors
/// [`ReportError`] where the ledger or an output can't be read, an output was changed or is missing, or the report can't be written.
pub fn pages_jsonl(
    ledger: &Ledger,
    options: &PagesOptions<'_>,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let state = state(ledger)?;
    let head =
        Head { format: "json-pages-1.0", id: "pages", title: "All Pages", has_text: options.texts.is_some() };
    serde_json::to_writer(&mut *out, &head)?;
    out.write_all(b"\n")?;
    let mut folder = options.texts.map(Outputs::new);
    let mut select = state.prepare(
        "SELECT r.id, r.target_uri, coalesce(r.date, ?1), r.title, r.bytes, s.path, r.member, r.\"offset\" \
         FROM record r CROSS JOIN source s ON s.id = r.source \
         WHERE r.outcome = 'converted' AND r.target_uri IS NOT NULL AND coalesce(r.date, ?1) IS NOT NULL ORDER BY r.id",
    )?;
    let mut rows = select.query([options.date])?;
    while let Some(row) = rows.next()? {
        let (url, ts, title): (String, String, Option<String>) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let (path, member, offset): (String, String, u64) = (row.get(5)?, row.get(6)?, row.get(7)?);
        let id = record_id(&["page", &path, &member, &offset.to_string(), &url, &ts]);
        let text = match &mut folder {
            Some(folder) => text(&state, folder, row.get(0)?, options.max_text_bytes)?,
            None => None,
        };
        let page = Page {
            id: id.strip_prefix("urn:uuid:").unwrap_or(&id),
            url: &url,
            ts: &ts,
            title: title.as_deref(),
            size: row.get(4)?,
            text,
        };
        serde_json::to_writer(&mut *out, &page)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// The text of a page, where an output has it.
fn text(
    state: &Connection,
    folder: &mut Outputs,
    record: i64,
    limit: u64,
) -> Result<Option<String>, ReportError> {
    let outputs = outputs(state, record)?;
    for format in ["txt", "jsonl"] {
        let Some(output) = outputs.iter().find(|output| output.format == format) else { continue };
        let bytes = folder.read(output, limit, "max_text_bytes")?;
        if format == "txt" {
            return Ok(Some(String::from_utf8_lossy(&bytes).into_owned()));
        }
        let line: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        return Ok(line.get("text").and_then(serde_json::Value::as_str).map(str::to_owned));
    }
    Ok(None)
}
