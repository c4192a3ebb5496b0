//! Pictures as resources: from `data:` addresses and from what the caller can get.
//!
//! The type is read from the bytes, never from a name; metadata and what runs in drawings are left behind
//! ([`offprint_images::take_in`]). What cannot be had keeps its alternative text, caption and address, and one warning says
//! how many there are and why. Decoration that cannot be had goes.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use offprint_images::{ImageError, take_in};
use offprint_model::{
    Article, Block, Deadline, Image, Inline, MediaType, Resource, ResourceSource, Warning, WarningKind,
    is_relative_address, resource_id,
};

use crate::Options;
use crate::address::encoded;
use crate::blocks::{RELATIVE, drop_dead_links, each_block, each_run, is_data};

/// Pictures that are smaller than this on a side, in pixels, count visits or keep a place.
const SMALLEST: u32 = 3;

/// A drawing without words or caption that is no larger to a side, in pixels, is an icon: the sizes in use are 16 to 48.
const ICON: u32 = 48;

/// Pixels that are decoded for one article, in pictures of the largest size: small files may claim to be large, and a page
/// may hold many of them.
const MOST_DECODED: u64 = 24;

/// Embeds the pictures of an article, each once. `written` has their addresses as the page writes them.
pub(crate) fn embed(
    article: &mut Article,
    written: &BTreeMap<String, String>,
    source: &dyn ResourceSource,
    options: &Options,
    deadline: Deadline,
) {
    let mut gatherer = Gatherer {
        source,
        options,
        written,
        known: BTreeMap::new(),
        resources: Vec::new(),
        used: BTreeSet::new(),
        bytes: 0,
        decoded: 0,
        deadline,
        missed: BTreeMap::new(),
    };
    let mut body = std::mem::take(&mut article.body);
    gatherer.blocks(&mut body);
    for note in &mut article.notes {
        gatherer.blocks(&mut note.blocks);
    }
    drop_dead_links(&mut body, &mut article.notes);
    article.body = body;
    // Counted before the lead picture, which is no part of the text and mostly one of it.
    let missed = std::mem::take(&mut gatherer.missed);
    if let Some(lead) = &mut article.metadata.lead_image {
        gatherer.image(lead, false);
    }
    article.warnings.extend(warning(&missed));
    gatherer.resources.retain(|resource| gatherer.used.contains(&resource.id));
    article.resources = gatherer.resources;
}

/// Why a picture could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Missed {
    NoFile,
    OnTheWeb,
    Refused(ImageError),
    NoAddress,
    Placeholder,
}

impl Missed {
    fn why(self) -> String {
        match self {
            Self::NoFile => "not found beside the page".to_owned(),
            Self::OnTheWeb => "on the web only".to_owned(),
            Self::Refused(why) => why.to_string(),
            Self::NoAddress => "without an address of its own".to_owned(),
            Self::Placeholder => "of which the page holds but a placeholder".to_owned(),
        }
    }
}

/// One warning for all pictures that could not be had.
fn warning(missed: &BTreeMap<Missed, usize>) -> Option<Warning> {
    let all: usize = missed.values().sum();
    let why: Vec<String> = missed.iter().map(|(why, count)| format!("{count} {}", why.why())).collect();
    let what = if all == 1 { "1 picture is" } else { &*format!("{all} pictures are") };
    (all > 0).then(|| Warning {
        kind: WarningKind::Picture,
        message: format!("{what} not embedded: {}", why.join(", ")),
    })
}

struct Gatherer<'a> {
    source: &'a dyn ResourceSource,
    options: &'a Options,
    written: &'a BTreeMap<String, String>,
    /// Resource by the address in the page, or why there is none.
    known: BTreeMap<String, Result<String, Missed>>,
    resources: Vec<Resource>,
    /// Identifiers of those that stand in the article.
    used: BTreeSet<String>,
    bytes: usize,
    /// Pixels that were decoded.
    decoded: u64,
    deadline: Deadline,
    missed: BTreeMap<Missed, usize>,
}

impl Gatherer<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        each_block(blocks, &mut |block| match block {
            Block::Figure(figure) => {
                let captioned =
                    !figure.caption.is_empty() || !figure.credit.is_empty() || !figure.blocks.is_empty();
                figure.images.retain_mut(|image| self.image(image, captioned));
            }
            Block::Embed(embed) => {
                embed.thumbnail = embed
                    .thumbnail
                    .take()
                    .and_then(|mut image| self.image(&mut image, false).then_some(image))
            }
            _ => {}
        });
        each_run(blocks, &mut |content| self.run(content));
        prune(blocks);
    }

    fn run(&mut self, content: &mut Vec<Inline>) {
        content.retain_mut(|inline| {
            if let Inline::Image(image) = inline {
                return self.image(image, false);
            }
            if let Some(inner) = inline.content_mut() {
                self.run(inner);
                return !inner.is_empty();
            }
            true
        });
    }

    /// Embeds a picture where it can be had; whether it is kept. One that can't be had is kept for its words, its
    /// caption or its address; one that only decorates goes, and is counted.
    fn image(&mut self, image: &mut Image, captioned: bool) -> bool {
        if image.resource.is_some() {
            return true;
        }
        let address = image.url.take();
        let found = match &address {
            None => Err(Missed::NoAddress),
            Some(address) => match self.known.get(address) {
                Some(found) => found.clone(),
                None => {
                    let found = self.load(address);
                    self.known.insert(address.clone(), found.clone());
                    found
                }
            },
        };
        let is_public = address.as_deref().is_some_and(|a| !is_data(a) && !a.starts_with(RELATIVE));
        image.url = match address.as_deref().and_then(|address| address.strip_prefix(RELATIVE)) {
            Some(relative) => Some(encoded(relative)).filter(|address| is_relative_address(address)),
            None => address.filter(|_| is_public),
        };
        let why = match found {
            Ok(id) => {
                if let Some(resource) = self.resources.iter().find(|resource| resource.id == id) {
                    if !captioned && image.alt.as_deref() == Some("") && is_icon(resource, image) {
                        return false;
                    }
                    image.width = image.width.or(Some(resource.width).filter(|width| *width > 0));
                    image.height = image.height.or(Some(resource.height).filter(|height| *height > 0));
                }
                self.used.insert(id.clone());
                image.resource = Some(id);
                return true;
            }
            Err(why) => why,
        };
        let decorates = image.alt.as_deref() == Some("");
        let worded = image.alt.is_some() && !decorates;
        if why == Missed::Placeholder && !worded && !captioned {
            return false;
        }
        *self.missed.entry(why).or_default() += 1;
        if captioned && decorates && image.url.is_none() {
            // A caption tells of a picture that does more than decorate.
            image.alt = None;
        }
        captioned || worded || is_public || !decorates && image.url.is_some()
    }

    fn load(&mut self, address: &str) -> Result<String, Missed> {
        // What is made by then is thrown away, so nobody reads why.
        if self.deadline.is_over() {
            return Err(Missed::NoFile);
        }
        let limit =
            self.options.max_picture_bytes.min(self.options.max_pictures_bytes.saturating_sub(self.bytes));
        let relative = address.strip_prefix(RELATIVE);
        let data = if is_data(address) {
            data_address(address).ok_or(Missed::Refused(ImageError::Broken))?
        } else {
            let plain = relative.unwrap_or(address);
            let written = self.written.get(address).map_or(plain, String::as_str);
            let found = self.source.get(plain, plain, limit);
            let found = found.or_else(|| self.source.get(plain, written, limit).filter(|_| written != plain));
            found.ok_or(if relative.is_some() { Missed::NoFile } else { Missed::OnTheWeb })?
        };
        if data.len() > limit {
            return Err(Missed::Refused(ImageError::TooLarge));
        }
        if data.is_empty() {
            return Err(Missed::Refused(ImageError::Broken));
        }
        let left = self.options.max_picture_pixels.saturating_mul(MOST_DECODED).saturating_sub(self.decoded);
        let taken = take_in(&data, self.options.max_picture_pixels.min(left)).map_err(Missed::Refused)?;
        self.decoded = self.decoded.saturating_add(taken.decoded);
        let is_drawing = taken.media_type == MediaType::Svg;
        if !taken.shows || !is_drawing && taken.width.min(taken.height) < SMALLEST {
            return Err(Missed::Placeholder);
        }
        let (media_type, width, height, data) = (taken.media_type, taken.width, taken.height, taken.data);
        let id = resource_id(&data);
        if !self.resources.iter().any(|resource| resource.id == id) {
            self.bytes += data.len();
            let url = (!is_data(address) && relative.is_none()).then(|| address.to_owned());
            self.resources.push(Resource { id: id.clone(), media_type, url, width, height, data });
        }
        Ok(id)
    }
}

/// Takes out what shows nothing any more. A figure that lost its only picture keeps its words. Recursion is bounded by
/// [`offprint_model::MAX_BLOCK_DEPTH`].
fn prune(blocks: &mut Vec<Block>) {
    blocks.retain_mut(|block| match block {
        Block::Figure(figure) => {
            prune(&mut figure.blocks);
            if !figure.images.is_empty() || !figure.blocks.is_empty() {
                return true;
            }
            let content = [std::mem::take(&mut figure.caption), std::mem::take(&mut figure.credit)].concat();
            let kept = !content.is_empty();
            *block = offprint_model::Paragraph { content, ..Default::default() }.into();
            kept
        }
        Block::Heading(heading) => !heading.content.is_empty(),
        Block::Paragraph(paragraph) => !paragraph.content.is_empty(),
        Block::List(list) => {
            list.items.iter_mut().for_each(|item| prune(&mut item.blocks));
            list.items.retain(|item| !item.blocks.is_empty());
            !list.items.is_empty()
        }
        Block::DefinitionList(list) => {
            for item in &mut list.items {
                item.descriptions.iter_mut().for_each(prune);
                item.descriptions.retain(|description| !description.is_empty());
                item.terms.retain(|term| !term.is_empty());
            }
            list.items.retain(|item| !item.terms.is_empty() || !item.descriptions.is_empty());
            !list.items.is_empty()
        }
        Block::Quotation(quotation) => {
            prune(&mut quotation.blocks);
            !quotation.blocks.is_empty()
        }
        Block::Aside(aside) => {
            prune(&mut aside.blocks);
            !aside.blocks.is_empty()
        }
        Block::Table(table) => {
            table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| prune(&mut cell.blocks));
            true
        }
        Block::Verse(verse) => {
            for stanza in &mut verse.stanzas {
                stanza.lines.retain(|line| !line.content.is_empty());
            }
            verse.stanzas.retain(|stanza| !stanza.lines.is_empty());
            !verse.stanzas.is_empty()
        }
        Block::Code(_) | Block::Rule | Block::Embed(_) | Block::Math(_) => true,
    });
}

/// The bytes of a `data:` address (RFC 2397).
fn data_address(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address.get(5..)?.split_once(',')?;
    let bytes = offprint_model::percent_decoded(body.trim());
    if !head.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return Some(bytes);
    }
    let mut bare: Vec<u8> =
        bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').collect();
    while bare.len() % 4 > 1 {
        bare.push(b'=');
    }
    STANDARD.decode(bare).ok()
}

/// Whether a picture that has neither words nor a caption is an icon: a small drawing.
fn is_icon(resource: &Resource, image: &Image) -> bool {
    let side = |stated: Option<u32>, own: u32| stated.unwrap_or(own);
    let longest = side(image.width, resource.width).max(side(image.height, resource.height));
    resource.media_type == MediaType::Svg && (1..=ICON).contains(&longest)
}

#[cfg(test)]
mod tests {
    use offprint_model::{Figure, plain_text};

    use super::*;
    use crate::{Context, parse};

    /// A picture of 8 by 8 pixels, shorter than many a placeholder.
    const SMALL_GIF: &str =
        "data:image/gif;base64,R0lGODlhCAAIAIAAAP8AAAAAACH5BAAAAAAALAAAAAAIAAgAAAIHhI+py+1dAAA7";

    fn read(pictures: &str, head: &str) -> Article {
        let prose = "The boats went out before light, and the harbour master wrote down each of them, as he had \
                     done for thirty years, with the time and the name of whoever stood at the helm.";
        let page = format!(
            "<html><head><title>The harbour book</title>{head}</head><body><article><h1>The harbour book</h1>\
             <p>{prose}</p><p>{prose}</p>{pictures}<p>{prose}</p></article></body></html>"
        );
        parse(page.as_bytes(), &Context::default(), &Options::default()).unwrap()
    }

    fn figures(article: &Article) -> Vec<&Figure> {
        article
            .body
            .iter()
            .filter_map(|block| match block {
                Block::Figure(figure) => Some(figure),
                _ => None,
            })
            .collect()
    }

    fn warned(article: &Article) -> Vec<&str> {
        article.warnings.iter().map(|warning| warning.message.as_str()).collect()
    }

    #[test]
    fn a_picture_that_is_not_there_keeps_words_caption_and_address() {
        let article = read(
            "<figure><img src='photos/the harbour.jpg' alt='The harbour at dusk'><figcaption>Dusk.</figcaption>\
             </figure><p><img src='../two.jpg' alt='Second picture'></p><p><img src='/three.png' alt=''></p>",
            "",
        );
        let found = figures(&article);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert_eq!(found[0].images[0].url.as_deref(), Some("photos/the%20harbour.jpg"));
        assert_eq!(found[0].images[0].alt.as_deref(), Some("The harbour at dusk"));
        assert_eq!(plain_text(&found[0].caption), "Dusk.");
        assert_eq!(found[1].images[0].url.as_deref(), Some("../two.jpg"));
        assert_eq!(warned(&article), ["3 pictures are not embedded: 3 not found beside the page"]);
        assert_eq!(offprint_model::check_article(&article), []);
    }

    #[test]
    fn broken_data_keep_their_words() {
        let article = read(
            "<p><img src='data:image/png;base64,' alt='One'></p><p><img src='data:image/png,nothing' alt='Two'></p>\
             <figure><img src='data:image/svg+xml,%3Csvg/%3E' alt=''><figcaption>Three.</figcaption></figure>\
             <figure><svg aria-label='Four'><path d='M0 0'/></svg></figure>",
            "",
        );
        let alts: Vec<_> = figures(&article).iter().map(|figure| figure.images[0].alt.as_deref()).collect();
        assert_eq!(alts, [Some("One"), Some("Two"), None, Some("Four")]);
        let expected = "4 pictures are not embedded: 2 broken, 1 of a kind that is not embedded, 1 without an \
                        address of its own";
        assert_eq!(warned(&article), [expected]);
        assert_eq!(offprint_model::check_article(&article), []);
    }

    #[test]
    fn a_small_picture_in_the_page_is_embedded_and_a_pixel_goes() {
        let pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
        let article =
            read(&format!("<p><img src='{SMALL_GIF}' alt='Red'></p><p><img src='{pixel}'></p>"), "");
        assert_eq!(article.resources.len(), 1);
        assert_eq!(figures(&article).len(), 1);
        assert_eq!(article.warnings, []);
    }

    #[test]
    fn the_page_tells_its_own_address() {
        let article = read(
            "<p><img src='a.jpg' alt='A'></p>",
            "<link rel=canonical href='https://port.example/book/1'>",
        );
        assert_eq!(figures(&article)[0].images[0].url.as_deref(), Some("https://port.example/book/a.jpg"));
    }

    #[test]
    fn a_preview_gives_way_to_the_picture() {
        for late in [
            "<img src='https://port.example/blur.jpg' data-srcset='https://port.example/a.jpg 2x, https://port.example/b.jpg 1x' alt='A'>",
            "<img src='https://port.example/blur.jpg' data-src='https://port.example/a.jpg' alt='A'>",
            "<img src='https://port.example/blur.jpg' alt='A'><noscript><img src='https://port.example/a.jpg' alt='A'></noscript>",
        ] {
            let article = read(&format!("<p>{late}</p>"), "");
            assert_eq!(
                figures(&article)[0].images[0].url.as_deref(),
                Some("https://port.example/a.jpg"),
                "{late}"
            );
        }
    }

    #[test]
    fn a_credit_within_its_caption_stands_once() {
        let article = read(
            "<figure><img src='a.jpg' alt='A'><figcaption><p>Boats at rest. <span><span class='credit'>Credit: N. N.</span>\
             </span></p></figcaption></figure>",
            "",
        );
        let figure = figures(&article)[0];
        assert_eq!(plain_text(&figure.caption), "Boats at rest.");
        assert_eq!(plain_text(&figure.credit), "Credit: N. N.");
    }
}
