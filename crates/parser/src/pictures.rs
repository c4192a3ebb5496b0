//! Pictures as resources: from `data:` addresses and from what the caller can get.
//!
//! The type is read from the bytes, never from a name. What cannot be embedded keeps its alternative text, caption
//! and address, and a warning says so where the bytes were there but no picture.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use offprint_model::{
    Article, Block, Image, Inline, MediaType, Resource, ResourceSource, Warning, WarningKind,
};
use sha2::{Digest as _, Sha256};

use crate::Options;
use crate::blocks::{RELATIVE, drop_dead_links, each_block, each_run};

/// Embeds the pictures of an article, each once.
pub(crate) fn embed(article: &mut Article, source: &dyn ResourceSource, options: &Options) {
    let mut gatherer =
        Gatherer { source, options, known: BTreeMap::new(), resources: Vec::new(), bytes: 0, broken: 0 };
    let mut body = std::mem::take(&mut article.body);
    gatherer.blocks(&mut body);
    for note in &mut article.notes {
        gatherer.blocks(&mut note.blocks);
    }
    drop_dead_links(&mut body, &mut article.notes);
    article.body = body;
    if let Some(lead) = &mut article.metadata.lead_image {
        gatherer.image(lead);
    }
    if gatherer.broken > 0 {
        article.warnings.push(Warning {
            kind: WarningKind::Picture,
            message: format!(
                "{} pictures could not be embedded: broken, too large or of a kind not known",
                gatherer.broken
            ),
        });
    }
    article.resources = gatherer.resources;
}

struct Gatherer<'a> {
    source: &'a dyn ResourceSource,
    options: &'a Options,
    /// Resource by the address in the page; none for one that could not be had.
    known: BTreeMap<String, Option<String>>,
    resources: Vec<Resource>,
    bytes: usize,
    broken: usize,
}

impl Gatherer<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        each_block(blocks, &mut |block| match block {
            Block::Figure(figure) => figure.images.retain_mut(|image| self.image(image)),
            Block::Embed(embed) => {
                embed.thumbnail =
                    embed.thumbnail.take().and_then(|mut image| self.image(&mut image).then_some(image))
            }
            _ => {}
        });
        each_run(blocks, &mut |content| self.run(content));
        prune(blocks);
    }

    fn run(&mut self, content: &mut Vec<Inline>) {
        content.retain_mut(|inline| {
            if let Inline::Image(image) = inline {
                return self.image(image);
            }
            if let Some(inner) = inline.content_mut() {
                self.run(inner);
                return !inner.is_empty();
            }
            true
        });
    }

    /// Embeds a picture where it can be had; whether anything is left to show.
    fn image(&mut self, image: &mut Image) -> bool {
        let Some(address) = image.url.take() else { return image.resource.is_some() };
        let id = match self.known.get(&address) {
            Some(id) => id.clone(),
            None => {
                let id = self.load(&address);
                self.known.insert(address.clone(), id.clone());
                id
            }
        };
        let is_public = !address.starts_with("data:") && !address.starts_with(RELATIVE);
        image.url = is_public.then_some(address);
        if let Some(resource) = id.as_ref().and_then(|id| self.resources.iter().find(|r| r.id == *id)) {
            image.width = image.width.or(Some(resource.width).filter(|w| *w > 0));
            image.height = image.height.or(Some(resource.height).filter(|h| *h > 0));
        }
        image.resource = id;
        image.resource.is_some() || image.url.is_some()
    }

    fn load(&mut self, address: &str) -> Option<String> {
        let limit =
            self.options.max_picture_bytes.min(self.options.max_pictures_bytes.saturating_sub(self.bytes));
        let data = if address.starts_with("data:") {
            let data = data_address(address);
            self.broken += usize::from(data.is_none());
            data?
        } else {
            let written = address.strip_prefix(RELATIVE).unwrap_or(address);
            self.source.get(written, written, limit)?
        };
        let found = media_type(&data).filter(|_| data.len() <= limit).and_then(|kind| {
            let size = imagesize::blob_size(&data).ok()?;
            let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
            let fits = u64::from(width) * u64::from(height) <= self.options.max_picture_pixels;
            (width > 0 && height > 0 && fits).then_some((kind, width, height))
        });
        let Some((media_type, width, height)) = found else {
            self.broken += 1;
            return None;
        };
        let digest = Sha256::digest(&data);
        let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let id = format!("r{hex}");
        if !self.resources.iter().any(|resource| resource.id == id) {
            self.bytes += data.len();
            let url =
                (!address.starts_with("data:") && !address.starts_with(RELATIVE)).then(|| address.to_owned());
            self.resources.push(Resource { id: id.clone(), media_type, url, width, height, data });
        }
        Some(id)
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
    let (head, body) = address.strip_prefix("data:")?.split_once(',')?;
    if head.to_ascii_lowercase().ends_with(";base64") {
        let bare: String =
            body.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=").split_whitespace().collect();
        STANDARD.decode(bare.trim_end_matches('=').to_owned() + pad(bare.trim_end_matches('=').len())).ok()
    } else {
        None
    }
}

const fn pad(length: usize) -> &'static str {
    match length % 4 {
        2 => "==",
        3 => "=",
        _ => "",
    }
}

/// What some bytes are, by how they begin.
fn media_type(data: &[u8]) -> Option<MediaType> {
    if data.starts_with(b"\xff\xd8\xff") {
        Some(MediaType::Jpeg)
    } else if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(MediaType::Png)
    } else if data.starts_with(b"GIF87a") || data.starts_with(b"GIF89a") {
        Some(MediaType::Gif)
    } else if data.starts_with(b"RIFF") && data.get(8..12) == Some(b"WEBP") {
        Some(MediaType::Webp)
    } else {
        None
    }
}
