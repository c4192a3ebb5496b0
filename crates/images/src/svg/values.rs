//! Values of attributes and properties.

use offprint_model::is_xml_char;

/// Functions of CSS that only compute, colour, move or cut out (CSS Values 4, Color 5, Transforms 2, Shapes 1, Filter Effects
/// 1, Images 4), and the colours of SVG 1.1. `url` has a rule of its own; others may fetch: `image-set`, `src`, `cross-fade`.
const FUNCTIONS: [&str; 61] = [
    "abs",
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "device-cmyk",
    "drop-shadow",
    "ellipse",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "icc-color",
    "inset",
    "invert",
    "lab",
    "lch",
    "light-dark",
    "linear-gradient",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "oklab",
    "oklch",
    "opacity",
    "path",
    "perspective",
    "polygon",
    "radial-gradient",
    "rect",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "round",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "sepia",
    "skew",
    "skewx",
    "skewy",
    "translate",
    "translatex",
    "translatey",
    "var",
];

/// Whether a value fetches and runs nothing: all functions in it are known to do neither. What it points to in the drawing
/// itself goes to the targets.
pub(super) fn is_safe(value: &str, targets: &mut Vec<String>) -> bool {
    // An escape may spell anything.
    if value.contains(['\\', '@']) {
        return false;
    }
    // Most values are numbers; long ones are paths, which have no brackets.
    if !value.contains(['(', ':']) {
        return true;
    }
    let squeezed: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    if squeezed.to_ascii_lowercase().contains("javascript:") {
        return false;
    }
    let mut found = Vec::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('(') {
        let name = before
            .rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_'))
            .next()
            .unwrap_or_default();
        if name.eq_ignore_ascii_case("url") {
            let inner = after.split(')').next().unwrap_or_default().trim();
            let Some(target) = inner.trim_matches(['"', '\'']).strip_prefix('#').filter(|id| is_id(id))
            else {
                return false;
            };
            found.push(target.to_owned());
        } else if !name.is_empty() && !FUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            return false;
        }
        rest = after;
    }
    targets.append(&mut found);
    true
}

/// Whether some text is a name that can be pointed to.
pub(super) fn is_id(value: &str) -> bool {
    value.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
}

/// Appends text as XML has it, without what XML forbids.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push('\n'),
            c if is_xml_char(c) => out.push(c),
            _ => {}
        }
    }
}

/// A length in pixels (CSS Values 4, §6.2); none for shares of what is around.
pub(super) fn pixels(value: &str) -> Option<f64> {
    let value = value.trim();
    let unit = value.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'));
    let number: f64 = value.strip_suffix(unit)?.parse().ok()?;
    let pixels = match unit.trim() {
        "" | "px" => number,
        "pt" => number * 96.0 / 72.0,
        "pc" => number * 16.0,
        "in" => number * 96.0,
        "cm" => number * 96.0 / 2.54,
        "mm" => number * 96.0 / 25.4,
        "em" | "rem" => number * 16.0,
        _ => return None,
    };
    (pixels > 0.0).then_some(pixels)
}

/// Width and height of a view box.
pub(super) fn view_box(value: &str) -> Option<(f64, f64)> {
    let mut numbers = value.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
    let mut number = || numbers.next()?.parse::<f64>().ok();
    let (_, _, width, height) = (number()?, number()?, number()?, number()?);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

/// A size in whole pixels, at least one; 0 for none.
pub(super) fn whole(size: f64) -> u32 {
    // A drawing is no larger for being said to be.
    const LARGEST: f64 = 100_000.0;
    if size > 0.0 && size.is_finite() {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and the largest"
        )]
        let whole = size.round().clamp(1.0, LARGEST) as u32;
        whole
    } else {
        0
    }
}
