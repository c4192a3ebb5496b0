//! What a user says of the formats: flags to the library's options.

use std::path::Path;

use offprint::{
    Fonts, ImageLimits, LinkStyle, PageStyle, Paper, SystemFonts, TextOptions, UserStyle, WriteOptions,
};

use crate::Failure;
use crate::args::{Links, PaperName, Writing};

/// Seconds since 1970 whose dates have a year of four figures, as EPUB and PDF write them.
const EPOCH: std::ops::RangeInclusive<i64> = 0..=253_402_300_799;

impl Writing {
    /// The options.
    ///
    /// # Errors
    /// Where `SOURCE_DATE_EPOCH` is no time.
    pub(crate) fn options(&self) -> Result<WriteOptions, Failure> {
        // https://reproducible-builds.org/specs/source-date-epoch
        let source_date_epoch = match std::env::var("SOURCE_DATE_EPOCH") {
            Ok(text) => {
                Some(text.trim().parse().ok().filter(|seconds| EPOCH.contains(seconds)).ok_or_else(|| {
                    Failure::Usage(format!(
                        "SOURCE_DATE_EPOCH is “{text}”; it must be seconds since 1970, up to the year 9999"
                    ))
                })?)
            }
            Err(_) => None,
        };
        Ok(WriteOptions {
            text: TextOptions {
                width: (!self.no_wrap).then_some(usize::from(self.width)),
                links: match self.links {
                    Links::Notes => LinkStyle::Notes,
                    Links::None => LinkStyle::None,
                },
            },
            page: PageStyle::on(match self.paper {
                PaperName::A4 => Paper::A4,
                PaperName::A5 => Paper::A5,
                PaperName::Letter => Paper::LETTER,
            }),
            fonts: if self.no_system_fonts {
                Fonts::embedded_only()
            } else {
                Fonts::with_system(SystemFonts::installed())
            },
            source_date_epoch,
            pictures: !self.no_pictures,
            style: self.css.as_deref().map(style).transpose()?,
            embed_fonts: self.embed_fonts,
            vertical: self.vertical,
            grey: false,
            attach_source: None,
            image_limits: ImageLimits {
                max_side: self.max_image_size,
                max_bytes: usize::try_from(self.max_image_bytes).unwrap_or(usize::MAX),
                ..ImageLimits::default()
            },
        })
    }
}

/// The user's style sheet.
fn style(path: &Path) -> Result<UserStyle, Failure> {
    let wrong = |what: String| Failure::Usage(format!("--css {}: {what}", path.display()));
    let css = std::fs::read_to_string(path)
        .map_err(|error| wrong(format!("cannot read it: {error}; give a style sheet in UTF-8")))?;
    UserStyle::parse(&css).map_err(|error| wrong(error.to_string()))
}
