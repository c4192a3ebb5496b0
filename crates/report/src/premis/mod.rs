//! Objects and events of PREMIS 3.

mod units;

use std::io::Write;
use std::path::Path;

use offprint_ledger::Ledger;
use offprint_ledger::rusqlite::{Connection, Row};

use crate::format::format_facts;
use crate::outputs::{Found, Output, Outputs};
use crate::place::Place;
use crate::record_id::record_id;
use crate::records::outputs;
use crate::{ReportError, state};
use units::{Agent, Event, Identifier, Line, LinkedAgent, LinkedObject, Object, Outcome};

/// What is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PremisOptions<'a> {
    /// Also that the digest of each output was calculated when it was made.
    pub digest_events: bool,
    /// Also whether each output in this folder is still as it was made, and when that was looked at (RFC 3339).
    pub fixity_checks: Option<(&'a Path, &'a str)>,
}

/// A date of which nothing is known (EDTF, ISO 8601-2:2019, §8: unspecified digits); eventDateTime is mandatory.
const UNKNOWN_DATE: &str = "XXXX-XX-XX";

/// Writes PREMIS 3.0 (Data Dictionary, 2015) as JSON Lines. Each line is an object with one member that names the entity: `agent`
/// for each version of the program, then for each output an `object` and its `event`s. Keys are the semantic units of the Data
/// Dictionary; what may stand more than once is a list. Types of events, roles and outcomes are the terms of the Library of
/// Congress's vocabularies (id.loc.gov/vocabulary/preservation). An output was made by an event `normalization`, at the time at
/// which the run began that wrote its record last. A line of a file of lines is a bitstream, all else a file.
///
/// # Errors
/// [`ReportError`] where the ledger can't be read, names paths outside of the folder, or the report can't be written. That an output
/// is missing or was changed is an event whose outcome is `fail`.
pub fn premis(ledger: &Ledger, options: &PremisOptions<'_>, out: &mut dyn Write) -> Result<(), ReportError> {
    let state = state(ledger)?;
    agents(&state, options, out)?;
    let mut folder = options.fixity_checks.map(|(folder, date)| (Outputs::new(folder), date));
    let mut select = state.prepare(
        "SELECT r.id, r.version, r.record_id, coalesce(u.begun, u.ended), s.path, s.kind, r.member, r.\"offset\" \
         FROM record r CROSS JOIN source s ON s.id = r.source LEFT JOIN run u ON u.id = r.run \
         WHERE r.outcome = 'converted' ORDER BY r.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let record = Record::read(row)?;
        for output in outputs(&state, record.id)? {
            record.write(&output, options, folder.as_mut(), out)?;
        }
    }
    Ok(out.flush()?)
}

fn line(line: &Line<'_>, out: &mut dyn Write) -> Result<(), ReportError> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(out.write_all(b"\n")?)
}

fn agent_id(version: &str) -> String {
    format!("offprint/{version}")
}

fn agents(state: &Connection, options: &PremisOptions<'_>, out: &mut dyn Write) -> Result<(), ReportError> {
    // The one that looks at the outputs now may be another than those that made them.
    let looks = options.fixity_checks.map(|_| env!("CARGO_PKG_VERSION"));
    let mut select = state.prepare(
        "SELECT version FROM record WHERE outcome = 'converted' UNION SELECT ?1 WHERE ?1 IS NOT NULL ORDER BY 1",
    )?;
    let mut rows = select.query([looks])?;
    while let Some(row) = rows.next()? {
        let version: String = row.get(0)?;
        let id = agent_id(&version);
        line(&Line::Agent(Agent::software("offprint", &id, &version)), out)?;
    }
    Ok(())
}

/// The record of which outputs were made.
struct Record {
    id: i64,
    version: String,
    record_id: Option<String>,
    made: Option<String>,
    place: Place,
}

impl Record {
    fn read(row: &Row<'_>) -> Result<Self, ReportError> {
        Ok(Self {
            id: row.get(0)?,
            version: row.get(1)?,
            record_id: row.get(2)?,
            made: row.get(3)?,
            place: Place::read(row, 4)?,
        })
    }

    /// An identifier of something about an output.
    fn identifier(&self, what: &str, output: &Output, date: &str) -> String {
        let offset = self.place.offset.to_string();
        record_id(&[
            what,
            &self.place.path,
            &self.place.member,
            &offset,
            &output.format,
            &output.sha256,
            date,
        ])
    }

    fn write(
        &self,
        output: &Output,
        options: &PremisOptions<'_>,
        folder: Option<&mut (Outputs, &str)>,
        out: &mut dyn Write,
    ) -> Result<(), ReportError> {
        let made = self.made.as_deref().unwrap_or(UNKNOWN_DATE);
        let place = self.place.to_string();
        let source = match &self.record_id {
            Some(id) => Identifier::new("WARC-Record-ID", id),
            None => Identifier::new("local", &place),
        };
        let object_id = self.identifier("object", output, "");
        let event_id = self.identifier("normalization", output, made);
        let agent = agent_id(&self.version);
        let facts = format_facts(&output.format);
        line(&Line::Object(Object::new(&object_id, output, facts, &source, &event_id)), out)?;
        let event = |id, kind, date, outcome, detail, objects| {
            Event::new(id, kind, date, outcome, detail, LinkedAgent::executing(&agent), objects)
        };
        let detail = format!("{place} converted to {}", output.format);
        let both = vec![LinkedObject::of(&source, "source"), LinkedObject::uuid(&object_id, "outcome")];
        line(&Line::Event(event(&event_id, "normalization", made, Outcome::success(), &detail, both)), out)?;
        if options.digest_events {
            let id = self.identifier("message digest calculation", output, made);
            let object = vec![LinkedObject::uuid(&object_id, "source")];
            let event = event(&id, "message digest calculation", made, Outcome::success(), "SHA-256", object);
            line(&Line::Event(event), out)?;
        }
        if let Some((folder, date)) = folder {
            let outcome = match folder.check(output)? {
                Found::Whole => Outcome::success(),
                Found::Missing => Outcome::fail("the file is missing".to_owned()),
                Found::Changed(what) => Outcome::fail(what),
                Found::Unreadable(error) => Outcome::fail(error.to_string()),
            };
            let id = self.identifier("fixity check", output, date);
            let agent = agent_id(env!("CARGO_PKG_VERSION"));
            let object = vec![LinkedObject::uuid(&object_id, "source")];
            let agent = LinkedAgent::executing(&agent);
            line(
                &Line::Event(Event::new(
                    &id,
                    "fixity check",
                    date,
                    outcome,
                    "SHA-256 and length",
                    agent,
                    object,
                )),
                out,
            )?;
        }
        Ok(())
    }
}
