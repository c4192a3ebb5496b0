//! What a pass sees: the segments of the container, what the lexicon finds in each, and where the prose is.

use std::ops::Range;

use offprint_model::{InputKind, Person};

use crate::lexicon::{Hits, Topic, look_up};
use crate::page::Page;
use crate::purpose::Purpose;
use crate::segments::{PROSE_WIDTH, Segment, SegmentKind, within};
use crate::tag::Tag;

/// Width from which a sentence is surely prose: some 25 words.
const SURE_PROSE_WIDTH: usize = 140;

/// What a pass sees.
pub(crate) struct View<'a> {
    /// The page.
    pub page: &'a Page,
    /// Row of the container.
    pub container: usize,
    /// The container's segments in page order.
    pub segments: &'a [Segment],
    /// What the lexicon finds in each segment.
    pub hits: Vec<Hits>,
    /// Width, width in links and prose before each segment, and at the end of all: whatever asks for sums of a range
    /// gets them at once, however many segments there are.
    sums: Vec<Sums>,
    /// Prose of the container, in characters.
    pub prose: f32,
    /// From the first segment that is surely prose to the one after the last.
    pub body: Range<usize>,
    /// Headlines that the metadata readers found, the likeliest first.
    pub titles: &'a [String],
    /// Deks and descriptions that they found.
    pub deks: &'a [String],
    /// People that they found.
    pub people: &'a [Person],
    /// Language of the page, where it says.
    pub language: Option<&'a str>,
}

impl<'a> View<'a> {
    /// Looks at the segments of a container.
    pub(crate) fn new(
        page: &'a Page,
        container: usize,
        segments: &'a [Segment],
        titles: &'a [String],
        deks: &'a [String],
        people: &'a [Person],
        language: Option<&'a str>,
    ) -> Self {
        let hits = segments
            .iter()
            .map(
                |segment| {
                    if page.deadline.is_over() { Hits::default() } else { look_up(clip(&segment.text)) }
                },
            )
            .collect();
        let sums = sums(segments);
        let prose = segments.iter().map(Segment::prose).sum();
        let is_prose_of = |segment: &Segment, width: usize| {
            segment.width >= width
                && segment.linked < 0.4
                && matches!(
                    segment.kind,
                    SegmentKind::Paragraph | SegmentKind::Quotation | SegmentKind::ListItem
                )
                && !segment.around.has(
                    Purpose::AUTHOR
                        .or(Purpose::DEK)
                        .or(Purpose::RELATED)
                        .or(Purpose::COMMENTS)
                        .or(Purpose::NEWSLETTER),
                )
        };
        let is_prose = |segment: &Segment| is_prose_of(segment, SURE_PROSE_WIDTH);
        // An article of short paragraphs has none: there a sentence of a line's length has to do.
        let is_line = |segment: &Segment| is_prose_of(segment, PROSE_WIDTH) && segment.ends_sentence();
        let (first, last) = match segments.iter().position(is_prose) {
            Some(first) => (Some(first), segments.iter().rposition(is_prose)),
            None => (segments.iter().position(is_line), segments.iter().rposition(is_line)),
        };
        let first = first.unwrap_or(0);
        let last = last.map_or(segments.len(), |last| last + 1);
        Self {
            page,
            container,
            segments,
            hits,
            sums,
            prose,
            body: first..last,
            titles,
            deks,
            people,
            language,
        }
    }

    /// The segment `index`.
    pub(crate) fn segment(&self, index: usize) -> Option<&'a Segment> {
        self.segments.get(index)
    }

    /// Its text; empty beyond the end.
    pub(crate) fn text(&self, index: usize) -> &'a str {
        self.segments.get(index).map_or("", |segment| segment.text.as_str())
    }

    /// Its words in the lexicon.
    pub(crate) fn hits(&self, index: usize) -> &Hits {
        static NONE: std::sync::LazyLock<Hits> = std::sync::LazyLock::new(Hits::default);
        self.hits.get(index).unwrap_or(&NONE)
    }

    /// Whether the page came as text, so that no markup tells anything.
    pub(crate) const fn is_scrape(&self) -> bool {
        matches!(self.page.kind, InputKind::Text)
    }

    /// How many lines of a text scrape are the remains of a menu and a share row above the title: three or more lines
    /// of a word or two, at least two of which are words of navigation or sharing. “Silent Spring / Rachel Carson” is
    /// none.
    pub(crate) fn menu_lines(&self) -> usize {
        if !self.is_scrape() {
            return 0;
        }
        let lines = self
            .segments
            .iter()
            .take_while(|s| {
                s.words() <= 2 && !s.ends_sentence() && !s.text.chars().any(|c| c.is_ascii_digit())
            })
            .count();
        let said = (0..lines)
            .filter(|index| {
                let hits = self.hits(*index);
                hits.is(Topic::Navigation) || hits.is(Topic::Share)
            })
            .count();
        if lines >= 3 && said >= 2 { lines } else { 0 }
    }

    /// Whether a segment stands before the first sure prose.
    pub(crate) const fn is_before_body(&self, index: usize) -> bool {
        index < self.body.start
    }

    /// Whether a segment stands after the last sure prose.
    pub(crate) const fn is_after_body(&self, index: usize) -> bool {
        index >= self.body.end
    }

    /// Whether a segment is in the last part of the container, by segments.
    pub(crate) fn is_near_end(&self, index: usize) -> bool {
        index * 4 >= self.segments.len() * 3
    }

    /// Whether a segment is prose.
    pub(crate) fn is_prose(&self, index: usize) -> bool {
        self.segment(index).is_some_and(|segment| {
            segment.width >= PROSE_WIDTH && segment.linked < 0.5 && segment.ends_sentence()
        })
    }

    fn sums_of(&self, range: &Range<usize>) -> (Sums, Sums) {
        let at = |index: usize| self.sums.get(index.min(self.segments.len())).copied().unwrap_or_default();
        (at(range.start), at(range.end.max(range.start)))
    }

    /// Width of all segments of a range.
    pub(crate) fn width(&self, range: Range<usize>) -> usize {
        let (from, to) = self.sums_of(&range);
        to.width.saturating_sub(from.width)
    }

    /// Prose in a range.
    pub(crate) fn prose_in(&self, range: Range<usize>) -> f32 {
        let (from, to) = self.sums_of(&range);
        (to.prose - from.prose) as f32
    }

    /// Share of the text of a range that is in links.
    pub(crate) fn linked(&self, range: Range<usize>) -> f32 {
        let (from, to) = self.sums_of(&range);
        let width = to.width.saturating_sub(from.width);
        if width == 0 { 0.0 } else { ((to.linked - from.linked) / width as f64) as f32 }
    }

    /// The outermost elements within the container that say they are for one of `purposes` and hold less than `share`
    /// of its prose, each as the segments it covers.
    pub(crate) fn boxes(&self, purposes: Purpose, share: f32) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        let mut index = self.container + 1;
        let end = self.page.row(self.container).end;
        while index < end {
            let row = self.page.row(index);
            if !row.purpose.has(purposes) || row.chars == 0 && !row.visible {
                index += 1;
                continue;
            }
            let Range { start: segment, end: last } = within(self.segments, &self.page.subtree(index));
            if segment == last || self.prose_in(segment..last) > self.prose * share {
                index += 1;
                continue;
            }
            found.push((index, segment..last));
            index = row.end;
        }
        found
    }

    /// Whether a segment is a caption, or stands in a figure with a picture.
    pub(crate) fn is_of_figure(&self, segment: &Segment) -> bool {
        segment.kind == SegmentKind::Caption
            || self
                .page
                .ancestors(segment.rows.start)
                .take_while(|row| *row > self.container)
                .any(|row| matches!(self.page.tag(row), Tag::Figure | Tag::Figcaption))
    }

    /// Where the links of a range lead, in order.
    pub(crate) fn links(&self, range: Range<usize>) -> Vec<&'a str> {
        let mut links = Vec::new();
        for segment in self.segments.get(range).unwrap_or_default() {
            for row in segment.rows.clone() {
                if self.page.tag(row) == Tag::A
                    && let Some(address) = self.page.attribute(row, "href")
                {
                    links.push(address);
                }
            }
        }
        links
    }

    /// Whether the site itself speaks to its reader in a range: says both “we” and “you”.
    pub(crate) fn we_to_you(&self, range: Range<usize>) -> bool {
        let any = |topic| range.clone().any(|index| self.hits(index).has(topic));
        any(Topic::We) && any(Topic::You)
    }

    /// Whether most of a text stands in quotation marks or is told by somebody.
    pub(crate) fn is_reported(&self, index: usize) -> bool {
        let text = self.text(index);
        let segment_is_quotation = self.segment(index).is_some_and(|s| s.kind == SegmentKind::Quotation);
        segment_is_quotation || text.starts_with(['“', '"', '„', '«', '「', '‘'])
    }
}

/// Sums over the segments before one. In double precision, so that differences far down a long page are exact enough.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    width: usize,
    linked: f64,
    prose: f64,
}

fn sums(segments: &[Segment]) -> Vec<Sums> {
    let mut all = Vec::with_capacity(segments.len() + 1);
    let mut sum = Sums::default();
    all.push(sum);
    for segment in segments {
        sum.width += segment.width;
        sum.linked += f64::from(segment.linked) * segment.width as f64;
        sum.prose += f64::from(segment.prose());
        all.push(sum);
    }
    all
}

/// Only the head of a very long text is looked up: furniture is short.
pub(crate) fn clip(text: &str) -> &str {
    const LOOKED_AT: usize = 2_000;
    if text.len() <= LOOKED_AT {
        return text;
    }
    let mut end = LOOKED_AT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}
