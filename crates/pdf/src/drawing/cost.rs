//! What it would cost to draw a drawing as pixels, before it is done.

use resvg::usvg::filter::Kind;
use resvg::usvg::{Group, ImageKind, Node, Transform, Tree};

/// What drawing costs, in canvases: each layer, filter and mask goes over all pixels.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cost {
    /// Times that all pixels are gone over.
    pub(super) passes: f64,
    /// Canvases that are held at once.
    pub(super) held: f64,
    /// Pixels that are decoded, whatever the size of the canvas.
    pub(super) decoded: f64,
}

/// A region of a filter is no larger than that, in canvases (resvg bounds it to five times a side).
const LARGEST_REGION: f64 = 25.0;
/// Pixels of the largest picture in a drawing, in case it is not known.
const PICTURE: f64 = 1e6;

/// What a drawing costs.
pub(super) fn cost(tree: &Tree) -> Cost {
    let canvas = f64::from(tree.size().width()) * f64::from(tree.size().height());
    let mut cost = Cost::default();
    // Each with what is held around it, and how much larger it is drawn than it says.
    let mut waiting: Vec<(&Group, f64, f64)> = vec![(tree.root(), 1.0, 1.0)];
    while let Some((group, held, larger)) = waiting.pop() {
        let mut held = held;
        if group.should_isolate() {
            let region = group.abs_layer_bounding_box();
            let share =
                f64::from(region.width()) * f64::from(region.height()) / canvas.max(f64::MIN_POSITIVE);
            let share = (share * larger).clamp(0.01, LARGEST_REGION);
            held += share;
            cost.passes += share;
            for filter in group.filters() {
                for primitive in filter.primitives() {
                    cost.passes += share * weight(primitive.kind());
                }
                // Each result is kept until the filter is done.
                #[allow(clippy::cast_precision_loss, reason = "a rough sum")]
                let results = filter.primitives().len() as f64 + 2.0;
                cost.held = cost.held.max(held + share * results);
            }
        }
        if group.clip_path().is_some() || group.mask().is_some() {
            cost.passes += 3.0;
            held += 2.0;
        }
        cost.held = cost.held.max(held);
        // What is clipped, masked and painted with stands apart from the group's children.
        if let Some(mask) = group.mask() {
            waiting.push((mask.root(), held, larger));
            if let Some(further) = mask.mask() {
                waiting.push((further.root(), held + 1.0, larger));
            }
        }
        if let Some(clip) = group.clip_path() {
            waiting.push((clip.root(), held, larger));
        }
        for node in group.children() {
            match node {
                Node::Group(group) => waiting.push((group, held, larger)),
                Node::Text(text) => waiting.push((text.flattened(), held, larger)),
                Node::Image(image) => match image.kind() {
                    ImageKind::SVG(tree) => {
                        cost.passes += 1.0;
                        waiting.push((tree.root(), held + 1.0, larger * area(image.abs_transform())));
                    }
                    _ => {
                        cost.decoded +=
                            PICTURE.max(f64::from(image.size().width()) * f64::from(image.size().height()))
                    }
                },
                Node::Path(path) => {
                    let paints =
                        [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
                    for paint in paints.into_iter().flatten() {
                        if let resvg::usvg::Paint::Pattern(pattern) = paint {
                            // Its cell is drawn as large as it is shown, however little of it is seen.
                            let own = area(path.abs_transform().pre_concat(pattern.transform()));
                            let cell = f64::from(pattern.rect().width()) * f64::from(pattern.rect().height());
                            let share = cell * own * larger / canvas.max(f64::MIN_POSITIVE);
                            cost.passes += 1.0 + share;
                            cost.held = cost.held.max(held + share);
                            waiting.push((pattern.root(), held + share, larger * own));
                        }
                    }
                    cost.passes += 0.01;
                }
            }
        }
    }
    cost
}

/// How much larger a transform makes areas.
fn area(transform: Transform) -> f64 {
    let (along, across) = transform.get_scale();
    f64::from(along) * f64::from(across)
}

/// How often a step of a filter goes over its pixels, roughly.
fn weight(kind: &Kind) -> f64 {
    match kind {
        Kind::Turbulence(turbulence) => 20.0 * f64::from(turbulence.num_octaves().max(1)),
        Kind::ConvolveMatrix(convolve) => {
            f64::from(convolve.matrix().columns()) * f64::from(convolve.matrix().rows())
        }
        Kind::Morphology(morphology) => {
            1.0 + f64::from(morphology.radius_x().get()) * f64::from(morphology.radius_y().get()) * 4.0
        }
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 8.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 12.0,
        _ => 3.0,
    }
}
