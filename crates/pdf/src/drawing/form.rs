//! A drawing as a form XObject. Goes down without recursion but into clips, which are few in one another.

use std::sync::Arc;

use lopdf::{Dictionary, Object, dictionary};
use resvg::usvg::{
    BlendMode, ClipPath, Fill, FillRule, Group, Image, ImageKind, Node, PaintOrder, Path, Stroke, Transform,
    Tree,
};

use super::content::{Content, rounded};
use super::paint::{Ink, ink, operators};
use super::parts::{Form, Part};
use super::path::{line, matrix, scale, segments};

/// The longest side of a drawing in units of its form.
const LONGEST: f32 = 1000.0;
/// Most segments of all paths; maps of whole countries have some hundred thousand. Readers take seconds for more.
const MOST_SEGMENTS: usize = 600_000;
/// Most states that are saved within one another; PDF/A allows 28 (ISO 19005-2 §6.1.13), of which the page has some.
const MOST_STATES: usize = 20;
/// Most groups within one another that are mixed by themselves, and clips of clips.
const MOST_LAYERS: usize = 12;

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
        pictures: Vec::new(),
        size,
        grey,
        space,
        segments: 0,
        translucent: false,
    };
    let content = builder.group(tree.root(), root, None, 0)?;
    let group = builder.translucent.then_some(space);
    let mut stream = content.into_form(size, group);
    // Like a picture, it fills the unit square.
    let unit = [1.0 / size.0, 0.0, 0.0, 1.0 / size.1, 0.0, 0.0].map(Object::Real).to_vec();
    stream.dict.set("Matrix", unit);
    builder.parts.push(Part::Object(Object::Stream(stream)));
    Ok(Form { parts: builder.parts, translucent: builder.translucent, size })
}

struct Builder {
    parts: Vec<Part>,
    /// Bytes of pictures, by where they stand, and their parts.
    pictures: Vec<(usize, Object)>,
    size: (f32, f32),
    grey: bool,
    space: &'static str,
    segments: usize,
    translucent: bool,
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

/// What a clip comes to.
enum Clip<'t> {
    Nothing,
    Path(&'t Path, Transform),
    Several,
}

impl Builder {
    /// The content of a group, within a clip.
    fn group(
        &mut self,
        group: &Group,
        transform: Transform,
        within: Option<(&ClipPath, Transform)>,
        depth: usize,
    ) -> Result<Content, TooMuch> {
        let mut layers = vec![Content::default()];
        if let (Some((clip, at)), Some(content)) = (within, layers.last_mut()) {
            content.save();
            if !self.clip(clip, at, content, depth)? {
                content.restore();
                return Ok(layers.pop().unwrap_or_default());
            }
        }
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
                    if !group.filters().is_empty() || group.mask().is_some() {
                        return Err(TooMuch);
                    }
                    let transform = transform.pre_concat(group.transform());
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
                    if mixed || blend != "Normal" || group.isolate() {
                        tasks.push(Task::Mix { opacity, blend });
                        layers.push(Content::default());
                        push(group, transform, 1.0, &mut tasks);
                    } else {
                        push(group, transform, opacity, &mut tasks);
                    }
                }
            }
        }
        let mut content = layers.pop().unwrap_or_default();
        if within.is_some() {
            content.restore();
        }
        Ok(content)
    }

    fn add(&mut self, part: Part) -> Object {
        self.parts.push(part);
        Object::Reference((u32::try_from(self.parts.len()).unwrap_or(u32::MAX), 0))
    }

    /// Clips what follows; whether something is left of it.
    fn clip(
        &mut self,
        clip: &ClipPath,
        transform: Transform,
        content: &mut Content,
        depth: usize,
    ) -> Result<bool, TooMuch> {
        if depth >= MOST_LAYERS {
            return Err(TooMuch);
        }
        let mut next = Some(clip);
        let mut several = None;
        while let Some(clip) = next {
            let own = transform.pre_concat(clip.transform());
            match leaves(clip.root(), own) {
                Clip::Nothing => return Ok(false),
                Clip::Path(path, at) => {
                    self.count(segments(path.data(), at, content))?;
                    let even = path.fill().is_some_and(|fill| fill.rule() == FillRule::EvenOdd);
                    content.write(if even { "W* n\n" } else { "W n\n" });
                }
                Clip::Several if several.is_some() => return Err(TooMuch),
                Clip::Several => several = Some((clip.root(), own)),
            }
            next = clip.clip_path();
        }
        if let Some((root, own)) = several {
            let shapes = self.group(root, own, None, depth + 1)?;
            let form = self.add(Part::Object(Object::Stream(shapes.into_form(self.size, Some(self.space)))));
            self.mask("Alpha", form, content);
        }
        Ok(true)
    }

    /// Shows what follows only as far as a form does (ISO 32000-1 §11.6.5.2).
    fn mask(&mut self, kind: &str, form: Object, content: &mut Content) {
        self.translucent = true;
        content.state(dictionary! {
            "SMask" => dictionary! { "Type" => "Mask", "S" => kind, "G" => form },
        });
    }

    fn count(&mut self, more: usize) -> Result<(), TooMuch> {
        self.segments += more;
        if self.segments > MOST_SEGMENTS { Err(TooMuch) } else { Ok(()) }
    }

    fn path(
        &mut self,
        path: &Path,
        transform: Transform,
        opacity: f32,
        content: &mut Content,
    ) -> Result<(), TooMuch> {
        if !path.is_visible() {
            return Ok(());
        }
        match (path.fill(), path.stroke()) {
            (Some(fill), Some(stroke)) if path.paint_order() == PaintOrder::StrokeAndFill => {
                self.stroke(path, stroke, transform, opacity, content)?;
                self.fill(path, fill, transform, opacity, content)
            }
            (fill, stroke) => {
                if let Some(fill) = fill {
                    self.fill(path, fill, transform, opacity, content)?;
                }
                if let Some(stroke) = stroke {
                    self.stroke(path, stroke, transform, opacity, content)?;
                }
                Ok(())
            }
        }
    }

    fn fill(
        &mut self,
        path: &Path,
        fill: &Fill,
        transform: Transform,
        opacity: f32,
        content: &mut Content,
    ) -> Result<(), TooMuch> {
        if !has_area(path) {
            return Ok(());
        }
        let ink = ink(fill.paint(), transform, self.grey)?;
        let masked = self.begin(ink, fill.opacity().get() * opacity, false, content);
        self.count(segments(path.data(), transform, content))?;
        content.write(if fill.rule() == FillRule::EvenOdd { "f*\n" } else { "f\n" });
        if masked {
            content.restore();
        }
        Ok(())
    }

    fn stroke(
        &mut self,
        path: &Path,
        stroke: &Stroke,
        transform: Transform,
        opacity: f32,
        content: &mut Content,
    ) -> Result<(), TooMuch> {
        // A line that has no width in one direction is not seen.
        if transform.invert().is_none() {
            return Ok(());
        }
        let ink = ink(stroke.paint(), transform, self.grey)?;
        let masked = self.begin(ink, stroke.opacity().get() * opacity, true, content);
        if let Some(scale) = scale(transform) {
            content.line(&line(stroke, scale));
            self.count(segments(path.data(), transform, content))?;
            content.write("S\n");
        } else {
            // The pen is wider one way than the other. Its path is enlarged, so that its figures say enough.
            let Transform { sx, ky, kx, sy, .. } = transform;
            let scale = (sx * sy - kx * ky).abs().sqrt();
            content.save();
            matrix(transform.pre_scale(1.0 / scale, 1.0 / scale), content);
            content.line(&line(stroke, scale));
            self.count(segments(path.data(), Transform::from_scale(scale, scale), content))?;
            content.write("S\n");
            content.restore();
        }
        if masked {
            content.restore();
        }
        Ok(())
    }

    /// Chooses what is painted with; whether a state was saved for it.
    fn begin(&mut self, ink: Ink, opacity: f32, stroke: bool, content: &mut Content) -> bool {
        match ink {
            Ink::Colour(colour) => {
                self.opacity(opacity, content);
                content.colour(&operators(colour, stroke, self.grey), stroke);
                false
            }
            Ink::Gradient { pattern, opacity: own, mask } => {
                let masked = mask.is_some();
                if let Some(mask) = mask {
                    let form = self.shade(mask);
                    content.save();
                    self.mask("Luminosity", form, content);
                }
                self.opacity(opacity * own, content);
                let name = content.pattern(pattern);
                let (space, choose) = if stroke { ("CS", "SCN") } else { ("cs", "scn") };
                content.colour(&format!("/Pattern {space} /{name} {choose}\n"), stroke);
                masked
            }
        }
    }

    fn opacity(&mut self, opacity: f32, content: &mut Content) {
        self.translucent |= opacity < 1.0;
        content.opacity(opacity, opacity);
    }

    /// A form full of a gradient.
    fn shade(&mut self, pattern: Dictionary) -> Object {
        let mut content = Content::default();
        let name = content.pattern(pattern);
        content.write(&format!("/Pattern cs /{name} scn 0 0 "));
        content.numbers(&[self.size.0, self.size.1]);
        content.write("re f\n");
        self.add(Part::Object(Object::Stream(content.into_form(self.size, Some("DeviceGray")))))
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
        let place = Arc::as_ptr(data).addr();
        let known = self.pictures.iter().find(|(known, _)| *known == place).map(|(_, object)| object.clone());
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
                self.pictures.push((place, object.clone()));
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

/// Whether a path holds something: PDF fills a line as the thinnest line there is (ISO 32000-1 §8.5.3.3), SVG not at all.
fn has_area(path: &Path) -> bool {
    let bounds = path.data().bounds();
    bounds.width() > 0.0 && bounds.height() > 0.0 && path.data().points().len() > 2
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

/// What a clip comes to: nothing, one path, or more than that.
fn leaves(group: &Group, transform: Transform) -> Clip<'_> {
    let mut found = None;
    let mut waiting: Vec<(&Group, Transform)> = vec![(group, transform)];
    while let Some((group, at)) = waiting.pop() {
        if group.clip_path().is_some() {
            return Clip::Several;
        }
        for node in group.children() {
            match node {
                Node::Group(group) => waiting.push((group, at.pre_concat(group.transform()))),
                Node::Text(text) => {
                    waiting.push((text.flattened(), at.pre_concat(text.flattened().transform())))
                }
                Node::Path(path) if path.is_visible() && path.fill().is_some() => {
                    if found.is_some() {
                        return Clip::Several;
                    }
                    found = Some((path.as_ref(), at));
                }
                Node::Path(_) | Node::Image(_) => {}
            }
        }
    }
    found.map_or(Clip::Nothing, |(path, at)| Clip::Path(path, at))
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
