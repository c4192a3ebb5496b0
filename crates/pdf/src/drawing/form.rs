//! A drawing as a form XObject. Goes down without recursion but into clips, which are few in one another.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Object, dictionary};
use resvg::usvg::{BlendMode, Group, Image, ImageKind, Node, Transform, Tree};
use sha2::{Digest as _, Sha256};

use super::content::{Content, rounded};
use super::parts::{Form, Part};
use super::path::matrix;

/// The longest side of a drawing in units of its form.
const LONGEST: f32 = 1000.0;
/// Most segments of all paths; maps of whole countries have some hundred thousand. Readers take seconds for more.
const MOST_SEGMENTS: usize = 600_000;
/// Most states that are saved within one another; PDF/A allows 28 (ISO 19005-2 §6.1.13), of which the page has some.
const MOST_STATES: usize = 20;
/// Most groups within one another that are mixed by themselves, and clips of clips.
pub(super) const MOST_LAYERS: usize = 12;

/// A drawing has something that PDF has not, or too much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooMuch;

/// Makes a form of a drawing.
pub(crate) fn form(tree: &Tree, grey: bool) -> Result<Form, TooMuch> {
    let (width, height) = (tree.size().width(), tree.size().height());
    let factor = LONGEST / width.max(height);
    let size = (width * factor, height * factor);
    // Drawings count from the top, pages from the bottom.
    let root = Transform::from_row(factor, 0.0, 0.0, -factor, 0.0, size.1);
    if !root.is_valid() {
        return Err(TooMuch);
    }
    let space = if grey { "DeviceGray" } else { "DeviceRGB" };
    let mut builder = Builder {
        parts: Vec::new(),
        pictures: BTreeMap::new(),
        tiles: BTreeMap::new(),
        size,
        grey,
        space,
        segments: 0,
        translucent: false,
        in_tile: false,
    };
    let content = builder.group(tree.root(), root, 0)?;
    let group = builder.translucent.then_some(space);
    let mut stream = content.into_form(size, group);
    // Like a picture, it fills the unit square.
    let unit = [1.0 / size.0, 0.0, 0.0, 1.0 / size.1, 0.0, 0.0].map(Object::Real).to_vec();
    stream.dict.set("Matrix", unit);
    builder.parts.push(Part::Object(Object::Stream(stream)));
    Ok(Form { parts: builder.parts, translucent: builder.translucent, size })
}

/// A form that is being made, with the objects that it refers to.
pub(super) struct Builder {
    pub(super) parts: Vec<Part>,
    /// Pictures, by the digest of their bytes, and their parts.
    pub(super) pictures: BTreeMap<[u8; 32], Object>,
    /// Cells of patterns, by where the pattern stands in memory and how it is moved.
    pub(super) tiles: BTreeMap<(usize, [u32; 6]), Object>,
    pub(super) size: (f32, f32),
    pub(super) grey: bool,
    pub(super) space: &'static str,
    pub(super) segments: usize,
    pub(super) translucent: bool,
    /// Whether the cell of a pattern is being written, in which nothing is mixed by itself: it is not as large as the form.
    pub(super) in_tile: bool,
}

/// What is still to be done, the next last.
enum Task<'t> {
    Node(&'t Node, Transform, f32),
    Group(&'t Group, Transform, f32),
    Restore,
    /// The group that is being written is whole; how it is mixed.
    Mix {
        opacity: f32,
        blend: &'static str,
    },
}

impl Builder {
    /// The content of a group, its points moved by `transform`; `depth` is that of forms around it.
    pub(super) fn group(
        &mut self,
        group: &Group,
        transform: Transform,
        depth: usize,
    ) -> Result<Content, TooMuch> {
        let mut layers = vec![Content::default()];
        let mut tasks: Vec<Task<'_>> = Vec::new();
        push(group, transform, 1.0, &mut tasks);
        while let Some(task) = tasks.pop() {
            let deep = layers.len();
            let Some(content) = layers.last_mut() else { break };
            if content.depth() > MOST_STATES || deep + depth > MOST_LAYERS {
                return Err(TooMuch);
            }
            match task {
                Task::Restore => content.restore(),
                Task::Mix { opacity, blend } => {
                    let done = layers.pop().unwrap_or_default();
                    let form =
                        self.add(Part::Object(Object::Stream(done.into_form(self.size, Some(self.space)))));
                    let Some(content) = layers.last_mut() else { break };
                    self.translucent = true;
                    content.save();
                    content.state(
                        dictionary! { "ca" => rounded(opacity), "CA" => rounded(opacity), "BM" => blend },
                    );
                    content.show(form);
                    content.restore();
                }
                Task::Node(node, transform, opacity) => match node {
                    Node::Group(group) => tasks.push(Task::Group(group, transform, opacity)),
                    Node::Text(text) => tasks.push(Task::Group(text.flattened(), transform, opacity)),
                    Node::Path(path) => self.path(path, transform, opacity, content)?,
                    Node::Image(image) if !image.is_visible() => {}
                    Node::Image(image) => match image.kind() {
                        ImageKind::SVG(tree) => push(tree.root(), transform, opacity, &mut tasks),
                        _ => self.image(image, transform, opacity, content),
                    },
                },
                Task::Group(group, transform, above) => {
                    if !group.filters().is_empty() {
                        return Err(TooMuch);
                    }
                    let transform = transform.pre_concat(group.transform());
                    if let Some(mask) = group.mask() {
                        content.save();
                        tasks.push(Task::Restore);
                        self.masked_by(mask, transform, content, depth)?;
                    }
                    if let Some(clip) = group.clip_path() {
                        content.save();
                        tasks.push(Task::Restore);
                        if !self.clip(clip, transform, content, depth)? {
                            continue;
                        }
                    }
                    let opacity = group.opacity().get() * above;
                    let blend = blend(group.blend_mode(), self.grey)?;
                    let mixed = opacity < 1.0 && !is_single(group);
                    if mixed || blend != "Normal" || group.isolate() || group.mask().is_some() {
                        if self.in_tile {
                            return Err(TooMuch);
                        }
                        tasks.push(Task::Mix { opacity, blend });
                        layers.push(Content::default());
                        push(group, transform, 1.0, &mut tasks);
                    } else {
                        push(group, transform, opacity, &mut tasks);
                    }
                }
            }
        }
        Ok(layers.pop().unwrap_or_default())
    }

    pub(super) fn add(&mut self, part: Part) -> Object {
        self.parts.push(part);
        Object::Reference((u32::try_from(self.parts.len()).unwrap_or(u32::MAX), 0))
    }

    pub(super) fn count(&mut self, more: usize) -> Result<(), TooMuch> {
        self.segments += more;
        if self.segments > MOST_SEGMENTS { Err(TooMuch) } else { Ok(()) }
    }

    fn image(&mut self, image: &Image, transform: Transform, opacity: f32, content: &mut Content) {
        let (ImageKind::JPEG(data) | ImageKind::PNG(data) | ImageKind::GIF(data) | ImageKind::WEBP(data)) =
            image.kind()
        else {
            return;
        };
        if transform.invert().is_none() {
            return;
        }
        // Only JPEG is opaque for certain.
        self.translucent |= !matches!(image.kind(), ImageKind::JPEG(_));
        let (w, h) = (image.size().width(), image.size().height());
        let Transform { sx, ky, kx, sy, .. } = transform;
        let (shown_width, shown_height) = (sx.hypot(ky) * w, kx.hypot(sy) * h);
        let digest: [u8; 32] = Sha256::digest(data.as_slice()).into();
        let known = self.pictures.get(&digest).cloned();
        let object = match known {
            Some(object) => {
                let number = object.as_reference().map_or(0, |(number, _)| number as usize);
                if let Some(Part::Picture { width, height, .. }) =
                    number.checked_sub(1).and_then(|place| self.parts.get_mut(place))
                {
                    *width = width.max(shown_width);
                    *height = height.max(shown_height);
                }
                object
            }
            None => {
                let data = Arc::clone(data);
                let part = Part::Picture { data, width: shown_width, height: shown_height };
                let object = self.add(part);
                self.pictures.insert(digest, object.clone());
                object
            }
        };
        self.opacity(opacity, content);
        content.save();
        matrix(transform.pre_concat(Transform::from_row(w, 0.0, 0.0, -h, 0.0, h)), content);
        content.show(object);
        content.restore();
    }
}

fn push<'t>(group: &'t Group, transform: Transform, opacity: f32, tasks: &mut Vec<Task<'t>>) {
    tasks.extend(group.children().iter().rev().map(|node| Task::Node(node, transform, opacity)));
}

/// Whether a group draws one thing once, so that its opacity may as well be that of the thing.
fn is_single(group: &Group) -> bool {
    match group.children() {
        [Node::Path(path)] => path.fill().is_none() || path.stroke().is_none(),
        [Node::Image(image)] => !matches!(image.kind(), ImageKind::SVG(_)),
        _ => false,
    }
}

/// The name of a way of mixing; PDF has those of CSS but for one.
fn blend(mode: BlendMode, grey: bool) -> Result<&'static str, TooMuch> {
    Ok(match mode {
        BlendMode::Normal => "Normal",
        BlendMode::Multiply => "Multiply",
        BlendMode::Screen => "Screen",
        BlendMode::Overlay => "Overlay",
        BlendMode::Darken => "Darken",
        BlendMode::Lighten => "Lighten",
        BlendMode::ColorDodge => "ColorDodge",
        BlendMode::ColorBurn => "ColorBurn",
        BlendMode::HardLight => "HardLight",
        BlendMode::SoftLight => "SoftLight",
        BlendMode::Difference => "Difference",
        BlendMode::Exclusion => "Exclusion",
        // Greys have no hue.
        _ if grey => return Err(TooMuch),
        BlendMode::Hue => "Hue",
        BlendMode::Saturation => "Saturation",
        BlendMode::Color => "Color",
        BlendMode::Luminosity => "Luminosity",
        BlendMode::PlusLighter => return Err(TooMuch),
    })
}
