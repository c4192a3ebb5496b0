//! Font files that a user gives: what they are taken for, why they are refused, and that no broken one does harm.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use offprint_fonts::{
    Coverage, Face, Family, FontFileError, Fonts, Refusal, Style, Tradition, embedded, outlines, read_faces,
    subset,
};
use proptest::prelude::*;
use subsetter::GlyphRemapper;

fn style(bold: bool, italic: bool) -> Style {
    Style { bold, italic }
}

fn file(family: Family, style: Style) -> Vec<u8> {
    embedded(family, style).data.as_ref().to_vec()
}

/// Where a table begins.
fn table(data: &[u8], tag: &[u8; 4]) -> usize {
    let tables = usize::from(u16::from_be_bytes([data[4], data[5]]));
    let record = (0..tables).map(|n| 12 + n * 16).find(|at| &data[*at..*at + 4] == tag).unwrap();
    u32::from_be_bytes(data[record + 8..record + 12].try_into().unwrap()) as usize
}

fn first(fonts: &Fonts, family: Family, style: Style) -> Face {
    fonts.faces(family, style, Tradition::Usual).remove(0)
}

#[test]
fn faces_are_known_by_their_tables_and_take_the_place_of_the_embedded_ones() {
    let mut faces = Vec::new();
    // The names of the files and their order say nothing.
    for (bold, italic) in [(true, true), (false, false), (true, false), (false, true)] {
        faces.extend(read_faces("a.otf", file(Family::Serif, style(bold, italic))).unwrap());
        faces.extend(read_faces("b.ttf", file(Family::Mono, style(bold, italic))).unwrap());
    }
    let fonts = Fonts::embedded_only().with_user(faces);
    assert_eq!(fonts.remarks(), Vec::<String>::new());
    for family in [Family::Serif, Family::Mono] {
        for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
            let style = style(bold, italic);
            assert_eq!(first(&fonts, family, style).name, embedded(family, style).name);
            assert_eq!(
                fonts.faces(family, style, Tradition::Usual).len(),
                2,
                "the embedded face comes after"
            );
        }
    }
}

#[test]
fn a_style_that_is_not_there_is_shown_in_the_nearest_and_said() {
    let regular = read_faces("regular.otf", file(Family::Serif, style(false, false))).unwrap();
    let italic = read_faces("italic.otf", file(Family::Serif, style(false, true))).unwrap();
    let fonts = Fonts::embedded_only().with_user([regular, italic].concat());
    assert_eq!(first(&fonts, Family::Serif, style(true, false)).name, "LibertinusSerif-Regular");
    assert_eq!(first(&fonts, Family::Serif, style(true, true)).name, "LibertinusSerif-Italic");
    assert_eq!(first(&fonts, Family::Mono, style(true, true)).name, "DejaVuSansMono-BoldOblique");
    let remarks = fonts.remarks();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert!(remarks[0].contains("Libertinus Serif has no bold, no bold italic"), "{remarks:?}");
    // A book leaves these to the reader, which can slant and thicken.
    let book = fonts.book_family(Family::Serif);
    let styles: Vec<Style> = book.faces.iter().map(|(style, _)| *style).collect();
    assert_eq!(
        (book.name.as_str(), styles),
        ("Libertinus Serif", vec![style(false, false), style(false, true)])
    );
}

#[test]
fn variable_fonts_stand_at_the_weight_that_is_wanted() {
    for (name, data) in
        [("glyf", font_test_data::VAZIRMATN_VAR), ("CFF2", font_test_data::CANTARELL_VF_TRIMMED)]
    {
        let faces = read_faces(name, data.to_vec()).unwrap();
        let fonts = Fonts::embedded_only().with_user(faces);
        let cut = |bold| {
            let face = first(&fonts, Family::Serif, style(bold, false));
            assert_eq!(
                face.axes.iter().map(|axis| axis.value).collect::<Vec<_>>(),
                [if bold { 700 } else { 400 }]
            );
            let mut remapper = GlyphRemapper::new();
            for glyph in 1..3 {
                remapper.remap(glyph);
            }
            outlines(&face, &remapper).unwrap()
        };
        let (regular, bold) = (cut(false), cut(true));
        assert_ne!(regular, bold, "{name}: bold has outlines of its own");
        for cut in [regular, bold] {
            for tag in [&b"fvar"[..], b"gvar", b"CFF2", b"HVAR"] {
                assert!(!cut.windows(4).take(400).any(|window| window == tag), "{name}: it varies still");
            }
        }
    }
}

#[test]
fn collections_and_packed_fonts_are_taken_apart() {
    let faces = read_faces("TTC.ttc", font_test_data::ttc::TTC.to_vec()).unwrap();
    assert!(faces.len() > 1);
    let plain = file(Family::Mono, style(false, false));
    let faces = read_faces("mono.woff", woff(&plain)).unwrap();
    assert_eq!(faces[0].name(), "DejaVuSansMono");
    assert_eq!(faces[0].family(), "DejaVu Sans Mono");
}

/// A font as WOFF, its tables packed (WOFF File Format 1.0, §3–5).
fn woff(font: &[u8]) -> Vec<u8> {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap());
    let (mut directory, mut body) = (Vec::new(), Vec::new());
    for record in (0..count).map(|n| 12 + n * 16) {
        let (sum, at, length) =
            (number(record + 4), number(record + 8) as usize, number(record + 12) as usize);
        let table = &font[at..at + length];
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, table).unwrap();
        let packed = packed.finish().unwrap();
        let stored = if packed.len() < length { packed.as_slice() } else { table };
        directory.extend_from_slice(&font[record..record + 4]);
        for value in [44 + count * 20 + body.len(), stored.len(), length] {
            directory.extend_from_slice(&u32::try_from(value).unwrap().to_be_bytes());
        }
        directory.extend_from_slice(&sum.to_be_bytes());
        body.extend_from_slice(stored);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut out = b"wOFF".to_vec();
    out.extend_from_slice(&font[..4]);
    out.extend_from_slice(&u32::try_from(44 + directory.len() + body.len()).unwrap().to_be_bytes());
    out.extend_from_slice(&font[4..6]);
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&u32::try_from(font.len()).unwrap().to_be_bytes());
    out.resize(44, 0);
    out.extend(directory);
    out.extend(body);
    out
}

#[test]
fn what_cannot_be_used_says_why_and_what_to_do() {
    let refusal = |data: &[u8]| match read_faces("fonts/some.ttf", data.to_vec()) {
        Err(error) => error,
        Ok(faces) => panic!("{} was taken", faces[0].name()),
    };
    for (data, why) in [
        (&b""[..], "it is empty"),
        (b"%!PS-AdobeFont-1.0: Utopia", "Type 1"),
        (b"<!DOCTYPE html><p>Not found", "HTML"),
        (b"PK\x03\x04 and so on", "ZIP"),
        (b"\0\x01\0\0", "cut off"),
        (b"something else entirely", "give TrueType or OpenType"),
        (b"wOFF\0\x01\0\0", "packed"),
        (b"wOF2\0\x01\0\0", "packed"),
        (font_test_data::CBDT, "no outlines"),
    ] {
        let error = refusal(data).to_string();
        assert!(error.contains(why) && error.starts_with("fonts/some.ttf "), "{error}");
    }
    for (usage, wanted) in
        [(0x0002, Refusal::Restricted), (0x0100, Refusal::NoSubsetting), (0x0200, Refusal::Restricted)]
    {
        let mut data = file(Family::Serif, style(false, false));
        let at = table(&data, b"OS/2") + 8;
        data[at..at + 2].copy_from_slice(&u16::to_be_bytes(usage));
        assert!(
            matches!(refusal(&data), FontFileError::Refused { reason, .. } if reason == wanted),
            "{usage:#x}"
        );
    }
    // To be looked at and printed, to be edited: these licences allow it.
    for usage in [0x0004, 0x0008, 0x000a_u16] {
        let mut data = file(Family::Serif, style(false, false));
        let at = table(&data, b"OS/2") + 8;
        data[at..at + 2].copy_from_slice(&usage.to_be_bytes());
        assert!(read_faces("a.otf", data).is_ok(), "{usage:#x}");
    }
}

/// Does with a font what writing does with it.
fn use_it(data: Vec<u8>) {
    let Ok(faces) = read_faces("broken.ttf", data) else { return };
    let fonts = Fonts::embedded_only().with_user(faces);
    for bold in [false, true] {
        let face = first(&fonts, Family::Serif, style(bold, false));
        let coverage = Coverage::of_face(&face);
        let characters: BTreeSet<char> = (' '..'\u{500}').filter(|c| coverage.has(*c)).collect();
        let mut remapper = GlyphRemapper::new();
        for glyph in characters.iter().filter_map(|c| face.glyph(*c)) {
            remapper.remap(glyph);
        }
        let _ = outlines(&face, &remapper);
        let _ = subset(&face, &characters);
    }
}

fn some_font() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(file(Family::Serif, style(false, false))),
        Just(file(Family::Mono, style(false, false))),
        Just(font_test_data::VAZIRMATN_VAR.to_vec()),
        Just(font_test_data::CANTARELL_VF_TRIMMED.to_vec()),
        Just(font_test_data::COLRV0V1.to_vec()),
        Just(font_test_data::ttc::TTC.to_vec()),
        Just(woff(&file(Family::Serif, style(false, false)))),
        Just(woff(font_test_data::VAZIRMATN_VAR)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_font_cut_off_anywhere_does_no_harm(font in some_font(), at in any::<prop::sample::Index>()) {
        let length = at.index(font.len());
        use_it(font[..length].to_vec());
    }

    #[test]
    fn a_font_with_changed_bytes_does_no_harm(
        font in some_font(),
        // Heads of tables are met as often as all the rest.
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>(), any::<u8>()), 1..24),
    ) {
        let mut font = font;
        for (at, in_head, byte) in changes {
            let length = if in_head { font.len().min(2_048) } else { font.len() };
            let at = at.index(length);
            font[at] = byte;
        }
        use_it(font);
    }

    #[test]
    fn bytes_of_any_kind_do_no_harm(
        head in prop::sample::select(vec![&b"\0\x01\0\0"[..], b"OTTO", b"ttcf\0\x01\0\0", b"wOFF", b"wOF2", b""]),
        rest in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        use_it([head, &rest].concat());
    }
}
