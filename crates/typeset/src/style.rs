//! How pages look: paper, margins, sizes, and what is set or left out.

use serde::Deserialize;

use crate::page::Colour;

/// A size of paper, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

impl Paper {
    /// ISO 216 A4, 210 × 297 mm.
    pub const A4: Self = Self { width: 595.276, height: 841.89 };
    /// ISO 216 A5, 148 × 210 mm.
    pub const A5: Self = Self { width: 419.528, height: 595.276 };
    /// US Letter, 8.5 × 11 in.
    pub const LETTER: Self = Self { width: 612.0, height: 792.0 };
    /// The screen of a reading device of 6 inches, 90 × 120 mm.
    pub const EINK: Self = Self { width: 255.118, height: 340.157 };
}

/// Named sizes of pages, each with margins and sizes of text that suit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageSet {
    /// ISO 216 A4, 210 × 297 mm.
    #[default]
    A4,
    /// US Letter, 8.5 × 11 in.
    Letter,
    /// ISO 216 A5, 148 × 210 mm: a book.
    A5,
    /// The screen of a reading device of 6 inches, 90 × 120 mm.
    Eink,
    /// Large print on A4: 18 points, ragged, not hyphenated (as the Clear Print guidelines of the RNIB and the American
    /// Council of the Blind's best practices for large print have it).
    Large,
}

/// How the lines of running text are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// Even at both sides.
    #[default]
    Justified,
    /// Ragged at the end of lines, without hyphens.
    Ragged,
}

/// Where the notes of an article stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotePlace {
    /// At the foot of the page that refers to them.
    #[default]
    Foot,
    /// At the end of the article.
    End,
}

/// The colours of a page. What is read has a contrast of 7:1 on white (WCAG 2.2, 1.4.6).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colours {
    /// Running text and headings.
    pub text: Colour,
    /// Links.
    pub link: Colour,
    /// What stands back: site, date, running heads.
    pub muted: Colour,
    /// Thin rules.
    pub rule: Colour,
    /// Ground of code and asides: light enough for 7:1 of black text, dark enough to be seen in print.
    pub ground: Colour,
}

impl Default for Colours {
    fn default() -> Self {
        let grey = |level: f32| Colour { red: level, green: level, blue: level };
        Self {
            text: grey(0.0),
            link: Colour { red: 0.07, green: 0.22, blue: 0.46 },
            muted: grey(0.28),
            rule: grey(0.45),
            ground: Colour { red: 0.955, green: 0.955, blue: 0.945 },
        }
    }
}

/// How a publication is set. All lengths are in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The paper.
    pub paper: Paper,
    /// Margin above the text; the running head stands in it.
    pub top: f32,
    /// Margin below the text; the page number stands in it.
    pub bottom: f32,
    /// Margin left of the text.
    pub left: f32,
    /// Margin right of the text.
    pub right: f32,
    /// Size of the text.
    pub size: f32,
    /// From baseline to baseline of the text.
    pub leading: f32,
    /// Columns of text on a page, 1 or 2.
    pub columns: u8,
    /// Space between columns.
    pub gutter: f32,
    /// How running text is set.
    pub setting: Setting,
    /// Whether words are divided at the ends of justified lines.
    pub hyphenate: bool,
    /// Whether punctuation and hyphens hang a little over the edge, so that it looks even.
    pub hanging: bool,
    /// Whether figures in running text have ascenders and descenders, where the face has such.
    pub old_style_figures: bool,
    /// Whether the lines of all pages stand on one grid.
    pub grid: bool,
    /// Whether pages say above the text what they belong to.
    pub running_heads: bool,
    /// Whether pages are numbered.
    pub folios: bool,
    /// Where notes stand.
    pub notes: NotePlace,
    /// Whether the addresses of links are given as notes, for paper.
    pub link_notes: bool,
    /// The colours.
    pub colours: Colours,
}

impl Style {
    /// A style for a paper. Text is 11 points on 15.2 with some 66 to 70 letters a line, which is in the range of 45 to
    /// 75 that Bringhurst gives as satisfactory for a single column (The Elements of Typographic Style, §2.1.2);
    /// on A5 it is 10 on 13.8, on small screens 9.5 on 13.
    pub fn on(paper: Paper) -> Self {
        let base = Self {
            paper,
            top: 84.0,
            bottom: 96.0,
            left: 0.0,
            right: 0.0,
            size: 11.0,
            leading: 15.2,
            columns: 1,
            gutter: 18.0,
            setting: Setting::Justified,
            hyphenate: true,
            hanging: true,
            old_style_figures: false,
            grid: true,
            running_heads: true,
            folios: true,
            notes: NotePlace::Foot,
            link_notes: false,
            colours: Colours::default(),
        };
        if paper.width < 300.0 {
            let side = 14.0;
            return Self {
                top: 18.0,
                bottom: 24.0,
                left: side,
                right: side,
                size: 9.5,
                leading: 13.0,
                running_heads: false,
                ..base
            };
        }
        if paper.width < 480.0 {
            let side = 52.0;
            return Self {
                top: 54.0,
                bottom: 62.0,
                left: side,
                right: side,
                size: 10.0,
                leading: 13.8,
                ..base
            };
        }
        let side = (paper.width - 388.0) / 2.0;
        Self { left: side, right: side, ..base }
    }

    /// The style of a page set.
    pub fn of(set: PageSet) -> Self {
        match set {
            PageSet::A4 => Self::on(Paper::A4),
            PageSet::Letter => Self::on(Paper::LETTER),
            PageSet::A5 => Self::on(Paper::A5),
            PageSet::Eink => Self::on(Paper::EINK),
            PageSet::Large => Self {
                left: 64.0,
                right: 64.0,
                size: 18.0,
                leading: 25.0,
                setting: Setting::Ragged,
                hyphenate: false,
                ..Self::on(Paper::A4)
            },
        }
    }

    /// Width of a full line in a column.
    pub fn measure(&self) -> f32 {
        let columns = f32::from(self.columns.max(1));
        (self.full_measure() - self.gutter * (columns - 1.0)) / columns
    }

    /// Width of a line over all columns.
    pub fn full_measure(&self) -> f32 {
        self.paper.width - self.left - self.right
    }

    /// Height that the text may take on a page.
    pub fn text_height(&self) -> f32 {
        self.paper.height - self.top - self.bottom
    }
}

impl Default for Style {
    /// A4.
    fn default() -> Self {
        Self::on(Paper::A4)
    }
}
