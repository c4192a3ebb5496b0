//! Bytes to text: which encoding a page is in, and whether it is a page at all.
//!
//! The order is that of the WHATWG HTML Standard (§13.2.3.2): byte order mark, transport, `<meta>`, then
//! detection. Two corrections come from saved pages: bytes that are valid UTF-8 with characters beyond ASCII
//! are UTF-8 whatever is declared (browsers re-encode pages they save and keep the old declaration), and a
//! declaration of UTF-8 is not believed where the bytes are no UTF-8.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{ParseError, encoded_twice};

/// How far into a page a declaration is looked for, in bytes. The standard asks for 1024; pages that put
/// scripts first need more.
const PRESCAN_BYTES: usize = 8192;

/// Valid characters beyond ASCII that outweigh one stray byte: pages glued together from several sources have single
/// ones. In no other encoding do bytes beyond ASCII happen to be valid UTF-8 that often: each is at least two bytes
/// that must fit, and text in a legacy encoding has nearly none.
const VALID_FOR_A_STRAY: usize = 4;

/// Beginnings of files that are no pages.
const MAGIC: [(&[u8], &str); 15] = [
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or a recording"),
    (b"PK\x03\x04", "a zip archive (an EPUB or an office document, perhaps)"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
];

/// Text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding in the WHATWG Encoding Standard, or of UTF-32.
    pub encoding: &'static str,
    /// Whether bytes did not fit the encoding and were replaced.
    pub damaged: bool,
    /// Runs of characters that had been encoded twice and were repaired.
    pub repaired: usize,
}

/// Reads bytes as text.
///
/// # Errors
/// [`ParseError::Empty`] and [`ParseError::Binary`].
pub(crate) fn decode(bytes: &[u8], charset: Option<&str>) -> Result<Decoded, ParseError> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(ParseError::Binary { what });
    }
    if let Some(decoded) = utf32_with_mark(bytes) {
        return if decoded.text.trim().is_empty() { Err(ParseError::Empty) } else { Ok(decoded) };
    }
    let (encoding, rest) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => match utf16_without_mark(bytes) {
            Some(encoding) => (encoding, bytes),
            None if looks_binary(bytes) => return Err(ParseError::Binary { what: "binary data" }),
            None => (choose(bytes, charset), bytes),
        },
    };
    let (text, damaged) = encoding.decode_without_bom_handling(rest);
    if text.trim().is_empty() {
        return Err(ParseError::Empty);
    }
    let (text, repaired) = match encoded_twice::repaired(&text).filter(|_| encoding == UTF_8) {
        Some((text, repaired)) => (text, repaired),
        None => (text.into_owned(), 0),
    };
    Ok(Decoded { text, encoding: encoding.name(), damaged, repaired })
}

fn choose(bytes: &[u8], charset: Option<&str>) -> &'static Encoding {
    let valid = Encoding::utf8_valid_up_to(bytes);
    if valid == bytes.len() && Encoding::ascii_valid_up_to(bytes) < valid {
        return UTF_8;
    }
    let declared = charset
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| declared(bytes.get(..PRESCAN_BYTES).unwrap_or(bytes)));
    match declared {
        Some(encoding) if encoding == UTF_8 => {
            if valid == bytes.len() || mostly_utf8(bytes) {
                UTF_8
            } else {
                detect(bytes)
            }
        }
        // A page in UTF-16 could not have been read up to its declaration.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => UTF_8,
        Some(encoding) => encoding,
        None if valid == bytes.len() || mostly_utf8(bytes) => UTF_8,
        None => detect(bytes),
    }
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // What a browser takes for legacy Western text is windows-1252.
    if guess == encoding_rs::ISO_8859_2 && Encoding::ascii_valid_up_to(bytes) == bytes.len() {
        WINDOWS_1252
    } else {
        guess
    }
}

/// Whether bytes are UTF-8 but for a few strays. A character that the end cuts is none.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let beyond_ascii = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    let (mut stray, mut valid) = (0usize, 0usize);
    let (mut rest, mut cut) = (bytes, false);
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                valid += beyond_ascii(text);
                break;
            }
            Err(error) => {
                let (good, bad) = rest.split_at(error.valid_up_to());
                valid += std::str::from_utf8(good).map_or(0, beyond_ascii);
                let Some(length) = error.error_len() else {
                    cut = true;
                    break;
                };
                stray += 1;
                rest = bad.get(length..).unwrap_or_default();
            }
        }
    }
    // One cut character and nothing else to go by may as well be a letter of a legacy encoding.
    (valid > 0 || cut && stray == 0 && ends_in_two_bytes_or_more(bytes))
        && stray.saturating_mul(VALID_FOR_A_STRAY) <= valid
}

/// Whether the character that the end cuts has more than its first byte: then it is none of a single-byte encoding.
fn ends_in_two_bytes_or_more(bytes: &[u8]) -> bool {
    matches!(bytes, [.., 0xe0..=0xf4, 0x80..=0xbf])
}

/// The label in `<meta charset>`, `<meta http-equiv content="…charset=…">` or an XML declaration.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    if text.trim_start().starts_with("<?xml")
        && let Some(label) = text.split("?>").next().and_then(|decl| value_after(decl, "encoding"))
    {
        return Encoding::for_label(label.as_bytes());
    }
    text.split("<meta").skip(1).find_map(|tag| {
        let tag = tag.split('>').next().unwrap_or_default();
        value_after(tag, "charset").and_then(|label| Encoding::for_label(label.as_bytes()))
    })
}

fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(name)?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = value.find(['"', '\'', ';', ' ', '>', '/', '?']).unwrap_or(value.len());
    value.get(..end).filter(|label| !label.is_empty())
}

/// UTF-32 after its byte order mark. The Encoding Standard leaves it out and its mark begins with that of UTF-16, but
/// some programs write it.
fn utf32_with_mark(bytes: &[u8]) -> Option<Decoded> {
    type Read = fn([u8; 4]) -> u32;
    let (rest, encoding, read): (_, _, Read) = match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => (rest, "UTF-32LE", u32::from_le_bytes),
        [0, 0, 0xfe, 0xff, rest @ ..] => (rest, "UTF-32BE", u32::from_be_bytes),
        _ => return None,
    };
    let (units, cut) = rest.as_chunks::<4>();
    let mut damaged = !cut.is_empty();
    let mut text = String::with_capacity(units.len());
    for unit in units {
        let c = char::from_u32(read(*unit));
        damaged |= c.is_none();
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    Some(Decoded { text, encoding, damaged, repaired: 0 })
}

/// UTF-16 shows in ASCII text as a zero in every other byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..512).unwrap_or(bytes);
    if head.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count() * 2;
    match (zeros(0) > head.len() * 3 / 4, zeros(1) > head.len() * 3 / 4) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Text has no zero bytes and hardly a control character.
fn looks_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    let control = |b: &&u8| matches!(**b, 0x00..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f);
    head.iter().filter(control).count() * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn follows_the_declaration() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("<meta charset=windows-1251><p>Привет, мир");
        assert_eq!(read(&bytes), ("<meta charset=windows-1251><p>Привет, мир".into(), "windows-1251"));
    }

    #[test]
    fn prefers_utf8_that_is_valid_to_a_wrong_declaration() {
        assert_eq!(read("<meta charset=iso-8859-1><p>naïve".as_bytes()).1, "UTF-8");
    }

    #[test]
    fn does_not_believe_a_declaration_of_utf8_over_windows_1252() {
        let mut page = b"<meta charset=utf-8><p>".to_vec();
        page.extend(b"\x93quoted\x94 caf\xe9 na\xefve \x96 d\xe9j\xe0 vu ".repeat(20));
        let (text, encoding) = read(&page);
        assert_eq!(encoding, "windows-1252");
        assert!(text.contains("“quoted” café"));
    }

    #[test]
    fn a_stray_byte_in_a_short_page_does_not_undo_utf8() {
        let mut page = "<meta charset=utf-8><p>Żółta łódź i więcej słów".as_bytes().to_vec();
        page.extend(b" \xff and on");
        let (text, encoding) = read(&page);
        assert_eq!(encoding, "UTF-8");
        assert!(text.contains("Żółta łódź"));
    }

    #[test]
    fn a_page_cut_within_its_last_character_stays_utf8() {
        for page in
            ["<meta charset=utf-8><p>Un café à la gare – où l’on attend €", "<meta charset=utf-8><p>10 €"]
        {
            let bytes = page.as_bytes();
            let (text, encoding) = read(bytes.get(..bytes.len() - 1).unwrap());
            assert_eq!(encoding, "UTF-8");
            assert!(text.starts_with(page.trim_end_matches('€')));
        }
    }

    #[test]
    fn reads_utf32_after_its_mark() {
        let text = "<p>Łódź 🚢";
        let le: Vec<u8> = std::iter::once('\u{feff}')
            .chain(text.chars())
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect();
        let be: Vec<u8> = std::iter::once('\u{feff}')
            .chain(text.chars())
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect();
        assert_eq!(read(&le), (text.into(), "UTF-32LE"));
        assert_eq!(read(&be), (text.into(), "UTF-32BE"));
    }

    #[test]
    fn takes_transport_before_the_page() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("<p>日本語の文章です。");
        assert_eq!(decode(&bytes, Some("Shift_JIS")).unwrap().text, "<p>日本語の文章です。");
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert_eq!(decode(b" \n ", None), Err(ParseError::Empty));
        assert!(matches!(decode(b"\x89PNG\r\n\x1a\n", None), Err(ParseError::Binary { .. })));
        assert!(matches!(decode(&[0u8, 1, 2, 3].repeat(30), None), Err(ParseError::Binary { .. })));
    }
}
