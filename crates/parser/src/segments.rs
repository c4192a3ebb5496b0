//! Segments: a page flattened into what stands below one another, each with its text and figures.
//!
//! A segment is the smallest block: a paragraph, heading, list item, cell of a layout table; an inline run between
//! two blocks; or a whole data table, listing of code, picture. Cleaning looks at segments only.

use std::ops::Range;

use crate::page::Page;
use crate::purpose::Purpose;
use crate::tag::Tag;
use crate::wide::is_wide;

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SegmentKind {
    /// A heading element of this rank.
    Heading(u8),
    /// A paragraph, or text that stands by itself.
    Paragraph,
    /// An item of a list, or a paragraph in one.
    ListItem,
    /// Text in a block quotation.
    Quotation,
    /// Caption of a picture or table.
    Caption,
    /// A table of data, whole.
    Table,
    /// Preformatted text, whole.
    Code,
    /// A picture without text.
    Picture,
    /// A video, a frame…
    Embed,
    /// A thematic break.
    Rule,
}

/// A segment.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// The rows it covers.
    pub rows: Range<usize>,
    /// Row of the innermost block around it (or of the block that it is).
    pub block: usize,
    /// Its visible text.
    pub text: String,
    /// Width of the text: characters, those of Chinese, Japanese and Korean counted twice.
    pub width: usize,
    /// Share of the text in links, from 0 to 1.
    pub linked: f32,
    /// Purposes of the elements around it, below the body element.
    pub around: Purpose,
}

impl Segment {
    /// Text that reads like an article's: long enough, and not made of links.
    #[inline]
    pub(crate) fn prose(&self) -> f32 {
        if matches!(
            self.kind,
            SegmentKind::Heading(_) | SegmentKind::Picture | SegmentKind::Rule | SegmentKind::Embed
        ) {
            return 0.0;
        }
        let own = self.width as f32 * (1.0 - self.linked);
        if self.linked > 0.6 {
            0.0
        } else if self.width >= PROSE_WIDTH {
            own
        } else if self.width >= SHORT_WIDTH {
            own * 0.35
        } else {
            own * 0.1
        }
    }

    /// Number of words; for scripts without spaces, half the characters.
    pub(crate) fn words(&self) -> usize {
        let wide = if self.text.is_ascii() { 0 } else { self.text.chars().filter(|c| is_wide(*c)).count() };
        self.text.split_whitespace().count().max(wide / 2)
    }

    /// Whether it ends as a sentence does.
    #[inline]
    pub(crate) fn ends_sentence(&self) -> bool {
        ends_sentence(&self.text)
    }
}

/// Width from which a text is a paragraph rather than a label: some 14 words. Readability takes 25 characters for a
/// paragraph worth counting, jusText 70 for a short block; labels of furniture are rarely longer than 80.
pub(crate) const PROSE_WIDTH: usize = 80;

/// No line that its own markup sets apart is longer, in characters: a headline of two lines.
const LONGEST_LINE: usize = 160;

/// Width under which a text says nothing about where the article is.
const SHORT_WIDTH: usize = 25;

/// Whether a text ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '»', '\'', ')', ']', '」', '』', ' '])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '۔', ':', ';'])
}

/// The segments that stand in a subtree, given as its rows.
pub(crate) fn within(all: &[Segment], rows: &Range<usize>) -> Range<usize> {
    let first = all.partition_point(|segment| segment.rows.start < rows.start);
    let last = all.partition_point(|segment| segment.rows.end <= rows.end).max(first);
    first..last
}

/// A page flattened.
pub(crate) struct Segments {
    /// The segments in page order.
    pub all: Vec<Segment>,
    /// For each row, whether a block stands within it.
    holds_block: Vec<bool>,
}

impl Segments {
    /// Flattens the visible part of `top`'s subtree.
    pub(crate) fn of(page: &Page, top: usize) -> Self {
        let holds_block = holds_block(page);
        let around = around(page, top);
        let mut flattener =
            Flattener { page, around: &around, all: Vec::new(), run: None, breaks: 0, block_of_run: top };
        flattener.walk(top, &holds_block);
        Self { all: flattener.all, holds_block }
    }

    /// Whether a block stands within a row.
    pub(crate) fn holds_block(&self, row: usize) -> bool {
        self.holds_block.get(row).copied().unwrap_or(false)
    }
}

/// Whether a row is a table that holds data rather than the layout of a page: it says so with header cells or a
/// caption, or it has several rows and columns of short cells and no table within.
pub(crate) fn is_data_table(page: &Page, row: usize) -> bool {
    if page.tag(row) != Tag::Table || page.attribute(row, "role") == Some("presentation") {
        return false;
    }
    let (mut rows, mut cells, mut headers, mut longest, mut blocks) =
        (0usize, 0usize, 0usize, 0usize, 0usize);
    for index in page.subtree(row).skip(1) {
        match page.tag(index) {
            Tag::Table => return false,
            Tag::Tr => rows += 1,
            Tag::Td => {
                cells += 1;
                longest = longest.max(page.row(index).chars);
            }
            Tag::Th | Tag::Caption => headers += 1,
            Tag::H1 | Tag::H2 | Tag::H3 | Tag::Form | Tag::Article | Tag::Section => blocks += 1,
            _ => {}
        }
    }
    let chars = page.row(row).chars;
    // A cell that holds nearly everything is a column of the page.
    let one_column = longest * 10 > chars * 8 && chars > 400;
    if headers > 0 && cells > 0 {
        return !one_column && blocks == 0 || longest < 400;
    }
    rows >= 2 && cells >= rows * 2 && longest < 400 && blocks == 0
}

fn holds_block(page: &Page) -> Vec<bool> {
    let mut holds = vec![false; page.len()];
    for index in (1..page.len()).rev() {
        let row = page.row(index);
        // Hidden or empty blocks in a line (a tooltip, a style element) do not break it.
        let is_block = !row.tag.is_inline() && (row.visible && row.chars > 0 || is_atom(row.tag));
        if (is_block || holds.get(index).copied().unwrap_or(false))
            && let Some(parent) = holds.get_mut(row.parent)
        {
            *parent = true;
        }
    }
    holds
}

/// Elements that are a segment whatever they hold.
const fn is_atom(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Pre
            | Tag::Hr
            | Tag::Iframe
            | Tag::Video
            | Tag::Audio
            | Tag::AmpYoutube
            | Tag::AmpIframe
            | Tag::AmpVideo
            | Tag::AmpTwitter
    )
}

fn around(page: &Page, top: usize) -> Vec<Purpose> {
    let mut around = vec![Purpose::NONE; page.len()];
    for index in page.subtree(top).skip(1) {
        let row = page.row(index);
        let outer = if row.parent == top {
            Purpose::NONE
        } else {
            around.get(row.parent).copied().unwrap_or_default()
        };
        if let Some(own) = around.get_mut(index) {
            *own = outer.or(row.purpose);
        }
    }
    around
}

struct Flattener<'a> {
    page: &'a Page,
    around: &'a [Purpose],
    all: Vec<Segment>,
    /// Rows of the inline run being gathered.
    run: Option<Range<usize>>,
    /// Line breaks at the end of that run.
    breaks: usize,
    block_of_run: usize,
}

impl Flattener<'_> {
    fn walk(&mut self, top: usize, holds_block: &[bool]) {
        let page = self.page;
        let mut blocks: Vec<usize> = vec![top];
        let mut index = top + 1;
        let end = page.row(top).end;
        while index < end && !page.deadline.is_over() {
            while blocks.last().is_some_and(|block| page.row(*block).end <= index) && blocks.len() > 1 {
                self.flush();
                blocks.pop();
            }
            let block = blocks.last().copied().unwrap_or(top);
            let row = page.row(index);
            if is_embed(row.tag) {
                if embed_is_shown(page, index) {
                    self.flush();
                    self.push_whole(SegmentKind::Embed, index);
                }
                index = row.end;
            } else if !row.visible {
                index = row.end;
            } else if row.tag == Tag::Text {
                self.extend(index..row.end, block, page.text(index).trim().is_empty());
                index = row.end;
            } else if row.tag == Tag::Br {
                self.breaks += 1;
                if self.breaks >= 2 || self.is_set_apart() {
                    self.flush();
                }
                index = row.end;
            } else if row.tag == Tag::Pre {
                self.flush();
                self.push_whole(SegmentKind::Code, index);
                index = row.end;
            } else if row.tag == Tag::Hr {
                self.flush();
                self.push_whole(SegmentKind::Rule, index);
                index = row.end;
            } else if row.tag == Tag::Table && is_data_table(page, index) {
                self.flush();
                self.push_whole(SegmentKind::Table, index);
                index = row.end;
            } else if row.tag.is_inline() && !holds_block.get(index).copied().unwrap_or(false) {
                let empty = row.chars == 0
                    && !matches!(row.tag, Tag::Img | Tag::AmpImg | Tag::Picture)
                    && !self.has_picture(index);
                self.extend(index..row.end, block, empty);
                index = row.end;
            } else {
                self.flush();
                blocks.push(index);
                index += 1;
            }
        }
        self.flush();
    }

    /// Whether the run so far is a line that its own markup sets apart, as pages without style sheets set headlines
    /// and bylines: `<td><font><b>Headline</b></font><br><i>By Ann Poe</i><br>`. Lines of a paragraph, of an item, and
    /// of plain text (an address, a poem) stay together.
    fn is_set_apart(&self) -> bool {
        let Some(run) = &self.run else { return false };
        let page = self.page;
        if !matches!(page.tag(self.block_of_run), Tag::Td | Tag::Div | Tag::Center | Tag::Body | Tag::Header)
        {
            return false;
        }
        let (mut at, mut chars) = (run.start, 0);
        while at < run.end {
            let row = page.row(at);
            if row.tag == Tag::Text && !page.text(at).trim().is_empty() {
                return false;
            }
            chars += row.chars;
            at = row.end;
        }
        (1..=LONGEST_LINE).contains(&chars)
    }

    fn has_picture(&self, index: usize) -> bool {
        self.page.subtree(index).any(|row| matches!(self.page.tag(row), Tag::Img | Tag::AmpImg))
    }

    fn extend(&mut self, rows: Range<usize>, block: usize, empty: bool) {
        if empty {
            if let Some(run) = &mut self.run {
                run.end = rows.end;
            }
            return;
        }
        self.breaks = 0;
        match &mut self.run {
            Some(run) => run.end = rows.end,
            None => {
                self.run = Some(rows);
                self.block_of_run = block;
            }
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let Some(rows) = self.run.take() else { return };
        let block = self.block_of_run;
        let text = self.page.visible_text(rows.clone());
        let kind = if text.is_empty() { SegmentKind::Picture } else { self.kind_of(block) };
        if text.is_empty() && !rows.clone().any(|row| matches!(self.page.tag(row), Tag::Img | Tag::AmpImg)) {
            return;
        }
        self.push(kind, rows, block, text);
    }

    fn push_whole(&mut self, kind: SegmentKind, index: usize) {
        let rows = self.page.subtree(index);
        let text = self.page.visible_text(rows.clone());
        self.push(kind, rows, index, text);
    }

    fn push(&mut self, kind: SegmentKind, rows: Range<usize>, block: usize, text: String) {
        let (mut chars, mut linked) = (0usize, 0usize);
        let mut index = rows.start;
        while index < rows.end {
            let row = self.page.row(index);
            // Sum up the outermost rows of the range only; what is within them is counted in them.
            chars += row.chars;
            linked += row.link_chars;
            index = row.end;
        }
        let width = if text.is_ascii() {
            text.len()
        } else {
            text.chars().map(|c| 1 + usize::from(is_wide(c))).sum()
        };
        let linked = if chars == 0 { 0.0 } else { linked as f32 / chars as f32 };
        let around = self.around.get(block).copied().unwrap_or_default();
        let around = if kind == SegmentKind::Picture || rows.len() == 1 || rows.start == block {
            around
        } else {
            // A run that is one inline element (a linked label, a time) also has what that element says of itself.
            match self.page.row(rows.start) {
                row if row.end >= rows.end => around.or(row.purpose),
                _ => around,
            }
        };
        self.all.push(Segment { kind, rows, block, text, width, linked, around });
    }

    fn kind_of(&self, block: usize) -> SegmentKind {
        let page = self.page;
        let mut kind = SegmentKind::Paragraph;
        for row in std::iter::once(block).chain(page.ancestors(block)) {
            match page.tag(row) {
                tag if tag.heading_rank().is_some() => {
                    return SegmentKind::Heading(tag.heading_rank().unwrap_or(2));
                }
                Tag::Figcaption | Tag::Caption => return SegmentKind::Caption,
                Tag::Blockquote => return SegmentKind::Quotation,
                Tag::Li | Tag::Dt | Tag::Dd => kind = SegmentKind::ListItem,
                Tag::Body | Tag::Article | Tag::Main | Tag::Table => break,
                _ => {}
            }
        }
        kind
    }
}

/// Whether a tag is shown as something from elsewhere.
pub(crate) const fn is_embed(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Iframe
            | Tag::Video
            | Tag::Audio
            | Tag::AmpYoutube
            | Tag::AmpIframe
            | Tag::AmpVideo
            | Tag::AmpTwitter
    )
}

/// A frame of no size counts visits; one without an address shows nothing.
fn embed_is_shown(page: &Page, index: usize) -> bool {
    let parent_shown = page.row(page.row(index).parent).visible;
    let tiny = ["width", "height"].iter().any(|name| {
        page.attribute(index, name)
            .is_some_and(|value| matches!(value.trim().trim_end_matches("px"), "0" | "1"))
    });
    parent_shown && !tiny
}
