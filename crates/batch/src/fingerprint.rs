//! Settings as digests, by which a run knows what it must do again.

use std::fmt::Write as _;

use offprint::{Format, Options, WriteOptions};
use offprint_model::sha256_hex;

use crate::{Output, Plan};

/// Hexadecimal digits of a fingerprint: 64 bits, for the handful of settings that one ledger sees.
const DIGITS: usize = 16;

/// The settings of a run as digests. Each covers what changes the bytes, and no more, so that a changed page size makes new PDFs
/// and leaves the EPUBs alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Of finding the article: the program's version and the options of cleaning.
    pub reading: String,
    /// Of the limits: only records that went over one are looked at again when these change.
    pub limits: String,
    /// Of each output.
    pub outputs: Vec<(Output, String)>,
}

impl Fingerprint {
    /// The settings of a plan.
    pub fn of(plan: &Plan) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        let options = &plan.options;
        let said = Options {
            keep: options.keep.clone(),
            drop: options.drop.clone(),
            keep_all: options.keep_all,
            sites: options.sites.clone(),
            ..Options::default()
        };
        let limits = Options { sites: Options::default().sites, ..options.clone() };
        let mut outputs: Vec<(Output, String)> = plan
            .outputs
            .iter()
            .map(|output| (*output, digest(&[output.name(), &written(*output, plan)])))
            .collect();
        outputs.sort_unstable();
        outputs.dedup();
        Self {
            reading: digest(&[version, &format!("{said:?}")]),
            limits: digest(&[
                &format!("{limits:?}"),
                &format!("{:?} {:?}", plan.limits, plan.write.image_limits),
            ]),
            outputs,
        }
    }

    /// Of one output; none where the run does not make it.
    pub(crate) fn of_output(&self, output: Output) -> Option<&str> {
        self.outputs.iter().find(|(known, _)| *known == output).map(|(_, digest)| digest.as_str())
    }

    /// All of it as one.
    pub fn whole(&self) -> String {
        let mut parts = vec![self.reading.as_str(), self.limits.as_str()];
        parts.extend(self.outputs.iter().map(|(_, digest)| digest.as_str()));
        digest(&parts)
    }
}

/// What the bytes of an output depend on besides the article.
fn written(output: Output, plan: &Plan) -> String {
    let options = &plan.write;
    let name = plan.template.as_str();
    match output {
        Output::JsonLines => String::new(),
        Output::File(format) => match format {
            Format::Text => format!("{name} {:?}", options.text),
            Format::Html => {
                format!("{name} {:?} {:?} {:?}", options.pictures, options.image_limits, options.style)
            }
            Format::Epub => format!(
                "{name} {:?} {:?} {:?} {:?} {:?} {:?} {}",
                options.source_date_epoch,
                options.pictures,
                options.image_limits,
                options.style,
                options.embed_fonts,
                options.vertical,
                fonts(options)
            ),
            Format::Pdf => format!(
                "{name} {:?} {} {:?} {:?} {:?} {}",
                options.source_date_epoch,
                options.image_limits.max_pixels,
                options.page,
                options.grey,
                options.fonts,
                fonts(options)
            ),
            _ => name.to_owned(),
        },
    }
}

/// The faces of a user by their bytes.
fn fonts(options: &WriteOptions) -> String {
    let mut out = String::new();
    for face in options.fonts.user_faces() {
        // Writing to a string does not fail.
        let _ = write!(out, "{} ", sha256_hex(face.data()));
    }
    out
}

fn digest(parts: &[&str]) -> String {
    let mut digest = sha256_hex(parts.join("\n").as_bytes());
    digest.truncate(DIGITS);
    digest
}
