//! How pages look: paper, margins, sizes.

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
}

/// How a publication is set. All lengths are in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The paper.
    pub paper: Paper,
    /// Margin above the text.
    pub top: f32,
    /// Margin below the text; the page number stands in it.
    pub bottom: f32,
    /// Margin left and right of the text.
    pub side: f32,
    /// Size of the text.
    pub size: f32,
    /// From baseline to baseline of the text.
    pub leading: f32,
}

impl Style {
    /// A style for a paper. Text is 11 points on 15.2 with some 70 letters a line, which is in the range of 45 to
    /// 75 that Bringhurst gives as satisfactory for a single column (The Elements of Typographic Style, §2.1.2);
    /// on A5 it is 10 on 13.8.
    pub fn on(paper: Paper) -> Self {
        if paper.width < 480.0 {
            return Self { paper, top: 50.0, bottom: 62.0, side: 52.0, size: 10.0, leading: 13.8 };
        }
        let side = (paper.width - 388.0) / 2.0;
        Self { paper, top: 84.0, bottom: 96.0, side, size: 11.0, leading: 15.2 }
    }

    /// Width of a full line.
    pub fn measure(&self) -> f32 {
        self.paper.width - 2.0 * self.side
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
