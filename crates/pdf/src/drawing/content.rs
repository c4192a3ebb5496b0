//! The content of one form: operators, and the resources that they name.

use lopdf::{Dictionary, Object, Stream, dictionary};

/// Decimals of a coordinate: the longest side of a drawing has a thousand units, so that this is a hundred-thousandth of it.
const DECIMALS: f32 = 100.0;

/// A content stream that is being written.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) bytes: Vec<u8>,
    states: Vec<Dictionary>,
    patterns: Vec<Object>,
    objects: Vec<Object>,
    /// What was said last of each, so that it is not said again.
    said: Said,
    kept: Vec<Said>,
}

#[derive(Debug, Default, Clone, PartialEq)]
struct Said {
    fill: String,
    stroke: String,
    line: String,
    opacity: Option<(f32, f32)>,
}

impl Content {
    pub(super) fn write(&mut self, text: &str) {
        self.bytes.extend(text.as_bytes());
    }

    /// A number, with a space behind it.
    pub(super) fn number(&mut self, value: f32) {
        number(value, &mut self.bytes);
    }

    pub(super) fn numbers(&mut self, values: &[f32]) {
        values.iter().for_each(|value| self.number(*value));
    }

    pub(super) fn save(&mut self) {
        self.write("q\n");
        self.kept.push(self.said.clone());
    }

    pub(super) fn restore(&mut self) {
        self.write("Q\n");
        self.said = self.kept.pop().unwrap_or_default();
    }

    /// How many states are saved.
    pub(super) fn depth(&self) -> usize {
        self.kept.len()
    }

    /// A colour for filling, or for strokes.
    pub(super) fn colour(&mut self, operators: &str, stroke: bool) {
        let said = if stroke { &mut self.said.stroke } else { &mut self.said.fill };
        if said != operators {
            operators.clone_into(said);
            self.write(operators);
        }
    }

    /// How lines are drawn.
    pub(super) fn line(&mut self, operators: &str) {
        if self.said.line != operators {
            operators.clone_into(&mut self.said.line);
            self.write(operators);
        }
    }

    /// How opaque fills and strokes are.
    pub(super) fn opacity(&mut self, fill: f32, stroke: f32) {
        let before = self.said.opacity.unwrap_or((1.0, 1.0));
        if before != (fill, stroke) {
            self.said.opacity = Some((fill, stroke));
            self.state(dictionary! { "ca" => rounded(fill), "CA" => rounded(stroke) });
        }
    }

    /// Sets a graphics state (ISO 32000-1 §8.4.5).
    pub(super) fn state(&mut self, state: Dictionary) {
        let place = place(&mut self.states, state);
        self.write(&format!("/G{place} gs\n"));
    }

    /// The name of a pattern.
    pub(super) fn pattern(&mut self, pattern: Object) -> String {
        let place = place(&mut self.patterns, pattern);
        format!("P{place}")
    }

    /// Shows an XObject.
    pub(super) fn show(&mut self, object: Object) {
        let place = place(&mut self.objects, object);
        self.write(&format!("/X{place} Do\n"));
    }

    /// The cell of a tiling pattern (ISO 32000-1 §8.7.3.1), from the origin on.
    pub(super) fn into_tile(self, size: (f32, f32), matrix: Vec<Object>) -> Stream {
        let mut form = self.into_form(size, None);
        for key in [&b"Type"[..], b"Subtype"] {
            form.dict.remove(key);
        }
        let tiling = dictionary! {
            "Type" => "Pattern",
            "PatternType" => 1,
            "PaintType" => 1,
            "TilingType" => 1,
            "XStep" => Object::Real(size.0),
            "YStep" => Object::Real(size.1),
            "Matrix" => matrix,
        };
        for (key, value) in tiling {
            form.dict.set(key, value);
        }
        form
    }

    /// The form. With a colour space it is a group that is mixed by itself (ISO 32000-1 §11.6.6).
    pub(super) fn into_form(self, size: (f32, f32), group: Option<&str>) -> Stream {
        let mut resources = Dictionary::new();
        let states = self.states.into_iter().map(Object::Dictionary).collect();
        for (key, letter, values) in
            [("ExtGState", 'G', states), ("Pattern", 'P', self.patterns), ("XObject", 'X', self.objects)]
        {
            let values: Vec<Object> = values;
            if !values.is_empty() {
                let mut named = Dictionary::new();
                for (place, value) in values.into_iter().enumerate() {
                    named.set(format!("{letter}{place}"), value);
                }
                resources.set(key, named);
            }
        }
        let mut dict = dictionary! {
            "Type" => "XObject",
            "Subtype" => "Form",
            "BBox" => vec![0.into(), 0.into(), Object::Real(size.0), Object::Real(size.1)],
            "Resources" => resources,
        };
        if let Some(space) = group {
            dict.set("Group", dictionary! { "S" => "Transparency", "I" => true, "CS" => space });
        }
        Stream::new(dict, self.bytes)
    }
}

/// The place of a value among those of its kind. Only the last are looked through, where most are found: a drawing may have
/// a hundred thousand.
fn place<T: PartialEq>(known: &mut Vec<T>, value: T) -> usize {
    const LOOKED_THROUGH: usize = 64;
    let from = known.len().saturating_sub(LOOKED_THROUGH);
    let found = known.iter().skip(from).position(|known| *known == value);
    found.map_or_else(
        || {
            known.push(value);
            known.len() - 1
        },
        |found| from + found,
    )
}

/// A share as PDF has it.
pub(super) fn rounded(share: f32) -> Object {
    Object::Real((share * 1000.0).round() / 1000.0)
}

/// Appends a number in as few figures as say it, and a space.
pub(super) fn number(value: f32, out: &mut Vec<u8>) {
    // A thousand times the longest side: what is farther off is not seen.
    const FARTHEST: f32 = 1e6;
    let value = if value.is_finite() { value.clamp(-FARTHEST, FARTHEST) } else { 0.0 };
    let rounded = (value * DECIMALS).round() / DECIMALS;
    let text = if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() };
    out.extend(text.as_bytes());
    out.push(b' ');
}

/// A number of a matrix, whose smallest parts count.
pub(super) fn precise(value: f32, out: &mut Vec<u8>) {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    out.extend(if text == "-0" || text.is_empty() { "0" } else { text }.as_bytes());
    out.push(b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_few_figures() {
        let mut out = Vec::new();
        for value in [1.0, 0.5, -0.001, 12.345, 1e9, f32::NAN] {
            number(value, &mut out);
        }
        assert_eq!(String::from_utf8(out).unwrap(), "1 0.5 0 12.35 1000000 0 ");
        let mut out = Vec::new();
        precise(1e-5, &mut out);
        precise(-0.0, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "0.00001 0 ");
    }

    #[test]
    fn what_was_said_is_said_again_only_after_it_was_let_go() {
        let mut content = Content::default();
        content.colour("1 0 0 rg\n", false);
        content.save();
        content.colour("1 0 0 rg\n", false);
        content.colour("0 g\n", false);
        content.restore();
        content.colour("1 0 0 rg\n", false);
        assert_eq!(String::from_utf8(content.bytes).unwrap(), "1 0 0 rg\nq\n0 g\nQ\n");
    }
}
