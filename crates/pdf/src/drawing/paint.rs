//! What paths are painted with: colours, and gradients as shadings (ISO 32000-1 §8.7.4).

use lopdf::{Dictionary, Object, dictionary};
use offprint_typeset::Colour;
use resvg::usvg::{BaseGradient, Color, Paint, SpreadMethod, Stop, Transform};

use super::content::precise;
use super::form::TooMuch;

/// What a path is painted with.
pub(super) enum Ink {
    Colour(Color),
    Tile(Object),
    Gradient {
        pattern: Dictionary,
        /// How opaque it is, where that is the same all over.
        opacity: f32,
        /// The same gradient in how opaque it is, where it is not.
        mask: Option<Dictionary>,
    },
}

/// The paint of a path whose points `transform` moves to the form.
pub(super) fn ink(paint: &Paint, transform: Transform, grey: bool) -> Result<Ink, TooMuch> {
    let (base, shape): (&BaseGradient, Shape) = match paint {
        Paint::Color(colour) => return Ok(Ink::Colour(*colour)),
        // The form makes the cells of patterns, which have objects of their own.
        Paint::Pattern(_) => return Err(TooMuch),
        Paint::LinearGradient(gradient) => {
            let ends = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
            (gradient, Shape::Linear(ends))
        }
        Paint::RadialGradient(gradient) => {
            let (r, inner) = (gradient.r().get(), gradient.fr().get());
            let apart = (gradient.cx() - gradient.fx()).hypot(gradient.cy() - gradient.fy());
            // A beginning that is not within the end makes a cone.
            if apart + inner >= r {
                return Err(TooMuch);
            }
            let circles = [gradient.fx(), gradient.fy(), inner, gradient.cx(), gradient.cy(), r];
            (gradient, Shape::Radial(circles))
        }
    };
    if base.spread_method() != SpreadMethod::Pad || base.stops().len() < 2 {
        return Err(TooMuch);
    }
    let matrix = transform.pre_concat(base.transform());
    if matrix.invert().is_none() {
        return Err(TooMuch);
    }
    let stops = base.stops();
    let first = stops.first().map_or(1.0, |stop| stop.opacity().get());
    let even = stops.iter().all(|stop| (stop.opacity().get() - first).abs() < 1e-3);
    let colours = |stop: &Stop| {
        let colour = unit(stop.color());
        if grey { vec![crate::colour::grey(colour)] } else { vec![colour.red, colour.green, colour.blue] }
    };
    let space = if grey { "DeviceGray" } else { "DeviceRGB" };
    let pattern = pattern(&shape, space, function(stops, &colours), matrix);
    let mask = (!even).then(|| {
        let opacities = function(stops, &|stop| vec![stop.opacity().get()]);
        self::pattern(&shape, "DeviceGray", opacities, matrix)
    });
    Ok(Ink::Gradient { pattern, opacity: if even { first } else { 1.0 }, mask })
}

/// The operators that choose a colour.
pub(super) fn operators(colour: Color, stroke: bool, grey: bool) -> String {
    let colour = unit(colour);
    let mut out = Vec::new();
    if grey {
        precise(crate::colour::grey(colour), &mut out);
        out.extend(if stroke { b"G\n" } else { b"g\n" });
    } else {
        for part in [colour.red, colour.green, colour.blue] {
            // Three decimals are more than a byte has.
            precise((part * 1000.0).round() / 1000.0, &mut out);
        }
        out.extend(if stroke { b"RG\n" } else { b"rg\n" });
    }
    String::from_utf8(out).unwrap_or_default()
}

fn unit(colour: Color) -> Colour {
    let part = |value: u8| f32::from(value) / 255.0;
    Colour { red: part(colour.red), green: part(colour.green), blue: part(colour.blue) }
}

enum Shape {
    Linear([f32; 4]),
    Radial([f32; 6]),
}

pub(super) fn reals(values: impl IntoIterator<Item = f32>) -> Vec<Object> {
    values.into_iter().map(Object::Real).collect()
}

fn pattern(shape: &Shape, space: &str, function: Dictionary, matrix: Transform) -> Dictionary {
    let (kind, coords) = match shape {
        Shape::Linear(ends) => (2, reals(*ends)),
        Shape::Radial(circles) => (3, reals(*circles)),
    };
    let shading = dictionary! {
        "ShadingType" => kind,
        "ColorSpace" => space,
        "Coords" => coords,
        "Function" => function,
        "Extend" => vec![true.into(), true.into()],
    };
    let Transform { sx, ky, kx, sy, tx, ty } = matrix;
    dictionary! {
        "Type" => "Pattern",
        "PatternType" => 2,
        "Matrix" => reals([sx, ky, kx, sy, tx, ty]),
        "Shading" => shading,
    }
}

/// From 0 to 1 to values: straight from stop to stop (ISO 32000-1 §7.10.3, §7.10.4).
fn function(stops: &[Stop], values: &dyn Fn(&Stop) -> Vec<f32>) -> Dictionary {
    /// Bounds must grow; stops of one place stand so far apart.
    const STEP: f32 = 1e-5;
    let mut points: Vec<(f32, Vec<f32>)> = Vec::with_capacity(stops.len() + 2);
    for stop in stops {
        let mut offset = stop.offset().get();
        match points.last() {
            None if offset > STEP => points.push((0.0, values(stop))),
            None => offset = 0.0,
            Some((last, _)) => offset = offset.max(last + STEP),
        }
        points.push((offset, values(stop)));
    }
    if let Some((last, value)) = points.last_mut() {
        if *last >= 1.0 - STEP {
            *last = last.max(1.0);
        } else {
            let value = value.clone();
            points.push((1.0, value));
        }
    }
    let end = points.last().map_or(1.0, |(last, _)| *last);
    let parts: Vec<Dictionary> = points
        .windows(2)
        .filter_map(|pair| {
            let [(_, from), (_, to)] = pair else { return None };
            Some(dictionary! {
                "FunctionType" => 2,
                "Domain" => reals([0.0, 1.0]),
                "C0" => reals(from.iter().copied()),
                "C1" => reals(to.iter().copied()),
                "N" => 1,
            })
        })
        .collect();
    if parts.len() == 1 {
        return parts.into_iter().next().unwrap_or_default();
    }
    let count = parts.len();
    let inner = points.iter().skip(1).take(count.saturating_sub(1)).map(|(offset, _)| offset / end);
    dictionary! {
        "FunctionType" => 3,
        "Domain" => reals([0.0, 1.0]),
        "Bounds" => reals(inner),
        "Encode" => reals([0.0, 1.0].into_iter().cycle().take(count * 2)),
        "Functions" => parts.into_iter().map(Object::Dictionary).collect::<Vec<_>>(),
    }
}
