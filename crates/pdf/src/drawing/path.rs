//! Paths and how their lines are drawn (ISO 32000-1 §8.5).

use resvg::tiny_skia::{Path, PathSegment, Point};
use resvg::usvg::{LineCap, LineJoin, Stroke, Transform};

use super::content::{Content, number, precise};

/// Writes the segments of a path, their points moved by `transform`; gives how many there are.
pub(super) fn segments(path: &Path, transform: Transform, content: &mut Content) -> usize {
    let at = |point: Point| {
        let mut point = point;
        transform.map_point(&mut point);
        point
    };
    let mut count = 0;
    let mut last = Point::zero();
    for segment in path.segments() {
        count += 1;
        match segment {
            PathSegment::MoveTo(to) => {
                let to = at(to);
                content.numbers(&[to.x, to.y]);
                content.write("m\n");
                last = to;
            }
            PathSegment::LineTo(to) => {
                let to = at(to);
                content.numbers(&[to.x, to.y]);
                content.write("l\n");
                last = to;
            }
            PathSegment::QuadTo(control, to) => {
                let (control, to) = (at(control), at(to));
                // A curve of the second degree as one of the third.
                let third = |a: f32, b: f32| a + (b - a) * 2.0 / 3.0;
                content.numbers(&[
                    third(last.x, control.x),
                    third(last.y, control.y),
                    third(to.x, control.x),
                    third(to.y, control.y),
                    to.x,
                    to.y,
                ]);
                content.write("c\n");
                last = to;
            }
            PathSegment::CubicTo(first, second, to) => {
                let (first, second, to) = (at(first), at(second), at(to));
                content.numbers(&[first.x, first.y, second.x, second.y, to.x, to.y]);
                content.write("c\n");
                last = to;
            }
            PathSegment::Close => content.write("h\n"),
        }
    }
    count
}

/// How much a transform enlarges, where it does the same in all directions.
pub(super) fn scale(transform: Transform) -> Option<f32> {
    let (along, across) = (transform.sx.hypot(transform.ky), transform.kx.hypot(transform.sy));
    let skew = transform.sx * transform.kx + transform.ky * transform.sy;
    let even = (along - across).abs() <= along.max(across) * 1e-3 && skew.abs() <= along * across * 1e-3;
    (even && along > 0.0).then_some(along)
}

/// The operators for a stroke, enlarged.
pub(super) fn line(stroke: &Stroke, scale: f32) -> String {
    let mut out = Vec::new();
    precise(stroke.width().get() * scale, &mut out);
    out.extend(b"w ");
    let cap = match stroke.linecap() {
        LineCap::Butt => "0 J ",
        LineCap::Round => "1 J ",
        LineCap::Square => "2 J ",
    };
    out.extend(cap.as_bytes());
    let join = match stroke.linejoin() {
        LineJoin::Miter | LineJoin::MiterClip => "0 j ",
        LineJoin::Round => "1 j ",
        LineJoin::Bevel => "2 j ",
    };
    out.extend(join.as_bytes());
    number(stroke.miterlimit().get().max(1.0), &mut out);
    out.extend(b"M [");
    let dashes = stroke.dasharray().unwrap_or_default();
    // All zero draws nothing in PDF, and everything in SVG.
    if dashes.iter().any(|dash| *dash > 0.0) && dashes.iter().all(|dash| *dash >= 0.0) {
        dashes.iter().for_each(|dash| precise(dash * scale, &mut out));
        out.extend(b"] ");
        precise(stroke.dashoffset() * scale, &mut out);
    } else {
        out.extend(b"] 0 ");
    }
    out.extend(b"d\n");
    String::from_utf8(out).unwrap_or_default()
}

/// A transform as operator.
pub(super) fn matrix(transform: Transform, content: &mut Content) {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    [sx, ky, kx, sy, tx, ty].iter().for_each(|value| precise(*value, &mut content.bytes));
    content.write("cm\n");
}
