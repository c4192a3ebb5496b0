//! Strings of PDF.

use lopdf::{Object, StringFormat};

/// Bytes of the longest string (ISO 19005-2 §6.1.13). What goes beyond is cut off: a page may have an alternative text of
/// any length.
pub(crate) const MOST_BYTES: usize = 32_767;

/// A text string (ISO 32000-1 §7.9.2.2): ASCII as it is, all else as UTF-16 with its mark.
pub(crate) fn text(text: &str) -> Object {
    if text.is_ascii() {
        let bytes = text.bytes().take(MOST_BYTES).collect();
        return Object::String(bytes, StringFormat::Literal);
    }
    let mut bytes = vec![0xfe, 0xff];
    let mut units = [0; 2];
    for character in text.chars() {
        let units = character.encode_utf16(&mut units);
        if bytes.len() + units.len() * 2 > MOST_BYTES {
            break;
        }
        units.iter().for_each(|unit| bytes.extend(unit.to_be_bytes()));
    }
    Object::String(bytes, StringFormat::Hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_no_longer_than_archives_take_and_end_with_a_whole_character() {
        for (given, length) in [("a", 32_767), ("é", 32_766), ("𝒂", 32_766)] {
            let Object::String(bytes, _) = text(&given.repeat(40_000)) else { panic!("no string") };
            assert_eq!(bytes.len(), length, "{given}");
        }
    }
}
