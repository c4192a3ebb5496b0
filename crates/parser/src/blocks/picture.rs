//! Pictures and figures: the address a picture really has, its alternative text, caption and credit.

use offprint_model::{Block, Figure, Image, Inline};

use super::Converter;
use super::inlines::clean_text;
use crate::purpose::Purpose;
use crate::tag::Tag;

/// Attributes in which pages that load pictures late keep their addresses, the likeliest first.
const LATE: [&str; 9] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-full-src",
    "data-hi-res-src",
    "data-orig-file",
    "data-url",
    "data-image",
    "data-lazy",
];

/// The same for sets of addresses.
const LATE_SETS: [&str; 3] = ["data-srcset", "data-lazy-srcset", "srcset"];

/// Pictures that are smaller than this on a side, in pixels, count visits or set spaces.
const SMALLEST: u32 = 3;

impl Converter<'_> {
    /// The picture of an `img` row.
    pub(super) fn image(&mut self, row: usize) -> Option<Image> {
        let page = self.page;
        let size = |name: &str| {
            page.attribute(row, name).and_then(|v| v.trim().trim_end_matches("px").parse::<u32>().ok())
        };
        let (width, height) = (size("width"), size("height"));
        if width.is_some_and(|w| w < SMALLEST) || height.is_some_and(|h| h < SMALLEST) {
            return None;
        }
        let address = self.address_of(row)?;
        let alt = page.attribute(row, "alt").map(|alt| clean_text(alt).trim().to_owned());
        Some(Image { resource: None, url: Some(address), alt, width, height })
    }

    /// The picture of a `picture` row: that of its `img`, or of its first source.
    pub(super) fn picture(&mut self, row: usize) -> Option<Image> {
        let page = self.page;
        let image = page.subtree(row).find(|index| matches!(page.tag(*index), Tag::Img | Tag::AmpImg));
        if let Some(found) = image.and_then(|image| self.image(image)) {
            return Some(found);
        }
        let source = page.subtree(row).filter(|index| page.tag(*index) == Tag::Source);
        let address = source
            .filter_map(|index| {
                page.attribute(index, "srcset").or_else(|| page.attribute(index, "data-srcset"))
            })
            .find_map(|set| largest(set).and_then(|address| self.usable(address)))?;
        let alt =
            image.and_then(|image| page.attribute(image, "alt")).map(|alt| clean_text(alt).trim().to_owned());
        Some(Image { url: Some(address), alt, ..Image::default() })
    }

    /// A `data:` address as it is, for the pictures step; any other absolute.
    fn usable(&self, address: &str) -> Option<String> {
        let address = address.trim();
        if address.starts_with("data:") {
            return (address.len() > 300).then(|| address.to_owned());
        }
        self.resolver.resolve(address).or_else(|| {
            // Without the page's own address a relative one still names a file beside it.
            let plain = !address.is_empty()
                && !address.contains(':')
                && !address.starts_with(['#', '/'])
                && address.len() < 1024;
            plain.then(|| format!("{RELATIVE}{address}"))
        })
    }

    fn address_of(&self, row: usize) -> Option<String> {
        let page = self.page;
        let source = page.attribute(row, "src").filter(|src| !is_placeholder(src));
        let late = LATE.iter().filter_map(|name| page.attribute(row, name)).find(|v| !v.trim().is_empty());
        let set = LATE_SETS.iter().filter_map(|name| page.attribute(row, name)).find_map(largest);
        let in_picture = page
            .ancestors(row)
            .take(2)
            .find(|at| page.tag(*at) == Tag::Picture)
            .into_iter()
            .flat_map(|picture| page.subtree(picture))
            .filter(|at| page.tag(*at) == Tag::Source)
            .find_map(|at| {
                page.attribute(at, "srcset").or_else(|| page.attribute(at, "data-srcset")).and_then(largest)
            });
        let late_first = page.attribute(row, "src").is_none_or(is_placeholder);
        let candidates =
            if late_first { [late, set, in_picture, source] } else { [source, late, set, in_picture] };
        candidates
            .into_iter()
            .flatten()
            .find_map(|address| self.usable(address))
            .or_else(|| self.in_noscript(row))
    }

    /// The picture that stands in a `noscript` beside one that is loaded late.
    fn in_noscript(&self, row: usize) -> Option<String> {
        let page = self.page;
        let after = page.row(row).end;
        let next = (after..(after + 3).min(page.len())).find(|at| page.tag(*at) == Tag::Noscript)?;
        let image = page.subtree(next).find(|at| page.tag(*at) == Tag::Img)?;
        page.attribute(image, "src").and_then(|src| self.usable(src))
    }

    pub(super) fn figure(&mut self, row: usize, depth: usize, out: &mut Vec<Block>) {
        let page = self.page;
        let caption_row =
            page.subtree(row).find(|index| page.tag(*index) == Tag::Figcaption && !self.is_gone(*index));
        let (mut caption, mut credit) = (Vec::new(), Vec::new());
        if let Some(at) = caption_row {
            let credit_row = page.subtree(at).skip(1).find(|index| {
                page.row(*index).purpose.has(Purpose::CREDIT)
                    && page.row(*index).chars > 0
                    && !self.is_gone(*index)
            });
            match credit_row {
                Some(made) => {
                    credit = self.inlines(made..page.row(made).end);
                    let mut before = self.raw_inlines(at + 1..made, 1);
                    before.push(Inline::text(" "));
                    before.extend(self.raw_inlines(page.row(made).end..page.row(at).end, 1));
                    caption = super::tidy(before);
                }
                None => caption = self.inlines(at + 1..page.row(at).end),
            }
        }
        let mut blocks = Vec::new();
        for child in page.children(row).collect::<Vec<_>>() {
            if Some(child) == caption_row || self.is_gone(child) {
                continue;
            }
            match caption_row.filter(|at| page.is_within(*at, child)) {
                // The caption stands in a wrapper with the picture.
                Some(at) => {
                    for inner in
                        page.children(child).filter(|inner| !page.is_within(at, *inner)).collect::<Vec<_>>()
                    {
                        self.piece(inner, depth + 1, &mut blocks);
                    }
                }
                None => self.piece(child, depth + 1, &mut blocks),
            }
        }
        let mut figure = Figure { caption, credit, attributes: self.attributes(row), ..Figure::default() };
        for block in blocks {
            match block {
                Block::Figure(inner) if inner.caption.is_empty() && inner.blocks.is_empty() => {
                    figure.images.extend(inner.images)
                }
                other => figure.blocks.push(other),
            }
        }
        if figure.images.is_empty() && figure.blocks.is_empty() {
            // A caption without its picture still says something.
            for content in [figure.caption, figure.credit] {
                if !content.is_empty() {
                    out.push(offprint_model::Paragraph { content, ..Default::default() }.into());
                }
            }
            return;
        }
        if figure.images.is_empty() && figure.caption.is_empty() && figure.credit.is_empty() {
            out.append(&mut figure.blocks);
            return;
        }
        out.push(Block::Figure(figure));
    }

    /// One row as blocks: a wrapper by what it holds, an inline as a run of its own.
    fn piece(&mut self, row: usize, depth: usize, out: &mut Vec<Block>) {
        let page = self.page;
        if page.tag(row).is_inline() && !self.segments.holds_block(row) {
            let mut run = self.raw_inlines(page.subtree(row), 1);
            self.end_run(&mut run, out, row);
        } else if page.row(row).visible || crate::segments::is_embed(page.tag(row)) {
            self.block(row, depth, out);
        }
    }
}

/// Mark of an address that is relative to a page whose own is not known; the pictures step takes it off.
pub(crate) const RELATIVE: &str = "relative:";

/// Whether an address stands for a picture that is loaded later.
fn is_placeholder(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    lower.is_empty()
        || lower.starts_with("data:") && lower.len() < 300
        || [
            "placeholder",
            "blank.gif",
            "spacer.gif",
            "lazy.gif",
            "loading.gif",
            "pixel.gif",
            "transparent.",
            "/1x1.",
        ]
        .iter()
        .any(|word| lower.contains(word))
}

/// The largest picture of a `srcset` (HTML §4.8.4.2.1): addresses with a width or density each.
fn largest(set: &str) -> Option<&str> {
    let mut best: Option<(f32, &str)> = None;
    for candidate in
        set.split(", ").flat_map(|part| part.split(",\n")).map(str::trim).filter(|c| !c.is_empty())
    {
        let mut words = candidate.split_whitespace();
        let Some(address) = words.next().map(|a| a.trim_end_matches(',')) else { continue };
        let size = words
            .next()
            .and_then(|w| w.trim_end_matches(',').trim_end_matches(['w', 'x', 'h']).parse::<f32>().ok())
            .unwrap_or(1.0);
        if best.is_none_or(|(most, _)| size > most) && !is_placeholder(address) {
            best = Some((size, address));
        }
    }
    best.map(|(_, address)| address)
}
