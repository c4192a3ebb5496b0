//! What a user says of the pages of a PDF: flags and a file to a style.

use std::path::{Path, PathBuf};

use offprint::{Length, PageSet, PageStyle, Theme};

use crate::Failure;

/// Flags of how the pages of a PDF look.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Pages of a PDF")]
pub(crate) struct PageFlags {
    /// Page set: paper, margins and sizes of text that suit each other. a4 if neither this nor the style file says it.
    #[arg(long, visible_alias = "paper", value_enum, value_name = "SET")]
    pub page: Option<PageName>,
    /// Style file in TOML; docs/pages.md has its keys. What other flags say goes before it.
    #[arg(long, value_name = "FILE")]
    pub style: Option<PathBuf>,
    /// Size of the text, in points; the leading grows with it.
    #[arg(long, value_name = "PT")]
    pub font_size: Option<f32>,
    /// Margins: one length for all, or four for top, right, bottom and left, with commas: 20mm; 1in,20mm,60pt,2cm.
    #[arg(long, value_name = "LENGTH", value_delimiter = ',', num_args = 1, allow_hyphen_values = true)]
    pub margins: Vec<Length>,
    /// Set lines ragged and without hyphens instead of justified.
    #[arg(long, conflicts_with = "justified")]
    pub ragged: bool,
    /// Set lines justified, where the page set or the style file has them ragged.
    #[arg(long)]
    pub justified: bool,
    /// Columns of text.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
    pub columns: Option<u8>,
    /// Where notes stand.
    #[arg(long, value_enum, value_name = "PLACE")]
    pub notes: Option<NotesAt>,
    /// Greys in place of colours, in text and pictures.
    #[arg(long)]
    pub grey: bool,
    /// Give the addresses of links as notes, for paper; one that comes again has the same number.
    #[arg(long)]
    pub link_notes: bool,
}

/// Names of page sets.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum PageName {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
    /// 148 × 210 mm.
    A5,
    /// The screen of a reading device of 6 inches, 90 × 120 mm.
    Eink,
    /// Large print on A4: 18 points, ragged.
    Large,
}

/// Where notes stand.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum NotesAt {
    /// At the foot of the page.
    Foot,
    /// At the end of the article.
    End,
}

impl PageFlags {
    /// The style.
    ///
    /// # Errors
    /// Where the style file can't be read or is none, or a value is out of bounds.
    pub(crate) fn style(&self) -> Result<PageStyle, Failure> {
        let mut theme = self.style.as_deref().map(read).transpose()?.unwrap_or_default();
        if let Some(points) = self.font_size {
            theme.text.size = Some(Length { points });
        }
        let margins = &mut theme.margins;
        match self.margins.as_slice() {
            [] => {}
            [all] => {
                (margins.top, margins.right, margins.bottom, margins.left) =
                    (Some(*all), Some(*all), Some(*all), Some(*all));
            }
            [top, right, bottom, left] => {
                (margins.top, margins.right, margins.bottom, margins.left) =
                    (Some(*top), Some(*right), Some(*bottom), Some(*left));
            }
            _ => {
                return Err(Failure::Usage(
                    "--margins takes one length or four: top, right, bottom, left".to_owned(),
                ));
            }
        }
        if self.ragged {
            theme.text.setting = Some(offprint::Setting::Ragged);
            theme.text.hyphenate = Some(false);
        }
        if self.justified {
            theme.text.setting = Some(offprint::Setting::Justified);
            theme.text.hyphenate = Some(true);
        }
        theme.columns = self.columns.or(theme.columns);
        if let Some(notes) = self.notes {
            theme.notes = Some(match notes {
                NotesAt::Foot => offprint::NotePlace::Foot,
                NotesAt::End => offprint::NotePlace::End,
            });
        }
        if self.link_notes {
            theme.link_notes = Some(true);
        }
        let page = self.page.map(|name| match name {
            PageName::A4 => PageSet::A4,
            PageName::Letter => PageSet::Letter,
            PageName::A5 => PageSet::A5,
            PageName::Eink => PageSet::Eink,
            PageName::Large => PageSet::Large,
        });
        theme.style(page).map_err(|error| match &self.style {
            Some(path) => wrong(path, &error.to_string()),
            None => Failure::Usage(error.to_string()),
        })
    }
}

fn wrong(path: &Path, what: &str) -> Failure {
    Failure::Usage(format!("--style {}: {what}", path.display()))
}

/// Reads a style file.
fn read(path: &Path) -> Result<Theme, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| wrong(path, &format!("cannot read it: {error}; give a file of TOML in UTF-8")))?;
    Theme::parse(&text).map_err(|error| wrong(path, &error.to_string()))
}
