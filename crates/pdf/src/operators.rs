//! Writing operators of a content stream (ISO 32000-1 §7.8.2) as bytes.

use std::io::Write as _;

/// A content stream as it grows.
#[derive(Debug, Default)]
pub(crate) struct Operators {
    bytes: Vec<u8>,
}

impl Operators {
    /// Operands and operator as they are, and a line's end.
    pub(crate) fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.bytes.push(b'\n');
    }

    /// Numbers and an operator.
    pub(crate) fn numbers(&mut self, numbers: &[f32], operator: &str) {
        for number in numbers {
            self.number(*number);
            self.bytes.push(b' ');
        }
        self.raw(operator);
    }

    /// A number with no more than three figures after the point: a thousandth of a point is finer than any device.
    pub(crate) fn number(&mut self, number: f32) {
        // Nothing on paper lies beyond these, and PDF's integers do (ISO 32000-1, annex C).
        let thousandths = (f64::from(number) * 1000.0).round().clamp(-1.0e9, 1.0e9) as i64;
        if thousandths < 0 {
            self.bytes.push(b'-');
        }
        let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
        self.integer(whole);
        if part > 0 {
            let digits = [part / 100, part / 10 % 10, part % 10];
            let last = digits.iter().rposition(|digit| *digit > 0).unwrap_or(0);
            self.bytes.push(b'.');
            self.bytes.extend(digits.iter().take(last + 1).map(|digit| b'0' + (*digit as u8)));
        }
    }

    fn integer(&mut self, mut number: u64) {
        let start = self.bytes.len();
        loop {
            self.bytes.push(b'0' + (number % 10) as u8);
            number /= 10;
            if number == 0 {
                break;
            }
        }
        if let Some(digits) = self.bytes.get_mut(start..) {
            digits.reverse();
        }
    }

    /// Begins marked content of a node: its role and its number on the page.
    pub(crate) fn begin_marked(&mut self, role: &str, number: usize) {
        // Writing to a vector does not fail.
        let _ = writeln!(self.bytes, "/{role} <</MCID {number}>> BDC");
    }

    /// Begins a span whose glyphs are to be read as `text` (ISO 32000-1 §14.9.4).
    pub(crate) fn begin_actual(&mut self, text: &str) {
        self.bytes.extend_from_slice(b"/Span <</ActualText <FEFF");
        for unit in text.encode_utf16() {
            self.code(unit);
        }
        self.raw(">>> BDC");
    }

    /// Begins glyphs and movements between them.
    pub(crate) fn begin_glyphs(&mut self) {
        self.bytes.extend_from_slice(b"[<");
    }

    /// A glyph by its number in the font.
    pub(crate) fn glyph(&mut self, number: u16) {
        self.code(number);
    }

    /// The pen goes back by thousandths of the font's size.
    pub(crate) fn back(&mut self, thousandths: i32) {
        self.bytes.push(b'>');
        if thousandths < 0 {
            self.bytes.push(b'-');
        }
        self.integer(u64::from(thousandths.unsigned_abs()));
        self.bytes.push(b'<');
    }

    /// Ends what [`Operators::begin_glyphs`] began.
    pub(crate) fn end_glyphs(&mut self) {
        self.raw(">] TJ");
    }

    fn code(&mut self, code: u16) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        for shift in [12, 8, 4, 0] {
            let digit = DIGITS.get(usize::from(code >> shift & 15)).copied().unwrap_or(b'0');
            self.bytes.push(digit);
        }
    }

    /// The stream.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_short_and_plain() {
        for (number, written) in [
            (0.0, "0"),
            (-0.0004, "0"),
            (12.0, "12"),
            (12.5, "12.5"),
            (-2.7128, "-2.713"),
            (0.05, "0.05"),
            (595.276, "595.276"),
            (f32::NAN, "0"),
            (f32::INFINITY, "1000000"),
        ] {
            let mut out = Operators::default();
            out.number(number);
            assert_eq!(String::from_utf8(out.into_bytes()).as_deref(), Ok(written));
        }
    }
}
