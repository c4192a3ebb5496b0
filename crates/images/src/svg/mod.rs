//! SVG made safe: written anew from what is known to draw.
//!
//! Only elements and attributes of a list are written, and only values that point into the drawing itself. What is not
//! on the list goes: scripts and what calls them, HTML (`foreignObject`), animation, links' addresses, style sheets from
//! elsewhere, pictures from elsewhere, what editors note down, DTDs. A drawing is refused that is not well-formed, names
//! entities of its own, nests too deeply, or repeats itself without end (`use` of `use` of `use`).

mod css;
mod lists;
mod nested;
mod references;
mod values;

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use crate::ImageError;
use references::References;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// Deepest nesting; drawing programs go to some thirty.
const MAX_DEPTH: usize = 128;
/// Longest drawing in bytes. Maps of whole countries have some five million.
const MAX_BYTES: usize = 8 << 20;

/// A drawing that is safe to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The drawing, in UTF-8.
    pub data: Vec<u8>,
    /// Width in pixels, from its own word or its view box; 0 where neither says one.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Whether it draws more than a place that something is to fill later: nothing, one box, or a blurred picture.
    pub shows: bool,
}

/// Writes a drawing anew from what is known to draw. Given its own result it gives the same again.
///
/// # Errors
/// [`ImageError::Broken`] for what is not well-formed or no drawing, [`ImageError::Unsafe`] for what is made to exhaust its
/// readers or names entities, [`ImageError::TooLarge`].
pub fn sanitize_svg(data: &[u8]) -> Result<Drawing, ImageError> {
    sanitize(data, 0)
}

/// The same at a depth of drawings within drawings.
fn sanitize(data: &[u8], within: usize) -> Result<Drawing, ImageError> {
    if data.len() > MAX_BYTES {
        return Err(ImageError::TooLarge);
    }
    let text = std::str::from_utf8(data).map_err(|_| ImageError::Broken)?;
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut writer = Writer { out: String::with_capacity(data.len()), within, ..Writer::default() };
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| ImageError::Broken)?;
        match event {
            Event::Start(start) => {
                let drawn = matches!(&namespace, ResolveResult::Bound(found) if found.0 == SVG);
                writer.start(&start, drawn)?;
            }
            Event::End(_) => writer.end()?,
            Event::Text(text) => writer.text(&text.xml10_content())?,
            Event::CData(text) => writer.text(&text.xml10_content())?,
            Event::GeneralRef(name) => {
                let resolved = name.resolve_char_ref().map_err(|_| ImageError::Broken)?;
                let name = name.xml10_content();
                let c = resolved.or(match &*name {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => None,
                });
                writer.text(c.ok_or(ImageError::Unsafe)?.encode_utf8(&mut [0; 4]))?;
            }
            Event::Comment(_) | Event::Decl(_) | Event::DocType(_) | Event::PI(_) | Event::Empty(_) => {}
            Event::Eof => return writer.finish(),
        }
    }
}

/// What became of an open element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Written(&'static str),
    /// Its content is written without it.
    Unwrapped,
    /// It goes with all that is in it.
    Dropped,
    /// A style sheet, whose text is gathered.
    Style,
}

#[derive(Debug, Default)]
struct Writer {
    out: String,
    open: Vec<Open>,
    dropped: usize,
    rooted: bool,
    /// Depth of this drawing within others.
    within: usize,
    ids: BTreeSet<String>,
    references: References,
    sheet: String,
    size: (Option<f64>, Option<f64>),
    view: Option<(f64, f64)>,
    shapes: usize,
    boxes: usize,
    images: usize,
    blurs: bool,
}

impl Writer {
    fn start(&mut self, start: &BytesStart<'_>, drawn: bool) -> Result<(), ImageError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(ImageError::Unsafe);
        }
        let local = start.local_name().into_inner();
        if self.open.is_empty() && (self.rooted || local != "svg" || !drawn) {
            return Err(ImageError::Broken);
        }
        let known = lists::ELEMENTS.iter().find(|name| **name == local).filter(|_| drawn);
        let open = match known {
            _ if self.dropped > 0 => Open::Dropped,
            Some(_) if self.open.last() == Some(&Open::Style) => Open::Dropped,
            Some(name) => Open::Written(name),
            None if drawn && local == "style" => Open::Style,
            None if drawn && lists::UNWRAPPED.contains(&local) => Open::Unwrapped,
            None => Open::Dropped,
        };
        let open = match open {
            Open::Written(name) => self.write(name, start)?,
            other => other,
        };
        self.dropped += usize::from(open == Open::Dropped);
        self.rooted = true;
        self.open.push(open);
        Ok(())
    }

    /// Writes the tag of a known element; an `image` only with a picture of its own.
    fn write(&mut self, name: &'static str, start: &BytesStart<'_>) -> Result<Open, ImageError> {
        let is_root = self.open.is_empty();
        let mut tag = format!("<{name}");
        if is_root {
            tag.push_str(&format!(" xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\""));
        }
        let (mut seen, mut id, mut targets) = (BTreeSet::new(), None, Vec::new());
        let mut classes: Vec<String> = Vec::new();
        let mut attributes = start.attributes();
        // The reader would compare each name with all before it.
        attributes.with_checks(false);
        let mut keys = BTreeSet::new();
        for attribute in attributes {
            let attribute = attribute.map_err(|_| ImageError::Broken)?;
            let key = attribute.key.into_inner();
            if !keys.insert(key) {
                return Err(ImageError::Broken);
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            // What is not kept may name entities of an editor's own.
            let value = || value.map_err(|_| ImageError::Unsafe);
            let written = if matches!(key, "href" | "xlink:href") {
                let value = value()?;
                let value = value.trim();
                let address = match value.strip_prefix('#') {
                    _ if name == "image" => nested::picture(value, self.within),
                    Some(target) if values::is_id(target) => {
                        targets.push(target.to_owned());
                        Some(value.to_owned())
                    }
                    _ => None,
                };
                address.map(|address| ("xlink:href", address))
            } else if key == "id" {
                let value = value()?;
                let value = value.trim();
                let fresh = values::is_id(value) && self.ids.insert(value.to_owned());
                id = fresh.then(|| value.to_owned());
                id.clone().map(|id| ("id", id))
            } else if key == "style" {
                let style = css::declarations(&value()?, &mut targets);
                (!style.is_empty()).then_some(("style", style))
            } else if let Some(known) = lists::attribute(key) {
                let value = value()?;
                values::is_safe(&value, &mut targets).then(|| (known, value.into_owned()))
            } else {
                None
            };
            let Some((key, value)) = written.filter(|(key, _)| seen.insert(*key)) else { continue };
            if is_root {
                self.note_size(key, &value);
            }
            if key == "class" {
                classes = value.split_whitespace().map(str::to_owned).collect();
            }
            tag.push_str(&format!(" {key}=\""));
            values::escape(&value, &mut tag);
            tag.push('"');
        }
        if name == "image" && !seen.contains("xlink:href") {
            return Ok(Open::Dropped);
        }
        match name {
            "rect" => self.boxes += 1,
            "image" => self.images += 1,
            "feGaussianBlur" => self.blurs = true,
            _ if lists::SHAPES.contains(&name) => self.shapes += 1,
            _ => {}
        }
        self.references.open(id, targets, classes);
        tag.push('>');
        self.out.push_str(&tag);
        Ok(Open::Written(name))
    }

    fn end(&mut self) -> Result<(), ImageError> {
        match self.open.pop().ok_or(ImageError::Broken)? {
            Open::Written(name) => {
                self.references.close();
                // What holds nothing ends in its own tag.
                if self.out.ends_with('>') && self.opened_last(name) {
                    self.out.pop();
                    self.out.push_str("/>");
                } else {
                    self.out.push_str(&format!("</{name}>"));
                }
            }
            Open::Unwrapped => {}
            Open::Dropped => self.dropped = self.dropped.saturating_sub(1),
            Open::Style => {
                let sheet = std::mem::take(&mut self.sheet);
                let mut pointing = Vec::new();
                let sheet = css::sheet(&sheet, &mut pointing);
                if !sheet.is_empty() {
                    self.references.style(pointing);
                    self.out.push_str("<style>");
                    values::escape(&sheet, &mut self.out);
                    self.out.push_str("</style>");
                }
            }
        }
        Ok(())
    }

    /// Whether the last tag written is the opening one of an element.
    fn opened_last(&self, name: &str) -> bool {
        let Some(at) = self.out.rfind('<') else { return false };
        let tag = self.out.get(at + 1..).unwrap_or_default();
        let rest = tag.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with([' ', '>']) && !rest.ends_with("/>"))
    }

    fn text(&mut self, text: &str) -> Result<(), ImageError> {
        match self.open.last() {
            None if text.trim().is_empty() => {}
            None => return Err(ImageError::Broken),
            Some(Open::Style) if self.dropped == 0 => self.sheet.push_str(text),
            Some(_) if self.dropped == 0 => values::escape(text, &mut self.out),
            Some(_) => {}
        }
        Ok(())
    }

    fn note_size(&mut self, key: &str, value: &str) {
        match key {
            "width" => self.size.0 = values::pixels(value),
            "height" => self.size.1 = values::pixels(value),
            "viewBox" => self.view = values::view_box(value),
            _ => {}
        }
    }

    fn finish(mut self) -> Result<Drawing, ImageError> {
        if !self.rooted || !self.open.is_empty() {
            return Err(ImageError::Broken);
        }
        if self.references.is_bomb() {
            return Err(ImageError::Unsafe);
        }
        let (width, height) = match (self.size, self.view) {
            ((Some(width), Some(height)), _) => (width, height),
            ((Some(width), None), Some((w, h))) => (width, width * h / w),
            ((None, Some(height)), Some((w, h))) => (height * w / h, height),
            ((None, None), Some(view)) => view,
            _ => (0.0, 0.0),
        };
        let shows = match (self.shapes, self.boxes, self.images) {
            (0, boxes, 0) => boxes > 1,
            (0, _, _) => !self.blurs,
            _ => true,
        };
        Ok(Drawing {
            data: self.out.into_bytes(),
            width: values::whole(width),
            height: values::whole(height),
            shows,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests;
