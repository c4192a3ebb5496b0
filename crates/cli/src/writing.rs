//! What a user says of the formats: flags to the library's options.

use std::path::{Path, PathBuf};

use offprint::{
    Fonts, ImageLimits, LinkStyle, SystemFonts, TextOptions, UserStyle, WriteError, WriteOptions, read_faces,
};

use crate::Failure;
use crate::args::{Links, Writing};
use crate::cleaning::told;

/// Seconds since 1970 whose dates have a year of four figures, as EPUB and PDF write them.
const EPOCH: std::ops::RangeInclusive<i64> = 0..=253_402_300_799;

impl Writing {
    /// The options.
    ///
    /// # Errors
    /// Where `SOURCE_DATE_EPOCH` is no time, or a style is none.
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
                ..TextOptions::default()
            },
            page: self.page.style()?,
            fonts: self.fonts()?,
            source_date_epoch,
            pictures: !self.no_pictures,
            style: self.css.as_deref().map(style).transpose()?,
            embed_fonts: self.embed_fonts,
            vertical: self.vertical,
            grey: self.page.grey,
            attach_source: None,
            image_limits: ImageLimits {
                max_side: self.max_image_size,
                max_bytes: usize::try_from(self.max_image_bytes).unwrap_or(usize::MAX),
                ..ImageLimits::default()
            },
            max_time: None,
        })
    }
}

impl Writing {
    fn fonts(&self) -> Result<Fonts, Failure> {
        let mut faces = Vec::new();
        for path in &self.fonts {
            let wrong = |what: String| Failure::Usage(format!("--font {what}"));
            let name = path.display().to_string();
            let data = std::fs::read(path)
                .map_err(|error| wrong(format!("{name}: cannot read it: {error}; give a font file")))?;
            faces.extend(read_faces(&name, data).map_err(|error| wrong(error.to_string()))?);
        }
        let fonts = if self.no_system_fonts {
            Fonts::embedded_only()
        } else {
            Fonts::with_system(SystemFonts::installed())
        };
        let fonts = fonts.with_user(faces);
        for remark in fonts.remarks() {
            crate::complain(&remark);
        }
        Ok(fonts)
    }

    /// Files that are read beside the inputs: no output goes over them.
    pub(crate) fn files(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.css.iter().chain(&self.fonts).cloned()
    }
}

/// The user's style sheet.
fn style(path: &Path) -> Result<UserStyle, Failure> {
    let wrong = |what: String| Failure::Usage(format!("--css {}: {what}", path.display()));
    let css = std::fs::read_to_string(path)
        .map_err(|error| wrong(format!("cannot read it: {error}; give a style sheet in UTF-8")))?;
    UserStyle::parse(&css).map_err(|error| wrong(error.to_string()))
}

/// Why a format could not be written, for a person.
pub(crate) fn why(error: &WriteError) -> String {
    let option = match error {
        WriteError::OverTime { option, .. } => Some(*option),
        _ => None,
    };
    told(error, option)
}
