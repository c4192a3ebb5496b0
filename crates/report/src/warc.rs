//! The outputs as records of a WARC.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use offprint_archive::{NewRecord, RecordType, WarcWriter, WriteError};
use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::Connection;

use crate::format::format_facts;
use crate::outputs::Outputs;
use crate::place::Place;
use crate::record_id::record_id;
use crate::records::outputs;
use crate::{ReportError, state};

/// What the WARC is made of.
#[derive(Debug, Clone, Copy)]
pub struct WarcOptions<'a> {
    /// The folder of the outputs.
    pub outputs: &'a Path,
    /// When the outputs were made, as RFC 3339 in UTC. Without it each has the date at which its page was captured.
    pub date: Option<&'a str>,
    /// The name that the file will have, for its warcinfo.
    pub filename: Option<&'a str>,
    /// Whether each record is packed (`.warc.gz`).
    pub gzip: bool,
    /// Most bytes of an output, which is held in memory: 1 GB where [`WarcOptions::new`] makes them.
    pub max_output_bytes: u64,
}

impl<'a> WarcOptions<'a> {
    /// Packed, with the dates of the captures.
    pub fn new(outputs: &'a Path) -> Self {
        Self { outputs, date: None, filename: None, gzip: true, max_output_bytes: 1_000_000_000 }
    }
}

/// The date of a warcinfo where nothing says another: the first that can be written.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

/// The specification, as `conformsTo` of warcinfo names it.
const CONFORMS_TO: &str = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";

/// Writes WARC 1.1 (ISO 28500:2017): a warcinfo, then a `conversion` record (§6.7) for each output of each converted page, in the
/// order of the records. WARC-Refers-To is the page's own record where the archive gave it an identifier. WARC-Target-URI is the
/// page's address; a page without one has the name of its bytes (`ni:` of RFC 6920). WARC-Record-ID is a digest of where the page
/// stands, the format and the output, so that the same ledger gives the same bytes. WARC-Block-Digest is SHA-1 as other programs
/// want it, WARC-Payload-Digest the SHA-256 of the ledger, which each output is compared with.
///
/// # Errors
/// [`ReportError`] where an output is missing, was changed, or is over the limit; where a page has no date and none was given;
/// where the ledger can't be read or the report can't be written. What was written until then is whole records.
pub fn warc(ledger: &Ledger, options: &WarcOptions<'_>, out: &mut dyn Write) -> Result<(), ReportError> {
    let state = state(ledger)?;
    let mut writer = if options.gzip { WarcWriter::gzip(out) } else { WarcWriter::plain(out) };
    let info = warcinfo(&state, options, &mut writer)?;
    let mut folder = Outputs::new(options.outputs);
    let mut select = state.prepare(
        "SELECT r.id, r.record_id, r.target_uri, r.date, r.sha256, s.path, s.kind, r.member, r.\"offset\" \
         FROM record r CROSS JOIN source s ON s.id = r.source WHERE r.outcome = 'converted' ORDER BY r.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let place = Place::read(row, 5)?;
        let refers_to: Option<String> = row.get(1)?;
        let address: Option<String> = row.get(2)?;
        let captured: Option<String> = row.get(3)?;
        let page_digest: Option<String> = row.get(4)?;
        let outputs = outputs(&state, row.get(0)?)?;
        let address = target_uri(address.as_deref(), page_digest.as_deref().unwrap_or_default());
        for output in &outputs {
            let date = options.date.or(captured.as_deref());
            let date = date.ok_or_else(|| ReportError::NoDate { place: place.to_string() })?;
            let block = folder.read(output, options.max_output_bytes, "max_output_bytes")?;
            let offset = place.offset.to_string();
            let id = record_id(&[
                "conversion",
                &place.path,
                &place.member,
                &offset,
                &output.format,
                &output.sha256,
                date,
            ]);
            let digest = format!("sha256:{}", output.sha256);
            let record = NewRecord {
                record_type: RecordType::Conversion,
                record_id: &id,
                date,
                target_uri: Some(&address),
                refers_to: refers_to.as_deref().filter(|id| is_uri(id)),
                content_type: Some(format_facts(&output.format).media_type),
                fields: &[("WARC-Warcinfo-ID", &format!("<{info}>")), ("WARC-Payload-Digest", &digest)],
                block: &block,
            };
            writer.write(&record).map_err(|error| unwritten(error, &place))?;
        }
    }
    writer.finish().map_err(|error| unwritten(error, &Place::default()))?;
    Ok(())
}

fn unwritten(error: WriteError, place: &Place) -> ReportError {
    match error {
        WriteError::Io(error) => ReportError::Write(error),
        error => ReportError::Warc { place: place.to_string(), error },
    }
}

/// Writes the warcinfo; its identifier.
fn warcinfo(
    state: &Connection,
    options: &WarcOptions<'_>,
    writer: &mut WarcWriter<&mut dyn Write>,
) -> Result<String, ReportError> {
    let (first, count): (Option<String>, u64) =
        state.query_row("SELECT min(date), count(*) FROM record WHERE outcome = 'converted'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let date = options.date.or(first.as_deref()).unwrap_or(NO_DATE);
    let mut block = String::new();
    for (name, value) in [
        ("software", concat!("offprint/", env!("CARGO_PKG_VERSION"))),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", CONFORMS_TO),
        ("description", "Articles made of archived pages, as conversion records that refer to them"),
    ] {
        // Writing to a string does not fail.
        let _ = write!(block, "{name}: {value}\r\n");
    }
    let filename = options.filename.unwrap_or_default();
    let id = record_id(&["warcinfo", date, filename, &count.to_string()]);
    let fields: &[(&str, &str)] = if filename.is_empty() { &[] } else { &[("WARC-Filename", filename)] };
    let record = NewRecord {
        record_type: RecordType::Warcinfo,
        record_id: &id,
        date,
        target_uri: None,
        refers_to: None,
        content_type: Some("application/warc-fields"),
        fields,
        block: block.as_bytes(),
    };
    writer.write(&record).map_err(|error| unwritten(error, &Place::default()))?;
    Ok(id)
}

/// Whether a text can stand between angle brackets as an identifier.
fn is_uri(text: &str) -> bool {
    text.contains(':') && text.chars().all(|c| c.is_ascii_graphic() && c != '<' && c != '>')
}

/// The address as the archive has it, so that it is found again; written as addresses are where it has signs that none may have.
fn target_uri(address: Option<&str>, sha256: &str) -> String {
    let address = address.and_then(|address| {
        if is_uri(address) {
            Some(address.to_owned())
        } else {
            url::Url::parse(address).ok().map(String::from)
        }
    });
    address.unwrap_or_else(|| {
        let digits = sha256.as_bytes().chunks_exact(2).map_while(|pair| {
            std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok())
        });
        format!("ni:///sha-256;{}", URL_SAFE_NO_PAD.encode(digits.collect::<Vec<_>>()))
    })
}

#[cfg(test)]
mod tests {
    use super::target_uri;

    #[test]
    fn pages_without_an_address_are_named_by_their_bytes() {
        // The example of RFC 6920, §8.1.
        let digest = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069";
        assert_eq!(target_uri(None, digest), "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
        assert_eq!(target_uri(Some("https://a.example/ä b\n"), digest), "https://a.example/%C3%A4%20b");
        assert_eq!(target_uri(Some("https://a.example/%zz?q=[1]"), digest), "https://a.example/%zz?q=[1]");
    }
}
