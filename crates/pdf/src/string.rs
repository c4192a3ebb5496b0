//! Strings of PDF.

use lopdf::{Object, StringFormat};

/// A text string (ISO 32000-1 §7.9.2.2): ASCII as it is, all else as UTF-16 with its mark.
pub(crate) fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let mut bytes = vec![0xfe, 0xff];
    text.encode_utf16().for_each(|unit| bytes.extend(unit.to_be_bytes()));
    Object::String(bytes, StringFormat::Hexadecimal)
}
