//! Where on the page the headline and the article's text stand: what lies between them is about the article.

use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{Segment, SegmentKind};
use crate::tag::Tag;

/// A sentence or two of some 25 words are surely the article's text, not a line about it.
const SURE_PROSE_WIDTH: usize = 140;

/// Rows above the headline in which a line about the article may stand.
const ABOVE: usize = 40;

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// About the headline: a little above it, down to the first paragraphs of the text.
    Head,
    /// Within the text, or far above it.
    Elsewhere,
    /// After the text.
    Foot,
}

/// Rows of the headline and of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The headline.
    pub headline: Option<usize>,
    /// The first paragraph.
    pub prose: usize,
    /// The paragraph after it: a long dek may be taken for the first.
    pub second: usize,
    /// The row after the last paragraph.
    pub end: usize,
    /// What the elements around the text say that they are for: on this page it says nothing (a builder of pages calls
    /// every element a widget, a theme its main column a sidebar's neighbour).
    pub around: Purpose,
}

impl Place {
    /// Where headline and text stand, by the segments of the container.
    pub(crate) fn of(page: &Page, inside: &[Segment]) -> Self {
        let mut prose = inside.iter().filter(|segment| is_prose(segment)).map(|segment| segment.rows.start);
        let first = prose.next().or_else(|| inside.first().map(|s| s.rows.start)).unwrap_or(0);
        let second = prose.next().unwrap_or(first);
        let end = inside.iter().rev().find(|segment| is_prose(segment)).map_or(page.len(), |s| s.rows.end);
        let heading = |tag: Tag| {
            (0..second).rev().find(|row| {
                let this = page.row(*row);
                page.tag(*row) == tag
                    && this.visible
                    && this.chars > 0
                    && !this.purpose.has(NO_HEADLINE)
                    && !page.ancestors(*row).any(|at| page.row(at).purpose.has(NO_HEADLINE))
            })
        };
        let headline = heading(Tag::H1).or_else(|| heading(Tag::H2).filter(|row| row + NEAR > first));
        let around = page.ancestors(first).fold(Purpose::NONE, |all, row| all.or(page.row(row).purpose));
        Self { headline, prose: first, second, end, around }
    }

    /// Whether a row stands in an element for other things than this article: one of `purposes`, a menu, an aside. The
    /// foot of an article is its own.
    pub(crate) fn is_elsewhere(&self, page: &Page, row: usize, purposes: Purpose) -> bool {
        let purposes = purposes.without(self.around);
        let in_article = |at: usize| page.ancestors(at).any(|up| page.tag(up) == Tag::Article);
        std::iter::once(row).chain(page.ancestors(row)).any(|at| {
            let this = page.row(at);
            if matches!(this.tag, Tag::Body | Tag::Html) || page.is_within(self.prose, at) {
                return false;
            }
            this.purpose.has(purposes.without(Purpose::FOOTER))
                || this.purpose.has(purposes) && !in_article(at)
                || matches!(this.tag, Tag::Nav | Tag::Aside | Tag::Footer) && !in_article(at)
                // Beside the text of an article stand the things of which it tells.
                || this.tag == Tag::Aside && (self.prose..self.end).contains(&at)
                || this.tag == Tag::Blockquote
        })
    }

    /// Whether a segment is the headline.
    pub(crate) fn is_headline(&self, segment: &Segment) -> bool {
        self.headline.is_some_and(|row| segment.rows.contains(&row) || segment.block == row)
    }

    /// Where a row stands.
    pub(crate) fn zone(&self, row: usize) -> Zone {
        let from = self.headline.unwrap_or(self.prose).saturating_sub(ABOVE);
        if row >= self.end {
            Zone::Foot
        } else if row >= from && row <= self.second {
            Zone::Head
        } else {
            Zone::Elsewhere
        }
    }
}

/// Rows between a headline of the second rank and the text.
const NEAR: usize = 200;

/// Where a heading is no headline.
const NO_HEADLINE: Purpose =
    Purpose::COOKIE.or(Purpose::OVERLAY).or(Purpose::NEWSLETTER).or(Purpose::NAVIGATION).or(Purpose::PROMO);

/// Elements up from a segment in which its figure may be.
const FIGURE_LEVELS: usize = 6;

/// Whether a segment stands under or in a picture.
pub(super) fn is_caption(page: &Page, segment: &Segment) -> bool {
    segment.around.has(Purpose::CAPTION)
        || page
            .ancestors(segment.rows.start)
            .take(FIGURE_LEVELS)
            .any(|up| matches!(page.tag(up), Tag::Figure | Tag::Figcaption))
}

fn is_prose(segment: &Segment) -> bool {
    segment.width >= SURE_PROSE_WIDTH
        && segment.linked < 0.4
        && matches!(segment.kind, SegmentKind::Paragraph | SegmentKind::Quotation | SegmentKind::ListItem)
        && !segment.around.has(
            Purpose::AUTHOR
                .or(Purpose::DEK)
                .or(Purpose::RELATED)
                .or(Purpose::COMMENTS)
                .or(Purpose::NEWSLETTER),
        )
}
