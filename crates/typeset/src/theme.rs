//! Themes: what a user says in TOML of how pages look. Every key is checked; one that is not known is an error.

use serde::Deserialize;
use thiserror::Error;

use crate::length::Length;
use crate::page::Colour;
use crate::style::{Colours, NotePlace, PageSet, Paper, Setting, Style};

/// Sizes of text that can be set, in points.
const SIZES: std::ops::RangeInclusive<f32> = 4.0..=72.0;
/// Leading, in parts of the size.
const LEADINGS: std::ops::RangeInclusive<f32> = 0.9..=3.0;
/// Sides of paper, in points: 18 mm to 5 m, which is what PDF allows (ISO 32000-1, annex C).
const SIDES: std::ops::RangeInclusive<f32> = 50.0..=14_400.0;
/// Margins and gutters, in points.
const LENGTHS: std::ops::RangeInclusive<f32> = 0.0..=14_400.0;
/// The narrowest column and the lowest text, in sizes of the text.
const NARROWEST: f32 = 8.0;
const LOWEST: f32 = 6.0;
/// Margin at a side of two columns, in parts of the paper's width: 56 points on A4.
const TWO_COLUMNS_SIDE: f32 = 0.094;
/// A4's lines of some 68 letters are 35 sizes wide; twice that is no line to read.
const MOST_COLUMNS: u8 = 2;

/// What a theme says. What it does not say stays as the page set has it.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    /// The page set to begin with.
    pub page: Option<PageSet>,
    /// Width of the paper.
    pub width: Option<Length>,
    /// Height of the paper.
    pub height: Option<Length>,
    /// Margins.
    #[serde(default)]
    pub margins: Margins,
    /// Running text.
    #[serde(default)]
    pub text: Text,
    /// Columns of text, 1 or 2.
    pub columns: Option<u8>,
    /// Space between columns.
    pub gutter: Option<Length>,
    /// Whether lines stand on one grid.
    pub grid: Option<bool>,
    /// Whether pages say above the text what they belong to.
    pub running_heads: Option<bool>,
    /// Whether pages are numbered.
    pub page_numbers: Option<bool>,
    /// Where notes stand.
    pub notes: Option<NotePlace>,
    /// Whether the addresses of links are given as notes.
    pub link_notes: Option<bool>,
    /// Colours, each as `#rrggbb`.
    #[serde(default)]
    pub colours: ColourNames,
}

/// Margins of a [`Theme`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margins {
    /// Above the text.
    pub top: Option<Length>,
    /// Right of it.
    pub right: Option<Length>,
    /// Below it.
    pub bottom: Option<Length>,
    /// Left of it.
    pub left: Option<Length>,
}

/// Running text of a [`Theme`].
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Text {
    /// Size.
    pub size: Option<Length>,
    /// From baseline to baseline; in proportion to the size if it is not said.
    pub leading: Option<Length>,
    /// Justified or ragged.
    pub setting: Option<Setting>,
    /// Whether words are divided.
    pub hyphenate: Option<bool>,
    /// Whether punctuation hangs over the edge.
    pub hanging: Option<bool>,
    /// Whether figures have ascenders and descenders.
    pub old_style_figures: Option<bool>,
}

/// Colours of a [`Theme`], as [`Colours`] has them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColourNames {
    /// Running text and headings.
    pub text: Option<String>,
    /// Links.
    pub link: Option<String>,
    /// What stands back.
    pub muted: Option<String>,
    /// Thin rules.
    pub rule: Option<String>,
    /// Ground of code and asides.
    pub ground: Option<String>,
}

/// Why a theme can't be used.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ThemeError {
    /// It is not what a theme may hold.
    #[error("{0}")]
    Syntax(String),
    /// A length is none.
    #[error("“{written}” is no length; write points or a number with pt, mm, cm or in, such as 18mm")]
    Length {
        /// What stands there.
        written: String,
    },
    /// A colour is none.
    #[error("colours.{key} is “{written}”; write a colour as #rrggbb, such as #1a3a75")]
    Colour {
        /// Which.
        key: &'static str,
        /// What stands there.
        written: String,
    },
    /// A value is out of bounds.
    #[error("{what} of {value} is out of bounds; it must be {least} to {most}")]
    Bounds {
        /// What it is.
        what: &'static str,
        /// Its value, with its unit.
        value: String,
        /// The least.
        least: String,
        /// The most.
        most: String,
    },
    /// Nothing fits between the margins.
    #[error(
        "no text fits: {width:.0} by {height:.0} points are left between the margins for text of {size} points; make margins or text smaller"
    )]
    NoRoom {
        /// Width of a column.
        width: f32,
        /// Height of the text.
        height: f32,
        /// Size of the text.
        size: f32,
    },
}

impl Theme {
    /// Reads a theme.
    ///
    /// # Errors
    /// [`ThemeError`]; for what is not TOML or no key of a theme, it says the line.
    pub fn parse(text: &str) -> Result<Self, ThemeError> {
        toml::from_str(text).map_err(|error| ThemeError::Syntax(error.to_string().trim_end().to_owned()))
    }

    /// The style that the theme makes of a page set. `page` goes before the theme's own.
    ///
    /// # Errors
    /// Where a value is out of bounds, or no text fits.
    pub fn style(&self, page: Option<PageSet>) -> Result<Style, ThemeError> {
        let set = page.or(self.page).unwrap_or_default();
        let mut style = Style::of(set);
        if self.width.is_some() || self.height.is_some() {
            let paper = Paper {
                width: self.width.map_or(style.paper.width, |length| length.points),
                height: self.height.map_or(style.paper.height, |length| length.points),
            };
            bounded("the width of the paper", paper.width, SIDES)?;
            bounded("the height of the paper", paper.height, SIDES)?;
            style = Style {
                size: style.size,
                leading: style.leading,
                setting: style.setting,
                hyphenate: style.hyphenate,
                ..Style::on(paper)
            };
            // On small paper of its own margins in proportion, where they would take it all.
            let side = style.left.clamp(0.0, paper.width * 0.2);
            (style.left, style.right) = (side, side);
            style.top = style.top.min(paper.height * 0.15);
            style.bottom = style.bottom.min(paper.height * 0.17);
        }
        let margins = [
            (&mut style.top, self.margins.top),
            (&mut style.right, self.margins.right),
            (&mut style.bottom, self.margins.bottom),
            (&mut style.left, self.margins.left),
        ];
        for (margin, length) in margins {
            if let Some(length) = length {
                bounded("a margin", length.points, LENGTHS)?;
                *margin = length.points;
            }
        }
        if let Some(size) = self.text.size {
            style.leading *= size.points / style.size;
            style.size = size.points;
        }
        set_if(&mut style.leading, self.text.leading.map(|length| length.points));
        set_if(&mut style.setting, self.text.setting);
        set_if(&mut style.hyphenate, self.text.hyphenate);
        set_if(&mut style.hanging, self.text.hanging);
        set_if(&mut style.old_style_figures, self.text.old_style_figures);
        set_if(&mut style.columns, self.columns);
        if style.columns > 1 && self.margins.left.is_none() && self.margins.right.is_none() {
            // Two columns want the width that one would leave to the margins.
            let side = style.left.min(style.paper.width * TWO_COLUMNS_SIDE);
            (style.left, style.right) = (side, side);
        }
        if let Some(gutter) = self.gutter {
            bounded("the gutter", gutter.points, LENGTHS)?;
            style.gutter = gutter.points;
        }
        set_if(&mut style.grid, self.grid);
        set_if(&mut style.running_heads, self.running_heads);
        set_if(&mut style.folios, self.page_numbers);
        set_if(&mut style.notes, self.notes);
        set_if(&mut style.link_notes, self.link_notes);
        self.colours.paint(&mut style.colours)?;
        check(&style)?;
        Ok(style)
    }
}

/// Whether a style can be set at all.
///
/// # Errors
/// Where a value is out of bounds, or no text fits.
fn check(style: &Style) -> Result<(), ThemeError> {
    bounded("the size of the text", style.size, SIZES)?;
    let leadings = LEADINGS.start() * style.size..=LEADINGS.end() * style.size;
    bounded("the leading", style.leading, leadings)?;
    if !(1..=MOST_COLUMNS).contains(&style.columns) {
        return Err(ThemeError::Bounds {
            what: "a number of columns",
            value: style.columns.to_string(),
            least: "1".to_owned(),
            most: MOST_COLUMNS.to_string(),
        });
    }
    let (width, height, size) = (style.measure(), style.text_height(), style.size);
    if width < size * NARROWEST || height < size * LOWEST {
        return Err(ThemeError::NoRoom { width, height, size });
    }
    Ok(())
}

fn bounded(what: &'static str, value: f32, bounds: std::ops::RangeInclusive<f32>) -> Result<(), ThemeError> {
    if bounds.contains(&value) {
        return Ok(());
    }
    let points = |value: f32| format!("{}pt", (value * 10.0).round() / 10.0);
    Err(ThemeError::Bounds {
        what,
        value: points(value),
        least: points(*bounds.start()),
        most: points(*bounds.end()),
    })
}

fn set_if<T>(target: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *target = value;
    }
}

impl ColourNames {
    fn paint(&self, colours: &mut Colours) -> Result<(), ThemeError> {
        let all = [
            ("text", &self.text, &mut colours.text),
            ("link", &self.link, &mut colours.link),
            ("muted", &self.muted, &mut colours.muted),
            ("rule", &self.rule, &mut colours.rule),
            ("ground", &self.ground, &mut colours.ground),
        ];
        for (key, written, colour) in all {
            if let Some(written) = written {
                *colour = parse_colour(written)
                    .ok_or_else(|| ThemeError::Colour { key, written: written.clone() })?;
            }
        }
        Ok(())
    }
}

/// A colour as `#rrggbb`.
fn parse_colour(written: &str) -> Option<Colour> {
    let digits = written.trim().strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    let part = |shift: u32| (number >> shift & 0xff) as f32 / 255.0;
    Some(Colour { red: part(16), green: part(8), blue: part(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_changes_what_it_names() -> Result<(), ThemeError> {
        let theme = Theme::parse(
            "page = 'a5'\nnotes = 'end'\n[margins]\nleft = '20mm'\n[text]\nsize = 12\n[colours]\nlink = '#aa0000'\n",
        )?;
        let (style, plain) = (theme.style(None)?, Style::of(PageSet::A5));
        assert_eq!(style.paper, Paper::A5);
        assert!((style.left - 56.69).abs() < 0.01);
        assert_eq!((style.size, style.right, style.notes), (12.0, plain.right, NotePlace::End));
        assert!((style.leading - plain.leading * 1.2).abs() < 0.01);
        assert!(style.colours.link.red > 0.6 && style.colours.link.blue == 0.0);
        assert_eq!(theme.style(Some(PageSet::A4))?.paper, Paper::A4);
        Ok(())
    }

    #[test]
    fn what_is_no_theme_says_where_and_why() {
        let wrong = |text: &str| {
            let error = Theme::parse(text).and_then(|theme| theme.style(None)).err();
            error.map(|error| error.to_string()).unwrap_or_default()
        };
        for (text, said) in [
            ("colour = 1", "unknown field `colour`"),
            ("[text]\nsize = '12 furlongs'", "12 furlongs"),
            ("[text]\nsize = 2", "4pt to 72pt"),
            ("[text]\nleading = 5", "leading"),
            ("columns = 3", "1 to 2"),
            ("[margins]\nleft = '190mm'", "no text fits"),
            ("[margins]\ntop = '-5mm'", "a margin of -14.2pt is out of bounds"),
            ("columns = 2\ngutter = -3", "the gutter"),
            ("[colours]\ntext = 'red'", "#rrggbb"),
            ("width = '9m'", "9m"),
            ("width = 1e9", "out of bounds"),
            ("notes = 'nowhere'", "nowhere"),
            ("width = nan", "out of bounds"),
        ] {
            assert!(wrong(text).contains(said), "{text}: {}", wrong(text));
        }
    }
}
