//! Fonts in a folder.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use offprint_fonts::{Family, Style, SystemFonts, Tradition, Wish, embedded};
use unicode_script::Script;

fn wish(bold: bool) -> Wish {
    Wish { style: Style { bold, italic: false }, script: Script::Common, tradition: Tradition::Usual }
}

/// An embedded face that says it is of another width (OpenType, `OS/2`, `usWidthClass`).
fn of_width(class: u8) -> Vec<u8> {
    let mut data = embedded(Family::Serif, Style::default()).data.as_ref().to_vec();
    let number = |data: &[u8], at: usize| u32::from_be_bytes(data[at..at + 4].try_into().unwrap()) as usize;
    let tables = usize::from(u16::from_be_bytes([data[4], data[5]]));
    let record = (0..tables).map(|n| 12 + n * 16).find(|at| &data[*at..*at + 4] == b"OS/2").unwrap();
    let table = number(&data, record + 8);
    data[table + 7] = class;
    data
}

#[test]
fn a_font_of_any_width_serves_where_no_other_does() {
    let folder = tempfile::tempdir().unwrap();
    let fonts = SystemFonts::in_folder(folder.path());
    assert_eq!(fonts.find("a", wish(false)), None);
    // Semi-condensed, as Symbola says of itself.
    std::fs::write(folder.path().join("font.otf"), of_width(4)).unwrap();
    let fonts = SystemFonts::in_folder(folder.path());
    assert!(fonts.find("a", wish(false)).is_some());
    assert!(fonts.find("a", wish(true)).is_some());
    assert_eq!(fonts.find("漢", wish(false)), None);
}
