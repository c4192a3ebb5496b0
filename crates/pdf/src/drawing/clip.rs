//! Clips and masks: what is shown of what follows.

use lopdf::{Object, dictionary};
use resvg::tiny_skia::PathBuilder;
use resvg::usvg::{ClipPath, FillRule, Group, Mask, MaskType, Node, Path, Transform};

use super::content::Content;
use super::form::{Builder, MOST_LAYERS, TooMuch};
use super::parts::Part;
use super::path::segments;

/// What a clip comes to.
enum Clip<'t> {
    Nothing,
    Path(&'t Path, Transform),
    Several,
}

impl Builder {
    /// Clips what follows; whether something is left of it.
    pub(super) fn clip(
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
            let shapes = self.group(root, own, depth + 1)?;
            let form = self.add(Part::Object(Object::Stream(shapes.into_form(self.size, Some(self.space)))));
            self.mask("Alpha", form, content)?;
        }
        Ok(true)
    }

    /// Shows what follows as far as a mask is light, or opaque.
    pub(super) fn masked_by(
        &mut self,
        mask: &Mask,
        transform: Transform,
        content: &mut Content,
        depth: usize,
    ) -> Result<(), TooMuch> {
        if mask.mask().is_some() || depth >= MOST_LAYERS {
            return Err(TooMuch);
        }
        let shapes = self.group(mask.root(), transform, depth + 1)?;
        // What lies outside the mask's own rectangle is not shown.
        let mut within = Content::default();
        within.save();
        let region = PathBuilder::from_rect(mask.rect().to_rect());
        segments(&region, transform, &mut within);
        within.write("W n\n");
        let form = self.add(Part::Object(Object::Stream(shapes.into_form(self.size, None))));
        within.show(form);
        within.restore();
        let form = self.add(Part::Object(Object::Stream(within.into_form(self.size, Some(self.space)))));
        let kind = match mask.kind() {
            MaskType::Luminance => "Luminosity",
            MaskType::Alpha => "Alpha",
        };
        self.mask(kind, form, content)
    }

    /// Shows what follows only as far as a form does (ISO 32000-1 §11.6.5.2).
    pub(super) fn mask(&mut self, kind: &str, form: Object, content: &mut Content) -> Result<(), TooMuch> {
        if self.in_tile {
            return Err(TooMuch);
        }
        self.translucent = true;
        content.state(dictionary! {
            "SMask" => dictionary! { "Type" => "Mask", "S" => kind, "G" => form },
        });
        Ok(())
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
