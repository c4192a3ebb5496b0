//! Pictures and figures: the address a picture really has, its alternative text, caption and credit.

use offprint_model::{Block, Figure, Image, is_relative_address};

use super::inlines::clean_text;
use super::{Converter, behind};
use crate::address::encoded;
use crate::page::Page;
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

/// Those of them that nothing but late loading uses.
const SURELY_LATE: [&str; 4] = ["data-src", "data-original", "data-lazy-src", "data-lazy"];

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
        let url = self.address_of(row);
        let alt = page.attribute(row, "alt").map(|alt| clean_text(alt).trim().to_owned());
        // One without an address is still told of by its words.
        let shows = url.is_some() || alt.as_ref().is_some_and(|alt| !alt.is_empty());
        shows.then_some(Image { resource: None, url, alt, width, height })
    }

    /// The picture of a `picture` row: that of its `img`, or of its first source.
    pub(super) fn picture(&mut self, row: usize) -> Option<Image> {
        let page = self.page;
        let image = page.subtree(row).find(|index| matches!(page.tag(*index), Tag::Img | Tag::AmpImg));
        if let Some(found) = image.and_then(|image| self.image(image)) {
            return Some(found);
        }
        let source = page.subtree(row).filter(|index| page.tag(*index) == Tag::Source);
        let sets = source.filter_map(|index| {
            page.attribute(index, "srcset").or_else(|| page.attribute(index, "data-srcset"))
        });
        let address = sets.filter_map(largest).find_map(|address| self.usable(address))?;
        let alt =
            image.and_then(|image| page.attribute(image, "alt")).map(|alt| clean_text(alt).trim().to_owned());
        Some(Image { url: Some(address), alt, ..Image::default() })
    }

    /// A `data:` address as it is, for the pictures step; any other absolute.
    fn usable(&mut self, address: &str) -> Option<String> {
        let address = address.trim();
        if is_data(address) {
            return Some(address.to_owned());
        }
        let Some(absolute) = self.resolver.resolve(address) else {
            // Without the page's own address a relative one still names a file beside it.
            let plain = address.len() <= LONGEST_RELATIVE && is_relative_address(&encoded(address));
            return plain.then(|| format!("{RELATIVE}{address}"));
        };
        if absolute != address {
            self.written.entry(absolute.clone()).or_insert_with(|| address.to_owned());
        }
        Some(absolute)
    }

    fn address_of(&mut self, row: usize) -> Option<String> {
        let page = self.page;
        let source = page.attribute(row, "src").filter(|src| !is_placeholder(src));
        if source.is_none()
            && let Some(style) = page.attribute(row, "style").filter(|style| behind::is_shown_behind(style))
            && let Some(found) =
                behind::picture(style, || self.behind.get_or_init(|| behind::properties(page)))
        {
            return Some(found.to_owned());
        }
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
        let noscript = in_noscript(page, row);
        // The attributes that nothing but late loading uses: with one of them `src` holds a preview, if anything.
        let mut surely_late = SURELY_LATE.iter().filter_map(|name| page.attribute(row, name));
        let late_set =
            ["data-srcset", "data-lazy-srcset"].iter().filter_map(|name| page.attribute(row, name));
        let surely_late = surely_late.find(|v| !v.trim().is_empty()).or(noscript);
        let surely_late = surely_late.or_else(|| late_set.filter_map(largest).next());
        let candidates = match (source, surely_late) {
            (None, _) => [late, set, in_picture, noscript, page.attribute(row, "src")],
            // What a browser saved beside the page is the picture that it showed.
            (Some(source), Some(_)) if is_beside(source) => [Some(source), late, set, in_picture, noscript],
            (Some(source), Some(real)) => [Some(real), Some(source), set, in_picture, noscript],
            (Some(source), None) => [Some(source), late, set, in_picture, noscript],
        };
        candidates.into_iter().flatten().find_map(|address| self.usable(address))
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
                    // The credit may stand deep within: all of the caption but its rows.
                    let hidden = self.set_aside.replace(made);
                    caption = self.inlines(at + 1..page.row(at).end);
                    self.set_aside = hidden;
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
        } else if self.shows(row) || crate::segments::is_embed(page.tag(row)) {
            self.block(row, depth, out);
        }
    }
}

/// Mark of an address that is relative to a page whose own is not known; the pictures step takes it off.
pub(crate) const RELATIVE: &str = "relative:";

/// The address of the picture that stands in a `noscript` beside one that is loaded late.
fn in_noscript(page: &Page, row: usize) -> Option<&str> {
    let after = page.row(row).end;
    let next = (after..(after + 3).min(page.len())).find(|at| page.tag(*at) == Tag::Noscript)?;
    let image = page.subtree(next).find(|at| page.tag(*at) == Tag::Img)?;
    // Counters of visits stand in `noscript` too.
    let tiny = ["width", "height"]
        .iter()
        .filter_map(|name| page.attribute(image, name))
        .any(|size| size.trim().trim_end_matches("px").parse::<u32>().is_ok_and(|size| size < SMALLEST));
    page.attribute(image, "src").filter(|src| !tiny && !is_placeholder(src))
}

/// Longest relative address that is kept, in bytes.
const LONGEST_RELATIVE: usize = 1024;

/// Whether an address holds the picture itself.
pub(crate) fn is_data(address: &str) -> bool {
    address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// Whether an address leads from a page down to a file beside it.
fn is_beside(address: &str) -> bool {
    let address = address.trim();
    is_relative_address(&encoded(address)) && !address.starts_with('/') && !address.starts_with("..")
}

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
